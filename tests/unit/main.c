// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * engine VECTORS BUILD [CORPORA]: all tests of the SIP engine, as TAP. BUILD is
 * the folder for what a run leaves.
 */
#include <stdio.h>

#include "tap.h"
#include "tests.h"

int main(int argc, char **argv)
{
	char expected[4096];
	char left[4096];

	if (argc < 3) {
		fprintf(stderr, "engine: give it the folder of the vectors, and one to write to\n");
		return 2;
	}
	snprintf(expected, sizeof(expected), "%s/corpora.expected", argv[1]);
	snprintf(left, sizeof(left), "%s/corpora.actual", argv[2]);
	test_text();
	test_uri();
	test_message();
	test_edit();
	test_plan();
	test_long();
	test_registration();
	test_vectors(argv[1]);
	test_explain(argv[1]);
	test_restore(argv[1]);
	if (argc > 3)
		test_corpora(argv[3]);
	test_own_corpora(argc > 3 ? argv[3] : NULL, expected, left);
	return tap_finish();
}
