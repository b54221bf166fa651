/* SPDX-License-Identifier: GPL-2.0-only */
/* Why a message was rewritten, or why it was left alone. */
#ifndef SIPMAP_SIP_REASON_H
#define SIPMAP_SIP_REASON_H

#include "base.h"
#include "outcome.h"

/*
 * SIPMAP_REASON(name, text): the text is the counter's name. Those up to
 * SIPMAP_REASON_ENGINE are the engine's; the others are the packet path's.
 * Behind them come the counters of what was left alone (see outcome.h).
 */
#define SIPMAP_REASONS(SIPMAP_REASON)					\
	SIPMAP_REASON(REWRITTEN, "rewritten")				\
	SIPMAP_REASON(UNCHANGED, "unchanged")				\
	SIPMAP_REASON(NOT_SIP, "not-sip")				\
	SIPMAP_REASON(KEEP_ALIVE, "keep-alive")				\
	SIPMAP_REASON(MALFORMED, "malformed")				\
	SIPMAP_REASON(NO_HEADER_END, "no-header-end")			\
	SIPMAP_REASON(TOO_MANY_HEADERS, "too-many-headers")		\
	SIPMAP_REASON(CONTENT_LENGTH, "content-length")			\
	SIPMAP_REASON(TOO_MANY_EDITS, "too-many-edits")			\
	SIPMAP_REASON(TOO_MANY_MEDIA, "too-many-media")			\
	SIPMAP_REASON(TOO_LONG, "too-long")				\
	SIPMAP_REASON(UNKNOWN_PUBLIC, "unknown-public")			\
	SIPMAP_REASON(ENGINE, "engine")					\
	SIPMAP_REASON(HELD, "held")					\
	SIPMAP_REASON(HOLD_EXPIRED, "hold-expired")			\
	SIPMAP_REASON(FALLBACK, "fallback")				\
	SIPMAP_REASON(OTHER_HELPER, "other-helper")			\
	SIPMAP_REASON(EXEMPT, "exempt")					\
	SIPMAP_REASON(NOT_LINEAR, "not-linear")				\
	SIPMAP_REASON(SEGMENTED, "segmented")				\
	SIPMAP_REASON(FRAGMENT, "fragment")				\
	SIPMAP_REASON(NO_MEMORY, "no-memory")				\
	SIPMAP_REASON(BINDING_LIMIT, "binding-limit")			\
	SIPMAP_REASON(HOST_LIMIT, "host-limit")				\
	SIPMAP_REASON(CALL_LIMIT, "call-limit")				\
	SIPMAP_REASON(NO_PORT, "no-port")				\
	SIPMAP_REASON(PINNED, "pinned")					\
	SIPMAP_REASON(PIN_TAKEN, "pin-taken")				\
	SIPMAP_REASON(PINHOLE, "pinhole")				\
	SIPMAP_REASON(PINHOLE_UNANSWERED, "pinhole-unanswered")		\
	SIPMAP_REASON(PINHOLE_PEER, "pinhole-peer")			\
	SIPMAP_REASON(PROBE_SENT, "probe-sent")				\
	SIPMAP_REASON(PROBE_CAUGHT, "probe-caught")			\
	SIPMAP_REASON(OBSERVED, "observed")				\
	SIPMAP_REASON(PUBLIC_CHANGED, "public-changed")

#define SIPMAP_REASON_NUMBER(name, text) SIPMAP_REASON_##name,
#define SIPMAP_REASON_LEFT_NUMBER(name, counter, text) \
	SIPMAP_REASON_LEFT_##name,

/*
 * Verdicts of the engine and of the packet path. Each has a counter; the list
 * is above.
 */
enum sipmap_reason {
	SIPMAP_REASONS(SIPMAP_REASON_NUMBER)
	SIPMAP_REASON_LEFT,
	SIPMAP_REASON_BEFORE_LEFT = SIPMAP_REASON_LEFT - 1,
	SIPMAP_LEFT_ROWS(SIPMAP_REASON_LEFT_NUMBER)
	SIPMAP_REASON_COUNT
};

#undef SIPMAP_REASON_NUMBER
#undef SIPMAP_REASON_LEFT_NUMBER

const char *sipmap_reason_name(enum sipmap_reason reason);

#endif /* SIPMAP_SIP_REASON_H */
