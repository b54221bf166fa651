// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdlib.h>

#include "nat.h"
#include "uplink.h"

static struct sipmap_uplink *find(const struct sipmap_uplinks *uplinks,
				  const char *interface)
{
	unsigned int i;

	for (i = 0; i < uplinks->count; i++)
		if (!strcmp(uplinks->list[i]->settings.interface, interface))
			return uplinks->list[i];
	return NULL;
}

/* one that is away for a while keeps its bindings */
static u32 ifindex_of(const struct sipmap_uplink *uplink)
{
	const struct sipmap_agent *agent = &uplink->agent;

	return agent->outside.ifindex ? agent->outside.ifindex :
					agent->away.ifindex;
}

static struct sipmap_uplink *user(const struct sipmap_uplinks *uplinks,
				  u32 ifindex)
{
	unsigned int i;

	for (i = 0; i < uplinks->count; i++)
		if (uplinks->list[i]->agent.outside.ifindex == ifindex)
			return uplinks->list[i];
	return NULL;
}

static struct sipmap_uplink *owner(const struct sipmap_uplinks *uplinks,
				   u32 ifindex)
{
	struct sipmap_uplink *uplink;
	unsigned int i;

	if (!ifindex)
		return NULL;
	uplink = user(uplinks, ifindex);
	for (i = 0; i < uplinks->count && !uplink; i++)
		if (uplinks->list[i]->agent.away.ifindex == ifindex)
			uplink = uplinks->list[i];
	return uplink;
}

/* who waits for an interface that is another's by now waits in vain */
static void stop_waiting(const struct sipmap_uplinks *uplinks)
{
	unsigned int i;

	for (i = 0; i < uplinks->count; i++) {
		struct sipmap_outside *away = &uplinks->list[i]->agent.away;

		if (away->ifindex && user(uplinks, away->ifindex))
			memset(away, 0, sizeof(*away));
	}
}

static int start(struct sipmap_uplinks *uplinks, struct sipmap_uplink *uplink,
		 u64 now)
{
	struct sipmap_agent *agent = &uplink->agent;
	int err = sipmap_agent_init(agent, &uplink->settings,
				    &uplinks->operations, &uplinks->transport);

	if (err)
		return err;
	agent->servers = uplink->servers;
	if (uplink->outside.ifindex)
		sipmap_agent_outside(agent, &uplink->outside, now);
	return 0;
}

/* what the module has of it may become another one's: see settle() */
static void retire(struct sipmap_uplinks *uplinks, struct sipmap_uplink *uplink)
{
	u32 ifindex;

	if (uplinks->running) {
		ifindex = ifindex_of(uplink);
		sipmap_agent_clean(&uplink->agent);
		if (ifindex && uplinks->retired_count < SIPMAP_UPLINKS_MAX)
			uplinks->retired[uplinks->retired_count++] = ifindex;
	}
	free(uplink);
}

static struct sipmap_uplink *make(struct sipmap_uplinks *uplinks,
				  const struct sipmap_settings_agent *settings,
				  u64 now)
{
	struct sipmap_uplink *uplink = calloc(1, sizeof(*uplink));

	if (!uplink)
		return NULL;
	uplink->settings = *settings;
	if (uplinks->running && start(uplinks, uplink, now)) {
		free(uplink);
		return NULL;
	}
	return uplink;
}

/* takes it out of the list of the old ones */
static struct sipmap_uplink *keep(struct sipmap_uplinks *uplinks,
				  const struct sipmap_settings_agent *settings,
				  struct sipmap_uplinks *old, u64 now)
{
	struct sipmap_uplink *uplink = find(old, settings->interface);
	unsigned int i;

	if (!uplink)
		return NULL;
	for (i = 0; old->list[i] != uplink; i++)
		;
	old->list[i] = old->list[--old->count];
	uplink->settings = *settings;
	if (uplinks->running)
		sipmap_agent_configure(&uplink->agent, settings, now);
	return uplink;
}

/**
 * sipmap_uplinks_configure - these are configured from now on
 * @uplinks: all of them
 * @settings: of each, by the name of its interface; copied
 * @count: how many
 * @now: time, ms
 *
 * Those that were configured before go on undisturbed. When it is known which
 * interfaces the new ones are, sipmap_uplinks_settle() is to follow.
 *
 * Return: 0, or -ENOMEM: some are missing.
 */
int sipmap_uplinks_configure(struct sipmap_uplinks *uplinks,
			     const struct sipmap_settings_agent *settings,
			     unsigned int count, u64 now)
{
	struct sipmap_uplinks old = *uplinks;
	int err = 0;

	uplinks->count = 0;
	for (; count--; settings++) {
		struct sipmap_uplink *uplink = keep(uplinks, settings, &old,
						    now);

		if (!uplink)
			uplink = make(uplinks, settings, now);
		if (uplink)
			uplinks->list[uplinks->count++] = uplink;
		else
			err = -ENOMEM;
	}
	while (old.count)
		retire(uplinks, old.list[--old.count]);
	return err;
}

/**
 * sipmap_uplinks_settle - take back what no uplink has any more
 * @uplinks: all of them, which know their interfaces
 *
 * "auto" may have become a name, or the other way round: then the realm is the
 * same, and nothing of it is taken back.
 */
void sipmap_uplinks_settle(struct sipmap_uplinks *uplinks)
{
	const struct sipmap_agent_operations *operations = &uplinks->operations;

	while (uplinks->retired_count) {
		u32 ifindex = uplinks->retired[--uplinks->retired_count];

		if (uplinks->running && !owner(uplinks, ifindex))
			operations->realm_del(operations->arg, ifindex);
	}
}

/**
 * sipmap_uplinks_clean - forget all of them
 * @uplinks: all of them; their agents do not run
 */
void sipmap_uplinks_clean(struct sipmap_uplinks *uplinks)
{
	while (uplinks->count)
		free(uplinks->list[--uplinks->count]);
}

/**
 * sipmap_uplinks_start - begin to work with the module
 * @uplinks: all of them
 * @operations: how to act on the module; copied
 * @transport: how to send; copied
 * @hold: longest time a message is held, ms
 * @now: time, ms
 *
 * The agents begin with what is known of the world outside the module.
 *
 * Return: 0 or -ENOMEM: none runs.
 */
int sipmap_uplinks_start(struct sipmap_uplinks *uplinks,
			 const struct sipmap_agent_operations *operations,
			 const struct sipmap_transport *transport, u64 hold,
			 u64 now)
{
	unsigned int i;
	int err;

	uplinks->operations = *operations;
	uplinks->transport = *transport;
	for (i = 0; i < uplinks->count; i++) {
		uplinks->list[i]->settings.hold = hold;
		err = start(uplinks, uplinks->list[i], now);
		if (err)
			goto err_stop;
	}
	uplinks->running = true;
	return 0;

err_stop:
	while (i)
		sipmap_agent_clean(&uplinks->list[--i]->agent);
	return err;
}

/**
 * sipmap_uplinks_stop - work with the module no more
 * @uplinks: all of them
 *
 * Messages that are still held go on.
 */
void sipmap_uplinks_stop(struct sipmap_uplinks *uplinks)
{
	unsigned int i;

	for (i = 0; i < uplinks->count; i++)
		sipmap_agent_clean(&uplinks->list[i]->agent);
	uplinks->retired_count = 0;
	uplinks->running = false;
}

/**
 * sipmap_uplinks_resume - no answer has been caught for a while
 * @uplinks: all of them
 * @now: time, ms
 */
void sipmap_uplinks_resume(struct sipmap_uplinks *uplinks, u64 now)
{
	unsigned int i;

	for (i = 0; i < uplinks->count; i++) {
		sipmap_judge_abandon(&uplinks->list[i]->agent);
		sipmap_nat_again(&uplinks->list[i]->agent, now);
	}
}

/**
 * sipmap_uplinks_outside - an outside interface, or its address, is new
 * @uplinks: all of them
 * @interface: as it is called in the configuration
 * @outside: how it is now
 * @now: time, ms
 *
 * Return: true if it is not what it was.
 */
bool sipmap_uplinks_outside(struct sipmap_uplinks *uplinks,
			    const char *interface,
			    const struct sipmap_outside *outside, u64 now)
{
	struct sipmap_uplink *uplink = find(uplinks, interface);
	bool changed;

	if (!uplink)
		return false;
	changed = memcmp(&uplink->outside, outside, sizeof(*outside));
	uplink->outside = *outside;
	if (uplinks->running) {
		sipmap_agent_outside(&uplink->agent, outside, now);
		stop_waiting(uplinks);
	}
	return changed;
}

/**
 * sipmap_uplinks_servers - a configured STUN server has these addresses now
 * @uplinks: all of them
 * @interface: whose server it is, as it is called in the configuration
 * @origin: its number there
 * @endpoints: its addresses
 * @count: how many
 * @now: time, ms
 */
void sipmap_uplinks_servers(struct sipmap_uplinks *uplinks,
			    const char *interface, unsigned int origin,
			    const struct sipmap_endpoint *endpoints,
			    unsigned int count, u64 now)
{
	struct sipmap_uplink *uplink = find(uplinks, interface);

	if (!uplink)
		return;
	sipmap_servers_replace(&uplink->servers, origin, endpoints, count);
	if (uplinks->running)
		sipmap_agent_servers(&uplink->agent, origin, endpoints, count,
				     now);
}

/**
 * sipmap_uplinks_object - the module says how something is now
 * @uplinks: all of them
 * @object: an event, or a part of a dump
 * @now: time, ms
 *
 * A binding at an interface that is nobody's is the first one's: it makes sure
 * that no message waits for it.
 */
void sipmap_uplinks_object(struct sipmap_uplinks *uplinks,
			   const struct sipmap_knl_object *object, u64 now)
{
	struct sipmap_uplink *only = NULL;
	unsigned int i;

	if (object->command == SIPMAP_CMD_BINDING_GET ||
	    object->command == SIPMAP_CMD_BINDING_NEW ||
	    object->command == SIPMAP_CMD_BINDING_NTF) {
		only = owner(uplinks, object->binding.ifindex);
		if (!only && uplinks->count)
			only = uplinks->list[0];
	}
	for (i = 0; i < uplinks->count; i++)
		if (!only || only == uplinks->list[i])
			sipmap_agent_object(&uplinks->list[i]->agent, object,
					    now);
}

/**
 * sipmap_uplinks_sync - a dump of all bindings begins, or is complete
 * @uplinks: all of them
 * @begins: it begins
 */
void sipmap_uplinks_sync(struct sipmap_uplinks *uplinks, bool begins)
{
	unsigned int i;

	for (i = 0; i < uplinks->count; i++)
		if (begins)
			sipmap_agent_sync_begin(&uplinks->list[i]->agent);
		else
			sipmap_agent_sync_end(&uplinks->list[i]->agent);
}

/**
 * sipmap_uplinks_held - the module holds a message
 * @uplinks: all of them, which have been told all events that came before it
 * @packet: its number in the queue
 * @ifindex: the interface it is to leave through
 * @now: time, ms
 */
void sipmap_uplinks_held(struct sipmap_uplinks *uplinks, u32 packet,
			 u32 ifindex, u64 now)
{
	const struct sipmap_agent_operations *operations = &uplinks->operations;
	struct sipmap_uplink *uplink = owner(uplinks, ifindex);

	if (!uplink && uplinks->count)
		uplink = uplinks->list[0];
	if (uplink)
		sipmap_agent_held(&uplink->agent, packet, now);
	else
		operations->release(operations->arg, packet);
}

/**
 * sipmap_uplinks_caught - a reply to a probe
 * @uplinks: all of them; who has not asked does not listen
 * @datagram: the reply
 * @now: time, ms
 */
void sipmap_uplinks_caught(struct sipmap_uplinks *uplinks,
			   const struct sipmap_datagram *datagram, u64 now)
{
	unsigned int i;

	for (i = 0; i < uplinks->count; i++)
		sipmap_agent_caught(&uplinks->list[i]->agent, datagram, now);
}

/**
 * sipmap_uplinks_forwarded - a router further out has answered
 * @uplinks: all of them; who has not asked does not listen
 * @answer: what it said
 * @now: time, ms
 */
void sipmap_uplinks_forwarded(struct sipmap_uplinks *uplinks,
			      const struct sipmap_forward_answer *answer,
			      u64 now)
{
	unsigned int i;

	for (i = 0; i < uplinks->count; i++)
		sipmap_agent_forwarded(&uplinks->list[i]->agent, answer, now);
}

/**
 * sipmap_uplinks_holds - does a message wait?
 * @uplinks: all of them
 *
 * Return: true if one does.
 */
bool sipmap_uplinks_holds(const struct sipmap_uplinks *uplinks)
{
	unsigned int i;

	for (i = 0; i < uplinks->count; i++)
		if (uplinks->list[i]->agent.holds.count)
			return true;
	return false;
}

/**
 * sipmap_uplinks_poll - do all that is due
 * @uplinks: all of them
 * @now: time, ms
 *
 * Return: when to call it again, ms; SIPMAP_NEVER: nothing to wait for.
 */
u64 sipmap_uplinks_poll(struct sipmap_uplinks *uplinks, u64 now)
{
	u64 next = SIPMAP_NEVER;
	unsigned int i;

	for (i = 0; i < uplinks->count; i++) {
		u64 at = sipmap_agent_poll(&uplinks->list[i]->agent, now);

		if (next > at)
			next = at;
	}
	return next;
}
