// SPDX-License-Identifier: GPL-2.0-only
/* One outside endpoint for each inside endpoint, towards every peer. */
#include <net/netfilter/nf_conntrack_core.h>
#include <net/netfilter/nf_nat.h>

#include "flow.h"
#include "net.h"
#include "pin.h"
#include "port.h"

/* Which W is this new flow's, if sipmap has a say in it? */
static bool sipmap_pin_wanted(struct sipmap_net *sn,
			      const struct sipmap_flow *flow,
			      struct sipmap_endpoint *outside)
{
	const struct sipmap_endpoint *address;
	const struct sipmap_binding *binding;
	const struct sipmap_realm *realm;
	struct sipmap_binding copy;

	binding = sipmap_binding_by_inside(&sn->bindings, &flow->inside);
	if (binding) {
		sipmap_binding_read(binding, &copy);
		if (copy.outside.family && copy.ifindex == flow->ifindex) {
			*outside = copy.outside;
			return true;
		}
	}

	/* a phone that nobody knows yet: no two may share a W */
	if (!test_bit(flow->peer.port, sn->sysctl.ports) &&
	    !test_bit(flow->inside.port, sn->sysctl.ports))
		return false;
	realm = sipmap_realm_find(&sn->realms, flow->ifindex);
	if (!realm || !sipmap_realm_translates(realm, flow->inside.family))
		return false;
	address = sipmap_realm_address(realm, flow->inside.family);
	if (!address->family)
		return false;
	*outside = *address;
	return sipmap_port_choose(&sn->bindings, outside, flow->inside.port,
				  sn->sysctl.media_ports);
}

/* Is I another binding's now, or W another I's? Of media, that is. */
static bool sipmap_pin_is_stale(struct sipmap_net *sn, struct nf_conn *ct)
{
	const struct sipmap_binding *binding;
	struct sipmap_flow flow;

	/* those that a peer began have their destination translated */
	sipmap_flow_fill(&flow, ct, IP_CT_NEW, ct->status & IPS_DST_NAT ?
			 SIPMAP_IN : SIPMAP_OUT, 0);
	binding = sipmap_binding_by_inside(&sn->bindings, &flow.inside);
	if (binding && binding->kind != SIPMAP_KIND_SIGNALLING &&
	    !sipmap_endpoint_equal(&binding->outside, &flow.outside))
		return true;
	/* what is not translated is the router's own, or nobody's here */
	if (sipmap_endpoint_equal(&flow.inside, &flow.outside))
		return false;
	binding = sipmap_binding_by_outside(&sn->bindings, &flow.outside);
	return binding && binding->kind != SIPMAP_KIND_SIGNALLING &&
	       binding->inside.family &&
	       !sipmap_endpoint_equal(&binding->inside, &flow.inside);
}

/* Has another flow W towards this peer? One that is stale gives it up. */
static bool sipmap_pin_taken(struct sipmap_net *sn, struct nf_conn *ct,
			     const struct nf_nat_range2 *range)
{
	struct nf_conntrack_tuple_hash *hash;
	struct nf_conntrack_tuple reply;
	struct nf_conn *other;
	bool stale;

	reply = ct->tuplehash[IP_CT_DIR_REPLY].tuple;
	reply.dst.u3 = range->min_addr;
	reply.dst.u.udp.port = range->min_proto.udp.port;
	if (!nf_conntrack_tuple_taken(&reply, ct))
		return false;
	hash = nf_conntrack_find_get(sn->net, nf_ct_zone(ct), &reply);
	if (!hash)
		return true;
	other = nf_ct_tuplehash_to_ctrack(hash);
	stale = sipmap_pin_is_stale(sn, other);
	if (stale)
		nf_ct_kill(other);
	nf_ct_put(other);
	return !stale;
}

/*
 * Like a flow that the ruleset masquerades, this one ends with the address or
 * the interface that it was given.
 */
static void sipmap_pin_end_with(struct nf_conn *ct, int ifindex)
{
#if IS_ENABLED(CONFIG_NF_NAT_MASQUERADE)
	struct nf_conn_nat *nat = nf_ct_nat_ext_add(ct);

	if (nat)
		nat->masq_index = ifindex;
#endif
}

/**
 * sipmap_pin - give a new flow the outside endpoint of its inside endpoint
 * @sn: the network namespace
 * @ct: conntrack's entry, UDP, source not translated yet
 * @ifindex: the interface through which it leaves
 *
 * Where the ruleset is to decide, nothing is done.
 *
 * Context: softirq, under rcu_read_lock().
 */
void sipmap_pin(struct sipmap_net *sn, struct nf_conn *ct, int ifindex)
{
	struct nf_nat_range2 range = {};
	struct sipmap_endpoint outside;
	struct sipmap_flow flow;

	sipmap_flow_fill(&flow, ct, IP_CT_NEW, SIPMAP_OUT, ifindex);
	if (!sipmap_pin_wanted(sn, &flow, &outside) ||
	    sipmap_endpoint_equal(&outside, &flow.inside))
		return;

	range.flags = NF_NAT_RANGE_MAP_IPS | NF_NAT_RANGE_PROTO_SPECIFIED;
	memcpy(&range.min_addr, outside.address, sizeof(range.min_addr));
	range.max_addr = range.min_addr;
	range.min_proto.udp.port = htons(outside.port);
	range.max_proto = range.min_proto;
	if (sipmap_pin_taken(sn, ct, &range)) {
		sipmap_count(sn, SIPMAP_REASON_PIN_TAKEN);
		return;
	}
	sipmap_pin_end_with(ct, ifindex);
	if (nf_nat_setup_info(ct, &range, NF_NAT_MANIP_SRC) == NF_ACCEPT)
		sipmap_count(sn, SIPMAP_REASON_PINNED);
}

static int sipmap_pin_ends(struct nf_conn *ct, void *context)
{
	int ends;

	if (nf_ct_protonum(ct) != IPPROTO_UDP)
		return 0;
	rcu_read_lock();
	ends = sipmap_pin_is_stale(context, ct);
	rcu_read_unlock();
	return ends;
}

/**
 * sipmap_pin_work - end media flows that are older than their binding
 * @work: of the network namespace
 *
 * A phone that sends media before its answer has gone out, or that uses one
 * port for every call, has a flow that left on another outside endpoint. And
 * an outside endpoint that one call gave back and another has now may still be
 * in a flow of the first, with the same peer: media of the second would reach
 * the first one's phone. Such flows are taken out of conntrack, and the next
 * packet makes one that is pinned.
 *
 * Context: process.
 */
void sipmap_pin_work(struct work_struct *work)
{
	struct sipmap_net *sn = container_of(work, struct sipmap_net, repin);
	struct nf_ct_iter_data data = {
		.net = sn->net,
		.data = sn,
	};

	nf_ct_iterate_cleanup_net(sipmap_pin_ends, &data);
}
