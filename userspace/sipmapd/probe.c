// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>

#include "probe.h"
#include "sanity.h"

static u16 *id_bucket(struct sipmap_probes *probes, const u8 *id)
{
	/* the id is random already */
	return &probes->by_id[(id[0] << 8 | id[1]) % SIPMAP_PROBE_BUCKETS];
}

static u16 *owner_bucket(struct sipmap_probes *probes, const void *owner)
{
	uintptr_t hash = (uintptr_t)owner / 64;

	hash ^= hash / SIPMAP_PROBE_BUCKETS;
	return &probes->by_owner[hash % SIPMAP_PROBE_BUCKETS];
}

static struct sipmap_probe *by_number(struct sipmap_probes *probes, u16 number)
{
	return number ? &probes->list[number - 1] : NULL;
}

static u16 number_of(const struct sipmap_probe *probe)
{
	return probe - probe->probes->list + 1;
}

static int transmit(struct sipmap_probe *probe, u64 now)
{
	struct sipmap_probes *probes = probe->probes;
	const struct sipmap_transport *transport = &probes->transport;
	u8 request[SIPMAP_STUN_REQUEST_MAX];
	int ret;

	ret = sipmap_stun_request(probe->id, &probe->ask, request,
				  sizeof(request));
	if (ret < 0)
		return ret;
	sipmap_timer_set(&probes->timers, &probe->timer,
			 now + (SIPMAP_PROBE_RTO << probe->sent));
	probe->sent++;
	ret = transport->send(transport->arg, probe->binding, &probe->server,
			      request, ret,
			      probe->loose ? SIPMAP_CATCH_LOOSE :
					     SIPMAP_CATCH_REPLY);
	probe->reached |= !ret;
	return ret;
}

static void unlink_id(struct sipmap_probe *probe)
{
	u16 *link = id_bucket(probe->probes, probe->id);

	while (*link != number_of(probe))
		link = &by_number(probe->probes, *link)->by_id;
	*link = probe->by_id;
}

static void unlink_owner(struct sipmap_probe *probe)
{
	u16 *link = owner_bucket(probe->probes, probe->owner);

	while (*link != number_of(probe))
		link = &by_number(probe->probes, *link)->by_owner;
	*link = probe->by_owner;
}

static void release(struct sipmap_probe *probe)
{
	struct sipmap_probes *probes = probe->probes;

	unlink_id(probe);
	unlink_owner(probe);
	sipmap_timer_remove(&probes->timers, &probe->timer);
	probe->sent = 0;
	probe->by_owner = probes->free;
	probes->free = number_of(probe);
}

/* the slot is free before the owner hears of it: it may start another */
static void finish(struct sipmap_probe *probe,
		   struct sipmap_probe_result *result, u64 now)
{
	sipmap_probe_done_t done = probe->done;
	void *owner = probe->owner;

	result->server = probe->server;
	result->took = now - probe->begun;
	result->reached = probe->reached;
	release(probe);
	done(owner, result, now);
}

static void fail(struct sipmap_probe *probe, int error, u64 now)
{
	struct sipmap_probe_result result = { .error = error };

	finish(probe, &result, now);
}

static void on_due(void *owner, u64 now)
{
	struct sipmap_probe *probe = owner;

	if (probe->sent == SIPMAP_PROBE_SENDS)
		fail(probe, -ETIMEDOUT, now);
	else if (transmit(probe, now) == -ENOENT)
		fail(probe, -ENOENT, now);
}

static struct sipmap_probe *take_slot(struct sipmap_probes *probes)
{
	struct sipmap_probe *probe = by_number(probes, probes->free);

	if (probe)
		probes->free = probe->by_owner;
	else if (probes->used < SIPMAP_PROBES_MAX)
		probe = &probes->list[probes->used++];
	return probe;
}

static void file(struct sipmap_probe *probe)
{
	struct sipmap_probes *probes = probe->probes;
	u16 *bucket = id_bucket(probes, probe->id);

	probe->by_id = *bucket;
	*bucket = number_of(probe);
	bucket = owner_bucket(probes, probe->owner);
	probe->by_owner = *bucket;
	*bucket = number_of(probe);
	/* there is always room: it has a place for each slot */
	probes->timers.list = probes->heap;
	probes->timers.room = SIPMAP_PROBES_MAX;
	sipmap_timer_add(&probes->timers, &probe->timer);
}

/**
 * sipmap_probe_start - begin a transaction
 * @probes: all transactions
 * @request: what to ask; copied
 * @now: time, ms
 *
 * A request that could not be sent is sent again like one that got lost; only
 * a binding that is gone ends it here.
 *
 * Return: 0, -EBUSY if there are too many, -ENOENT if the binding is gone;
 * if it is not 0 the owner hears nothing further.
 */
int sipmap_probe_start(struct sipmap_probes *probes,
		       const struct sipmap_probe_request *request, u64 now)
{
	struct sipmap_probe *probe = take_slot(probes);
	int err;

	if (!probe)
		return -EBUSY;
	*probe = (struct sipmap_probe){
		.binding = request->binding,
		.outside = request->outside,
		.server = request->server,
		.ask = request->ask,
		.loose = request->loose,
		.done = request->done,
		.owner = request->owner,
		.begun = now,
		.probes = probes,
	};
	probe->timer.expire = on_due;
	probe->timer.owner = probe;
	probes->transport.random(probes->transport.arg, probe->id,
				 sizeof(probe->id));
	file(probe);
	err = transmit(probe, now);
	if (err != -ENOENT && err != -ENOMEM)
		return 0;
	release(probe);
	return err;
}

/**
 * sipmap_probe_cancel - forget all transactions of an owner
 * @probes: all transactions
 * @owner: as given at the start; it hears nothing further
 */
void sipmap_probe_cancel(struct sipmap_probes *probes, const void *owner)
{
	struct sipmap_probe *probe = by_number(probes,
					       *owner_bucket(probes, owner));

	while (probe) {
		struct sipmap_probe *next = by_number(probes, probe->by_owner);

		if (probe->owner == owner)
			release(probe);
		probe = next;
	}
}

static bool is_from_and_to(const struct sipmap_probe *probe,
			   const struct sipmap_datagram *datagram)
{
	if (probe->loose)
		return true;
	return sipmap_endpoint_equal(&probe->server, &datagram->source) &&
	       (probe->outside.family == SIPMAP_FAMILY_NONE ||
		sipmap_endpoint_equal(&probe->outside, &datagram->destination));
}

static struct sipmap_probe *find(struct sipmap_probes *probes, const u8 *id,
				 const struct sipmap_datagram *datagram)
{
	struct sipmap_probe *probe = by_number(probes, *id_bucket(probes, id));

	while (probe && memcmp(probe->id, id, sizeof(probe->id)))
		probe = by_number(probes, probe->by_id);
	return probe && is_from_and_to(probe, datagram) ? probe : NULL;
}

/* what a test asks for may be refused, or be its own request */
static int judge(const struct sipmap_probes *probes,
		 const struct sipmap_stun_answer *answer)
{
	if (answer->request)
		return 0;
	if (!answer->success || answer->mapped.family == SIPMAP_FAMILY_NONE)
		return -EPROTO;
	if (!sipmap_is_usable(&answer->mapped, probes->allow_private))
		return -EADDRNOTAVAIL;
	return 0;
}

/**
 * sipmap_probe_answer - a caught reply
 * @probes: all transactions
 * @datagram: the reply
 * @now: time, ms
 *
 * Only what has the transaction id, comes from the server that was asked and
 * goes to the W that asked is an answer; anything else changes nothing. Of a
 * loose one the transaction id alone says so.
 *
 * Return: true if it was the answer to a transaction, which is now over.
 */
bool sipmap_probe_answer(struct sipmap_probes *probes,
			 const struct sipmap_datagram *datagram, u64 now)
{
	struct sipmap_probe_result result = { .error = 0 };
	struct sipmap_stun_answer answer;
	struct sipmap_probe *probe;

	if (sipmap_stun_parse(datagram->payload, datagram->length, &answer))
		return false;
	probe = find(probes, answer.id, datagram);
	if (!probe || (answer.request && !probe->loose))
		return false;
	result.error = judge(probes, &answer);
	result.code = answer.error;
	result.source = datagram->source;
	result.destination = datagram->destination;
	result.echo = answer.request;
	result.public_endpoint = answer.mapped;
	result.other = answer.other;
	result.altered = answer.altered;
	result.compared = answer.compared;
	finish(probe, &result, now);
	return true;
}

/**
 * sipmap_probe_tick - retransmit and give up what is due
 * @probes: all transactions
 * @now: time, ms
 */
void sipmap_probe_tick(struct sipmap_probes *probes, u64 now)
{
	sipmap_timers_run(&probes->timers, now);
}

/**
 * sipmap_probe_next - when sipmap_probe_tick() has something to do
 * @probes: all transactions
 *
 * Return: time, ms; SIPMAP_NEVER if nothing is in flight.
 */
u64 sipmap_probe_next(const struct sipmap_probes *probes)
{
	return sipmap_timers_next(&probes->timers);
}
