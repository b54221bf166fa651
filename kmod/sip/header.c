// SPDX-License-Identifier: GPL-2.0-only
/* Which header field a name stands for. */
#include "cursor.h"
#include "header.h"

#define SIPMAP_HEADER_ROW(arg, id, first, text, short_form, form, messages) \
	[SIPMAP_HEADER_##id] = {				\
		.name = text,					\
		.length = sizeof(text) - 1,			\
		.compact = short_form,				\
		.shape = SIPMAP_SHAPE_##form,			\
		.where = messages,				\
	},

static const struct sipmap_header_row sipmap_header_rows[] = {
	SIPMAP_HEADERS(SIPMAP_HEADER_ROW, 0)
};

#define SIPMAP_HEADER_BIT(letter, id, first, text, short_form, form, messages) \
	| ((letter) == (first) || (letter) == (short_form) ?	\
	   1U << SIPMAP_HEADER_##id : 0)
#define SIPMAP_LETTER(letter) \
	[(letter) - 'a'] = 0 SIPMAP_HEADERS(SIPMAP_HEADER_BIT, letter)

/* For each letter, the rows whose name or compact name begins with it. */
const u32 sipmap_header_letters[26] = {
	SIPMAP_LETTER('a'), SIPMAP_LETTER('b'), SIPMAP_LETTER('c'),
	SIPMAP_LETTER('d'), SIPMAP_LETTER('e'), SIPMAP_LETTER('f'),
	SIPMAP_LETTER('g'), SIPMAP_LETTER('h'), SIPMAP_LETTER('i'),
	SIPMAP_LETTER('j'), SIPMAP_LETTER('k'), SIPMAP_LETTER('l'),
	SIPMAP_LETTER('m'), SIPMAP_LETTER('n'), SIPMAP_LETTER('o'),
	SIPMAP_LETTER('p'), SIPMAP_LETTER('q'), SIPMAP_LETTER('r'),
	SIPMAP_LETTER('s'), SIPMAP_LETTER('t'), SIPMAP_LETTER('u'),
	SIPMAP_LETTER('v'), SIPMAP_LETTER('w'), SIPMAP_LETTER('x'),
	SIPMAP_LETTER('y'), SIPMAP_LETTER('z'),
};

/**
 * sipmap_header_row - the rule for a header field
 * @id: one of enum sipmap_header_id, below SIPMAP_HEADER_COUNT
 *
 * Return: its row.
 */
const struct sipmap_header_row *sipmap_header_row(unsigned int id)
{
	return &sipmap_header_rows[id];
}

static bool sipmap_header_ends(char byte)
{
	return byte == ':' || byte == ' ' || byte == '\t';
}

/* Second letter and end decide before all of the name is compared. */
static bool sipmap_header_is(const struct sipmap_header_row *row,
			     const char *line, unsigned int length)
{
	return (line[1] | 0x20) == row->name[1] && length > row->length &&
	       sipmap_header_ends(line[row->length]) &&
	       sipmap_text_equal(line, row->length, row->name, row->length);
}

static unsigned int sipmap_header_compact(char letter, u32 rows)
{
	for (; rows; rows &= rows - 1) {
		unsigned int id = (unsigned int)__builtin_ctz(rows);

		if (sipmap_header_rows[id].compact == (letter | 0x20))
			return id;
	}
	return SIPMAP_HEADER_COUNT;
}

/**
 * sipmap_header_at - which row the name at the start of a line means
 * @line: the line
 * @length: bytes from there to the end of the message or of the line
 * @rows: what sipmap_header_rows_of() gave for its first byte
 * @name_length: set to the bytes of the name
 *
 * Return: one of enum sipmap_header_id, or SIPMAP_HEADER_COUNT if no rule is
 * about it.
 */
unsigned int sipmap_header_at(const char *line, unsigned int length, u32 rows,
			      unsigned int *name_length)
{
	*name_length = 1;
	if (length < 2)
		return SIPMAP_HEADER_COUNT;
	if (sipmap_header_ends(line[1]))
		return sipmap_header_compact(line[0], rows);
	for (; rows; rows &= rows - 1) {
		unsigned int id = (unsigned int)__builtin_ctz(rows);
		const struct sipmap_header_row *row = &sipmap_header_rows[id];

		if (!sipmap_header_is(row, line, length))
			continue;
		*name_length = row->length;
		return id;
	}
	return SIPMAP_HEADER_COUNT;
}
