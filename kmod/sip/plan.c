// SPDX-License-Identifier: GPL-2.0-only
/* From a message to a plan: each header's rule, then the body. */
#include "explain.h"
#include "number.h"
#include "rewrite.h"

/* IP and UDP headers leave this much of 65535 for a payload over IPv4. */
#define SIPMAP_PAYLOAD_MAX 65507

/* Which messages of the table this is (see header.h). */
static u8 sipmap_plan_where(const struct sipmap_rewrite *rewrite)
{
	bool response = rewrite->message->status;

	if (rewrite->view->direction == SIPMAP_OUT)
		return response ? SIPMAP_OUT_RESPONSES : SIPMAP_OUT_REQUESTS;
	return response ? SIPMAP_IN_RESPONSES : SIPMAP_IN_REQUESTS;
}

static void sipmap_plan_read(struct sipmap_rewrite *rewrite,
			     const struct sipmap_header *header)
{
	struct sipmap_facts *facts = &rewrite->plan->facts;

	if (header->id == SIPMAP_HEADER_CALL_ID) {
		facts->call_id = header->value;
	} else if (header->id == SIPMAP_HEADER_EXPIRES) {
		rewrite->registration.expires_value = header->value;
		rewrite->registration.has_expires =
			sipmap_number_parse(rewrite->message->data,
					    header->value,
					    &rewrite->registration.expires);
	}
}

static void sipmap_plan_header(struct sipmap_rewrite *rewrite,
			       const struct sipmap_header *header, u8 where)
{
	const struct sipmap_header_row *row = sipmap_header_row(header->id);

	if (row->shape == SIPMAP_SHAPE_PLAIN)
		sipmap_plan_read(rewrite, header);
	sipmap_explain_header(rewrite, header->id);
	if (!(row->where & where)) {
		if (row->where)
			sipmap_explain(rewrite, rewrite->rule,
				       SIPMAP_OUTCOME_DIRECTION,
				       header->value);
		return;
	}
	switch (row->shape) {
	case SIPMAP_SHAPE_VIA:
		sipmap_rewrite_via(rewrite, header->value);
		break;
	case SIPMAP_SHAPE_CONTACT:
		sipmap_rewrite_contact(rewrite, header->value);
		break;
	case SIPMAP_SHAPE_ROUTE:
		sipmap_rewrite_route(rewrite, header->value);
		break;
	case SIPMAP_SHAPE_IDENTITY:
		sipmap_rewrite_identity(rewrite, header->value,
					header->id == SIPMAP_HEADER_FROM);
		break;
	default:
		break;
	}
}

/*
 * RFC 3261 section 10.2.4. A registrar that lists no Contact at all has
 * removed the phone's, unless it says until when it keeps it.
 */
static void sipmap_plan_lease(struct sipmap_rewrite *rewrite)
{
	struct sipmap_facts *facts = &rewrite->plan->facts;
	u32 lease = rewrite->registration.longest;
	struct sipmap_span value = rewrite->registration.expires_value;
	u32 expires = rewrite->registration.expires;

	if (rewrite->view->direction != SIPMAP_IN ||
	    facts->method != SIPMAP_METHOD_REGISTER ||
	    facts->status < 200 || facts->status > 299)
		return;
	if (rewrite->registration.contact && !rewrite->registration.own)
		return;
	facts->has_lease = rewrite->registration.own_expires;
	if (rewrite->registration.own_bare || !rewrite->registration.own) {
		if (rewrite->registration.has_expires)
			sipmap_registration_lower(rewrite, value, expires);
		if (rewrite->registration.has_expires && expires > lease)
			lease = expires;
		facts->has_lease = facts->has_lease ||
				   rewrite->registration.has_expires ||
				   !rewrite->registration.own;
	}
	facts->lease = lease;
	if (facts->has_lease)
		facts->record = sipmap_registration_record(rewrite->message);
}

/* RFC 3261 section 20.14: only where it is there, and only if it changes */
static void sipmap_plan_content_length(struct sipmap_rewrite *rewrite,
				       int delta)
{
	const struct sipmap_message *message = rewrite->message;
	unsigned int i;

	if (!delta && !SIPMAP_EXPLAINS)
		return;
	for (i = 0; i < message->header_count; i++) {
		if (message->header[i].id != SIPMAP_HEADER_CONTENT_LENGTH)
			continue;
		sipmap_explain(rewrite, SIPMAP_RULE_CONTENT_LENGTH,
			       delta ? SIPMAP_OUTCOME_RECOMPUTED :
			       SIPMAP_OUTCOME_LENGTH, message->header[i].value);
		if (delta)
			sipmap_replace_number(rewrite, message->header[i].value,
					      (u32)(message->body.length +
						    delta));
	}
}

/*
 * A part's own Content-Length; @delta: by how much each of the message's
 * session descriptions grows.
 */
static void sipmap_plan_part_length(struct sipmap_rewrite *rewrite,
				    const struct sipmap_part *part,
				    const int *delta)
{
	int length = part->length;
	u8 i;

	for (i = 0; i < part->sdp_count; i++)
		length += delta[part->sdp + i];
	sipmap_explain(rewrite, SIPMAP_RULE_PART_LENGTH,
		       length == part->length ? SIPMAP_OUTCOME_LENGTH :
		       SIPMAP_OUTCOME_RECOMPUTED, part->about);
	if (length != part->length)
		sipmap_replace_number(rewrite, part->about, (u32)length);
}

static void sipmap_plan_parts(struct sipmap_rewrite *rewrite, const int *delta)
{
	const struct sipmap_message *message = rewrite->message;
	u8 i;

	rewrite->plan->facts.left |= message->part_left;
	for (i = 0; i < message->part_count; i++) {
		const struct sipmap_part *part = &message->part[i];

		if (part->outcome == SIPMAP_OUTCOME_RECOMPUTED)
			sipmap_plan_part_length(rewrite, part, delta);
		else
			sipmap_explain(rewrite, SIPMAP_RULE_PART,
				       part->outcome, part->about);
	}
}

static void sipmap_plan_body(struct sipmap_rewrite *rewrite)
{
	const struct sipmap_message *message = rewrite->message;
	const struct sipmap_edits *edits = &rewrite->plan->edits;
	int before = edits->delta;
	int delta[SIPMAP_SDP_MAX];
	unsigned int i;

	rewrite->plan->facts.has_sdp = message->sdp_count;
	if (message->body_outcome != SIPMAP_OUTCOME_OWN)
		sipmap_explain(rewrite, SIPMAP_RULE_BODY, message->body_outcome,
			       message->body_about);
	for (i = 0; i < message->sdp_count; i++) {
		delta[i] = -edits->delta;
		sipmap_rewrite_sdp(rewrite, &message->sdp[i]);
		delta[i] += edits->delta;
	}
	sipmap_plan_parts(rewrite, delta);
	sipmap_plan_content_length(rewrite, edits->delta - before);
}

static enum sipmap_reason sipmap_plan_verdict(struct sipmap_rewrite *rewrite)
{
	struct sipmap_edits *edits = &rewrite->plan->edits;
	enum sipmap_reason reason = SIPMAP_REASON_REWRITTEN;

	if (rewrite->unknown)
		reason = SIPMAP_REASON_UNKNOWN_PUBLIC;
	else if (edits->overflow)
		reason = SIPMAP_REASON_TOO_MANY_EDITS;
	else if (rewrite->message->too_many_media && edits->count)
		reason = SIPMAP_REASON_TOO_MANY_MEDIA;
	else if (rewrite->message->length + edits->delta > SIPMAP_PAYLOAD_MAX &&
		 edits->delta > 0)
		reason = SIPMAP_REASON_TOO_LONG;
	else if (!edits->count)
		reason = SIPMAP_REASON_UNCHANGED;
	if (reason != SIPMAP_REASON_REWRITTEN)
		sipmap_edits_init(edits);
	return reason;
}

/* The endpoint that most rules are about is known, and written, already. */
static void sipmap_plan_know(struct sipmap_rewrite *rewrite)
{
	const struct sipmap_view *view = rewrite->view;
	bool out = view->direction == SIPMAP_OUT;
	const struct sipmap_literal *from, *to;
	struct sipmap_known *known = rewrite->known;

	from = out ? &view->inside_literal : &view->public_literal;
	known->text = from->text;
	known->host_length = from->host_length;
	known->length = from->length;
	known->endpoint = out ? view->inside : view->public_endpoint;
	known[1].length = 0;
	to = out ? &view->public_literal : &view->inside_literal;
	rewrite->shown.endpoint = (struct sipmap_endpoint){ 0 };
	if (!to->length)
		return;
	rewrite->shown.endpoint = out ? view->public_endpoint : view->inside;
	__builtin_memcpy(rewrite->shown.text, to->text, sizeof(to->text));
	rewrite->shown.host_length = to->host_length;
	rewrite->shown.length = to->length;
}

/* What is remembered of an endpoint counts only where there is one. */
static void sipmap_plan_begin(struct sipmap_rewrite *rewrite)
{
	rewrite->registration = (struct sipmap_granted){ 0 };
	rewrite->looked_up.from = (struct sipmap_endpoint){ 0 };
	rewrite->unknown = false;
	rewrite->via_done = false;
	rewrite->rule = SIPMAP_RULE_REQUEST_URI;
}

/**
 * sipmap_plan_make - decide everything that is to be done to one message
 * @plan: where edits and facts go; all of it is written
 * @message: the message, parsed
 * @view: bindings and settings
 *
 * The same message and view always give the same plan, so retransmissions
 * stay retransmissions. It is the whole plan or none.
 *
 * Return: SIPMAP_REASON_REWRITTEN if there are edits. Otherwise there are
 * none, and the reason says why; the facts are good in any case.
 * SIPMAP_REASON_UNKNOWN_PUBLIC: OUT, the top Via or a Contact names an own
 * endpoint that @view has no public endpoint for.
 */
enum sipmap_reason sipmap_plan_make(struct sipmap_plan *plan,
				    const struct sipmap_message *message,
				    const struct sipmap_view *view)
{
	struct sipmap_rewrite rewrite SIPMAP_UNINITIALIZED;
	struct sipmap_uri uri;
	unsigned int i;
	u8 where;

	rewrite.message = message;
	rewrite.view = view;
	rewrite.plan = plan;
	sipmap_plan_begin(&rewrite);
	sipmap_plan_know(&rewrite);
	sipmap_edits_init(&plan->edits);
	plan->facts = (struct sipmap_facts){ 0 };
	plan->facts.status = message->status;
	plan->facts.method = message->method;
	where = sipmap_plan_where(&rewrite);
	/* OUT, a digest covers the Request-URI (RFC 3261 section 22.4). */
	if (where == SIPMAP_IN_REQUESTS)
		sipmap_rewrite_uri(&rewrite, message->uri,
				   SIPMAP_SHAPE_CONTACT, &uri);
	else if (where == SIPMAP_OUT_REQUESTS)
		sipmap_explain(&rewrite, SIPMAP_RULE_REQUEST_URI,
			       SIPMAP_OUTCOME_DIRECTION, message->uri);
	for (i = 0; i < message->header_count; i++)
		sipmap_plan_header(&rewrite, &message->header[i], where);
	sipmap_plan_lease(&rewrite);
	if (view->warning_length && where == SIPMAP_OUT_REQUESTS &&
	    message->method == SIPMAP_METHOD_REGISTER)
		sipmap_rewrite_warning(&rewrite);
	sipmap_plan_body(&rewrite);
	return sipmap_plan_verdict(&rewrite);
}
