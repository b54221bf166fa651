// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Packets that come when they come, whether the router is ready or not.
 *
 * They wait in the ring of a network card until the only processor has time
 * for them, and are lost where it is full.
 */
#include <linux/ktime.h>
#include <linux/sched/signal.h>
#include <linux/seq_file.h>
#include <linux/sort.h>
#include <linux/vmalloc.h>

#include "bench.h"

/* as many as the drivers of most cards have places */
#define BENCH_RING 512
#define BENCH_OFFERED_MAX 4000000

/**
 * struct bench_offered - what became of the packets that were offered
 * @ring: when those came that wait, in nanoseconds
 * @head: of @ring, which one is next
 * @tail: of @ring, where the next one that comes will wait
 * @due: when the next one comes
 * @gap: nanoseconds between two, on average
 * @seed: what the gaps are drawn from: the same ones in each lane
 * @came: how many have come
 * @lost: how many of them found the ring full
 */
struct bench_offered {
	u64 ring[BENCH_RING];
	unsigned int head;
	unsigned int tail;
	u64 due;
	unsigned int gap;
	u32 seed;
	unsigned int came;
	unsigned int lost;
};

static struct bench_offered bench_offered;
/* nanoseconds from coming in to having left */
static u32 *bench_latencies;
static unsigned int bench_latency_count;

/* Gaps are those of a Poisson process: sixteen steps, 1024 on average. */
static unsigned int bench_gap(struct bench_offered *offered)
{
	static const u16 steps[] = {
		33, 103, 178, 258, 346, 441, 546, 662,
		793, 943, 1117, 1327, 1590, 1943, 2477, 3627
	};

	offered->seed = offered->seed * 1664525 + 1013904223;
	return (u64)offered->gap * steps[offered->seed >> 28] / 1024;
}

/* Those that have come by now take their places in the ring. */
static void bench_arrivals(struct bench_offered *offered, u64 now)
{
	while (offered->due <= now) {
		offered->came++;
		if (offered->tail - offered->head < BENCH_RING)
			offered->ring[offered->tail++ % BENCH_RING] =
				offered->due;
		else
			offered->lost++;
		offered->due += bench_gap(offered);
	}
}

/* One packet through the router; now is set to when it has left. */
static int bench_serve(struct bench_set *set, unsigned int lane,
		       struct bench_offered *offered, u64 *now)
{
	struct sk_buff *skb = bench_next(set, lane);

	if (!skb)
		return -ENOMEM;
	local_bh_disable();
	netif_receive_skb(skb);
	local_bh_enable();
	*now = ktime_get_ns();
	bench_latencies[bench_latency_count++] =
		min_t(u64, *now - offered->ring[offered->head++ % BENCH_RING],
		      U32_MAX);
	return 0;
}

static int bench_offer_until(struct bench_set *set, unsigned int lane,
			     struct bench_offered *offered, u64 end,
			     unsigned int room)
{
	u64 now = ktime_get_ns();
	int err = 0;

	while (!err) {
		bench_arrivals(offered, min(now, end));
		if (offered->head != offered->tail) {
			if (bench_latency_count == room)
				return -ENOSPC;
			err = bench_serve(set, lane, offered, &now);
			if (offered->head % 64)
				continue;
		} else if (now >= end) {
			break;
		}
		cond_resched();
		now = ktime_get_ns();
		if (signal_pending(current))
			err = -EINTR;
	}
	return err;
}

/**
 * bench_offer - let packets of a set come in at a rate
 * @set: the set
 * @lane: in which lane; the set has packets there
 * @rate: packets a second
 * @milliseconds: for how long
 *
 * Context: process, under bench_mutex.
 * Return: 0, -EINVAL where that is too much or too little, -ENOMEM, -ENOSPC
 * where far more have come than should have, or -EINTR after a signal.
 */
int bench_offer(struct bench_set *set, unsigned int lane, unsigned int rate,
		unsigned int milliseconds)
{
	const u64 count = (u64)rate * milliseconds / 1000;
	const unsigned int room = 2 * count + 1024;
	u64 begin;

	if (!count || count > BENCH_OFFERED_MAX || rate > NSEC_PER_SEC)
		return -EINVAL;
	vfree(bench_latencies);
	bench_latency_count = 0;
	bench_latencies = vmalloc(array_size(room, sizeof(*bench_latencies)));
	if (!bench_latencies)
		return -ENOMEM;
	begin = ktime_get_ns();
	bench_offered = (struct bench_offered) {
		.due = begin,
		.gap = NSEC_PER_SEC / rate,
		.seed = 1,
	};
	return bench_offer_until(set, lane, &bench_offered,
				 begin + (u64)milliseconds * NSEC_PER_MSEC,
				 room);
}

static int bench_latency_compare(const void *a, const void *b)
{
	const u32 *left = a, *right = b;

	return *left < *right ? -1 : *left > *right;
}

/**
 * bench_offer_print - print what became of the packets
 * @out: where
 *
 * A line: how many came, how many were lost, and of the others the
 * nanoseconds from when they came to when they had left: of half of them at
 * most so many, of 90 %, 99 %, 99.9 %, and of all of them.
 *
 * Context: process, under bench_mutex.
 */
void bench_offer_print(struct seq_file *out)
{
	static const unsigned int shares[] = { 500, 900, 990, 999, 1000 };
	unsigned int i;
	u64 at;

	seq_printf(out, "%u %u", bench_offered.came, bench_offered.lost);
	sort(bench_latencies, bench_latency_count, sizeof(*bench_latencies),
	     bench_latency_compare, NULL);
	for (i = 0; i < ARRAY_SIZE(shares) && bench_latency_count; i++) {
		at = (u64)(bench_latency_count - 1) * shares[i] / 1000;
		seq_printf(out, " %u", bench_latencies[at]);
	}
	seq_putc(out, '\n');
}

/**
 * bench_offer_clear - forget what was measured
 *
 * Context: process, under bench_mutex.
 */
void bench_offer_clear(void)
{
	vfree(bench_latencies);
	bench_latencies = NULL;
	bench_latency_count = 0;
}
