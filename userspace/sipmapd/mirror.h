/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The agent's copy of the module's bindings. It holds nothing that cannot be
 * rebuilt from the module: an agent that is killed and started again reads the
 * table and goes on.
 */
#ifndef SIPMAP_SIPMAPD_MIRROR_H
#define SIPMAP_SIPMAPD_MIRROR_H

#include "compat.h"
#include "forward.h"
#include "measure.h"
#include "../common/object.h"

struct sipmap_agent;
struct sipmap_timers;

/**
 * struct sipmap_entry - one binding, and what the agent does about it
 * @le: place in the mirror
 * @pending_le: place among those that are pending, the oldest first
 * @warm_le: place among the warm ones for RTP
 * @timers: of the mirror
 * @agent: whose mirror it is
 * @binding: as the module last told it
 * @measure: the measurement of its P
 * @forward: the mapping at the router further out
 * @stun: P as STUN measured it and as it is believed; family none: not yet
 * @moved: @stun has changed, and the module may not know it
 * @lease_until: when the registration ends, ms; 0: none is known
 * @keepalive: when to send the next keep-alives
 * @pending_since: number of the moment when it became pending
 * @seen: the dump that runs has shown it
 */
struct sipmap_entry {
	struct le le;
	struct le pending_le;
	struct le warm_le;
	struct sipmap_timers *timers;
	struct sipmap_agent *agent;
	struct sipmap_knl_binding binding;
	struct sipmap_measure measure;
	struct sipmap_forward forward;
	struct sipmap_endpoint stun;
	bool moved;
	u64 lease_until;
	struct sipmap_timer keepalive;
	u64 pending_since;
	bool seen;
};

/**
 * struct sipmap_mirror - all bindings
 * @table: entries by id
 * @count: how many there are
 * @pending: those that are pending, in the order in which they became so
 * @warm: those for RTP that are warm
 * @timers: for the entries' timers
 */
struct sipmap_mirror {
	struct hash *table;
	unsigned int count;
	struct list pending;
	struct list warm;
	struct sipmap_timers *timers;
};

/**
 * typedef sipmap_entry_t - does something with one entry
 * @entry: the entry; it may be removed
 * @arg: as given
 */
typedef void (*sipmap_entry_t)(struct sipmap_entry *entry, void *arg);

int sipmap_mirror_init(struct sipmap_mirror *mirror,
		       struct sipmap_timers *timers);
void sipmap_mirror_clean(struct sipmap_mirror *mirror);
struct sipmap_entry *sipmap_mirror_find(const struct sipmap_mirror *mirror,
					u32 id);
struct sipmap_entry *sipmap_mirror_add(struct sipmap_mirror *mirror, u32 id);
void sipmap_mirror_sort(struct sipmap_mirror *mirror,
			struct sipmap_entry *entry);
void sipmap_mirror_remove(struct sipmap_mirror *mirror,
			  struct sipmap_entry *entry);
void sipmap_mirror_each(const struct sipmap_mirror *mirror,
			sipmap_entry_t visit, void *arg);

#endif /* SIPMAP_SIPMAPD_MIRROR_H */
