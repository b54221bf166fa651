// SPDX-License-Identifier: GPL-2.0-only
/* Packets over IPv6 for the tests: made of those over IPv4. */
#include <linux/ip.h>
#include <linux/udp.h>
#include <net/ip6_checksum.h>

#include "packet_ipv6.h"

static void sipmap_packet_ipv6_header(struct sk_buff *skb,
				      const struct sipmap_packet_chain *chain,
				      size_t length)
{
	struct ipv6hdr *ip;

	memcpy(skb_push(skb, chain->length), chain->bytes, chain->length);
	ip = skb_push(skb, sizeof(*ip));
	skb_reset_network_header(skb);
	memset(ip, 0, sizeof(*ip));
	ip->version = 6;
	ip->hop_limit = 64;
	ip->nexthdr = chain->first;
	ip->payload_len = htons(chain->length + sizeof(struct udphdr) + length);
	ip->saddr.s6_addr32[0] = htonl(0x20010db8);
	ip->saddr.s6_addr32[3] = htonl(0x10);
	ip->daddr.s6_addr32[0] = htonl(0x20010db8);
	ip->daddr.s6_addr32[3] = htonl(0x25);
	skb->protocol = htons(ETH_P_IPV6);
}

/* The sum of pseudo header and datagram: 0 where its checksum is right */
static __sum16 sipmap_packet_ipv6_sum(const struct sk_buff *skb)
{
	const int start = skb_transport_offset(skb);
	const struct ipv6hdr *ip = ipv6_hdr(skb);
	size_t length = ntohs(udp_hdr(skb)->len);

	return csum_ipv6_magic(&ip->saddr, &ip->daddr, length, IPPROTO_UDP,
			       skb_checksum(skb, start, length, 0));
}

/**
 * sipmap_packet_make_ipv6 - make a UDP packet over IPv6
 * @shape: how its bytes lie in memory
 * @chain: extension headers
 * @payload: what it carries
 * @length: bytes of @payload
 * @sum: its UDP checksum
 *
 * Context: may sleep.
 * Return: the packet or NULL.
 */
struct sk_buff *
sipmap_packet_make_ipv6(enum sipmap_packet_shape shape,
			const struct sipmap_packet_chain *chain,
			const char *payload, size_t length,
			enum sipmap_packet_sum sum)
{
	const size_t head = sizeof(struct ipv6hdr) + chain->length;
	struct udphdr *udp;
	struct sk_buff *skb;

	skb = sipmap_packet_make(shape, payload, length, SIPMAP_PACKET_NO_SUM);
	if (!skb)
		return NULL;
	if (pskb_expand_head(skb, head, 0, GFP_KERNEL)) {
		kfree_skb(skb);
		return NULL;
	}
	skb_pull(skb, sizeof(struct iphdr));
	sipmap_packet_ipv6_header(skb, chain, length);
	udp = udp_hdr(skb);
	if (sum == SIPMAP_PACKET_SUM)
		udp->check = sipmap_packet_ipv6_sum(skb) ?: CSUM_MANGLED_0;
	if (sum == SIPMAP_PACKET_PARTIAL) {
		skb->ip_summed = CHECKSUM_PARTIAL;
		skb->csum_start = skb_transport_header(skb) - skb->head;
		skb->csum_offset = offsetof(struct udphdr, check);
		udp->check = ~csum_ipv6_magic(&ipv6_hdr(skb)->saddr,
					      &ipv6_hdr(skb)->daddr,
					      ntohs(udp->len), IPPROTO_UDP, 0);
	}
	return skb;
}

/**
 * sipmap_packet_sound_ipv6 - do lengths and checksum of a packet fit?
 * @skb: the packet; a checksum that is left to the device is made complete
 * @fault: set to what does not fit
 *
 * Context: may sleep.
 * Return: true if they do.
 */
bool sipmap_packet_sound_ipv6(struct sk_buff *skb, const char **fault)
{
	*fault = "checksum offload";
	if (skb->ip_summed == CHECKSUM_PARTIAL && skb_checksum_help(skb))
		return false;
	*fault = NULL;
	if (ntohs(ipv6_hdr(skb)->payload_len) !=
	    skb->len - sizeof(struct ipv6hdr))
		*fault = "IPv6 length";
	else if (ntohs(udp_hdr(skb)->len) !=
		 skb->len - skb_transport_offset(skb))
		*fault = "UDP length";
	else if (!udp_hdr(skb)->check || sipmap_packet_ipv6_sum(skb))
		*fault = "UDP checksum";
	return !*fault;
}
