/* SPDX-License-Identifier: GPL-2.0-only */
/* The header fields that rules are about: one row each. */
#ifndef SIPMAP_SIP_HEADER_H
#define SIPMAP_SIP_HEADER_H

#include "cursor.h"
#include "header_rows.h"

/**
 * enum sipmap_shape - how endpoints stand in a header's value
 * @SIPMAP_SHAPE_PLAIN: not at all; it is only read
 * @SIPMAP_SHAPE_VIA: sent-by and parameters (RFC 3261 section 20.42)
 * @SIPMAP_SHAPE_CONTACT: addresses that are bindings (section 20.10)
 * @SIPMAP_SHAPE_ROUTE: addresses, any number of them (section 20.30)
 * @SIPMAP_SHAPE_IDENTITY: the address of a person (section 20.20)
 */
enum sipmap_shape {
	SIPMAP_SHAPE_PLAIN,
	SIPMAP_SHAPE_VIA,
	SIPMAP_SHAPE_CONTACT,
	SIPMAP_SHAPE_ROUTE,
	SIPMAP_SHAPE_IDENTITY,
};

/* In which messages a header is rewritten. */
#define SIPMAP_NOWHERE		0x0
#define SIPMAP_OUT_REQUESTS	0x1
#define SIPMAP_OUT_RESPONSES	0x2
#define SIPMAP_IN_REQUESTS	0x4
#define SIPMAP_IN_RESPONSES	0x8
#define SIPMAP_EVERYWHERE	0xf

#define SIPMAP_HEADER_ID(arg, id, first, second, name, compact, shape, where) \
	SIPMAP_HEADER_##id,

/*
 * Which header field: one for each row of header_rows.h.
 */
enum sipmap_header_id {
	SIPMAP_HEADERS(SIPMAP_HEADER_ID, 0)
	SIPMAP_HEADER_COUNT
};

#undef SIPMAP_HEADER_ID

/* the longest of the names */
#define SIPMAP_HEADER_NAME_MAX 20

/**
 * struct sipmap_header_row - what is to be done with one header field
 * @name: its name, with letters in lower case; need not end with a NUL
 * @length: bytes of @name
 * @compact: its compact form (RFC 3261 section 7.3.3), or 0
 * @shape: enum sipmap_shape
 * @where: in which messages it is rewritten
 */
struct sipmap_header_row {
	char name[SIPMAP_HEADER_NAME_MAX];
	u8 length;
	char compact;
	u8 shape;
	u8 where;
};

extern const struct sipmap_header_row sipmap_header_rows[SIPMAP_HEADER_COUNT];
extern const u32 sipmap_header_first[32];
extern const u32 sipmap_header_second[32];

unsigned int sipmap_header_compact(char letter, u32 rows);

/**
 * sipmap_header_row - the rule for a header field
 * @id: one of enum sipmap_header_id, below SIPMAP_HEADER_COUNT
 *
 * Return: its row.
 */
static inline const struct sipmap_header_row *sipmap_header_row(unsigned int id)
{
	return &sipmap_header_rows[id];
}

/**
 * sipmap_header_rows_of - the rows whose name may begin like this
 * @line: a line of two bytes or more
 *
 * It is told from five bits of each byte, so that others begin like this too.
 *
 * Return: a bit for each row, 1 << enum sipmap_header_id.
 */
static inline u32 sipmap_header_rows_of(const char *line)
{
	return sipmap_header_first[line[0] & 31] &
	       sipmap_header_second[line[1] & 31];
}

static inline bool sipmap_header_ends(char byte)
{
	return byte == ':' || byte == ' ' || byte == '\t';
}

/*
 * Compare a name of which eight bytes can be read, whatever its case: a word at
 * its start, one at its end, and one between them. Of a name that is no word
 * long the bytes behind it do not count.
 */
static inline bool sipmap_header_is_words(const struct sipmap_header_row *row,
					  const char *line)
{
	const unsigned int length = row->length;
	u64 differ = sipmap_text_differ(line, row->name);

	if (length < sizeof(u64))
		return !(SIPMAP_LITTLE_ENDIAN ? differ << (64 - 8 * length) :
						differ >> (64 - 8 * length));
	if (differ)
		return false;
	if (length > 2 * sizeof(u64) &&
	    sipmap_text_differ(line + sizeof(u64), row->name + sizeof(u64)))
		return false;
	return !sipmap_text_differ(line + length - sizeof(u64),
				   row->name + length - sizeof(u64));
}

/* The end decides before the name is compared. */
static inline bool sipmap_header_is(const struct sipmap_header_row *row,
				    const char *line, unsigned int length)
{
	if (length <= row->length || !sipmap_header_ends(line[row->length]))
		return false;
	if (length >= sizeof(u64))
		return sipmap_header_is_words(row, line);
	return sipmap_text_equal(line, row->length, row->name, row->length);
}

/**
 * sipmap_header_at - which row the name at the start of a line means
 * @line: the line
 * @length: bytes of @line, two or more
 * @rows: what sipmap_header_rows_of() gave for it
 * @name_length: set to the bytes of the name
 *
 * Return: one of enum sipmap_header_id, or SIPMAP_HEADER_COUNT if no rule is
 * about it.
 */
static inline unsigned int sipmap_header_at(const char *line,
					    unsigned int length, u32 rows,
					    unsigned int *name_length)
{
	u32 left;

	for (left = rows; left; left &= left - 1) {
		unsigned int id = (unsigned int)__builtin_ctz(left);
		const struct sipmap_header_row *row = &sipmap_header_rows[id];

		if (!sipmap_header_is(row, line, length))
			continue;
		*name_length = row->length;
		return id;
	}
	*name_length = 1;
	return sipmap_header_ends(line[1]) ?
	       sipmap_header_compact(line[0], rows) : SIPMAP_HEADER_COUNT;
}

#endif /* SIPMAP_SIP_HEADER_H */
