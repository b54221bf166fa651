/* SPDX-License-Identifier: GPL-2.0-only */
/* How much each inside host has of a table, so that none takes it all. */
#ifndef SIPMAP_HOST_H
#define SIPMAP_HOST_H

#include <linux/rhashtable.h>

#include "sip/endpoint.h"

/**
 * struct sipmap_hosts - the inside hosts of one network namespace
 * @table: struct sipmap_host by address
 */
struct sipmap_hosts {
	struct rhashtable table;
};

int sipmap_hosts_init(struct sipmap_hosts *hosts);
void sipmap_hosts_clean(struct sipmap_hosts *hosts);
int sipmap_host_charge(struct sipmap_hosts *hosts,
		       const struct sipmap_endpoint *inside,
		       unsigned int limit);
void sipmap_host_uncharge(struct sipmap_hosts *hosts,
			  const struct sipmap_endpoint *inside);

#endif /* SIPMAP_HOST_H */
