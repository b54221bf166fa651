// SPDX-License-Identifier: GPL-2.0-or-later
/* The prepared packets. */
#include <linux/nsproxy.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <net/net_namespace.h>

#include "bench.h"

LIST_HEAD(bench_sets);

/**
 * bench_set_find - find a set by its name
 * @name: the name
 *
 * Context: under bench_mutex.
 * Return: the set or NULL.
 */
struct bench_set *bench_set_find(const char *name)
{
	struct bench_set *set;

	list_for_each_entry(set, &bench_sets, list)
		if (!strcmp(set->name, name))
			return set;
	return NULL;
}

static struct bench_set *bench_set_get(const char *name)
{
	struct bench_set *set = bench_set_find(name);
	int lane;

	if (set)
		return set;
	set = kzalloc(sizeof(*set), GFP_KERNEL);
	if (!set)
		return NULL;
	strscpy(set->name, name, sizeof(set->name));
	for (lane = 0; lane < BENCH_LANES; lane++)
		INIT_LIST_HEAD(&set->lane[lane]);
	list_add_tail(&set->list, &bench_sets);
	return set;
}

/**
 * bench_packet_add - add a packet to a set
 * @record: "LANE SET INTERFACE STAMP FIRST" and a line feed, then the packet
 *          from its IP header on; a STAMP of 0 is none
 * @length: bytes in @record
 *
 * The interface is one of the caller's network namespace.
 *
 * Context: process, under bench_mutex.
 * Return: 0, -EINVAL where the record is malformed, -ENODEV where there is no
 * such interface, -ENOMEM.
 */
int bench_packet_add(const char *record, size_t length)
{
	const char *data = memchr(record, '\n', length);
	char interface[IFNAMSIZ], name[BENCH_NAME];
	struct bench_packet *packet;
	unsigned int lane, stamp, first;
	struct bench_set *set;

	if (!data || sscanf(record, "%u %31s %15s %u %u\n", &lane, name,
			    interface, &stamp, &first) != 5)
		return -EINVAL;
	data++;
	length -= data - record;
	if (lane >= BENCH_LANES || length < 28 || length > 1500 ||
	    stamp + 8 > length)
		return -EINVAL;
	packet = kzalloc(struct_size(packet, data, length), GFP_KERNEL);
	if (!packet)
		return -ENOMEM;
	packet->stamp = stamp;
	packet->first = first;
	packet->length = length;
	memcpy(packet->data, data, length);
	packet->device = dev_get_by_name(current->nsproxy->net_ns, interface);
	if (!packet->device) {
		kfree(packet);
		return -ENODEV;
	}
	set = bench_set_get(name);
	if (!set) {
		dev_put(packet->device);
		kfree(packet);
		return -ENOMEM;
	}
	list_add_tail(&packet->list, &set->lane[lane]);
	set->count[lane]++;
	return 0;
}

/**
 * bench_set_forget - forget the packets of a set
 * @set: the set; it is freed
 *
 * Context: process, under bench_mutex.
 */
void bench_set_forget(struct bench_set *set)
{
	struct bench_packet *packet, *next;
	int lane;

	for (lane = 0; lane < BENCH_LANES; lane++) {
		list_for_each_entry_safe(packet, next, &set->lane[lane], list) {
			dev_put(packet->device);
			kfree(packet);
		}
	}
	list_del(&set->list);
	kfree(set);
}

/**
 * bench_sets_clear - forget all packets
 *
 * Context: process, under bench_mutex.
 */
void bench_sets_clear(void)
{
	struct bench_set *set, *next;

	list_for_each_entry_safe(set, next, &bench_sets, list)
		bench_set_forget(set);
}
