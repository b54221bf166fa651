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
 */
struct sipmap_endpoint {
	u8 address[16];
	u16 port;
	u8 family;
	u8 unused;
};

/* "[" + 45 + "]" + ":" + 5, and a NUL for those who print it */
#define SIPMAP_ENDPOINT_TEXT_MAX 54

bool sipmap_endpoint_equal(const struct sipmap_endpoint *a,
			   const struct sipmap_endpoint *b);
bool sipmap_endpoint_same_address(const struct sipmap_endpoint *a,
				  const struct sipmap_endpoint *b);
bool sipmap_endpoint_is_unicast(const struct sipmap_endpoint *endpoint);
bool sipmap_endpoint_from_host(struct sipmap_endpoint *endpoint,
			       const char *text, size_t length);
size_t sipmap_endpoint_print_address(const struct sipmap_endpoint *endpoint,
				     bool reference, char *text);
size_t sipmap_endpoint_print(const struct sipmap_endpoint *endpoint,
			     char *text);

#endif /* SIPMAP_SIP_ENDPOINT_H */
