// SPDX-License-Identifier: GPL-2.0-or-later
#include <netinet/in.h>

#include "convert.h"
#include "packet.h"

#define IPV4_HEADER 20
#define IPV6_HEADER 40
#define UDP_HEADER 8

static u16 get_u16(const u8 *bytes)
{
	return bytes[0] << 8 | bytes[1];
}

/* bytes before the UDP header, 0 if there is none in this packet */
static size_t read_ipv4(const u8 *packet, size_t length,
			struct sipmap_datagram *datagram)
{
	size_t header;

	if (length < IPV4_HEADER)
		return 0;
	header = (packet[0] & 0x0f) * 4;
	if (header < IPV4_HEADER || packet[9] != IPPROTO_UDP)
		return 0;
	/* a fragment but the first has no UDP header, and the first no end */
	if (get_u16(packet + 6) & 0x3fff)
		return 0;
	sipmap_endpoint_ipv4(&datagram->source, packet + 12, 0);
	sipmap_endpoint_ipv4(&datagram->destination, packet + 16, 0);
	return header;
}

static size_t read_ipv6(const u8 *packet, size_t length,
			struct sipmap_datagram *datagram)
{
	if (length < IPV6_HEADER || packet[6] != IPPROTO_UDP)
		return 0;
	memcpy(datagram->source.address, packet + 8, 16);
	datagram->source.family = SIPMAP_FAMILY_IPV6;
	memcpy(datagram->destination.address, packet + 24, 16);
	datagram->destination.family = SIPMAP_FAMILY_IPV6;
	return IPV6_HEADER;
}

/**
 * sipmap_packet_read - find the datagram in a packet
 * @packet: an IP packet
 * @length: of @packet
 * @datagram: filled in; its payload points into @packet
 *
 * Return: false if it is not a whole UDP datagram.
 */
bool sipmap_packet_read(const u8 *packet, size_t length,
			struct sipmap_datagram *datagram)
{
	size_t header = 0;
	size_t size;

	memset(datagram, 0, sizeof(*datagram));
	if (length && packet[0] >> 4 == 4)
		header = read_ipv4(packet, length, datagram);
	else if (length && packet[0] >> 4 == 6)
		header = read_ipv6(packet, length, datagram);
	if (!header || length < header + UDP_HEADER)
		return false;
	packet += header;
	size = get_u16(packet + 4);
	if (size < UDP_HEADER || size > length - header)
		return false;
	datagram->source.port = get_u16(packet);
	datagram->destination.port = get_u16(packet + 2);
	datagram->payload = packet + UDP_HEADER;
	datagram->length = size - UDP_HEADER;
	return true;
}
