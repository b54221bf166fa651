// SPDX-License-Identifier: GPL-2.0-only
/* A binding table for a test. */
#include "sip/view.h"
#include "table.h"

const u32 sipmap_test_limit = 16;
const u32 sipmap_test_host_limit = 4;

/**
 * sipmap_test_endpoint - an endpoint of 10.0.0.0/24
 * @last: last byte of its address
 * @port: host byte order
 *
 * Return: the endpoint.
 */
struct sipmap_endpoint sipmap_test_endpoint(u8 last, u16 port)
{
	struct sipmap_endpoint endpoint = {
		.address = { 10, 0, 0, last },
		.port = port,
		.family = SIPMAP_FAMILY_IPV4,
	};

	return endpoint;
}

static void sipmap_test_tell(void *context,
			     const struct sipmap_binding *binding, bool gone)
{
	struct sipmap_test_told *told = context;

	if (gone)
		told->gone++;
	else
		told->changed++;
}

/**
 * sipmap_test_suite_init - what all tables of a suite share
 * @suite: the suite
 *
 * Return: 0 or -errno.
 */
int sipmap_test_suite_init(struct kunit_suite *suite)
{
	return sipmap_binding_cache_init();
}

/**
 * sipmap_test_suite_exit - free it
 * @suite: the suite
 */
void sipmap_test_suite_exit(struct kunit_suite *suite)
{
	sipmap_binding_cache_exit();
}

/**
 * sipmap_test_table_init - an empty table as the test's own
 * @test: the test
 *
 * Return: 0 or -errno.
 */
int sipmap_test_table_init(struct kunit *test)
{
	struct sipmap_test_table *room;

	room = kunit_kzalloc(test, sizeof(*room), GFP_KERNEL);
	if (!room)
		return -ENOMEM;
	test->priv = room;
	room->table.limit = &sipmap_test_limit;
	room->table.host_limit = &sipmap_test_host_limit;
	return sipmap_bindings_init(&room->table, sipmap_test_tell,
				    &room->told);
}

/**
 * sipmap_test_table_exit - free what sipmap_test_table_init() made
 * @test: the test
 */
void sipmap_test_table_exit(struct kunit *test)
{
	struct sipmap_test_table *room = test->priv;

	sipmap_bindings_clean(&room->table);
}

/**
 * sipmap_test_add - add a pending signalling binding
 * @test: the test
 * @last: last byte of the inside address; the port is 5060
 * @outside: outside port, host byte order
 *
 * Return: as sipmap_binding_add().
 */
struct sipmap_binding *sipmap_test_add(struct kunit *test, u8 last, u16 outside)
{
	struct sipmap_test_table *room = test->priv;
	struct sipmap_binding like = {
		.inside = sipmap_test_endpoint(last, 5060),
		.outside = sipmap_test_endpoint(200, outside),
		.phase = SIPMAP_PHASE_PENDING,
	};

	return sipmap_binding_add(&room->table, &like);
}
