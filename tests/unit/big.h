/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages that are too big to be written down. */
#ifndef SIPMAP_BIG_H
#define SIPMAP_BIG_H

#include <stddef.h>

#define BIG_MAX (100 * 1024)

struct big {
	char text[BIG_MAX];
	size_t length;
};

void big_begin(struct big *big, const char *start_line);
void big_add(struct big *big, const char *text);
void big_repeat(struct big *big, const char *text, unsigned int count);

#endif /* SIPMAP_BIG_H */
