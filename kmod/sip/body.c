// SPDX-License-Identifier: GPL-2.0-only
/* Bodies: a session description alone, or among other parts (RFC 5621). */
#include "body.h"
#include "content.h"
#include "cursor.h"
#include "facts.h"
#include "multipart.h"
#include "sdp.h"

/* Does it say "auth-int" anywhere? Most do not, and that is soon seen. */
static bool sipmap_says_auth_int(const char *data, struct sipmap_span value)
{
	struct sipmap_cursor cursor = sipmap_cursor_in(data, value);

	while (sipmap_cursor_skip_to(&cursor, '-')) {
		unsigned int at = cursor.at++;

		if (at - value.offset >= 4 && cursor.end - at >= 4 &&
		    sipmap_text_equal(data + at - 4, 8, "auth-int", 8))
			return true;
	}
	return false;
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
		if (sipmap_says_auth_int(data, value) &&
		    sipmap_is_auth_int(data, value))
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
static bool sipmap_body_open(struct sipmap_message *message,
			     struct sipmap_span *boundary)
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
	for (i = 0; i < message->header_count; i++) {
		const struct sipmap_header *header = &message->header[i];

		if (header->id == SIPMAP_HEADER_CONTENT_TYPE) {
			message->body_outcome = (u8)
				sipmap_content_type(data, header->value,
						    boundary);
			message->body_about = header->value;
		} else if (closed == SIPMAP_OUTCOME_OWN) {
			closed = sipmap_body_header(data, header);
			closer = header->value;
		}
	}
	/* only what might have been changed is left alone */
	if (message->body_outcome != SIPMAP_OUTCOME_OWN)
		return false;
	message->body_outcome = (u8)closed;
	message->body_about = closer;
	return closed == SIPMAP_OUTCOME_OWN;
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

static bool sipmap_body_parts(struct sipmap_message *message,
			      struct sipmap_span boundary)
{
	struct sipmap_multipart walk SIPMAP_UNINITIALIZED;
	struct sipmap_span span;

	sipmap_multipart_open(&walk, message, boundary);
	while (sipmap_multipart_next(&walk, &span))
		if (!sipmap_body_sdp(message, span))
			return false;
	return true;
}

/**
 * sipmap_body_parse - find the session descriptions of a message
 * @message: the message; its header fields and its body are known
 */
void sipmap_body_parse(struct sipmap_message *message)
{
	struct sipmap_span boundary;
	bool fits = true;

	message->sdp_count = 0;
	message->media_count = 0;
	message->part_left = 0;
	message->part_count = 0;
	if (sipmap_body_open(message, &boundary))
		fits = boundary.length ? sipmap_body_parts(message, boundary) :
		       sipmap_body_sdp(message, message->body);
	message->too_many_media = !fits;
}
