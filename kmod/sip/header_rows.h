/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The header fields that rules are about, one row each:
 *
 *	ROW(argument, id, first letter, second letter, name in lower case,
 *	    compact name or 0, shape, where)
 *
 * Headers that are not here are stepped over and never touched. header.h says
 * what shape and where mean.
 */
#ifndef SIPMAP_SIP_HEADER_ROWS_H
#define SIPMAP_SIP_HEADER_ROWS_H

#define SIPMAP_HEADERS(ROW, arg) \
	ROW(arg, VIA, 'v', 'i', "via", 'v', VIA, \
	    SIPMAP_OUT_REQUESTS | SIPMAP_IN_RESPONSES) \
	ROW(arg, FROM, 'f', 'r', "from", 'f', IDENTITY, \
	    SIPMAP_EVERYWHERE) \
	ROW(arg, TO, 't', 'o', "to", 't', IDENTITY, \
	    SIPMAP_EVERYWHERE) \
	ROW(arg, CALL_ID, 'c', 'a', "call-id", 'i', PLAIN, \
	    SIPMAP_NOWHERE) \
	ROW(arg, CSEQ, 'c', 's', "cseq", 0, PLAIN, \
	    SIPMAP_NOWHERE) \
	ROW(arg, CONTACT, 'c', 'o', "contact", 'm', CONTACT, \
	    SIPMAP_EVERYWHERE) \
	ROW(arg, ROUTE, 'r', 'o', "route", 0, ROUTE, \
	    SIPMAP_EVERYWHERE) \
	ROW(arg, RECORD_ROUTE, 'r', 'e', "record-route", 0, ROUTE, \
	    SIPMAP_EVERYWHERE) \
	ROW(arg, PATH, 'p', 'a', "path", 0, ROUTE, \
	    SIPMAP_EVERYWHERE) \
	ROW(arg, SERVICE_ROUTE, 's', 'e', "service-route", 0, ROUTE, \
	    SIPMAP_EVERYWHERE) \
	ROW(arg, REFER_TO, 'r', 'e', "refer-to", 'r', ROUTE, \
	    SIPMAP_EVERYWHERE) \
	ROW(arg, REFERRED_BY, 'r', 'e', "referred-by", 'b', ROUTE, \
	    SIPMAP_EVERYWHERE) \
	ROW(arg, REPLY_TO, 'r', 'e', "reply-to", 0, ROUTE, \
	    SIPMAP_EVERYWHERE) \
	ROW(arg, EXPIRES, 'e', 'x', "expires", 0, PLAIN, \
	    SIPMAP_NOWHERE) \
	ROW(arg, CONTENT_TYPE, 'c', 'o', "content-type", 'c', PLAIN, \
	    SIPMAP_NOWHERE) \
	ROW(arg, CONTENT_LENGTH, 'c', 'o', "content-length", 'l', PLAIN, \
	    SIPMAP_NOWHERE) \
	ROW(arg, CONTENT_ENCODING, 'c', 'o', "content-encoding", 'e', PLAIN, \
	    SIPMAP_NOWHERE) \
	ROW(arg, AUTHORIZATION, 'a', 'u', "authorization", 0, PLAIN, \
	    SIPMAP_NOWHERE) \
	ROW(arg, PROXY_AUTHORIZATION, 'p', 'r', "proxy-authorization", 0, \
	    PLAIN, \
	    SIPMAP_NOWHERE) \
	ROW(arg, AUTHENTICATION_INFO, 'a', 'u', "authentication-info", 0, \
	    PLAIN, \
	    SIPMAP_NOWHERE) \
	ROW(arg, WARNING, 'w', 'a', "warning", 0, PLAIN, \
	    SIPMAP_NOWHERE)

#endif /* SIPMAP_SIP_HEADER_ROWS_H */
