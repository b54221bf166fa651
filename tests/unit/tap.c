// SPDX-License-Identifier: GPL-2.0-or-later
/* A small test harness that speaks TAP. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tap.h"

static struct {
	unsigned int run;
	unsigned int failed;
	char *notes;
	size_t notes_length;
	FILE *stream;
	bool fault;
} tap;

/* tap_begin - forget the faults of the last test */
void tap_begin(void)
{
	tap.fault = false;
	tap.stream = open_memstream(&tap.notes, &tap.notes_length);
	if (!tap.stream) {
		printf("Bail out! no memory\n");
		exit(1);
	}
}

/* tap_begin_again - forget the faults of the test that runs */
void tap_begin_again(void)
{
	fclose(tap.stream);
	free(tap.notes);
	tap_begin();
}

/* tap_end - print the line of the test that began last, and its faults */
void tap_end(const char *name)
{
	fclose(tap.stream);
	printf("%sok %u - %s\n", tap.fault ? "not " : "", ++tap.run, name);
	if (tap.fault) {
		tap.failed++;
		fwrite(tap.notes, 1, tap.notes_length, stdout);
	}
	fflush(stdout);
	free(tap.notes);
}

/* tap_skip - print the line of a test that cannot be run here, and why */
void tap_skip(const char *name, const char *why)
{
	printf("ok %u - %s # SKIP %s\n", ++tap.run, name, why);
}

/* tap_run - run one test; underscores in its name are shown as blanks */
void tap_run(const char *name, tap_test_t test)
{
	char *shown = strdup(name);
	char *at;

	for (at = shown; at && *at; at++)
		if (*at == '_')
			*at = ' ';
	tap_begin();
	test();
	tap_end(shown ? shown : name);
	free(shown);
}

/* tap_fault - the test that runs fails, and why */
void tap_fault(const char *format, ...)
{
	va_list list;

	tap.fault = true;
	fputs("#   ", tap.stream);
	va_start(list, format);
	vfprintf(tap.stream, format, list);
	va_end(list);
	fputc('\n', tap.stream);
}

/* tap_message - show a message among the faults; CR LF is a line's usual end */
void tap_message(const char *title, const char *data, size_t length)
{
	bool start = true;
	size_t i;

	fprintf(tap.stream, "#   %s, %zu bytes:\n", title, length);
	for (i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)data[i];

		if (start)
			fputs("#     ", tap.stream);
		start = byte == '\n';
		if (byte == '\r' && i + 1 < length && data[i + 1] == '\n')
			continue;
		if (byte == '\n' && (!i || data[i - 1] != '\r'))
			fputs("\\n", tap.stream);
		if (byte == '\n')
			fputc('\n', tap.stream);
		else if (byte < ' ' || byte > '~')
			fprintf(tap.stream, "\\x%02x", byte);
		else
			fputc(byte, tap.stream);
	}
	if (!start)
		fputc('\n', tap.stream);
}

/* tap_failed - has the test that runs failed already? */
bool tap_failed(void)
{
	return tap.fault;
}

/* tap_finish - print the plan; return what main() should */
int tap_finish(void)
{
	printf("1..%u\n", tap.run);
	return tap.failed || !tap.run;
}
