/* SPDX-License-Identifier: GPL-2.0-only */
/* The rules that decide about the parts of a message, by name. */
#ifndef SIPMAP_SIP_RULE_H
#define SIPMAP_SIP_RULE_H

#include "header_rows.h"

/*
 * SIPMAP_RULE(name, text): the text is the field's name for what it is about.
 * Header fields have theirs in header_rows.h.
 */
#define SIPMAP_RULES(SIPMAP_RULE)					\
	SIPMAP_RULE(REQUEST_URI, "Request-URI")				\
	SIPMAP_RULE(VIA_RPORT, "Via rport")				\
	SIPMAP_RULE(VIA_RECEIVED, "Via received")			\
	SIPMAP_RULE(VIA_MADDR, "Via maddr")				\
	SIPMAP_RULE(BODY, "body")					\
	SIPMAP_RULE(PART, "body part")					\
	SIPMAP_RULE(PART_LENGTH, "body part Content-Length")		\
	SIPMAP_RULE(ORIGIN, "SDP o=")					\
	SIPMAP_RULE(CONNECTION, "SDP c=")				\
	SIPMAP_RULE(MEDIA, "SDP m=")					\
	SIPMAP_RULE(RTCP, "SDP a=rtcp")					\
	SIPMAP_RULE(CANDIDATE, "SDP a=candidate")			\
	SIPMAP_RULE(ALTC, "SDP a=altc")					\
	SIPMAP_RULE(SOURCE_FILTER, "SDP a=source-filter")

#define SIPMAP_RULE_HEADER(arg, id, first, second, name, compact, shape, \
			   where)				\
	SIPMAP_RULE_##id,
#define SIPMAP_RULE_NUMBER(name, text) SIPMAP_RULE_##name,

/*
 * The rules: one for each header field, by the number of its row, and the rows
 * above.
 */
enum sipmap_rule {
	SIPMAP_HEADERS(SIPMAP_RULE_HEADER, 0)
	SIPMAP_RULES(SIPMAP_RULE_NUMBER)
	SIPMAP_RULE_COUNT
};

#undef SIPMAP_RULE_HEADER
#undef SIPMAP_RULE_NUMBER

#endif /* SIPMAP_SIP_RULE_H */
