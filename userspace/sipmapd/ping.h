/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is sent so that the mapping of a phone's signalling stays. */
#ifndef SIPMAP_SIPMAPD_PING_H
#define SIPMAP_SIPMAPD_PING_H

#include <stddef.h>

#include "../../kmod/sip/endpoint.h"

#define SIPMAP_PING_TEXT_MAX 128
/* the module sends no more at once */
#define SIPMAP_PING_MAX 512

/**
 * enum sipmap_ping_kind - kinds of keep-alives
 * @SIPMAP_PING_CRLF: CRLFCRLF (RFC 5626 section 3.5.1)
 * @SIPMAP_PING_EMPTY: a datagram without payload
 * @SIPMAP_PING_STUN: a STUN Binding indication (RFC 6263 section 4.6)
 * @SIPMAP_PING_OPTIONS: a SIP request, which is answered
 * @SIPMAP_PING_NOTIFY: the same with NOTIFY and "Event: keep-alive"
 * @SIPMAP_PING_TEXT: whatever is configured
 */
enum sipmap_ping_kind {
	SIPMAP_PING_CRLF,
	SIPMAP_PING_EMPTY,
	SIPMAP_PING_STUN,
	SIPMAP_PING_OPTIONS,
	SIPMAP_PING_NOTIFY,
	SIPMAP_PING_TEXT,
};

/**
 * struct sipmap_ping - how signalling is kept alive
 * @kind: one of enum sipmap_ping_kind
 * @destination: where it goes; family none, or another than the phone's: to the
 *		 registrar
 * @text: of SIPMAP_PING_TEXT
 * @length: of @text, in bytes
 */
struct sipmap_ping {
	u32 kind;
	struct sipmap_endpoint destination;
	char text[SIPMAP_PING_TEXT_MAX];
	size_t length;
};

/**
 * struct sipmap_ping_ends - between whom
 * @local: what the far side knows the phone by: P, or W
 * @remote: the far side
 * @chance: random, other for each ping
 */
struct sipmap_ping_ends {
	struct sipmap_endpoint local;
	struct sipmap_endpoint remote;
	u64 chance;
};

bool sipmap_ping_kind_from_name(const char *name, u32 *kind);
bool sipmap_ping_text(struct sipmap_ping *ping, const char *value);
int sipmap_ping_write(const struct sipmap_ping *ping,
		      const struct sipmap_ping_ends *ends, char *buffer);

#endif /* SIPMAP_SIPMAPD_PING_H */
