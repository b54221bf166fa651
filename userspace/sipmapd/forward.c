// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>

#include "convert.h"
#include "entry.h"
#include "forward.h"
#include "log.h"
#include "sanity.h"

#define LIFETIME 3600
/* times in ms */
#define AGAIN_MIN 60000
#define AGAIN_MAX 3600000

static bool is_wanted(const struct sipmap_entry *entry)
{
	const struct sipmap_agent *agent = entry->agent;

	return agent->settings.forwards && agent->operations.forward &&
	       agent->outside.gateway.family != SIPMAP_FAMILY_NONE &&
	       sipmap_entry_is_ours(entry);
}

static void order(struct sipmap_entry *entry,
		  const struct sipmap_endpoint *outside, u32 lifetime)
{
	const struct sipmap_agent_operations *operations =
		&entry->agent->operations;
	struct sipmap_forward_order order = {
		.method = entry->agent->settings.forwards,
		.binding = entry->binding.id,
		.gateway = entry->agent->outside.gateway,
		.outside = *outside,
		.port = entry->forward.public_endpoint.port,
		.lifetime = lifetime,
	};

	if (!order.port)
		order.port = outside->port;
	entry->forward.asked = !operations->forward(operations->arg, &order) &&
			       lifetime;
}

static void on_time(void *owner, u64 now)
{
	struct sipmap_entry *entry = owner;

	if (!is_wanted(entry) || entry->forward.asked)
		return;
	order(entry, &entry->binding.outside, LIFETIME);
	/* there was no room for it */
	if (!entry->forward.asked)
		sipmap_timer_set(entry->timers, &entry->forward.timer,
				 now + AGAIN_MIN);
}

/**
 * sipmap_forward_begin - a binding is new
 * @entry: the binding; its timer has been added
 * @now: time, ms
 *
 * Where port mapping is configured, the router further out is asked at once.
 */
void sipmap_forward_begin(struct sipmap_entry *entry, u64 now)
{
	entry->forward.timer.expire = on_time;
	entry->forward.timer.owner = entry;
	on_time(entry, now);
}

struct occasion {
	u64 now;
	const struct sipmap_entry *except;
};

static void begin_one(struct sipmap_entry *entry, void *arg)
{
	const struct occasion *occasion = arg;

	if (entry == occasion->except)
		return;
	entry->forward.asked = false;
	on_time(entry, occasion->now);
}

/* it has made one anew, and knows nothing of the others */
static void restarted(const struct sipmap_entry *made, u64 now)
{
	struct occasion occasion = { .now = now, .except = made };

	sipmap_log(SIPMAP_LOG_NOTICE,
		   "the router further out has lost its mappings: asking for them again");
	sipmap_mirror_each(&made->agent->mirror, begin_one, &occasion);
}

/**
 * sipmap_forward_all - the router further out may be another one
 * @agent: the agent
 * @now: time, ms
 */
void sipmap_forward_all(struct sipmap_agent *agent, u64 now)
{
	struct occasion occasion = { .now = now };

	sipmap_mirror_each(&agent->mirror, begin_one, &occasion);
}

/**
 * sipmap_forward_moved - a binding has another outside endpoint
 * @entry: the binding
 * @old: W as it was
 * @now: time, ms
 */
void sipmap_forward_moved(struct sipmap_entry *entry,
			  const struct sipmap_endpoint *old, u64 now)
{
	if (entry->forward.public_endpoint.family != SIPMAP_FAMILY_NONE &&
	    is_wanted(entry))
		order(entry, old, 0);
	memset(&entry->forward.public_endpoint, 0,
	       sizeof(entry->forward.public_endpoint));
	entry->forward.asked = false;
	on_time(entry, now);
}

/**
 * sipmap_forward_end - a binding is gone
 * @entry: the binding
 */
void sipmap_forward_end(struct sipmap_entry *entry)
{
	if (entry->forward.public_endpoint.family != SIPMAP_FAMILY_NONE &&
	    is_wanted(entry))
		order(entry, &entry->binding.outside, 0);
}

/*
 * Behind two NATs the mapping leads only through the inner one: then its
 * address is not the one that STUN sees, or not one that can be public.
 */
static bool leads_outside(const struct sipmap_agent *agent,
			  const struct sipmap_endpoint *endpoint)
{
	const struct sipmap_endpoint *seen = &agent->public_address;

	if (!sipmap_is_usable(endpoint, agent->probes.allow_private))
		return false;
	return seen->family == SIPMAP_FAMILY_NONE ||
	       sipmap_endpoint_same_address(seen, endpoint);
}

/**
 * sipmap_forward_use - tell the module the P that the router further out gave
 * @entry: a binding whose P nobody knows better
 *
 * Return: true if it was told, or an answer is awaited.
 */
bool sipmap_forward_use(struct sipmap_entry *entry)
{
	const struct sipmap_forward *forward = &entry->forward;

	if (forward->public_endpoint.family == SIPMAP_FAMILY_NONE)
		return forward->asked;
	if (!leads_outside(entry->agent, &forward->public_endpoint))
		return false;
	sipmap_entry_tell(entry, &forward->public_endpoint,
			  SIPMAP_SOURCE_PCP);
	return true;
}

static void refused(struct sipmap_entry *entry, int error, u64 now)
{
	struct sipmap_forward *forward = &entry->forward;
	u64 wait = AGAIN_MIN << (forward->failures < 6 ? forward->failures : 6);
	char outside[SIPMAP_ENDPOINT_TEXT_MAX];

	forward->failures++;
	memset(&forward->public_endpoint, 0, sizeof(forward->public_endpoint));
	sipmap_log(forward->failures == 1 ? SIPMAP_LOG_INFO : SIPMAP_LOG_DEBUG,
		   "the router further out does not map %s: %s",
		   sipmap_endpoint_text(&entry->binding.outside, outside),
		   strerror(-error));
	sipmap_timer_set(entry->timers, &forward->timer,
			 now + (wait < AGAIN_MAX ? wait : AGAIN_MAX));
	sipmap_entry_forwarded(entry);
}

static void granted(struct sipmap_entry *entry,
		    const struct sipmap_forward_answer *answer, u64 now)
{
	struct sipmap_forward *forward = &entry->forward;

	forward->failures = 0;
	forward->public_endpoint = answer->public_endpoint;
	if (!leads_outside(entry->agent, &forward->public_endpoint))
		sipmap_judge_count(entry->agent, 2);
	sipmap_timer_set(entry->timers, &forward->timer,
			 now + answer->lifetime * 500ull);
	sipmap_entry_forwarded(entry);
}

/**
 * sipmap_agent_forwarded - the router further out has answered
 * @agent: the agent
 * @answer: what it said
 * @now: time, ms
 *
 * An answer for a binding that is gone, or has moved, changes nothing.
 */
void sipmap_agent_forwarded(struct sipmap_agent *agent,
			    const struct sipmap_forward_answer *answer,
			    u64 now)
{
	struct sipmap_entry *entry = sipmap_mirror_find(&agent->mirror,
							answer->binding);

	if (!entry || !entry->forward.asked ||
	    !sipmap_endpoint_equal(&entry->binding.outside, &answer->outside))
		return;
	entry->forward.asked = false;
	if (answer->error || !answer->lifetime)
		refused(entry, answer->error ? answer->error : -EIO, now);
	else
		granted(entry, answer, now);
	if (answer->restarted)
		restarted(entry, now);
}
