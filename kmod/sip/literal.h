/* SPDX-License-Identifier: GPL-2.0-only */
/* An endpoint as nearly everybody writes it. */
#ifndef SIPMAP_SIP_LITERAL_H
#define SIPMAP_SIP_LITERAL_H

#include "base.h"

struct sipmap_endpoint;

/* "255.255.255.255:65535", and a byte that makes whole words */
#define SIPMAP_LITERAL_MAX 22

/**
 * struct sipmap_literal - an IPv4 endpoint, written
 * @text: "192.0.2.1:5060", without a NUL
 * @host_length: bytes of @text before the colon
 * @length: bytes of @text; 0 where the endpoint has another family or no port
 *
 * Whoever keeps an endpoint for many messages keeps it written too: the same
 * text need not be read and written again and again.
 */
struct sipmap_literal {
	char text[SIPMAP_LITERAL_MAX];
	u8 host_length;
	u8 length;
} __aligned(8);

void sipmap_literal_write(struct sipmap_literal *literal,
			  const struct sipmap_endpoint *endpoint);

#endif /* SIPMAP_SIP_LITERAL_H */
