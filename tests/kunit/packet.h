/* SPDX-License-Identifier: GPL-2.0-only */
/* Packets for the tests: made from a payload, and looked at afterwards. */
#ifndef SIPMAP_TEST_PACKET_H
#define SIPMAP_TEST_PACKET_H

#include <linux/skbuff.h>

struct kunit;

/**
 * enum sipmap_packet_shape - how the bytes of a packet lie in memory
 * @SIPMAP_PACKET_LINEAR: all in one piece, with some room behind
 * @SIPMAP_PACKET_TIGHT: all in one piece, with no room behind
 * @SIPMAP_PACKET_PAGED: the payload in pages
 * @SIPMAP_PACKET_SHAPES: how many there are
 */
enum sipmap_packet_shape {
	SIPMAP_PACKET_LINEAR,
	SIPMAP_PACKET_TIGHT,
	SIPMAP_PACKET_PAGED,
	SIPMAP_PACKET_SHAPES
};

struct sk_buff *sipmap_packet_make(enum sipmap_packet_shape shape,
				   const char *payload, size_t length,
				   bool checksum);
bool sipmap_packet_sound(const struct sk_buff *skb, const char **fault);

#endif /* SIPMAP_TEST_PACKET_H */
