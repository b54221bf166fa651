/* SPDX-License-Identifier: GPL-2.0-only */
/* The own endpoints that an outbound message names and that want a binding. */
#ifndef SIPMAP_SIP_NEEDS_H
#define SIPMAP_SIP_NEEDS_H

#include "endpoint.h"
#include "message.h"
#include "view.h"

#define SIPMAP_NEEDS_CONTACTS 8
#define SIPMAP_NEEDS_STREAMS 16

/**
 * struct sipmap_stream - one media stream of a phone
 * @rtp: where the phone receives RTP, or any other UDP media
 * @rtcp: where it receives RTCP; family none where RTP and RTCP share a port
 *        (RFC 5761) or where the media is not RTP
 */
struct sipmap_stream {
	struct sipmap_endpoint rtp;
	struct sipmap_endpoint rtcp;
};

/**
 * struct sipmap_needs - own endpoints in one outbound message
 * @signalling: endpoints that the phone wants to be reached at (Contact, Via
 *              sent-by, Record-Route), without doubles; the flow's own inside
 *              endpoint is not among them
 * @streams: media streams of all SDP parts
 * @signalling_count: how many of @signalling are filled in
 * @stream_count: how many of @streams are filled in
 *
 * Own means: an address literal equal to the address of the flow's inside
 * endpoint. An address of somebody else is never collected, so nobody can ask
 * for a binding on behalf of another host.
 */
struct sipmap_needs {
	struct sipmap_endpoint signalling[SIPMAP_NEEDS_CONTACTS];
	struct sipmap_stream streams[SIPMAP_NEEDS_STREAMS];
	u8 signalling_count;
	u8 stream_count;
};

void sipmap_needs_collect(struct sipmap_needs *needs,
			  const struct sipmap_message *message,
			  const struct sipmap_view *view);

#endif /* SIPMAP_SIP_NEEDS_H */
