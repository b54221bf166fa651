/* SPDX-License-Identifier: GPL-2.0-only */
/* A session description, read line by line. */
#ifndef SIPMAP_SIP_SDP_H
#define SIPMAP_SIP_SDP_H

#include "cursor.h"
#include "endpoint.h"
#include "outcome.h"

/**
 * struct sipmap_sdp_address - "IN IP4 192.0.2.1" (RFC 8866 section 5.7)
 * @type: "IP4" or "IP6"
 * @text: the address as written; empty where the line is absent
 * @endpoint: the address; family none for a name, the unspecified address,
 *            multicast, or where @text does not fit @type
 */
struct sipmap_sdp_address {
	struct sipmap_span type;
	struct sipmap_span text;
	struct sipmap_endpoint endpoint;
};

/**
 * struct sipmap_sdp_session - what stands before the first media description
 * @origin: address of o=
 * @connection: address of c=
 */
struct sipmap_sdp_session {
	struct sipmap_sdp_address origin;
	struct sipmap_sdp_address connection;
};

/**
 * struct sipmap_sdp - one session description of a message
 * @session: what stands before the first media description
 * @media: which of the message's media descriptions is its first
 * @media_count: how many it has
 */
struct sipmap_sdp {
	struct sipmap_sdp_session session;
	u8 media;
	u8 media_count;
};

/**
 * struct sipmap_sdp_media - one media description (RFC 8866 section 5.14)
 * @port_text: its port as written
 * @connection: address of its own c=
 * @rtcp_text: port of a=rtcp (RFC 3605); empty where the line is absent
 * @rtcp_address: address of a=rtcp
 * @start: offset of its m= line
 * @end: offset behind it
 * @behind_line: where a c= line goes: behind m= and i=
 * @attributes: where an a= line goes: before the first one
 * @port: port of @port_text
 * @rtcp_port: port of @rtcp_text
 * @fault: why its port cannot be mapped, where @udp is false (enum
 *         sipmap_outcome)
 * @udp: it runs over UDP, and names one port
 * @rtp: it is RTP, so there is RTCP too
 * @mux: RTCP shares the port of RTP (RFC 5761), whatever the peer says to it
 * @mux_only: it can do no other (RFC 8858)
 * @ice: it does ICE (RFC 8839)
 * @candidates: it has candidates
 * @remote_candidates: its ICE has come to an end
 * @addresses: other attributes name addresses
 * @several: it has several c= lines
 * @lf_only: its lines end with LF only
 */
struct sipmap_sdp_media {
	struct sipmap_span port_text;
	struct sipmap_sdp_address connection;
	struct sipmap_span rtcp_text;
	struct sipmap_sdp_address rtcp_address;
	u16 start;
	u16 end;
	u16 behind_line;
	u16 attributes;
	u16 port;
	u16 rtcp_port;
	u8 fault;
	bool udp;
	bool rtp;
	bool mux;
	bool mux_only;
	bool ice;
	bool candidates;
	bool remote_candidates;
	bool addresses;
	bool several;
	bool lf_only;
};

/* sdp_address.c */
struct sipmap_span sipmap_sdp_word(struct sipmap_cursor *value);
void sipmap_sdp_typed_address(struct sipmap_cursor *value,
			      struct sipmap_sdp_address *address);
void sipmap_sdp_address_parse(struct sipmap_cursor *value,
			      struct sipmap_sdp_address *address);

/* sdp.c */
bool sipmap_sdp_attribute_next(struct sipmap_cursor *cursor,
			       struct sipmap_span *name,
			       struct sipmap_cursor *value);
bool sipmap_sdp_session_parse(struct sipmap_cursor *cursor,
			      struct sipmap_sdp_session *session);
bool sipmap_sdp_media_next(struct sipmap_cursor *cursor,
			   struct sipmap_sdp_media *media);
bool sipmap_sdp_rtp(const struct sipmap_sdp_session *session,
		    const struct sipmap_sdp_media *media,
		    struct sipmap_endpoint *rtp);
bool sipmap_sdp_rtcp_endpoint(const struct sipmap_sdp_media *media,
			      const struct sipmap_endpoint *rtp,
			      struct sipmap_endpoint *rtcp);

#endif /* SIPMAP_SIP_SDP_H */
