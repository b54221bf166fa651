// SPDX-License-Identifier: GPL-2.0-or-later
/* Every vector: what it says, and what holds for any message. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "page.h"
#include "tap.h"
#include "tests.h"
#include "vector.h"

static struct sipmap_vector_step step;
static struct sipmap_vector_work work;

/* The body's length, found without the engine; -1 where there is no end. */
static long body_length(const char *data, size_t length)
{
	const char *end = memmem(data, length, "\r\n\r\n", 4);

	return end ? (long)(data + length - end - 4) : -1;
}

/* The value of "Content-Length: N" at the start of a line, or -1. */
static long content_length(const char *data, size_t length)
{
	static const char name[] = "\r\nContent-Length: ";
	const char *found = memmem(data, length, name, sizeof(name) - 1);

	return found ? strtol(found + sizeof(name) - 1, NULL, 10) : -1;
}

static void check_content_length(void)
{
	if (content_length(step.before, step.before_length) !=
	    body_length(step.before, step.before_length))
		return;
	if (content_length(work.out, work.out_length) !=
	    body_length(work.out, work.out_length))
		tap_fault("Content-Length is not the body's length");
}

/* Any start of a message is only a malformed message, or another one. */
static void check_prefixes(struct sipmap_vector *vector)
{
	size_t length;

	for (length = 0; length < step.before_length; length++)
		sipmap_vector_rewrite(vector, page_end_copy(step.before,
							    length),
				      length, &work);
}

static void check_step(struct sipmap_vector *vector, unsigned int number)
{
	const char *before = page_end_copy(step.before, step.before_length);

	if (!sipmap_vector_check(vector, &step, before, &work)) {
		tap_fault("step %u: %s", number, work.fault);
		tap_message("before", step.before, step.before_length);
		if (step.changes)
			tap_message("expected", step.after,
				    step.after_length);
		tap_message("after", work.out, work.out_length);
	}
	check_content_length();
	check_prefixes(vector);
}

static void check_vector(const char *path, const char *name, const char *data,
			 size_t length)
{
	struct sipmap_vector vector;
	unsigned int number = 0;
	char shown[256];

	tap_begin();
	if (!sipmap_vector_open(&vector, data, length)) {
		tap_fault("%s: what stands before the steps is wrong", path);
	} else {
		while (sipmap_vector_step(&vector, &step))
			check_step(&vector, ++number);
		if (!number || vector.rest.at != vector.rest.end)
			tap_fault("%s: step %u is wrong", path, number + 1);
	}
	snprintf(shown, sizeof(shown), "vector %.*s",
		 (int)(strlen(name) - strlen(".vec")), name);
	tap_end(shown);
}

static size_t vectors;

static void there_are_at_least_sixty_vectors(void)
{
	TAP_EXPECT(vectors >= 60);
}

/* test_vectors - run all vectors of a folder */
void test_vectors(const char *folder)
{
	vectors = file_each(folder, ".vec", check_vector);
	TAP_RUN(there_are_at_least_sixty_vectors);
}
