// SPDX-License-Identifier: GPL-2.0-only
/* Edits in a packet: payload, lengths and checksums, all at once. */
#include <linux/ip.h>
#include <linux/skbuff.h>
#include <linux/udp.h>
#include <net/checksum.h>
#include <net/ip.h>

#include "pkt.h"

/**
 * sipmap_pkt_payload - find the payload of a UDP packet over IPv4
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
	const struct udphdr *udp;
	unsigned int offset;

	if (skb_linearize(skb))
		return -ENOMEM;
	offset = skb_network_offset(skb) + ip_hdrlen(skb);
	if (skb->len < offset + sizeof(*udp))
		return -EBADMSG;
	udp = (const struct udphdr *)(skb->data + offset);
	if (ntohs(udp->len) < sizeof(*udp) ||
	    ntohs(udp->len) > skb->len - offset)
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
static void sipmap_pkt_checksum(struct sk_buff *skb, const struct iphdr *ip,
				struct udphdr *udp)
{
	if (skb->ip_summed != CHECKSUM_PARTIAL) {
		skb->ip_summed = CHECKSUM_NONE;
		/* a sender that wrote no checksum gets none (RFC 768) */
		if (!udp->check)
			return;
		skb->ip_summed = CHECKSUM_PARTIAL;
		skb->csum_start = (unsigned char *)udp - skb->head;
		skb->csum_offset = offsetof(struct udphdr, check);
	}
	udp->check = ~csum_tcpudp_magic(ip->saddr, ip->daddr, ntohs(udp->len),
					IPPROTO_UDP, 0);
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

/**
 * sipmap_pkt_edit - put edits into a UDP packet over IPv4
 * @skb: the packet; sipmap_pkt_payload() has looked at it
 * @edits: what to replace; offsets count from the start of the payload
 * @net: the namespace, for an identification where there is none
 * @mtu: longest packet that may leave with DF; 0 where it is not known yet
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
	const unsigned int ip_offset = skb_network_offset(skb);
	const unsigned int header = ip_hdrlen(skb) + sizeof(struct udphdr);
	const unsigned int lead = sipmap_edits_lead(edits);
	struct udphdr *udp;
	struct iphdr *ip;
	u16 length;

	if (!edits->count)
		return 0;
	ip = ip_hdr(skb);
	if (ntohs(ip->tot_len) + edits->delta > U16_MAX)
		return -EMSGSIZE;
	if (sipmap_pkt_make_room(skb, lead))
		return -ENOMEM;

	ip = (struct iphdr *)(skb->data + ip_offset);
	udp = (struct udphdr *)((char *)ip + header - sizeof(*udp));
	length = ntohs(udp->len) - sizeof(*udp);
	/* what follows the datagram in the packet is padding */
	__skb_trim(skb, ip_offset + header + length);
	if (!sipmap_edits_apply_in_place(edits, (char *)(udp + 1), length,
					 length + lead))
		return -EINVAL;
	if (edits->delta > 0)
		__skb_put(skb, edits->delta);
	else
		__skb_trim(skb, skb->len + edits->delta);

	udp->len = htons(ntohs(udp->len) + edits->delta);
	if (ip->tot_len != htons(skb->len - ip_offset)) {
		ip->tot_len = htons(skb->len - ip_offset);
		if (edits->delta > 0 && skb->len - ip_offset > mtu)
			sipmap_pkt_allow_fragments(skb, ip, net);
		ip_send_check(ip);
	}
	sipmap_pkt_checksum(skb, ip, udp);
	return 0;
}
