// SPDX-License-Identifier: GPL-2.0-or-later
/* Packets on several processors at once. */
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/netdevice.h>
#include <linux/seq_file.h>

#include "bench.h"

#define BENCH_TURN 32
/* where packets are steered to another processor, so many may wait there */
#define BENCH_WAITING 64

/**
 * struct bench_worker - one processor's share
 * @set: what it lets in; NULL: it has nothing to do
 * @lane: in which lane
 * @duration: nanoseconds for which it does
 * @packets: how many it has let in
 * @nanoseconds: in which time
 * @err: 0 or -ENOMEM
 * @done: it has ended
 * @task: its thread
 */
struct bench_worker {
	struct bench_set *set;
	unsigned int lane;
	u64 duration;
	u64 packets;
	u64 nanoseconds;
	int err;
	struct completion done;
	struct task_struct *task;
};

static struct bench_worker bench_workers[BENCH_CORES];
/* workers that are not at the start yet */
static atomic_t bench_missing;

static void bench_wait_for_room(void)
{
	unsigned int cpu;

	for_each_online_cpu(cpu)
		while (skb_queue_len_lockless(&per_cpu(softnet_data,
						       cpu).input_pkt_queue) >
		       BENCH_WAITING)
			cond_resched();
}

static int bench_turn(struct bench_worker *worker)
{
	struct sk_buff *skb;
	unsigned int i;

	for (i = 0; i < BENCH_TURN; i++) {
		skb = bench_next(worker->set, worker->lane);
		if (!skb)
			return -ENOMEM;
		bench_wait_for_room();
		local_bh_disable();
		netif_receive_skb(skb);
		local_bh_enable();
	}
	worker->packets += BENCH_TURN;
	return 0;
}

static int bench_work(void *data)
{
	struct bench_worker *worker = data;
	u64 begin;

	atomic_dec(&bench_missing);
	while (atomic_read(&bench_missing))
		cond_resched();
	begin = ktime_get_ns();
	do {
		worker->err = bench_turn(worker);
		cond_resched();
		worker->nanoseconds = ktime_get_ns() - begin;
	} while (!worker->err && worker->nanoseconds < worker->duration);
	complete(&worker->done);
	return 0;
}

static int bench_worker_make(struct bench_worker *worker, unsigned int cpu)
{
	worker->task = kthread_create(bench_work, worker, "bench/%u", cpu);
	if (IS_ERR(worker->task))
		return PTR_ERR(worker->task);
	get_task_struct(worker->task);
	kthread_bind(worker->task, cpu);
	init_completion(&worker->done);
	return 0;
}

static void bench_worker_end(struct bench_worker *worker)
{
	kthread_stop(worker->task);
	put_task_struct(worker->task);
}

/* All are made, or none. */
static int bench_workers_make(void)
{
	unsigned int i;
	int err = 0;

	for (i = 0; i < BENCH_CORES && !err; i++)
		if (bench_workers[i].set)
			err = bench_worker_make(&bench_workers[i], i);
	if (!err)
		return 0;
	/* the last one is that which could not be made */
	for (i--; i-- > 0;)
		if (bench_workers[i].set)
			bench_worker_end(&bench_workers[i]);
	return err;
}

/**
 * bench_cores - let packets in on several processors at once
 * @sets: for each processor what it lets in, or NULL
 * @lane: in which lane; the sets have packets there
 * @milliseconds: for how long
 *
 * Context: process, under bench_mutex.
 * Return: 0, -EINVAL where there is no such processor, or it would take too
 * long, -ENOMEM.
 */
int bench_cores(struct bench_set *const sets[], unsigned int lane,
		unsigned int milliseconds)
{
	struct bench_worker *worker;
	unsigned int i, count = 0;
	int err;

	for (i = 0; i < BENCH_CORES; i++) {
		bench_workers[i] = (struct bench_worker) {
			.set = sets[i],
			.lane = lane,
			.duration = (u64)milliseconds * NSEC_PER_MSEC,
		};
		if (sets[i] && !cpu_online(i))
			return -EINVAL;
		count += sets[i] ? 1 : 0;
	}
	if (!milliseconds || milliseconds > 60000)
		return -EINVAL;
	atomic_set(&bench_missing, count);
	err = bench_workers_make();
	if (err)
		return err;
	for (i = 0; i < BENCH_CORES; i++)
		if (bench_workers[i].set)
			wake_up_process(bench_workers[i].task);
	for (i = 0; i < BENCH_CORES; i++) {
		worker = &bench_workers[i];
		if (!worker->set)
			continue;
		wait_for_completion(&worker->done);
		bench_worker_end(worker);
		err = err ?: worker->err;
	}
	return err;
}

/**
 * bench_cores_print - print what each processor has done
 * @out: where
 *
 * A line for each: packets and nanoseconds, 0 where it had nothing to do.
 *
 * Context: process, under bench_mutex.
 */
void bench_cores_print(struct seq_file *out)
{
	unsigned int i;

	for (i = 0; i < BENCH_CORES; i++)
		seq_printf(out, "%llu %llu\n", bench_workers[i].packets,
			   bench_workers[i].nanoseconds);
}
