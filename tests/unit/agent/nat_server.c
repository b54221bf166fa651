// SPDX-License-Identifier: GPL-2.0-or-later
/* The simulated STUN servers: what they answer, and from where. */
#include <stdlib.h>
#include <string.h>

#include "../../../userspace/sipmapd/compat.h"
#include "../../../userspace/sipmapd/convert.h"
#include "nat_server.h"
#include "tap.h"

/* the address attributes of an answer; family none: not there */
struct content {
	struct sipmap_endpoint plain;
	struct sipmap_endpoint xored;
	struct sipmap_endpoint other;
};

static struct content content_of(struct nat *nat,
				 const struct nat_server *server,
				 struct sipmap_endpoint seen)
{
	struct content content;

	memset(&content, 0, sizeof(content));
	content.other = server->other;
	if (server->kind == NAT_EMPTY)
		return content;
	if (server->kind == NAT_FICKLE)
		seen.port = nat->next_port++;
	if (server->kind == NAT_PRIVATE)
		seen = tap_parse("10.1.2.3:4000");
	if (server->kind == NAT_PLAIN) {
		content.plain = seen;
		return content;
	}
	content.plain = seen;
	content.xored = seen;
	if (server->kind == NAT_ALTERED)
		content.plain = tap_parse("192.168.1.10:5060");
	return content;
}

static const struct sa *to_sa(const struct sipmap_endpoint *endpoint,
			      struct sa *sa)
{
	if (endpoint->family == SIPMAP_FAMILY_NONE)
		return NULL;
	sipmap_endpoint_to_sa(endpoint, sa);
	return sa;
}

/**
 * nat_wish_read - read a request
 * @request: the message
 * @length: of @request
 *
 * Return: what it wants.
 */
struct nat_wish nat_wish_read(const u8 *request, size_t length)
{
	struct nat_wish wish = { .address = false };
	size_t place;

	for (place = 20; place + 8 <= length; place += 8) {
		const u8 *attribute = request + place;

		if (attribute[1] == STUN_ATTR_CHANGE_REQ) {
			wish.address = attribute[7] & 4;
			wish.port = attribute[7] & 2;
		} else if (attribute[1] == STUN_ATTR_RESP_PORT) {
			wish.response_port_length = attribute[3];
			wish.response_port = attribute[4] << 8 | attribute[5];
		}
	}
	return wish;
}

/**
 * nat_server_refuses - does a server answer this with an error?
 * @server: the server
 * @wish: what is wanted
 *
 * Return: true if it does.
 */
bool nat_server_refuses(const struct nat_server *server,
			const struct nat_wish *wish)
{
	if (server->kind == NAT_REFUSES)
		return true;
	if (wish->response_port && server->response_port != NAT_PORT_IGNORED &&
	    wish->response_port_length != server->response_port)
		return true;
	return (wish->address || wish->port) &&
	       (server->change == NAT_CHANGE_REFUSED ||
		server->other.family == SIPMAP_FAMILY_NONE);
}

static void write_changed(struct mbuf *message,
			  const struct sipmap_endpoint *other)
{
	const u8 attribute[12] = {
		0, 5, 0, 8, 0, 1, other->port >> 8, other->port,
		other->address[0], other->address[1], other->address[2],
		other->address[3],
	};

	mbuf_set_pos(message, message->end);
	if (mbuf_write_mem(message, attribute, sizeof(attribute)))
		abort();
	message->buf[3] += sizeof(attribute);
}

/**
 * nat_server_source - where a server answers from
 * @server: the server
 * @wish: what is wanted
 *
 * Return: address and port.
 */
struct sipmap_endpoint nat_server_source(const struct nat_server *server,
					 const struct nat_wish *wish)
{
	struct sipmap_endpoint source = server->endpoint;

	if (server->kind == NAT_MISSENT)
		source.port++;
	if (server->change == NAT_CHANGE_IGNORED ||
	    nat_server_refuses(server, wish))
		return source;
	if (wish->address && server->change != NAT_CHANGE_PORT_ONLY)
		memcpy(source.address, server->other.address,
		       sizeof(source.address));
	if (wish->port)
		source.port = server->other.port;
	return source;
}

/**
 * nat_server_answer - write the answer
 * @nat: the outside
 * @server: who answers
 * @seen: where it sees the request come from
 * @request: the message
 * @wish: what it wants
 * @reply: its payload and time are set
 */
void nat_server_answer(struct nat *nat, const struct nat_server *server,
		       const struct sipmap_endpoint *seen, const u8 *request,
		       const struct nat_wish *wish, struct nat_reply *reply)
{
	struct content content = content_of(nat, server, *seen);
	bool refuses = nat_server_refuses(server, wish);
	struct stun_errcode error = { 400, (char *)"Bad Request" };
	struct mbuf *message = mbuf_alloc(128);
	bool is_classic = server->kind == NAT_PLAIN;
	struct sa plain, xored, other;

	if (stun_msg_encode(message, STUN_METHOD_BINDING,
			    refuses ? STUN_CLASS_ERROR_RESP :
				      STUN_CLASS_SUCCESS_RESP,
			    request + 8, refuses ? &error : NULL, NULL, 0,
			    false, 0, 3, STUN_ATTR_MAPPED_ADDR,
			    refuses ? NULL : to_sa(&content.plain, &plain),
			    STUN_ATTR_XOR_MAPPED_ADDR,
			    refuses ? NULL : to_sa(&content.xored, &xored),
			    STUN_ATTR_OTHER_ADDR,
			    refuses || is_classic ?
			    NULL : to_sa(&content.other, &other)))
		abort();
	if (!refuses && is_classic &&
	    content.other.family != SIPMAP_FAMILY_NONE)
		write_changed(message, &content.other);
	memcpy(reply->payload, message->buf, message->end);
	reply->length = message->end;
	reply->due = nat->now + NAT_ROUND_TRIP;
	mem_deref(message);
}
