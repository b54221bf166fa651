// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What the engine calls outside itself, a byte at a time: a kernel's own is
 * much like that, and the C library's changes its ways with the length.
 */
#include <stddef.h>

/* cost_memchr - as memchr() */
void *cost_memchr(const void *memory, int byte, size_t length)
{
	const unsigned char *at = memory;

	for (; length; at++, length--)
		if (*at == (unsigned char)byte)
			return (void *)at;
	return NULL;
}

/* cost_memmove - as memmove() */
void *cost_memmove(void *memory, const void *source, size_t length)
{
	const char *from = source;
	char *to = memory;

	if (to < from) {
		while (length--)
			*to++ = *from++;
		return memory;
	}
	while (length--)
		to[length] = from[length];
	return memory;
}
