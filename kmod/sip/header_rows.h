/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The header fields that rules are about, one row each:
 *
 *	SIPMAP_HEADER(id, name in lower case, compact name or 0, shape, where)
 *
 * Headers that are not here are stepped over and never touched. header.h says
 * what shape and where mean. This file is included wherever something is made
 * of each row, so it has no guard.
 */
SIPMAP_HEADER(VIA, "via", 'v', VIA, SIPMAP_OUT_REQUESTS | SIPMAP_IN_RESPONSES)
SIPMAP_HEADER(FROM, "from", 'f', IDENTITY, SIPMAP_EVERYWHERE)
SIPMAP_HEADER(TO, "to", 't', IDENTITY, SIPMAP_EVERYWHERE)
SIPMAP_HEADER(CALL_ID, "call-id", 'i', PLAIN, SIPMAP_NOWHERE)
SIPMAP_HEADER(CSEQ, "cseq", 0, PLAIN, SIPMAP_NOWHERE)
SIPMAP_HEADER(CONTACT, "contact", 'm', CONTACT, SIPMAP_EVERYWHERE)
SIPMAP_HEADER(ROUTE, "route", 0, ROUTE, SIPMAP_EVERYWHERE)
SIPMAP_HEADER(RECORD_ROUTE, "record-route", 0, ROUTE, SIPMAP_EVERYWHERE)
SIPMAP_HEADER(PATH, "path", 0, ROUTE, SIPMAP_EVERYWHERE)
SIPMAP_HEADER(SERVICE_ROUTE, "service-route", 0, ROUTE, SIPMAP_EVERYWHERE)
SIPMAP_HEADER(REFER_TO, "refer-to", 'r', ROUTE, SIPMAP_EVERYWHERE)
SIPMAP_HEADER(REFERRED_BY, "referred-by", 'b', ROUTE, SIPMAP_EVERYWHERE)
SIPMAP_HEADER(EXPIRES, "expires", 0, PLAIN, SIPMAP_NOWHERE)
SIPMAP_HEADER(CONTENT_TYPE, "content-type", 'c', PLAIN, SIPMAP_NOWHERE)
SIPMAP_HEADER(CONTENT_LENGTH, "content-length", 'l', PLAIN, SIPMAP_NOWHERE)
SIPMAP_HEADER(CONTENT_ENCODING, "content-encoding", 'e', PLAIN, SIPMAP_NOWHERE)
SIPMAP_HEADER(AUTHORIZATION, "authorization", 0, PLAIN, SIPMAP_NOWHERE)
SIPMAP_HEADER(PROXY_AUTHORIZATION, "proxy-authorization", 0, PLAIN,
	      SIPMAP_NOWHERE)
SIPMAP_HEADER(AUTHENTICATION_INFO, "authentication-info", 0, PLAIN,
	      SIPMAP_NOWHERE)
SIPMAP_HEADER(WARNING, "warning", 0, PLAIN, SIPMAP_NOWHERE)
