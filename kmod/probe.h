/* SPDX-License-Identifier: GPL-2.0-only */
/* Probes that leave with W as their source, and the replies to them. */
#ifndef SIPMAP_PROBE_H
#define SIPMAP_PROBE_H

#include <linux/list.h>
#include <linux/spinlock.h>

#include "sip/endpoint.h"

struct net;
struct sk_buff;

/* type, length, magic cookie and 96-bit transaction id (RFC 8489 §5) */
#define SIPMAP_STUN_HEADER 20
#define SIPMAP_PROBE_PAYLOAD_MAX 512
#define SIPMAP_PROBES_MAX 16384
#define SIPMAP_PROBE_BUCKETS 256

/**
 * struct sipmap_probes - probes in flight in one network namespace
 * @lock: held for changes and lookups
 * @bucket: struct sipmap_probe, by transaction id
 * @count: how many there are; read without the lock
 */
struct sipmap_probes {
	spinlock_t lock;
	struct hlist_head bucket[SIPMAP_PROBE_BUCKETS];
	unsigned int count;
};

/**
 * struct sipmap_datagram - one datagram to be sent
 * @source: W
 * @destination: to whom
 * @ifindex: through which interface; 0 for whichever the route says
 * @payload: what
 * @length: bytes in @payload
 * @loose: the reply may come from anybody, and to any port of @source's
 *         address; the transaction id alone says what it answers
 */
struct sipmap_datagram {
	struct sipmap_endpoint source;
	struct sipmap_endpoint destination;
	int ifindex;
	const void *payload;
	size_t length;
	bool loose;
};

void sipmap_probes_init(struct sipmap_probes *probes);
void sipmap_probes_clean(struct sipmap_probes *probes);
void sipmap_probes_expire(struct sipmap_probes *probes);
int sipmap_probe_expect(struct sipmap_probes *probes,
			const struct sipmap_datagram *datagram);
bool sipmap_probe_caught(struct sipmap_probes *probes,
			 const struct sk_buff *skb);

/* probe_send.c */
int sipmap_probe_send(struct net *net,
		      const struct sipmap_datagram *datagram);

#endif /* SIPMAP_PROBE_H */
