/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A caught packet: from IP header to payload. */
#ifndef SIPMAP_SIPMAPD_PACKET_H
#define SIPMAP_SIPMAPD_PACKET_H

#include "probe.h"

bool sipmap_packet_read(const u8 *packet, size_t length,
			struct sipmap_datagram *datagram);

#endif /* SIPMAP_SIPMAPD_PACKET_H */
