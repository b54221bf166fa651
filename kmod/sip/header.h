/* SPDX-License-Identifier: GPL-2.0-only */
/* The header fields that rules are about: one row each. */
#ifndef SIPMAP_SIP_HEADER_H
#define SIPMAP_SIP_HEADER_H

#include "span.h"

/**
 * enum sipmap_shape - how endpoints stand in a header's value
 * @SIPMAP_SHAPE_PLAIN: not at all; it is only read
 * @SIPMAP_SHAPE_VIA: sent-by and parameters (RFC 3261 section 20.42)
 * @SIPMAP_SHAPE_CONTACT: addresses that are bindings (section 20.10)
 * @SIPMAP_SHAPE_ROUTE: addresses, any number of them (section 20.30)
 * @SIPMAP_SHAPE_IDENTITY: the address of a person (section 20.20)
 */
enum sipmap_shape {
	SIPMAP_SHAPE_PLAIN,
	SIPMAP_SHAPE_VIA,
	SIPMAP_SHAPE_CONTACT,
	SIPMAP_SHAPE_ROUTE,
	SIPMAP_SHAPE_IDENTITY,
};

/*
 * In which messages a header is rewritten. Sums are spelt out below, because
 * a row should be readable.
 */
#define SIPMAP_IN_NONE		0x0
#define SIPMAP_OUT_REQUESTS	0x1
#define SIPMAP_OUT_RESPONSES	0x2
#define SIPMAP_IN_REQUESTS	0x4
#define SIPMAP_IN_RESPONSES	0x8
#define SIPMAP_IN_ALL		0xf

/*
 * SIPMAP_HEADER(id, name in lower case, compact name or 0, shape, where).
 * Headers that are not here are stepped over and never touched.
 */
#define SIPMAP_HEADERS(SIPMAP_HEADER)					\
	SIPMAP_HEADER(VIA, "via", 'v', VIA,				\
		      SIPMAP_OUT_REQUESTS | SIPMAP_IN_RESPONSES)	\
	SIPMAP_HEADER(FROM, "from", 'f', IDENTITY, SIPMAP_IN_ALL)	\
	SIPMAP_HEADER(TO, "to", 't', IDENTITY, SIPMAP_IN_ALL)		\
	SIPMAP_HEADER(CALL_ID, "call-id", 'i', PLAIN, SIPMAP_IN_NONE)	\
	SIPMAP_HEADER(CSEQ, "cseq", 0, PLAIN, SIPMAP_IN_NONE)		\
	SIPMAP_HEADER(CONTACT, "contact", 'm', CONTACT, SIPMAP_IN_ALL)	\
	SIPMAP_HEADER(ROUTE, "route", 0, ROUTE, SIPMAP_IN_ALL)		\
	SIPMAP_HEADER(RECORD_ROUTE, "record-route", 0, ROUTE,		\
		      SIPMAP_IN_ALL)					\
	SIPMAP_HEADER(PATH, "path", 0, ROUTE, SIPMAP_IN_ALL)		\
	SIPMAP_HEADER(SERVICE_ROUTE, "service-route", 0, ROUTE,		\
		      SIPMAP_IN_ALL)					\
	SIPMAP_HEADER(REFER_TO, "refer-to", 'r', ROUTE, SIPMAP_IN_ALL)	\
	SIPMAP_HEADER(REFERRED_BY, "referred-by", 'b', ROUTE,		\
		      SIPMAP_IN_ALL)					\
	SIPMAP_HEADER(EXPIRES, "expires", 0, PLAIN, SIPMAP_IN_NONE)	\
	SIPMAP_HEADER(CONTENT_TYPE, "content-type", 'c', PLAIN,		\
		      SIPMAP_IN_NONE)					\
	SIPMAP_HEADER(CONTENT_LENGTH, "content-length", 'l', PLAIN,	\
		      SIPMAP_IN_NONE)					\
	SIPMAP_HEADER(CONTENT_ENCODING, "content-encoding", 'e', PLAIN,	\
		      SIPMAP_IN_NONE)					\
	SIPMAP_HEADER(AUTHORIZATION, "authorization", 0, PLAIN,		\
		      SIPMAP_IN_NONE)					\
	SIPMAP_HEADER(PROXY_AUTHORIZATION, "proxy-authorization", 0,	\
		      PLAIN, SIPMAP_IN_NONE)				\
	SIPMAP_HEADER(AUTHENTICATION_INFO, "authentication-info", 0,	\
		      PLAIN, SIPMAP_IN_NONE)

#define SIPMAP_HEADER_NUMBER(id, name, compact, shape, where) \
	SIPMAP_HEADER_##id,

/* Which header field; the list is above. */
enum sipmap_header_id {
	SIPMAP_HEADERS(SIPMAP_HEADER_NUMBER)
	SIPMAP_HEADER_COUNT
};

#undef SIPMAP_HEADER_NUMBER

/**
 * struct sipmap_header_row - what is to be done with one header field
 * @name: its name, with letters in lower case
 * @length: bytes of @name
 * @compact: its compact form (RFC 3261 section 7.3.3), or 0
 * @shape: enum sipmap_shape
 * @where: in which messages it is rewritten
 */
struct sipmap_header_row {
	const char *name;
	u8 length;
	char compact;
	u8 shape;
	u8 where;
};

const struct sipmap_header_row *sipmap_header_row(unsigned int id);
unsigned int sipmap_header_find(const char *name, size_t length);

#endif /* SIPMAP_SIP_HEADER_H */
