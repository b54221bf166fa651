// SPDX-License-Identifier: GPL-2.0-only
/* Content-Type (RFC 3261 section 20.15). */
#include "content.h"
#include "param.h"

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

static bool sipmap_boundary_find(const char *data, struct sipmap_span params,
				 struct sipmap_span *boundary)
{
	struct sipmap_param param;

	if (!SIPMAP_PARAM_FIND(data, params, "boundary", &param))
		return false;
	if (param.value.length > 2 && data[param.value.offset] == '"') {
		param.value.offset++;
		param.value.length -= 2;
	}
	*boundary = param.value;
	return boundary->length && boundary->length <= SIPMAP_BOUNDARY_MAX;
}

/**
 * sipmap_content_type - what is it, as far as session descriptions go
 * @data: start of the message
 * @value: the value of Content-Type
 * @boundary: set to what separates the parts (RFC 2046 section 5.1.1), without
 *            quotation marks; empty where the content is not divided
 *
 * Return: SIPMAP_OUTCOME_OWN if it is a session description or may have some
 * among its parts, else the reason why it stays as it is.
 */
enum sipmap_outcome sipmap_content_type(const char *data,
					struct sipmap_span value,
					struct sipmap_span *boundary)
{
	struct sipmap_span params;
	struct sipmap_span type = sipmap_media_type(data, value, &params);

	boundary->offset = 0;
	boundary->length = 0;
	if (SIPMAP_SPAN_IS(data, type, "application/sdp"))
		return SIPMAP_OUTCOME_OWN;
	if (sipmap_is_open_multipart(data, type))
		return sipmap_boundary_find(data, params, boundary) ?
		       SIPMAP_OUTCOME_OWN : SIPMAP_OUTCOME_LEFT_MULTIPART;
	return sipmap_is_secured(data, type) ? SIPMAP_OUTCOME_LEFT_SIGNED :
	       SIPMAP_OUTCOME_TYPE;
}
