// SPDX-License-Identifier: GPL-2.0-or-later
#include "entry.h"
#include "nat.h"
#include "pool.h"

/* the module had no room, or no port: do not ask again at once, ms */
#define RETRY 5000

/**
 * sipmap_pool_wanted - how many warm pairs there should be
 * @agent: the agent
 *
 * Behind a symmetric NAT a warm pair is of no use to a call; one is kept, from
 * which to find out whether the NAT still is symmetric.
 *
 * Return: number of pairs.
 */
unsigned int sipmap_pool_wanted(const struct sipmap_agent *agent)
{
	if (!agent->outside.ifindex)
		return 0;
	if (sipmap_nat_is_of_no_use(agent) &&
	    agent->settings.static_address.family == SIPMAP_FAMILY_NONE)
		return 1;
	return agent->settings.pool;
}

/**
 * sipmap_pool_fill - make the warm pairs that are missing
 * @agent: the agent
 * @warm: how many there are
 * @now: time, ms
 */
void sipmap_pool_fill(struct sipmap_agent *agent, unsigned int warm, u64 now)
{
	const struct sipmap_agent_operations *operations = &agent->operations;
	unsigned int wanted = sipmap_pool_wanted(agent);
	struct sipmap_knl_binding rtcp;
	struct sipmap_knl_binding rtp;
	int err;

	if (now < agent->pool_at)
		return;
	for (; warm < wanted; warm++) {
		err = operations->binding_new(operations->arg,
					      agent->outside.ifindex, &rtp,
					      &rtcp);
		if (err) {
			agent->pool_at = now + RETRY;
			return;
		}
		sipmap_entry_update(agent, &rtp, now);
		sipmap_entry_update(agent, &rtcp, now);
	}
}
