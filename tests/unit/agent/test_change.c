// SPDX-License-Identifier: GPL-2.0-or-later
/* Restarts, other addresses, other interfaces, mappings that need no STUN. */
#include "module.h"
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

static void restart_keeps_everything(void)
{
	struct sipmap_knl_binding signalling;
	struct sipmap_knl_binding warm;
	u32 id;

	start_well();
	id = world_register(5060);
	world_run(100);
	world_answer_register(id, REGISTRAR, 600);
	world_run(1000);
	signalling = world.bindings[id];
	warm = world.bindings[1];
	world_restart_agent();
	world_run(14000);
	ASSERT(!memcmp(&signalling, &world.bindings[id], sizeof(signalling)));
	ASSERT(!memcmp(&warm, &world.bindings[1], sizeof(warm)));
	ASSERT_NUMBER(2, world_ready_warm());
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
	ASSERT_NUMBER(1, world.released_count);
	ASSERT_NUMBER(SIPMAP_STATE_FAILED, world.bindings[id].state);
	world_run(60000);
	ASSERT_NUMBER(0, world_warm());
	ASSERT_NUMBER(0, world.realm_deleted);
	world.nat.servers[0].kind = NAT_HONEST;
	world_outside(WORLD_IFINDEX + 1, "100.64.0.2:0");
	ASSERT_NUMBER(WORLD_IFINDEX, world.realm_deleted);
	world_run(1000);
	ASSERT(!sipmap_mirror_find(&world.agent.mirror, id));
	ASSERT_NUMBER(WORLD_IFINDEX + 1, world.realm.ifindex);
	ASSERT_NUMBER(2, world_ready_warm());
	world_end();
}

static void interface_comes_back(void)
{
	struct sipmap_knl_binding media;
	unsigned int sent;
	u32 id;

	start_well();
	id = world_take_pair();
	world_run(1000);
	media = world.bindings[id];
	world_outside(0, NULL);
	world_run(20000);
	sent = nat_count_sent(&world.nat, 0, NULL);
	world_run(60000);
	ASSERT_NUMBER(sent, nat_count_sent(&world.nat, 0, NULL));
	sent = nat_count_sent(&world.nat, id, "198.51.100.1:3478");
	world_outside(WORLD_IFINDEX, WORLD_ADDRESS);
	world_run(1000);
	ASSERT_NUMBER(0, world.realm_deleted);
	ASSERT(!memcmp(&media, &world.bindings[id], sizeof(media)));
	ASSERT(nat_count_sent(&world.nat, id, "198.51.100.1:3478") > sent);
	ASSERT_NUMBER(2, world_ready_warm());
	ASSERT_NUMBER(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT, world.realm.mapping);
	world_end();
}

static void interface_comes_back_to_another_nat(void)
{
	struct sipmap_endpoint old;
	u32 id;

	start_well();
	id = world_take_pair();
	world_run(1000);
	old = world.bindings[id].public_endpoint;
	world_outside(0, NULL);
	world_run(1000);
	nat_forget(&world.nat);
	world_outside(WORLD_IFINDEX, WORLD_ADDRESS);
	world_run(1000);
	ASSERT(!sipmap_endpoint_equal(&old,
				      &world.bindings[id].public_endpoint));
	world_end();
}

static void interface_comes_back_otherwise(void)
{
	u32 id;

	start_well();
	id = world_take_pair();
	world_outside(0, NULL);
	world_run(1000);
	world_outside(WORLD_IFINDEX, "100.64.0.9:0");
	world_run(1000);
	ASSERT_NUMBER(0, world.bindings[id].id);
	ASSERT_ENDPOINT("100.64.0.9", world.realm.address);
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

static void static_address_comes_and_goes(void)
{
	struct sipmap_settings_agent settings;

	start_well();
	settings = world.agent.settings;
	settings.static_address = tap_parse("203.0.113.200:0");
	sipmap_agent_configure(&world.agent, &settings, world.nat.now);
	ASSERT_ENDPOINT("203.0.113.200", world.realm.static_address);
	memset(&settings.static_address, 0, sizeof(settings.static_address));
	sipmap_agent_configure(&world.agent, &settings, world.nat.now);
	ASSERT_ENDPOINT("", world.realm.static_address);
	/* what stays the same is not told: the module would flush */
	world.realm.has = 0;
	sipmap_agent_configure(&world.agent, &settings, world.nat.now);
	ASSERT_NUMBER(0, world.realm.has);
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

static void move_outside(u32 id, const char *outside)
{
	world.bindings[id].outside = tap_parse(outside);
	world.nat.outside[id] = world.bindings[id].outside;
	module_tell(SIPMAP_CMD_BINDING_NTF, id);
}

static void outside_moves_while_measured(void)
{
	u16 old_port;
	u32 id;

	start_well();
	old_port = world.nat.next_port;
	id = world_register(5060);
	world_hold(1);
	world_run(NAT_ROUND_TRIP / 2);
	move_outside(id, "100.64.0.2:5061");
	world_run(NAT_ROUND_TRIP);
	ASSERT_NUMBER(SIPMAP_STATE_READY, world.bindings[id].state);
	ASSERT_NUMBER(old_port + 1, world.bindings[id].public_endpoint.port);
	ASSERT_NUMBER(1, world.released_count);
	world_end();
}

static void outside_moves_after_measured(void)
{
	u32 id;

	start_well();
	id = world_register(5060);
	world_run(1000);
	world.bindings[id].has &= ~PUBLIC;
	world.bindings[id].state = SIPMAP_STATE_PENDING;
	world.bindings[id].source = SIPMAP_SOURCE_NONE;
	move_outside(id, "100.64.0.2:5061");
	world_hold(1);
	world_run(0);
	ASSERT_NUMBER(SIPMAP_STATE_PENDING, world.bindings[id].state);
	/* a P that was known would want a second answer to change */
	world_run(NAT_ROUND_TRIP);
	ASSERT_NUMBER(SIPMAP_STATE_READY, world.bindings[id].state);
	ASSERT_NUMBER(world.nat.next_port - 1,
		      world.bindings[id].public_endpoint.port);
	ASSERT_NUMBER(1, world.released_count);
	world_end();
}

static unsigned int count_warm_with_public(void)
{
	unsigned int count = 0;
	unsigned int id;

	for (id = 0; id < ARRAY_SIZE(world.bindings); id++)
		count += world.bindings[id].state == SIPMAP_STATE_WARM &&
			 world.bindings[id].has & PUBLIC;
	return count;
}

static void names_may_come_late(void)
{
	world_begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	world.agent.settings.expects_servers = true;
	world_outside(WORLD_IFINDEX, "100.64.0.4:0");
	world_run(2000);
	ASSERT_TEXT("being measured", world.realm.verdict);
	ASSERT_NUMBER(0, count_warm_with_public());
	world_full_server();
	world_run(1000);
	ASSERT_NUMBER(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT, world.realm.mapping);
	/* what could not be measured before does not wait for its keep-alive */
	ASSERT_NUMBER(2 * world.agent.settings.pool, count_warm_with_public());
	world_end();
}

int main(void)
{
	static const struct tap_test tests[] = {
		{ "a restart loses nothing and changes nothing",
		  restart_keeps_everything },
		{ "after a restart messages wait no longer than before",
		  restart_holds_at_once },
		{ "bindings whose end was missed go with the next dump",
		  lost_events },
		{ "a new outside address starts over", new_address },
		{ "without an outside interface nothing is held or made",
		  interface_lost },
		{ "an interface that comes back finds its bindings, measured",
		  interface_comes_back },
		{ "what the NAT forgot meanwhile is noticed at once",
		  interface_comes_back_to_another_nat },
		{ "one that comes back with another address starts over",
		  interface_comes_back_otherwise },
		{ "a static address needs no measuring", static_address },
		{ "a static address is taken back when it is configured no more",
		  static_address_comes_and_goes },
		{ "a mapping set by hand is left alone",
		  static_mapping_is_left_alone },
		{ "bindings of another interface are not judged by this NAT",
		  other_interface },
		{ "a new outside endpoint is measured, not waited for in vain",
		  outside_moves_while_measured },
		{ "what was measured of the old outside endpoint is forgotten",
		  outside_moves_after_measured },
		{ "a server's name may be found late", names_may_come_late },
	};

	return tap_run(tests, ARRAY_SIZE(tests));
}
