/* SPDX-License-Identifier: GPL-2.0-only */
/* A piece of a message: where it starts and how long it is. */
#ifndef SIPMAP_SIP_SPAN_H
#define SIPMAP_SIP_SPAN_H

#include "base.h"

/**
 * struct sipmap_span - a piece of a message, by offset
 * @offset: bytes from the start of the message
 * @length: bytes; 0 for an empty or absent piece
 *
 * Offsets, never pointers, survive an edit of the packet. A UDP payload has at
 * most 65507 bytes, so 16 bits are enough.
 */
struct sipmap_span {
	u16 offset;
	u16 length;
};

#endif /* SIPMAP_SIP_SPAN_H */
