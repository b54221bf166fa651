// SPDX-License-Identifier: GPL-2.0-only
/* SIP and SIPS URIs (RFC 3261 section 19.1). */
#include "number.h"
#include "param.h"
#include "uri.h"

/* A name, an IPv4 address, or an IPv6 reference in brackets. */
static bool sipmap_host_skip(struct sipmap_cursor *cursor)
{
	unsigned int from = cursor->at;

	if (sipmap_cursor_peek(cursor) == '[') {
		if (!sipmap_cursor_skip_to(cursor, ']'))
			return false;
		cursor->at++;
		return true;
	}
	sipmap_cursor_skip(cursor, SIPMAP_BYTE_HOST);
	return cursor->at > from;
}

/* What is read now may come again: an IPv4 address, a port, nothing else. */
static void sipmap_host_port_know(const char *data,
				  const struct sipmap_host_port *host_port,
				  struct sipmap_known *known)
{
	const char *port = data + host_port->host.offset +
			   host_port->host.length;

	/* white space may surround the colon */
	if (host_port->endpoint.family != SIPMAP_FAMILY_IPV4 ||
	    !host_port->has_port || port[0] != ':' ||
	    !sipmap_is_digit((u8)port[1]))
		return;
	known->text = data + host_port->span.offset;
	known->host_length = host_port->host.length;
	known->length = host_port->span.length;
	known->endpoint = host_port->endpoint;
}

/* One that nobody knows yet */
static bool sipmap_host_port_read(struct sipmap_cursor *cursor,
				  u16 default_port, bool white,
				  struct sipmap_host_port *host_port)
{
	unsigned int from = cursor->at;
	struct sipmap_cursor behind;
	u16 port = default_port;

	host_port->has_port = false;
	if (!sipmap_endpoint_take_ipv4(&host_port->endpoint, cursor)) {
		if (!sipmap_host_skip(cursor))
			return false;
		sipmap_endpoint_from_host(&host_port->endpoint,
					  cursor->data + from,
					  cursor->at - from);
	}
	host_port->host = sipmap_cursor_span(cursor, from);
	behind = *cursor;
	if (white)
		sipmap_cursor_skip_white(&behind);
	if (sipmap_cursor_take(&behind, ':')) {
		if (white)
			sipmap_cursor_skip_white(&behind);
		if (!sipmap_port_take(&behind, &port) || !port)
			return false;
		host_port->has_port = true;
		*cursor = behind;
	}
	host_port->span = sipmap_cursor_span(cursor, from);
	host_port->endpoint.port = port;
	return true;
}

/**
 * sipmap_host_port_parse - read a host and perhaps a port
 * @cursor: at the host; moved behind it
 * @default_port: what an absent port stands for, host byte order
 * @white: white space may surround the colon, as in Via (RFC 3261 section 25.1)
 * @known: SIPMAP_KNOWN_MAX texts, or NULL; the last one becomes what is read
 * @host_port: where it goes
 *
 * Return: true if there is a host, and the port, where written, is one.
 */
bool sipmap_host_port_parse(struct sipmap_cursor *cursor, u16 default_port,
			    bool white, struct sipmap_known *known,
			    struct sipmap_host_port *host_port)
{
	unsigned int i;

	if (!known)
		return sipmap_host_port_read(cursor, default_port, white,
					     host_port);
	for (i = 0; i < SIPMAP_KNOWN_MAX; i++)
		if (sipmap_host_port_is(cursor, &known[i], host_port))
			return true;
	if (!sipmap_host_port_read(cursor, default_port, white, host_port))
		return false;
	sipmap_host_port_know(cursor->data, host_port,
			      &known[SIPMAP_KNOWN_MAX - 1]);
	return true;
}

/*
 * Step over the user part, if there is one. A user part may hold almost
 * anything, so only the grammar tells it from a host with an "@" somewhere
 * behind it.
 */
static void sipmap_user_skip(struct sipmap_cursor *cursor)
{
	struct sipmap_cursor user = *cursor;

	sipmap_cursor_skip(&user, SIPMAP_BYTE_USER);
	if (sipmap_cursor_take(&user, ':'))
		sipmap_cursor_skip(&user, SIPMAP_BYTE_PASSWORD);
	if (sipmap_cursor_take(&user, '@'))
		*cursor = user;
}

static bool sipmap_scheme_parse(struct sipmap_cursor *cursor, u16 *port)
{
	const char *text = cursor->data + cursor->at;
	unsigned int left = cursor->end - cursor->at;

	if (left > 4 && sipmap_text_equal(text, 4, "sip:", 4)) {
		cursor->at += 4;
		*port = SIPMAP_PORT_SIP;
		return true;
	}
	if (left > 5 && sipmap_text_equal(text, 5, "sips:", 5)) {
		cursor->at += 5;
		*port = SIPMAP_PORT_SIPS;
		return true;
	}
	return false;
}

static bool sipmap_uri_params(struct sipmap_uri *uri,
			      struct sipmap_cursor *cursor)
{
	struct sipmap_param param;

	while (sipmap_param_next(cursor, &param)) {
		if (SIPMAP_SPAN_IS(cursor->data, param.name, "maddr"))
			uri->maddr = param.value;
		else if (SIPMAP_SPAN_IS(cursor->data, param.name, "transport"))
			uri->other_transport = !SIPMAP_SPAN_IS(cursor->data,
							       param.value,
							       "udp");
	}
	return cursor->at == cursor->end || sipmap_cursor_peek(cursor) == '?';
}

/**
 * sipmap_uri_parse - find the parts of a URI
 * @uri: where they go
 * @data: start of the message
 * @span: the URI, without brackets
 * @known: see sipmap_host_port_parse()
 *
 * Embedded headers, behind a question mark, are not looked at.
 *
 * Return: true for a SIP or SIPS URI that can be understood.
 */
bool sipmap_uri_parse(struct sipmap_uri *uri, const char *data,
		      struct sipmap_span span, struct sipmap_known *known)
{
	struct sipmap_cursor cursor = sipmap_cursor_in(data, span);

	*uri = (struct sipmap_uri){ 0 };
	if (!sipmap_scheme_parse(&cursor, &uri->default_port))
		return false;
	sipmap_user_skip(&cursor);
	/* Some phones write "user@domain@address": the last one is the host. */
	do {
		if (!sipmap_host_port_parse(&cursor, uri->default_port, false,
					    known, &uri->host_port))
			return false;
	} while (sipmap_cursor_take(&cursor, '@'));
	return sipmap_uri_params(uri, &cursor);
}
