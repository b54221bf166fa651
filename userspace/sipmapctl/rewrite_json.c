// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>

#include "argument.h"
#include "json.h"
#include "rewrite.h"

static const char *const method_names[] = {
	[SIPMAP_METHOD_OTHER] = "other",
	[SIPMAP_METHOD_REGISTER] = "REGISTER",
	[SIPMAP_METHOD_INVITE] = "INVITE",
	[SIPMAP_METHOD_ACK] = "ACK",
	[SIPMAP_METHOD_BYE] = "BYE",
	[SIPMAP_METHOD_CANCEL] = "CANCEL",
	[SIPMAP_METHOD_OPTIONS] = "OPTIONS",
	[SIPMAP_METHOD_UPDATE] = "UPDATE",
	[SIPMAP_METHOD_PRACK] = "PRACK",
	[SIPMAP_METHOD_REFER] = "REFER",
	[SIPMAP_METHOD_NOTIFY] = "NOTIFY",
	[SIPMAP_METHOD_SUBSCRIBE] = "SUBSCRIBE",
	[SIPMAP_METHOD_MESSAGE] = "MESSAGE",
	[SIPMAP_METHOD_INFO] = "INFO",
	[SIPMAP_METHOD_PUBLISH] = "PUBLISH",
};

static void json_endpoint(struct odict *to, const char *key,
			  const struct sipmap_endpoint *endpoint)
{
	char text[SIPMAP_ARGUMENT_TEXT_MAX];

	if (endpoint->family != SIPMAP_FAMILY_NONE)
		sipmap_json_add_text(to, key,
				     sipmap_argument_text(endpoint, text));
}

static void json_span(struct odict *to, const char *key,
		      const struct sipmap_rewrite *rewrite,
		      const struct sipmap_span *span)
{
	if (span->length)
		sipmap_json_add_bytes(to, key,
				      rewrite->before.data + span->offset,
				      span->length);
}

static void json_tag(struct odict *to, const char *key,
		     const struct sipmap_rewrite *rewrite, unsigned int id)
{
	struct sipmap_span tag = sipmap_dialog_tag(&rewrite->message, id);

	json_span(to, key, rewrite, &tag);
}

static void json_written(struct odict *to, u8 written)
{
	struct odict *list = sipmap_json_add_array(to, "written");
	size_t i;

	for (i = 0; sipmap_written_words[i].name; i++)
		if (written & sipmap_written_words[i].bit)
			sipmap_json_add_text(list, NULL,
					     sipmap_written_words[i].name);
}

static void json_left(struct odict *to, u32 left)
{
	struct odict *list = sipmap_json_add_array(to, "left");
	const char *counter;
	unsigned int i;

	for (i = 0; i < SIPMAP_OUTCOME_LEFT_END; i++) {
		counter = sipmap_reason_name(SIPMAP_REASON_LEFT + i);
		if (left & 1U << i)
			sipmap_json_add_text(list, NULL, counter);
	}
}

static void json_facts(struct odict *to, const struct sipmap_rewrite *rewrite)
{
	const struct sipmap_facts *facts = &rewrite->plan.facts;
	struct odict *object = sipmap_json_add_object(to, "facts");

	if (facts->method < ARRAY_SIZE(method_names))
		sipmap_json_add_text(object, "method",
				     method_names[facts->method]);
	if (facts->status)
		sipmap_json_add_number(object, "status", facts->status);
	json_span(object, "call_id", rewrite, &facts->call_id);
	json_tag(object, "from_tag", rewrite, SIPMAP_HEADER_FROM);
	json_tag(object, "to_tag", rewrite, SIPMAP_HEADER_TO);
	json_endpoint(object, "observed", &facts->observed);
	if (facts->has_lease)
		sipmap_json_add_number(object, "lease", facts->lease);
	if (facts->written_known)
		json_written(object, facts->written);
	sipmap_json_add_bool(object, "has_sdp", facts->has_sdp);
	json_left(object, facts->left);
}

static void json_needs(struct odict *to, const struct sipmap_needs *needs)
{
	struct odict *object = sipmap_json_add_object(to, "needs");
	struct odict *list;
	u8 i;

	list = sipmap_json_add_array(object, "signalling");
	for (i = 0; i < needs->signalling_count; i++)
		json_endpoint(list, NULL, &needs->signalling[i]);
	list = sipmap_json_add_array(object, "streams");
	for (i = 0; i < needs->stream_count; i++) {
		struct odict *stream = sipmap_json_add_object(list, NULL);

		json_endpoint(stream, "rtp", &needs->streams[i].rtp);
		json_endpoint(stream, "rtcp", &needs->streams[i].rtcp);
	}
}

static void json_edits(struct odict *to, const struct sipmap_rewrite *rewrite)
{
	const struct sipmap_edits *edits = &rewrite->plan.edits;
	struct odict *list = sipmap_json_add_array(to, "edits");
	u16 i;

	for (i = 0; i < edits->count; i++) {
		const struct sipmap_edit *edit = &edits->edit[i];
		struct odict *object = sipmap_json_add_object(list, NULL);

		sipmap_json_add_number(object, "offset", edit->offset);
		sipmap_json_add_bytes(object, "before",
				      rewrite->before.data + edit->offset,
				      edit->old_length);
		sipmap_json_add_bytes(object, "after",
				      edits->text + edit->text,
				      edit->new_length);
	}
}

/**
 * sipmap_rewrite_json() - print what the engine found and would replace
 * @rewrite: after the engine has run
 *
 * Return: exit status; a failure has been reported.
 */
int sipmap_rewrite_json(const struct sipmap_rewrite *rewrite)
{
	bool out = rewrite->view.direction == SIPMAP_OUT;
	struct odict *object = sipmap_json_new();

	sipmap_json_add_text(object, "reason",
			     sipmap_reason_name(rewrite->reason));
	sipmap_json_add_text(object, "direction", out ? "out" : "in");
	sipmap_json_add_number(object, "length_before",
			       rewrite->before.length);
	sipmap_json_add_number(object, "length_after", rewrite->after.length);
	json_edits(object, rewrite);
	if (rewrite->explain)
		sipmap_explain_json(object, rewrite);
	json_facts(object, rewrite);
	if (out)
		json_needs(object, &rewrite->needs);
	return sipmap_json_print(object, stdout);
}
