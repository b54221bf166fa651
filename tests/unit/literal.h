/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All address literals that stand anywhere in a message. */
#ifndef SIPMAP_LITERAL_H
#define SIPMAP_LITERAL_H

#include "endpoint.h"

#define LITERALS_MAX 64

/**
 * struct literal - one place where an address literal stands
 * @endpoint: the address, with the port behind it, or SIP's own
 * @offset: where it begins
 * @length: its bytes, brackets included, without the port
 * @again: the same endpoint has stood further up
 */
struct literal {
	struct sipmap_endpoint endpoint;
	size_t offset;
	size_t length;
	bool again;
};

/**
 * struct literals - all of a message
 * @literal: in the order of the message
 * @count: how many of @literal are filled in
 */
struct literals {
	struct literal literal[LITERALS_MAX];
	unsigned int count;
};

void literals_find(struct literals *literals, const char *data, size_t length);

#endif /* SIPMAP_LITERAL_H */
