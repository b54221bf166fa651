// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A module with one fault of each kind that the debug bed has to find. It is
 * loaded by tests/bed/verdict-test only, and the order matters: the first
 * report about locks switches lockdep off, as one about memory does.
 */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

static DEFINE_MUTEX(bed_first);
static DEFINE_MUTEX(bed_second);
static DEFINE_SPINLOCK(bed_spin);
static int __rcu *bed_pointer;

/* Kept out of sight of the compiler, which would see the faults coming. */
static noinline int bed_hidden(int value)
{
	OPTIMIZER_HIDE_VAR(value);
	return value;
}

static void bed_use_after_free(void)
{
	int *gone = kmalloc(64, GFP_KERNEL);

	if (!gone)
		return;
	kfree(gone);
	WRITE_ONCE(gone[bed_hidden(3)], 1);
}

static void bed_shift_too_far(void)
{
	pr_info("bed: %d\n", 1 << bed_hidden(40));
}

static void bed_sleep_in_atomic(void)
{
	spin_lock(&bed_spin);
	might_sleep();
	spin_unlock(&bed_spin);
}

static void bed_dereference_unprotected(void)
{
	rcu_dereference(bed_pointer);
}

/* Several blocks: a stale register or stack slot may still point to one. */
static noinline void bed_leak(void)
{
	int count;

	for (count = 0; count < 16; count++)
		if (!kmalloc(1234, GFP_KERNEL))
			return;
}

static void bed_lock_both(struct mutex *one, struct mutex *other)
{
	mutex_lock(one);
	mutex_lock(other);
	mutex_unlock(other);
	mutex_unlock(one);
}

static int __init bed_faulty_init(void)
{
	WARN(bed_hidden(1), "bed: a warning\n");
	bed_sleep_in_atomic();
	bed_dereference_unprotected();
	bed_lock_both(&bed_first, &bed_second);
	bed_lock_both(&bed_second, &bed_first);
	bed_shift_too_far();
	bed_use_after_free();
	bed_leak();
	return 0;
}

static void __exit bed_faulty_exit(void)
{
}

module_init(bed_faulty_init);
module_exit(bed_faulty_exit);
MODULE_DESCRIPTION("Faults for a test of the test bed");
MODULE_LICENSE("GPL");
