// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>

#include "probe.h"
#include "sanity.h"

static int transmit(struct sipmap_probes *probes, struct sipmap_probe *probe,
		    u64 now)
{
	const struct sipmap_transport *transport = &probes->transport;
	u8 request[SIPMAP_STUN_REQUEST_MAX];
	int ret;

	ret = sipmap_stun_request(probe->id, &probe->ask, request,
				  sizeof(request));
	if (ret < 0)
		return ret;
	probe->due = now + (SIPMAP_PROBE_RTO << probe->sent);
	probe->sent++;
	ret = transport->send(transport->arg, probe->binding, &probe->server,
			      request, ret,
			      probe->loose ? SIPMAP_CATCH_LOOSE :
					     SIPMAP_CATCH_REPLY);
	probe->reached |= !ret;
	return ret;
}

/* the slot is free before the owner hears of it: it may start another */
static void finish(struct sipmap_probe *probe,
		   struct sipmap_probe_result *result, u64 now)
{
	result->server = probe->server;
	result->took = now - probe->begun;
	result->reached = probe->reached;
	probe->sent = 0;
	probe->done(probe->owner, result, now);
}

static void fail(struct sipmap_probe *probe, int error, u64 now)
{
	struct sipmap_probe_result result = { .error = error };

	finish(probe, &result, now);
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
	struct sipmap_probe *probe = NULL;
	unsigned int i;
	int err;

	for (i = 0; i < SIPMAP_PROBES_MAX && !probe; i++)
		if (!probes->list[i].sent)
			probe = &probes->list[i];
	if (!probe)
		return -EBUSY;
	memset(probe, 0, sizeof(*probe));
	probe->binding = request->binding;
	probe->outside = request->outside;
	probe->server = request->server;
	probe->ask = request->ask;
	probe->loose = request->loose;
	probe->done = request->done;
	probe->owner = request->owner;
	probe->begun = now;
	probes->transport.random(probes->transport.arg, probe->id,
				 sizeof(probe->id));
	err = transmit(probes, probe, now);
	if (err == -ENOENT || err == -ENOMEM) {
		probe->sent = 0;
		return err;
	}
	return 0;
}

/**
 * sipmap_probe_cancel - forget all transactions of an owner
 * @probes: all transactions
 * @owner: as given at the start; it hears nothing further
 */
void sipmap_probe_cancel(struct sipmap_probes *probes, const void *owner)
{
	unsigned int i;

	for (i = 0; i < SIPMAP_PROBES_MAX; i++)
		if (probes->list[i].owner == owner)
			probes->list[i].sent = 0;
}

static struct sipmap_probe *find(struct sipmap_probes *probes, const u8 *id,
				 const struct sipmap_datagram *datagram)
{
	unsigned int i;

	for (i = 0; i < SIPMAP_PROBES_MAX; i++) {
		struct sipmap_probe *probe = &probes->list[i];

		if (!probe->sent || memcmp(probe->id, id, sizeof(probe->id)))
			continue;
		if (probe->loose)
			return probe;
		if (!sipmap_endpoint_equal(&probe->server, &datagram->source))
			return NULL;
		if (probe->outside.family != SIPMAP_FAMILY_NONE &&
		    !sipmap_endpoint_equal(&probe->outside,
					   &datagram->destination))
			return NULL;
		return probe;
	}
	return NULL;
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
	unsigned int i;

	for (i = 0; i < SIPMAP_PROBES_MAX; i++) {
		struct sipmap_probe *probe = &probes->list[i];

		if (!probe->sent || probe->due > now)
			continue;
		if (probe->sent == SIPMAP_PROBE_SENDS)
			fail(probe, -ETIMEDOUT, now);
		else if (transmit(probes, probe, now) == -ENOENT)
			fail(probe, -ENOENT, now);
	}
}

/**
 * sipmap_probe_next - when sipmap_probe_tick() has something to do
 * @probes: all transactions
 *
 * Return: time, ms; SIPMAP_NEVER if nothing is in flight.
 */
u64 sipmap_probe_next(const struct sipmap_probes *probes)
{
	u64 next = SIPMAP_NEVER;
	unsigned int i;

	for (i = 0; i < SIPMAP_PROBES_MAX; i++)
		if (probes->list[i].sent && probes->list[i].due < next)
			next = probes->list[i].due;
	return next;
}
