/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The header fields that rules are about, one row each:
 *
 *	ROW(argument, id, first letter, name in lower case, compact name or 0,
 *	    shape, where)
 *
 * Headers that are not here are stepped over and never touched. header.h says
 * what shape and where mean.
 */
#ifndef SIPMAP_SIP_HEADER_ROWS_H
#define SIPMAP_SIP_HEADER_ROWS_H

#define SIPMAP_HEADERS(ROW, arg) \
	ROW(arg, VIA, 'v', "via", 'v', VIA, \
	    SIPMAP_OUT_REQUESTS | SIPMAP_IN_RESPONSES) \
	ROW(arg, FROM, 'f', "from", 'f', IDENTITY, \
	    SIPMAP_EVERYWHERE) \
	ROW(arg, TO, 't', "to", 't', IDENTITY, \
	    SIPMAP_EVERYWHERE) \
	ROW(arg, CALL_ID, 'c', "call-id", 'i', PLAIN, \
	    SIPMAP_NOWHERE) \
	ROW(arg, CSEQ, 'c', "cseq", 0, PLAIN, \
	    SIPMAP_NOWHERE) \
	ROW(arg, CONTACT, 'c', "contact", 'm', CONTACT, \
	    SIPMAP_EVERYWHERE) \
	ROW(arg, ROUTE, 'r', "route", 0, ROUTE, \
	    SIPMAP_EVERYWHERE) \
	ROW(arg, RECORD_ROUTE, 'r', "record-route", 0, ROUTE, \
	    SIPMAP_EVERYWHERE) \
	ROW(arg, PATH, 'p', "path", 0, ROUTE, \
	    SIPMAP_EVERYWHERE) \
	ROW(arg, SERVICE_ROUTE, 's', "service-route", 0, ROUTE, \
	    SIPMAP_EVERYWHERE) \
	ROW(arg, REFER_TO, 'r', "refer-to", 'r', ROUTE, \
	    SIPMAP_EVERYWHERE) \
	ROW(arg, REFERRED_BY, 'r', "referred-by", 'b', ROUTE, \
	    SIPMAP_EVERYWHERE) \
	ROW(arg, EXPIRES, 'e', "expires", 0, PLAIN, \
	    SIPMAP_NOWHERE) \
	ROW(arg, CONTENT_TYPE, 'c', "content-type", 'c', PLAIN, \
	    SIPMAP_NOWHERE) \
	ROW(arg, CONTENT_LENGTH, 'c', "content-length", 'l', PLAIN, \
	    SIPMAP_NOWHERE) \
	ROW(arg, CONTENT_ENCODING, 'c', "content-encoding", 'e', PLAIN, \
	    SIPMAP_NOWHERE) \
	ROW(arg, AUTHORIZATION, 'a', "authorization", 0, PLAIN, \
	    SIPMAP_NOWHERE) \
	ROW(arg, PROXY_AUTHORIZATION, 'p', "proxy-authorization", 0, PLAIN, \
	    SIPMAP_NOWHERE) \
	ROW(arg, AUTHENTICATION_INFO, 'a', "authentication-info", 0, PLAIN, \
	    SIPMAP_NOWHERE) \
	ROW(arg, WARNING, 'w', "warning", 0, PLAIN, \
	    SIPMAP_NOWHERE)

#endif /* SIPMAP_SIP_HEADER_ROWS_H */
