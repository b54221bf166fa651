// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../../userspace/sipmapd/log.h"
#include "module.h"
#include "tap.h"
#include "world.h"

#define HAS(name) SIPMAP_HAS(SIPMAP_A_BINDING_##name)

struct world world;

static void start_agent(const struct sipmap_settings_agent *settings)
{
	struct sipmap_transport transport;

	nat_transport(&world.nat, &transport);
	if (sipmap_agent_init(&world.agent, settings, &module_operations,
			      &transport))
		abort();
}

/**
 * world_begin - an agent with an outside interface and no STUN server
 * @mapping: of the NAT, one of enum sipmap_mapping
 */
void world_begin(u32 mapping)
{
	struct sipmap_settings_agent settings = {
		.pool = 2,
		.keepalive = 15000,
		.hold = 500,
	};

	sipmap_log_set_level(SIPMAP_LOG_ERROR);
	memset(&world, 0, sizeof(world));
	world.next_id = 1;
	nat_init(&world.nat, mapping);
	start_agent(&settings);
	world_outside(WORLD_IFINDEX, WORLD_ADDRESS);
}

/** world_end - free what the agent has */
void world_end(void)
{
	sipmap_agent_clean(&world.agent);
}

/** world_full_server - one STUN server with two addresses and ports */
void world_full_server(void)
{
	struct sipmap_endpoint endpoint = tap_parse("198.51.100.1:3478");
	struct nat *nat = &world.nat;

	nat_add_server(nat, "198.51.100.1:3478", "198.51.100.2:3479",
		       NAT_HONEST);
	nat_add_server(nat, "198.51.100.2:3478", NULL, NAT_HONEST);
	nat_add_server(nat, "198.51.100.2:3479", NULL, NAT_HONEST);
	sipmap_agent_servers(&world.agent, 0, &endpoint, 1, nat->now);
}

/**
 * world_server - one STUN server
 * @origin: its number in the configuration
 * @endpoint: ADDRESS:PORT
 * @kind: how it answers
 */
void world_server(unsigned int origin, const char *endpoint,
		  enum nat_server_kind kind)
{
	struct sipmap_endpoint address = tap_parse(endpoint);

	nat_add_server(&world.nat, endpoint, NULL, kind);
	sipmap_agent_servers(&world.agent, origin, &address, 1, world.nat.now);
}

/**
 * world_outside - the outside interface is this one from now on
 * @ifindex: its number, 0: there is none
 * @address: ADDRESS:0
 */
void world_outside(u32 ifindex, const char *address)
{
	struct sipmap_outside outside = { .ifindex = ifindex, .name = "wan0" };

	if (ifindex)
		outside.address = tap_parse(address);
	sipmap_agent_outside(&world.agent, &outside, world.nat.now);
}

static void deliver_events(void)
{
	while (world.event_count) {
		struct sipmap_knl_object *event =
			&world.events[world.event_first++ % WORLD_EVENTS];

		world.event_count--;
		sipmap_agent_object(&world.agent, event, world.nat.now);
	}
}

static void deliver_replies(void)
{
	struct nat_reply reply;

	while (nat_take_reply(&world.nat, &reply)) {
		struct sipmap_datagram datagram = {
			reply.source, reply.outside, reply.payload,
			reply.length,
		};

		sipmap_agent_caught(&world.agent, &datagram, world.nat.now);
	}
}

/* the module keeps a pair that the agent uses */
static u64 warm_until(u32 id)
{
	u64 until = world.warm_until[id];
	u32 pair = world.bindings[id].pair;

	if (until < world.nat.last_sent[id] + MODULE_WARM_LIFETIME)
		until = world.nat.last_sent[id] + MODULE_WARM_LIFETIME;
	if (until < world.nat.last_sent[pair] + MODULE_WARM_LIFETIME)
		until = world.nat.last_sent[pair] + MODULE_WARM_LIFETIME;
	return until;
}

static void expire_warm(void)
{
	u32 id;

	for (id = 1; id < world.next_id; id++)
		if (world.bindings[id].id &&
		    world.bindings[id].state == SIPMAP_STATE_WARM &&
		    warm_until(id) < world.nat.now)
			world_delete(id);
}

/**
 * world_run - let time pass
 * @duration: ms
 */
void world_run(u64 duration)
{
	u64 end = world.nat.now + duration;
	unsigned int rounds = 0;

	for (;;) {
		u64 next;

		expire_warm();
		deliver_events();
		deliver_replies();
		next = sipmap_agent_poll(&world.agent, world.nat.now);
		if (world.event_count && rounds++ < 100000)
			continue;
		if (next > nat_next_reply(&world.nat))
			next = nat_next_reply(&world.nat);
		if (next > end || rounds++ > 100000)
			break;
		if (next > world.nat.now)
			world.nat.now = next;
	}
	ASSERT(rounds < 100000);
	world.nat.now = end;
}

/** world_restart_agent - kill it, start it again, let it read the tables */
void world_restart_agent(void)
{
	struct sipmap_settings_agent settings = world.agent.settings;
	struct sipmap_outside outside = world.agent.outside;
	struct sipmap_servers servers = world.agent.servers;
	struct sipmap_knl_object object = { .command = SIPMAP_CMD_REALM_GET };
	u32 id;

	world_end();
	start_agent(&settings);
	world.agent.servers = servers;
	sipmap_agent_outside(&world.agent, &outside, world.nat.now);
	object.realm = world.realm;
	sipmap_agent_object(&world.agent, &object, world.nat.now);
	sipmap_agent_sync_begin(&world.agent);
	object.command = SIPMAP_CMD_BINDING_GET;
	for (id = 1; id < world.next_id; id++) {
		object.binding = world.bindings[id];
		if (object.binding.id)
			sipmap_agent_object(&world.agent, &object,
					    world.nat.now);
	}
	sipmap_agent_sync_end(&world.agent);
}

/**
 * world_register - a phone's first REGISTER passes, and is held
 * @port: of W
 *
 * Return: the binding.
 */
u32 world_register(u16 port)
{
	u32 id = module_make_binding(SIPMAP_BINDING_SIGNALLING,
				     SIPMAP_STATE_PENDING, port);

	world.bindings[id].has |= HAS(HELD) | HAS(INSIDE);
	world.bindings[id].held = true;
	world.bindings[id].inside = tap_parse("192.168.1.10:5060");
	module_tell(SIPMAP_CMD_BINDING_NTF, id);
	return id;
}

/**
 * world_register_ipv6 - a phone's first REGISTER passes over IPv6
 * @state: of the binding; with one that is ready W is P
 *
 * Return: the binding.
 */
u32 world_register_ipv6(u32 state)
{
	u32 id = module_make_binding(SIPMAP_BINDING_SIGNALLING, state, 5060);
	struct sipmap_knl_binding *binding = &world.bindings[id];

	binding->has |= HAS(INSIDE);
	binding->inside = tap_parse("[2001:db8:1::10]:5060");
	binding->outside = binding->inside;
	if (state == SIPMAP_STATE_READY) {
		binding->has |= HAS(PUBLIC);
		binding->public_endpoint = binding->inside;
	}
	module_tell(SIPMAP_CMD_BINDING_NTF, id);
	return id;
}

/**
 * world_cold_pair - a call finds no warm pair, and gets one without a P
 */
void world_cold_pair(void)
{
	u32 id = module_make_binding(SIPMAP_BINDING_RTP, SIPMAP_STATE_PENDING,
				     20000 + world.next_id);

	module_tell(SIPMAP_CMD_BINDING_NTF, id);
}

/**
 * world_answer_register - the registrar answers
 * @id: the binding
 * @registrar: ADDRESS:PORT
 * @lease: seconds
 */
void world_answer_register(u32 id, const char *registrar, u32 lease)
{
	world.bindings[id].has |= HAS(PEER) | HAS(LEASE);
	world.bindings[id].peer = tap_parse(registrar);
	world.bindings[id].lease = lease;
	module_tell(SIPMAP_CMD_BINDING_NTF, id);
}

/**
 * world_observe - the registrar has told twice what P it sees
 * @id: the binding
 * @endpoint: ADDRESS:PORT
 */
void world_observe(u32 id, const char *endpoint)
{
	world.bindings[id].has |= HAS(PUBLIC);
	world.bindings[id].public_endpoint = tap_parse(endpoint);
	world.bindings[id].source = SIPMAP_SOURCE_OBSERVED;
	world.bindings[id].state = SIPMAP_STATE_READY;
	module_tell(SIPMAP_CMD_BINDING_NTF, id);
}

/**
 * world_hold - a message comes to the queue, after the events before it
 * @packet: its number
 */
void world_hold(u32 packet)
{
	deliver_events();
	sipmap_agent_held(&world.agent, packet, world.nat.now);
}

/**
 * world_take_pair - a call takes the first warm pair whose P is known
 *
 * Return: its RTP binding, 0 if there is none.
 */
u32 world_take_pair(void)
{
	u32 id, pair;

	for (id = 1; id < world.next_id; id++) {
		struct sipmap_knl_binding *rtp = &world.bindings[id];

		pair = rtp->pair;
		if (!rtp->id || rtp->kind != SIPMAP_BINDING_RTP ||
		    rtp->state != SIPMAP_STATE_WARM ||
		    !(rtp->has & world.bindings[pair].has & HAS(PUBLIC)))
			continue;
		rtp->state = SIPMAP_STATE_READY;
		world.bindings[pair].state = SIPMAP_STATE_READY;
		module_tell(SIPMAP_CMD_BINDING_NTF, id);
		module_tell(SIPMAP_CMD_BINDING_NTF, pair);
		return id;
	}
	return 0;
}

/**
 * world_delete - the module deletes a binding
 * @id: the binding
 */
void world_delete(u32 id)
{
	module_tell(SIPMAP_CMD_BINDING_DEL_NTF, id);
	memset(&world.bindings[id], 0, sizeof(world.bindings[id]));
	world.nat.outside[id].family = SIPMAP_FAMILY_NONE;
}

static unsigned int count_warm(u32 wanted)
{
	unsigned int count = 0;
	u32 id;

	for (id = 1; id < world.next_id; id++)
		if (world.bindings[id].id &&
		    !sipmap_judge_owns(&world.agent, id) &&
		    world.bindings[id].kind == SIPMAP_BINDING_RTP &&
		    world.bindings[id].state == SIPMAP_STATE_WARM &&
		    (world.bindings[id].has & wanted) == wanted)
			count++;
	return count;
}

/**
 * world_warm - how many warm pairs the module has
 *
 * Return: their number.
 */
unsigned int world_warm(void)
{
	return count_warm(0);
}

/**
 * world_ready_warm - how many warm pairs a call could take
 *
 * Return: their number.
 */
unsigned int world_ready_warm(void)
{
	return count_warm(HAS(PUBLIC));
}
