// SPDX-License-Identifier: GPL-2.0-or-later
/* Input that ends right before memory nobody may read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "page.h"

/* The longest input: more than a datagram can hold. */
#define PAGE_ROOM (128 * 1024)

static char *page_map(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *start;

	start = mmap(NULL, PAGE_ROOM + page, PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (start == MAP_FAILED ||
	    mprotect(start + PAGE_ROOM, page, PROT_NONE)) {
		printf("Bail out! no memory\n");
		exit(1);
	}
	return start + PAGE_ROOM;
}

/*
 * page_end_copy - copy a message so that reading past its end is fatal
 *
 * Return: the copy; it stays until the next call.
 */
const char *page_end_copy(const char *data, size_t length)
{
	static char *end;

	if (!end)
		end = page_map();
	if (length > PAGE_ROOM) {
		printf("Bail out! a message of %zu bytes is too long\n",
		       length);
		exit(1);
	}
	memmove(end - length, data, length);
	return end - length;
}
