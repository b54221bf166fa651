// SPDX-License-Identifier: GPL-2.0-only
/* Outside ports that sipmap chooses itself, and ports that it leaves alone. */
#include <linux/random.h>

#include "port.h"

/* so many ports are tried before it is said that there is none */
#define SIPMAP_PORT_TRIES 256

/* below are services, each with a registered port */
#define SIPMAP_PORT_MIN 1024

/*
 * Some that answer whoever reaches them, or do so on a desktop: VPNs, remote
 * desktops, file and name services, discovery. Phones use none of them for SIP
 * or media.
 */
static const u16 sipmap_port_services[] = {
	1194,	/* OpenVPN */
	1701,	/* L2TP */
	1812,	/* RADIUS */
	1813,	/* its accounting */
	1900,	/* SSDP */
	2049,	/* NFS */
	3389,	/* remote desktop */
	3702,	/* WS-Discovery */
	4500,	/* IPsec */
	5350,	/* NAT-PMP, PCP: clients */
	5351,	/* NAT-PMP, PCP: routers */
	5353,	/* multicast DNS */
	5354,	/* its responder */
	5355,	/* LLMNR */
	5683,	/* CoAP */
};

/**
 * sipmap_port_is_service - is this port no place to let anybody in?
 * @port: an inside port
 *
 * Context: any.
 * Return: true if it is a service's.
 */
bool sipmap_port_is_service(u16 port)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(sipmap_port_services); i++)
		if (sipmap_port_services[i] == port)
			return true;
	return port < SIPMAP_PORT_MIN;
}

static bool sipmap_port_free(struct sipmap_bindings *table,
			     const struct sipmap_endpoint *outside)
{
	return !sipmap_binding_by_outside(table, outside);
}

/**
 * sipmap_port_choose - choose the port of an outside endpoint
 * @table: bindings, whose outside endpoints are taken
 * @outside: address filled in; the port is set
 * @wanted: the phone's own port, which is best
 * @range: lowest and highest port of the operator's own range
 *
 * Context: under rcu_read_lock().
 * Return: false where no port was found.
 */
bool sipmap_port_choose(struct sipmap_bindings *table,
			struct sipmap_endpoint *outside, u16 wanted,
			const u32 range[2])
{
	u32 low = READ_ONCE(range[0]), high = READ_ONCE(range[1]);
	u32 width = high - low + 1;
	unsigned int try;
	u32 start;

	outside->port = wanted;
	if (wanted && sipmap_port_free(table, outside))
		return true;
	/* the operator may be changing it just now */
	if (high < low || high > U16_MAX)
		return false;
	start = get_random_u32() % width;
	for (try = 0; try < min_t(u32, width, SIPMAP_PORT_TRIES); try++) {
		outside->port = low + (start + try) % width;
		if (sipmap_port_free(table, outside))
			return true;
	}
	return false;
}

/**
 * sipmap_port_choose_pair - choose an even port and the next for RTP and RTCP
 * @table: bindings, whose outside endpoints are taken
 * @rtp: address filled in; the port is set
 * @range: lowest and highest port of the operator's own range
 *
 * Context: under rcu_read_lock().
 * Return: false where no pair was found.
 */
bool sipmap_port_choose_pair(struct sipmap_bindings *table,
			     struct sipmap_endpoint *rtp, const u32 range[2])
{
	u32 low = READ_ONCE(range[0]), high = READ_ONCE(range[1]);
	struct sipmap_endpoint rtcp = *rtp;
	u32 first = (low + 1) / 2;
	u32 width = (high - 1) / 2 - first + 1;
	unsigned int try;
	u32 start;

	/* the operator may be changing it just now */
	if (high < low + 3 || high > U16_MAX)
		return false;
	start = get_random_u32() % width;
	for (try = 0; try < min_t(u32, width, SIPMAP_PORT_TRIES); try++) {
		rtp->port = 2 * (first + (start + try) % width);
		rtcp.port = rtp->port + 1;
		if (sipmap_port_free(table, rtp) &&
		    sipmap_port_free(table, &rtcp))
			return true;
	}
	return false;
}
