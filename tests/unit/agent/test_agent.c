// SPDX-License-Identifier: GPL-2.0-or-later
/* What the agent does with bindings, behind NATs of every kind. */
#include "tap.h"
#include "world.h"

#define PUBLIC SIPMAP_HAS(SIPMAP_A_BINDING_PUBLIC)
#define REGISTRAR "203.0.113.60:5060"

static void start_well(void)
{
	world_begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	world_full_server();
	world_run(1000);
}

static void first_register(void)
{
	u32 id;

	start_well();
	id = world_register(5060);
	world_hold(77);
	world_run(NAT_ROUND_TRIP);
	ASSERT_NUMBER(SIPMAP_STATE_READY, world.bindings[id].state);
	ASSERT_NUMBER(SIPMAP_SOURCE_STUN, world.bindings[id].source);
	ASSERT(world.bindings[id].has & PUBLIC);
	ASSERT_NUMBER(1, world.released_count);
	ASSERT_NUMBER(77, world.released[0]);
	world_end();
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

static void verdict_is_told(void)
{
	start_well();
	ASSERT_NUMBER(WORLD_IFINDEX, world.realm.ifindex);
	ASSERT_NUMBER(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT, world.realm.mapping);
	ASSERT_TEXT("NAT to 203.0.113.7, the same port towards everybody: calls work",
		    world.realm.verdict);
	ASSERT_ENDPOINT("203.0.113.7", world.realm.public_address);
	ASSERT_ENDPOINT("100.64.0.2", world.realm.address);
	world_end();
}

static void nothing_wrong_is_written(void)
{
	u32 id;

	world_begin(SIPMAP_MAPPING_ADDRESS_AND_PORT_DEPENDENT);
	world_full_server();
	/* before anything is known of the NAT */
	id = world_register(5060);
	world_hold(1);
	world_run(5000);
	ASSERT_NUMBER(SIPMAP_STATE_FAILED, world.bindings[id].state);
	ASSERT(!(world.bindings[id].has & PUBLIC));
	ASSERT_NUMBER(SIPMAP_MAPPING_ADDRESS_AND_PORT_DEPENDENT,
		      world.realm.mapping);
	ASSERT_NUMBER(0, world_ready_warm());
	/* and afterwards nothing is held at all */
	id = world_register(5062);
	world_hold(2);
	world_run(0);
	ASSERT_NUMBER(SIPMAP_STATE_FAILED, world.bindings[id].state);
	ASSERT_NUMBER(2, world.released_count);
	world_end();
}

static void waits_for_the_verdict(void)
{
	u32 id;

	world_begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	world_full_server();
	id = world_register(5060);
	world_hold(1);
	world_run(NAT_ROUND_TRIP);
	ASSERT_NUMBER(SIPMAP_STATE_PENDING, world.bindings[id].state);
	world_run(NAT_ROUND_TRIP);
	ASSERT_NUMBER(SIPMAP_STATE_READY, world.bindings[id].state);
	ASSERT_NUMBER(1, world.released_count);
	world_end();
}

static void never_longer_than_hold(void)
{
	u64 begun;
	u32 id;

	world_begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	world_server(0, "198.51.100.1:3478", NAT_SILENT);
	world_run(10000);
	id = world_register(5060);
	begun = world.nat.now;
	world_hold(1);
	world_run(499);
	ASSERT_NUMBER(0, world.released_count);
	world_run(1);
	ASSERT_NUMBER(1, world.released_count);
	ASSERT_NUMBER(begun + 500, world.released_at[0]);
	ASSERT_NUMBER(SIPMAP_STATE_FAILED, world.bindings[id].state);
	world_end();
}

static void failed_is_tried_again(void)
{
	u32 id;

	world_begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	world_server(0, "198.51.100.1:3478", NAT_SILENT);
	world_server(1, "192.0.2.5:3478", NAT_SILENT);
	world_run(10000);
	id = world_register(5060);
	world_run(5000);
	ASSERT_NUMBER(SIPMAP_STATE_FAILED, world.bindings[id].state);
	world.nat.servers[0].kind = NAT_HONEST;
	world.nat.servers[1].kind = NAT_HONEST;
	world_run(60000);
	ASSERT_NUMBER(SIPMAP_STATE_READY, world.bindings[id].state);
	ASSERT_NUMBER(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT, world.realm.mapping);
	world_end();
}

static void holds_only_for_older(void)
{
	u32 first, second;

	start_well();
	world.nat.servers[0].kind = NAT_SILENT;
	first = world_register(5060);
	world_hold(1);
	world_run(100);
	world.nat.servers[0].kind = NAT_HONEST;
	second = world_register(5062);
	world_hold(2);
	world_run(NAT_ROUND_TRIP);
	/* the second is measured, but the first was pending before it */
	ASSERT_NUMBER(SIPMAP_STATE_READY, world.bindings[second].state);
	ASSERT_NUMBER(SIPMAP_STATE_PENDING, world.bindings[first].state);
	ASSERT_NUMBER(0, world.released_count);
	world_run(100);
	ASSERT_NUMBER(2, world.released_count);
	ASSERT_NUMBER(1, world.released[0]);
	ASSERT_NUMBER(2, world.released[1]);
	world_end();
}

static void nothing_to_wait_for(void)
{
	start_well();
	world_hold(9);
	world_run(0);
	ASSERT_NUMBER(1, world.released_count);
	world_end();
}

static void keepalive_in_flow(void)
{
	u32 id;

	start_well();
	id = world_register(5060);
	world_run(100);
	world_answer_register(id, REGISTRAR, 600);
	world_run(61000);
	/* 15 s, a fifth more or less */
	ASSERT(nat_count_sent(&world.nat, id, REGISTRAR) >= 3);
	ASSERT(nat_count_sent(&world.nat, id, REGISTRAR) <= 5);
	ASSERT(nat_count_sent(&world.nat, id, "198.51.100.1:3478") >= 4);
	world_end();
}

static void keepalive_ends(void)
{
	unsigned int sent;
	u32 id;

	start_well();
	id = world_register(5060);
	world_run(100);
	world_answer_register(id, REGISTRAR, 30);
	world_run(31000);
	sent = nat_count_sent(&world.nat, id, NULL);
	world_run(60000);
	ASSERT_NUMBER(sent, nat_count_sent(&world.nat, id, NULL));
	world_end();
}

static void keepalive_of_media(void)
{
	u32 id;

	start_well();
	id = world_take_pair();
	world_run(60000);
	ASSERT(nat_count_sent(&world.nat, id, "198.51.100.1:3478") >= 4);
	ASSERT(nat_count_sent(&world.nat, world.bindings[id].pair,
			      "198.51.100.1:3478") >= 4);
	world_end();
}

static void no_needless_changes(void)
{
	unsigned int sets;

	start_well();
	world_register(5060);
	world_run(1000);
	sets = world.sets;
	world_run(300000);
	ASSERT_NUMBER(sets, world.sets);
	world_end();
}

static void changed_port_is_told(void)
{
	struct sipmap_endpoint before;
	u32 id;

	start_well();
	id = world_register(5060);
	world_run(100);
	before = world.bindings[id].public_endpoint;
	nat_forget(&world.nat);
	world_run(20000);
	ASSERT(world.bindings[id].public_endpoint.port != before.port);
	ASSERT_NUMBER(2, world_ready_warm());
	world_end();
}

static void changed_address_is_judged(void)
{
	start_well();
	world_register(5060);
	world_run(1000);
	world.nat.address = tap_parse("203.0.113.99:0");
	nat_forget(&world.nat);
	world_run(30000);
	ASSERT_ENDPOINT("203.0.113.99", world.realm.public_address);
	world_end();
}

static void turns_symmetric(void)
{
	u32 id;

	start_well();
	id = world_register(5060);
	world_run(1000);
	world.nat.mapping = SIPMAP_MAPPING_ADDRESS_AND_PORT_DEPENDENT;
	nat_forget(&world.nat);
	world_run(700000);
	ASSERT_NUMBER(SIPMAP_MAPPING_ADDRESS_AND_PORT_DEPENDENT,
		      world.realm.mapping);
	ASSERT_NUMBER(SIPMAP_STATE_FAILED, world.bindings[id].state);
	ASSERT(!(world.bindings[id].has & PUBLIC));
	ASSERT_NUMBER(0, world_ready_warm());
	/* and back */
	world.nat.mapping = SIPMAP_MAPPING_ENDPOINT_INDEPENDENT;
	nat_forget(&world.nat);
	world_run(700000);
	ASSERT_NUMBER(SIPMAP_STATE_READY, world.bindings[id].state);
	ASSERT_NUMBER(2, world_ready_warm());
	world_end();
}

static void restart_keeps_everything(void)
{
	unsigned int sets;
	u32 id;

	start_well();
	id = world_register(5060);
	world_run(100);
	world_answer_register(id, REGISTRAR, 600);
	world_run(1000);
	sets = world.sets;
	world_restart_agent();
	world_run(14000);
	ASSERT_NUMBER(SIPMAP_STATE_READY, world.bindings[id].state);
	ASSERT_NUMBER(sets, world.sets);
	ASSERT_NUMBER(2, world_warm());
	ASSERT_NUMBER(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT, world.realm.mapping);
	world_run(16000);
	ASSERT(nat_count_sent(&world.nat, id, REGISTRAR) >= 1);
	world_end();
}

static void restart_holds_at_once(void)
{
	u32 id;

	start_well();
	world_restart_agent();
	id = world_register(5060);
	world_hold(1);
	world_run(NAT_ROUND_TRIP);
	ASSERT_NUMBER(SIPMAP_STATE_READY, world.bindings[id].state);
	world_end();
}

static void lost_events(void)
{
	u32 id;

	start_well();
	id = world_register(5060);
	world_run(100);
	/* deleted, and the event is lost */
	world_delete(id);
	world.event_count = 0;
	world_run(0);
	ASSERT(sipmap_mirror_find(&world.agent.mirror, id));
	sipmap_agent_sync_begin(&world.agent);
	sipmap_agent_sync_end(&world.agent);
	ASSERT(!sipmap_mirror_find(&world.agent.mirror, id));
	ASSERT_NUMBER(0, world.agent.mirror.count);
	world_end();
}

static void new_address(void)
{
	start_well();
	world_outside(WORLD_IFINDEX, "100.64.0.9:0");
	ASSERT_TEXT("being measured", world.realm.verdict);
	ASSERT_NUMBER(SIPMAP_MAPPING_UNKNOWN, world.realm.mapping);
	world_run(1000);
	ASSERT_ENDPOINT("100.64.0.9", world.realm.address);
	ASSERT_NUMBER(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT, world.realm.mapping);
	ASSERT_NUMBER(2, world_ready_warm());
	ASSERT_NUMBER(0, world.realm_deleted);
	world_end();
}

static void interface_lost(void)
{
	u32 id;

	start_well();
	id = world_register(5060);
	world.nat.servers[0].kind = NAT_SILENT;
	world_hold(1);
	world_outside(0, NULL);
	world_run(0);
	ASSERT_NUMBER(WORLD_IFINDEX, world.realm_deleted);
	ASSERT_NUMBER(1, world.released_count);
	ASSERT(!sipmap_mirror_find(&world.agent.mirror, id));
	world_run(60000);
	ASSERT_NUMBER(0, world_warm());
	world.nat.servers[0].kind = NAT_HONEST;
	world_outside(WORLD_IFINDEX + 1, "100.64.0.2:0");
	world_run(1000);
	ASSERT_NUMBER(WORLD_IFINDEX + 1, world.realm.ifindex);
	ASSERT_NUMBER(2, world_ready_warm());
	world_end();
}

static void static_address(void)
{
	u32 id;

	world_begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	world.agent.settings.static_address = tap_parse("203.0.113.200:0");
	world_outside(WORLD_IFINDEX, "100.64.0.3:0");
	ASSERT_ENDPOINT("203.0.113.200", world.realm.static_address);
	id = world_register(5060);
	world_hold(1);
	world_run(0);
	ASSERT_ENDPOINT("203.0.113.200:5060",
			world.bindings[id].public_endpoint);
	ASSERT_NUMBER(SIPMAP_SOURCE_STATIC, world.bindings[id].source);
	ASSERT_NUMBER(1, world.released_count);
	ASSERT_NUMBER(0, nat_count_sent(&world.nat, 0, NULL));
	world_end();
}

static void static_mapping_is_left_alone(void)
{
	u32 id;

	start_well();
	id = world_register(5060);
	world.bindings[id].has |= PUBLIC;
	world.bindings[id].state = SIPMAP_STATE_READY;
	world.bindings[id].source = SIPMAP_SOURCE_STATIC;
	world.bindings[id].public_endpoint = tap_parse("203.0.113.200:9");
	world.events[world.event_first % WORLD_EVENTS].binding =
		world.bindings[id];
	world_run(60000);
	ASSERT_ENDPOINT("203.0.113.200:9", world.bindings[id].public_endpoint);
	ASSERT_NUMBER(0, nat_count_sent(&world.nat, id, "198.51.100.1:3478"));
	world_end();
}

static void other_interface(void)
{
	u32 id;

	start_well();
	id = world_register(5060);
	world.bindings[id].ifindex = 99;
	world.events[world.event_first % WORLD_EVENTS].binding.ifindex = 99;
	world_hold(1);
	world_run(0);
	ASSERT_NUMBER(SIPMAP_STATE_FAILED, world.bindings[id].state);
	ASSERT_NUMBER(1, world.released_count);
	ASSERT_NUMBER(0, nat_count_sent(&world.nat, id, NULL));
	world_end();
}

static void names_may_come_late(void)
{
	world_begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	world.agent.settings.expects_servers = true;
	world_outside(WORLD_IFINDEX, "100.64.0.4:0");
	world_run(2000);
	ASSERT_TEXT("being measured", world.realm.verdict);
	world_full_server();
	world_run(1000);
	ASSERT_NUMBER(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT, world.realm.mapping);
	world_end();
}

int main(void)
{
	static const struct tap_test tests[] = {
		{ "the first REGISTER waits for one round trip",
		  first_register },
		{ "the pool is filled, and filled up after a call took a pair",
		  pool_is_filled },
		{ "a module without room is asked again after five seconds",
		  pool_waits_when_refused },
		{ "the module is told the verdict", verdict_is_told },
		{ "behind a symmetric NAT no P is ever told",
		  nothing_wrong_is_written },
		{ "no P is told before the NAT is judged",
		  waits_for_the_verdict },
		{ "a message waits hold_ms and no longer",
		  never_longer_than_hold },
		{ "what failed is tried again", failed_is_tried_again },
		{ "messages go on in the order in which they came",
		  holds_only_for_older },
		{ "a message that needs nothing goes on at once",
		  nothing_to_wait_for },
		{ "signalling is kept alive in the flow and by STUN",
		  keepalive_in_flow },
		{ "signalling is not kept alive after the registration",
		  keepalive_ends },
		{ "media of a call is kept alive by STUN", keepalive_of_media },
		{ "what stays the same is not told again",
		  no_needless_changes },
		{ "a changed public port is told", changed_port_is_told },
		{ "a changed public address is judged anew",
		  changed_address_is_judged },
		{ "a NAT that turns symmetric and back", turns_symmetric },
		{ "a restart loses nothing and changes nothing",
		  restart_keeps_everything },
		{ "after a restart messages wait no longer than before",
		  restart_holds_at_once },
		{ "bindings whose end was missed go with the next dump",
		  lost_events },
		{ "a new outside address starts over", new_address },
		{ "without an outside interface nothing is held or made",
		  interface_lost },
		{ "a static address needs no measuring", static_address },
		{ "a mapping set by hand is left alone",
		  static_mapping_is_left_alone },
		{ "bindings of another interface are not judged by this NAT",
		  other_interface },
		{ "a server's name may be found late", names_may_come_late },
	};

	return tap_run(tests, ARRAY_SIZE(tests));
}
