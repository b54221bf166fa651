// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Every binding that becomes pending gets the number of that moment. A message
 * waits for all that were pending when it came, which is to say: until the
 * oldest pending binding is younger than the message.
 */
#include "hold.h"

static const struct sipmap_hold *oldest(const struct sipmap_holds *holds)
{
	return &holds->list[holds->first];
}

/**
 * sipmap_hold_add - a message has come
 * @holds: all that wait
 * @hold: the message; not older than those that wait
 *
 * Return: false if there is no room: it must not wait.
 */
bool sipmap_hold_add(struct sipmap_holds *holds,
		     const struct sipmap_hold *hold)
{
	unsigned int place = holds->first + holds->count;

	if (holds->count == SIPMAP_HOLDS_MAX)
		return false;
	holds->list[place % SIPMAP_HOLDS_MAX] = *hold;
	holds->count++;
	return true;
}

/**
 * sipmap_hold_take - a message that need not wait any longer
 * @holds: all that wait
 * @oldest_pending: moment of the oldest pending binding, SIPMAP_NEVER if none
 *		    is pending
 * @packet: set to the message's number in the queue
 *
 * Return: false if there is none.
 */
bool sipmap_hold_take(struct sipmap_holds *holds, u64 oldest_pending,
		      u32 *packet)
{
	if (!holds->count || oldest(holds)->moment >= oldest_pending)
		return false;
	*packet = oldest(holds)->packet;
	holds->first = (holds->first + 1) % SIPMAP_HOLDS_MAX;
	holds->count--;
	return true;
}

/**
 * sipmap_hold_overdue - has a message waited too long?
 * @holds: all that wait
 * @now: time, ms
 * @moment: set to the youngest moment that an overdue message waits for
 *
 * Return: true if one has.
 */
bool sipmap_hold_overdue(const struct sipmap_holds *holds, u64 now,
			 u64 *moment)
{
	bool overdue = false;
	unsigned int i;

	for (i = 0; i < holds->count; i++) {
		const struct sipmap_hold *hold =
			&holds->list[(holds->first + i) % SIPMAP_HOLDS_MAX];

		if (hold->deadline > now)
			break;
		*moment = hold->moment;
		overdue = true;
	}
	return overdue;
}

/**
 * sipmap_hold_next - when the first message has waited long enough
 * @holds: all that wait
 *
 * Return: time, ms, or SIPMAP_NEVER.
 */
u64 sipmap_hold_next(const struct sipmap_holds *holds)
{
	return holds->count ? oldest(holds)->deadline : SIPMAP_NEVER;
}
