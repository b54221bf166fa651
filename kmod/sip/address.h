/* SPDX-License-Identifier: GPL-2.0-only */
/* Addresses in From, To, Contact, Route and their like. */
#ifndef SIPMAP_SIP_ADDRESS_H
#define SIPMAP_SIP_ADDRESS_H

#include "cursor.h"

/**
 * struct sipmap_address - one address of a header value
 * @uri: its URI, without brackets; empty if it cannot be understood
 * @params: the header's parameters for it, from the first semicolon
 */
struct sipmap_address {
	struct sipmap_span uri;
	struct sipmap_span params;
};

bool sipmap_address_next(struct sipmap_cursor *cursor,
			 struct sipmap_address *address);

#endif /* SIPMAP_SIP_ADDRESS_H */
