/* SPDX-License-Identifier: GPL-2.0-only */
/* An address and port, as text and as numbers. */
#ifndef SIPMAP_SIP_ENDPOINT_H
#define SIPMAP_SIP_ENDPOINT_H

#include "base.h"
#include "span.h"

/**
 * enum sipmap_family - address family of an endpoint
 * @SIPMAP_FAMILY_NONE: the endpoint is not set
 * @SIPMAP_FAMILY_IPV4: the first four bytes of the address count
 * @SIPMAP_FAMILY_IPV6: all sixteen bytes of the address count
 *
 * The numbers are those of the IP version field, so that they mean the same
 * on every system.
 */
enum sipmap_family {
	SIPMAP_FAMILY_NONE = 0,
	SIPMAP_FAMILY_IPV4 = 4,
	SIPMAP_FAMILY_IPV6 = 6,
};

/**
 * struct sipmap_endpoint - a transport address
 * @address: network byte order; bytes that the family does not use are zero
 * @port: host byte order; 0 where there is none
 * @family: one of enum sipmap_family
 * @unused: zero, so that two equal endpoints are equal under memcmp()
 *
 * It is aligned so that it can be hashed in words.
 */
struct sipmap_endpoint {
	u8 address[16];
	u16 port;
	u8 family;
	u8 unused;
} __aligned(4);

/* "[" + 45 + "]" + ":" + 5, and a NUL for those who print it */
#define SIPMAP_ENDPOINT_TEXT_MAX 54

/**
 * sipmap_endpoint_same_address - compare the addresses of two endpoints
 * @a: one
 * @b: the other
 *
 * Addresses are compared by their bytes, never by their text.
 *
 * Return: true if both have the same address; false if either has none.
 */
static inline bool
sipmap_endpoint_same_address(const struct sipmap_endpoint *a,
			     const struct sipmap_endpoint *b)
{
	return a->family != SIPMAP_FAMILY_NONE && a->family == b->family &&
	       sipmap_word(a->address) == sipmap_word(b->address) &&
	       sipmap_word(a->address + 8) == sipmap_word(b->address + 8);
}

/**
 * sipmap_endpoint_equal - compare two endpoints
 * @a: one
 * @b: the other
 *
 * Return: true if both have the same address and port; false if either has no
 * address.
 */
static inline bool sipmap_endpoint_equal(const struct sipmap_endpoint *a,
					 const struct sipmap_endpoint *b)
{
	return a->port == b->port && sipmap_endpoint_same_address(a, b);
}

/**
 * sipmap_endpoint_is_unicast - can a single host have this address
 * @endpoint: any endpoint
 *
 * Return: false for no address, for the unspecified address, which stands for
 * "on hold" in old session descriptions, and for multicast and broadcast.
 */
static inline bool
sipmap_endpoint_is_unicast(const struct sipmap_endpoint *endpoint)
{
	if (endpoint->family == SIPMAP_FAMILY_IPV4)
		return endpoint->address[0] && endpoint->address[0] < 224;
	return endpoint->family == SIPMAP_FAMILY_IPV6 &&
	       endpoint->address[0] != 0xff &&
	       (sipmap_word(endpoint->address) ||
		sipmap_word(endpoint->address + 8));
}

bool sipmap_endpoint_may_be_in(const char *data, struct sipmap_span span);
struct sipmap_cursor;

bool sipmap_endpoint_take_ipv4(struct sipmap_endpoint *endpoint,
			       struct sipmap_cursor *cursor);
bool sipmap_endpoint_from_host(struct sipmap_endpoint *endpoint,
			       const char *text, size_t length);
size_t sipmap_endpoint_print_address(const struct sipmap_endpoint *endpoint,
				     bool reference, char *text);
size_t sipmap_endpoint_print(const struct sipmap_endpoint *endpoint,
			     char *text);

#endif /* SIPMAP_SIP_ENDPOINT_H */
