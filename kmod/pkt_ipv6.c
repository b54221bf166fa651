// SPDX-License-Identifier: GPL-2.0-only
/* What is different in a packet over IPv6: headers, length, checksum. */
#include <linux/in6.h>
#include <linux/ipv6.h>
#include <linux/skbuff.h>
#include <linux/udp.h>
#include <net/ip6_checksum.h>
#include <net/ipv6.h>

#include "pkt.h"

static bool sipmap_pkt_ipv6_has(const struct sk_buff *skb, int header)
{
	unsigned int offset = 0;

	return ipv6_find_hdr(skb, &offset, header, NULL, NULL) >= 0;
}

/**
 * sipmap_pkt_ipv6_udp - find the UDP header of a packet over IPv6
 * @skb: the packet, at its network header
 *
 * Extension headers may stand before it (RFC 8200 section 4). Behind a routing
 * header the checksum is that of another destination, and an authentication
 * header covers what an edit would change; such a packet, and a fragment, is
 * taken for one without UDP.
 *
 * Context: any.
 * Return: bytes from the network header to the UDP header; 0 where there is
 * none.
 */
unsigned int sipmap_pkt_ipv6_udp(const struct sk_buff *skb)
{
	const int start = skb_network_offset(skb);
	u8 next = ipv6_hdr(skb)->nexthdr;
	__be16 fragment;
	int offset;

	if (next == IPPROTO_UDP)
		return sizeof(struct ipv6hdr);
	if (!ipv6_ext_hdr(next))
		return 0;
	offset = ipv6_skip_exthdr(skb, start + sizeof(struct ipv6hdr), &next,
				  &fragment);
	if (offset < 0 || next != IPPROTO_UDP || fragment ||
	    sipmap_pkt_ipv6_has(skb, NEXTHDR_ROUTING) ||
	    sipmap_pkt_ipv6_has(skb, NEXTHDR_AUTH))
		return 0;
	return offset - start;
}

/**
 * sipmap_pkt_ipv6_fits - may the payload of a packet change by so much?
 * @skb: the packet
 * @delta: bytes by which it grows, or shrinks where negative
 *
 * Context: any.
 * Return: true if its length can still be written.
 */
bool sipmap_pkt_ipv6_fits(const struct sk_buff *skb, int delta)
{
	return ntohs(ipv6_hdr(skb)->payload_len) + delta <= U16_MAX;
}

/**
 * sipmap_pkt_ipv6_resize - write the length of a packet
 * @skb: the packet, whose payload has been edited; writable
 * @grown: it is longer than before
 * @mtu: longest packet that may leave in one piece; 0 where it is not known yet
 *
 * Only who sends a packet may make fragments of it (RFC 8200 section 5), but
 * what outgrows the MTU here is ours: its sender, told to send less, could do
 * nothing about it. An MTU that its own packet did not fit into was answered
 * before, with Packet Too Big.
 *
 * Context: any.
 */
void sipmap_pkt_ipv6_resize(struct sk_buff *skb, bool grown, unsigned int mtu)
{
	const unsigned int length = skb->len - skb_network_offset(skb);

	ipv6_hdr(skb)->payload_len = htons(length - sizeof(struct ipv6hdr));
	if (grown && length > mtu)
		skb->ignore_df = 1;
}

/**
 * sipmap_pkt_ipv6_sum - what a device needs to complete the checksum
 * @skb: the packet
 * @udp: its UDP header, with the length that it now has
 *
 * Context: any.
 * Return: the sum of the pseudo header (RFC 8200 section 8.1).
 */
__sum16 sipmap_pkt_ipv6_sum(const struct sk_buff *skb, const struct udphdr *udp)
{
	const struct ipv6hdr *ip = ipv6_hdr(skb);

	return ~csum_ipv6_magic(&ip->saddr, &ip->daddr, ntohs(udp->len),
				IPPROTO_UDP, 0);
}
