// SPDX-License-Identifier: GPL-2.0-only
/* Packets for the tests: made from a payload, and looked at afterwards. */
#include <linux/ip.h>
#include <linux/udp.h>
#include <net/checksum.h>
#include <net/ip.h>

#include "packet.h"

#define SIPMAP_PACKET_HEADERS (sizeof(struct iphdr) + sizeof(struct udphdr))

static struct sk_buff *sipmap_packet_alloc(enum sipmap_packet_shape shape,
					   size_t length)
{
	/* what alloc_skb() rounds up to is room behind: fill it by reserving */
	struct sk_buff *skb;

	if (shape == SIPMAP_PACKET_PAGED)
		return alloc_skb_with_frags(SIPMAP_PACKET_HEADERS, length, 0,
					    &(int){ 0 }, GFP_KERNEL);
	skb = alloc_skb(SIPMAP_PACKET_HEADERS + length + 1024, GFP_KERNEL);
	if (skb && shape == SIPMAP_PACKET_TIGHT)
		skb_reserve(skb, skb_tailroom(skb) - SIPMAP_PACKET_HEADERS -
			    length);
	return skb;
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

/**
 * sipmap_packet_make - make a UDP packet over IPv4
 * @shape: how its bytes lie in memory
 * @payload: what it carries
 * @length: bytes of @payload
 * @checksum: with a UDP checksum
 *
 * Context: may sleep.
 * Return: the packet or NULL.
 */
struct sk_buff *sipmap_packet_make(enum sipmap_packet_shape shape,
				   const char *payload, size_t length,
				   bool checksum)
{
	struct sk_buff *skb = sipmap_packet_alloc(shape, length);

	if (!skb)
		return NULL;
	sipmap_packet_headers(skb, length);
	if (shape == SIPMAP_PACKET_PAGED) {
		skb->data_len = length;
		skb->len += length;
		if (skb_store_bits(skb, SIPMAP_PACKET_HEADERS, payload,
				   length)) {
			kfree_skb(skb);
			return NULL;
		}
	} else {
		skb_put_data(skb, payload, length);
	}
	if (checksum)
		udp_hdr(skb)->check = sipmap_packet_sum(skb);
	return skb;
}

/**
 * sipmap_packet_sound - do lengths and checksums of a packet fit?
 * @skb: the packet
 * @fault: set to what does not fit
 *
 * Context: any.
 * Return: true if they do.
 */
bool sipmap_packet_sound(const struct sk_buff *skb, const char **fault)
{
	const struct iphdr *ip = ip_hdr(skb);
	const struct udphdr *udp = (const void *)(ip + 1);

	*fault = NULL;
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
