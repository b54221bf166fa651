/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How the command says that something went wrong: one line, with a remedy. */
#ifndef SIPMAPCTL_FAILURE_H
#define SIPMAPCTL_FAILURE_H

#include <stddef.h>

/**
 * enum sipmap_exit - exit status of the command
 * @SIPMAP_EXIT_OK: done
 * @SIPMAP_EXIT_FAILED: could not be done; one line on standard error says why
 * @SIPMAP_EXIT_USAGE: the command line is wrong
 */
enum sipmap_exit {
	SIPMAP_EXIT_OK = 0,
	SIPMAP_EXIT_FAILED = 1,
	SIPMAP_EXIT_USAGE = 2,
};

void sipmap_failure_name(const char *command);
int sipmap_failed(const char *format, ...)
	__attribute__((format(printf, 1, 2)));
int sipmap_misused(const char *format, ...)
	__attribute__((format(printf, 1, 2)));
void *sipmap_grow(void *memory, size_t bytes);

#endif /* SIPMAPCTL_FAILURE_H */
