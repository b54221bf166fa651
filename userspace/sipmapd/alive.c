// SPDX-License-Identifier: GPL-2.0-or-later
#include "alive.h"

/* the module forgets a warm pair that was not measured for a minute, ms */
#define WARM_INTERVAL_MAX 20000

/**
 * sipmap_alive_interval - mean time between two keep-alives of a binding
 * @entry: the binding
 * @interval: as configured, ms
 *
 * Return: ms.
 */
u64 sipmap_alive_interval(const struct sipmap_entry *entry, u64 interval)
{
	if (entry->binding.state == SIPMAP_STATE_WARM &&
	    interval > WARM_INTERVAL_MAX)
		return WARM_INTERVAL_MAX;
	return interval;
}

/**
 * sipmap_alive_after - when the next keep-alive is due
 * @now: time, ms
 * @interval: mean time between two of them, ms
 * @chance: random number, so that bindings do not beat in step
 *
 * Return: time, ms: @interval from @now, a fifth more or less.
 */
u64 sipmap_alive_after(u64 now, u64 interval, u16 chance)
{
	return now + interval * 4 / 5 + interval * 2 / 5 * chance / UINT16_MAX;
}

/* a phone that has never registered is kept as long as its binding is */
static bool is_registered(const struct sipmap_entry *entry, u64 now)
{
	return !entry->lease_until || now < entry->lease_until;
}

/**
 * sipmap_alive_due - what a binding needs now
 * @entry: the binding
 * @now: time, ms
 *
 * Return: bits of enum sipmap_alive.
 */
unsigned int sipmap_alive_due(const struct sipmap_entry *entry, u64 now)
{
	const struct sipmap_knl_binding *binding = &entry->binding;
	unsigned int due = SIPMAP_ALIVE_STUN;

	if (binding->kind != SIPMAP_BINDING_SIGNALLING)
		return due;
	if (!is_registered(entry, now))
		return 0;
	if (binding->has & SIPMAP_HAS(SIPMAP_A_BINDING_PEER) &&
	    binding->peer.port)
		due |= SIPMAP_ALIVE_IN_FLOW;
	return due;
}

/**
 * sipmap_alive_in_flow - send the keep-alive that the registrar sees
 * @transport: how to send
 * @ping: what to send, and where to if it is not the registrar
 * @entry: a signalling binding that has a peer
 *
 * Return: 0 or a negative errno.
 */
int sipmap_alive_in_flow(const struct sipmap_transport *transport,
			 const struct sipmap_ping *ping,
			 const struct sipmap_entry *entry)
{
	const struct sipmap_knl_binding *binding = &entry->binding;
	struct sipmap_ping_ends ends = {
		.local = binding->outside,
		.remote = binding->peer,
	};
	char payload[SIPMAP_PING_MAX];
	int length;

	if (binding->public_endpoint.family != SIPMAP_FAMILY_NONE)
		ends.local = binding->public_endpoint;
	if (ping->destination.family == ends.local.family)
		ends.remote = ping->destination;
	transport->random(transport->arg, &ends.chance, sizeof(ends.chance));
	length = sipmap_ping_write(ping, &ends, payload);
	if (length < 0)
		return length;
	return transport->send(transport->arg, binding->id, &ends.remote,
			       payload, length, SIPMAP_CATCH_NONE);
}
