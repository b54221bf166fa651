// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "failure.h"

static const char *failure_command;

static void failure_print(const char *format, va_list arguments)
{
	fflush(stdout);
	fputs("sipmapctl", stderr);
	if (failure_command)
		fprintf(stderr, " %s", failure_command);
	fputs(": ", stderr);
	vfprintf(stderr, format, arguments);
}

/**
 * sipmap_failure_name() - say which subcommand speaks in later messages
 * @command: its name; kept, not copied; NULL for none
 */
void sipmap_failure_name(const char *command)
{
	failure_command = command;
}

/**
 * sipmap_failed() - report a fault that is not the command line's
 * @format: the fault and its remedy, without a newline
 *
 * Return: SIPMAP_EXIT_FAILED, so that a caller can return it at once.
 */
int sipmap_failed(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	failure_print(format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	return SIPMAP_EXIT_FAILED;
}

/**
 * sipmap_misused() - report a command line that cannot be understood
 * @format: the fault, without a newline; where to read on is added
 *
 * Return: SIPMAP_EXIT_USAGE, so that a caller can return it at once.
 */
int sipmap_misused(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	failure_print(format, arguments);
	va_end(arguments);
	fprintf(stderr, "; see sipmapctl %s%s--help\n",
		failure_command ? failure_command : "",
		failure_command ? " " : "");
	return SIPMAP_EXIT_USAGE;
}

/**
 * sipmap_grow() - allocate or enlarge memory; does not come back without it
 * @memory: what there is, or NULL
 * @bytes: how much is wanted
 *
 * A command that lists a table can do nothing useful without memory, so it
 * ends here with exit status 1.
 *
 * Return: the memory.
 */
void *sipmap_grow(void *memory, size_t bytes)
{
	void *grown = realloc(memory, bytes ? bytes : 1);

	if (!grown)
		exit(sipmap_failed("out of memory; list less, or free some"));
	return grown;
}
