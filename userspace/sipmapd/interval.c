// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent.h"
#include "interval.h"
#include "log.h"

/* times in ms */
#define HALF_A_DAY (12 * 3600 * 1000ull)
#define UNTIL_KNOWN 15000
#define LEAST 4000
#define MOST 120000

static void tell(struct sipmap_agent *agent)
{
	const struct sipmap_agent_operations *operations = &agent->operations;
	struct sipmap_knl_realm realm = {
		.has = SIPMAP_HAS(SIPMAP_A_REALM_IFINDEX) |
		       SIPMAP_HAS(SIPMAP_A_REALM_LIFETIME),
		.ifindex = agent->outside.ifindex,
		.lifetime = agent->interval.seconds,
	};

	if (agent->outside.ifindex)
		operations->realm_set(operations->arg, &realm);
}

/* what was known stays where it could not be measured this time */
static void on_measured(void *arg, u32 seconds, u64 now)
{
	struct sipmap_agent *agent = arg;
	struct sipmap_interval *interval = &agent->interval;

	sipmap_tested_give_back(agent, agent->interval.lifetime.tested);
	/* the NAT is judged each day: measure again when it is */
	interval->at = now + HALF_A_DAY;
	if (!seconds || seconds == interval->seconds)
		return;
	interval->seconds = seconds;
	sipmap_log(SIPMAP_LOG_NOTICE, "%s: an idle mapping lives for %s%u s",
		   agent->outside.name,
		   seconds >= SIPMAP_LIFETIME_LONGEST ? "at least " : "",
		   seconds);
	tell(agent);
}

/**
 * sipmap_interval_init - nothing is known yet
 * @agent: the agent
 */
void sipmap_interval_init(struct sipmap_agent *agent)
{
	struct sipmap_lifetime *lifetime = &agent->interval.lifetime;

	lifetime->measurer = &agent->measurer;
	lifetime->timers = &agent->timers;
	lifetime->done = on_measured;
	lifetime->arg = agent;
}

/**
 * sipmap_interval_abandon - what is being measured cannot be answered
 * @agent: the agent
 */
void sipmap_interval_abandon(struct sipmap_agent *agent)
{
	struct sipmap_interval *interval = &agent->interval;

	sipmap_lifetime_cancel(&interval->lifetime);
	sipmap_tested_give_back(agent, agent->interval.lifetime.tested);
	interval->at = 0;
}

/**
 * sipmap_interval_reset - the NAT is another one
 * @agent: the agent
 */
void sipmap_interval_reset(struct sipmap_agent *agent)
{
	struct sipmap_interval *interval = &agent->interval;

	sipmap_interval_abandon(agent);
	if (!interval->seconds)
		return;
	interval->seconds = 0;
	tell(agent);
}

/**
 * sipmap_interval_judged - the NAT has been judged
 * @agent: the agent
 * @now: time, ms
 *
 * If it is time for it, the lifetime is measured, in the background. Without a
 * NAT there is no mapping that could end.
 */
void sipmap_interval_judged(struct sipmap_agent *agent, u64 now)
{
	const struct sipmap_agent_operations *operations = &agent->operations;
	struct sipmap_interval *interval = &agent->interval;
	struct sipmap_tested *tested = interval->lifetime.tested;
	struct sipmap_knl_binding rtcp;
	struct sipmap_knl_binding rtp;

	if (now < interval->at ||
	    interval->lifetime.stage != SIPMAP_LIFETIME_IDLE ||
	    agent->mapping == SIPMAP_MAPPING_UNKNOWN ||
	    agent->mapping == SIPMAP_MAPPING_NONE)
		return;
	if (operations->binding_new(operations->arg, agent->outside.ifindex,
				    &rtp, &rtcp))
		return;
	tested[0].binding = rtp.id;
	tested[0].outside = rtp.outside;
	tested[1].binding = rtcp.id;
	tested[1].outside = rtcp.outside;
	interval->lifetime.moves_ports = agent->judge.known.preserves ==
					 SIPMAP_FINDING_NO;
	sipmap_lifetime_start(&interval->lifetime, now);
}

/**
 * sipmap_interval_get - mean time between two keep-alives of a binding
 * @agent: the agent
 *
 * As configured; else two thirds of the lifetime of a mapping, so that with a
 * fifth more by chance there is a fifth left. Not longer than two minutes, or
 * a NAT that has lost its mappings would stay unnoticed.
 *
 * Return: ms.
 */
u64 sipmap_interval_get(const struct sipmap_agent *agent)
{
	u64 interval = agent->interval.seconds * 2000ull / 3;

	if (agent->settings.keepalive)
		return agent->settings.keepalive;
	if (!interval)
		return UNTIL_KNOWN;
	if (interval < LEAST)
		return LEAST;
	return interval < MOST ? interval : MOST;
}

/**
 * sipmap_interval_owns - is this binding one that the measurement needs?
 * @agent: the agent
 * @binding: its number
 *
 * Return: true if it is.
 */
bool sipmap_interval_owns(const struct sipmap_agent *agent, u32 binding)
{
	const struct sipmap_tested *tested = agent->interval.lifetime.tested;

	return binding && (binding == tested[0].binding ||
			   binding == tested[1].binding);
}
