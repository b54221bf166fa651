// SPDX-License-Identifier: GPL-2.0-only
/* Bindings for the own endpoints that an outbound message names. */
#include <linux/err.h>

#include "bind.h"
#include "net.h"
#include "port.h"

/* a warm pair that the agent does not measure again goes cold after this */
#define SIPMAP_WARM_LIFETIME (60 * HZ)

static void sipmap_bind_count(struct sipmap_net *sn, long err)
{
	if (err == -ENOSPC)
		sipmap_count(sn, SIPMAP_REASON_BINDING_LIMIT);
	else if (err == -EDQUOT)
		sipmap_count(sn, SIPMAP_REASON_HOST_LIMIT);
	else if (err != -EEXIST)
		sipmap_count(sn, SIPMAP_REASON_NO_MEMORY);
}

/* Where the operator has said what the public address is, P is known. */
static void sipmap_bind_static(const struct sipmap_realm *realm,
			       struct sipmap_binding *like)
{
	if (!realm || !like->outside.family ||
	    realm->static_address.family != like->outside.family)
		return;
	like->public_endpoint = realm->static_address;
	like->public_endpoint.port = like->outside.port;
	like->phase = SIPMAP_PHASE_READY;
	like->trust = SIPMAP_TRUST_STATIC;
}

static struct sipmap_binding *
sipmap_bind_signalling(struct sipmap_net *sn, const struct sipmap_flow *flow,
		       const struct sipmap_endpoint *inside,
		       const struct sipmap_endpoint *outside)
{
	struct sipmap_binding like = {
		.inside = *inside,
		.outside = *outside,
		.kind = SIPMAP_KIND_SIGNALLING,
		.phase = SIPMAP_PHASE_PENDING,
		.ifindex = flow->ifindex,
		.expires = (jiffies + SIPMAP_SIGNALLING_LIFETIME) | 1,
	};
	struct sipmap_binding *binding, *faster;

	sipmap_bind_static(sipmap_realm_find(&sn->realms, flow->ifindex),
			   &like);
	binding = sipmap_binding_add(&sn->bindings, &like);
	if (PTR_ERR(binding) == -EEXIST) {
		/* another processor was faster, or W is another phone's */
		faster = sipmap_binding_by_inside(&sn->bindings, inside);
		if (faster)
			return faster;
		/* a flow that has it for life; the other one gets a new flow */
		if (nf_ct_is_confirmed(flow->ct) &&
		    sipmap_binding_yield_outside(&sn->bindings, outside))
			binding = sipmap_binding_add(&sn->bindings, &like);
	}
	if (!IS_ERR(binding))
		return binding;
	sipmap_bind_count(sn, PTR_ERR(binding));
	return NULL;
}

/*
 * W of this flow is another phone's: its next packet gets one of its own. Two
 * flows that begin at the same moment, on two processors, get the same W from
 * the ruleset, and then conntrack lets the second one's packet go or not, as
 * kernels differ. An answer to it would reach the first phone: it must not
 * leave, and its sender, to whom nothing has come back, sends it again.
 *
 * Return: true where it must not leave.
 */
static bool sipmap_bind_part(struct sipmap_net *sn,
			     const struct sipmap_flow *flow)
{
	const struct sipmap_binding *owner;

	sipmap_count(sn, SIPMAP_REASON_PIN_TAKEN);
	owner = sipmap_binding_by_outside(&sn->bindings, &flow->outside);
	if (!nf_ct_is_confirmed(flow->ct) && owner &&
	    sipmap_binding_is_tentative(owner))
		return true;
	sipmap_flow_end(flow->ct);
	return false;
}

/*
 * A static binding was made before its first packet; and a flow may have got
 * another W than its binding was to have. Return: false where the packet must
 * not leave.
 */
static bool sipmap_bind_complete(struct sipmap_net *sn,
				 struct sipmap_binding *binding,
				 const struct sipmap_flow *flow)
{
	int err = 0;

	if (!binding->outside.family)
		err = sipmap_binding_set_outside(&sn->bindings, binding,
						 &flow->outside,
						 flow->ifindex);
	else if (!sipmap_endpoint_equal(&binding->outside, &flow->outside))
		err = sipmap_binding_move_outside(&sn->bindings, binding,
						  &flow->outside);
	return err != -EEXIST || !sipmap_bind_part(sn, flow);
}

/**
 * sipmap_bind_flow - the binding of the inside endpoint that sends
 * @sn: the network namespace
 * @flow: an outbound flow
 *
 * W is what the router's NAT made of it.
 *
 * Context: softirq, under rcu_read_lock().
 * Return: the binding; NULL where a limit forbids one (counted); -EAGAIN where
 * another phone has just got W, and the packet must not leave.
 */
struct sipmap_binding *sipmap_bind_flow(struct sipmap_net *sn,
					const struct sipmap_flow *flow)
{
	struct sipmap_binding *binding;

	binding = sipmap_binding_by_inside(&sn->bindings, &flow->inside);
	if (!binding) {
		binding = sipmap_bind_signalling(sn, flow, &flow->inside,
						 &flow->outside);
		if (!binding && sipmap_binding_by_outside(&sn->bindings,
							  &flow->outside) &&
		    sipmap_bind_part(sn, flow))
			return ERR_PTR(-EAGAIN);
		return binding;
	}
	if (!sipmap_bind_complete(sn, binding, flow))
		return ERR_PTR(-EAGAIN);
	sipmap_binding_extend(&sn->bindings, binding,
			      SIPMAP_SIGNALLING_LIFETIME);
	return binding;
}

/* W for an inside endpoint that has sent nothing yet. */
static bool sipmap_bind_outside(struct sipmap_net *sn,
				const struct sipmap_flow *flow,
				const struct sipmap_endpoint *inside,
				struct sipmap_endpoint *outside)
{
	if (sipmap_endpoint_same_address(&flow->inside, &flow->outside)) {
		*outside = *inside;
		return true;
	}
	*outside = flow->outside;
	if (sipmap_port_choose(&sn->bindings, outside, inside->port,
			       sn->sysctl.media_ports))
		return true;
	sipmap_count(sn, SIPMAP_REASON_NO_PORT);
	return false;
}

/**
 * sipmap_bind_contact - the binding of an endpoint the phone listens on
 * @sn: the network namespace
 * @flow: the outbound flow whose message names it
 * @inside: I, with the address of the flow's inside endpoint
 *
 * Context: softirq, under rcu_read_lock().
 * Return: the binding, or NULL where there can be none (counted).
 */
struct sipmap_binding *
sipmap_bind_contact(struct sipmap_net *sn, const struct sipmap_flow *flow,
		    const struct sipmap_endpoint *inside)
{
	struct sipmap_endpoint outside;
	struct sipmap_binding *binding;

	binding = sipmap_binding_by_inside(&sn->bindings, inside);
	if (binding) {
		sipmap_binding_extend(&sn->bindings, binding,
				      SIPMAP_SIGNALLING_LIFETIME);
		return binding;
	}
	if (sipmap_port_is_service(inside->port) &&
	    !test_bit(inside->port, sn->sysctl.ports)) {
		sipmap_count(sn, SIPMAP_REASON_NO_PORT);
		return NULL;
	}
	if (!sipmap_bind_outside(sn, flow, inside, &outside))
		return NULL;
	return sipmap_bind_signalling(sn, flow, inside, &outside);
}

/* W of both: as the phone has them, or two ports of the operator's range. */
static bool sipmap_bind_pair_outside(struct sipmap_net *sn,
				     const struct sipmap_flow *flow,
				     struct sipmap_binding *rtp,
				     struct sipmap_binding *rtcp)
{
	if (sipmap_endpoint_same_address(&flow->inside, &flow->outside)) {
		rtp->outside = rtp->inside;
		rtcp->outside = rtcp->inside;
		return true;
	}
	rtp->outside = flow->outside;
	if (!sipmap_port_choose_pair(&sn->bindings, &rtp->outside,
				     sn->sysctl.media_ports)) {
		sipmap_count(sn, SIPMAP_REASON_NO_PORT);
		return false;
	}
	rtcp->outside = rtp->outside;
	rtcp->outside.port++;
	return true;
}

static bool sipmap_bind_cold_pair(struct sipmap_net *sn,
				  const struct sipmap_flow *flow, u32 call,
				  const struct sipmap_stream *stream)
{
	struct sipmap_binding rtp = {
		.inside = stream->rtp,
		.kind = SIPMAP_KIND_RTP,
		.phase = SIPMAP_PHASE_PENDING,
		.ifindex = flow->ifindex,
		.call = call,
	};
	const struct sipmap_realm *realm;
	struct sipmap_binding rtcp = rtp;
	int err;
	u32 id;

	rtcp.inside = stream->rtcp;
	rtcp.kind = SIPMAP_KIND_RTCP;
	if (!sipmap_bind_pair_outside(sn, flow, &rtp, &rtcp))
		return false;
	realm = sipmap_realm_find(&sn->realms, flow->ifindex);
	sipmap_bind_static(realm, &rtp);
	sipmap_bind_static(realm, &rtcp);
	err = sipmap_binding_add_pair(&sn->bindings, &rtp, &rtcp, &id);
	if (err)
		sipmap_bind_count(sn, err);
	return !err;
}

/* Does the call that a media binding belongs to need it no more? */
static bool sipmap_bind_is_left(struct sipmap_net *sn,
				const struct sipmap_binding *binding)
{
	const struct sipmap_call *call;

	call = sipmap_call_by_id(&sn->calls, READ_ONCE(binding->call));
	return !call || READ_ONCE(call->phase) == SIPMAP_CALL_PHASE_ENDED;
}

/* Is this the RTP of a pair whose RTCP is the stream's? */
static bool sipmap_bind_is_stream(struct sipmap_net *sn,
				  const struct sipmap_binding *rtp,
				  const struct sipmap_stream *stream)
{
	const struct sipmap_binding *rtcp;

	if (rtp->kind != SIPMAP_KIND_RTP)
		return false;
	rtcp = sipmap_binding_by_id(&sn->bindings, rtp->pair);
	return !stream->rtcp.family ||
	       (rtcp && sipmap_endpoint_equal(&rtcp->inside, &stream->rtcp));
}

/*
 * Calls that have ended keep their endpoints for a while, and the next call may
 * use the same ports in other pairs: those of the old one go first.
 */
static void sipmap_bind_vacate(struct sipmap_net *sn,
			       const struct sipmap_endpoint *inside)
{
	struct sipmap_binding *binding;

	if (!inside->family)
		return;
	binding = sipmap_binding_by_inside(&sn->bindings, inside);
	if (binding && binding->kind != SIPMAP_KIND_SIGNALLING &&
	    sipmap_bind_is_left(sn, binding))
		sipmap_binding_remove_pair(&sn->bindings, binding);
}

/* A warm pair, or else a cold one, of ports that have no binding. */
static bool sipmap_bind_new_stream(struct sipmap_net *sn,
				   const struct sipmap_flow *flow, u32 call,
				   const struct sipmap_stream *stream)
{
	struct sipmap_stream own = *stream;

	/* RTCP where other media are received gets what they have */
	if (own.rtcp.family &&
	    sipmap_binding_by_inside(&sn->bindings, &own.rtcp))
		own.rtcp = (struct sipmap_endpoint){};
	if (sipmap_endpoint_same_address(&flow->inside, &flow->outside))
		return sipmap_bind_cold_pair(sn, flow, call, &own);
	if (!sipmap_binding_take_warm(&sn->bindings, flow->ifindex, &own.rtp,
				      &own.rtcp, call) &&
	    !sipmap_bind_cold_pair(sn, flow, call, &own))
		return false;
	/* media may be on its way already, with another W */
	schedule_work(&sn->repin);
	return true;
}

/**
 * sipmap_bind_stream - bindings of a media stream
 * @sn: the network namespace
 * @flow: the outbound flow whose message describes it
 * @call: the call
 * @stream: its inside endpoints
 *
 * A stream that has bindings keeps them, so that a retransmission says the
 * same. Else a warm pair is taken, whose P is known; else a cold pair is made.
 * What was RTCP of one stream and is RTP of another is RTCP no more.
 *
 * Context: softirq, under rcu_read_lock().
 * Return: false where there can be none (counted).
 */
bool sipmap_bind_stream(struct sipmap_net *sn, const struct sipmap_flow *flow,
			struct sipmap_call *call,
			const struct sipmap_stream *stream)
{
	struct sipmap_bindings *table = &sn->bindings;
	struct sipmap_binding *binding;

	if (sipmap_port_is_service(stream->rtp.port) ||
	    (stream->rtcp.family &&
	     sipmap_port_is_service(stream->rtcp.port))) {
		sipmap_count(sn, SIPMAP_REASON_NO_PORT);
		return false;
	}
	binding = sipmap_binding_by_inside(table, &stream->rtp);
	if (binding && binding->kind == SIPMAP_KIND_SIGNALLING)
		return false;
	if (!binding || !sipmap_bind_is_stream(sn, binding, stream)) {
		sipmap_bind_vacate(sn, &stream->rtp);
		sipmap_bind_vacate(sn, &stream->rtcp);
		binding = sipmap_binding_by_inside(table, &stream->rtp);
	}
	if (binding && binding->kind == SIPMAP_KIND_RTP) {
		sipmap_binding_set_call(table, binding, call->id);
		return true;
	}
	if (binding)
		sipmap_binding_remove(table, binding);
	return sipmap_bind_new_stream(sn, flow, call->id, stream);
}

/**
 * sipmap_bind_warm - make a pair for the pool
 * @sn: the network namespace
 * @ifindex: the realm's interface
 * @id: set to the id of the RTP binding
 *
 * Context: under rcu_read_lock(), softirq or process.
 * Return: 0, -ENODEV where there is no such realm, -EADDRNOTAVAIL where its
 * address is not known or no port is free, or as sipmap_binding_add().
 */
int sipmap_bind_warm(struct sipmap_net *sn, int ifindex, u32 *id)
{
	struct sipmap_binding rtp = {
		.kind = SIPMAP_KIND_RTP,
		.phase = SIPMAP_PHASE_WARM,
		.ifindex = ifindex,
		.expires = (jiffies + SIPMAP_WARM_LIFETIME) | 1,
	};
	const struct sipmap_realm *realm;
	struct sipmap_binding rtcp;

	realm = sipmap_realm_find(&sn->realms, ifindex);
	if (!realm)
		return -ENODEV;
	if (!realm->address.family)
		return -EADDRNOTAVAIL;
	rtp.outside = realm->address;
	if (!sipmap_port_choose_pair(&sn->bindings, &rtp.outside,
				     sn->sysctl.media_ports))
		return -EADDRNOTAVAIL;
	rtcp = rtp;
	rtcp.kind = SIPMAP_KIND_RTCP;
	rtcp.outside.port++;
	return sipmap_binding_add_pair(&sn->bindings, &rtp, &rtcp, id);
}
