// SPDX-License-Identifier: GPL-2.0-only
/* The conntrack flow that carries a packet, in sipmap's words. */
#include <linux/bitmap.h>
#include <net/netfilter/nf_conntrack_core.h>
#include <net/netfilter/nf_conntrack_helper.h>
#include <net/netfilter/nf_conntrack_zones.h>

#include "flow.h"
#include "net.h"

/* a flow lives a little longer than the registration that needs it */
#define SIPMAP_FLOW_MARGIN (30 * HZ)

/* An endpoint in conntrack's form; address and port in network byte order */
static void sipmap_flow_endpoint(struct sipmap_endpoint *endpoint, u16 family,
				 const union nf_inet_addr *address, __be16 port)
{
	*endpoint = (struct sipmap_endpoint){ .port = ntohs(port) };
	if (family == NFPROTO_IPV4) {
		endpoint->family = SIPMAP_FAMILY_IPV4;
		__builtin_memcpy(endpoint->address, &address->ip, 4);
	} else {
		endpoint->family = SIPMAP_FAMILY_IPV6;
		__builtin_memcpy(endpoint->address, &address->in6, 16);
	}
}

/**
 * sipmap_flow_fill - describe the flow of a packet
 * @flow: to be filled in
 * @ct: conntrack's entry, a UDP flow
 * @info: where the packet stands in it
 * @direction: which way the packet goes
 * @ifindex: the outside interface
 *
 * The source of a packet is translated where the opposite direction's
 * destination differs from it, and the other way round.
 *
 * Context: any.
 */
void sipmap_flow_fill(struct sipmap_flow *flow, struct nf_conn *ct,
		      enum ip_conntrack_info info,
		      enum sipmap_direction direction, int ifindex)
{
	const struct nf_conntrack_tuple *here, *back;
	u16 family = nf_ct_l3num(ct);

	here = &ct->tuplehash[CTINFO2DIR(info)].tuple;
	back = &ct->tuplehash[!CTINFO2DIR(info)].tuple;
	flow->ct = ct;
	flow->info = info;
	flow->direction = direction;
	flow->ifindex = ifindex;
	if (direction == SIPMAP_OUT) {
		sipmap_flow_endpoint(&flow->inside, family, &here->src.u3,
				     here->src.u.udp.port);
		sipmap_flow_endpoint(&flow->outside, family, &back->dst.u3,
				     back->dst.u.udp.port);
		sipmap_flow_endpoint(&flow->peer, family, &back->src.u3,
				     back->src.u.udp.port);
	} else {
		sipmap_flow_endpoint(&flow->inside, family, &back->src.u3,
				     back->src.u.udp.port);
		sipmap_flow_endpoint(&flow->outside, family, &here->dst.u3,
				     here->dst.u.udp.port);
		sipmap_flow_endpoint(&flow->peer, family, &here->src.u3,
				     here->src.u.udp.port);
	}
}

/**
 * sipmap_flow_may_be_sip - is it worth looking into this packet?
 * @sn: the network namespace
 * @ct: conntrack's entry
 * @info: where the packet stands in it
 *
 * It is where a port is one of sysctl ports, or the flow was marked.
 *
 * Context: softirq.
 * Return: true if it is.
 */
bool sipmap_flow_may_be_sip(const struct sipmap_net *sn,
			    const struct nf_conn *ct,
			    enum ip_conntrack_info info)
{
	const struct nf_conntrack_tuple *here, *back;

	here = &ct->tuplehash[CTINFO2DIR(info)].tuple;
	back = &ct->tuplehash[!CTINFO2DIR(info)].tuple;
	return test_bit(ntohs(here->src.u.udp.port), sn->sysctl.ports) ||
	       test_bit(ntohs(back->src.u.udp.port), sn->sysctl.ports) ||
	       nfct_help(ct);
}

/**
 * sipmap_flow_other_helper - does somebody else rewrite this flow?
 * @ct: conntrack's entry
 *
 * Context: under rcu_read_lock().
 * Return: true if it has a conntrack helper.
 */
bool sipmap_flow_other_helper(const struct nf_conn *ct)
{
	const struct nf_conn_help *help = nfct_help(ct);

	return help && rcu_access_pointer(help->helper);
}

/**
 * sipmap_flow_mark - remember that a new flow carries SIP
 * @ct: conntrack's entry; nothing happens where it is confirmed
 *
 * A flowtable passes by flows with a helper extension, so an empty one keeps
 * the flow's packets in the hooks.
 *
 * Context: softirq.
 */
void sipmap_flow_mark(struct nf_conn *ct)
{
	if (!nf_ct_is_confirmed(ct) && !nfct_help(ct))
		nf_ct_helper_ext_add(ct, GFP_ATOMIC);
}

/**
 * sipmap_flow_keep - keep conntrack's entry while a registration lasts
 * @flow: the flow
 * @lease: jiffies at which the registration ends; 0 where there is none
 *
 * Context: softirq.
 */
void sipmap_flow_keep(struct sipmap_flow *flow, unsigned long lease)
{
	struct nf_conn *ct = flow->ct;
	unsigned long now = jiffies;
	u32 timeout;

	if (!lease || time_after(now, lease) ||
	    test_bit(IPS_FIXED_TIMEOUT_BIT, &ct->status))
		return;
	timeout = lease - now + SIPMAP_FLOW_MARGIN;
	/* before that it has no clock yet, and the time is relative */
	if (nf_ct_is_confirmed(ct))
		timeout += nfct_time_stamp;
	if (!nf_ct_is_confirmed(ct) ||
	    (s32)(timeout - READ_ONCE(ct->timeout)) > 0)
		WRITE_ONCE(ct->timeout, timeout);
}

/**
 * sipmap_flow_end - let the next packet of this one's endpoints begin a flow
 * @ct: conntrack's entry of the packet in hand, which goes its way
 *
 * A flow keeps for life the W that it was given.
 *
 * Context: softirq.
 */
void sipmap_flow_end(struct nf_conn *ct)
{
	if (nf_ct_is_confirmed(ct)) {
		nf_ct_kill(ct);
		return;
	}
	/* it is confirmed behind us, and over before an answer can come */
	set_bit(IPS_FIXED_TIMEOUT_BIT, &ct->status);
	WRITE_ONCE(ct->timeout, 1);
}

/**
 * sipmap_flow_find - find the flow from an inside endpoint to a peer
 * @net: the namespace
 * @near: a flow in the same zone
 * @inside: I
 * @peer: the far end
 *
 * Context: under rcu_read_lock().
 * Return: conntrack's entry with a reference, or NULL.
 */
struct nf_conn *sipmap_flow_find(struct net *net, const struct nf_conn *near,
				 const struct sipmap_endpoint *inside,
				 const struct sipmap_endpoint *peer)
{
	struct nf_conntrack_tuple_hash *hash;
	struct nf_conntrack_tuple tuple = {};

	tuple.src.l3num = inside->family == SIPMAP_FAMILY_IPV4 ?
			  NFPROTO_IPV4 : NFPROTO_IPV6;
	memcpy(&tuple.src.u3, inside->address, sizeof(tuple.src.u3));
	memcpy(&tuple.dst.u3, peer->address, sizeof(tuple.dst.u3));
	tuple.src.u.udp.port = htons(inside->port);
	tuple.dst.u.udp.port = htons(peer->port);
	tuple.dst.protonum = IPPROTO_UDP;
	/* whoever began: from I to the peer is one of the two directions */
	hash = nf_conntrack_find_get(net, nf_ct_zone(near), &tuple);
	return hash ? nf_ct_tuplehash_to_ctrack(hash) : NULL;
}
