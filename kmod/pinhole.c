// SPDX-License-Identifier: GPL-2.0-only
/* What may come in from outside, unasked, to a binding. */
#include <net/netfilter/nf_nat.h>

#include "flow.h"
#include "net.h"
#include "pinhole.h"

/* Signalling: only who answered before. Media: anybody, once answered. */
static bool sipmap_pinhole_open(struct sipmap_net *sn,
				const struct sipmap_binding *binding,
				const struct sipmap_endpoint *from)
{
	const struct sipmap_call *call;

	if (binding->kind == SIPMAP_KIND_SIGNALLING) {
		if (sipmap_endpoint_same_address(&binding->peer, from))
			return true;
		sipmap_count(sn, SIPMAP_REASON_PINHOLE_PEER);
		return false;
	}
	call = sipmap_call_by_id(&sn->calls, binding->call);
	if (call && READ_ONCE(call->answered))
		return true;
	sipmap_count(sn, SIPMAP_REASON_PINHOLE_UNANSWERED);
	return false;
}

/* The flow that this one belongs to, for a ruleset that asks. */
static struct nf_conn *
sipmap_pinhole_master(struct sipmap_net *sn, const struct nf_conn *ct,
		      const struct sipmap_binding *binding)
{
	const struct sipmap_call *call;

	if (binding->kind == SIPMAP_KIND_SIGNALLING)
		return sipmap_flow_find(sn->net, ct, &binding->inside,
					&binding->peer);
	call = sipmap_call_by_id(&sn->calls, binding->call);
	return call ? sipmap_flow_find(sn->net, ct, &call->inside, &call->peer)
		    : NULL;
}

static bool sipmap_pinhole_translate(struct nf_conn *ct,
				     const struct sipmap_binding *binding)
{
	struct nf_nat_range2 range = {};

	if (nf_nat_initialized(ct, NF_NAT_MANIP_DST))
		return false;
	range.flags = NF_NAT_RANGE_MAP_IPS | NF_NAT_RANGE_PROTO_SPECIFIED;
	memcpy(&range.min_addr, binding->inside.address,
	       sizeof(range.min_addr));
	range.max_addr = range.min_addr;
	range.min_proto.udp.port = htons(binding->inside.port);
	range.max_proto = range.min_proto;
	return nf_nat_setup_info(ct, &range, NF_NAT_MANIP_DST) == NF_ACCEPT;
}

/**
 * sipmap_pinhole - let a new flow from outside in, if a binding allows it
 * @sn: the network namespace
 * @skb: its first packet
 * @ct: conntrack's entry, UDP, not confirmed yet
 * @ifindex: the interface through which it came
 *
 * The flow is translated to the inside endpoint and related to the signalling
 * flow, so that a firewall that accepts related flows lets it in, and nothing
 * more. What is not allowed is left to the firewall.
 *
 * Context: softirq, under rcu_read_lock().
 */
void sipmap_pinhole(struct sipmap_net *sn, struct sk_buff *skb,
		    struct nf_conn *ct, int ifindex)
{
	const struct sipmap_binding *binding;
	struct sipmap_binding copy;
	struct sipmap_flow flow;
	struct nf_conn *master;

	sipmap_flow_fill(&flow, ct, IP_CT_NEW, SIPMAP_IN, ifindex);
	binding = sipmap_binding_by_outside(&sn->bindings, &flow.outside);
	if (!binding)
		return;
	sipmap_binding_read(binding, &copy);
	if (!copy.inside.family || copy.ifindex != ifindex ||
	    !sipmap_pinhole_open(sn, &copy, &flow.peer) ||
	    !sipmap_pinhole_translate(ct, &copy))
		return;

	if (copy.kind == SIPMAP_KIND_SIGNALLING)
		sipmap_flow_mark(ct);
	master = ct->master ? NULL : sipmap_pinhole_master(sn, ct, &copy);
	/* conntrack frees a chain of masters on one stack: one is enough */
	if (master && (master == ct || master->master)) {
		nf_ct_put(master);
	} else if (master) {
		/* the reference goes with this flow */
		ct->master = master;
		__set_bit(IPS_EXPECTED_BIT, &ct->status);
	}
	nf_ct_set(skb, ct, IP_CT_RELATED);
	sipmap_count(sn, SIPMAP_REASON_PINHOLE);
}

/**
 * sipmap_pinhole_again - a further packet, before the first answer
 * @sn: the network namespace
 * @skb: the packet
 * @ct: conntrack's entry, UDP, its destination translated
 * @ifindex: the interface through which it came
 *
 * Where no master was found, conntrack does not call the flow related by
 * itself; until the phone has answered, we do.
 *
 * Context: softirq, under rcu_read_lock().
 */
void sipmap_pinhole_again(struct sipmap_net *sn, struct sk_buff *skb,
			  struct nf_conn *ct, int ifindex)
{
	const struct sipmap_binding *binding;
	struct sipmap_binding copy;
	struct sipmap_flow flow;

	sipmap_flow_fill(&flow, ct, IP_CT_NEW, SIPMAP_IN, ifindex);
	binding = sipmap_binding_by_outside(&sn->bindings, &flow.outside);
	if (!binding)
		return;
	sipmap_binding_read(binding, &copy);
	if (sipmap_endpoint_equal(&flow.inside, &copy.inside))
		nf_ct_set(skb, ct, IP_CT_RELATED);
}
