/* SPDX-License-Identifier: GPL-2.0-only */
/* Everything that one network namespace has. */
#ifndef SIPMAP_NET_H
#define SIPMAP_NET_H

#include <linux/mutex.h>
#include <linux/netfilter.h>
#include <linux/workqueue.h>
#include <net/net_namespace.h>

#include "binding.h"
#include "call.h"
#include "exempt.h"
#include "probe.h"
#include "realm.h"
#include "stats.h"
#include "sysctl.h"

#define SIPMAP_HOOKS 3
#define SIPMAP_NAT_HOOKS 2
#define SIPMAP_HOOK_FAMILIES 2

/**
 * struct sipmap_hooks - the hooks of one address family
 * @ops: those that netfilter calls
 * @nat: those that NAT calls
 */
struct sipmap_hooks {
	struct nf_hook_ops ops[SIPMAP_HOOKS];
	struct nf_hook_ops nat[SIPMAP_NAT_HOOKS];
};

/**
 * struct sipmap_agent - who finds public endpoints, if anybody does
 * @portid: netlink port; 0 for nobody
 * @held_queue: NFQUEUE to which held messages go
 * @caught_queue: NFQUEUE to which caught replies go
 */
struct sipmap_agent {
	u32 portid;
	u16 held_queue;
	u16 caught_queue;
};

/**
 * struct sipmap_net - one network namespace
 * @net: the namespace
 * @bindings: its bindings
 * @calls: its calls
 * @realms: its outside interfaces
 * @probes: its probes in flight
 * @agent: who finds public endpoints
 * @exempt: peers whose SIP is left alone
 * @sysctl: the operator's settings
 * @stats: counters
 * @hooks: the hooks of IPv4 and of IPv6, while the namespace is enabled
 * @enable: registers the hooks, or takes them out; the settings call it
 * @hook_mutex: held while hooks come or go, or @exempt changes
 * @expiry: takes out what has expired, once a second while there is something
 * @repin: ends flows that are older than their binding
 * @helper_warned: it was said that a flow has another helper
 */
struct sipmap_net {
	struct net *net;
	struct sipmap_bindings bindings;
	struct sipmap_calls calls;
	struct sipmap_realms realms;
	struct sipmap_probes probes;
	struct sipmap_agent agent;
	struct sipmap_exempt exempt;
	struct sipmap_sysctl sysctl;
	struct sipmap_stats __percpu *stats;
	struct sipmap_hooks hooks[SIPMAP_HOOK_FAMILIES];
	int (*enable)(struct sipmap_net *sn, bool enable);
	struct mutex hook_mutex;
	struct delayed_work expiry;
	struct work_struct repin;
	bool helper_warned;
};

struct sipmap_net *sipmap_net(const struct net *net);

static inline void sipmap_count(struct sipmap_net *sn,
				enum sipmap_reason reason)
{
	sipmap_stats_count(sn->stats, reason);
}

#endif /* SIPMAP_NET_H */
