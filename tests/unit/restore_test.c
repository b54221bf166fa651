// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What comes back for each vector that goes out: the phone sees what it wrote,
 * in the answer, and in later requests to its Contact.
 */
#include <stdio.h>
#include <string.h>

#include "file.h"
#include "page.h"
#include "peer.h"
#include "tap.h"
#include "tests.h"
#include "vector.h"

static struct sipmap_vector_step step;
static struct sipmap_vector_work work;
static struct sipmap_restore restore;
static unsigned int restored;

static void check_restore(struct sipmap_vector *vector, unsigned int number)
{
	const char *before = page_end_copy(step.before, step.before_length);

	/* what it must become is said by the test of the vectors */
	sipmap_vector_check(vector, &step, before, &work);
	if (sipmap_restore_check(vector, &step, &work, &restore)) {
		if (restore.fault)
			restored++;
		return;
	}
	tap_fault("step %u: %s", number, restore.fault);
	tap_message("the phone wrote", step.before, step.before_length);
	tap_message("the peer sent", restore.peer.text, restore.peer.length);
	tap_message("the phone should get", restore.wanted.text,
		    restore.wanted.length);
	tap_message("the phone gets", restore.work.out,
		    restore.work.out_length);
}

/* A vector in the list of exceptions has to be one. */
static void check_exception(const char *name, const char *exception)
{
	char shown[512];
	bool failed = tap_failed();

	snprintf(shown, sizeof(shown), "restored: %s%s%s", name,
		 exception ? ", in another form: " : "",
		 exception ? exception : "");
	if (exception && !failed)
		tap_fault("it is restored byte for byte: take it off the list");
	if (exception && failed)
		tap_begin_again();
	tap_end(shown);
}

static void check_vector(const char *path, const char *name, const char *data,
			 size_t length)
{
	struct sipmap_vector vector;
	unsigned int number = 0;

	(void)path;
	tap_begin();
	if (!sipmap_vector_open(&vector, data, length))
		tap_fault("what stands before the steps is wrong");
	else
		while (sipmap_vector_step(&vector, &step))
			check_restore(&vector, ++number);
	check_exception(name, sipmap_restore_exception(name));
}

static void most_vectors_that_go_out_come_back(void)
{
	TAP_EXPECT(restored >= 100);
}

/* test_restore - run all vectors of a folder */
void test_restore(const char *folder)
{
	file_each(folder, ".vec", check_vector);
	TAP_RUN(most_vectors_that_go_out_come_back);
}
