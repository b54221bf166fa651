/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The outside interface, the NAT in front of it, and when to look at it. */
#ifndef SIPMAP_SIPMAPD_NAT_H
#define SIPMAP_SIPMAPD_NAT_H

#include "agent.h"

void sipmap_nat_init(struct sipmap_agent *agent);
void sipmap_nat_restore(struct sipmap_agent *agent,
			const struct sipmap_knl_realm *realm, u64 now);
void sipmap_nat_again(struct sipmap_agent *agent, u64 now);
void sipmap_nat_apply(struct sipmap_agent *agent);
bool sipmap_nat_is_of_no_use(const struct sipmap_agent *agent);
void sipmap_nat_tick(struct sipmap_agent *agent,
		     const struct sipmap_entry *warm, u64 now);
u64 sipmap_nat_next(const struct sipmap_agent *agent);

#endif /* SIPMAP_SIPMAPD_NAT_H */
