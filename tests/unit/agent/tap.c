// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../../userspace/sipmapd/convert.h"
#include "tap.h"

static bool failed;

/**
 * tap_run - run all tests and print TAP
 * @tests: the rules
 * @count: how many
 *
 * Return: exit status for main().
 */
int tap_run(const struct tap_test *tests, size_t count)
{
	int status = EXIT_SUCCESS;
	size_t i;

	printf("1..%zu\n", count);
	for (i = 0; i < count; i++) {
		failed = false;
		tests[i].run();
		printf("%sok %zu - %s\n", failed ? "not " : "", i + 1,
		       tests[i].name);
		fflush(stdout);
		if (failed)
			status = EXIT_FAILURE;
	}
	return status;
}

/**
 * tap_fail - the running test has failed
 * @file: where
 * @line: where
 * @format: why
 */
void tap_fail(const char *file, int line, const char *format, ...)
{
	va_list arguments;

	failed = true;
	printf("# %s:%d: ", file, line);
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	putchar('\n');
}

/**
 * tap_number - compare numbers
 * @file: where
 * @line: where
 * @what: the expression
 * @want: what it should be
 * @got: what it is
 */
void tap_number(const char *file, int line, const char *what, long long want,
		long long got)
{
	if (want != got)
		tap_fail(file, line, "%s: want %lld, got %lld", what, want,
			 got);
}

/**
 * tap_text - compare text
 * @file: where
 * @line: where
 * @what: the expression
 * @want: what it should be
 * @got: what it is
 */
void tap_text(const char *file, int line, const char *what, const char *want,
	      const char *got)
{
	if (strcmp(want, got))
		tap_fail(file, line, "%s:\n#   want %s\n#   got  %s", what,
			 want, got);
}

/**
 * tap_endpoint - compare an endpoint
 * @file: where
 * @line: where
 * @what: the expression
 * @want: ADDRESS:PORT, or "" for one that is not set
 * @got: what it is
 */
void tap_endpoint(const char *file, int line, const char *what,
		  const char *want, const struct sipmap_endpoint *got)
{
	char text[SIPMAP_ENDPOINT_TEXT_MAX] = "";

	if (got->family != SIPMAP_FAMILY_NONE)
		sipmap_endpoint_text(got, text);
	tap_text(file, line, what, want, text);
}

/**
 * tap_parse - make an endpoint
 * @text: ADDRESS:PORT, or [ADDRESS]:PORT of IPv6
 *
 * Return: the endpoint; a test that writes nonsense ends here.
 */
struct sipmap_endpoint tap_parse(const char *text)
{
	struct sipmap_endpoint endpoint;
	const char *colon = strrchr(text, ':');

	if (!colon || !sipmap_endpoint_from_host(&endpoint, text,
						 colon - text))
		abort();
	endpoint.port = atoi(colon + 1);
	return endpoint;
}
