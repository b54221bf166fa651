// SPDX-License-Identifier: GPL-2.0-or-later
/* engine VECTORS [CORPORA]: all tests of the SIP engine, as TAP. */
#include <stdio.h>

#include "tap.h"
#include "tests.h"

int main(int argc, char **argv)
{
	if (argc < 2) {
		fprintf(stderr, "engine: give it the folder of the vectors\n");
		return 2;
	}
	test_text();
	test_uri();
	test_message();
	test_edit();
	test_plan();
	test_vectors(argv[1]);
	if (argc > 2)
		test_corpora(argv[2]);
	return tap_finish();
}
