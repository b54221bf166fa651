/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the agent has done since it started, for whoever draws curves. */
#ifndef SIPMAP_SIPMAPD_TALLY_H
#define SIPMAP_SIPMAPD_TALLY_H

#include "hold.h"

/* upper bounds of the histogram of delays, ms; one more without a bound */
#define SIPMAP_TALLY_BOUNDS { 5, 10, 25, 50, 100, 250, 500, 1000 }
#define SIPMAP_TALLY_BUCKETS 9

/**
 * struct sipmap_tally_hold - a message that waits
 * @packet: its number in the queue
 * @since: when it came, ms
 */
struct sipmap_tally_hold {
	u32 packet;
	u64 since;
};

/**
 * struct sipmap_tally - all counts
 * @keepalives: keep-alives sent to peers in the phones' own flows
 * @requests: STUN requests sent
 * @replies: STUN answers caught
 * @bucket: messages by how long they waited; each in one bucket only
 * @waited: for how long all of them together, ms
 * @hold: those that wait, the oldest first
 * @holds: how many
 */
struct sipmap_tally {
	u64 keepalives;
	u64 requests;
	u64 replies;
	u64 bucket[SIPMAP_TALLY_BUCKETS];
	u64 waited;
	struct sipmap_tally_hold hold[SIPMAP_HOLDS_MAX];
	unsigned int holds;
};

void sipmap_tally_sent(struct sipmap_tally *tally, bool request);
void sipmap_tally_held(struct sipmap_tally *tally, u32 packet, u64 now);
void sipmap_tally_released(struct sipmap_tally *tally, u32 packet, u64 now);

#endif /* SIPMAP_SIPMAPD_TALLY_H */
