// SPDX-License-Identifier: GPL-2.0-only
/* Which header field a name stands for. */
#include "cursor.h"
#include "header.h"

#define SIPMAP_HEADER(id, text, short_form, form, messages)	\
	[SIPMAP_HEADER_##id] = {				\
		.name = text,					\
		.length = sizeof(text) - 1,			\
		.compact = short_form,				\
		.shape = SIPMAP_SHAPE_##form,			\
		.where = messages,				\
	},

static const struct sipmap_header_row sipmap_header_rows[] = {
#include "header_rows.h"
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

static unsigned int sipmap_header_compact(char letter)
{
	unsigned int id;

	for (id = 0; id < SIPMAP_HEADER_COUNT; id++)
		if (sipmap_header_rows[id].compact == letter)
			break;
	return id;
}

/**
 * sipmap_header_find - which row a header name means
 * @name: the name as written, in any case
 * @length: bytes of @name
 *
 * Length and first letter decide before any text is compared.
 *
 * Return: one of enum sipmap_header_id, or SIPMAP_HEADER_COUNT if no rule is
 * about it.
 */
unsigned int sipmap_header_find(const char *name, size_t length)
{
	unsigned int id;
	char first;

	if (!length || !sipmap_is_alpha((u8)name[0]))
		return SIPMAP_HEADER_COUNT;
	first = name[0] | 0x20;
	if (length == 1)
		return sipmap_header_compact(first);
	for (id = 0; id < SIPMAP_HEADER_COUNT; id++) {
		const struct sipmap_header_row *row = &sipmap_header_rows[id];

		if (row->length == length && row->name[0] == first &&
		    sipmap_text_equal(name, length, row->name, length))
			break;
	}
	return id;
}
