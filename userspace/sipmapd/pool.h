/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Warm pairs: ports for RTP and RTCP whose P is known before a call comes. */
#ifndef SIPMAP_SIPMAPD_POOL_H
#define SIPMAP_SIPMAPD_POOL_H

#include "agent.h"

void sipmap_pool_taken(struct sipmap_agent *agent);
void sipmap_pool_empty(struct sipmap_agent *agent);
void sipmap_pool_tick(struct sipmap_agent *agent, unsigned int warm, u64 now);
u64 sipmap_pool_next(const struct sipmap_agent *agent, unsigned int warm);

#endif /* SIPMAP_SIPMAPD_POOL_H */
