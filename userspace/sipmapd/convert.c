// SPDX-License-Identifier: GPL-2.0-or-later
#include "compat.h"
#include "convert.h"

/**
 * sipmap_endpoint_from_sa - take over libre's socket address
 * @endpoint: filled in; family none if @sa is neither IPv4 nor IPv6
 * @sa: the socket address
 */
void sipmap_endpoint_from_sa(struct sipmap_endpoint *endpoint,
			     const struct sa *sa)
{
	memset(endpoint, 0, sizeof(*endpoint));
	switch (sa_af(sa)) {
	case AF_INET:
		sipmap_endpoint_ipv4(endpoint, &sa->u.in.sin_addr, sa_port(sa));
		break;
	case AF_INET6:
		endpoint->family = SIPMAP_FAMILY_IPV6;
		sa_in6(sa, endpoint->address);
		endpoint->port = sa_port(sa);
		break;
	}
}

/**
 * sipmap_endpoint_to_sa - make a socket address for libre
 * @endpoint: a transport address
 * @sa: filled in
 */
void sipmap_endpoint_to_sa(const struct sipmap_endpoint *endpoint,
			   struct sa *sa)
{
	const u8 *a = endpoint->address;

	if (endpoint->family == SIPMAP_FAMILY_IPV6)
		sa_set_in6(sa, a, endpoint->port);
	else
		sa_set_in(sa, (u32)a[0] << 24 | a[1] << 16 | a[2] << 8 | a[3],
			  endpoint->port);
}

/**
 * sipmap_endpoint_ipv4 - make an endpoint
 * @endpoint: filled in
 * @address: four bytes in network byte order
 * @port: in host byte order
 */
void sipmap_endpoint_ipv4(struct sipmap_endpoint *endpoint,
			  const void *address, u16 port)
{
	memset(endpoint, 0, sizeof(*endpoint));
	memcpy(endpoint->address, address, 4);
	endpoint->port = port;
	endpoint->family = SIPMAP_FAMILY_IPV4;
}

/**
 * sipmap_endpoint_text - address and port as text
 * @endpoint: a transport address
 * @text: room for SIPMAP_ENDPOINT_TEXT_MAX bytes
 *
 * Return: @text, with a NUL at the end.
 */
const char *sipmap_endpoint_text(const struct sipmap_endpoint *endpoint,
				 char *text)
{
	text[sipmap_endpoint_print(endpoint, text)] = '\0';
	return text;
}

/**
 * sipmap_address_text - an address without its port as text
 * @endpoint: a transport address
 * @text: room for SIPMAP_ENDPOINT_TEXT_MAX bytes
 *
 * Return: @text, with a NUL at the end.
 */
const char *sipmap_address_text(const struct sipmap_endpoint *endpoint,
				char *text)
{
	text[sipmap_endpoint_print_address(endpoint, false, text)] = '\0';
	return text;
}
