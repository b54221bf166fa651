/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One message, read from a file and written to standard output. */
#ifndef SIPMAPCTL_DATAGRAM_H
#define SIPMAPCTL_DATAGRAM_H

#include <stddef.h>

/* 65535 bytes of IPv4 less its header and that of UDP */
#define SIPMAP_DATAGRAM_MAX 65507

/**
 * struct sipmap_datagram - the payload of one datagram
 * @data: its bytes
 * @length: how many
 */
struct sipmap_datagram {
	char data[SIPMAP_DATAGRAM_MAX];
	size_t length;
};

int sipmap_datagram_read(struct sipmap_datagram *datagram, const char *path);
int sipmap_datagram_write(const struct sipmap_datagram *datagram);

#endif /* SIPMAPCTL_DATAGRAM_H */
