/* SPDX-License-Identifier: GPL-2.0-only */
/* What a message says that bindings and calls want to remember. */
#ifndef SIPMAP_SIP_FACTS_H
#define SIPMAP_SIP_FACTS_H

#include "endpoint.h"
#include "span.h"

/**
 * enum sipmap_method - the request's method, or the one a response's CSeq names
 * @SIPMAP_METHOD_OTHER: one that is not known
 * @SIPMAP_METHOD_REGISTER: RFC 3261
 * @SIPMAP_METHOD_INVITE: RFC 3261
 * @SIPMAP_METHOD_ACK: RFC 3261
 * @SIPMAP_METHOD_BYE: RFC 3261
 * @SIPMAP_METHOD_CANCEL: RFC 3261
 * @SIPMAP_METHOD_OPTIONS: RFC 3261
 * @SIPMAP_METHOD_UPDATE: RFC 3311
 * @SIPMAP_METHOD_PRACK: RFC 3262
 * @SIPMAP_METHOD_REFER: RFC 3515
 * @SIPMAP_METHOD_NOTIFY: RFC 6665
 * @SIPMAP_METHOD_SUBSCRIBE: RFC 6665
 * @SIPMAP_METHOD_MESSAGE: RFC 3428
 * @SIPMAP_METHOD_INFO: RFC 6086
 * @SIPMAP_METHOD_PUBLISH: RFC 3903
 */
enum sipmap_method {
	SIPMAP_METHOD_OTHER,
	SIPMAP_METHOD_REGISTER,
	SIPMAP_METHOD_INVITE,
	SIPMAP_METHOD_ACK,
	SIPMAP_METHOD_BYE,
	SIPMAP_METHOD_CANCEL,
	SIPMAP_METHOD_OPTIONS,
	SIPMAP_METHOD_UPDATE,
	SIPMAP_METHOD_PRACK,
	SIPMAP_METHOD_REFER,
	SIPMAP_METHOD_NOTIFY,
	SIPMAP_METHOD_SUBSCRIBE,
	SIPMAP_METHOD_MESSAGE,
	SIPMAP_METHOD_INFO,
	SIPMAP_METHOD_PUBLISH,
};

/**
 * struct sipmap_facts - what one message says
 * @call_id: value of Call-ID
 * @branch: branch of the top Via, where a rule has read that; else empty, and
 *          sipmap_dialog_branch() looks for it
 * @observed: IN, response: received and rport of our top Via, that is P as
 *            the peer sees it; family none unless both are known (a missing
 *            received means that the sent-by address was right, RFC 3581 §4)
 * @left: what was left alone in it: a bit for each SIPMAP_OUTCOME_LEFT_...
 * @lease: IN, 2xx to REGISTER: longest remaining time of own Contacts, s
 * @instance: OUT, REGISTER: which registration it is, by +sip.instance and
 *            reg-id of the first own Contact; 0 where it has none
 * @record: @lease is set: which address of record it is about, a number made of
 *          To's URI
 * @status: status code; 0 for a request
 * @method: one of enum sipmap_method
 * @written: OUT: what the phone wrote (enum sipmap_written)
 * @written_known: OUT: which bits of @written this message tells about
 * @has_lease: @lease is set; false leaves the old lease
 * @has_sdp: the message has a session description
 */
struct sipmap_facts {
	struct sipmap_span call_id;
	struct sipmap_span branch;
	struct sipmap_endpoint observed;
	u32 left;
	u32 lease;
	u32 instance;
	u32 record;
	u16 status;
	u8 method;
	u8 written;
	u8 written_known;
	bool has_lease;
	bool has_sdp;
};

#endif /* SIPMAP_SIP_FACTS_H */
