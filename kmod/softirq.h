/* SPDX-License-Identifier: GPL-2.0-only */
/* Softirqs off, where they are not off already, as in nearly every hook. */
#ifndef SIPMAP_SOFTIRQ_H
#define SIPMAP_SOFTIRQ_H

#include <linux/bottom_half.h>
#include <linux/preempt.h>

/**
 * sipmap_softirq_off - have one processor's data to ourselves
 *
 * Hooks of packets that come in, or are forwarded, run with softirqs off.
 * Turning them off once more is cheap, turning them on again is not.
 *
 * Context: any but hard interrupt.
 * Return: true where sipmap_softirq_on() has something to do.
 */
static inline bool sipmap_softirq_off(void)
{
	if (softirq_count())
		return false;
	local_bh_disable();
	return true;
}

/**
 * sipmap_softirq_on - let others have it
 * @off: what sipmap_softirq_off() gave
 *
 * Context: as it was then.
 */
static inline void sipmap_softirq_on(bool off)
{
	if (off)
		local_bh_enable();
}

#endif /* SIPMAP_SOFTIRQ_H */
