// SPDX-License-Identifier: GPL-2.0-or-later
/* What all fuzz targets share: faults, and memory whose end is guarded. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

#define FUZZ_NOTES_MAX 8

static struct {
	const char *title;
	const char *data;
	size_t length;
} notes[FUZZ_NOTES_MAX];

static unsigned int note_count;

/* fuzz_note - a message to be shown if something does not hold */
void fuzz_note(const char *title, const char *data, size_t length)
{
	if (note_count == FUZZ_NOTES_MAX)
		return;
	notes[note_count].title = title;
	notes[note_count].data = data;
	notes[note_count].length = length;
	note_count++;
}

/* fuzz_forget - the messages that were noted are going away */
void fuzz_forget(void)
{
	note_count = 0;
}

static void show(const char *data, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)data[i];

		if (byte == '\n')
			fputs("\\n\n", stderr);
		else if (byte == '\\')
			fputs("\\\\", stderr);
		else if (byte < ' ' || byte > '~')
			fprintf(stderr, "\\x%02x", byte);
		else
			fputc(byte, stderr);
	}
	fputc('\n', stderr);
}

/* fuzz_fault - a rule is broken: say which, show the messages, and end */
void fuzz_fault(const char *file, int line, const char *rule)
{
	unsigned int i;

	fprintf(stderr, "%s:%d: not so: %s\n", file, line, rule);
	for (i = 0; i < note_count; i++) {
		fprintf(stderr, "%s, %zu bytes:\n", notes[i].title,
			notes[i].length);
		show(notes[i].data, notes[i].length);
	}
	abort();
}

/* fuzz_alloc - memory of just this length, for its user to free */
char *fuzz_alloc(size_t length)
{
	char *memory = malloc(length ? length : 1);

	if (!memory) {
		fputs("no memory: give the fuzzer a greater -rss_limit_mb\n",
		      stderr);
		exit(1);
	}
	return memory;
}

/* fuzz_copy - a copy of just this length, for its user to free */
char *fuzz_copy(const void *data, size_t length)
{
	char *copy = fuzz_alloc(length);

	if (length)
		memcpy(copy, data, length);
	return copy;
}

/* fuzz_take - the next byte of an input; 0 when it is used up */
uint8_t fuzz_take(struct fuzz_bytes *bytes)
{
	if (!bytes->left)
		return 0;
	bytes->left--;
	return *bytes->at++;
}

/* fuzz_pick - let the input choose one of so many, counted from 0 */
unsigned int fuzz_pick(struct fuzz_bytes *bytes, unsigned int count)
{
	return fuzz_take(bytes) % count;
}
