// SPDX-License-Identifier: GPL-2.0-or-later
/* What is due comes in its order, whatever is set, moved and removed. */
#include <stdlib.h>

#include "../../../userspace/sipmapd/timer.h"
#include "tap.h"

#define COUNT 500

static struct sipmap_timers timers;
static struct sipmap_timer all[COUNT];
static u64 last;
static unsigned int ran;

static void expire(void *owner, u64 now)
{
	const struct sipmap_timer *timer = owner;

	(void)now;
	ASSERT(timer->at == SIPMAP_NEVER);
	ran++;
}

static void begin(void)
{
	unsigned int i;

	memset(all, 0, sizeof(all));
	ran = 0;
	last = 0;
	srandom(1);
	for (i = 0; i < COUNT; i++) {
		all[i].expire = expire;
		all[i].owner = &all[i];
		ASSERT_NUMBER(0, sipmap_timer_add(&timers, &all[i]));
	}
	ASSERT_NUMBER(SIPMAP_NEVER, sipmap_timers_next(&timers));
}

static void end(void)
{
	unsigned int i;

	for (i = 0; i < COUNT; i++)
		sipmap_timer_remove(&timers, &all[i]);
	ASSERT_NUMBER(0, timers.count);
	sipmap_timers_clean(&timers);
}

static u64 earliest(void)
{
	u64 first = SIPMAP_NEVER;
	unsigned int i;

	for (i = 0; i < COUNT; i++)
		if (all[i].place && all[i].at < first)
			first = all[i].at;
	return first;
}

static void in_order(void)
{
	unsigned int round;

	begin();
	for (round = 0; round < 20000; round++) {
		struct sipmap_timer *timer = &all[random() % COUNT];
		unsigned int what = random() % 10;

		if (!timer->place)
			sipmap_timer_add(&timers, timer);
		if (what < 6)
			sipmap_timer_set(&timers, timer, random() % 100000);
		else if (what < 8)
			sipmap_timer_set(&timers, timer, SIPMAP_NEVER);
		else
			sipmap_timer_remove(&timers, timer);
		ASSERT_NUMBER(earliest(), sipmap_timers_next(&timers));
	}
	while (sipmap_timers_next(&timers) != SIPMAP_NEVER) {
		last = sipmap_timers_next(&timers);
		ASSERT_NUMBER(earliest(), last);
		sipmap_timers_run(&timers, last);
		ASSERT(sipmap_timers_next(&timers) > last);
	}
	ASSERT(ran > COUNT / 4);
	end();
}

static void again_at_once(void *owner, u64 now)
{
	sipmap_timer_set(&timers, owner, now);
	ran++;
}

static void no_endless_run(void)
{
	begin();
	all[0].expire = again_at_once;
	sipmap_timer_set(&timers, &all[0], 5);
	sipmap_timers_run(&timers, 10);
	ASSERT(ran >= 1 && ran <= COUNT);
	ASSERT_NUMBER(10, sipmap_timers_next(&timers));
	end();
}

int main(void)
{
	static const struct tap_test tests[] = {
		{ "what is due first is first, whatever happens", in_order },
		{ "one that is due again at once does not go on for ever",
		  no_endless_run },
	};

	return tap_run(tests, ARRAY_SIZE(tests));
}
