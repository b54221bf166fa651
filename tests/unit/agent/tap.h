/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests that print TAP: a table of rules, each with a function. */
#ifndef SIPMAP_TESTS_AGENT_TAP_H
#define SIPMAP_TESTS_AGENT_TAP_H

#include <stdbool.h>
#include <stddef.h>

#include "../../../kmod/sip/endpoint.h"

/**
 * struct tap_test - one rule
 * @name: the rule in words
 * @run: arranges, acts and asserts
 */
struct tap_test {
	const char *name;
	void (*run)(void);
};

int tap_run(const struct tap_test *tests, size_t count);
void tap_fail(const char *file, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void tap_number(const char *file, int line, const char *what, long long want,
		long long got);
void tap_text(const char *file, int line, const char *what, const char *want,
	      const char *got);
void tap_endpoint(const char *file, int line, const char *what,
		  const char *want, const struct sipmap_endpoint *got);
struct sipmap_endpoint tap_parse(const char *text);

#define ASSERT(condition)						\
	do {								\
		if (!(condition))					\
			tap_fail(__FILE__, __LINE__, "not so: %s",	\
				 #condition);				\
	} while (0)
#define ASSERT_NUMBER(want, got)					\
	tap_number(__FILE__, __LINE__, #got, want, got)
#define ASSERT_TEXT(want, got)						\
	tap_text(__FILE__, __LINE__, #got, want, got)
#define ASSERT_ENDPOINT(want, got)					\
	tap_endpoint(__FILE__, __LINE__, #got, want, &(got))

#endif /* SIPMAP_TESTS_AGENT_TAP_H */
