// SPDX-License-Identifier: GPL-2.0-only
/* Probes that leave with W as their source. */
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/skbuff.h>
#include <linux/udp.h>
#include <net/ip.h>
#include <net/ip6_checksum.h>
#include <net/ip6_route.h>
#include <net/ipv6.h>
#include <net/netfilter/nf_conntrack.h>
#include <net/route.h>
#include <net/udp.h>

#include "probe.h"

/* Where this router does not translate, W is not an address of ours. */
static struct dst_entry *
sipmap_probe_route_ipv4(struct net *net, const struct sipmap_datagram *datagram)
{
	struct flowi4 flow = {};
	struct rtable *rt;

	memcpy(&flow.saddr, datagram->source.address, 4);
	memcpy(&flow.daddr, datagram->destination.address, 4);
	flow.flowi4_oif = datagram->ifindex;
	flow.flowi4_proto = IPPROTO_UDP;
	flow.fl4_sport = htons(datagram->source.port);
	flow.fl4_dport = htons(datagram->destination.port);
	flow.flowi4_flags = FLOWI_FLAG_ANYSRC;
	rt = ip_route_output_flow(net, &flow, NULL);
	return IS_ERR(rt) ? ERR_CAST(rt) : &rt->dst;
}

#if IS_ENABLED(CONFIG_IPV6)
static struct dst_entry *
sipmap_probe_route_ipv6(struct net *net, const struct sipmap_datagram *datagram)
{
	struct flowi6 flow = {};
	struct dst_entry *dst;
	int err;

	memcpy(&flow.saddr, datagram->source.address, 16);
	memcpy(&flow.daddr, datagram->destination.address, 16);
	flow.flowi6_oif = datagram->ifindex;
	flow.flowi6_proto = IPPROTO_UDP;
	flow.fl6_sport = htons(datagram->source.port);
	flow.fl6_dport = htons(datagram->destination.port);
	dst = ip6_route_output(net, NULL, &flow);
	err = dst->error;
	if (!err)
		return dst;
	dst_release(dst);
	return ERR_PTR(err);
}

static int sipmap_probe_out_ipv6(struct net *net, struct sk_buff *skb)
{
	return ip6_local_out(net, NULL, skb);
}
#else
static struct dst_entry *
sipmap_probe_route_ipv6(struct net *net, const struct sipmap_datagram *datagram)
{
	return ERR_PTR(-EAFNOSUPPORT);
}

static int sipmap_probe_out_ipv6(struct net *net, struct sk_buff *skb)
{
	return -EAFNOSUPPORT;
}
#endif

static void sipmap_probe_build_udp(struct sk_buff *skb,
				   const struct sipmap_datagram *datagram)
{
	struct udphdr *udp;

	skb_put_data(skb, datagram->payload, datagram->length);
	udp = skb_push(skb, sizeof(*udp));
	skb_reset_transport_header(skb);
	udp->source = htons(datagram->source.port);
	udp->dest = htons(datagram->destination.port);
	udp->len = htons(sizeof(*udp) + datagram->length);
	udp->check = 0;
	skb->ip_summed = CHECKSUM_NONE;
}

static void sipmap_probe_build_ipv4(struct sk_buff *skb,
				    const struct sipmap_datagram *datagram)
{
	struct udphdr *udp = udp_hdr(skb);
	const unsigned int length = skb->len;
	struct iphdr *ip;

	ip = skb_push(skb, sizeof(*ip));
	skb_reset_network_header(skb);
	memset(ip, 0, sizeof(*ip));
	ip->version = 4;
	ip->ihl = sizeof(*ip) / 4;
	ip->ttl = 64;
	ip->protocol = IPPROTO_UDP;
	memcpy(&ip->saddr, datagram->source.address, 4);
	memcpy(&ip->daddr, datagram->destination.address, 4);
	udp->check = csum_tcpudp_magic(ip->saddr, ip->daddr, length,
				       IPPROTO_UDP,
				       csum_partial(udp, length, 0));
	skb->protocol = htons(ETH_P_IP);
}

static void sipmap_probe_build_ipv6(struct sk_buff *skb,
				    const struct sipmap_datagram *datagram)
{
	struct udphdr *udp = udp_hdr(skb);
	const unsigned int length = skb->len;
	struct ipv6hdr *ip;

	ip = skb_push(skb, sizeof(*ip));
	skb_reset_network_header(skb);
	memset(ip, 0, sizeof(*ip));
	ip->version = 6;
	ip->hop_limit = 64;
	ip->nexthdr = IPPROTO_UDP;
	ip->payload_len = htons(length);
	memcpy(&ip->saddr, datagram->source.address, 16);
	memcpy(&ip->daddr, datagram->destination.address, 16);
	udp->check = csum_ipv6_magic(&ip->saddr, &ip->daddr, length,
				     IPPROTO_UDP, csum_partial(udp, length, 0));
	skb->protocol = htons(ETH_P_IPV6);
}

static struct sk_buff *
sipmap_probe_packet(const struct sipmap_datagram *datagram,
		    const struct net_device *device)
{
	const bool ipv4 = datagram->source.family == SIPMAP_FAMILY_IPV4;
	const size_t head = LL_RESERVED_SPACE(device) + sizeof(struct udphdr) +
			    (ipv4 ? sizeof(struct iphdr) :
				    sizeof(struct ipv6hdr));
	struct sk_buff *skb;

	skb = alloc_skb(head + datagram->length, GFP_KERNEL);
	if (!skb)
		return NULL;
	skb_reserve(skb, head);
	sipmap_probe_build_udp(skb, datagram);
	if (ipv4)
		sipmap_probe_build_ipv4(skb, datagram);
	else
		sipmap_probe_build_ipv6(skb, datagram);
	if (!udp_hdr(skb)->check)
		udp_hdr(skb)->check = CSUM_MANGLED_0;
	return skb;
}

/**
 * sipmap_probe_send - send a datagram from W
 * @net: the namespace
 * @datagram: source and destination are of one family
 *
 * Conntrack does not see it, so that no NAT of this router gives it another
 * source.
 *
 * Context: process.
 * Return: 0 or -errno; -EAFNOSUPPORT where the families differ, or the kernel
 * has no IPv6.
 */
int sipmap_probe_send(struct net *net, const struct sipmap_datagram *datagram)
{
	const u8 family = datagram->source.family;
	struct dst_entry *dst;
	struct sk_buff *skb;
	int err;

	if (!family || datagram->destination.family != family)
		return -EAFNOSUPPORT;
	dst = family == SIPMAP_FAMILY_IPV4 ?
	      sipmap_probe_route_ipv4(net, datagram) :
	      sipmap_probe_route_ipv6(net, datagram);
	if (IS_ERR(dst))
		return PTR_ERR(dst);

	skb = sipmap_probe_packet(datagram, dst->dev);
	if (!skb) {
		dst_release(dst);
		return -ENOMEM;
	}
	skb_dst_set(skb, dst);
	nf_ct_set(skb, NULL, IP_CT_UNTRACKED);
	err = family == SIPMAP_FAMILY_IPV4 ?
	      ip_local_out(net, NULL, skb) : sipmap_probe_out_ipv6(net, skb);
	/* a macro that reads its argument twice */
	return net_xmit_eval(err);
}
