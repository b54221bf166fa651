/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Prepared packets, and the time that a router takes for them.
 *
 * A lane is one way to set a router up, in a network namespace of its own. A
 * set is one kind of traffic; it has packets in each lane. All of it is used
 * under bench_mutex; while bench_cores() runs, a set by one processor alone.
 */
#ifndef BENCH_H
#define BENCH_H

#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>

#define BENCH_LANES 6
#define BENCH_NAME 32
#define BENCH_CORES 2
#define BENCH_SHOWN 4096

/**
 * struct bench_packet - one prepared packet
 * @list: in its set's list of its lane
 * @device: where it comes in
 * @stamp: where in it eight digits are replaced each time, so that it is of
 *         another call; 0: nowhere
 * @first: it is the first one of another call
 * @length: bytes in @data
 * @data: from the IP header on
 */
struct bench_packet {
	struct list_head list;
	struct net_device *device;
	unsigned int stamp;
	bool first;
	unsigned int length;
	u8 data[];
};

/**
 * struct bench_set - one kind of traffic
 * @list: in bench_sets
 * @name: what it is called
 * @lane: packets in each lane
 * @count: how many there are in each lane
 * @stamp: number of the call in each lane
 */
struct bench_set {
	struct list_head list;
	char name[BENCH_NAME];
	struct list_head lane[BENCH_LANES];
	unsigned int count[BENCH_LANES];
	u32 stamp[BENCH_LANES];
};

/**
 * struct bench_sample - the time of one batch
 * @set: of which set
 * @nanoseconds: for all packets of the batch
 * @round: in which round
 * @packets: how many packets
 * @lane: in which lane
 */
struct bench_sample {
	const struct bench_set *set;
	u64 nanoseconds;
	u32 round;
	u32 packets;
	u32 lane;
};

extern struct mutex bench_mutex;
extern struct list_head bench_sets;

/* set.c */
int bench_packet_add(const char *record, size_t length);
struct bench_set *bench_set_find(const char *name);
void bench_set_forget(struct bench_set *set);
void bench_sets_clear(void);

/* replay.c */
extern struct bench_sample *bench_samples;
extern size_t bench_sample_count;
struct sk_buff *bench_next(struct bench_set *set, unsigned int lane);
int bench_run(unsigned int rounds, unsigned int batch);
int bench_batch(struct bench_set *set, unsigned int lane, unsigned int batch,
		u64 *nanoseconds);
void bench_samples_clear(void);

/* load.c */
struct seq_file;
int bench_offer(struct bench_set *set, unsigned int lane, unsigned int rate,
		unsigned int milliseconds);
void bench_offer_print(struct seq_file *out);
void bench_offer_clear(void);

/* cores.c */
int bench_cores(struct bench_set *const sets[], unsigned int lane,
		unsigned int milliseconds);
void bench_cores_print(struct seq_file *out);

/* profile.c */
int bench_profile(struct bench_set *set, unsigned int lane, unsigned int count);
void bench_profile_print(struct seq_file *out);
void bench_profile_clear(void);

#endif /* BENCH_H */
