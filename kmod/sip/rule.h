/* SPDX-License-Identifier: GPL-2.0-only */
/* The rules that decide about the parts of a message, by name. */
#ifndef SIPMAP_SIP_RULE_H
#define SIPMAP_SIP_RULE_H

/*
 * SIPMAP_RULE(name, text): the text is the field's name for what it is about.
 */
#define SIPMAP_RULES(SIPMAP_RULE)					\
	SIPMAP_RULE(REQUEST_URI, "Request-URI")				\
	SIPMAP_RULE(VIA, "Via sent-by")					\
	SIPMAP_RULE(VIA_RPORT, "Via rport")				\
	SIPMAP_RULE(VIA_RECEIVED, "Via received")			\
	SIPMAP_RULE(VIA_MADDR, "Via maddr")				\
	SIPMAP_RULE(CONTACT, "Contact")					\
	SIPMAP_RULE(FROM, "From")					\
	SIPMAP_RULE(TO, "To")						\
	SIPMAP_RULE(ROUTE, "Route")					\
	SIPMAP_RULE(RECORD_ROUTE, "Record-Route")			\
	SIPMAP_RULE(PATH, "Path")					\
	SIPMAP_RULE(SERVICE_ROUTE, "Service-Route")			\
	SIPMAP_RULE(REFER_TO, "Refer-To")				\
	SIPMAP_RULE(REFERRED_BY, "Referred-By")				\
	SIPMAP_RULE(WARNING, "Warning")					\
	SIPMAP_RULE(EXPIRES, "Expires")					\
	SIPMAP_RULE(CONTENT_LENGTH, "Content-Length")			\
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

#define SIPMAP_RULE_NUMBER(name, text) SIPMAP_RULE_##name,

/*
 * The rules: the rows above.
 */
enum sipmap_rule {
	SIPMAP_RULES(SIPMAP_RULE_NUMBER)
	SIPMAP_RULE_COUNT
};

#undef SIPMAP_RULE_NUMBER

#endif /* SIPMAP_SIP_RULE_H */
