// SPDX-License-Identifier: GPL-2.0-or-later
#include "sanity.h"

struct prefix {
	u8 address[16];
	u8 length;
};

static bool in_prefix(const u8 *address, const struct prefix *prefix)
{
	unsigned int whole = prefix->length / 8;
	unsigned int rest = prefix->length % 8;
	u8 mask = 0xff00 >> rest;

	if (memcmp(address, prefix->address, whole))
		return false;
	return (address[whole] & mask) == (prefix->address[whole] & mask) ||
	       !rest;
}

static bool in_any(const u8 *address, const struct prefix *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (in_prefix(address, &list[i]))
			return true;
	return false;
}

/*
 * Is this address good only inside some network (RFC 1918, RFC 6598, RFC 3927,
 * RFC 4193)?
 */
static bool sipmap_is_private(const struct sipmap_endpoint *endpoint)
{
	static const struct prefix ipv4[] = {
		{ { 10 }, 8 },
		{ { 100, 64 }, 10 },
		{ { 169, 254 }, 16 },
		{ { 172, 16 }, 12 },
		{ { 192, 168 }, 16 },
	};
	static const struct prefix ipv6[] = {
		{ { 0xfc }, 7 },
		{ { 0xfe, 0x80 }, 10 },
	};

	if (endpoint->family == SIPMAP_FAMILY_IPV6)
		return in_any(endpoint->address, ipv6, ARRAY_SIZE(ipv6));
	return in_any(endpoint->address, ipv4, ARRAY_SIZE(ipv4));
}

/* not an address of one host that others can reach: RFC 6890 */
static bool is_nobody(const struct sipmap_endpoint *endpoint)
{
	static const struct prefix ipv4[] = {
		{ { 0 }, 8 },
		{ { 127 }, 8 },
		{ { 224 }, 3 },
	};
	static const struct prefix ipv6[] = {
		{ { 0 }, 127 },		/* unspecified and loopback */
		{ { 0xff }, 8 },
	};

	if (endpoint->family == SIPMAP_FAMILY_IPV6)
		return in_any(endpoint->address, ipv6, ARRAY_SIZE(ipv6));
	return in_any(endpoint->address, ipv4, ARRAY_SIZE(ipv4));
}

/**
 * sipmap_is_usable - can this be a public endpoint?
 * @endpoint: what a server says
 * @allow_private: an address of a private network will do
 *
 * Return: true if it can.
 */
bool sipmap_is_usable(const struct sipmap_endpoint *endpoint,
		      bool allow_private)
{
	if (endpoint->family == SIPMAP_FAMILY_NONE || !endpoint->port)
		return false;
	if (is_nobody(endpoint))
		return false;
	return allow_private || !sipmap_is_private(endpoint);
}
