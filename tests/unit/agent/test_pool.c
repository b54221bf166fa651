// SPDX-License-Identifier: GPL-2.0-or-later
/* Warm pairs: as many as calls want. */
#include "tap.h"
#include "world.h"

#define PUBLIC SIPMAP_HAS(SIPMAP_A_BINDING_PUBLIC)

static void start_well(void)
{
	world_begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	world_full_server();
	world_run(1000);
}

static void pool_is_filled(void)
{
	start_well();
	ASSERT_NUMBER(2, world_ready_warm());
	ASSERT_NUMBER(2, world_warm());
	ASSERT(world.bindings[2].has & PUBLIC);
	ASSERT(world_take_pair());
	world_run(NAT_ROUND_TRIP);
	ASSERT_NUMBER(2, world_ready_warm());
	world_end();
}

static void take_pairs(unsigned int count)
{
	while (count--)
		world_take_pair();
}

static void pool_grows_with_the_calls(void)
{
	unsigned int i;

	start_well();
	/* as many as there are, as fast as they come */
	for (i = 0; i < 8; i++) {
		take_pairs(2);
		world_run(NAT_ROUND_TRIP);
	}
	world_run(1000);
	ASSERT(world_ready_warm() >= 12);
	world_end();
}

static void pool_shrinks_when_it_is_quiet(void)
{
	unsigned int i;

	start_well();
	for (i = 0; i < 8; i++) {
		take_pairs(2);
		world_run(NAT_ROUND_TRIP);
	}
	/* it is kept for a while: calls may come again */
	world_run(20000);
	ASSERT(world_ready_warm() >= 12);
	world_run(20000);
	ASSERT_NUMBER(2, world_warm());
	ASSERT_NUMBER(2, world_ready_warm());
	world_end();
}

static void pool_counts_calls_that_found_none(void)
{
	start_well();
	world_cold_pair();
	world_cold_pair();
	world_cold_pair();
	world_run(1000);
	ASSERT_NUMBER(3, world_ready_warm());
	world_end();
}

static void pool_waits_when_refused(void)
{
	world_begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	world_full_server();
	world.refuse_new = true;
	world_run(1000);
	ASSERT_NUMBER(0, world_warm());
	world.refuse_new = false;
	world_run(1000);
	ASSERT_NUMBER(0, world_warm());
	world_run(4000);
	ASSERT_NUMBER(2, world_ready_warm());
	world_end();
}

int main(void)
{
	static const struct tap_test tests[] = {
		{ "the pool is filled, and filled up after a call took a pair",
		  pool_is_filled },
		{ "the pool grows with the calls", pool_grows_with_the_calls },
		{ "it shrinks when there are fewer",
		  pool_shrinks_when_it_is_quiet },
		{ "calls that find no warm pair make it grow as well",
		  pool_counts_calls_that_found_none },
		{ "a module without room is asked again after five seconds",
		  pool_waits_when_refused },
	};

	return tap_run(tests, ARRAY_SIZE(tests));
}
