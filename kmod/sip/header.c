// SPDX-License-Identifier: GPL-2.0-only
/* Which header field a name stands for. */
#include "header.h"

/* One row for each header field that a rule is about. */
#define SIPMAP_HEADER_ROW(arg, id, first, second, text, short_form, form, \
			  messages)				\
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

#define SIPMAP_HEADER_FIRST(letter, id, first, second, text, short_form, \
			    form, messages)			\
	| ((letter) == (first) || (letter) == (short_form) ?	\
	   1U << SIPMAP_HEADER_##id : 0)
#define SIPMAP_HEADER_SECOND(letter, id, first, second, text, short_form, \
			     form, messages)			\
	| ((letter) == (second) ? 1U << SIPMAP_HEADER_##id : 0)
#define SIPMAP_HEADER_COMPACT(arg, id, first, second, text, short_form, \
			      form, messages)			\
	| ((short_form) ? 1U << SIPMAP_HEADER_##id : 0)

#define SIPMAP_FIRST(letter) \
	[(letter) & 31] = 0 SIPMAP_HEADERS(SIPMAP_HEADER_FIRST, letter)
#define SIPMAP_SECOND(letter) \
	[(letter) & 31] = 0 SIPMAP_HEADERS(SIPMAP_HEADER_SECOND, letter)
#define SIPMAP_COMPACT (0 SIPMAP_HEADERS(SIPMAP_HEADER_COMPACT, 0))
#define SIPMAP_LETTERS(EACH)					\
	EACH('a'), EACH('b'), EACH('c'), EACH('d'), EACH('e'),	\
	EACH('f'), EACH('g'), EACH('h'), EACH('j'), EACH('k'),	\
	EACH('l'), EACH('m'), EACH('n'), EACH('o'), EACH('p'),	\
	EACH('q'), EACH('r'), EACH('s'), EACH('t'), EACH('u'),	\
	EACH('v'), EACH('w'), EACH('x'), EACH('y')

/* For each letter, the rows whose name or compact name begins with it. */
const u32 sipmap_header_first[32] = {
	SIPMAP_LETTERS(SIPMAP_FIRST), SIPMAP_FIRST('i'), SIPMAP_FIRST('z')
};

/*
 * The same of the second letter of a name, or what stands behind a compact
 * one: a blank, a tab, which looks like an 'i', or a colon, like a 'z'.
 */
const u32 sipmap_header_second[32] = {
	SIPMAP_LETTERS(SIPMAP_SECOND),
	[' ' & 31] = SIPMAP_COMPACT,
	SIPMAP_SECOND('i') | SIPMAP_COMPACT,
	SIPMAP_SECOND('z') | SIPMAP_COMPACT,
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
