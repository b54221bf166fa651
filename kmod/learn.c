// SPDX-License-Identifier: GPL-2.0-only
/* What a message tells about bindings and calls. */
#include <linux/err.h>

#include "learn.h"
#include "net.h"
#include "sip/dialog.h"

/* longer than any INVITE transaction without a final response may last */
#define SIPMAP_CALL_EARLY_LIFETIME (300 * HZ)
/* long enough for a retransmitted BYE and its answer (RFC 3261 §17.1.2.2) */
#define SIPMAP_CALL_LINGER (32 * HZ)
/* media may be on its way when the BYE has been answered */
#define SIPMAP_CALL_ENDED_LIFETIME (2 * HZ)

static struct sipmap_span
sipmap_learn_call_id(const struct sipmap_message *message)
{
	static const struct sipmap_span none;
	u16 i;

	for (i = 0; i < message->header_count; i++)
		if (message->header[i].id == SIPMAP_HEADER_CALL_ID)
			return message->header[i].value;
	return none;
}

/* Outside dialogs these are asked and answered all the time. */
static bool sipmap_learn_is_of_call(const struct sipmap_message *message)
{
	return message->method != SIPMAP_METHOD_REGISTER &&
	       message->method != SIPMAP_METHOD_OPTIONS &&
	       message->method != SIPMAP_METHOD_PUBLISH;
}

/* Who has registered through this flow has been answered on it. */
static bool sipmap_learn_answered(struct sipmap_net *sn,
				  const struct sipmap_flow *flow)
{
	const struct sipmap_binding *binding;

	if (flow->direction == SIPMAP_IN)
		return true;
	binding = sipmap_binding_by_inside(&sn->bindings, &flow->inside);
	return binding &&
	       sipmap_endpoint_same_address(&binding->peer, &flow->peer);
}

static struct sipmap_call *
sipmap_learn_new_call(struct sipmap_net *sn, const struct sipmap_flow *flow,
		      const struct sipmap_message *message,
		      struct sipmap_span call_id)
{
	struct sipmap_call like = {
		.inside = flow->inside,
		.peer = flow->peer,
		.expires = jiffies + SIPMAP_CALL_EARLY_LIFETIME,
		.answered = sipmap_learn_answered(sn, flow),
	};
	struct sipmap_call *call;

	/* a response goes the other way than its INVITE */
	like.inbound = (flow->direction == SIPMAP_IN) == !message->status;
	call = sipmap_call_add(&sn->calls, &like,
			       message->data + call_id.offset, call_id.length);
	if (!IS_ERR(call))
		return call;
	if (PTR_ERR(call) == -ENOSPC)
		sipmap_count(sn, SIPMAP_REASON_CALL_LIMIT);
	else if (PTR_ERR(call) == -EDQUOT)
		sipmap_count(sn, SIPMAP_REASON_HOST_LIMIT);
	else if (PTR_ERR(call) != -EEXIST)
		sipmap_count(sn, SIPMAP_REASON_NO_MEMORY);
	return sipmap_call_find(&sn->calls, &flow->inside,
				message->data + call_id.offset,
				call_id.length);
}

static u32 sipmap_learn_name(const struct sipmap_message *message,
			     struct sipmap_span span)
{
	return sipmap_call_name(message->data + span.offset, span.length);
}

/* Either end of a dialog may come first, as From or as To. */
static u32 sipmap_learn_dialog(const struct sipmap_message *message)
{
	u32 from, to;

	from = sipmap_learn_name(message,
				 sipmap_dialog_tag(message,
						   SIPMAP_HEADER_FROM));
	to = sipmap_learn_name(message,
			       sipmap_dialog_tag(message, SIPMAP_HEADER_TO));
	return from && to ? (from ^ to) | 1 : 0;
}

/* A rule has read the top Via of what the phone asks, and of its answers. */
static u32 sipmap_learn_transaction(const struct sipmap_message *message,
				    const struct sipmap_facts *facts)
{
	struct sipmap_span branch = facts->branch;

	if (!branch.length)
		branch = sipmap_dialog_branch(message);
	return sipmap_learn_name(message, branch);
}

/* Only what begins or ends something is looked at so closely. */
static void sipmap_learn_call_names(const struct sipmap_message *message,
				    const struct sipmap_facts *facts,
				    struct sipmap_call_names *names)
{
	bool invite = message->method == SIPMAP_METHOD_INVITE;

	if ((invite && (!message->status || message->status >= 200)) ||
	    (message->method == SIPMAP_METHOD_CANCEL && !message->status))
		names->transaction = sipmap_learn_transaction(message, facts);
	if (message->method == SIPMAP_METHOD_BYE ||
	    (invite && message->status >= 200 && message->status < 300))
		names->dialog = sipmap_learn_dialog(message);
}

/**
 * sipmap_learn_names - which part of its call a message belongs to
 * @flow: the flow that carries it
 * @call: the call, or NULL
 * @message: the message, before any edit
 * @facts: what the engine found
 * @names: to be filled in; where there is no call, with a transaction of the
 *         phone's
 *
 * A response has the method of its request, and the branch. Outside calls only
 * what the phone asks is remembered, and only what answers it is looked up.
 *
 * Context: softirq.
 */
void sipmap_learn_names(const struct sipmap_flow *flow,
			const struct sipmap_call *call,
			const struct sipmap_message *message,
			const struct sipmap_facts *facts,
			struct sipmap_call_names *names)
{
	/* a response goes the other way than what the phone has asked */
	bool phones = (flow->direction == SIPMAP_OUT) == !message->status;

	names->transaction = 0;
	names->dialog = 0;
	if (call) {
		sipmap_learn_call_names(message, facts, names);
		return;
	}
	if (phones)
		names->transaction = sipmap_learn_transaction(message, facts);
	if (names->transaction)
		names->transaction ^= message->method << 8;
}

/**
 * sipmap_learn_call - the call that a message belongs to
 * @sn: the network namespace
 * @flow: the flow that carries it
 * @message: the message
 *
 * An INVITE, or the phone's answer to one, makes a call where there is none.
 *
 * Context: softirq, under rcu_read_lock().
 * Return: the call or NULL.
 */
struct sipmap_call *sipmap_learn_call(struct sipmap_net *sn,
				      const struct sipmap_flow *flow,
				      const struct sipmap_message *message)
{
	struct sipmap_span call_id;
	struct sipmap_call *call;

	if (!sipmap_learn_is_of_call(message))
		return NULL;
	call_id = sipmap_learn_call_id(message);
	if (!call_id.length)
		return NULL;
	call = sipmap_call_find(&sn->calls, &flow->inside,
				message->data + call_id.offset,
				call_id.length);
	if (!call && message->method == SIPMAP_METHOD_INVITE &&
	    message->status < 300 &&
	    (!message->status || flow->direction == SIPMAP_OUT))
		call = sipmap_learn_new_call(sn, flow, message, call_id);
	if (call && flow->direction == SIPMAP_IN)
		sipmap_call_set_answered(&sn->calls, call);
	return call;
}

/*
 * A response that begins a flow, or comes unanswered, answers nothing. Nor does
 * one from somebody who lies about where he sends from: he knows no branch of
 * ours. Who calls a phone knows Call-ID and branch, so that an outbound INVITE
 * counts, and only where no registrar knows better.
 */
static bool sipmap_learn_believes(const struct sipmap_flow *flow,
				  const struct sipmap_binding *binding,
				  const struct sipmap_call *call,
				  const struct sipmap_call_names *names,
				  const struct sipmap_facts *facts)
{
	if (!facts->status || flow->info == IP_CT_NEW ||
	    flow->info == IP_CT_RELATED)
		return false;
	if (!call)
		return sipmap_binding_has_asked(binding, names->transaction);
	return !call->inbound && !sipmap_binding_is_registered(binding) &&
	       facts->method == SIPMAP_METHOD_INVITE && names->transaction &&
	       sipmap_call_has_asked(call, names->transaction);
}

/* While a phone is registered, only its registrar says where it is. */
static bool sipmap_learn_is_registrar(const struct sipmap_flow *flow,
				      const struct sipmap_binding *binding,
				      const struct sipmap_facts *facts)
{
	return facts->has_lease || !sipmap_binding_is_registered(binding) ||
	       sipmap_endpoint_same_address(&binding->peer, &flow->peer);
}

static void sipmap_learn_response(struct sipmap_net *sn,
				  const struct sipmap_flow *flow,
				  struct sipmap_binding *binding,
				  const struct sipmap_facts *facts)
{
	struct sipmap_bindings *table = &sn->bindings;
	bool known = READ_ONCE(binding->public_endpoint.family);

	if (!sipmap_learn_is_registrar(flow, binding, facts))
		return;
	sipmap_binding_set_peer(table, binding, &flow->peer);
	if (facts->observed.family &&
	    sipmap_endpoint_equal(&binding->outside, &flow->outside) &&
	    sipmap_binding_observe(table, binding, &facts->observed)) {
		sipmap_count(sn, SIPMAP_REASON_OBSERVED);
		if (known)
			sipmap_count(sn, SIPMAP_REASON_PUBLIC_CHANGED);
	}
	if (facts->has_lease)
		sipmap_binding_set_lease(table, binding, facts->lease,
					 facts->record);
}

/* What holds for the endpoint a phone sends from holds where it listens. */
static void sipmap_learn_contact(struct sipmap_net *sn,
				 const struct sipmap_flow *flow,
				 const struct sipmap_binding *binding,
				 const struct sipmap_facts *facts,
				 bool believed)
{
	struct sipmap_bindings *table = &sn->bindings;
	u32 id = READ_ONCE(binding->contact);
	struct sipmap_binding *contact;

	contact = id ? sipmap_binding_by_id(table, id) : NULL;
	if (!contact || !sipmap_endpoint_same_address(&contact->inside,
						      &binding->inside))
		return;
	if (flow->direction == SIPMAP_OUT) {
		sipmap_binding_wrote(table, contact, facts->written,
				     facts->written_known);
	} else if (believed &&
		   sipmap_learn_is_registrar(flow, contact, facts)) {
		sipmap_binding_set_peer(table, contact, &flow->peer);
		if (facts->has_lease)
			sipmap_binding_set_lease(table, contact, facts->lease,
						 facts->record);
	}
}

/**
 * sipmap_learn_facts - what a message tells about the binding of its flow
 * @sn: the network namespace
 * @flow: the flow that carries it
 * @binding: the binding of its inside endpoint
 * @call: the call that it belongs to, or NULL
 * @names: as sipmap_learn_names() has filled it in
 * @facts: what the engine found
 *
 * Only a response to what the phone has sent is believed.
 *
 * Context: softirq, under rcu_read_lock().
 */
void sipmap_learn_facts(struct sipmap_net *sn, struct sipmap_flow *flow,
			struct sipmap_binding *binding,
			struct sipmap_call *call,
			const struct sipmap_call_names *names,
			const struct sipmap_facts *facts)
{
	bool believed = false;

	if (flow->direction == SIPMAP_OUT) {
		sipmap_binding_wrote(&sn->bindings, binding, facts->written,
				     facts->written_known);
		if (!call && !facts->status)
			sipmap_binding_asked(&sn->bindings, binding,
					     names->transaction);
		if (facts->method == SIPMAP_METHOD_REGISTER && !facts->status)
			WRITE_ONCE(binding->instance, facts->instance);
	} else if (sipmap_learn_believes(flow, binding, call, names,
					 facts)) {
		believed = true;
		sipmap_learn_response(sn, flow, binding, facts);
	}
	sipmap_learn_contact(sn, flow, binding, facts, believed);
	sipmap_flow_keep(flow, READ_ONCE(binding->lease));
}

static bool sipmap_learn_hung_up(const struct sipmap_call *call)
{
	return call->end == SIPMAP_CALL_END_BYE_INSIDE ||
	       call->end == SIPMAP_CALL_END_BYE_OUTSIDE;
}

static void sipmap_learn_refusal(struct sipmap_net *sn,
				 struct sipmap_call *call,
				 const struct sipmap_call_names *names,
				 u16 status)
{
	/* a refused re-INVITE, or one of several, leaves the call as it was */
	if (!sipmap_call_refused(&sn->calls, call, names->transaction) ||
	    call->phase != SIPMAP_CALL_PHASE_EARLY ||
	    status == 401 || status == 407)
		return;
	sipmap_call_set_phase(&sn->calls, call, SIPMAP_CALL_PHASE_ENDED,
			      status == 487 ? SIPMAP_CALL_END_CANCELLED :
					      SIPMAP_CALL_END_REFUSED,
			      SIPMAP_CALL_LINGER);
}

static void sipmap_learn_invite(struct sipmap_net *sn,
				struct sipmap_call *call,
				const struct sipmap_call_names *names,
				u16 status)
{
	unsigned long lifetime = READ_ONCE(sn->sysctl.call_timeout) * HZ;

	/* a late retransmission does not bring back who has hung up */
	if (sipmap_learn_hung_up(call))
		return;
	if (!status)
		sipmap_call_asked(&sn->calls, call, names->transaction);
	if (status < 200) {
		if (call->phase == SIPMAP_CALL_PHASE_CONFIRMED)
			return;
		sipmap_call_set_phase(&sn->calls, call,
				      SIPMAP_CALL_PHASE_EARLY,
				      SIPMAP_CALL_END_NONE,
				      SIPMAP_CALL_EARLY_LIFETIME);
	} else if (status < 300) {
		sipmap_call_confirmed(&sn->calls, call, names);
		sipmap_call_set_phase(&sn->calls, call,
				      SIPMAP_CALL_PHASE_CONFIRMED,
				      SIPMAP_CALL_END_NONE, lifetime);
	} else {
		sipmap_learn_refusal(sn, call, names, status);
	}
}

/*
 * What is cancelled ends even where nobody says so. The request has the branch
 * of its INVITE (RFC 3261 section 9.1).
 */
static void sipmap_learn_cancel(struct sipmap_net *sn,
				struct sipmap_call *call,
				const struct sipmap_call_names *names,
				u16 status)
{
	if (!status && call->phase == SIPMAP_CALL_PHASE_EARLY &&
	    sipmap_call_has_asked(call, names->transaction))
		sipmap_call_set_phase(&sn->calls, call, call->phase,
				      SIPMAP_CALL_END_NONE,
				      SIPMAP_CALL_LINGER);
}

static void sipmap_learn_bye(struct sipmap_net *sn,
			     const struct sipmap_flow *flow,
			     struct sipmap_call *call,
			     const struct sipmap_call_names *names, u16 status)
{
	unsigned long lifetime = READ_ONCE(sn->sysctl.call_timeout) * HZ;
	enum sipmap_call_end end;

	if (status == 401 || status == 407) {
		sipmap_call_confirmed(&sn->calls, call, names);
		sipmap_call_set_phase(&sn->calls, call,
				      SIPMAP_CALL_PHASE_CONFIRMED,
				      SIPMAP_CALL_END_NONE, lifetime);
		return;
	}
	if (!sipmap_call_left(&sn->calls, call, names->dialog))
		return;
	/* a response goes the other way than its BYE */
	end = (flow->direction == SIPMAP_OUT) == !status ?
	      SIPMAP_CALL_END_BYE_INSIDE : SIPMAP_CALL_END_BYE_OUTSIDE;
	sipmap_call_set_phase(&sn->calls, call, SIPMAP_CALL_PHASE_ENDED, end,
			      status >= 200 ? SIPMAP_CALL_ENDED_LIFETIME :
					      SIPMAP_CALL_LINGER);
}

/**
 * sipmap_learn_progress - how far a call is after a message
 * @sn: the network namespace
 * @flow: the flow that carries the message
 * @call: the call
 * @names: which part of it the message belongs to
 * @facts: what the engine found
 *
 * Context: softirq, under rcu_read_lock().
 */
void sipmap_learn_progress(struct sipmap_net *sn,
			   const struct sipmap_flow *flow,
			   struct sipmap_call *call,
			   const struct sipmap_call_names *names,
			   const struct sipmap_facts *facts)
{
	unsigned long lifetime = READ_ONCE(sn->sysctl.call_timeout) * HZ;

	switch (facts->method) {
	case SIPMAP_METHOD_INVITE:
		sipmap_learn_invite(sn, call, names, facts->status);
		break;
	case SIPMAP_METHOD_BYE:
		sipmap_learn_bye(sn, flow, call, names, facts->status);
		break;
	case SIPMAP_METHOD_CANCEL:
		sipmap_learn_cancel(sn, call, names, facts->status);
		break;
	default:
		if (call->phase == SIPMAP_CALL_PHASE_CONFIRMED)
			sipmap_call_set_phase(&sn->calls, call, call->phase,
					      SIPMAP_CALL_END_NONE, lifetime);
	}
}
