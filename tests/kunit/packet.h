/* SPDX-License-Identifier: GPL-2.0-only */
/* Packets for the tests: made from a payload, and looked at afterwards. */
#ifndef SIPMAP_TEST_PACKET_H
#define SIPMAP_TEST_PACKET_H

#include <linux/skbuff.h>

/**
 * enum sipmap_packet_shape - how the bytes of a packet lie in memory
 * @SIPMAP_PACKET_LINEAR: all in one piece, with some room behind
 * @SIPMAP_PACKET_TIGHT: all in one piece, with no room behind
 * @SIPMAP_PACKET_PADDED: in one piece, with bytes behind that are not the
 *                        datagram's
 * @SIPMAP_PACKET_PAGED: the payload in pages
 * @SIPMAP_PACKET_CHAINED: most of the payload in other packets, as IP
 *                         reassembly leaves it
 * @SIPMAP_PACKET_SHAPES: how many there are
 */
enum sipmap_packet_shape {
	SIPMAP_PACKET_LINEAR,
	SIPMAP_PACKET_TIGHT,
	SIPMAP_PACKET_PADDED,
	SIPMAP_PACKET_PAGED,
	SIPMAP_PACKET_CHAINED,
	SIPMAP_PACKET_SHAPES
};

/**
 * enum sipmap_packet_sum - the UDP checksum of a packet
 * @SIPMAP_PACKET_NO_SUM: none, as RFC 768 allows
 * @SIPMAP_PACKET_SUM: complete
 * @SIPMAP_PACKET_PARTIAL: left to the device
 * @SIPMAP_PACKET_SUMS: how many there are
 */
enum sipmap_packet_sum {
	SIPMAP_PACKET_NO_SUM,
	SIPMAP_PACKET_SUM,
	SIPMAP_PACKET_PARTIAL,
	SIPMAP_PACKET_SUMS
};

struct sk_buff *sipmap_packet_make(enum sipmap_packet_shape shape,
				   const char *payload, size_t length,
				   enum sipmap_packet_sum sum);
bool sipmap_packet_holds(const struct sk_buff *skb, const char *payload,
			 size_t length);
bool sipmap_packet_sound(struct sk_buff *skb, const char **fault);

#endif /* SIPMAP_TEST_PACKET_H */
