/* SPDX-License-Identifier: GPL-2.0-only */
/* Packets over IPv6, with whatever stands between IP and UDP. */
#ifndef SIPMAP_TEST_PACKET_IPV6_H
#define SIPMAP_TEST_PACKET_IPV6_H

#include <linux/ipv6.h>

#include "packet.h"

/* bytes of extension headers that there is room for */
#define SIPMAP_PACKET_CHAIN_MAX 64

/**
 * struct sipmap_packet_chain - extension headers (RFC 8200 section 4)
 * @first: what the IPv6 header says comes next
 * @length: bytes of @bytes
 * @bytes: headers, each of which says what comes behind it
 */
struct sipmap_packet_chain {
	u8 first;
	u8 length;
	u8 bytes[SIPMAP_PACKET_CHAIN_MAX];
};

struct sk_buff *
sipmap_packet_make_ipv6(enum sipmap_packet_shape shape,
			const struct sipmap_packet_chain *chain,
			const char *payload, size_t length,
			enum sipmap_packet_sum sum);
bool sipmap_packet_sound_ipv6(struct sk_buff *skb, const char **fault);

#endif /* SIPMAP_TEST_PACKET_IPV6_H */
