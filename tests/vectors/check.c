// SPDX-License-Identifier: GPL-2.0-or-later
/* Hold what the engine does against what a vector says. */
#include "number.h"
#include "vector.h"

/**
 * sipmap_vector_rewrite - do with one message what the module would do
 * @vector: bindings, settings and direction
 * @data: the message
 * @length: bytes of @data
 * @work: what comes of it; @work->out is the message itself if it stays
 */
void sipmap_vector_rewrite(struct sipmap_vector *vector, const char *data,
			   size_t length, struct sipmap_vector_work *work)
{
	struct sipmap_message *message = &work->message;

	/* nothing may come of what an earlier message has left behind */
	memset(message, 0x5a, sizeof(*message));
	memset(&work->plan, 0x5a, sizeof(work->plan));
	sipmap_edits_init(&work->plan.edits);
	memset(&work->plan.facts, 0, sizeof(work->plan.facts));
	memset(&work->needs, 0, sizeof(work->needs));
	work->reason = sipmap_message_parse(message, data, length);
	if (work->reason == SIPMAP_REASON_UNCHANGED) {
		if (vector->view.direction == SIPMAP_OUT)
			sipmap_needs_collect(&work->needs, message,
					     &vector->view);
		work->reason = sipmap_plan_make(&work->plan, message,
						&vector->view);
	}
	work->out_length = sipmap_edits_apply(&work->plan.edits, data, length,
					      work->out, sizeof(work->out));
}

/* Note what is wrong, with @detail behind it. */
static bool sipmap_vector_fault(struct sipmap_vector_work *work,
				const char *fault, const char *detail)
{
	size_t length = 0;

	while (*fault && length < sizeof(work->fault) - 1)
		work->fault[length++] = *fault++;
	while (*detail && length < sizeof(work->fault) - 1)
		work->fault[length++] = *detail++;
	work->fault[length] = 0;
	return false;
}

static size_t sipmap_vector_print_span(const struct sipmap_message *message,
				       struct sipmap_span span, char *text)
{
	if (span.length >= SIPMAP_VECTOR_TEXT_MAX)
		span.length = SIPMAP_VECTOR_TEXT_MAX - 1;
	memcpy(text, message->data + span.offset, span.length);
	return span.length;
}

static size_t sipmap_vector_print_tag(const struct sipmap_message *message,
				      unsigned int id, char *text)
{
	return sipmap_vector_print_span(message,
					sipmap_dialog_tag(message, id), text);
}

static size_t sipmap_vector_print_streams(const struct sipmap_needs *needs,
					  char *text)
{
	size_t length = 0;
	unsigned int i;

	for (i = 0; i < needs->stream_count; i++) {
		if (i)
			text[length++] = ',';
		length += sipmap_endpoint_print(&needs->streams[i].rtp,
						text + length);
		if (!needs->streams[i].rtcp.family)
			continue;
		text[length++] = '/';
		length += sipmap_endpoint_print(&needs->streams[i].rtcp,
						text + length);
	}
	return length;
}

static size_t sipmap_vector_print_needs(const struct sipmap_needs *needs,
					char *text)
{
	size_t length = 0;
	unsigned int i;

	for (i = 0; i < needs->signalling_count; i++) {
		if (i)
			text[length++] = ',';
		length += sipmap_endpoint_print(&needs->signalling[i],
						text + length);
	}
	return length;
}

static size_t sipmap_vector_print_lease(const struct sipmap_facts *facts,
					char *text)
{
	if (facts->has_lease)
		return sipmap_number_print(facts->lease, text);
	memcpy(text, "none", 4);
	return 4;
}

static size_t sipmap_vector_print_written(u8 written, char *text)
{
	static const char *const names[] = {
		"via-port", "rport", "contact-port", "identity-port",
		"via-public", "contact-public",
	};
	size_t length = 0;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		const char *name = names[i];

		if (!(written & 1 << i))
			continue;
		if (length)
			text[length++] = ',';
		while (*name)
			text[length++] = *name++;
	}
	return length;
}

/* Names of counters, without the "left-" that all of them begin with */
static size_t sipmap_vector_print_left(u32 left, char *text)
{
	size_t length = 0;
	unsigned int i;

	for (i = 0; i < SIPMAP_OUTCOME_LEFT_END; i++) {
		const char *name = sipmap_reason_name(SIPMAP_REASON_LEFT + i);

		if (!(left & 1U << i))
			continue;
		if (length)
			text[length++] = ',';
		for (name += 5; *name; name++)
			text[length++] = *name;
	}
	return length;
}

/* Where a rule has read the Via, it must have found what is found without. */
static size_t sipmap_vector_print_branch(const struct sipmap_message *message,
					 const struct sipmap_facts *facts,
					 char *text)
{
	struct sipmap_span branch = facts->branch;

	if (!branch.length)
		branch = sipmap_dialog_branch(message);
	return sipmap_vector_print_span(message, branch, text);
}

/* What the engine says about the thing that @name names, as text. */
static bool sipmap_vector_print(const struct sipmap_vector_work *work,
				const char *data, struct sipmap_span name,
				char *text, size_t *length)
{
	const struct sipmap_facts *facts = &work->plan.facts;
	const struct sipmap_message *message = &work->message;

	if (SIPMAP_SPAN_IS(data, name, "lease"))
		*length = sipmap_vector_print_lease(facts, text);
	else if (SIPMAP_SPAN_IS(data, name, "observed"))
		*length = sipmap_endpoint_print(&facts->observed, text);
	else if (SIPMAP_SPAN_IS(data, name, "wrote"))
		*length = sipmap_vector_print_written(facts->written, text);
	else if (SIPMAP_SPAN_IS(data, name, "left"))
		*length = sipmap_vector_print_left(facts->left, text);
	else if (SIPMAP_SPAN_IS(data, name, "call-id"))
		*length = sipmap_vector_print_span(message, facts->call_id,
						   text);
	else if (SIPMAP_SPAN_IS(data, name, "from-tag"))
		*length = sipmap_vector_print_tag(message, SIPMAP_HEADER_FROM,
						  text);
	else if (SIPMAP_SPAN_IS(data, name, "to-tag"))
		*length = sipmap_vector_print_tag(message, SIPMAP_HEADER_TO,
						  text);
	else if (SIPMAP_SPAN_IS(data, name, "branch"))
		*length = sipmap_vector_print_branch(message, facts, text);
	else if (SIPMAP_SPAN_IS(data, name, "status"))
		*length = sipmap_number_print(facts->status, text);
	else if (SIPMAP_SPAN_IS(data, name, "method"))
		*length = sipmap_number_print(facts->method, text);
	else if (SIPMAP_SPAN_IS(data, name, "sdp"))
		*length = sipmap_number_print(facts->has_sdp, text);
	else if (SIPMAP_SPAN_IS(data, name, "needs"))
		*length = sipmap_vector_print_needs(&work->needs, text);
	else if (SIPMAP_SPAN_IS(data, name, "streams"))
		*length = sipmap_vector_print_streams(&work->needs, text);
	else
		return false;
	return true;
}

/* A word "name=value" of the step's marker; the reason is looked at apart. */
static bool sipmap_vector_expect(struct sipmap_vector_work *work,
				 const char *data, struct sipmap_span word)
{
	char *text = work->text;
	struct sipmap_cursor cursor = sipmap_cursor_in(data, word);
	struct sipmap_span name;
	size_t length;

	if (!sipmap_cursor_skip_to(&cursor, '='))
		return sipmap_vector_fault(work, "an expectation has no value",
					   "");
	name = sipmap_cursor_span(&cursor, word.offset);
	cursor.at++;
	if (SIPMAP_SPAN_IS(data, name, "reason"))
		return true;
	if (!sipmap_vector_print(work, data, name, text, &length))
		return sipmap_vector_fault(work, "an expectation is unknown",
					   "");
	if (length == cursor.end - cursor.at &&
	    !memcmp(text, data + cursor.at, length))
		return true;
	text[length] = 0;
	return sipmap_vector_fault(work, "a fact is not as expected but ",
				   text);
}

/* The reason that the marker names; else that of what must become of it. */
static bool sipmap_vector_reason(const struct sipmap_vector_step *step,
				 struct sipmap_vector_work *work,
				 const char *data)
{
	struct sipmap_cursor cursor = sipmap_cursor_in(data, step->expected);
	const char *reason = step->changes ? "rewritten" : "unchanged";
	const char *name = sipmap_reason_name(work->reason);
	struct sipmap_span value = { 0, 0 };
	size_t length = 0;

	while (cursor.at < cursor.end) {
		unsigned int from = ++cursor.at;
		struct sipmap_span word;

		sipmap_cursor_skip_to(&cursor, ' ');
		word = sipmap_cursor_span(&cursor, from);
		if (word.length > 7 && !memcmp(data + from, "reason=", 7)) {
			value.offset = word.offset + 7;
			value.length = word.length - 7;
		}
	}
	while (name[length])
		length++;
	if (value.length) {
		if (length == value.length &&
		    !memcmp(name, data + value.offset, length))
			return true;
	} else if (sipmap_text_equal(name, length, reason, 9)) {
		return true;
	}
	return sipmap_vector_fault(work, "the reason is ", name);
}

static bool sipmap_vector_expectations(const struct sipmap_vector_step *step,
				       struct sipmap_vector_work *work,
				       const char *data)
{
	struct sipmap_cursor cursor = sipmap_cursor_in(data, step->expected);

	while (cursor.at < cursor.end) {
		unsigned int from = ++cursor.at;

		sipmap_cursor_skip_to(&cursor, ' ');
		if (!sipmap_vector_expect(work, data,
					  sipmap_cursor_span(&cursor, from)))
			return false;
	}
	return true;
}

static bool sipmap_vector_same_edits(const struct sipmap_edits *one,
				     const struct sipmap_edits *other)
{
	return one->count == other->count &&
	       one->text_length == other->text_length &&
	       !memcmp(one->edit, other->edit,
		       one->count * sizeof(one->edit[0])) &&
	       !memcmp(one->text, other->text, one->text_length);
}

/*
 * Same input, same plan, also where no endpoint is there in writing; and what
 * was rewritten stays as it is.
 */
static bool sipmap_vector_stable(struct sipmap_vector *vector,
				 struct sipmap_vector_work *work)
{
	struct sipmap_view bare = vector->view;

	bare.inside_literal.length = 0;
	bare.public_literal.length = 0;
	sipmap_plan_make(&work->again, &work->message, &bare);
	if (!sipmap_vector_same_edits(&work->plan.edits, &work->again.edits))
		return sipmap_vector_fault(work, "the second plan differs", "");
	if (sipmap_message_parse(&work->message, work->out,
				 work->out_length) != SIPMAP_REASON_UNCHANGED)
		return sipmap_vector_fault(work, "the result is malformed",
					   "");
	if (sipmap_plan_make(&work->again, &work->message, &vector->view) !=
	    SIPMAP_REASON_UNCHANGED)
		return sipmap_vector_fault(work,
					   "the result is rewritten again",
					   "");
	return true;
}

/* A retransmission gets the same text, whatever the first copy told. */
static bool sipmap_vector_again(struct sipmap_vector *vector,
				const struct sipmap_vector_step *step,
				const char *before,
				struct sipmap_vector_work *work)
{
	if (sipmap_message_parse(&work->message, before,
				 step->before_length) !=
	    SIPMAP_REASON_UNCHANGED)
		return true;
	sipmap_plan_make(&work->again, &work->message, &vector->view);
	if (sipmap_vector_same_edits(&work->plan.edits, &work->again.edits))
		return true;
	return sipmap_vector_fault(work, "a retransmission gets other text",
				   "");
}

/**
 * sipmap_vector_check - run one step
 * @vector: the vector; it learns what the phone wrote
 * @step: the step
 * @before: the step's message, perhaps at a special place in memory
 * @work: what the engine makes of it
 *
 * Return: true if it is as it must be; otherwise @work->fault says why not.
 */
bool sipmap_vector_check(struct sipmap_vector *vector,
			 const struct sipmap_vector_step *step,
			 const char *before, struct sipmap_vector_work *work)
{
	const char *wanted = step->changes ? step->after : step->before;
	size_t length = step->changes ? step->after_length :
					step->before_length;
	const char *data = vector->rest.data;
	const struct sipmap_facts *facts = &work->plan.facts;

	sipmap_vector_rewrite(vector, before, step->before_length, work);
	if (!sipmap_vector_reason(step, work, data))
		return false;
	if (work->out_length != length || memcmp(work->out, wanted, length))
		return sipmap_vector_fault(work,
					   "the result is not as expected",
					   "");
	if (!sipmap_vector_expectations(step, work, data))
		return false;
	if (work->reason == SIPMAP_REASON_REWRITTEN &&
	    !sipmap_vector_stable(vector, work))
		return false;
	vector->view.written &= ~facts->written_known;
	vector->view.written |= facts->written;
	if (facts->written_known & SIPMAP_WROTE_CONTACT_PORT &&
	    facts->method == SIPMAP_METHOD_REGISTER)
		vector->view.instance = facts->instance;
	return sipmap_vector_again(vector, step, before, work);
}
