/* SPDX-License-Identifier: GPL-2.0-only */
/* A binding table for a test, and who is told of its changes. */
#ifndef SIPMAP_KUNIT_TABLE_H
#define SIPMAP_KUNIT_TABLE_H

#include <kunit/test.h>

#include "binding.h"

/**
 * struct sipmap_test_told - how often the table told of something
 * @changed: a binding came or changed
 * @gone: a binding went
 */
struct sipmap_test_told {
	unsigned int changed;
	unsigned int gone;
};

/**
 * struct sipmap_test_table - what a test's priv points to
 * @table: the table; it has room for 16 bindings, 4 of a host
 * @told: what it told
 */
struct sipmap_test_table {
	struct sipmap_bindings table;
	struct sipmap_test_told told;
};

extern const u32 sipmap_test_limit;
extern const u32 sipmap_test_host_limit;

struct sipmap_endpoint sipmap_test_endpoint(u8 last, u16 port);
int sipmap_test_suite_init(struct kunit_suite *suite);
void sipmap_test_suite_exit(struct kunit_suite *suite);
int sipmap_test_table_init(struct kunit *test);
void sipmap_test_table_exit(struct kunit *test);
struct sipmap_binding *sipmap_test_add(struct kunit *test, u8 last,
				       u16 outside);

#endif /* SIPMAP_KUNIT_TABLE_H */
