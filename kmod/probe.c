// SPDX-License-Identifier: GPL-2.0-only
/* Probes in flight, and the replies to them. */
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/jhash.h>
#include <linux/jiffies.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/udp.h>
#include <net/ip.h>

#include "pkt.h"
#include "probe.h"

/* longer than a STUN request is sent again (RFC 8489 §6.2.1) */
#define SIPMAP_PROBE_LIFETIME (40 * HZ)
/* once it was answered, answers to what was sent again may still come */
#define SIPMAP_PROBE_ANSWERED (3 * HZ)
#define SIPMAP_STUN_TRANSACTION_OFFSET 8
#define SIPMAP_STUN_TRANSACTION_SIZE 12

/**
 * struct sipmap_probe - one STUN request that may be answered
 * @node: in its bucket
 * @source: W
 * @destination: the server
 * @expires: jiffies
 * @transaction: id of the STUN transaction
 * @loose: whoever sends the reply, and to whichever port of W's address
 */
struct sipmap_probe {
	struct hlist_node node;
	struct sipmap_endpoint source;
	struct sipmap_endpoint destination;
	unsigned long expires;
	u8 transaction[SIPMAP_STUN_TRANSACTION_SIZE];
	bool loose;
};

static struct hlist_head *sipmap_probe_bucket(struct sipmap_probes *probes,
					      const u8 *transaction)
{
	/* the id is random already */
	u32 hash = jhash(transaction, SIPMAP_STUN_TRANSACTION_SIZE, 0);

	return &probes->bucket[hash % SIPMAP_PROBE_BUCKETS];
}

/**
 * sipmap_probes_init - make an empty table
 * @probes: to be filled in
 *
 * Context: any.
 */
void sipmap_probes_init(struct sipmap_probes *probes)
{
	unsigned int i;

	spin_lock_init(&probes->lock);
	for (i = 0; i < SIPMAP_PROBE_BUCKETS; i++)
		INIT_HLIST_HEAD(&probes->bucket[i]);
	probes->count = 0;
}

static void sipmap_probes_remove(struct sipmap_probes *probes, bool all)
{
	struct sipmap_probe *probe;
	struct hlist_node *next;
	unsigned int i;

	for (i = 0; i < SIPMAP_PROBE_BUCKETS; i++) {
		spin_lock_bh(&probes->lock);
		hlist_for_each_entry_safe(probe, next, &probes->bucket[i],
					  node) {
			if (!all && time_before(jiffies, probe->expires))
				continue;
			hlist_del(&probe->node);
			WRITE_ONCE(probes->count, probes->count - 1);
			kfree(probe);
		}
		spin_unlock_bh(&probes->lock);
	}
}

/**
 * sipmap_probes_clean - forget all probes
 * @probes: the table
 *
 * Context: any but hard interrupt.
 */
void sipmap_probes_clean(struct sipmap_probes *probes)
{
	sipmap_probes_remove(probes, true);
}

/**
 * sipmap_probes_expire - forget probes that nobody will answer any more
 * @probes: the table
 *
 * Context: process; takes the table's lock, bucket by bucket.
 */
void sipmap_probes_expire(struct sipmap_probes *probes)
{
	if (READ_ONCE(probes->count))
		sipmap_probes_remove(probes, false);
}

static struct sipmap_probe *sipmap_probe_find(struct sipmap_probes *probes,
					      const u8 *transaction)
{
	struct sipmap_probe *probe;

	hlist_for_each_entry(probe, sipmap_probe_bucket(probes, transaction),
			     node)
		if (!memcmp(probe->transaction, transaction,
			    SIPMAP_STUN_TRANSACTION_SIZE))
			return probe;
	return NULL;
}

/**
 * sipmap_probe_expect - say that a reply to a STUN request is to be caught
 * @probes: the table
 * @datagram: the request; a retransmission is expected only once
 *
 * Context: any but hard interrupt; takes the table's lock.
 * Return: 0, -EINVAL where the payload is no STUN message, -ENOSPC where too
 * many are in flight, -ENOMEM.
 */
int sipmap_probe_expect(struct sipmap_probes *probes,
			const struct sipmap_datagram *datagram)
{
	const u8 *transaction = datagram->payload;
	struct sipmap_probe *probe, *old;
	int err = 0;

	if (datagram->length < SIPMAP_STUN_HEADER)
		return -EINVAL;
	transaction += SIPMAP_STUN_TRANSACTION_OFFSET;

	probe = kzalloc(sizeof(*probe), GFP_ATOMIC | __GFP_ACCOUNT);
	if (!probe)
		return -ENOMEM;
	probe->source = datagram->source;
	probe->destination = datagram->destination;
	probe->loose = datagram->loose;
	probe->expires = jiffies + SIPMAP_PROBE_LIFETIME;
	memcpy(probe->transaction, transaction, SIPMAP_STUN_TRANSACTION_SIZE);

	spin_lock_bh(&probes->lock);
	old = sipmap_probe_find(probes, transaction);
	if (old)
		old->expires = probe->expires;
	else if (probes->count >= SIPMAP_PROBES_MAX)
		err = -ENOSPC;
	if (!old && !err) {
		hlist_add_head(&probe->node,
			       sipmap_probe_bucket(probes, transaction));
		WRITE_ONCE(probes->count, probes->count + 1);
		probe = NULL;
	}
	spin_unlock_bh(&probes->lock);
	kfree(probe);
	return err;
}

static bool sipmap_probe_matches(const struct sipmap_probe *probe,
				 const struct sipmap_endpoint *from,
				 const struct sipmap_endpoint *to)
{
	if (probe->loose)
		return sipmap_endpoint_same_address(&probe->source, to);
	return sipmap_endpoint_equal(&probe->destination, from) &&
	       sipmap_endpoint_equal(&probe->source, to);
}

/* Who sends a packet to whom, but for the ports; 0 where it is no UDP. */
static unsigned int sipmap_probe_addresses(const struct sk_buff *skb,
					   struct sipmap_endpoint *from,
					   struct sipmap_endpoint *to)
{
	const struct ipv6hdr *ipv6 = ipv6_hdr(skb);
	const struct iphdr *ip = ip_hdr(skb);

	if (ip->version != 4) {
		from->family = SIPMAP_FAMILY_IPV6;
		memcpy(from->address, &ipv6->saddr, 16);
		to->family = SIPMAP_FAMILY_IPV6;
		memcpy(to->address, &ipv6->daddr, 16);
		return sipmap_pkt_ipv6_udp(skb);
	}
	if (ip->protocol != IPPROTO_UDP || ip_is_fragment(ip))
		return 0;
	from->family = SIPMAP_FAMILY_IPV4;
	memcpy(from->address, &ip->saddr, 4);
	to->family = SIPMAP_FAMILY_IPV4;
	memcpy(to->address, &ip->daddr, 4);
	return ip->ihl * 4;
}

/**
 * sipmap_probe_caught - is this packet the reply to a probe?
 * @probes: the table
 * @skb: any packet over IP
 *
 * It is where source, destination and transaction id are those of a request
 * in flight; of a loose one, W's address and the transaction id. A second
 * reply is one too: it must not reach anybody else.
 *
 * Context: softirq; takes the table's lock where the packet looks like STUN.
 * Return: true if it is.
 */
bool sipmap_probe_caught(struct sipmap_probes *probes,
			 const struct sk_buff *skb)
{
	struct {
		struct udphdr udp;
		u8 stun[SIPMAP_STUN_HEADER];
	} buffer;
	struct sipmap_endpoint from = {}, to = {};
	struct sipmap_probe *probe;
	const typeof(buffer) *head;
	unsigned int offset;
	bool caught = false;

	offset = sipmap_probe_addresses(skb, &from, &to);
	if (!offset)
		return false;
	head = skb_header_pointer(skb, skb_network_offset(skb) + offset,
				  sizeof(buffer), &buffer);
	/* the two highest bits of a STUN message are zero (RFC 8489 §5) */
	if (!head || head->stun[0] & 0xc0)
		return false;

	from.port = ntohs(head->udp.source);
	to.port = ntohs(head->udp.dest);

	spin_lock_bh(&probes->lock);
	probe = sipmap_probe_find(probes, head->stun +
				  SIPMAP_STUN_TRANSACTION_OFFSET);
	if (probe)
		caught = sipmap_probe_matches(probe, &from, &to);
	/* what is over is not to fill the table for long */
	if (caught && time_before(jiffies + SIPMAP_PROBE_ANSWERED,
				  probe->expires))
		probe->expires = jiffies + SIPMAP_PROBE_ANSWERED;
	spin_unlock_bh(&probes->lock);
	return caught;
}
