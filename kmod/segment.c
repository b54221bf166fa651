// SPDX-License-Identifier: GPL-2.0-only
/*
 * Packets that hold several datagrams, taken apart. Receive offload puts
 * datagrams of one flow together, and so does a sender with UDP_SEGMENT. All
 * but the last have the same length, which a rewritten message has not.
 */
#include <linux/ip.h>
#include <linux/netdevice.h>
#include <linux/rcupdate.h>
#include <net/gso.h>
#include <net/ip.h>
#include <net/net_namespace.h>

#include "segment.h"

/*
 * One datagram that a device would send in fragments: the output path makes
 * them, from what the datagram has become.
 */
static void sipmap_segment_unfragment(struct sk_buff *skb)
{
	struct iphdr *ip = ip_hdr(skb);

	/* IPv6 has no such flag in its header */
	if (ip->version != 4) {
		skb->ignore_df = 1;
		skb_gso_reset(skb);
		return;
	}
	if (skb_ensure_writable(skb, skb_network_offset(skb) + sizeof(*ip)))
		return;
	ip = ip_hdr(skb);
	if (ip->frag_off & htons(IP_DF)) {
		ip->frag_off &= ~htons(IP_DF);
		ip_send_check(ip);
	}
	skb->ignore_df = 1;
	skb_gso_reset(skb);
}

/**
 * sipmap_segment_split - take a packet apart
 * @skb: a packet with offloading information, at its network header; stays
 *
 * Checksums of the parts are complete.
 *
 * Context: softirq.
 * Return: the list of its datagrams; NULL where there is none, because it holds
 * one datagram only (then it is an ordinary packet now), or cannot be taken
 * apart.
 */
struct sk_buff *sipmap_segment_split(struct sk_buff *skb)
{
	struct sk_buff *segments;

	if (skb_shinfo(skb)->gso_type & SKB_GSO_UDP) {
		sipmap_segment_unfragment(skb);
		return NULL;
	}
	if (!(skb_shinfo(skb)->gso_type & (SKB_GSO_UDP_L4 | SKB_GSO_FRAGLIST)))
		return NULL;
	segments = skb_gso_segment(skb, 0);
	return IS_ERR(segments) ? NULL : segments;
}

/* Where a hook of ours is in its chain; negative if it is leaving. */
static int sipmap_segment_place(const struct nf_hook_entries *entries,
				nf_hookfn *hook, const void *priv)
{
	int i;

	for (i = 0; i < entries->num_hook_entries; i++)
		if (entries->hooks[i].hook == hook &&
		    entries->hooks[i].priv == priv)
			return i;
	return -ENOENT;
}

/* The chain that the packet is in; under rcu_read_lock(). */
static const struct nf_hook_entries *
sipmap_segment_chain(const struct nf_hook_state *state)
{
	const struct netns_nf *nf = &state->net->nf;

	if (state->pf == NFPROTO_IPV4)
		return rcu_dereference(nf->hooks_ipv4[state->hook]);
	return rcu_dereference(nf->hooks_ipv6[state->hook]);
}

/**
 * sipmap_segment - let each datagram of a packet go on by itself
 * @skb: a packet with offloading information, at one of our hooks
 * @state: where
 * @hook: that hook, which is run again for each datagram
 * @priv: its private data
 *
 * Each datagram goes through the rest of the chain as if it had come alone, so
 * that the verdict on one of them, to wait for the agent for example, is no
 * verdict on the others.
 *
 * Context: as netfilter's hooks: under rcu_read_lock().
 * Return: true if the packet is gone. Otherwise it goes on in the hook; it may
 * have become an ordinary packet.
 */
bool sipmap_segment(struct sk_buff *skb, const struct nf_hook_state *state,
		    nf_hookfn *hook, void *priv)
{
	const struct nf_hook_entries *entries;
	struct sk_buff *segment, *next;
	struct sk_buff *segments;
	int place;

	entries = sipmap_segment_chain(state);
	place = entries ? sipmap_segment_place(entries, hook, priv) : -ENOENT;
	if (place < 0)
		return false;
	segments = sipmap_segment_split(skb);
	if (!segments)
		return false;
	skb_list_walk_safe(segments, segment, next) {
		struct nf_hook_state copy = *state;

		skb_mark_not_on_list(segment);
		if (nf_hook_slow(segment, &copy, entries, place) == 1)
			copy.okfn(copy.net, copy.sk, segment);
	}
	consume_skb(skb);
	return true;
}
