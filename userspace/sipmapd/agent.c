// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdio.h>

#include "alive.h"
#include "convert.h"
#include "entry.h"
#include "log.h"
#include "nat.h"
#include "pool.h"
#include "silence.h"

/**
 * sipmap_agent_init - an agent that knows nothing yet
 * @agent: to be set up
 * @settings: configuration; copied
 * @operations: how to act on the module; copied
 * @transport: how to send; copied
 *
 * Return: 0 or -ENOMEM.
 */
int sipmap_agent_init(struct sipmap_agent *agent,
		      const struct sipmap_settings_agent *settings,
		      const struct sipmap_agent_operations *operations,
		      const struct sipmap_transport *transport)
{
	memset(agent, 0, sizeof(*agent));
	agent->settings = *settings;
	agent->operations = *operations;
	agent->probes.transport = *transport;
	agent->probes.allow_private = settings->allow_private;
	agent->measurer.probes = &agent->probes;
	agent->measurer.servers = &agent->servers;
	agent->measurer.timers = &agent->timers;
	sipmap_nat_init(agent);
	return sipmap_mirror_init(&agent->mirror, &agent->timers);
}

/**
 * sipmap_agent_clean - forget everything
 * @agent: the agent
 *
 * Messages that are still held go on.
 */
void sipmap_agent_clean(struct sipmap_agent *agent)
{
	u32 packet;

	while (sipmap_hold_take(&agent->holds, SIPMAP_NEVER, &packet))
		agent->operations.release(agent->operations.arg, packet);
	sipmap_discover_cancel(&agent->discover);
	sipmap_behaviour_cancel(&agent->judge.behaviour);
	sipmap_lifetime_cancel(&agent->interval.lifetime);
	sipmap_mirror_clean(&agent->mirror);
	sipmap_timers_clean(&agent->timers);
}

static void try_again(struct sipmap_entry *entry, void *arg)
{
	const u64 *now = arg;

	sipmap_entry_try_again(entry, *now);
}

/**
 * sipmap_agent_servers - a configured STUN server has these addresses now
 * @agent: the agent
 * @origin: its number in the configuration
 * @endpoints: its addresses
 * @count: how many
 * @now: time, ms
 */
void sipmap_agent_servers(struct sipmap_agent *agent, unsigned int origin,
			  const struct sipmap_endpoint *endpoints,
			  unsigned int count, u64 now)
{
	bool first = !agent->servers.count;

	sipmap_servers_replace(&agent->servers, origin, endpoints, count);
	if (!first || !agent->servers.count)
		return;
	sipmap_nat_again(agent, now);
	sipmap_mirror_each(&agent->mirror, try_again, &now);
}

static void remove_entry(struct sipmap_agent *agent, struct sipmap_entry *entry)
{
	sipmap_forward_end(entry);
	sipmap_mirror_remove(&agent->mirror, entry);
}

/**
 * sipmap_agent_object - the module says how something is now
 * @agent: the agent
 * @object: an event, or a part of a dump
 * @now: time, ms
 */
void sipmap_agent_object(struct sipmap_agent *agent,
			 const struct sipmap_knl_object *object, u64 now)
{
	struct sipmap_entry *entry;

	switch (object->command) {
	case SIPMAP_CMD_BINDING_GET:
	case SIPMAP_CMD_BINDING_NEW:
	case SIPMAP_CMD_BINDING_NTF:
		sipmap_entry_update(agent, &object->binding, now);
		break;
	case SIPMAP_CMD_BINDING_DEL_NTF:
		entry = sipmap_mirror_find(&agent->mirror, object->binding.id);
		if (entry)
			remove_entry(agent, entry);
		break;
	case SIPMAP_CMD_REALM_GET:
		sipmap_nat_restore(agent, &object->realm, now);
		break;
	case SIPMAP_CMD_REALM_NTF:
		if (object->realm.test == SIPMAP_TEST_ASKED &&
		    object->realm.ifindex == agent->outside.ifindex)
			sipmap_judge_ask(agent, now);
		break;
	}
}

static void unsee(struct sipmap_entry *entry, void *arg)
{
	(void)arg;
	entry->seen = false;
}

static void drop_unseen(struct sipmap_entry *entry, void *arg)
{
	struct sipmap_agent *agent = arg;

	if (!entry->seen)
		remove_entry(agent, entry);
	else if (entry->binding.state == SIPMAP_STATE_WARM &&
		 !(entry->binding.has & SIPMAP_HAS(SIPMAP_A_BINDING_PUBLIC)))
		agent->operations.binding_del(agent->operations.arg,
					      entry->binding.id);
}

/**
 * sipmap_agent_sync_begin - a dump of all bindings begins
 * @agent: the agent
 */
void sipmap_agent_sync_begin(struct sipmap_agent *agent)
{
	sipmap_mirror_each(&agent->mirror, unsee, NULL);
}

/**
 * sipmap_agent_sync_end - the dump is complete
 * @agent: the agent
 *
 * What it did not show is gone. Warm ports whose P nobody knows are what an
 * agent before this one has tested the NAT with: the pool needs none of them.
 */
void sipmap_agent_sync_end(struct sipmap_agent *agent)
{
	sipmap_mirror_each(&agent->mirror, drop_unseen, agent);
}

/**
 * sipmap_agent_held - the module holds a message
 * @agent: the agent, which has been told all events that came before it
 * @packet: its number in the queue
 * @now: time, ms
 */
void sipmap_agent_held(struct sipmap_agent *agent, u32 packet, u64 now)
{
	struct sipmap_hold hold = {
		.packet = packet,
		.moment = agent->moments,
		.deadline = now + agent->settings.hold,
	};

	if (!sipmap_hold_add(&agent->holds, &hold))
		agent->operations.release(agent->operations.arg, packet);
}

/**
 * sipmap_agent_caught - a reply to a probe
 * @agent: the agent
 * @datagram: the reply
 * @now: time, ms
 */
void sipmap_agent_caught(struct sipmap_agent *agent,
			 const struct sipmap_datagram *datagram, u64 now)
{
	sipmap_probe_answer(&agent->probes, datagram, now);
}

/* all that became pending up to a moment */
static void give_up(struct sipmap_agent *agent, u64 moment)
{
	struct le *le = list_head(&agent->mirror.pending);

	while (le) {
		struct sipmap_entry *entry = le->data;

		le = le->next;
		if (entry->pending_since > moment)
			return;
		sipmap_entry_fail(entry);
	}
}

static void release_held(struct sipmap_agent *agent)
{
	const struct list *pending = &agent->mirror.pending;
	const struct sipmap_entry *oldest = list_ledata(list_head(pending));
	u64 since = oldest ? oldest->pending_since : SIPMAP_NEVER;
	u32 packet;

	while (sipmap_hold_take(&agent->holds, since, &packet))
		agent->operations.release(agent->operations.arg, packet);
}

static unsigned int count_warm(const struct sipmap_agent *agent,
			       struct sipmap_entry **last)
{
	unsigned int count = 0;
	struct le *le;

	*last = NULL;
	for (le = list_head(&agent->mirror.warm); le; le = le->next) {
		if (!sipmap_entry_is_ours(le->data))
			continue;
		*last = le->data;
		count++;
	}
	return count;
}

/* the pool, and the NAT that is looked at from one of its ports */
static u64 poll_warm(struct sipmap_agent *agent, u64 now)
{
	struct sipmap_entry *entry;
	u64 next;

	sipmap_pool_tick(agent, count_warm(agent, &entry), now);
	next = sipmap_pool_next(agent, count_warm(agent, &entry));
	sipmap_nat_tick(agent, entry, now);
	if (entry && next > sipmap_nat_next(agent))
		next = sipmap_nat_next(agent);
	return next;
}

/**
 * sipmap_agent_poll - do all that is due
 * @agent: the agent
 * @now: time, ms
 *
 * To be called after every event, and at the time it returns.
 *
 * Return: when to call it again, ms; SIPMAP_NEVER: nothing to wait for.
 */
u64 sipmap_agent_poll(struct sipmap_agent *agent, u64 now)
{
	u64 moment;
	u64 next;

	sipmap_probe_tick(&agent->probes, now);
	if (sipmap_hold_overdue(&agent->holds, now, &moment))
		give_up(agent, moment);
	sipmap_timers_run(&agent->timers, now);
	next = poll_warm(agent, now);
	sipmap_silence_tick(agent);
	release_held(agent);
	if (next > sipmap_timers_next(&agent->timers))
		next = sipmap_timers_next(&agent->timers);
	if (next > sipmap_probe_next(&agent->probes))
		next = sipmap_probe_next(&agent->probes);
	if (next > sipmap_hold_next(&agent->holds))
		next = sipmap_hold_next(&agent->holds);
	return next;
}
