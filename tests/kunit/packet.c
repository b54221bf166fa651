// SPDX-License-Identifier: GPL-2.0-only
/* Packets for the tests: made from a payload, and looked at afterwards. */
#include <linux/ip.h>
#include <linux/udp.h>
#include <net/checksum.h>
#include <net/ip.h>

#include "packet.h"

#define SIPMAP_PACKET_HEADERS (sizeof(struct iphdr) + sizeof(struct udphdr))

/* What a packet has behind the datagram, as Ethernet's padding */
#define SIPMAP_PACKET_PADDING 7

static struct sk_buff *sipmap_packet_alloc(enum sipmap_packet_shape shape,
					   size_t length)
{
	struct sk_buff *skb;

	if (shape == SIPMAP_PACKET_PAGED)
		return alloc_skb_with_frags(SIPMAP_PACKET_HEADERS, length, 0,
					    &(int){ 0 }, GFP_KERNEL);
	skb = alloc_skb(SIPMAP_PACKET_HEADERS + length + 1024, GFP_KERNEL);
	/* what alloc_skb() rounds up to is room behind: reserve it */
	if (skb && shape == SIPMAP_PACKET_TIGHT)
		skb_reserve(skb, skb_tailroom(skb) - SIPMAP_PACKET_HEADERS -
			    length);
	return skb;
}

/* The first third in the packet itself, the rest in two others */
static bool sipmap_packet_chain(struct sk_buff *skb, const char *payload,
				size_t length)
{
	struct sk_buff **place = &skb_shinfo(skb)->frag_list;
	size_t at = length / 3;
	int i;

	skb_put_data(skb, payload, at);
	for (i = 0; i < 2; i++) {
		size_t size = i ? length - at : length / 3;
		struct sk_buff *part = alloc_skb(size + 1, GFP_KERNEL);

		if (!part)
			return false;
		skb_put_data(part, payload + at, size);
		at += size;
		*place = part;
		place = &part->next;
		skb->len += size;
		skb->data_len += size;
		skb->truesize += part->truesize;
	}
	return true;
}

static bool sipmap_packet_fill(struct sk_buff *skb,
			       enum sipmap_packet_shape shape,
			       const char *payload, size_t length)
{
	switch (shape) {
	case SIPMAP_PACKET_PAGED:
		skb->data_len = length;
		skb->len += length;
		return !skb_store_bits(skb, SIPMAP_PACKET_HEADERS, payload,
				       length);
	case SIPMAP_PACKET_CHAINED:
		return sipmap_packet_chain(skb, payload, length);
	case SIPMAP_PACKET_PADDED:
		skb_put_data(skb, payload, length);
		memset(skb_put(skb, SIPMAP_PACKET_PADDING), '#',
		       SIPMAP_PACKET_PADDING);
		return true;
	default:
		skb_put_data(skb, payload, length);
		return true;
	}
}

static void sipmap_packet_headers(struct sk_buff *skb, size_t length)
{
	struct udphdr *udp;
	struct iphdr *ip;

	skb_reset_network_header(skb);
	ip = skb_put_zero(skb, sizeof(*ip));
	ip->version = 4;
	ip->ihl = 5;
	ip->ttl = 64;
	ip->protocol = IPPROTO_UDP;
	ip->frag_off = htons(IP_DF);
	ip->saddr = htonl(0xc0a8010a);
	ip->daddr = htonl(0xcb007119);
	ip->tot_len = htons(SIPMAP_PACKET_HEADERS + length);
	ip_send_check(ip);

	skb_set_transport_header(skb, sizeof(*ip));
	udp = skb_put_zero(skb, sizeof(*udp));
	udp->source = htons(5060);
	udp->dest = htons(5060);
	udp->len = htons(sizeof(*udp) + length);
}

static __sum16 sipmap_packet_sum(const struct sk_buff *skb)
{
	const struct iphdr *ip = ip_hdr(skb);
	size_t length = ntohs(udp_hdr(skb)->len);

	return csum_tcpudp_magic(ip->saddr, ip->daddr, length, IPPROTO_UDP,
				 skb_checksum(skb, sizeof(*ip), length, 0));
}

static void sipmap_packet_add_sum(struct sk_buff *skb,
				  enum sipmap_packet_sum sum)
{
	const struct iphdr *ip = ip_hdr(skb);
	struct udphdr *udp = udp_hdr(skb);

	if (sum == SIPMAP_PACKET_SUM)
		udp->check = sipmap_packet_sum(skb) ?: CSUM_MANGLED_0;
	if (sum != SIPMAP_PACKET_PARTIAL)
		return;
	skb->ip_summed = CHECKSUM_PARTIAL;
	skb->csum_start = skb_transport_header(skb) - skb->head;
	skb->csum_offset = offsetof(struct udphdr, check);
	udp->check = ~csum_tcpudp_magic(ip->saddr, ip->daddr, ntohs(udp->len),
					IPPROTO_UDP, 0);
}

/**
 * sipmap_packet_make - make a UDP packet over IPv4
 * @shape: how its bytes lie in memory
 * @payload: what it carries
 * @length: bytes of @payload
 * @sum: its UDP checksum
 *
 * Context: may sleep.
 * Return: the packet or NULL.
 */
struct sk_buff *sipmap_packet_make(enum sipmap_packet_shape shape,
				   const char *payload, size_t length,
				   enum sipmap_packet_sum sum)
{
	struct sk_buff *skb = sipmap_packet_alloc(shape, length);

	if (!skb)
		return NULL;
	sipmap_packet_headers(skb, length);
	if (!sipmap_packet_fill(skb, shape, payload, length)) {
		kfree_skb(skb);
		return NULL;
	}
	sipmap_packet_add_sum(skb, sum);
	return skb;
}

/**
 * sipmap_packet_holds - does a packet begin with this payload?
 * @skb: the packet, in any shape
 * @payload: what it should carry
 * @length: bytes of @payload
 *
 * Context: any.
 * Return: true if it does.
 */
bool sipmap_packet_holds(const struct sk_buff *skb, const char *payload,
			 size_t length)
{
	char piece[128];
	size_t at;

	if (skb->len < SIPMAP_PACKET_HEADERS + length)
		return false;
	for (at = 0; at < length; at += sizeof(piece)) {
		size_t size = min(sizeof(piece), length - at);

		if (skb_copy_bits(skb, SIPMAP_PACKET_HEADERS + at, piece,
				  size) ||
		    memcmp(piece, payload + at, size))
			return false;
	}
	return true;
}

/**
 * sipmap_packet_sound - do lengths and checksums of a packet fit?
 * @skb: the packet; a checksum that is left to the device is made complete
 * @fault: set to what does not fit
 *
 * Context: may sleep.
 * Return: true if they do.
 */
bool sipmap_packet_sound(struct sk_buff *skb, const char **fault)
{
	const struct iphdr *ip;
	const struct udphdr *udp;

	*fault = "checksum offload";
	if (skb->ip_summed == CHECKSUM_PARTIAL && skb_checksum_help(skb))
		return false;
	*fault = NULL;
	ip = ip_hdr(skb);
	udp = (const void *)(ip + 1);
	if (ntohs(ip->tot_len) != skb->len)
		*fault = "IP length";
	else if (ip_fast_csum(ip, ip->ihl))
		*fault = "IP checksum";
	else if (ntohs(udp->len) != skb->len - sizeof(*ip))
		*fault = "UDP length";
	else if (udp->check && sipmap_packet_sum(skb))
		*fault = "UDP checksum";
	return !*fault;
}
