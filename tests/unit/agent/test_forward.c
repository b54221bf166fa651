// SPDX-License-Identifier: GPL-2.0-or-later
/* Mappings that the router further out makes when it is asked. */
#include <errno.h>

#include "module.h"
#include "tap.h"
#include "world.h"
#include "../../../userspace/sipmapd/upstream.h"

#define EI SIPMAP_MAPPING_ENDPOINT_INDEPENDENT
#define APD SIPMAP_MAPPING_ADDRESS_AND_PORT_DEPENDENT
#define PUBLIC SIPMAP_HAS(SIPMAP_A_BINDING_PUBLIC)

static void begin(u32 mapping)
{
	struct sipmap_outside outside;

	world_begin(mapping);
	world.agent.settings.forwards = true;
	outside = world.agent.outside;
	outside.gateway = tap_parse("100.64.0.1:0");
	sipmap_agent_outside(&world.agent, &outside, world.nat.now);
	world_full_server();
	world_run(20000);
	world.order_count = 0;
}

/* the last order for a binding; lifetime 0 if there is none */
static struct sipmap_forward_order last_order(u32 id)
{
	struct sipmap_forward_order none = { .binding = 0 };
	unsigned int i = world.order_count;

	while (i--)
		if (world.orders[i].binding == id)
			return world.orders[i];
	return none;
}

static void answer(u32 id, int error, const char *endpoint, u32 lifetime)
{
	struct sipmap_forward_answer answer = {
		.binding = id,
		.outside = world.bindings[id].outside,
		.error = error,
		.public_endpoint = tap_parse(endpoint),
		.lifetime = lifetime,
	};

	sipmap_agent_forwarded(&world.agent, &answer, world.nat.now);
}

static void instead_of_stun(void)
{
	struct sipmap_forward_order order;
	u32 id;

	begin(APD);
	id = world_register(5060);
	world_hold(1);
	world_run(10);
	order = last_order(id);
	ASSERT_NUMBER(5060, order.port);
	ASSERT_NUMBER(3600, order.lifetime);
	ASSERT_ENDPOINT("100.64.0.1", order.gateway);
	/* the message waits for the answer */
	ASSERT_NUMBER(0, world.released_count);
	answer(id, 0, "203.0.113.7:5060", 3600);
	world_run(0);
	ASSERT_NUMBER(1, world.released_count);
	ASSERT_NUMBER(SIPMAP_STATE_READY, world.bindings[id].state);
	ASSERT_NUMBER(SIPMAP_SOURCE_PCP, world.bindings[id].source);
	ASSERT_ENDPOINT("203.0.113.7:5060", world.bindings[id].public_endpoint);
	world_end();
}

static void refused(void)
{
	u32 id;

	begin(APD);
	id = world_register(5060);
	world_hold(1);
	world_run(10);
	answer(id, -EACCES, "0.0.0.0:0", 0);
	world_run(0);
	ASSERT_NUMBER(1, world.released_count);
	ASSERT_NUMBER(SIPMAP_STATE_FAILED, world.bindings[id].state);
	/* it is asked again, later, and that mends it */
	world.order_count = 0;
	world_run(59000);
	ASSERT_NUMBER(0, last_order(id).lifetime);
	world_run(2000);
	ASSERT_NUMBER(3600, last_order(id).lifetime);
	answer(id, 0, "203.0.113.7:5099", 3600);
	world_run(0);
	ASSERT_ENDPOINT("203.0.113.7:5099", world.bindings[id].public_endpoint);
	world_end();
}

static void silence(void)
{
	u32 id;

	begin(APD);
	id = world_register(5060);
	world_hold(1);
	world_run(499);
	ASSERT_NUMBER(0, world.released_count);
	world_run(1);
	ASSERT_NUMBER(1, world.released_count);
	ASSERT_NUMBER(SIPMAP_STATE_FAILED, world.bindings[id].state);
	world_end();
}

static void stun_knows_better(void)
{
	struct sipmap_endpoint before;
	u32 id;

	begin(EI);
	id = world_register(5060);
	world_run(100);
	before = world.bindings[id].public_endpoint;
	ASSERT_NUMBER(SIPMAP_SOURCE_STUN, world.bindings[id].source);
	answer(id, 0, "203.0.113.7:5060", 3600);
	world_run(60000);
	ASSERT_NUMBER(SIPMAP_SOURCE_STUN, world.bindings[id].source);
	ASSERT(sipmap_endpoint_equal(&before,
				     &world.bindings[id].public_endpoint));
	world_end();
}

static void renewed_and_taken_back(void)
{
	u32 id;

	begin(APD);
	id = world_register(5060);
	world_run(10);
	answer(id, 0, "203.0.113.7:5077", 600);
	world.order_count = 0;
	world_run(290000);
	ASSERT_NUMBER(0, last_order(id).lifetime);
	world_run(20000);
	ASSERT_NUMBER(3600, last_order(id).lifetime);
	ASSERT_NUMBER(5077, last_order(id).port);
	answer(id, 0, "203.0.113.7:5077", 600);
	world.order_count = 0;
	world_delete(id);
	world_run(0);
	ASSERT_NUMBER(1, world.order_count);
	ASSERT_NUMBER(id, last_order(id).binding);
	ASSERT_NUMBER(0, last_order(id).lifetime);
	ASSERT_NUMBER(5077, last_order(id).port);
	world_end();
}

static void all_anew(void)
{
	struct sipmap_forward_answer answer_now = { .lifetime = 600 };
	u32 other, id;

	begin(APD);
	id = world_register(5060);
	other = world_register(5070);
	world_run(10);
	answer(id, 0, "203.0.113.7:5060", 3600);
	answer(other, 0, "203.0.113.7:5070", 600);
	world_run(310000);
	ASSERT_NUMBER(other, world.orders[world.order_count - 1].binding);
	world.order_count = 0;
	answer_now.binding = other;
	answer_now.outside = world.bindings[other].outside;
	answer_now.public_endpoint = tap_parse("203.0.113.7:5070");
	answer_now.restarted = true;
	sipmap_agent_forwarded(&world.agent, &answer_now, world.nat.now);
	ASSERT_NUMBER(3600, last_order(id).lifetime);
	/* that one has just been made anew */
	ASSERT_NUMBER(0, last_order(other).lifetime);
	world_end();
}

static void memory_of_router(void)
{
	ASSERT(!sipmap_upstream_lost(1800, 1800));
	ASSERT(!sipmap_upstream_lost(0, -1));
	ASSERT(!sipmap_upstream_lost(1800, 1700));
	ASSERT(!sipmap_upstream_lost(1700, 1800));
	ASSERT(sipmap_upstream_lost(1800, -1700));
	ASSERT(sipmap_upstream_lost(0, -2));
	ASSERT(sipmap_upstream_lost(1800, 10));
	ASSERT(sipmap_upstream_lost(10, 1800));
}

static void lost_at_renewal(void)
{
	u32 id;

	begin(APD);
	id = world_register(5060);
	world_run(10);
	answer(id, 0, "203.0.113.7:5077", 600);
	world_run(310000);
	answer(id, -ETIMEDOUT, "0.0.0.0:0", 0);
	world_run(0);
	ASSERT(!(world.bindings[id].has & PUBLIC));
	ASSERT_NUMBER(SIPMAP_STATE_FAILED, world.bindings[id].state);
	world_end();
}

static void only_half_way(void)
{
	u32 id;

	begin(APD);
	ASSERT_NUMBER(1, world.realm.nats);
	id = world_register(5060);
	world_hold(1);
	world_run(10);
	answer(id, 0, "198.51.100.200:5060", 3600);
	world_run(0);
	ASSERT_NUMBER(SIPMAP_STATE_FAILED, world.bindings[id].state);
	ASSERT_NUMBER(2, world.realm.nats);
	answer(id, 0, "10.0.0.9:5060", 3600);
	world_run(0);
	ASSERT(!(world.bindings[id].has & PUBLIC));
	world_end();
}

static void stale_answers(void)
{
	u32 id;

	begin(APD);
	id = world_register(5060);
	world_run(10);
	world.bindings[id].outside.port = 5061;
	answer(id, 0, "203.0.113.7:5060", 3600);
	world.bindings[id].outside.port = 5060;
	answer(id + 1, 0, "203.0.113.7:5060", 3600);
	world_run(0);
	ASSERT(!(world.bindings[id].has & PUBLIC));
	answer(id, 0, "203.0.113.7:5060", 3600);
	/* one that was not asked for */
	answer(id, 0, "203.0.113.7:9", 3600);
	world_run(0);
	ASSERT_ENDPOINT("203.0.113.7:5060", world.bindings[id].public_endpoint);
	world_end();
}

static void not_configured(void)
{
	begin(APD);
	world.agent.settings.forwards = false;
	world_register(5060);
	world_run(1000);
	ASSERT_NUMBER(0, world.order_count);
	world_end();
}

int main(void)
{
	static const struct tap_test tests[] = {
		{ "behind a symmetric NAT a mapping is asked for, and waited for",
		  instead_of_stun },
		{ "a refusal lets the message go, and is not the last word",
		  refused },
		{ "silence is waited for hold_ms and no longer", silence },
		{ "what STUN has seen is trusted more", stun_knows_better },
		{ "a mapping is renewed at half its time, and taken back",
		  renewed_and_taken_back },
		{ "a router that has lost its mappings is asked for all anew",
		  all_anew },
		{ "an epoch that began anew, or jumped, is a loss of mappings",
		  memory_of_router },
		{ "a mapping that is not renewed is no P any more",
		  lost_at_renewal },
		{ "a mapping of the inner one of two NATs is of no use",
		  only_half_way },
		{ "late, wrong and unasked answers change nothing",
		  stale_answers },
		{ "nobody is asked who is not configured to be",
		  not_configured },
	};

	return tap_run(tests, ARRAY_SIZE(tests));
}
