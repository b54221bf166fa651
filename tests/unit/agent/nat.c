// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "nat.h"
#include "nat_server.h"
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
	nat->opened_count = 0;
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

static bool is_alive(const struct nat *nat, const struct nat_mapping *mapping)
{
	return !nat->lifetime || nat->now - mapping->used < nat->lifetime;
}

static struct nat_mapping *find_mapping(struct nat *nat,
					const struct sipmap_endpoint *outside,
					const struct sipmap_endpoint *counts)
{
	struct nat_mapping *mapping = nat->mappings;
	unsigned int i;

	for (i = 0; i < nat->mapping_count; i++, mapping++)
		if (!memcmp(&mapping->outside, outside, sizeof(*outside)) &&
		    !memcmp(&mapping->destination, counts, sizeof(*counts)))
			return mapping;
	if (i == NAT_MAPPINGS)
		abort();
	mapping->outside = *outside;
	mapping->destination = *counts;
	mapping->port = 0;
	nat->mapping_count++;
	return mapping;
}

static bool was_opened(const struct nat *nat,
		       const struct sipmap_endpoint *outside,
		       const struct sipmap_endpoint *to, bool by_address)
{
	unsigned int i;

	for (i = 0; i < nat->opened_count; i++) {
		const struct nat_opened *opened = &nat->opened[i];

		if (sipmap_endpoint_equal(&opened->outside, outside) &&
		    (by_address ?
		     sipmap_endpoint_same_address(&opened->destination, to) :
		     sipmap_endpoint_equal(&opened->destination, to)))
			return true;
	}
	return false;
}

static void open_for(struct nat *nat, const struct sipmap_endpoint *outside,
		     const struct sipmap_endpoint *to)
{
	if (was_opened(nat, outside, to, false))
		return;
	if (nat->opened_count == NAT_OPENED)
		abort();
	nat->opened[nat->opened_count++] = (struct nat_opened){
		*outside, *to,
	};
}

static struct sipmap_endpoint translate(struct nat *nat,
					const struct sipmap_endpoint *outside,
					const struct sipmap_endpoint *to)
{
	struct sipmap_endpoint counts = what_counts(nat, to);
	struct sipmap_endpoint result = nat->address;
	struct nat_mapping *mapping;

	open_for(nat, outside, to);
	if (nat->mapping == SIPMAP_MAPPING_NONE)
		return *outside;
	mapping = find_mapping(nat, outside, &counts);
	if (!mapping->port || !is_alive(nat, mapping))
		mapping->port = nat->preserves ? outside->port :
						 nat->next_port++;
	mapping->used = nat->now;
	result.port = mapping->port;
	return result;
}

/* the mapping that a public port belongs to */
static const struct nat_mapping *by_port(const struct nat *nat, u16 port)
{
	unsigned int i;

	for (i = 0; i < nat->mapping_count; i++)
		if (nat->mappings[i].port == port &&
		    is_alive(nat, &nat->mappings[i]))
			return &nat->mappings[i];
	return NULL;
}

/* a symmetric NAT has one mapping a destination, and lets only that in */
static bool lets_in(const struct nat *nat, const struct nat_mapping *mapping,
		    const struct sipmap_endpoint *outside,
		    const struct sipmap_endpoint *from)
{
	struct sipmap_endpoint counts = what_counts(nat, from);

	if (nat->filtering <= SIPMAP_FILTERING_ENDPOINT_INDEPENDENT)
		return true;
	if (mapping && memcmp(&mapping->destination, &counts, sizeof(counts)))
		return false;
	return was_opened(nat, outside, from, nat->filtering ==
			  SIPMAP_FILTERING_ADDRESS_DEPENDENT);
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

static struct nat_reply *free_reply(struct nat *nat)
{
	unsigned int i;

	for (i = 0; i < NAT_REPLIES; i++)
		if (!nat->replies[i].due)
			return &nat->replies[i];
	abort();
}

/* what goes to the NAT's own address comes back, if it does so at all */
static void send_back(struct nat *nat, const struct sipmap_endpoint *seen,
		      const struct sipmap_endpoint *to, const void *payload,
		      size_t length)
{
	const struct nat_mapping *mapping = by_port(nat, to->port);
	struct nat_reply *reply;

	if (!nat->hairpin || !mapping ||
	    !lets_in(nat, mapping, &mapping->outside, seen))
		return;
	reply = free_reply(nat);
	reply->source = *seen;
	reply->outside = mapping->outside;
	memcpy(reply->payload, payload, length);
	reply->length = length;
	reply->due = nat->now + NAT_ROUND_TRIP;
}

static void ask_server(struct nat *nat, struct nat_server *server,
		       const struct sipmap_endpoint *outside,
		       const struct sipmap_endpoint *seen, const u8 *payload,
		       size_t length)
{
	struct nat_wish wish = nat_wish_read(payload, length);
	struct sipmap_endpoint source = nat_server_source(server, &wish);
	const struct nat_mapping *mapping = NULL;
	u16 port = seen->port;
	struct nat_reply *reply;

	if ((wish.address || wish.port) && server->change == NAT_CHANGE_DROPPED)
		return;
	if (wish.response_port && server->response_port != NAT_PORT_IGNORED &&
	    !nat_server_refuses(server, &wish))
		port = wish.response_port;
	if (nat->mapping != SIPMAP_MAPPING_NONE) {
		mapping = by_port(nat, port);
		if (!mapping)
			return;
		outside = &mapping->outside;
	}
	if (!lets_in(nat, mapping, outside, &source))
		return;
	reply = free_reply(nat);
	reply->outside = *outside;
	reply->source = source;
	nat_server_answer(nat, server, seen, payload, &wish, reply);
}

static int nat_send(void *arg, u32 binding,
		    const struct sipmap_endpoint *destination,
		    const void *payload, size_t length,
		    enum sipmap_catch wanted)
{
	struct nat *nat = arg;
	bool stun = length >= SIPMAP_STUN_REQUEST_SIZE &&
		    !((const u8 *)payload)[0];
	struct nat_server *server = find_server(nat, destination);
	struct sipmap_endpoint seen;

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
		.caught = wanted,
		.length = length,
	};
	memcpy(nat->sent[nat->sent_count - 1].payload, payload,
	       length < 64 ? length : 64);
	nat->last_sent[binding] = nat->now;
	seen = translate(nat, &nat->outside[binding], destination);
	if (sipmap_endpoint_same_address(destination, &nat->address))
		send_back(nat, &seen, destination, payload, length);
	else if (stun && server && server->kind != NAT_SILENT)
		ask_server(nat, server, &nat->outside[binding], &seen, payload,
			   length);
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
