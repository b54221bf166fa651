// SPDX-License-Identifier: GPL-2.0-only
/* Own endpoints in an outbound message. */
#include "address.h"
#include "needs.h"
#include "sdp.h"
#include "uri.h"
#include "via.h"

static void sipmap_needs_signalling(struct sipmap_needs *needs,
				    const struct sipmap_view *view,
				    const struct sipmap_endpoint *endpoint)
{
	unsigned int i;

	if (!sipmap_endpoint_is_unicast(endpoint) ||
	    !sipmap_endpoint_same_address(endpoint, &view->inside) ||
	    sipmap_endpoint_equal(endpoint, &view->inside) ||
	    needs->signalling_count == SIPMAP_NEEDS_CONTACTS)
		return;
	for (i = 0; i < needs->signalling_count; i++)
		if (sipmap_endpoint_equal(endpoint, &needs->signalling[i]))
			return;
	needs->signalling[needs->signalling_count++] = *endpoint;
}

static void sipmap_needs_uri(struct sipmap_needs *needs,
			     const struct sipmap_view *view, const char *data,
			     struct sipmap_span span)
{
	struct sipmap_endpoint maddr;
	struct sipmap_uri uri;

	if (!sipmap_uri_parse(&uri, data, span, NULL) || uri.other_transport)
		return;
	sipmap_needs_signalling(needs, view, &uri.host_port.endpoint);
	if (!sipmap_endpoint_from_host(&maddr, data + uri.maddr.offset,
				       uri.maddr.length))
		return;
	maddr.port = uri.host_port.endpoint.port;
	sipmap_needs_signalling(needs, view, &maddr);
}

static void sipmap_needs_addresses(struct sipmap_needs *needs,
				   const struct sipmap_view *view,
				   const char *data, struct sipmap_span value)
{
	struct sipmap_cursor cursor = sipmap_cursor_in(data, value);
	struct sipmap_address address;

	while (sipmap_address_next(&cursor, &address))
		sipmap_needs_uri(needs, view, data, address.uri);
}

static void sipmap_needs_via(struct sipmap_needs *needs,
			     const struct sipmap_view *view, const char *data,
			     struct sipmap_span value)
{
	struct sipmap_via via;

	if (!sipmap_via_parse(&via, data, value, NULL) ||
	    view->settings.via == SIPMAP_VIA_NEVER ||
	    (view->settings.via == SIPMAP_VIA_WITHOUT_RPORT &&
	     via.rport.whole.length))
		return;
	sipmap_needs_signalling(needs, view, &via.sent_by.endpoint);
}

static void sipmap_needs_stream(struct sipmap_needs *needs,
				const struct sipmap_view *view,
				const struct sipmap_sdp_session *session,
				const struct sipmap_sdp_media *media)
{
	struct sipmap_stream *stream = &needs->streams[needs->stream_count];
	unsigned int i;

	if ((media->ice && !view->settings.ice) ||
	    needs->stream_count == SIPMAP_NEEDS_STREAMS ||
	    !sipmap_sdp_rtp(session, media, &stream->rtp) ||
	    !sipmap_endpoint_same_address(&stream->rtp, &view->inside))
		return;
	if (!sipmap_sdp_rtcp_endpoint(media, &stream->rtp, &stream->rtcp) ||
	    !sipmap_endpoint_same_address(&stream->rtcp, &view->inside))
		stream->rtcp = (struct sipmap_endpoint){ 0 };
	for (i = 0; i < needs->stream_count; i++) {
		if (!sipmap_endpoint_equal(&stream->rtp,
					   &needs->streams[i].rtp))
			continue;
		if (!needs->streams[i].rtcp.family)
			needs->streams[i].rtcp = stream->rtcp;
		return;
	}
	needs->stream_count++;
}

static void sipmap_needs_sdp(struct sipmap_needs *needs,
			     const struct sipmap_view *view,
			     const struct sipmap_message *message,
			     const struct sipmap_sdp *sdp)
{
	const struct sipmap_sdp_media *media = &message->media[sdp->media];
	unsigned int i;

	for (i = 0; i < sdp->media_count; i++)
		sipmap_needs_stream(needs, view, &sdp->session, &media[i]);
}

/**
 * sipmap_needs_collect - which own endpoints want a binding
 * @needs: where they go
 * @message: an outbound message, parsed
 * @view: its flow and the settings; no binding is looked up
 *
 * What does not fit is left out; the planner then finds no binding for it.
 */
void sipmap_needs_collect(struct sipmap_needs *needs,
			  const struct sipmap_message *message,
			  const struct sipmap_view *view)
{
	bool via_done = false;
	unsigned int i;

	needs->signalling_count = 0;
	needs->stream_count = 0;
	for (i = 0; i < message->header_count; i++) {
		struct sipmap_span value = message->header[i].value;

		switch (message->header[i].id) {
		case SIPMAP_HEADER_VIA:
			if (!via_done && !message->status)
				sipmap_needs_via(needs, view, message->data,
						 value);
			via_done = true;
			break;
		case SIPMAP_HEADER_CONTACT:
		case SIPMAP_HEADER_RECORD_ROUTE:
		case SIPMAP_HEADER_PATH:
			sipmap_needs_addresses(needs, view, message->data,
					       value);
			break;
		default:
			break;
		}
	}
	if (message->too_many_media)
		return;
	for (i = 0; i < message->sdp_count; i++)
		sipmap_needs_sdp(needs, view, message, &message->sdp[i]);
}
