/* SPDX-License-Identifier: GPL-2.0-only */
/* A SIP or SIPS URI. */
#ifndef SIPMAP_SIP_URI_H
#define SIPMAP_SIP_URI_H

#include "cursor.h"
#include "endpoint.h"

#define SIPMAP_PORT_SIP		5060
#define SIPMAP_PORT_SIPS	5061

/**
 * struct sipmap_host_port - "host" or "host:port" as it stands in a message
 * @span: all of it
 * @host: the host only
 * @endpoint: address, and port or default port; family none for a name
 * @has_port: the port is written
 */
struct sipmap_host_port {
	struct sipmap_span span;
	struct sipmap_span host;
	struct sipmap_endpoint endpoint;
	bool has_port;
};

/**
 * struct sipmap_uri - where the parts of a URI stand
 * @host_port: the host that it names
 * @maddr: value of its maddr parameter; empty where there is none
 * @default_port: 5060, or 5061 for SIPS
 * @other_transport: its transport parameter is not UDP
 */
struct sipmap_uri {
	struct sipmap_host_port host_port;
	struct sipmap_span maddr;
	u16 default_port;
	bool other_transport;
};

/**
 * struct sipmap_known - an endpoint whose text need not be read again
 * @text: "192.0.2.1:5060": an IPv4 address, a port, and nothing else
 * @host_length: bytes of @text before the colon
 * @length: bytes of @text; 0: there is none
 * @endpoint: what it says
 */
struct sipmap_known {
	const char *text;
	u16 host_length;
	u16 length;
	struct sipmap_endpoint endpoint;
};

/* A phone and its peer write their own endpoints again and again. */
#define SIPMAP_KNOWN_MAX 2

/**
 * sipmap_host_port_is - is it a text that is known?
 * @cursor: at a host; moved behind it and its port
 * @known: the text
 * @host_port: where it goes
 *
 * Return: true if it is, and ends where that one has ended. Otherwise nothing
 * has happened.
 */
static inline bool
sipmap_host_port_is(struct sipmap_cursor *cursor,
		    const struct sipmap_known *known,
		    struct sipmap_host_port *host_port)
{
	const char *data = cursor->data;
	unsigned int at = cursor->at + known->length;

	if (!known->length || at > cursor->end ||
	    (at < cursor->end && sipmap_is_digit((u8)data[at])) ||
	    !sipmap_bytes_equal(data + cursor->at, known->text, known->length))
		return false;
	host_port->endpoint = known->endpoint;
	host_port->span.offset = (u16)cursor->at;
	host_port->span.length = known->length;
	host_port->host.offset = (u16)cursor->at;
	host_port->host.length = known->host_length;
	host_port->has_port = true;
	cursor->at = at;
	return true;
}

bool sipmap_host_port_parse(struct sipmap_cursor *cursor, u16 default_port,
			    bool white, struct sipmap_known *known,
			    struct sipmap_host_port *host_port);
bool sipmap_uri_parse(struct sipmap_uri *uri, const char *data,
		      struct sipmap_span span, struct sipmap_known *known);

#endif /* SIPMAP_SIP_URI_H */
