/* SPDX-License-Identifier: GPL-2.0-only */
/* A SIP message, parsed once into spans. */
#ifndef SIPMAP_SIP_MESSAGE_H
#define SIPMAP_SIP_MESSAGE_H

#include "header.h"
#include "reason.h"
#include "sdp.h"
#include "span.h"

#define SIPMAP_HEADERS_MAX 128
#define SIPMAP_SDP_MAX 4
#define SIPMAP_MEDIA_MAX 16
#define SIPMAP_PARTS_MAX 16

/**
 * struct sipmap_header - one header field that some rule is about
 * @name: the name as written
 * @value: the value, folding included, outer white space excluded
 * @id: which header (enum sipmap_header_id)
 */
struct sipmap_header {
	struct sipmap_span name;
	struct sipmap_span value;
	u8 id;
};

/**
 * struct sipmap_part - what is to be said about one part of a body
 * @about: header value that decided
 * @length: bytes that the part's own Content-Length says
 * @outcome: SIPMAP_OUTCOME_RECOMPUTED: @about is its Content-Length; any other
 *           one says why the part stays as it is
 * @sdp: the message's first session description in it
 * @sdp_count: how many are in it
 */
struct sipmap_part {
	struct sipmap_span about;
	u16 length;
	u8 outcome;
	u8 sdp;
	u8 sdp_count;
};

/**
 * struct sipmap_message - where everything stands in one message
 * @data: the datagram's payload; not owned, so the caller must keep it
 * @length: bytes of @data
 * @start: start line, without leading CRLFs
 * @uri: Request-URI; empty for a response
 * @body: what Content-Length says is the body, or all of the rest
 * @header: headers that rules are about, in the order of the message
 * @header_count: how many of @header are filled in
 * @seen: a bit for each kind of header there is, 1 << enum sipmap_header_id
 * @status: status code; 0 for a request
 * @method: one of enum sipmap_method
 * @sdp_count: how many of @sdp are filled in
 * @media_count: how many of @media are filled in
 * @body_outcome: why the body stays as it is; SIPMAP_OUTCOME_OWN: there is
 *                none, or what it holds decides
 * @body_about: what says so
 * @part_left: parts of the body that are left alone: a bit for each
 *             SIPMAP_OUTCOME_LEFT_...
 * @part_count: how many of @part are filled in
 * @too_many_media: there are more session or media descriptions than fit
 * @sdp: session descriptions of the body that may be changed
 * @media: their media descriptions, in the order of the message
 * @part: parts of the body that have a length of their own or are not changed,
 *        as far as they fit
 */
struct sipmap_message {
	const char *data;
	u16 length;
	struct sipmap_span start;
	struct sipmap_span uri;
	struct sipmap_span body;
	struct sipmap_header header[SIPMAP_HEADERS_MAX];
	u16 header_count;
	u32 seen;
	u16 status;
	u8 method;
	u8 sdp_count;
	u8 media_count;
	u8 body_outcome;
	struct sipmap_span body_about;
	u32 part_left;
	u8 part_count;
	bool too_many_media;
	struct sipmap_sdp sdp[SIPMAP_SDP_MAX];
	struct sipmap_sdp_media media[SIPMAP_MEDIA_MAX];
	struct sipmap_part part[SIPMAP_PARTS_MAX];
};

enum sipmap_reason sipmap_message_parse(struct sipmap_message *message,
					const char *data, size_t length);

#endif /* SIPMAP_SIP_MESSAGE_H */
