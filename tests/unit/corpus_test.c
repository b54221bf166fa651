// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Torture messages of RFC 4475 and RFC 5118, where they are at hand: none of
 * them names an own endpoint, so none may change, and none may do harm.
 */
#include <stdio.h>
#include <string.h>

#include "file.h"
#include "page.h"
#include "tap.h"
#include "tests.h"
#include "vector.h"

static const char bindings[] =
	"bind: 203.0.113.250:5060=203.0.113.7:40123\n"
	"outside: 100.64.0.2:5060\n>>> out\n";

static struct sipmap_vector_work work;

static void check_direction(const char *data, size_t length,
			    enum sipmap_direction direction)
{
	struct sipmap_vector vector;
	size_t cut;

	sipmap_vector_open(&vector, bindings, sizeof(bindings) - 1);
	vector.view.direction = direction;
	for (cut = 0; cut <= length; cut++)
		sipmap_vector_rewrite(&vector, page_end_copy(data, cut), cut,
				      &work);
	if (work.out_length == length && !memcmp(work.out, data, length))
		return;
	tap_fault("%s: it was rewritten", direction ? "in" : "out");
	tap_message("before", data, length);
	tap_message("after", work.out, work.out_length);
}

static void check_file(const char *path, const char *name, const char *data,
		       size_t length)
{
	char shown[256];

	(void)path;
	snprintf(shown, sizeof(shown), "torture message %s stays", name);
	tap_begin();
	if (length <= sizeof(work.out)) {
		check_direction(data, length, SIPMAP_OUT);
		check_direction(data, length, SIPMAP_IN);
	}
	tap_end(shown);
}

/* test_corpora - run all messages of a folder's folders */
void test_corpora(const char *folder)
{
	static const char *const names[] = { "rfc4475", "rfc5118", "rfc5769" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char path[4096];

		snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
		file_each(path, "", check_file);
	}
}
