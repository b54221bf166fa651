/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When a binding's mappings need a packet to stay open, and which. */
#ifndef SIPMAP_SIPMAPD_ALIVE_H
#define SIPMAP_SIPMAPD_ALIVE_H

#include "mirror.h"
#include "ping.h"

/**
 * enum sipmap_alive - keep-alives, to be combined
 * @SIPMAP_ALIVE_IN_FLOW: a ping from W to the registrar: keeps the mapping
 *			  towards it
 * @SIPMAP_ALIVE_STUN: a STUN request from W: keeps an endpoint-independent
 *		       mapping, and shows whether P has changed
 */
enum sipmap_alive {
	SIPMAP_ALIVE_IN_FLOW = 1 << 0,
	SIPMAP_ALIVE_STUN = 1 << 1,
};

u64 sipmap_alive_interval(const struct sipmap_entry *entry, u64 interval);
u64 sipmap_alive_after(u64 now, u64 interval, u16 chance);
unsigned int sipmap_alive_due(const struct sipmap_entry *entry, u64 now);
int sipmap_alive_in_flow(const struct sipmap_transport *transport,
			 const struct sipmap_ping *ping,
			 const struct sipmap_entry *entry);

#endif /* SIPMAP_SIPMAPD_ALIVE_H */
