// SPDX-License-Identifier: GPL-2.0-or-later
/* What must hold for any message that the engine is given. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "oracle.h"
#include "outcome.h"
#include "rule.h"

/* big, so not on the stack; bytes of an earlier message must not matter */
static struct sipmap_message message;
static struct sipmap_message second;
static struct sipmap_plan plan;
static struct sipmap_plan again;

static void check_span(struct sipmap_span span, size_t length)
{
	FUZZ_HOLDS((size_t)span.offset + span.length <= length);
}

static void check_facts(const struct sipmap_facts *facts, size_t length)
{
	check_span(facts->call_id, length);
	FUZZ_HOLDS(!(facts->written & ~facts->written_known));
}

static bool same_span(struct sipmap_span a, struct sipmap_span b)
{
	return a.offset == b.offset && a.length == b.length;
}

/* The same message at another place gives the same plan and facts. */
static void check_again(const struct sipmap_view *view,
			enum sipmap_reason reason)
{
	char *copy = fuzz_copy(message.data, message.length);
	const struct sipmap_facts *a = &plan.facts;
	const struct sipmap_facts *b = &again.facts;

	memset(&second, 0xa5, sizeof(second));
	memset(&again, 0xa5, sizeof(again));
	FUZZ_HOLDS(sipmap_message_parse(&second, copy, message.length) ==
		   SIPMAP_REASON_UNCHANGED);
	FUZZ_HOLDS(sipmap_plan_make(&again, &second, view) == reason);
	FUZZ_HOLDS(plan.edits.count == again.edits.count);
	FUZZ_HOLDS(!memcmp(plan.edits.edit, again.edits.edit,
			   plan.edits.count * sizeof(plan.edits.edit[0])));
	FUZZ_HOLDS(plan.edits.text_length == again.edits.text_length);
	FUZZ_HOLDS(!memcmp(plan.edits.text, again.edits.text,
			   plan.edits.text_length));
	FUZZ_HOLDS(same_span(a->call_id, b->call_id));
	FUZZ_HOLDS(same_span(sipmap_dialog_tag(&message, SIPMAP_HEADER_FROM),
			     sipmap_dialog_tag(&second, SIPMAP_HEADER_FROM)));
	FUZZ_HOLDS(same_span(sipmap_dialog_tag(&message, SIPMAP_HEADER_TO),
			     sipmap_dialog_tag(&second, SIPMAP_HEADER_TO)));
	FUZZ_HOLDS(a->observed.family == b->observed.family);
	FUZZ_HOLDS(a->lease == b->lease && a->has_lease == b->has_lease);
	FUZZ_HOLDS(a->written == b->written &&
		   a->written_known == b->written_known);
	FUZZ_HOLDS(a->status == b->status && a->method == b->method &&
		   a->has_sdp == b->has_sdp);
	FUZZ_HOLDS(a->left == b->left);
	free(copy);
}

static void explain(const struct sipmap_view *view, unsigned int rule,
		    unsigned int outcome, struct sipmap_span span)
{
	(void)view;
	FUZZ_HOLDS(rule < SIPMAP_RULE_COUNT);
	FUZZ_HOLDS(outcome < SIPMAP_OUTCOME_COUNT);
	check_span(span, message.length);
}

/*
 * Explained or not, with endpoints written before or not, the same is done, and
 * what is explained lies within the message.
 */
static void check_explained(const struct sipmap_view *view,
			    enum sipmap_reason reason)
{
	struct sipmap_view explained = *view;

	explained.explain = explain;
	sipmap_literal_write(&explained.inside_literal, &explained.inside);
	sipmap_literal_write(&explained.public_literal,
			     &explained.public_endpoint);
	memset(&again, 0xa5, sizeof(again));
	FUZZ_HOLDS(sipmap_plan_make(&again, &message, &explained) == reason);
	FUZZ_HOLDS(plan.edits.count == again.edits.count);
	FUZZ_HOLDS(!memcmp(plan.edits.edit, again.edits.edit,
			   plan.edits.count * sizeof(plan.edits.edit[0])));
	FUZZ_HOLDS(!memcmp(plan.edits.text, again.edits.text,
			   plan.edits.text_length));
}

/* No binding is ever asked for on behalf of another host. */
static void check_needs(const struct sipmap_needs *needs,
			const struct sipmap_view *view)
{
	unsigned int i;

	FUZZ_HOLDS(needs->signalling_count <= SIPMAP_NEEDS_CONTACTS);
	FUZZ_HOLDS(needs->stream_count <= SIPMAP_NEEDS_STREAMS);
	for (i = 0; i < needs->signalling_count; i++)
		FUZZ_HOLDS(sipmap_endpoint_same_address(&needs->signalling[i],
							&view->inside));
	for (i = 0; i < needs->stream_count; i++) {
		const struct sipmap_stream *stream = &needs->streams[i];

		FUZZ_HOLDS(sipmap_endpoint_same_address(&stream->rtp,
							&view->inside));
		FUZZ_HOLDS(stream->rtp.port);
		FUZZ_HOLDS(!stream->rtcp.family || stream->rtcp.port);
	}
}

static size_t behind_body(const struct sipmap_message *of)
{
	return of->length - of->body.offset - of->body.length;
}

static bool same_name(const struct sipmap_header *a,
		      const struct sipmap_header *b)
{
	return a->id == b->id && a->name.length == b->name.length &&
	       !memcmp(message.data + a->name.offset,
		       second.data + b->name.offset, a->name.length);
}

/* The same header fields in the same order, but for a Warning that was added */
static void check_headers(const struct sipmap_view *view)
{
	bool more = second.header_count > message.header_count;
	const struct sipmap_header *b = second.header;
	unsigned int i;

	if (more)
		FUZZ_HOLDS(view->warning_length &&
			   view->direction == SIPMAP_OUT &&
			   message.method == SIPMAP_METHOD_REGISTER &&
			   !message.status);
	FUZZ_HOLDS(second.header_count == message.header_count + more);
	for (i = 0; i < message.header_count; i++, b++) {
		if (more && b->id == SIPMAP_HEADER_WARNING &&
		    !same_name(&message.header[i], b)) {
			more = false;
			b++;
		}
		FUZZ_HOLDS(same_name(&message.header[i], b));
	}
	FUZZ_HOLDS(!more || b->id == SIPMAP_HEADER_WARNING);
}

/*
 * @second is @message rewritten: it has the same header fields, and ends where
 * it should. Where Content-Length is there, the parser takes it for the
 * body's length, so a wrong one makes what is behind the body longer or
 * shorter.
 */
static void check_structure(const struct sipmap_view *view)
{
	check_headers(view);
	FUZZ_HOLDS(second.status == message.status);
	FUZZ_HOLDS(second.method == message.method);
	FUZZ_HOLDS(behind_body(&second) == behind_body(&message));
}

/*
 * What comes in may say a thing twice, and only one of them is taken away at a
 * time; nothing else is left to do.
 */
static void check_only_removals(const struct sipmap_view *view)
{
	unsigned int i;

	FUZZ_HOLDS(view->direction == SIPMAP_IN);
	FUZZ_HOLDS(!(view->written & SIPMAP_WROTE_VIA_RPORT));
	for (i = 0; i < again.edits.count; i++) {
		const struct sipmap_edit *edit = &again.edits.edit[i];

		FUZZ_HOLDS(!edit->new_length);
		FUZZ_HOLDS(second.data[edit->offset] == ';');
	}
}

static void check_result(const struct sipmap_view *view,
			 const struct fuzz_result *result)
{
	enum sipmap_reason reason;

	/* a Warning more would be one too many for us, though not for others */
	if (view->warning_length && message.header_count == SIPMAP_HEADERS_MAX)
		return;
	FUZZ_HOLDS(sipmap_message_parse(&second, result->out,
					result->out_length) ==
		   SIPMAP_REASON_UNCHANGED);
	check_structure(view);
	/* a part's wrong length may be right once another part has changed */
	if (plan.facts.left & 1U << SIPMAP_OUTCOME_LEFT_PART_LENGTH)
		return;
	reason = sipmap_plan_make(&again, &second, view);
	if (reason == SIPMAP_REASON_REWRITTEN)
		check_only_removals(view);
	else
		FUZZ_HOLDS(reason == SIPMAP_REASON_UNCHANGED);
}

/**
 * oracle_rewrite - do with a message what the module would do, and check it
 * @view: bindings and settings
 * @data: the message
 * @length: bytes of @data
 * @result: what the engine made of it; to be freed with oracle_free()
 */
void oracle_rewrite(const struct sipmap_view *view, const char *data,
		    size_t length, struct fuzz_result *result)
{
	memset(result, 0, sizeof(*result));
	fuzz_note(view->direction == SIPMAP_OUT ? "a message on its way out" :
		  "a message on its way in", data, length);
	memset(&message, 0x5a, sizeof(message));
	memset(&plan, 0x5a, sizeof(plan));
	result->reason = sipmap_message_parse(&message, data, length);
	if (result->reason != SIPMAP_REASON_UNCHANGED) {
		FUZZ_HOLDS(result->reason < SIPMAP_REASON_ENGINE);
		result->out = fuzz_copy(data, length);
		result->out_length = length;
		return;
	}
	if (view->direction == SIPMAP_OUT)
		sipmap_needs_collect(&result->needs, &message, view);
	check_needs(&result->needs, view);
	result->reason = sipmap_plan_make(&plan, &message, view);
	result->facts = plan.facts;
	FUZZ_HOLDS(result->reason < SIPMAP_REASON_ENGINE);
	FUZZ_HOLDS((result->reason == SIPMAP_REASON_REWRITTEN) ==
		   !!plan.edits.count);
	check_facts(&plan.facts, length);
	check_again(view, result->reason);
	check_explained(view, result->reason);
	oracle_edits(&plan.edits, &message, result);
	if (plan.edits.count)
		check_result(view, result);
}

/**
 * oracle_free - forget a result
 * @result: filled in by oracle_rewrite()
 */
void oracle_free(struct fuzz_result *result)
{
	free(result->out);
	result->out = NULL;
}
