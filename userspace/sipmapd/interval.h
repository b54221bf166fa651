/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How often to keep bindings alive, and finding out how often that must be. */
#ifndef SIPMAP_SIPMAPD_INTERVAL_H
#define SIPMAP_SIPMAPD_INTERVAL_H

#include "lifetime.h"

struct sipmap_agent;

/**
 * struct sipmap_interval - what is known of the lifetime of mappings
 * @lifetime: the measurement
 * @seconds: the lifetime; 0: not known
 * @at: when to measure it again, ms
 */
struct sipmap_interval {
	struct sipmap_lifetime lifetime;
	u32 seconds;
	u64 at;
};

void sipmap_interval_init(struct sipmap_agent *agent);
void sipmap_interval_abandon(struct sipmap_agent *agent);
void sipmap_interval_reset(struct sipmap_agent *agent);
void sipmap_interval_judged(struct sipmap_agent *agent, u64 now);
u64 sipmap_interval_get(const struct sipmap_agent *agent);
bool sipmap_interval_owns(const struct sipmap_agent *agent, u32 binding);

#endif /* SIPMAP_SIPMAPD_INTERVAL_H */
