// SPDX-License-Identifier: GPL-2.0-only
/* Edits in a packet: payload, lengths and checksums, all at once. */
#include <linux/ip.h>
#include <linux/skbuff.h>
#include <linux/udp.h>
#include <net/checksum.h>
#include <net/ip.h>

#include "pkt.h"

static bool sipmap_pkt_is_ipv4(const struct sk_buff *skb)
{
	return likely(ip_hdr(skb)->version == 4);
}

/**
 * sipmap_pkt_payload - find the payload of a UDP packet
 * @skb: the packet; made linear
 * @data: set to the payload
 * @length: set to its length, as the UDP header has it
 *
 * Context: softirq. Pointers into the packet taken before are stale.
 * Return: 0, -ENOMEM where it could not be made linear, -EBADMSG where lengths
 * do not fit.
 */
int sipmap_pkt_payload(struct sk_buff *skb, const char **data, u16 *length)
{
	const bool ipv4 = sipmap_pkt_is_ipv4(skb);
	const struct udphdr *udp;
	unsigned int offset;

	if (skb_linearize(skb))
		return -ENOMEM;
	offset = ipv4 ? ip_hdrlen(skb) : sipmap_pkt_ipv6_udp(skb);
	if (!offset)
		return -EBADMSG;
	offset += skb_network_offset(skb);
	if (skb->len < offset + sizeof(*udp))
		return -EBADMSG;
	udp = (const struct udphdr *)(skb->data + offset);
	if (ntohs(udp->len) < sizeof(*udp) ||
	    ntohs(udp->len) > skb->len - offset)
		return -EBADMSG;
	/* over IPv6 it is a fault to have none (RFC 8200 section 8.1) */
	if (!ipv4 && !udp->check)
		return -EBADMSG;
	*data = (const char *)(udp + 1);
	*length = ntohs(udp->len) - sizeof(*udp);
	return 0;
}

static int sipmap_pkt_make_room(struct sk_buff *skb, unsigned int room)
{
	unsigned int tailroom;
	int err;

	err = skb_ensure_writable(skb, skb->len);
	if (err)
		return err;
	tailroom = skb_tailroom(skb);
	if (room <= tailroom)
		return 0;
	return pskb_expand_head(skb, 0, room - tailroom, GFP_ATOMIC);
}

/*
 * The checksum is left to the device, or to the kernel where the device cannot
 * do it: what came in was checked before conntrack had it, or is our own.
 */
static void sipmap_pkt_checksum(struct sk_buff *skb, struct udphdr *udp)
{
	const struct iphdr *ip = ip_hdr(skb);

	if (skb->ip_summed != CHECKSUM_PARTIAL) {
		skb->ip_summed = CHECKSUM_NONE;
		/* a sender that wrote no checksum gets none (RFC 768) */
		if (!udp->check)
			return;
		skb->ip_summed = CHECKSUM_PARTIAL;
		skb->csum_start = (unsigned char *)udp - skb->head;
		skb->csum_offset = offsetof(struct udphdr, check);
	}
	if (sipmap_pkt_is_ipv4(skb))
		udp->check = ~csum_tcpudp_magic(ip->saddr, ip->daddr,
						ntohs(udp->len), IPPROTO_UDP,
						0);
	else
		udp->check = sipmap_pkt_ipv6_sum(skb, udp);
}

/* A message that we made longer than the MTU must leave in fragments. */
static void sipmap_pkt_allow_fragments(struct sk_buff *skb, struct iphdr *ip,
				       struct net *net)
{
	if (!(ip->frag_off & htons(IP_DF)))
		return;
	ip->frag_off &= ~htons(IP_DF);
	if (!ip->id)
		__ip_select_ident(net, ip, 1);
	skb->ignore_df = 1;
}

static void sipmap_pkt_resize(struct sk_buff *skb, bool grown, struct net *net,
			      unsigned int mtu)
{
	const unsigned int length = skb->len - skb_network_offset(skb);
	struct iphdr *ip = ip_hdr(skb);

	if (ip->tot_len == htons(length))
		return;
	ip->tot_len = htons(length);
	if (grown && length > mtu)
		sipmap_pkt_allow_fragments(skb, ip, net);
	ip_send_check(ip);
}

/**
 * sipmap_pkt_edit - put edits into a UDP packet
 * @skb: the packet; sipmap_pkt_payload() has looked at it
 * @edits: what to replace; offsets count from the start of the payload
 * @net: the namespace, for an identification where there is none
 * @mtu: longest packet that may leave in one piece; 0 where it is not known yet
 *
 * Everything is done, or nothing. Pointers into the packet taken before are
 * stale.
 *
 * Context: softirq.
 * Return: 0, -EMSGSIZE where the message would be too long for UDP, -ENOMEM,
 * -EINVAL where the edits were made for another message.
 */
int sipmap_pkt_edit(struct sk_buff *skb, const struct sipmap_edits *edits,
		    struct net *net, unsigned int mtu)
{
	const bool ipv4 = sipmap_pkt_is_ipv4(skb);
	const unsigned int lead = sipmap_edits_lead(edits);
	struct udphdr *udp;
	unsigned int start;
	u16 length;

	if (!edits->count)
		return 0;
	if (ipv4 ? ntohs(ip_hdr(skb)->tot_len) + edits->delta > U16_MAX :
		   !sipmap_pkt_ipv6_fits(skb, edits->delta))
		return -EMSGSIZE;
	start = skb_network_offset(skb) +
		(ipv4 ? ip_hdrlen(skb) : sipmap_pkt_ipv6_udp(skb));
	if (sipmap_pkt_make_room(skb, lead))
		return -ENOMEM;

	udp = (struct udphdr *)(skb->data + start);
	length = ntohs(udp->len) - sizeof(*udp);
	/* what follows the datagram in the packet is padding */
	__skb_trim(skb, start + sizeof(*udp) + length);
	if (!sipmap_edits_apply_in_place(edits, (char *)(udp + 1), length,
					 length + lead))
		return -EINVAL;
	if (edits->delta > 0)
		__skb_put(skb, edits->delta);
	else
		__skb_trim(skb, skb->len + edits->delta);

	udp->len = htons(ntohs(udp->len) + edits->delta);
	if (ipv4)
		sipmap_pkt_resize(skb, edits->delta > 0, net, mtu);
	else
		sipmap_pkt_ipv6_resize(skb, edits->delta > 0, mtu);
	sipmap_pkt_checksum(skb, udp);
	return 0;
}
