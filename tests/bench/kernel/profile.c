// SPDX-License-Identifier: GPL-2.0-or-later
/* Where the time goes: a clock that looks which function runs. */
#include <linux/hrtimer.h>
#include <linux/ktime.h>
#include <linux/seq_file.h>
#include <linux/vmalloc.h>
#include <asm/irq_regs.h>
#include <asm/ptrace.h>

#include "bench.h"

#define BENCH_TICK (200 * NSEC_PER_USEC)
#define BENCH_LOOKS 65536

/**
 * struct bench_look - what was seen once
 * @function: where the processor was
 * @caller: the word on top of the stack; where @function has put nothing
 *          there, it is where it returns to
 */
struct bench_look {
	unsigned long function;
	unsigned long caller;
};

static struct bench_look *bench_looks;
static unsigned int bench_look_count;
static struct hrtimer bench_timer;

/* 0 where User-Mode Linux does not know: a signal had to wait. */
static unsigned long bench_stack_top(struct pt_regs *regs)
{
	/* it is the stack pointer wherever they come from, also the kernel */
	const unsigned long top = user_stack_pointer(regs);

	return top ? *(const unsigned long *)top : 0;
}

static enum hrtimer_restart bench_take_look(struct hrtimer *timer)
{
	struct pt_regs *regs = get_irq_regs();
	struct bench_look *look;

	if (regs && !user_mode(regs) && bench_look_count < BENCH_LOOKS) {
		look = &bench_looks[bench_look_count++];
		look->function = instruction_pointer(regs);
		look->caller = bench_stack_top(regs);
	}
	hrtimer_forward_now(timer, ns_to_ktime(BENCH_TICK));
	return HRTIMER_RESTART;
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
	bench_timer.function = bench_take_look;
	hrtimer_start(&bench_timer, ns_to_ktime(BENCH_TICK), HRTIMER_MODE_REL);
	while (count-- && !err) {
		err = bench_batch(set, lane, set->count[lane], &nanoseconds);
		cond_resched();
	}
	hrtimer_cancel(&bench_timer);
	return err;
}

/**
 * bench_profile_print - print what was seen, a line each time
 * @out: where
 *
 * Context: process, under bench_mutex.
 */
void bench_profile_print(struct seq_file *out)
{
	unsigned int i;

	for (i = 0; i < bench_look_count; i++)
		seq_printf(out, "%pS\t%pS\n", (void *)bench_looks[i].function,
			   (void *)bench_looks[i].caller);
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
