/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A small test harness that speaks TAP.
 *
 * A test is a function without arguments; its name is the rule that it holds
 * the code to. Each test prints one line, and what it noted about its faults
 * behind it.
 */
#ifndef SIPMAP_TAP_H
#define SIPMAP_TAP_H

#include <stdbool.h>
#include <stddef.h>

typedef void (*tap_test_t)(void);

void tap_run(const char *name, tap_test_t test);
void tap_begin(void);
void tap_begin_again(void);
void tap_end(const char *name);
void tap_skip(const char *name, const char *why);
void tap_fault(const char *format, ...)
	__attribute__((format(printf, 1, 2)));
void tap_message(const char *title, const char *data, size_t length);
bool tap_failed(void);
int tap_finish(void);

#define TAP_RUN(test) tap_run(#test, test)

#define TAP_EXPECT(condition)						\
	do {								\
		if (!(condition))					\
			tap_fault("%s:%d: not so: %s", __FILE__,	\
				  __LINE__, #condition);		\
	} while (0)

#define TAP_EXPECT_EQUAL(actual, wanted)				\
	do {								\
		long long actual_ = (long long)(actual);		\
		long long wanted_ = (long long)(wanted);		\
									\
		if (actual_ != wanted_)					\
			tap_fault("%s:%d: %s is %lld, not %lld",	\
				  __FILE__, __LINE__, #actual,		\
				  actual_, wanted_);			\
	} while (0)

#endif /* SIPMAP_TAP_H */
