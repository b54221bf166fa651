// SPDX-License-Identifier: GPL-2.0-or-later
/* Packets through the router, and the time it takes. */
#include <linux/if_ether.h>
#include <linux/ktime.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "bench.h"

/* a driver's buffer: half a page, as most have */
#define BENCH_BUFFER 1664
#define BENCH_HEADROOM 64
#define BENCH_BATCH_MAX 1024

struct bench_sample *bench_samples;
size_t bench_sample_count;

static struct sk_buff *bench_skb(const struct bench_packet *packet, u32 stamp)
{
	struct sk_buff *skb;
	char digits[9];

	skb = netdev_alloc_skb(packet->device, BENCH_BUFFER);
	if (!skb)
		return NULL;
	skb_reserve(skb, BENCH_HEADROOM + ETH_HLEN);
	skb_put_data(skb, packet->data, packet->length);
	if (packet->stamp) {
		snprintf(digits, sizeof(digits), "%08x", stamp);
		memcpy(skb->data + packet->stamp, digits, 8);
	}
	skb_reset_network_header(skb);
	skb_set_mac_header(skb, -ETH_HLEN);
	skb->mac_len = ETH_HLEN;
	skb->protocol = htons(ETH_P_IP);
	skb->pkt_type = PACKET_HOST;
	/* as a network card says that has checked it */
	skb->ip_summed = CHECKSUM_UNNECESSARY;
	return skb;
}

/**
 * bench_next - the next packet of a set, as a driver hands it over
 * @set: the set
 * @lane: in which lane; the set has packets there
 *
 * After the last one, the first comes again.
 *
 * Context: process; nobody else uses the set.
 * Return: the packet, or NULL where there is no memory.
 */
struct sk_buff *bench_next(struct bench_set *set, unsigned int lane)
{
	struct bench_packet *packet;

	packet = list_first_entry(&set->lane[lane], struct bench_packet, list);
	list_move_tail(&packet->list, &set->lane[lane]);
	set->stamp[lane] += packet->first;
	return bench_skb(packet, set->stamp[lane]);
}

static int bench_prepare(struct bench_set *set, unsigned int lane,
			 unsigned int batch, struct sk_buff_head *queue)
{
	struct sk_buff *skb;

	while (batch--) {
		skb = bench_next(set, lane);
		if (!skb)
			return -ENOMEM;
		__skb_queue_tail(queue, skb);
	}
	return 0;
}

/**
 * bench_batch - let packets of a set come in, and take the time
 * @set: the set
 * @lane: in which lane; the set has packets there
 * @batch: how many packets
 * @nanoseconds: set to the time until all of them have left
 *
 * Context: process, under bench_mutex.
 * Return: 0 or -ENOMEM.
 */
int bench_batch(struct bench_set *set, unsigned int lane, unsigned int batch,
		u64 *nanoseconds)
{
	struct sk_buff_head queue;
	struct sk_buff *skb;
	u64 begin;
	int err;

	__skb_queue_head_init(&queue);
	err = bench_prepare(set, lane, batch, &queue);
	if (err) {
		__skb_queue_purge(&queue);
		return err;
	}
	local_bh_disable();
	begin = ktime_get_ns();
	while ((skb = __skb_dequeue(&queue)))
		netif_receive_skb(skb);
	*nanoseconds = ktime_get_ns() - begin;
	local_bh_enable();
	return 0;
}

static int bench_one(struct bench_set *set, unsigned int lane,
		     unsigned int round, unsigned int batch)
{
	struct bench_sample *sample = &bench_samples[bench_sample_count];
	int err;

	err = bench_batch(set, lane, batch, &sample->nanoseconds);
	if (err)
		return err;
	sample->set = set;
	sample->round = round;
	sample->packets = batch;
	sample->lane = lane;
	bench_sample_count++;
	cond_resched();
	return 0;
}

/* One batch of each set in each lane; no lane is always the first. */
static int bench_round(unsigned int round, unsigned int batch)
{
	unsigned int used[BENCH_LANES], count, lane, i;
	struct bench_set *set;
	int err = 0;

	list_for_each_entry(set, &bench_sets, list) {
		count = 0;
		for (lane = 0; lane < BENCH_LANES; lane++)
			if (set->count[lane])
				used[count++] = lane;
		for (i = 0; i < count && !err; i++)
			err = bench_one(set, used[(i + round) % count], round,
					batch);
	}
	return err;
}

/**
 * bench_run - run all sets in all lanes, interleaved
 * @rounds: how often
 * @batch: packets of a set at a time
 *
 * Context: process, under bench_mutex.
 * Return: 0, -EINVAL, -ENOMEM, or -EINTR after a signal.
 */
int bench_run(unsigned int rounds, unsigned int batch)
{
	unsigned int round;
	int err = 0;

	if (!rounds || !batch || batch > BENCH_BATCH_MAX || rounds > 1000000)
		return -EINVAL;
	bench_samples_clear();
	bench_samples = vmalloc(array3_size(sizeof(*bench_samples), rounds,
					    list_count_nodes(&bench_sets) *
					    BENCH_LANES));
	if (!bench_samples)
		return -ENOMEM;
	for (round = 0; round < rounds && !err; round++) {
		if (signal_pending(current))
			err = -EINTR;
		else
			err = bench_round(round, batch);
	}
	return err;
}

/**
 * bench_samples_clear - forget what was measured
 *
 * Context: process, under bench_mutex.
 */
void bench_samples_clear(void)
{
	vfree(bench_samples);
	bench_samples = NULL;
	bench_sample_count = 0;
}
