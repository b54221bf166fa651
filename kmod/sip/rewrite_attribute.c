// SPDX-License-Identifier: GPL-2.0-only
/* Attributes beside a=rtcp that name the phone's media address. */
#include "explain.h"
#include "number.h"
#include "rewrite_media.h"

/* "1 IP4 192.0.2.1 49170": another address to choose (RFC 6947 section 4.2) */
static void sipmap_sdp_rewrite_altc(struct sipmap_rewrite *rewrite,
				    struct sipmap_cursor *value)
{
	struct sipmap_sdp_address address;
	struct sipmap_endpoint to;
	struct sipmap_span port;

	sipmap_sdp_word(value);
	sipmap_sdp_typed_address(value, &address);
	port = sipmap_sdp_word(value);
	if (!sipmap_port_parse(value->data, port, &address.endpoint.port) ||
	    !sipmap_lookup_media(rewrite->view, SIPMAP_KIND_RTP,
				 &address.endpoint, &to)) {
		bool own = sipmap_endpoint_same_address(&address.endpoint,
							&rewrite->view->inside);

		sipmap_explain(rewrite, SIPMAP_RULE_ALTC, own ?
			       SIPMAP_OUTCOME_LEFT_MEDIA_UNBOUND :
			       SIPMAP_OUTCOME_FOREIGN, address.text);
		return;
	}
	sipmap_explain(rewrite, SIPMAP_RULE_ALTC, SIPMAP_OUTCOME_OWN,
		       address.text);
	sipmap_sdp_replace_address(rewrite, &address, &to);
	sipmap_replace_number(rewrite, port, to.port);
}

/* "incl IN IP4 destination source ..." (RFC 4570 section 3) */
static void sipmap_sdp_rewrite_filter(struct sipmap_rewrite *rewrite,
				      struct sipmap_cursor *value,
				      const struct sipmap_endpoint *from,
				      const struct sipmap_endpoint *to)
{
	struct sipmap_endpoint endpoint;
	struct sipmap_span word;

	/* one address type for all of them, so it cannot change */
	if (from->family != to->family) {
		sipmap_explain(rewrite, SIPMAP_RULE_SOURCE_FILTER,
			       SIPMAP_OUTCOME_FAMILY,
			       sipmap_sdp_word(value));
		return;
	}
	for (word = sipmap_sdp_word(value); word.length;
	     word = sipmap_sdp_word(value)) {
		sipmap_endpoint_from_host(&endpoint, value->data + word.offset,
					  word.length);
		if (!sipmap_endpoint_same_address(&endpoint, from))
			continue;
		sipmap_explain(rewrite, SIPMAP_RULE_SOURCE_FILTER,
			       SIPMAP_OUTCOME_OWN, word);
		sipmap_replace_address(rewrite, word, to, false);
	}
}

/**
 * sipmap_sdp_rewrite_attributes - rewrite what else names the media address
 * @rewrite: the plan in the making
 * @media: a media description that is rewritten
 * @from: what the phone wrote
 * @to: what becomes of it
 */
void sipmap_sdp_rewrite_attributes(struct sipmap_rewrite *rewrite,
				   const struct sipmap_sdp_media *media,
				   const struct sipmap_endpoint *from,
				   const struct sipmap_endpoint *to)
{
	struct sipmap_cursor cursor = {
		rewrite->message->data, media->attributes, media->end
	};
	struct sipmap_cursor value;
	struct sipmap_span name;

	if (!media->addresses || rewrite->view->direction != SIPMAP_OUT)
		return;
	while (sipmap_sdp_attribute_next(&cursor, &name, &value)) {
		if (SIPMAP_SPAN_IS(cursor.data, name, "altc"))
			sipmap_sdp_rewrite_altc(rewrite, &value);
		else if (SIPMAP_SPAN_IS(cursor.data, name, "source-filter"))
			sipmap_sdp_rewrite_filter(rewrite, &value, from, to);
	}
}
