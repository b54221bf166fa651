// SPDX-License-Identifier: GPL-2.0-or-later
#include <limits.h>

#include "entry.h"
#include "pool.h"

/* the module had no room, or no port: do not ask again at once, ms */
#define RETRY 5000

/*
 * A window is longer than it takes to make and measure a pair, so that what
 * calls want in one is there before it is over, ms.
 */
#define WINDOW 5000

/* most pairs that are kept, however many calls there are */
#define MOST 128

static unsigned int demand(const struct sipmap_pool *pool)
{
	unsigned int most = 0;
	unsigned int i;

	for (i = 0; i < SIPMAP_POOL_WINDOWS; i++)
		if (most < pool->wanted[i])
			most = pool->wanted[i];
	return most;
}

/*
 * As many as calls have wanted at once of late, and never less than is
 * configured. Behind a symmetric NAT a warm pair is of no use to a call; one is
 * kept, from which to find out whether the NAT still is symmetric.
 */
static unsigned int sipmap_pool_wanted(const struct sipmap_agent *agent)
{
	unsigned int wanted = demand(&agent->pool);

	if (!agent->outside.ifindex)
		return 0;
	if (sipmap_mapping_is_symmetric(agent->mapping) &&
	    agent->settings.static_address.family == SIPMAP_FAMILY_NONE)
		return 1;
	if (wanted > MOST)
		wanted = MOST;
	return wanted > agent->settings.pool ? wanted : agent->settings.pool;
}

/**
 * sipmap_pool_taken - a call has got a warm pair, or would have liked one
 * @agent: the agent
 */
void sipmap_pool_taken(struct sipmap_agent *agent)
{
	agent->pool.wanted[0]++;
}

static void fill(struct sipmap_agent *agent, unsigned int missing, u64 now)
{
	const struct sipmap_agent_operations *operations = &agent->operations;
	struct sipmap_knl_binding rtcp;
	struct sipmap_knl_binding rtp;
	int err;

	while (missing--) {
		err = operations->binding_new(operations->arg,
					      agent->outside.ifindex, &rtp,
					      &rtcp);
		if (err) {
			agent->pool.retry_at = now + RETRY;
			return;
		}
		sipmap_entry_update(agent, &rtp, now);
		sipmap_entry_update(agent, &rtcp, now);
	}
}

/* what is left over of a busier time */
static void spare(struct sipmap_agent *agent, unsigned int surplus)
{
	const struct sipmap_agent_operations *operations = &agent->operations;
	struct le *le = list_head(&agent->mirror.warm);

	while (le && surplus) {
		const struct sipmap_entry *entry = le->data;

		le = le->next;
		if (!sipmap_entry_is_ours(entry))
			continue;
		operations->binding_spare(operations->arg, entry->binding.id);
		surplus--;
	}
}

/**
 * sipmap_pool_empty - spare all warm pairs
 * @agent: the agent
 */
void sipmap_pool_empty(struct sipmap_agent *agent)
{
	spare(agent, UINT_MAX);
}

/* Return: true if a window is over. */
static bool turn(struct sipmap_pool *pool, u64 now)
{
	unsigned int i;

	if (now < pool->until)
		return false;
	pool->until = now + WINDOW;
	for (i = SIPMAP_POOL_WINDOWS - 1; i; i--)
		pool->wanted[i] = pool->wanted[i - 1];
	pool->wanted[0] = 0;
	return true;
}

/**
 * sipmap_pool_tick - make the warm pairs that are missing, spare the others
 * @agent: the agent
 * @warm: how many there are
 * @now: time, ms
 */
void sipmap_pool_tick(struct sipmap_agent *agent, unsigned int warm, u64 now)
{
	bool turned = turn(&agent->pool, now);
	unsigned int wanted = sipmap_pool_wanted(agent);

	if (warm < wanted && now >= agent->pool.retry_at)
		fill(agent, wanted - warm, now);
	if (turned && warm > wanted)
		spare(agent, warm - wanted);
}

/**
 * sipmap_pool_next - when sipmap_pool_tick() has something to do
 * @agent: the agent
 * @warm: how many warm pairs there are
 *
 * Return: time, ms, or SIPMAP_NEVER.
 */
u64 sipmap_pool_next(const struct sipmap_agent *agent, unsigned int warm)
{
	unsigned int wanted = sipmap_pool_wanted(agent);
	u64 next = SIPMAP_NEVER;

	if (warm < wanted)
		next = agent->pool.retry_at;
	if ((warm > wanted || demand(&agent->pool)) &&
	    next > agent->pool.until)
		next = agent->pool.until;
	return next;
}
