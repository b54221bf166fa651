// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>

#include "agent.h"
#include "convert.h"
#include "judge.h"
#include "log.h"
#include "nat.h"
#include "silence.h"

/* times in ms */
#define DAY (24 * 3600 * 1000ull)
#define AT_LEAST_BETWEEN 60000
#define UNANSWERED 600000
#define UNKNOWN_MIN 30000

static void tell(struct sipmap_agent *agent, struct sipmap_knl_realm *realm)
{
	const struct sipmap_agent_operations *operations = &agent->operations;

	if (!agent->outside.ifindex)
		return;
	realm->has |= SIPMAP_HAS(SIPMAP_A_REALM_IFINDEX);
	realm->ifindex = agent->outside.ifindex;
	operations->realm_set(operations->arg, realm);
}

/**
 * sipmap_judge_tell - tell the module what is known
 * @agent: the agent
 */
void sipmap_judge_tell(struct sipmap_agent *agent)
{
	const struct sipmap_judge *judge = &agent->judge;
	struct sipmap_knl_realm realm = {
		.has = SIPMAP_HAS(SIPMAP_A_REALM_FILTERING) |
		       SIPMAP_HAS(SIPMAP_A_REALM_HAIRPIN) |
		       SIPMAP_HAS(SIPMAP_A_REALM_PRESERVES) |
		       SIPMAP_HAS(SIPMAP_A_REALM_ALTERS) |
		       SIPMAP_HAS(SIPMAP_A_REALM_NATS) |
		       SIPMAP_HAS(SIPMAP_A_REALM_TYPE),
		.filtering = judge->known.filtering,
		.hairpin = judge->known.hairpin,
		.preserves = judge->known.preserves,
		.alters = judge->alters,
		.nats = judge->nats,
	};

	snprintf(realm.type, sizeof(realm.type), "%s", judge->type);
	tell(agent, &realm);
}

static void tell_test(struct sipmap_agent *agent, u32 test, const char *step)
{
	struct sipmap_knl_realm realm = {
		.has = SIPMAP_HAS(SIPMAP_A_REALM_TEST),
		.test = test,
	};

	if (step) {
		realm.has |= SIPMAP_HAS(SIPMAP_A_REALM_STEP);
		snprintf(realm.step, sizeof(realm.step), "%s", step);
	}
	tell(agent, &realm);
}

static void on_step(void *arg, const char *name,
		    const struct sipmap_endpoint *server, const char *result)
{
	struct sipmap_agent *agent = arg;
	char text[SIPMAP_ENDPOINT_TEXT_MAX];
	char step[160];

	snprintf(step, sizeof(step), "%s, %s: %s", name,
		 sipmap_endpoint_text(server, text), result);
	sipmap_log(SIPMAP_LOG_DEBUG, "%s: %s", agent->outside.name, step);
	if (agent->judge.asked)
		tell_test(agent, SIPMAP_TEST_STEP, step);
}

static void end(struct sipmap_agent *agent)
{
	if (agent->judge.asked)
		tell_test(agent, SIPMAP_TEST_DONE, NULL);
	agent->judge.asked = false;
}

/**
 * sipmap_tested_give_back - delete the bindings of two endpoints for testing
 * @agent: the agent
 * @tested: both of them; what has no binding is passed by
 */
void sipmap_tested_give_back(struct sipmap_agent *agent,
			     struct sipmap_tested *tested)
{
	const struct sipmap_agent_operations *operations = &agent->operations;
	unsigned int i;

	for (i = 0; i < 2; i++) {
		u32 id = tested[i].binding;

		if (id)
			operations->binding_del(operations->arg, id);
		tested[i].binding = 0;
	}
}

/* what was known stays where this time nobody answered */
static void take(struct sipmap_behaved *known,
		 const struct sipmap_behaved *behaved)
{
	if (behaved->ignorance != SIPMAP_IGNORANCE_NO_ANSWER &&
	    behaved->ignorance != SIPMAP_IGNORANCE_GONE) {
		known->filtering = behaved->filtering;
		known->ignorance = behaved->ignorance;
	}
	if (behaved->hairpin != SIPMAP_FINDING_UNKNOWN)
		known->hairpin = behaved->hairpin;
	if (behaved->preserves != SIPMAP_FINDING_UNKNOWN)
		known->preserves = behaved->preserves;
}

static void name_type(struct sipmap_agent *agent, const char *type)
{
	struct sipmap_judge *judge = &agent->judge;
	bool changed = strcmp(judge->type, type);

	judge->type = type;
	sipmap_judge_tell(agent);
	if (changed)
		sipmap_log(SIPMAP_LOG_NOTICE, "%s: %s", agent->outside.name,
			   type);
}

/* answers may have been lost: another time they may not be */
static bool is_complete(const struct sipmap_behaved *behaved)
{
	return behaved->ignorance != SIPMAP_IGNORANCE_NO_ANSWER &&
	       behaved->ignorance != SIPMAP_IGNORANCE_SILENT &&
	       behaved->ignorance != SIPMAP_IGNORANCE_GONE;
}

/* all tests again, and the look at the mapping that they begin with */
static void again_at(struct sipmap_agent *agent, u64 at)
{
	agent->judge.at = at;
	if (agent->discover_at > at)
		agent->discover_at = at;
}

/*
 * An unknown type may be due to a bad start: servers that came up later than
 * this router. They get less and less time to prove that, down to once a day,
 * as there are servers that cannot tell.
 */
static void schedule(struct sipmap_agent *agent,
		     const struct sipmap_behaved *behaved, u64 now)
{
	struct sipmap_judge *judge = &agent->judge;
	u64 most = is_complete(behaved) ? DAY : UNANSWERED;

	if (judge->known.filtering != SIPMAP_FILTERING_UNKNOWN ||
	    sipmap_mapping_is_symmetric(agent->mapping)) {
		judge->at = now + most;
		judge->wait = UNKNOWN_MIN;
		return;
	}
	if (judge->wait > most)
		judge->wait = most;
	again_at(agent, now + judge->wait);
	judge->wait *= 2;
}

static void on_behaved(void *arg, const struct sipmap_behaved *behaved,
		       u64 now)
{
	struct sipmap_agent *agent = arg;
	struct sipmap_judge *judge = &agent->judge;

	judge->running = false;
	sipmap_tested_give_back(agent, agent->judge.behaviour.tested);
	take(&judge->known, behaved);
	name_type(agent, sipmap_verdict_type(agent->mapping,
					     judge->known.filtering));
	sipmap_nat_apply(agent);
	end(agent);
	schedule(agent, behaved, now);
	sipmap_interval_judged(agent, now);
}

/**
 * sipmap_judge_init - nothing is known of any NAT
 * @agent: the agent
 */
void sipmap_judge_init(struct sipmap_agent *agent)
{
	struct sipmap_judge *judge = &agent->judge;

	judge->type = "";
	judge->wait = UNKNOWN_MIN;
	judge->behaviour.measurer = &agent->measurer;
	judge->behaviour.done = on_behaved;
	judge->behaviour.step = on_step;
	judge->behaviour.arg = agent;
	agent->discover.step = on_step;
}

/**
 * sipmap_judge_abandon - what is being tested cannot be answered
 * @agent: the agent
 *
 * All tests are run again with the next look at the mapping.
 */
void sipmap_judge_abandon(struct sipmap_agent *agent)
{
	struct sipmap_judge *judge = &agent->judge;

	sipmap_behaviour_cancel(&judge->behaviour);
	if (judge->running)
		sipmap_tested_give_back(agent,
					agent->judge.behaviour.tested);
	judge->running = false;
	judge->at = 0;
	sipmap_interval_abandon(agent);
}

/**
 * sipmap_judge_reset - the NAT is another one
 * @agent: the agent
 */
void sipmap_judge_reset(struct sipmap_agent *agent)
{
	struct sipmap_judge *judge = &agent->judge;

	sipmap_judge_abandon(agent);
	judge->begun = 0;
	judge->wait = UNKNOWN_MIN;
	memset(&judge->known, 0, sizeof(judge->known));
	judge->alters = SIPMAP_FINDING_UNKNOWN;
	judge->nats = 0;
	judge->type = "";
	sipmap_silence_reset(agent);
}

/**
 * sipmap_judge_restore - what the module was told by the agent before this one
 * @agent: the agent
 * @realm: the realm that it watches
 */
void sipmap_judge_restore(struct sipmap_agent *agent,
			  const struct sipmap_knl_realm *realm)
{
	struct sipmap_judge *judge = &agent->judge;

	judge->known.filtering = realm->filtering;
	judge->known.hairpin = realm->hairpin;
	judge->known.preserves = realm->preserves;
	judge->alters = realm->alters;
	judge->nats = realm->nats;
	agent->interval.seconds = realm->lifetime;
	judge->type = sipmap_verdict_type(realm->mapping, realm->filtering);
	sipmap_silence_restore(agent, realm);
}

/**
 * sipmap_judge_ask - somebody wants all tests to be run, and to see them
 * @agent: the agent
 * @now: time, ms
 *
 * Tests that run already are not begun again; what is left of them is told.
 */
void sipmap_judge_ask(struct sipmap_agent *agent, u64 now)
{
	struct sipmap_judge *judge = &agent->judge;

	judge->asked = true;
	if (judge->running)
		return;
	judge->at = now;
	if (agent->discover.stage == SIPMAP_DISCOVER_IDLE)
		sipmap_nat_again(agent, now);
}

/**
 * sipmap_judge_soon - a public endpoint has changed
 * @agent: the agent
 * @now: time, ms
 */
void sipmap_judge_soon(struct sipmap_agent *agent, u64 now)
{
	struct sipmap_judge *judge = &agent->judge;
	u64 at = judge->begun + AT_LEAST_BETWEEN;

	if (at < now)
		at = now;
	if (judge->at > at)
		judge->at = at;
	if (agent->discover_at > at)
		agent->discover_at = at;
}

static bool take_pair(struct sipmap_agent *agent)
{
	const struct sipmap_agent_operations *operations = &agent->operations;
	struct sipmap_tested *tested = agent->judge.behaviour.tested;
	struct sipmap_knl_binding rtcp;
	struct sipmap_knl_binding rtp;

	if (operations->binding_new(operations->arg, agent->outside.ifindex,
				    &rtp, &rtcp))
		return false;
	tested[0].binding = rtp.id;
	tested[0].outside = rtp.outside;
	tested[1].binding = rtcp.id;
	tested[1].outside = rtcp.outside;
	return true;
}

/* seen from another address than its own, it is behind one NAT or more */
static void count_nats(struct sipmap_agent *agent,
		       const struct sipmap_discovery *discovery)
{
	struct sipmap_judge *judge = &agent->judge;

	if (discovery->mapping == SIPMAP_MAPPING_NONE)
		judge->nats = 0;
	else if (!judge->nats)
		judge->nats = 1;
}

/**
 * sipmap_judge_mapped - how the NAT maps has been looked at
 * @agent: the agent
 * @discovery: what was found
 * @changed: that is something else than before
 * @now: time, ms
 *
 * If it is time for it, or it maps otherwise than before, the other tests
 * follow. Where nobody answers there is nothing to test.
 */
void sipmap_judge_mapped(struct sipmap_agent *agent,
			 const struct sipmap_discovery *discovery, bool changed,
			 u64 now)
{
	struct sipmap_judge *judge = &agent->judge;

	if (discovery->gone || judge->running)
		return;
	if (discovery->public_endpoint.family == SIPMAP_FAMILY_NONE) {
		if (agent->mapping == SIPMAP_MAPPING_UNKNOWN)
			name_type(agent, sipmap_verdict_failure(discovery));
		end(agent);
		return;
	}
	if (discovery->compared)
		judge->alters = discovery->altered ? SIPMAP_FINDING_YES :
						     SIPMAP_FINDING_NO;
	count_nats(agent, discovery);
	if (now < judge->at && !changed && !judge->asked)
		return;
	judge->begun = now;
	judge->at = now + AT_LEAST_BETWEEN;
	if (!take_pair(agent)) {
		again_at(agent, judge->at);
		end(agent);
		return;
	}
	judge->running = true;
	judge->behaviour.mapping = agent->mapping;
	sipmap_behaviour_start(&judge->behaviour, now);
}

/**
 * sipmap_judge_count - the router further out has told of its address
 * @agent: the agent
 * @nats: at least so many NATs follow from that
 */
void sipmap_judge_count(struct sipmap_agent *agent, u32 nats)
{
	struct sipmap_judge *judge = &agent->judge;

	if (judge->nats >= nats)
		return;
	judge->nats = nats;
	sipmap_judge_tell(agent);
}

/**
 * sipmap_judge_owns - is this binding one that the tests need?
 * @agent: the agent
 * @binding: its number
 *
 * Nothing may leave from its outside endpoint but the tests.
 *
 * Return: true if it is.
 */
bool sipmap_judge_owns(const struct sipmap_agent *agent, u32 binding)
{
	const struct sipmap_tested *tested = agent->judge.behaviour.tested;

	return binding && (binding == tested[0].binding ||
			   binding == tested[1].binding ||
			   sipmap_interval_owns(agent, binding));
}
