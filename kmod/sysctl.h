/* SPDX-License-Identifier: GPL-2.0-only */
/* The operator's settings, per network namespace: /proc/sys/net/sipmap/. */
#ifndef SIPMAP_SYSCTL_H
#define SIPMAP_SYSCTL_H

#include <linux/types.h>

struct ctl_table_header;
struct net;
struct sipmap_net;

#define SIPMAP_PORTS 65536

/**
 * enum sipmap_fallback - what is written where no public endpoint is known
 * @SIPMAP_FALLBACK_OUTSIDE: the outside endpoint, W
 * @SIPMAP_FALLBACK_NONE: nothing; the message goes on as the phone wrote it
 */
enum sipmap_fallback {
	SIPMAP_FALLBACK_OUTSIDE,
	SIPMAP_FALLBACK_NONE,
};

/**
 * struct sipmap_sysctl - settings of one network namespace
 * @header: registration of the table
 * @ports: bitmap of UDP ports on which SIP is looked for
 * @hold_ms: longest time that a message waits for P, ms
 * @media_ports: lowest and highest outside port that sipmap chooses
 * @register_max_expires: longest lease that phones are told of, s; 0: any
 * @call_timeout: seconds after the last message at which a call is forgotten
 * @max_bindings: limit of the namespace
 * @max_bindings_per_host: limit of one inside host
 * @max_calls: limit of the namespace
 * @max_calls_per_host: limit of one inside host
 * @enabled: hooks are registered
 * @via: enum sipmap_via_mode
 * @ice: add a candidate where a media description has some
 * @identity: rewrite own literals in From and To
 * @hairpin: bring media of two inside phones back inside
 * @fallback: enum sipmap_fallback
 * @warning: tell registrars the verdict about the NAT
 */
struct sipmap_sysctl {
	struct ctl_table_header *header;
	unsigned long *ports;
	u32 hold_ms;
	u32 media_ports[2];
	u32 register_max_expires;
	u32 call_timeout;
	u32 max_bindings;
	u32 max_bindings_per_host;
	u32 max_calls;
	u32 max_calls_per_host;
	u8 enabled;
	u8 via;
	u8 ice;
	u8 identity;
	u8 hairpin;
	u8 fallback;
	u8 warning;
};

int sipmap_sysctl_init(struct sipmap_net *sn);
void sipmap_sysctl_unregister(struct sipmap_net *sn);
void sipmap_sysctl_clean(struct sipmap_net *sn);

#endif /* SIPMAP_SYSCTL_H */
