// SPDX-License-Identifier: GPL-2.0-only
/* How much each inside host has of a table, so that none takes it all. */
#include <linux/slab.h>

#include "host.h"

/**
 * struct sipmap_host - one inside host
 * @node: in the table
 * @rcu: for freeing
 * @address: its address; port 0
 * @count: how many it has
 */
struct sipmap_host {
	struct rhash_head node;
	struct rcu_head rcu;
	struct sipmap_endpoint address;
	unsigned int count;
};

static const struct rhashtable_params sipmap_host_params = {
	.head_offset = offsetof(struct sipmap_host, node),
	.key_offset = offsetof(struct sipmap_host, address),
	.key_len = sizeof(struct sipmap_endpoint),
	.automatic_shrinking = true,
};

static struct sipmap_host *
sipmap_host_find(struct sipmap_hosts *hosts,
		 const struct sipmap_endpoint *inside)
{
	struct sipmap_endpoint address = *inside;

	address.port = 0;
	return rhashtable_lookup_fast(&hosts->table, &address,
				      sipmap_host_params);
}

/**
 * sipmap_hosts_init - make the table
 * @hosts: to be filled in
 *
 * Context: may sleep.
 * Return: 0 or -errno.
 */
int sipmap_hosts_init(struct sipmap_hosts *hosts)
{
	return rhashtable_init(&hosts->table, &sipmap_host_params);
}

static void sipmap_host_free(void *host, void *unused)
{
	kfree(host);
}

/**
 * sipmap_hosts_clean - free the table and what is in it
 * @hosts: the table
 *
 * Context: may sleep; no packet uses the table any more.
 */
void sipmap_hosts_clean(struct sipmap_hosts *hosts)
{
	rhashtable_free_and_destroy(&hosts->table, sipmap_host_free, NULL);
}

/**
 * sipmap_host_charge - count one more of a host
 * @hosts: the table
 * @inside: any endpoint of the host
 * @limit: how many the host may have
 *
 * Context: under the lock of the table that is counted, softirq or process.
 * Return: 0, -EDQUOT over the limit, -ENOMEM.
 */
int sipmap_host_charge(struct sipmap_hosts *hosts,
		       const struct sipmap_endpoint *inside,
		       unsigned int limit)
{
	struct sipmap_host *host = sipmap_host_find(hosts, inside);
	int err;

	if (host) {
		if (host->count >= limit)
			return -EDQUOT;
		host->count++;
		return 0;
	}

	host = kzalloc(sizeof(*host), GFP_ATOMIC | __GFP_ACCOUNT);
	if (!host)
		return -ENOMEM;
	host->address = *inside;
	host->address.port = 0;
	host->count = 1;
	err = rhashtable_insert_fast(&hosts->table, &host->node,
				     sipmap_host_params);
	if (err)
		kfree(host);
	return err;
}

/**
 * sipmap_host_uncharge - one of a host is gone
 * @hosts: the table
 * @inside: any endpoint of the host
 *
 * Context: under the lock of the table that is counted, softirq or process.
 */
void sipmap_host_uncharge(struct sipmap_hosts *hosts,
			  const struct sipmap_endpoint *inside)
{
	struct sipmap_host *host = sipmap_host_find(hosts, inside);

	if (!host || --host->count)
		return;
	rhashtable_remove_fast(&hosts->table, &host->node, sipmap_host_params);
	kfree_rcu(host, rcu);
}
