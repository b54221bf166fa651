// SPDX-License-Identifier: GPL-2.0-or-later
#include "agent.h"
#include "log.h"
#include "silence.h"

/* no finding: what the module has, if it has anything, is of another NAT */
#define NOTHING_TOLD (SIPMAP_FINDING_YES + 1)

/**
 * sipmap_silence_reset - the NAT is another one, and so is the way out
 * @agent: the agent
 */
void sipmap_silence_reset(struct sipmap_agent *agent)
{
	agent->servers.answers = SIPMAP_FINDING_UNKNOWN;
	agent->stun_told = NOTHING_TOLD;
}

/**
 * sipmap_silence_restore - what the module was told by the agent before
 * @agent: the agent
 * @realm: the realm that it watches
 *
 * It holds until a server has answered, or has not.
 */
void sipmap_silence_restore(struct sipmap_agent *agent,
			    const struct sipmap_knl_realm *realm)
{
	agent->stun_told = realm->stun;
	if (agent->servers.answers == SIPMAP_FINDING_UNKNOWN)
		agent->servers.answers = realm->stun;
}

/*
 * By itself: a module of an earlier version refuses it, and with it whatever
 * comes along.
 */
static void tell(struct sipmap_agent *agent)
{
	const struct sipmap_agent_operations *operations = &agent->operations;
	struct sipmap_knl_realm realm = {
		.has = SIPMAP_HAS(SIPMAP_A_REALM_IFINDEX) |
		       SIPMAP_HAS(SIPMAP_A_REALM_STUN),
		.ifindex = agent->outside.ifindex,
		.stun = agent->stun_told,
	};

	operations->realm_set(operations->arg, &realm);
}

/**
 * sipmap_silence_tick - tell the module if something has changed
 * @agent: the agent
 */
void sipmap_silence_tick(struct sipmap_agent *agent)
{
	u32 before = agent->stun_told;
	u32 answers = agent->servers.answers;

	if (!agent->outside.ifindex || before == answers)
		return;
	agent->stun_told = answers;
	tell(agent);
	if (answers == SIPMAP_FINDING_NO)
		sipmap_log(SIPMAP_LOG_WARNING, "%s: no STUN server answers",
			   agent->outside.name);
	else if (answers == SIPMAP_FINDING_YES && before == SIPMAP_FINDING_NO)
		sipmap_log(SIPMAP_LOG_NOTICE,
			   "%s: a STUN server answers again",
			   agent->outside.name);
}
