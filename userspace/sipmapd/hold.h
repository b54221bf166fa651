/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages that the module holds until their public endpoints are known. */
#ifndef SIPMAP_SIPMAPD_HOLD_H
#define SIPMAP_SIPMAPD_HOLD_H

#include "probe.h"

#define SIPMAP_HOLDS_MAX 1024

/**
 * struct sipmap_hold - one message
 * @packet: its number in the queue
 * @moment: it waits for what became pending up to this moment
 * @deadline: when it goes on in any case, ms
 */
struct sipmap_hold {
	u32 packet;
	u64 moment;
	u64 deadline;
};

/**
 * struct sipmap_holds - all that wait, the oldest first
 * @list: a ring
 * @first: place of the oldest
 * @count: how many there are
 */
struct sipmap_holds {
	struct sipmap_hold list[SIPMAP_HOLDS_MAX];
	unsigned int first;
	unsigned int count;
};

bool sipmap_hold_add(struct sipmap_holds *holds,
		     const struct sipmap_hold *hold);
bool sipmap_hold_take(struct sipmap_holds *holds, u64 oldest_pending,
		      u32 *packet);
bool sipmap_hold_overdue(const struct sipmap_holds *holds, u64 now,
			 u64 *moment);
u64 sipmap_hold_next(const struct sipmap_holds *holds);

#endif /* SIPMAP_SIPMAPD_HOLD_H */
