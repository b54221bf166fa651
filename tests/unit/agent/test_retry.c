// SPDX-License-Identifier: GPL-2.0-or-later
/* A verdict that a bad start has left unknown. */
#include "tap.h"
#include "world.h"

/* the server's other half comes up later than this router */
static void bad_start(void)
{
	world_begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	world.nat.filtering = SIPMAP_FILTERING_ADDRESS_AND_PORT_DEPENDENT;
	world_full_server();
	world.nat.servers[0].change = NAT_CHANGE_DROPPED;
	world_run(20000);
	ASSERT_TEXT("Unknown NAT Type", world.realm.type);

	world.nat.servers[0].change = NAT_CHANGE_OBEYED;
	world_run(40000);
	ASSERT_NUMBER(SIPMAP_FILTERING_ADDRESS_AND_PORT_DEPENDENT,
		      world.realm.filtering);
	ASSERT_TEXT("Port Restricted Cone NAT", world.realm.type);
	world_end();
}

int main(void)
{
	static const struct tap_test tests[] = {
		{ "an unknown type is looked at again soon", bad_start },
	};

	return tap_run(tests, ARRAY_SIZE(tests));
}
