// SPDX-License-Identifier: GPL-2.0-or-later
#include "advice.h"

/* private (RFC 1918) and shared by carriers' customers (RFC 6598) */
static bool is_inside_a_network(const struct sipmap_endpoint *address)
{
	const u8 *a = address->address;

	if (address->family != SIPMAP_FAMILY_IPV4)
		return false;
	return a[0] == 10 || (a[0] == 172 && (a[1] & 0xf0) == 16) ||
	       (a[0] == 192 && a[1] == 168) ||
	       (a[0] == 100 && (a[1] & 0xc0) == 64);
}

/**
 * sipmap_advice_carrier - is there a NAT of somebody else's?
 * @realm: what is known of an outside interface
 *
 * Return: true if the outside address is one that the Internet does not route,
 * or not the one that the Internet sees.
 */
bool sipmap_advice_carrier(const struct sipmap_knl_realm *realm)
{
	return is_inside_a_network(&realm->address) ||
	       (realm->public_address.family != SIPMAP_FAMILY_NONE &&
		!sipmap_endpoint_same_address(&realm->address,
					      &realm->public_address));
}

static const char *for_cone(const struct sipmap_knl_realm *realm)
{
	switch (realm->filtering) {
	case SIPMAP_FILTERING_ENDPOINT_INDEPENDENT:
		return "nothing to do: calls and media work, and strangers reach the ports of phones; keep the router's firewall stateful";
	case SIPMAP_FILTERING_UNKNOWN:
		return "calls work; for a full answer name a STUN server of RFC 5780 (stun_server in sipmapd.conf), one with two addresses";
	default:
		return "nothing to do: calls and media work; peers are let in that something was sent to";
	}
}

/**
 * sipmap_advice - what to do about a NAT
 * @realm: what is known of an outside interface
 *
 * Return: a sentence.
 */
const char *sipmap_advice(const struct sipmap_knl_realm *realm)
{
	if (realm->static_address.family != SIPMAP_FAMILY_NONE)
		return "a static public address is set, and used whatever is measured";
	if (realm->alters == SIPMAP_FINDING_YES)
		return "switch off the SIP ALG of the router further out: two rewriters spoil each other's work";
	switch (realm->mapping) {
	case SIPMAP_MAPPING_NONE:
		if (realm->filtering == SIPMAP_FILTERING_UNKNOWN ||
		    realm->filtering == SIPMAP_FILTERING_ENDPOINT_INDEPENDENT)
			return "nothing to do: this router's own address is the public one";
		return "a firewall further out lets in only who was sent something; calls work as long as the registration is kept alive";
	case SIPMAP_MAPPING_ENDPOINT_INDEPENDENT:
		return for_cone(realm);
	case SIPMAP_MAPPING_ADDRESS_DEPENDENT:
	case SIPMAP_MAPPING_ADDRESS_AND_PORT_DEPENDENT:
		return "ask the provider for a public address or a NAT as RFC 4787 wants it, forward ports at the router further out, or use a SIP provider that relays media";
	default:
		return "name STUN servers that answer (stun_server in sipmapd.conf), two of them or one of RFC 5780, and see that UDP may leave";
	}
}

/**
 * sipmap_advice_stun - what to do about STUN servers that have fallen silent
 * @realm: what is known of an outside interface
 *
 * What was found out of the NAT while they answered stays, and so does what
 * sipmap_advice() says of it.
 *
 * Return: a sentence; NULL where one of them answers, nobody needs them, or the
 * NAT is unknown, which sipmap_advice() speaks of.
 */
const char *sipmap_advice_stun(const struct sipmap_knl_realm *realm)
{
	if (realm->stun != SIPMAP_FINDING_NO ||
	    realm->static_address.family != SIPMAP_FAMILY_NONE ||
	    realm->mapping == SIPMAP_MAPPING_UNKNOWN)
		return NULL;
	return "see that UDP may leave, and name further STUN servers (stun_server in sipmapd.conf)";
}
