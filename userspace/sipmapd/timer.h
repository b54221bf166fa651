/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is due when: a heap, so that ten thousand bindings cost no more to ask
 * than one. The times are the caller's.
 */
#ifndef SIPMAP_SIPMAPD_TIMER_H
#define SIPMAP_SIPMAPD_TIMER_H

#include <stddef.h>

#include "../../kmod/sip/base.h"

/* a time that never comes */
#define SIPMAP_NEVER UINT64_MAX

/**
 * struct sipmap_timer - one thing that will be due
 * @at: when, ms; SIPMAP_NEVER: it will not
 * @place: where it is in the heap, counted from 1; 0: not in one
 * @expire: does it; it may set, add and remove any timer
 * @owner: for @expire
 */
struct sipmap_timer {
	u64 at;
	size_t place;
	void (*expire)(void *owner, u64 now);
	void *owner;
};

/**
 * struct sipmap_timers - all of them
 * @list: a heap, the first to be due on top
 * @count: how many
 * @room: how many @list has room for
 */
struct sipmap_timers {
	struct sipmap_timer **list;
	size_t count;
	size_t room;
};

int sipmap_timer_add(struct sipmap_timers *timers, struct sipmap_timer *timer);
void sipmap_timer_remove(struct sipmap_timers *timers,
			 struct sipmap_timer *timer);
void sipmap_timer_set(struct sipmap_timers *timers, struct sipmap_timer *timer,
		      u64 at);
void sipmap_timers_run(struct sipmap_timers *timers, u64 now);
u64 sipmap_timers_next(const struct sipmap_timers *timers);
void sipmap_timers_clean(struct sipmap_timers *timers);

#endif /* SIPMAP_SIPMAPD_TIMER_H */
