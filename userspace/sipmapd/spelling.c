// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>

#include "spelling.h"

/**
 * sipmap_spelling_distance - how many letters are wrong, too many or too few
 * @a: a name
 * @b: another one
 *
 * Return: their number (Levenshtein's distance).
 */
unsigned int sipmap_spelling_distance(const char *a, const char *b)
{
	unsigned int row[SIPMAP_SPELLING_MAX + 1];
	size_t length = strnlen(b, SIPMAP_SPELLING_MAX);
	size_t i;

	for (i = 0; i <= length; i++)
		row[i] = i;
	for (; *a; a++) {
		unsigned int diagonal = row[0]++;

		for (i = 1; i <= length; i++) {
			unsigned int best = diagonal + (*a != b[i - 1]);

			diagonal = row[i];
			if (best > row[i] + 1)
				best = row[i] + 1;
			if (best > row[i - 1] + 1)
				best = row[i - 1] + 1;
			row[i] = best;
		}
	}
	return row[length];
}
