// SPDX-License-Identifier: GPL-2.0-or-later
/* What the agent does with bindings, behind NATs of every kind. */
#include "tap.h"
#include "world.h"

#define PUBLIC SIPMAP_HAS(SIPMAP_A_BINDING_PUBLIC)
#define REGISTRAR "203.0.113.60:5060"
#define REGISTRAR_IPV6 "[2001:db8:10::60]:5060"

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

static void ipv6_in_flow_only(void)
{
	u32 id;

	start_well();
	id = world_register_ipv6(SIPMAP_STATE_READY);
	world_hold(7);
	world_run(0);
	ASSERT_NUMBER(1, world.released_count);
	world_answer_register(id, REGISTRAR_IPV6, 600);
	world_run(61000);
	ASSERT(nat_count_sent(&world.nat, id, REGISTRAR_IPV6) >= 3);
	ASSERT_NUMBER(nat_count_sent(&world.nat, id, REGISTRAR_IPV6),
		      nat_count_sent(&world.nat, id, NULL));
	ASSERT_ENDPOINT("[2001:db8:1::10]:5060",
			world.bindings[id].public_endpoint);
	world_end();
}

static void ipv6_pending_fails(void)
{
	u32 id;

	start_well();
	id = world_register_ipv6(SIPMAP_STATE_PENDING);
	world_hold(7);
	world_run(0);
	ASSERT_NUMBER(SIPMAP_STATE_FAILED, world.bindings[id].state);
	ASSERT_NUMBER(1, world.released_count);
	world_run(60000);
	ASSERT_NUMBER(0, nat_count_sent(&world.nat, id, NULL));
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

	world_begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	world.refuse_new = true;
	world_full_server();
	world.agent.mapping = SIPMAP_MAPPING_ENDPOINT_INDEPENDENT;
	world.agent.settled = true;
	world_register(5060);
	world_run(1000);
	sets = world.sets;
	ASSERT_NUMBER(1, sets);
	world_run(300000);
	ASSERT_NUMBER(sets, world.sets);
	world_end();
}

static void pool_stays_warm(void)
{
	struct sipmap_endpoint before;

	start_well();
	before = world.bindings[1].public_endpoint;
	world_run(300000);
	ASSERT_NUMBER(2, world_ready_warm());
	ASSERT_NUMBER(1, world.bindings[1].id);
	ASSERT(sipmap_endpoint_equal(&before,
				     &world.bindings[1].public_endpoint));
	world_end();
}

static void pool_stays_warm_with_rare_keepalives(void)
{
	world_begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	world.agent.settings.keepalive = 3600000;
	world_full_server();
	world_run(300000);
	ASSERT_NUMBER(1, world.bindings[1].id);
	ASSERT_NUMBER(2, world_ready_warm());
	world_end();
}

static void observed_is_left_alone(void)
{
	u32 id;

	start_well();
	id = world_register(5060);
	world_run(1000);
	world_observe(id, "203.0.113.7:12345");
	world_run(60000);
	ASSERT_ENDPOINT("203.0.113.7:12345",
			world.bindings[id].public_endpoint);
	world_end();
}

static void observed_is_corrected_after_a_change(void)
{
	struct sipmap_endpoint before;
	u32 id;

	start_well();
	id = world_register(5060);
	world_run(1000);
	world.bindings[id].source = SIPMAP_SOURCE_OBSERVED;
	world_answer_register(id, REGISTRAR, 600);
	before = world.bindings[id].public_endpoint;
	world_run(20000);
	nat_forget(&world.nat);
	world_run(20000);
	ASSERT(world.bindings[id].public_endpoint.port != before.port);
	ASSERT_NUMBER(SIPMAP_SOURCE_OBSERVED, world.bindings[id].source);
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

int main(void)
{
	static const struct tap_test tests[] = {
		{ "the first REGISTER waits for one round trip",
		  first_register },
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
		{ "over IPv6 signalling is kept alive in the flow alone",
		  ipv6_in_flow_only },
		{ "over IPv6 nothing waits for a P that is not known",
		  ipv6_pending_fails },
		{ "media of a call is kept alive by STUN", keepalive_of_media },
		{ "what stays the same is not told again",
		  no_needless_changes },
		{ "warm pairs stay warm, and the same", pool_stays_warm },
		{ "warm pairs stay warm where keep-alives are rare",
		  pool_stays_warm_with_rare_keepalives },
		{ "what the registrar observes is left alone",
		  observed_is_left_alone },
		{ "what the registrar observed is corrected after a change",
		  observed_is_corrected_after_a_change },
		{ "a changed public port is told", changed_port_is_told },
		{ "a changed public address is judged anew",
		  changed_address_is_judged },
		{ "a NAT that turns symmetric and back", turns_symmetric },
	};

	return tap_run(tests, ARRAY_SIZE(tests));
}
