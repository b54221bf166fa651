// SPDX-License-Identifier: GPL-2.0-only
/* A counter for each reason, per network namespace and processor. */
#include <linux/netdevice.h>
#include <linux/percpu.h>

#include "softirq.h"
#include "stats.h"

/**
 * sipmap_stats_alloc - make the counters of one network namespace
 *
 * Context: may sleep.
 * Return: the counters, to be given to free_percpu(), or NULL.
 */
struct sipmap_stats __percpu *sipmap_stats_alloc(void)
{
	return netdev_alloc_pcpu_stats(struct sipmap_stats);
}

/**
 * sipmap_stats_count - count one event
 * @stats: the counters
 * @reason: what happened
 *
 * Context: any but hard interrupt.
 */
void sipmap_stats_count(struct sipmap_stats __percpu *stats,
			enum sipmap_reason reason)
{
	bool off = sipmap_softirq_off();
	struct sipmap_stats *mine;

	mine = this_cpu_ptr(stats);
	u64_stats_update_begin(&mine->syncp);
	u64_stats_inc(&mine->count[reason]);
	u64_stats_update_end(&mine->syncp);
	sipmap_softirq_on(off);
}

/**
 * sipmap_stats_read - sum one counter over all processors
 * @stats: the counters
 * @reason: which one
 *
 * Context: any.
 * Return: events since the namespace began.
 */
u64 sipmap_stats_read(struct sipmap_stats __percpu *stats,
		      enum sipmap_reason reason)
{
	u64 sum = 0;
	int cpu;

	for_each_possible_cpu(cpu) {
		struct sipmap_stats *one = per_cpu_ptr(stats, cpu);
		unsigned int start;
		u64 value;

		do {
			start = u64_stats_fetch_begin(&one->syncp);
			value = u64_stats_read(&one->count[reason]);
		} while (u64_stats_fetch_retry(&one->syncp, start));
		sum += value;
	}
	return sum;
}
