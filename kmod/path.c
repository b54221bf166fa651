// SPDX-License-Identifier: GPL-2.0-only
/* One SIP message on its way through: look, bind, plan, edit, remember. */
#include <linux/err.h>
#include <linux/netfilter.h>
#include <linux/percpu.h>
#include <linux/skbuff.h>

#include "answers.h"
#include "bind.h"
#include "learn.h"
#include "literals.h"
#include "net.h"
#include "path.h"
#include "pkt.h"
#include "sip/engine.h"
#include "softirq.h"
#include "trace.h"

/**
 * struct sipmap_scratch - room for one message at a time
 * @message: where everything stands in it
 * @needs: own endpoints that it names
 * @plan: what is to be done to it
 * @literals: endpoints that were written into others before
 *
 * Too big for a stack. One for each processor; used with softirqs off.
 */
struct sipmap_scratch {
	struct sipmap_message message;
	struct sipmap_needs needs;
	struct sipmap_plan plan;
	struct sipmap_literals literals;
};

static struct sipmap_scratch __percpu *sipmap_scratch;

/**
 * struct sipmap_path - what the steps share about one message
 * @sn: the network namespace
 * @skb: the packet
 * @flow: its flow
 * @answers: binding and call of the message, and what the planner may know
 * @names: which part of its call it belongs to
 * @mtu: longest packet that may leave with DF; 0 where it is not known yet
 */
struct sipmap_path {
	struct sipmap_net *sn;
	struct sk_buff *skb;
	struct sipmap_flow *flow;
	struct sipmap_answers answers;
	struct sipmap_call_names names;
	unsigned int mtu;
};

/**
 * sipmap_path_init - make room for messages
 *
 * Context: may sleep.
 * Return: 0 or -ENOMEM.
 */
int sipmap_path_init(void)
{
	sipmap_scratch = alloc_percpu(struct sipmap_scratch);
	return sipmap_scratch ? 0 : -ENOMEM;
}

/**
 * sipmap_path_exit - free it
 *
 * Context: may sleep; no hook is registered in any namespace.
 */
void sipmap_path_exit(void)
{
	free_percpu(sipmap_scratch);
}

/* A REGISTER may tell the registrar what is known of the NAT. */
static void sipmap_path_fill_warning(struct sipmap_path *path,
				     const struct sipmap_message *message)
{
	struct sipmap_view *view = &path->answers.view;
	const struct sipmap_realm *realm;

	/* nobody judges a NAT over IPv6 */
	if (!READ_ONCE(path->sn->sysctl.warning) || message->status ||
	    message->method != SIPMAP_METHOD_REGISTER ||
	    path->flow->inside.family != SIPMAP_FAMILY_IPV4)
		return;
	realm = sipmap_realm_find(&path->sn->realms, path->flow->ifindex);
	if (!realm)
		return;
	view->warning = realm->nat.type;
	view->warning_length = strnlen(realm->nat.type, SIPMAP_NAT_TYPE_MAX);
}

/* May this message wait for the P of an endpoint that it names? */
static bool sipmap_path_waits_for(struct sipmap_path *path,
				  const struct sipmap_endpoint *inside)
{
	struct sipmap_binding *binding;
	unsigned long duration;

	binding = sipmap_binding_by_inside(&path->sn->bindings, inside);
	if (!binding || READ_ONCE(binding->phase) != SIPMAP_PHASE_PENDING ||
	    !READ_ONCE(binding->outside.family))
		return false;
	duration = msecs_to_jiffies(READ_ONCE(path->sn->sysctl.hold_ms));
	if (sipmap_binding_hold(&path->sn->bindings, binding, duration))
		return true;
	sipmap_count(path->sn, SIPMAP_REASON_HOLD_EXPIRED);
	return false;
}

/* All of them are looked at, so that the agent hears of all at once. */
static bool sipmap_path_waits(struct sipmap_path *path,
			      const struct sipmap_needs *needs)
{
	bool waits;
	u8 i;

	if (!READ_ONCE(path->sn->agent.portid) ||
	    !READ_ONCE(path->sn->sysctl.hold_ms))
		return false;
	waits = sipmap_path_waits_for(path, &path->flow->inside);
	for (i = 0; i < needs->signalling_count; i++)
		waits |= sipmap_path_waits_for(path, &needs->signalling[i]);
	for (i = 0; i < needs->stream_count; i++) {
		waits |= sipmap_path_waits_for(path, &needs->streams[i].rtp);
		if (needs->streams[i].rtcp.family)
			waits |= sipmap_path_waits_for(path,
						       &needs->streams[i].rtcp);
	}
	return waits;
}

static void sipmap_path_bind(struct sipmap_path *path,
			     const struct sipmap_needs *needs)
{
	struct sipmap_call *call = path->answers.call;
	struct sipmap_binding *contact;
	u16 bound = 0;
	u8 i;

	for (i = 0; i < needs->signalling_count; i++) {
		contact = sipmap_bind_contact(path->sn, path->flow,
					      &needs->signalling[i]);
		/* it shares the registration of the endpoint that sends */
		if (contact && path->answers.binding)
			WRITE_ONCE(path->answers.binding->contact, contact->id);
	}
	if (!call || !needs->stream_count)
		return;
	for (i = 0; i < needs->stream_count; i++)
		bound += sipmap_bind_stream(path->sn, path->flow, call,
					    &needs->streams[i]);
	sipmap_call_set_streams(&path->sn->calls, call, bound);
}

/* What passes byte for byte within a message has its own counters. */
static void sipmap_path_count_left(struct sipmap_net *sn, unsigned long left)
{
	unsigned int bit;

	for_each_set_bit(bit, &left, SIPMAP_REASON_COUNT - SIPMAP_REASON_LEFT)
		sipmap_count(sn, SIPMAP_REASON_LEFT + bit);
}

static void sipmap_path_finish(struct sipmap_path *path,
			       const struct sipmap_scratch *scratch,
			       enum sipmap_reason reason)
{
	const struct sipmap_plan *plan = &scratch->plan;
	struct sipmap_net *sn = path->sn;

	/* an edit moves what the message's spans point at */
	sipmap_learn_names(path->flow, path->answers.call, &scratch->message,
			   &plan->facts, &path->names);
	if (reason == SIPMAP_REASON_REWRITTEN) {
		int err = sipmap_pkt_edit(path->skb, &plan->edits, sn->net,
					  path->mtu);

		if (err)
			reason = err == -EMSGSIZE ? SIPMAP_REASON_TOO_LONG :
						    SIPMAP_REASON_NO_MEMORY;
	}
	if (path->answers.binding)
		sipmap_learn_facts(sn, path->flow, path->answers.binding,
				   path->answers.call, &path->names,
				   &plan->facts);
	if (path->answers.call)
		sipmap_learn_progress(sn, path->flow, path->answers.call,
				      &path->names, &plan->facts);
	if (reason == SIPMAP_REASON_REWRITTEN &&
	    path->flow->direction == SIPMAP_OUT && path->answers.binding &&
	    READ_ONCE(path->answers.binding->phase) != SIPMAP_PHASE_READY)
		sipmap_count(sn, SIPMAP_REASON_FALLBACK);
	if (plan->facts.left)
		sipmap_path_count_left(sn, plan->facts.left);
	sipmap_count(sn, reason);
	trace_sipmap_message(path->flow, reason, plan->edits.delta,
			     plan->facts.left);
}

static unsigned int sipmap_path_hold(struct sipmap_path *path)
{
	u16 queue = READ_ONCE(path->sn->agent.held_queue);

	sipmap_count(path->sn, SIPMAP_REASON_HELD);
	trace_sipmap_message(path->flow, SIPMAP_REASON_HELD, 0, 0);
	return NF_QUEUE_NR(queue) | NF_VERDICT_FLAG_QUEUE_BYPASS;
}

/*
 * Make what the message needs. It is looked for only where the lookups of a
 * plan have found something missing, or in the first message of a call.
 */
static bool sipmap_path_prepare(struct sipmap_path *path,
				struct sipmap_scratch *scratch)
{
	sipmap_needs_collect(&scratch->needs, &scratch->message,
			     &path->answers.view);
	sipmap_path_bind(path, &scratch->needs);
	return !sipmap_path_waits(path, &scratch->needs);
}

static unsigned int sipmap_path_run_out(struct sipmap_path *path,
					struct sipmap_scratch *scratch)
{
	struct sipmap_message *message = &scratch->message;
	struct sipmap_answers *answers = &path->answers;
	enum sipmap_reason reason;
	bool unsettled;

	answers->unsettled = &unsettled;
	answers->binding = sipmap_bind_flow(path->sn, path->flow);
	if (IS_ERR(answers->binding)) {
		trace_sipmap_message(path->flow, SIPMAP_REASON_PIN_TAKEN, 0, 0);
		return NF_DROP;
	}
	sipmap_flow_mark(path->flow->ct);
	answers->call = sipmap_learn_call(path->sn, path->flow, message);
	answers->literals = &scratch->literals;
	sipmap_answers_fill(answers, path->flow);
	sipmap_path_fill_warning(path, message);

	unsettled = answers->call && message->sdp_count &&
		    !READ_ONCE(answers->call->streams);
	if (!unsettled)
		reason = sipmap_plan_make(&scratch->plan, message,
					  &answers->view);
	if (unsettled) {
		if (!sipmap_path_prepare(path, scratch))
			return sipmap_path_hold(path);
		reason = sipmap_plan_make(&scratch->plan, message,
					  &answers->view);
	}
	sipmap_path_finish(path, scratch, reason);
	return NF_ACCEPT;
}

static unsigned int sipmap_path_run_in(struct sipmap_path *path,
				       struct sipmap_scratch *scratch)
{
	struct sipmap_answers *answers = &path->answers;
	enum sipmap_reason reason;

	answers->call = sipmap_learn_call(path->sn, path->flow,
					  &scratch->message);
	answers->literals = &scratch->literals;
	sipmap_answers_fill(answers, path->flow);
	reason = sipmap_plan_make(&scratch->plan, &scratch->message,
				  &answers->view);
	sipmap_path_finish(path, scratch, reason);
	return NF_ACCEPT;
}

static enum sipmap_reason sipmap_path_parse(struct sipmap_path *path,
					    struct sipmap_message *message)
{
	const char *data;
	u16 length;

	if (skb_is_gso(path->skb))
		return SIPMAP_REASON_SEGMENTED;
	switch (sipmap_pkt_payload(path->skb, &data, &length)) {
	case 0:
		return sipmap_message_parse(message, data, length);
	case -ENOMEM:
		return SIPMAP_REASON_NOT_LINEAR;
	default:
		return SIPMAP_REASON_MALFORMED;
	}
}

/* The view is filled in as soon as there is a message. */
static void sipmap_path_begin(struct sipmap_path *path, struct sipmap_net *sn)
{
	path->sn = sn;
	path->answers.sn = sn;
	path->answers.binding = NULL;
	path->answers.call = NULL;
	path->answers.unsettled = NULL;
}

/**
 * sipmap_path_message - take one packet that may be SIP through all steps
 * @sn: the network namespace
 * @skb: the packet; its address translation is done
 * @flow: its flow
 * @mtu: longest packet that may leave with DF; 0 where it is not known yet
 *
 * Context: softirq or process, under rcu_read_lock().
 * Return: NF_ACCEPT; the agent's queue where the message has to wait; NF_DROP
 * where its flow began with another phone's W.
 */
unsigned int sipmap_path_message(struct sipmap_net *sn, struct sk_buff *skb,
				 struct sipmap_flow *flow, unsigned int mtu)
{
	struct sipmap_path path SIPMAP_UNINITIALIZED;
	unsigned int verdict = NF_ACCEPT;
	struct sipmap_scratch *scratch;
	struct sipmap_binding *binding;
	enum sipmap_reason reason;
	bool off;

	path.skb = skb;
	path.flow = flow;
	path.mtu = mtu;
	sipmap_path_begin(&path, sn);
	if (flow->direction == SIPMAP_IN) {
		binding = sipmap_binding_by_inside(&sn->bindings,
						   &flow->inside);
		if (!binding || binding->kind != SIPMAP_KIND_SIGNALLING)
			return NF_ACCEPT;
		path.answers.binding = binding;
	}

	off = sipmap_softirq_off();
	scratch = this_cpu_ptr(sipmap_scratch);
	reason = sipmap_path_parse(&path, &scratch->message);
	if (reason == SIPMAP_REASON_UNCHANGED &&
	    flow->direction == SIPMAP_OUT) {
		verdict = sipmap_path_run_out(&path, scratch);
	} else if (reason == SIPMAP_REASON_UNCHANGED) {
		verdict = sipmap_path_run_in(&path, scratch);
	} else {
		sipmap_count(sn, reason);
		trace_sipmap_message(flow, reason, 0, 0);
	}
	sipmap_softirq_on(off);
	return verdict;
}
