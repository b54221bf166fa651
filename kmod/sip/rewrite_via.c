// SPDX-License-Identifier: GPL-2.0-only
/* The topmost Via: made public in requests, given back in responses. */
#include "explain.h"
#include "number.h"
#include "via.h"

static void sipmap_via_maddr(struct sipmap_rewrite *rewrite,
			     const struct sipmap_via *via)
{
	struct sipmap_span value = via->maddr.value;
	struct sipmap_endpoint from;
	struct sipmap_endpoint to;
	u8 written;

	if (!sipmap_endpoint_from_host(&from, rewrite->message->data +
				       value.offset, value.length))
		return;
	from.port = via->sent_by.endpoint.port;
	if (sipmap_lookup(rewrite, &from, &to, &written) != SIPMAP_OWN) {
		sipmap_explain(rewrite, SIPMAP_RULE_VIA_MADDR,
			       SIPMAP_OUTCOME_FOREIGN, value);
		return;
	}
	sipmap_explain(rewrite, SIPMAP_RULE_VIA_MADDR, SIPMAP_OUTCOME_OWN,
		       value);
	sipmap_replace_address(rewrite, value, &to, true);
}

static void sipmap_via_facts(struct sipmap_rewrite *rewrite,
			     const struct sipmap_via *via)
{
	struct sipmap_facts *facts = &rewrite->plan->facts;

	facts->written_known |= SIPMAP_WROTE_VIA_PORT |
				SIPMAP_WROTE_VIA_RPORT |
				SIPMAP_WROTE_VIA_PUBLIC;
	if (via->sent_by.has_port)
		facts->written |= SIPMAP_WROTE_VIA_PORT;
	if (via->rport.whole.length)
		facts->written |= SIPMAP_WROTE_VIA_RPORT;
	if (sipmap_endpoint_equal(&via->sent_by.endpoint,
				  &rewrite->view->public_endpoint) &&
	    !sipmap_endpoint_equal(&via->sent_by.endpoint,
				   &rewrite->view->inside))
		facts->written |= SIPMAP_WROTE_VIA_PUBLIC;
}

/* The setting wants it, and it is the phone's. */
static void sipmap_via_sent_by(struct sipmap_rewrite *rewrite,
			       const struct sipmap_via *via,
			       enum sipmap_owner owner,
			       const struct sipmap_endpoint *to)
{
	const struct sipmap_host_port *sent_by = &via->sent_by;

	if (owner == SIPMAP_OWN_UNKNOWN) {
		sipmap_explain(rewrite, SIPMAP_RULE_VIA,
			       SIPMAP_OUTCOME_NO_PUBLIC, sent_by->span);
		rewrite->unknown = true;
	} else if (sipmap_endpoint_equal(&sent_by->endpoint, to)) {
		sipmap_explain(rewrite, SIPMAP_RULE_VIA, SIPMAP_OUTCOME_SAME,
			       sent_by->span);
	} else {
		sipmap_explain(rewrite, SIPMAP_RULE_VIA, SIPMAP_OUTCOME_OWN,
			       sent_by->span);
		sipmap_replace_host_port(rewrite, sent_by, to, true);
	}
	sipmap_via_maddr(rewrite, via);
}

/* RFC 3261 section 18.1.1, RFC 3581 section 3 */
static void sipmap_via_request(struct sipmap_rewrite *rewrite,
			       const struct sipmap_via *via)
{
	static const char rport[] = ";rport";
	const struct sipmap_view *view = rewrite->view;
	const struct sipmap_host_port *sent_by = &via->sent_by;
	struct sipmap_span behind = {
		(u16)(sent_by->span.offset + sent_by->span.length), 0
	};
	bool has_rport = via->rport.whole.length;
	struct sipmap_endpoint to;
	enum sipmap_owner owner;
	u8 written;

	sipmap_via_facts(rewrite, via);
	owner = sipmap_lookup(rewrite, &sent_by->endpoint, &to, &written);
	if (owner == SIPMAP_FOREIGN) {
		sipmap_explain(rewrite, SIPMAP_RULE_VIA, SIPMAP_OUTCOME_FOREIGN,
			       sent_by->span);
		return;
	}
	if (view->settings.via == SIPMAP_VIA_ALWAYS ||
	    (view->settings.via == SIPMAP_VIA_WITHOUT_RPORT && !has_rport))
		sipmap_via_sent_by(rewrite, via, owner, &to);
	else
		sipmap_explain(rewrite, SIPMAP_RULE_VIA, SIPMAP_OUTCOME_VIA_OFF,
			       sent_by->span);
	if (has_rport)
		return;
	sipmap_explain(rewrite, SIPMAP_RULE_VIA_RPORT, SIPMAP_OUTCOME_ADDED,
		       behind);
	sipmap_replace(rewrite, behind, rport, sizeof(rport) - 1);
}

/*
 * RFC 3581 section 4: what the peer added speaks of P; the phone knows I. What
 * is no port or no address stays as it is.
 */
static void sipmap_via_params(struct sipmap_rewrite *rewrite,
			      const struct sipmap_via *via)
{
	const struct sipmap_view *view = rewrite->view;
	const char *data = rewrite->message->data;
	struct sipmap_span value = via->received.value;
	struct sipmap_endpoint received;
	u16 port;

	if (!(view->written & SIPMAP_WROTE_VIA_RPORT)) {
		if (via->rport.whole.length)
			sipmap_explain(rewrite, SIPMAP_RULE_VIA_RPORT,
				       SIPMAP_OUTCOME_NOT_WRITTEN,
				       via->rport.whole);
		if (via->received.whole.length)
			sipmap_explain(rewrite, SIPMAP_RULE_VIA_RECEIVED,
				       SIPMAP_OUTCOME_NOT_WRITTEN,
				       via->received.whole);
		sipmap_replace(rewrite, via->rport.whole, "", 0);
		sipmap_replace(rewrite, via->received.whole, "", 0);
		return;
	}
	if (sipmap_port_parse(data, via->rport.value, &port)) {
		sipmap_explain(rewrite, SIPMAP_RULE_VIA_RPORT,
			       SIPMAP_OUTCOME_OWN, via->rport.value);
		sipmap_replace_number(rewrite, via->rport.value,
				      view->inside.port);
	}
	if (!sipmap_endpoint_from_host(&received, data + value.offset,
				       value.length))
		return;
	sipmap_explain(rewrite, SIPMAP_RULE_VIA_RECEIVED, SIPMAP_OUTCOME_OWN,
		       value);
	sipmap_replace_address(rewrite, value, &view->inside,
			       data[value.offset] == '[');
}

/* A sent-by that is a name: was it the phone that the peer saw? */
static bool sipmap_via_named(struct sipmap_rewrite *rewrite,
			     const struct sipmap_via *via,
			     const struct sipmap_endpoint *observed)
{
	const struct sipmap_view *view = rewrite->view;
	struct sipmap_span value = via->received.value;
	struct sipmap_endpoint endpoint;
	u8 written;

	if (via->sent_by.endpoint.family)
		return false;
	if (observed->family && sipmap_lookup(rewrite, observed, &endpoint,
					      &written) == SIPMAP_OWN)
		return true;
	return sipmap_endpoint_from_host(&endpoint, rewrite->message->data +
					 value.offset, value.length) &&
	       sipmap_endpoint_same_address(&endpoint, &view->public_endpoint);
}

/* The sent-by as the phone wrote it */
static void sipmap_via_restore(struct sipmap_rewrite *rewrite,
			       const struct sipmap_via *via,
			       const struct sipmap_endpoint *to)
{
	sipmap_explain(rewrite, SIPMAP_RULE_VIA, SIPMAP_OUTCOME_OWN,
		       via->sent_by.span);
	sipmap_replace_host_port(rewrite, &via->sent_by, to,
				 (rewrite->view->written &
				  SIPMAP_WROTE_VIA_PORT) ||
				 to->port != SIPMAP_PORT_SIP);
	sipmap_via_maddr(rewrite, via);
}

static void sipmap_via_response(struct sipmap_rewrite *rewrite,
				const struct sipmap_via *via)
{
	const struct sipmap_view *view = rewrite->view;
	const struct sipmap_host_port *sent_by = &via->sent_by;
	struct sipmap_endpoint observed;
	struct sipmap_endpoint to;
	enum sipmap_owner owner;
	u8 written;
	bool own;

	if (sipmap_via_observed(via, rewrite->message->data, &observed))
		rewrite->plan->facts.observed = observed;
	if (view->written & SIPMAP_WROTE_VIA_PUBLIC) {
		sipmap_explain(rewrite, SIPMAP_RULE_VIA,
			       SIPMAP_OUTCOME_BY_PHONE, sent_by->span);
		return;
	}
	owner = sipmap_lookup(rewrite, &sent_by->endpoint, &to, &written);
	own = sipmap_endpoint_same_address(&sent_by->endpoint, &view->inside);
	if (!own && owner != SIPMAP_OWN &&
	    !sipmap_via_named(rewrite, via, &observed)) {
		sipmap_explain(rewrite, SIPMAP_RULE_VIA, SIPMAP_OUTCOME_FOREIGN,
			       sent_by->span);
		return;
	}
	if (own || owner != SIPMAP_OWN)
		sipmap_explain(rewrite, SIPMAP_RULE_VIA, SIPMAP_OUTCOME_SAME,
			       sent_by->span);
	else
		sipmap_via_restore(rewrite, via, &to);
	sipmap_via_params(rewrite, via);
}

/**
 * sipmap_rewrite_via - do what is to be done to the topmost Via
 * @rewrite: the plan in the making
 * @value: the first Via header field's value
 *
 * A request's sent-by becomes P. A response's Via is what the phone wrote,
 * with what the peer added to it: that is learned, then the phone gets its own
 * text back, and sees no sign of a translation.
 */
void sipmap_rewrite_via(struct sipmap_rewrite *rewrite,
			struct sipmap_span value)
{
	struct sipmap_via via SIPMAP_UNINITIALIZED;

	if (rewrite->via_done) {
		sipmap_explain(rewrite, SIPMAP_RULE_VIA,
			       SIPMAP_OUTCOME_NOT_TOPMOST, value);
		return;
	}
	rewrite->via_done = true;
	if (!sipmap_via_parse(&via, rewrite->message->data, value,
			      rewrite->known)) {
		sipmap_explain(rewrite, SIPMAP_RULE_VIA,
			       SIPMAP_OUTCOME_LEFT_VIA, value);
		return;
	}
	rewrite->plan->facts.branch = via.branch;
	if (rewrite->view->direction == SIPMAP_OUT)
		sipmap_via_request(rewrite, &via);
	else
		sipmap_via_response(rewrite, &via);
}
