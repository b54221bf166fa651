/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The outside interfaces, each with an agent of its own, which knows nothing of
 * the others: its servers, its verdict, its bindings. Here it is decided whom
 * something concerns.
 */
#ifndef SIPMAP_SIPMAPD_UPLINK_H
#define SIPMAP_SIPMAPD_UPLINK_H

#include "agent.h"

#define SIPMAP_UPLINKS_MAX 8

/**
 * struct sipmap_uplink - one outside interface
 * @settings: for its agent
 * @outside: the interface as last told
 * @servers: STUN servers as last told
 * @agent: decides; valid while the agents run
 */
struct sipmap_uplink {
	struct sipmap_settings_agent settings;
	struct sipmap_outside outside;
	struct sipmap_servers servers;
	struct sipmap_agent agent;
};

/**
 * struct sipmap_uplinks - all of them, in the order of the configuration
 * @list: the first one also has what belongs to none
 * @count: how many
 * @retired: interfaces that are not configured any more
 * @retired_count: how many
 * @running: the agents work with the module
 * @operations: how they act, while they run
 * @transport: how they send, while they run
 */
struct sipmap_uplinks {
	struct sipmap_uplink *list[SIPMAP_UPLINKS_MAX];
	unsigned int count;
	u32 retired[SIPMAP_UPLINKS_MAX];
	unsigned int retired_count;
	bool running;
	struct sipmap_agent_operations operations;
	struct sipmap_transport transport;
};

int sipmap_uplinks_configure(struct sipmap_uplinks *uplinks,
			     const struct sipmap_settings_agent *settings,
			     unsigned int count, u64 now);
void sipmap_uplinks_settle(struct sipmap_uplinks *uplinks);
void sipmap_uplinks_clean(struct sipmap_uplinks *uplinks);
int sipmap_uplinks_start(struct sipmap_uplinks *uplinks,
			 const struct sipmap_agent_operations *operations,
			 const struct sipmap_transport *transport, u64 hold,
			 u64 now);
void sipmap_uplinks_stop(struct sipmap_uplinks *uplinks);
void sipmap_uplinks_resume(struct sipmap_uplinks *uplinks, u64 now);
bool sipmap_uplinks_outside(struct sipmap_uplinks *uplinks,
			    const char *interface,
			    const struct sipmap_outside *outside, u64 now);
void sipmap_uplinks_servers(struct sipmap_uplinks *uplinks,
			    const char *interface, unsigned int origin,
			    const struct sipmap_endpoint *endpoints,
			    unsigned int count, u64 now);
void sipmap_uplinks_object(struct sipmap_uplinks *uplinks,
			   const struct sipmap_knl_object *object, u64 now);
void sipmap_uplinks_sync(struct sipmap_uplinks *uplinks, bool begins);
void sipmap_uplinks_held(struct sipmap_uplinks *uplinks, u32 packet,
			 u32 ifindex, u64 now);
void sipmap_uplinks_caught(struct sipmap_uplinks *uplinks,
			   const struct sipmap_datagram *datagram, u64 now);
void sipmap_uplinks_forwarded(struct sipmap_uplinks *uplinks,
			      const struct sipmap_forward_answer *answer,
			      u64 now);
bool sipmap_uplinks_holds(const struct sipmap_uplinks *uplinks);
u64 sipmap_uplinks_poll(struct sipmap_uplinks *uplinks, u64 now);

#endif /* SIPMAP_SIPMAPD_UPLINK_H */
