/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The agent with a simulated module before it and a simulated NAT behind. */
#ifndef SIPMAP_TESTS_AGENT_WORLD_H
#define SIPMAP_TESTS_AGENT_WORLD_H

#include "../../../userspace/sipmapd/agent.h"
#include "nat.h"

#define WORLD_EVENTS 1024
#define WORLD_RELEASED 64
#define WORLD_ORDERS 256
#define WORLD_IFINDEX 3
#define WORLD_ADDRESS "100.64.0.2:0"

/**
 * struct world - everything
 * @nat: the outside, with the clock
 * @agent: what is tested
 * @bindings: the module's, by id; id 0: there is none
 * @warm_until: when a warm one goes, by id, ms
 * @next_id: of the next binding
 * @events: on their way to the agent
 * @event_first: the oldest
 * @event_count: how many
 * @realm: as the agent last told the parts of it
 * @realm_deleted: ifindex of the last realm the agent took back
 * @released: packets that went on
 * @released_at: when, ms
 * @released_count: how many
 * @refuse_new: the module has no room for warm pairs
 * @orders: what the router further out was asked for
 * @order_count: how often
 * @steps: tests of the NAT that the agent has told of
 * @tested: how often it has told of their end
 * @sets: how many changes of bindings the agent has asked for
 * @stun_told: how often it has told whether STUN servers answer
 */
struct world {
	struct nat nat;
	struct sipmap_agent agent;
	struct sipmap_knl_binding bindings[NAT_BINDINGS];
	u64 warm_until[NAT_BINDINGS];
	u32 next_id;
	struct sipmap_knl_object events[WORLD_EVENTS];
	unsigned int event_first;
	unsigned int event_count;
	struct sipmap_knl_realm realm;
	u32 realm_deleted;
	u32 released[WORLD_RELEASED];
	u64 released_at[WORLD_RELEASED];
	unsigned int released_count;
	bool refuse_new;
	struct sipmap_forward_order orders[WORLD_ORDERS];
	unsigned int order_count;
	unsigned int steps;
	unsigned int tested;
	unsigned int sets;
	unsigned int stun_told;
};

extern struct world world;

void world_begin(u32 mapping);
void world_end(void);
void world_full_server(void);
void world_server(unsigned int origin, const char *endpoint,
		  enum nat_server_kind kind);
void world_outside(u32 ifindex, const char *address);
void world_run(u64 duration);
void world_restart_agent(void);
u32 world_register(u16 port);
u32 world_register_ipv6(u32 state);
void world_answer_register(u32 id, const char *registrar, u32 lease);
void world_observe(u32 id, const char *endpoint);
void world_hold(u32 packet);
void world_cold_pair(void);
u32 world_take_pair(void);
void world_delete(u32 id);
unsigned int world_warm(void);
unsigned int world_ready_warm(void);

#endif /* SIPMAP_TESTS_AGENT_WORLD_H */
