// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdio.h>

#include "alive.h"
#include "convert.h"
#include "entry.h"
#include "log.h"
#include "nat.h"
#include "pool.h"

/* rounds of looking at all bindings before the event loop goes on */
#define ROUNDS 4

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
	agent->measurer.probes = &agent->probes;
	agent->measurer.servers = &agent->servers;
	sipmap_nat_init(agent);
	return sipmap_mirror_init(&agent->mirror);
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
	sipmap_mirror_clean(&agent->mirror);
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
	if (first && agent->servers.count)
		sipmap_nat_again(agent, now);
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
			sipmap_mirror_remove(&agent->mirror, entry);
		agent->touched = true;
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
		sipmap_mirror_remove(&agent->mirror, entry);
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
 * What it did not show is gone.
 */
void sipmap_agent_sync_end(struct sipmap_agent *agent)
{
	sipmap_mirror_each(&agent->mirror, drop_unseen, agent);
	agent->touched = true;
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

	agent->touched = true;
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

/* what one look at all bindings shows */
struct scan {
	struct sipmap_agent *agent;
	u64 now;
	u64 next;
	u64 oldest_pending;
	unsigned int warm;
	struct sipmap_entry *warm_entry;
};

static void keep_alive(struct sipmap_entry *entry, u64 now)
{
	struct sipmap_agent *agent = entry->agent;
	const struct sipmap_transport *transport = &agent->probes.transport;
	unsigned int due = sipmap_alive_due(entry, now);
	u64 interval = sipmap_alive_interval(entry, agent->settings.keepalive);
	u16 chance;

	transport->random(transport->arg, &chance, sizeof(chance));
	entry->keepalive_at = sipmap_alive_after(now, interval, chance);
	if (due & SIPMAP_ALIVE_IN_FLOW && sipmap_entry_is_ours(entry))
		sipmap_alive_in_flow(transport, entry);
	if (due & SIPMAP_ALIVE_STUN)
		sipmap_entry_measure(entry, false, now);
}

static void look_at(struct sipmap_entry *entry, void *arg)
{
	struct scan *scan = arg;
	u64 next;

	sipmap_measure_tick(&entry->measure, scan->now);
	if (entry->keepalive_at <= scan->now)
		keep_alive(entry, scan->now);
	next = sipmap_measure_next(&entry->measure);
	if (next > entry->keepalive_at)
		next = entry->keepalive_at;
	if (scan->next > next)
		scan->next = next;
	if (entry->binding.state == SIPMAP_STATE_PENDING &&
	    scan->oldest_pending > entry->pending_since)
		scan->oldest_pending = entry->pending_since;
	if (entry->binding.state == SIPMAP_STATE_WARM &&
	    entry->binding.kind == SIPMAP_BINDING_RTP &&
	    sipmap_entry_is_ours(entry)) {
		scan->warm++;
		scan->warm_entry = entry;
	}
}

static void give_up(struct sipmap_entry *entry, void *arg)
{
	if (entry->binding.state == SIPMAP_STATE_PENDING &&
	    entry->pending_since <= *(const u64 *)arg)
		sipmap_entry_fail(entry);
}

static void release_held(struct sipmap_agent *agent, u64 oldest_pending)
{
	u32 packet;

	while (sipmap_hold_take(&agent->holds, oldest_pending, &packet))
		agent->operations.release(agent->operations.arg, packet);
}

static void scan_all(struct sipmap_agent *agent, u64 now)
{
	struct scan scan = {
		.agent = agent,
		.now = now,
		.next = SIPMAP_NEVER,
		.oldest_pending = SIPMAP_NEVER,
	};

	agent->touched = false;
	sipmap_mirror_each(&agent->mirror, look_at, &scan);
	agent->scan_at = scan.next;
	/* what changed in between may still be pending: look again */
	if (!agent->touched)
		release_held(agent, scan.oldest_pending);
	sipmap_nat_tick(agent, scan.warm_entry, now);
	sipmap_pool_fill(agent, scan.warm, now);
	if (scan.warm < sipmap_pool_wanted(agent) &&
	    agent->scan_at > agent->pool_at)
		agent->scan_at = agent->pool_at;
	if (scan.warm_entry && agent->scan_at > sipmap_nat_next(agent))
		agent->scan_at = sipmap_nat_next(agent);
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
	unsigned int rounds = ROUNDS;
	u64 moment;
	u64 next;

	sipmap_probe_tick(&agent->probes, now);
	if (sipmap_hold_overdue(&agent->holds, now, &moment))
		sipmap_mirror_each(&agent->mirror, give_up, &moment);
	while ((agent->touched || agent->scan_at <= now) && rounds--)
		scan_all(agent, now);
	next = agent->touched ? now + 1 : agent->scan_at;
	if (next > sipmap_probe_next(&agent->probes))
		next = sipmap_probe_next(&agent->probes);
	if (next > sipmap_hold_next(&agent->holds))
		next = sipmap_hold_next(&agent->holds);
	return next;
}
