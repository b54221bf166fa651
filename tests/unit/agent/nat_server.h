/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The simulated STUN servers: what they answer, and from where. */
#ifndef SIPMAP_TESTS_AGENT_NAT_SERVER_H
#define SIPMAP_TESTS_AGENT_NAT_SERVER_H

#include "nat.h"

/**
 * struct nat_wish - what a request wants of the answer
 * @address: from the server's other address
 * @port: from its other port
 * @response_port: to this port, 0: to whoever asked
 * @response_port_length: of that attribute
 */
struct nat_wish {
	bool address;
	bool port;
	u16 response_port;
	unsigned int response_port_length;
};

struct nat_wish nat_wish_read(const u8 *request, size_t length);
bool nat_server_refuses(const struct nat_server *server,
			const struct nat_wish *wish);
struct sipmap_endpoint nat_server_source(const struct nat_server *server,
					 const struct nat_wish *wish);
void nat_server_answer(struct nat *nat, const struct nat_server *server,
		       const struct sipmap_endpoint *seen, const u8 *request,
		       const struct nat_wish *wish, struct nat_reply *reply);

#endif /* SIPMAP_TESTS_AGENT_NAT_SERVER_H */
