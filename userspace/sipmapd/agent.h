/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the agent decides. It is told what happens and when, and acts through
 * functions that it is given: no clock, no socket, no file in here.
 */
#ifndef SIPMAP_SIPMAPD_AGENT_H
#define SIPMAP_SIPMAPD_AGENT_H

#include "discover.h"
#include "forward.h"
#include "hold.h"
#include "interval.h"
#include "judge.h"
#include "mirror.h"
#include "ping.h"
#include "verdict.h"

/**
 * struct sipmap_settings_agent - what the configuration says
 * @interface: the outside interface, or "auto"
 * @pool: warm pairs to keep ready
 * @keepalive: mean time between two keep-alives of a binding, ms; 0: as the
 *	       lifetime of an idle mapping has it
 * @ping: what keeps signalling alive
 * @hold: longest time a message is held, ms
 * @static_address: public address that needs no measuring; family none: none
 * @forwards: how to have the router further out make mappings, as
 *	      operations.forward understands it; 0: not at all
 * @expects_servers: STUN servers are configured, their addresses may come
 * @allow_private: believe public endpoints in private networks
 */
struct sipmap_settings_agent {
	char interface[IF_NAMESIZE];
	unsigned int pool;
	u64 keepalive;
	struct sipmap_ping ping;
	u64 hold;
	struct sipmap_endpoint static_address;
	u32 forwards;
	bool expects_servers;
	bool allow_private;
};

/**
 * struct sipmap_outside - the outside interface
 * @ifindex: its number, 0: there is none
 * @name: its name
 * @address: its address; port 0
 * @gateway: where the default route goes; family none if that is not known
 */
struct sipmap_outside {
	u32 ifindex;
	char name[IF_NAMESIZE];
	struct sipmap_endpoint address;
	struct sipmap_endpoint gateway;
};

/**
 * struct sipmap_agent_operations - how the agent acts on the module
 * @binding_new: make a warm pair; fills in both bindings
 * @binding_set: change a binding
 * @binding_del: delete a binding
 * @binding_spare: delete a warm pair, unless a call has it by now
 * @binding_forget: take a P back that is from this source
 * @realm_set: make or change a realm
 * @realm_del: delete a realm
 * @release: let a held message go on
 * @forward: have the router further out be asked for a mapping; the answer
 *	     comes by sipmap_agent_forwarded(). May be NULL
 * @arg: for all of them
 *
 * All return 0 or a negative errno, and have then told the owner.
 */
struct sipmap_agent_operations {
	int (*binding_new)(void *arg, u32 ifindex,
			   struct sipmap_knl_binding *rtp,
			   struct sipmap_knl_binding *rtcp);
	int (*binding_set)(void *arg, const struct sipmap_knl_binding *binding);
	int (*binding_del)(void *arg, u32 id);
	int (*binding_spare)(void *arg, u32 id);
	int (*binding_forget)(void *arg, u32 id, u32 source);
	int (*realm_set)(void *arg, const struct sipmap_knl_realm *realm);
	int (*realm_del)(void *arg, u32 ifindex);
	void (*release)(void *arg, u32 packet);
	int (*forward)(void *arg, const struct sipmap_forward_order *order);
	void *arg;
};

/* windows of time that the pool remembers */
#define SIPMAP_POOL_WINDOWS 6

/**
 * struct sipmap_pool - how many pairs calls have wanted of late
 * @wanted: in each window; the current one first
 * @until: when the current one ends, ms
 * @retry_at: do not make warm pairs before, ms
 */
struct sipmap_pool {
	unsigned int wanted[SIPMAP_POOL_WINDOWS];
	u64 until;
	u64 retry_at;
};

/**
 * struct sipmap_agent - all that the agent knows
 * @settings: configuration
 * @operations: how it acts
 * @probes: STUN transactions
 * @servers: STUN servers
 * @measurer: both of them together
 * @mirror: the module's bindings
 * @holds: messages that wait
 * @discover: the discovery of the mapping behaviour
 * @judge: all other tests of the NAT
 * @interval: how often bindings are to be kept alive
 * @outside: the outside interface
 * @away: what it was, while there is none
 * @looked: @outside has been looked for at least once
 * @public_address: as STUN last saw it; family none: it has not
 * @mapping: one of enum sipmap_mapping
 * @settled: @mapping is as well known as it can be, so that measured public
 *	     endpoints may be told to the module
 * @verdict: the sentence about it
 * @stun_told: what the module was told last of @servers' answers
 * @discover_at: when to discover again, ms
 * @discover_wait: time until the next discovery if this one finds nothing, ms
 * @pool: how many warm pairs there should be
 * @timers: when an entry of the mirror has something to do
 * @moments: counts the bindings that became pending
 */
struct sipmap_agent {
	struct sipmap_settings_agent settings;
	struct sipmap_agent_operations operations;
	struct sipmap_probes probes;
	struct sipmap_servers servers;
	struct sipmap_measurer measurer;
	struct sipmap_mirror mirror;
	struct sipmap_holds holds;
	struct sipmap_discover discover;
	struct sipmap_judge judge;
	struct sipmap_interval interval;
	struct sipmap_outside outside;
	struct sipmap_outside away;
	bool looked;
	struct sipmap_endpoint public_address;
	u32 mapping;
	bool settled;
	char verdict[SIPMAP_VERDICT_SIZE];
	u32 stun_told;
	u64 discover_at;
	u64 discover_wait;
	struct sipmap_pool pool;
	struct sipmap_timers timers;
	u64 moments;
};

int sipmap_agent_init(struct sipmap_agent *agent,
		      const struct sipmap_settings_agent *settings,
		      const struct sipmap_agent_operations *operations,
		      const struct sipmap_transport *transport);
void sipmap_agent_clean(struct sipmap_agent *agent);
void sipmap_agent_configure(struct sipmap_agent *agent,
			    const struct sipmap_settings_agent *settings,
			    u64 now);
void sipmap_agent_outside(struct sipmap_agent *agent,
			  const struct sipmap_outside *outside, u64 now);
void sipmap_agent_servers(struct sipmap_agent *agent, unsigned int origin,
			  const struct sipmap_endpoint *endpoints,
			  unsigned int count, u64 now);
void sipmap_agent_object(struct sipmap_agent *agent,
			 const struct sipmap_knl_object *object, u64 now);
void sipmap_agent_sync_begin(struct sipmap_agent *agent);
void sipmap_agent_sync_end(struct sipmap_agent *agent);
void sipmap_agent_held(struct sipmap_agent *agent, u32 packet, u64 now);
void sipmap_agent_caught(struct sipmap_agent *agent,
			 const struct sipmap_datagram *datagram, u64 now);
u64 sipmap_agent_poll(struct sipmap_agent *agent, u64 now);

#endif /* SIPMAP_SIPMAPD_AGENT_H */
