// SPDX-License-Identifier: GPL-2.0-only
/* Which header field a name stands for. */
#include "header.h"

/* One row for each header field that a rule is about. */
#define SIPMAP_HEADER_ROW(arg, id, first, text, short_form, form, messages) \
	[SIPMAP_HEADER_##id] = {				\
		.name = text,					\
		.length = sizeof(text) - 1,			\
		.compact = short_form,				\
		.shape = SIPMAP_SHAPE_##form,			\
		.where = messages,				\
	},

const struct sipmap_header_row sipmap_header_rows[SIPMAP_HEADER_COUNT] = {
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
 * sipmap_header_compact - which row a compact name means
 * @letter: the name
 * @rows: what sipmap_header_rows_of() gave for it
 *
 * Return: one of enum sipmap_header_id, or SIPMAP_HEADER_COUNT if no rule is
 * about it.
 */
unsigned int sipmap_header_compact(char letter, u32 rows)
{
	for (; rows; rows &= rows - 1) {
		unsigned int id = (unsigned int)__builtin_ctz(rows);

		if (sipmap_header_rows[id].compact == (letter | 0x20))
			return id;
	}
	return SIPMAP_HEADER_COUNT;
}
