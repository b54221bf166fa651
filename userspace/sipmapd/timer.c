// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdlib.h>

#include "timer.h"

#define ROOM_AT_FIRST 64

static struct sipmap_timer *at_place(const struct sipmap_timers *timers,
				     size_t place)
{
	return timers->list[place - 1];
}

static void put(struct sipmap_timers *timers, struct sipmap_timer *timer,
		size_t place)
{
	timers->list[place - 1] = timer;
	timer->place = place;
}

static void rise(struct sipmap_timers *timers, struct sipmap_timer *timer)
{
	size_t place = timer->place;

	while (place > 1 && at_place(timers, place / 2)->at > timer->at) {
		put(timers, at_place(timers, place / 2), place);
		place /= 2;
	}
	put(timers, timer, place);
}

static void sink(struct sipmap_timers *timers, struct sipmap_timer *timer)
{
	size_t place = timer->place;
	size_t child;

	while ((child = place * 2) <= timers->count) {
		if (child < timers->count &&
		    at_place(timers, child + 1)->at <
		    at_place(timers, child)->at)
			child++;
		if (at_place(timers, child)->at >= timer->at)
			break;
		put(timers, at_place(timers, child), place);
		place = child;
	}
	put(timers, timer, place);
}

static int make_room(struct sipmap_timers *timers)
{
	size_t room = timers->room ? timers->room * 2 : ROOM_AT_FIRST;
	struct sipmap_timer **list;

	if (timers->count < timers->room)
		return 0;
	list = realloc(timers->list, room * sizeof(*list));
	if (!list)
		return -ENOMEM;
	timers->list = list;
	timers->room = room;
	return 0;
}

/**
 * sipmap_timer_add - a new timer, which is never due
 * @timers: where to
 * @timer: expire and owner are set
 *
 * Return: 0 or -ENOMEM.
 */
int sipmap_timer_add(struct sipmap_timers *timers, struct sipmap_timer *timer)
{
	if (make_room(timers))
		return -ENOMEM;
	timer->at = SIPMAP_NEVER;
	put(timers, timer, ++timers->count);
	return 0;
}

/**
 * sipmap_timer_remove - forget a timer
 * @timers: where it is
 * @timer: added or not
 */
void sipmap_timer_remove(struct sipmap_timers *timers,
			 struct sipmap_timer *timer)
{
	struct sipmap_timer *last;
	size_t place = timer->place;

	if (!place)
		return;
	last = at_place(timers, timers->count--);
	timer->place = 0;
	if (last == timer)
		return;
	put(timers, last, place);
	rise(timers, last);
	sink(timers, last);
}

/**
 * sipmap_timer_set - say when it is due
 * @timers: where it is
 * @timer: one that was added
 * @at: time, ms, or SIPMAP_NEVER
 */
void sipmap_timer_set(struct sipmap_timers *timers, struct sipmap_timer *timer,
		      u64 at)
{
	bool sooner = at < timer->at;

	if (at == timer->at)
		return;
	timer->at = at;
	if (sooner)
		rise(timers, timer);
	else
		sink(timers, timer);
}

/**
 * sipmap_timers_run - do all that is due
 * @timers: all of them
 * @now: time, ms
 *
 * A timer is set to never before it is run, and each runs once: one that is
 * due again at once waits for the next call.
 */
void sipmap_timers_run(struct sipmap_timers *timers, u64 now)
{
	size_t rounds = timers->count;

	while (rounds-- && timers->count && timers->list[0]->at <= now) {
		struct sipmap_timer *timer = timers->list[0];

		sipmap_timer_set(timers, timer, SIPMAP_NEVER);
		timer->expire(timer->owner, now);
	}
}

/**
 * sipmap_timers_next - when the first one is due
 * @timers: all of them
 *
 * Return: time, ms, or SIPMAP_NEVER.
 */
u64 sipmap_timers_next(const struct sipmap_timers *timers)
{
	return timers->count ? timers->list[0]->at : SIPMAP_NEVER;
}

/**
 * sipmap_timers_clean - free what there is
 * @timers: without timers, or with such as nobody will touch again
 */
void sipmap_timers_clean(struct sipmap_timers *timers)
{
	free(timers->list);
	memset(timers, 0, sizeof(*timers));
}
