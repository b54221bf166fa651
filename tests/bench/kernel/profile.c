// SPDX-License-Identifier: GPL-2.0-or-later
/* Where the time goes: a clock that looks which function runs. */
#include <linux/hrtimer.h>
#include <linux/kallsyms.h>
#include <linux/ktime.h>
#include <linux/seq_file.h>
#include <linux/sort.h>
#include <linux/vmalloc.h>
#include <asm/irq_regs.h>
#include <asm/ptrace.h>

#include "bench.h"

#define BENCH_TICK (200 * NSEC_PER_USEC)
#define BENCH_LOOKS 65536

static unsigned long *bench_looks;
static unsigned int bench_look_count;
static struct hrtimer bench_timer;

static enum hrtimer_restart bench_look(struct hrtimer *timer)
{
	struct pt_regs *regs = get_irq_regs();

	if (regs && bench_look_count < BENCH_LOOKS)
		bench_looks[bench_look_count++] = instruction_pointer(regs);
	hrtimer_forward_now(timer, ns_to_ktime(BENCH_TICK));
	return HRTIMER_RESTART;
}

static int bench_compare(const void *a, const void *b)
{
	const unsigned long left = *(const unsigned long *)a;
	const unsigned long right = *(const unsigned long *)b;

	return left < right ? -1 : left > right;
}

/**
 * bench_profile - run a set and look often which function runs
 * @set: the set
 * @lane: in which lane; the set has packets there
 * @count: how many batches
 *
 * Context: process, under bench_mutex.
 * Return: 0 or -ENOMEM.
 */
int bench_profile(struct bench_set *set, unsigned int lane, unsigned int count)
{
	u64 nanoseconds;
	int err = 0;

	bench_look_count = 0;
	if (!bench_looks)
		bench_looks = vmalloc(BENCH_LOOKS * sizeof(*bench_looks));
	if (!bench_looks)
		return -ENOMEM;
	hrtimer_init(&bench_timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	bench_timer.function = bench_look;
	hrtimer_start(&bench_timer, ns_to_ktime(BENCH_TICK), HRTIMER_MODE_REL);
	while (count-- && !err) {
		err = bench_batch(set, lane, set->count[lane], &nanoseconds);
		cond_resched();
	}
	hrtimer_cancel(&bench_timer);
	sort(bench_looks, bench_look_count, sizeof(*bench_looks),
	     bench_compare, NULL);
	return err;
}

/**
 * bench_profile_print - print how often which address was seen
 * @out: where
 *
 * Context: process, under bench_mutex.
 */
void bench_profile_print(struct seq_file *out)
{
	unsigned int i, times = 0;

	for (i = 0; i < bench_look_count; i++) {
		times++;
		if (i + 1 < bench_look_count &&
		    bench_looks[i] == bench_looks[i + 1])
			continue;
		seq_printf(out, "%u %pS\n", times, (void *)bench_looks[i]);
		times = 0;
	}
}

/**
 * bench_profile_clear - forget what was seen
 *
 * Context: process, under bench_mutex.
 */
void bench_profile_clear(void)
{
	vfree(bench_looks);
	bench_looks = NULL;
	bench_look_count = 0;
}
