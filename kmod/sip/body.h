/* SPDX-License-Identifier: GPL-2.0-only */
/* The session descriptions in a message's body. */
#ifndef SIPMAP_SIP_BODY_H
#define SIPMAP_SIP_BODY_H

#include "cursor.h"
#include "message.h"

/**
 * struct sipmap_body - a walk through the parts of a body
 * @cursor: where the next part starts
 * @boundary: what separates the parts (RFC 2046 section 5.1.1); empty where
 *            the body is not divided
 */
struct sipmap_body {
	struct sipmap_cursor cursor;
	struct sipmap_span boundary;
};

bool sipmap_body_open(struct sipmap_body *body,
		      const struct sipmap_message *message);
bool sipmap_body_next(struct sipmap_body *body, struct sipmap_span *sdp);

#endif /* SIPMAP_SIP_BODY_H */
