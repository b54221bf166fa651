// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>

#include "tally.h"

/**
 * sipmap_tally_sent - the module has sent a packet for the agent
 * @tally: the counts
 * @request: it was a STUN request; else a keep-alive
 */
void sipmap_tally_sent(struct sipmap_tally *tally, bool request)
{
	if (request)
		tally->requests++;
	else
		tally->keepalives++;
}

/**
 * sipmap_tally_held - a message has come that waits
 * @tally: the counts
 * @packet: its number in the queue
 * @now: time, ms
 */
void sipmap_tally_held(struct sipmap_tally *tally, u32 packet, u64 now)
{
	if (tally->holds < SIPMAP_HOLDS_MAX)
		tally->hold[tally->holds++] = (struct sipmap_tally_hold){
			.packet = packet,
			.since = now,
		};
}

static void count_delay(struct sipmap_tally *tally, u64 delay)
{
	static const u64 bounds[] = SIPMAP_TALLY_BOUNDS;
	unsigned int i = 0;

	while (i < SIPMAP_TALLY_BUCKETS - 1 && delay > bounds[i])
		i++;
	tally->bucket[i]++;
	tally->waited += delay;
}

/**
 * sipmap_tally_released - a message goes on
 * @tally: the counts
 * @packet: its number in the queue; one that has not been held is not counted
 * @now: time, ms
 *
 * Messages go on in the order in which they came, so it is mostly the first.
 */
void sipmap_tally_released(struct sipmap_tally *tally, u32 packet, u64 now)
{
	unsigned int i;

	for (i = 0; i < tally->holds; i++) {
		if (tally->hold[i].packet != packet)
			continue;
		count_delay(tally, now - tally->hold[i].since);
		tally->holds--;
		memmove(&tally->hold[i], &tally->hold[i + 1],
			(tally->holds - i) * sizeof(tally->hold[0]));
		return;
	}
}
