// SPDX-License-Identifier: GPL-2.0-only
/* Bodies: a session description alone, or among other parts (RFC 5621). */
#include "body.h"
#include "facts.h"
#include "field.h"
#include "param.h"
#include "sdp.h"

/**
 * struct sipmap_body - a walk through the session descriptions of a body
 * @cursor: where we are
 * @boundary: what separates the parts; empty where the body is one
 */
struct sipmap_body {
	struct sipmap_cursor cursor;
	struct sipmap_span boundary;
};

/* The longest boundary there may be (RFC 2046 section 5.1.1). */
#define SIPMAP_BOUNDARY_MAX 70

/* "application / sdp ;charset=utf-8" up to the parameters, without quotes */
static struct sipmap_span sipmap_media_type(const char *data,
					    struct sipmap_span value,
					    struct sipmap_span *params)
{
	struct sipmap_cursor cursor = sipmap_cursor_in(data, value);
	struct sipmap_span type;

	sipmap_cursor_skip_to(&cursor, ';');
	type = sipmap_cursor_span(&cursor, value.offset);
	params->offset = (u16)cursor.at;
	params->length = (u16)(cursor.end - cursor.at);
	return sipmap_span_trim(data, type);
}

static bool sipmap_is_sdp(const char *data, struct sipmap_span value)
{
	struct sipmap_span params;
	struct sipmap_span type = sipmap_media_type(data, value, &params);

	return SIPMAP_SPAN_IS(data, type, "application/sdp");
}

/* Parts that anybody may change: a signature or cipher forbids it. */
static bool sipmap_is_open_multipart(const char *data, struct sipmap_span type)
{
	return SIPMAP_SPAN_IS(data, type, "multipart/mixed") ||
	       SIPMAP_SPAN_IS(data, type, "multipart/alternative") ||
	       SIPMAP_SPAN_IS(data, type, "multipart/related");
}

/* What nobody may change who does not hold the keys (RFC 8551) */
static bool sipmap_is_secured(const char *data, struct sipmap_span type)
{
	return SIPMAP_SPAN_IS(data, type, "multipart/signed") ||
	       SIPMAP_SPAN_IS(data, type, "multipart/encrypted") ||
	       SIPMAP_SPAN_IS(data, type, "application/pkcs7-mime");
}

static bool sipmap_body_boundary(struct sipmap_body *body, const char *data,
				 struct sipmap_span params)
{
	struct sipmap_param boundary;

	if (!SIPMAP_PARAM_FIND(data, params, "boundary", &boundary))
		return false;
	body->boundary = boundary.value;
	if (body->boundary.length > 2 &&
	    data[body->boundary.offset] == '"') {
		body->boundary.offset++;
		body->boundary.length -= 2;
	}
	return body->boundary.length &&
	       body->boundary.length <= SIPMAP_BOUNDARY_MAX;
}

/* Return: SIPMAP_OUTCOME_OWN if session descriptions may be in it. */
static enum sipmap_outcome sipmap_body_type(struct sipmap_body *body,
					    const char *data,
					    struct sipmap_span value)
{
	struct sipmap_span params;
	struct sipmap_span type = sipmap_media_type(data, value, &params);

	body->boundary.length = 0;
	if (SIPMAP_SPAN_IS(data, type, "application/sdp"))
		return SIPMAP_OUTCOME_OWN;
	if (sipmap_is_open_multipart(data, type))
		return sipmap_body_boundary(body, data, params) ?
		       SIPMAP_OUTCOME_OWN : SIPMAP_OUTCOME_LEFT_MULTIPART;
	return sipmap_is_secured(data, type) ? SIPMAP_OUTCOME_LEFT_SIGNED :
	       SIPMAP_OUTCOME_TYPE;
}

/* Does a digest cover the body (RFC 7616 section 3.4.3)? */
static bool sipmap_is_auth_int(const char *data, struct sipmap_span value)
{
	struct sipmap_cursor cursor = sipmap_cursor_in(data, value);

	while (cursor.at < cursor.end) {
		unsigned int from = cursor.at;
		struct sipmap_span name;

		while (sipmap_is_alpha(sipmap_cursor_peek(&cursor)))
			cursor.at++;
		name = sipmap_cursor_span(&cursor, from);
		sipmap_cursor_skip_white(&cursor);
		if (SIPMAP_SPAN_IS(data, name, "qop") &&
		    sipmap_cursor_take(&cursor, '=')) {
			sipmap_cursor_skip_white(&cursor);
			sipmap_cursor_take(&cursor, '"');
			return cursor.end - cursor.at >= 8 &&
			       sipmap_text_equal(data + cursor.at, 8,
						 "auth-int", 8);
		}
		if (sipmap_cursor_peek(&cursor) == '"')
			sipmap_cursor_skip_quoted(&cursor);
		else if (!sipmap_is_alpha(sipmap_cursor_peek(&cursor)))
			cursor.at += cursor.at < cursor.end;
	}
	return false;
}

/* One header field: why must the body stay as it is? */
static enum sipmap_outcome
sipmap_body_header(const char *data, const struct sipmap_header *header)
{
	struct sipmap_span value = header->value;

	switch (header->id) {
	case SIPMAP_HEADER_CONTENT_ENCODING:
		if (value.length && !SIPMAP_SPAN_IS(data, value, "identity"))
			return SIPMAP_OUTCOME_LEFT_ENCODED;
		break;
	case SIPMAP_HEADER_AUTHORIZATION:
	case SIPMAP_HEADER_PROXY_AUTHORIZATION:
	case SIPMAP_HEADER_AUTHENTICATION_INFO:
		if (sipmap_is_auth_int(data, value))
			return SIPMAP_OUTCOME_LEFT_DIGEST;
		break;
	default:
		break;
	}
	return SIPMAP_OUTCOME_OWN;
}

/*
 * May the body hold session descriptions? One that is encoded, signed,
 * encrypted or covered by a digest is never opened.
 */
static bool sipmap_body_open(struct sipmap_body *body,
			     struct sipmap_message *message)
{
	enum sipmap_outcome closed = SIPMAP_OUTCOME_OWN;
	struct sipmap_span closer = { 0, 0 };
	const char *data = message->data;
	unsigned int i;

	message->body_outcome = SIPMAP_OUTCOME_OWN;
	if (!message->body.length)
		return false;
	message->body_outcome = SIPMAP_OUTCOME_TYPE;
	message->body_about = message->body;
	body->cursor = sipmap_cursor_in(data, message->body);
	for (i = 0; i < message->header_count; i++) {
		const struct sipmap_header *header = &message->header[i];

		if (header->id == SIPMAP_HEADER_CONTENT_TYPE) {
			message->body_outcome = sipmap_body_type(body, data,
								 header->value);
			message->body_about = header->value;
		} else if (closed == SIPMAP_OUTCOME_OWN) {
			closed = sipmap_body_header(data, header);
			closer = header->value;
		}
	}
	/* only what might have been changed is left alone */
	if (message->body_outcome != SIPMAP_OUTCOME_OWN)
		return false;
	message->body_outcome = closed;
	message->body_about = closer;
	return closed == SIPMAP_OUTCOME_OWN;
}

/* Is this line "--boundary" or "--boundary--"? */
static bool sipmap_body_is_delimiter(const struct sipmap_body *body,
				     struct sipmap_span line)
{
	const char *data = body->cursor.data;
	const char *text = data + line.offset;
	unsigned int length = 2 + body->boundary.length;

	if (line.length < length || text[0] != '-' || text[1] != '-' ||
	    memcmp(text + 2, data + body->boundary.offset, length - 2))
		return false;
	return line.length == length || text[length] == '-' ||
	       sipmap_is_white((u8)text[length]);
}

/*
 * Move behind the next delimiter line. What lies before it is @content,
 * without the line end that belongs to the delimiter.
 */
static bool sipmap_body_delimiter(struct sipmap_body *body,
				  struct sipmap_span *content)
{
	struct sipmap_cursor *cursor = &body->cursor;
	unsigned int from = cursor->at;
	unsigned int end = from;

	while (cursor->at < cursor->end) {
		unsigned int start = cursor->at;
		struct sipmap_span line;

		if (!sipmap_field_line(cursor, &line)) {
			cursor->at = cursor->end;
			line = sipmap_cursor_span(cursor, start);
		}
		if (sipmap_body_is_delimiter(body, line)) {
			content->offset = (u16)from;
			content->length = (u16)(end - from);
			return true;
		}
		end = (unsigned int)line.offset + line.length;
	}
	return false;
}

/* The header fields of a part: may its content be changed? */
static bool sipmap_body_part_is_sdp(struct sipmap_cursor *cursor)
{
	const char *data = cursor->data;
	bool sdp = false;
	bool plain = true;

	while (!sipmap_field_end(cursor)) {
		struct sipmap_span value;
		struct sipmap_span name;

		if (!sipmap_field_next(cursor, &name, &value))
			return false;
		if (SIPMAP_SPAN_IS(data, name, "content-type"))
			sdp = sipmap_is_sdp(data, value);
		else if (SIPMAP_SPAN_IS(data, name, "content-length") ||
			 SIPMAP_SPAN_IS(data, name, "content-encoding") ||
			 SIPMAP_SPAN_IS(data, name, "content-md5"))
			plain = false;
		else if (SIPMAP_SPAN_IS(data, name,
					"content-transfer-encoding"))
			plain = plain &&
				(SIPMAP_SPAN_IS(data, value, "binary") ||
				 SIPMAP_SPAN_IS(data, value, "8bit") ||
				 SIPMAP_SPAN_IS(data, value, "7bit"));
	}
	return sdp && plain;
}

/* The next session description. Parts of parts are not looked at. */
static bool sipmap_body_next(struct sipmap_body *body,
			     struct sipmap_span *sdp)
{
	struct sipmap_span content;

	if (!body->boundary.length) {
		if (body->cursor.at >= body->cursor.end)
			return false;
		*sdp = sipmap_cursor_span(&body->cursor, body->cursor.at);
		sdp->length = (u16)(body->cursor.end - body->cursor.at);
		body->cursor.at = body->cursor.end;
		return true;
	}
	while (sipmap_body_delimiter(body, &content)) {
		struct sipmap_cursor part = sipmap_cursor_in(body->cursor.data,
							     content);

		if (!sipmap_body_part_is_sdp(&part))
			continue;
		*sdp = sipmap_cursor_span(&part, part.at);
		sdp->length = (u16)(part.end - part.at);
		if (sdp->length)
			return true;
	}
	return false;
}

/*
 * A peer that does not multiplex sends RTCP to the next port (RFC 5761 section
 * 5.1.1), so whoever offers to multiplex keeps that port. An answer comes after
 * the offer and settles it. So does ICE, where the offer names the other port
 * in a=rtcp if there is one (section 5.1.3).
 */
static bool sipmap_body_multiplexes(const struct sipmap_message *message,
				    const struct sipmap_sdp_media *media)
{
	bool answer = message->status ?
		      message->method != SIPMAP_METHOD_INVITE :
		      message->method == SIPMAP_METHOD_ACK;

	return media->mux && (answer || media->mux_only || media->ice);
}

/* One session description into the next free places of a message. */
static bool sipmap_body_sdp(struct sipmap_message *message,
			    struct sipmap_span span)
{
	struct sipmap_cursor cursor = sipmap_cursor_in(message->data, span);
	struct sipmap_sdp_media *media;
	struct sipmap_sdp *sdp;

	if (message->sdp_count == SIPMAP_SDP_MAX)
		return false;
	sdp = &message->sdp[message->sdp_count++];
	sdp->media = message->media_count;
	sdp->media_count = 0;
	sipmap_sdp_session_parse(&cursor, &sdp->session);
	while (cursor.at < cursor.end) {
		if (message->media_count == SIPMAP_MEDIA_MAX)
			return false;
		media = &message->media[message->media_count];
		if (!sipmap_sdp_media_next(&cursor, media))
			continue;
		media->mux = sipmap_body_multiplexes(message, media);
		message->media_count++;
		sdp->media_count++;
	}
	return true;
}

/**
 * sipmap_body_parse - find the session descriptions of a message
 * @message: the message; its header fields and its body are known
 */
void sipmap_body_parse(struct sipmap_message *message)
{
	struct sipmap_body body;
	struct sipmap_span span;

	message->sdp_count = 0;
	message->media_count = 0;
	message->too_many_media = false;
	if (!sipmap_body_open(&body, message))
		return;
	while (!message->too_many_media && sipmap_body_next(&body, &span))
		message->too_many_media = !sipmap_body_sdp(message, span);
}
