// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The files in debugfs, folder sipmap_bench:
 *
 * packet   write one record each, see bench_packet_add()
 * run      write "ROUNDS BATCH"
 * samples  read: set, lane, round, packets, nanoseconds
 * show     write "LANE SET NUMBER", read the last packet as it leaves; ENODATA
 *          where not all of them do
 * offer    write "LANE SET RATE MILLISECONDS", read what became of it, see
 *          bench_offer_print()
 * cores    write "LANE MILLISECONDS SET SET", a set for each processor or "-",
 *          read a line for each, see bench_cores_print()
 * profile  write "LANE SET COUNT", read how often which function was seen
 * forget   write the name of a set: its packets go
 * clear    write anything: all packets and samples go
 */
#include <linux/debugfs.h>
#include <linux/if_ether.h>
#include <linux/module.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "bench.h"

#define BENCH_RECORD 2048

DEFINE_MUTEX(bench_mutex);

static struct dentry *bench_folder;
static char bench_shown[BENCH_SHOWN];
static size_t bench_shown_length;
static unsigned int bench_shown_count;

/* Sees what leaves last of all, when every hook is done with it. */
static int bench_capture(struct sk_buff *skb, struct net_device *device,
			 struct packet_type *type, struct net_device *origin)
{
	const int offset = skb_network_offset(skb);

	if (skb->pkt_type == PACKET_OUTGOING) {
		bench_shown_count++;
		bench_shown_length = min_t(size_t, skb->len - offset,
					   sizeof(bench_shown));
		if (skb_copy_bits(skb, offset, bench_shown, bench_shown_length))
			bench_shown_length = 0;
	}
	kfree_skb(skb);
	return 0;
}

static int bench_show(struct bench_set *set, unsigned int lane,
		      unsigned int count)
{
	struct packet_type tap = {
		.type = htons(ETH_P_ALL),
		.func = bench_capture,
	};
	u64 nanoseconds;
	int err;

	bench_shown_length = 0;
	bench_shown_count = 0;
	dev_add_pack(&tap);
	err = bench_batch(set, lane, count, &nanoseconds);
	dev_remove_pack(&tap);
	/* no router is fast because it loses packets */
	return err || bench_shown_count == count ? err : -ENODATA;
}

static int bench_do_packet(char *record, size_t length)
{
	return bench_packet_add(record, length);
}

static int bench_do_run(char *record, size_t length)
{
	unsigned int rounds, batch;

	if (sscanf(record, "%u %u", &rounds, &batch) != 2)
		return -EINVAL;
	return bench_run(rounds, batch);
}

static int bench_parse(const char *record, struct bench_set **set,
		       unsigned int *lane, unsigned int *count)
{
	char name[BENCH_NAME];

	if (sscanf(record, "%u %31s %u", lane, name, count) != 3 || !*count ||
	    *lane >= BENCH_LANES)
		return -EINVAL;
	*set = bench_set_find(name);
	return *set && (*set)->count[*lane] ? 0 : -ENOENT;
}

static int bench_do_show(char *record, size_t length)
{
	unsigned int lane, count;
	struct bench_set *set;
	int err;

	err = bench_parse(record, &set, &lane, &count);
	return err ? err : bench_show(set, lane, count);
}

static int bench_do_profile(char *record, size_t length)
{
	unsigned int lane, count;
	struct bench_set *set;
	int err;

	err = bench_parse(record, &set, &lane, &count);
	return err ? err : bench_profile(set, lane, count);
}

static int bench_do_offer(char *record, size_t length)
{
	unsigned int lane, rate, milliseconds;
	char name[BENCH_NAME];
	struct bench_set *set;

	if (sscanf(record, "%u %31s %u %u", &lane, name, &rate,
		   &milliseconds) != 4 || lane >= BENCH_LANES)
		return -EINVAL;
	set = bench_set_find(name);
	if (!set || !set->count[lane])
		return -ENOENT;
	return bench_offer(set, lane, rate, milliseconds);
}

static int bench_do_cores(char *record, size_t length)
{
	struct bench_set *sets[BENCH_CORES];
	char names[BENCH_CORES][BENCH_NAME];
	unsigned int lane, milliseconds, i;

	if (sscanf(record, "%u %u %31s %31s", &lane, &milliseconds, names[0],
		   names[1]) != 4 || lane >= BENCH_LANES)
		return -EINVAL;
	for (i = 0; i < BENCH_CORES; i++) {
		sets[i] = bench_set_find(names[i]);
		if (strcmp(names[i], "-") &&
		    (!sets[i] || !sets[i]->count[lane]))
			return -ENOENT;
	}
	return bench_cores(sets, lane, milliseconds);
}

static int bench_do_forget(char *record, size_t length)
{
	struct bench_set *set = bench_set_find(strim(record));

	if (!set)
		return -ENOENT;
	bench_samples_clear();
	bench_set_forget(set);
	return 0;
}

static int bench_do_clear(char *record, size_t length)
{
	bench_samples_clear();
	bench_offer_clear();
	bench_profile_clear();
	bench_sets_clear();
	return 0;
}

static int bench_print_samples(struct seq_file *out, void *unused)
{
	size_t i;

	mutex_lock(&bench_mutex);
	for (i = 0; i < bench_sample_count; i++) {
		const struct bench_sample *sample = &bench_samples[i];

		seq_printf(out, "%s %u %u %u %llu\n", sample->set->name,
			   sample->lane, sample->round, sample->packets,
			   sample->nanoseconds);
	}
	mutex_unlock(&bench_mutex);
	return 0;
}

static int bench_print_shown(struct seq_file *out, void *unused)
{
	mutex_lock(&bench_mutex);
	seq_write(out, bench_shown, bench_shown_length);
	mutex_unlock(&bench_mutex);
	return 0;
}

static int bench_print_offer(struct seq_file *out, void *unused)
{
	mutex_lock(&bench_mutex);
	bench_offer_print(out);
	mutex_unlock(&bench_mutex);
	return 0;
}

static int bench_print_cores(struct seq_file *out, void *unused)
{
	mutex_lock(&bench_mutex);
	bench_cores_print(out);
	mutex_unlock(&bench_mutex);
	return 0;
}

static int bench_print_profile(struct seq_file *out, void *unused)
{
	mutex_lock(&bench_mutex);
	bench_profile_print(out);
	mutex_unlock(&bench_mutex);
	return 0;
}

/**
 * struct bench_file - one file of the folder
 * @name: its name
 * @take: does what was written, under bench_mutex; NULL where nothing can be
 * @print: prints what there is to read; NULL where there is nothing
 */
struct bench_file {
	const char *name;
	int (*take)(char *record, size_t length);
	int (*print)(struct seq_file *out, void *unused);
};

static const struct bench_file bench_files[] = {
	{ "packet", bench_do_packet, NULL },
	{ "run", bench_do_run, NULL },
	{ "samples", NULL, bench_print_samples },
	{ "show", bench_do_show, bench_print_shown },
	{ "offer", bench_do_offer, bench_print_offer },
	{ "cores", bench_do_cores, bench_print_cores },
	{ "profile", bench_do_profile, bench_print_profile },
	{ "forget", bench_do_forget, NULL },
	{ "clear", bench_do_clear, NULL },
};

static int bench_open(struct inode *inode, struct file *file)
{
	const struct bench_file *which = inode->i_private;

	if (!which->print)
		return nonseekable_open(inode, file);
	return single_open(file, which->print, NULL);
}

static int bench_release(struct inode *inode, struct file *file)
{
	const struct bench_file *which = inode->i_private;

	return which->print ? single_release(inode, file) : 0;
}

static ssize_t bench_read(struct file *file, char __user *buffer, size_t length,
			  loff_t *position)
{
	const struct bench_file *which = file_inode(file)->i_private;

	return which->print ? seq_read(file, buffer, length, position) : 0;
}

static ssize_t bench_write(struct file *file, const char __user *buffer,
			   size_t length, loff_t *position)
{
	const struct bench_file *which = file_inode(file)->i_private;
	char *record;
	int err;

	if (!which->take || length > BENCH_RECORD)
		return -EINVAL;
	record = memdup_user_nul(buffer, length);
	if (IS_ERR(record))
		return PTR_ERR(record);
	mutex_lock(&bench_mutex);
	err = which->take(record, length);
	mutex_unlock(&bench_mutex);
	kfree(record);
	return err ? err : length;
}

static const struct file_operations bench_operations = {
	.owner = THIS_MODULE,
	.open = bench_open,
	.read = bench_read,
	.write = bench_write,
	.release = bench_release,
};

static int __init bench_init(void)
{
	size_t i;

	bench_folder = debugfs_create_dir("sipmap_bench", NULL);
	for (i = 0; i < ARRAY_SIZE(bench_files); i++)
		debugfs_create_file(bench_files[i].name, 0600, bench_folder,
				    (void *)&bench_files[i], &bench_operations);
	return PTR_ERR_OR_ZERO(bench_folder);
}

static void __exit bench_exit(void)
{
	debugfs_remove_recursive(bench_folder);
	bench_do_clear(NULL, 0);
}

module_init(bench_init);
module_exit(bench_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Replays prepared packets through a router, for sipmap");
