// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../../../userspace/sipmapd/compat.h"
#include "../../../userspace/sipmapd/convert.h"
#include "nat.h"
#include "tap.h"

/**
 * nat_init - a NAT without servers behind it
 * @nat: to be set up
 * @mapping: one of enum sipmap_mapping
 */
void nat_init(struct nat *nat, u32 mapping)
{
	memset(nat, 0, sizeof(*nat));
	nat->now = 1000;
	nat->mapping = mapping;
	nat->address = tap_parse("203.0.113.7:0");
	nat->next_port = 40000;
	nat->seed = 1;
}

/**
 * nat_add_server - a STUN server's address
 * @nat: the outside
 * @endpoint: where it listens
 * @other: its OTHER-ADDRESS, or NULL
 * @kind: how it answers
 *
 * Return: the server, to be changed at will.
 */
struct nat_server *nat_add_server(struct nat *nat, const char *endpoint,
				  const char *other, enum nat_server_kind kind)
{
	struct nat_server *server = &nat->servers[nat->server_count++];

	server->endpoint = tap_parse(endpoint);
	if (other)
		server->other = tap_parse(other);
	server->kind = kind;
	return server;
}

/**
 * nat_forget - the NAT loses its state; new mappings get other ports
 * @nat: the outside
 */
void nat_forget(struct nat *nat)
{
	nat->mapping_count = 0;
	nat->next_port += 100;
}

static struct sipmap_endpoint what_counts(const struct nat *nat,
					  const struct sipmap_endpoint *to)
{
	struct sipmap_endpoint counts = *to;

	if (nat->mapping == SIPMAP_MAPPING_ADDRESS_DEPENDENT)
		counts.port = 0;
	else if (nat->mapping != SIPMAP_MAPPING_ADDRESS_AND_PORT_DEPENDENT)
		memset(&counts, 0, sizeof(counts));
	return counts;
}

static struct sipmap_endpoint translate(struct nat *nat,
					const struct sipmap_endpoint *outside,
					const struct sipmap_endpoint *to)
{
	struct sipmap_endpoint counts = what_counts(nat, to);
	struct sipmap_endpoint result = nat->address;
	struct nat_mapping *mapping = nat->mappings;
	unsigned int i;

	if (nat->mapping == SIPMAP_MAPPING_NONE)
		return *outside;
	for (i = 0; i < nat->mapping_count; i++, mapping++)
		if (!memcmp(&mapping->outside, outside, sizeof(*outside)) &&
		    !memcmp(&mapping->destination, &counts, sizeof(counts)))
			break;
	if (i == nat->mapping_count) {
		if (i == NAT_MAPPINGS)
			abort();
		mapping->outside = *outside;
		mapping->destination = counts;
		mapping->port = nat->next_port++;
		nat->mapping_count++;
	}
	result.port = mapping->port;
	return result;
}

static struct nat_server *find_server(struct nat *nat,
				      const struct sipmap_endpoint *endpoint)
{
	unsigned int i;

	for (i = 0; i < nat->server_count; i++)
		if (sipmap_endpoint_equal(&nat->servers[i].endpoint, endpoint))
			return &nat->servers[i];
	return NULL;
}

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

static void answer(struct nat *nat, const struct nat_server *server,
		   const struct content *content, const u8 *id,
		   struct nat_reply *reply)
{
	bool refuses = server->kind == NAT_REFUSES;
	struct stun_errcode error = { 400, (char *)"Bad Request" };
	struct mbuf *message = mbuf_alloc(128);
	struct sa plain, xored, other;

	if (stun_msg_encode(message, STUN_METHOD_BINDING,
			    refuses ? STUN_CLASS_ERROR_RESP :
				      STUN_CLASS_SUCCESS_RESP,
			    id, refuses ? &error : NULL, NULL, 0, false, 0, 3,
			    STUN_ATTR_MAPPED_ADDR,
			    refuses ? NULL : to_sa(&content->plain, &plain),
			    STUN_ATTR_XOR_MAPPED_ADDR,
			    refuses ? NULL : to_sa(&content->xored, &xored),
			    STUN_ATTR_OTHER_ADDR,
			    refuses ? NULL : to_sa(&content->other, &other)))
		abort();
	memcpy(reply->payload, message->buf, message->end);
	reply->length = message->end;
	reply->source = server->endpoint;
	if (server->kind == NAT_MISSENT)
		reply->source.port++;
	reply->due = nat->now + NAT_ROUND_TRIP;
	mem_deref(message);
}

static struct nat_reply *free_reply(struct nat *nat)
{
	unsigned int i;

	for (i = 0; i < NAT_REPLIES; i++)
		if (!nat->replies[i].due)
			return &nat->replies[i];
	abort();
}

static int nat_send(void *arg, u32 binding,
		    const struct sipmap_endpoint *destination,
		    const void *payload, size_t length, bool catch_reply)
{
	struct nat *nat = arg;
	bool stun = length == SIPMAP_STUN_REQUEST_SIZE;
	struct nat_server *server = find_server(nat, destination);
	struct sipmap_endpoint seen;
	struct nat_reply *reply;
	struct content content;

	if (binding >= NAT_BINDINGS ||
	    nat->outside[binding].family == SIPMAP_FAMILY_NONE)
		return -ENOENT;
	if (nat->sent_count == NAT_SENT)
		abort();
	nat->sent[nat->sent_count++] = (struct nat_sent){
		.at = nat->now,
		.binding = binding,
		.destination = *destination,
		.stun = stun,
		.caught = catch_reply,
	};
	seen = translate(nat, &nat->outside[binding], destination);
	if (!stun || !server || server->kind == NAT_SILENT)
		return 0;
	reply = free_reply(nat);
	reply->outside = nat->outside[binding];
	content = content_of(nat, server, seen);
	answer(nat, server, &content, (const u8 *)payload + 8, reply);
	return 0;
}

/* good enough to be different each time, and the same in each run */
static void nat_random(void *arg, void *buffer, size_t length)
{
	struct nat *nat = arg;
	u8 *byte = buffer;

	while (length--) {
		nat->seed = nat->seed * 1103515245 + 12345;
		*byte++ = nat->seed >> 16;
	}
}

/**
 * nat_transport - how to send into it
 * @nat: the outside
 * @transport: filled in
 */
void nat_transport(struct nat *nat, struct sipmap_transport *transport)
{
	transport->send = nat_send;
	transport->random = nat_random;
	transport->arg = nat;
}

static struct nat_reply *first_reply(const struct nat *nat)
{
	const struct nat_reply *first = NULL;
	unsigned int i;

	for (i = 0; i < NAT_REPLIES; i++) {
		const struct nat_reply *reply = &nat->replies[i];

		if (reply->due && (!first || reply->due < first->due))
			first = reply;
	}
	return (struct nat_reply *)first;
}

/**
 * nat_next_reply - when the next datagram arrives
 * @nat: the outside
 *
 * Return: time, ms, or SIPMAP_NEVER.
 */
u64 nat_next_reply(const struct nat *nat)
{
	const struct nat_reply *reply = first_reply(nat);

	return reply ? reply->due : SIPMAP_NEVER;
}

/**
 * nat_take_reply - a datagram has arrived
 * @nat: the outside
 * @reply: filled in
 *
 * Return: false if none has by now.
 */
bool nat_take_reply(struct nat *nat, struct nat_reply *reply)
{
	struct nat_reply *first = first_reply(nat);

	if (!first || first->due > nat->now)
		return false;
	*reply = *first;
	first->due = 0;
	return true;
}

/**
 * nat_count_sent - how many datagrams left
 * @nat: the outside
 * @binding: from whose W; 0: anybody's
 * @destination: ADDRESS:PORT, or NULL for anywhere
 *
 * Return: how many.
 */
unsigned int nat_count_sent(const struct nat *nat, u32 binding,
			    const char *destination)
{
	struct sipmap_endpoint to = { .family = SIPMAP_FAMILY_NONE };
	unsigned int count = 0;
	unsigned int i;

	if (destination)
		to = tap_parse(destination);
	for (i = 0; i < nat->sent_count; i++) {
		const struct nat_sent *sent = &nat->sent[i];

		if (binding && sent->binding != binding)
			continue;
		if (destination &&
		    !sipmap_endpoint_equal(&sent->destination, &to))
			continue;
		count++;
	}
	return count;
}
