/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A listening socket: a port of the loopback interface, or a file. */
#ifndef SIPMAP_SIPMAPD_LISTENER_H
#define SIPMAP_SIPMAPD_LISTENER_H

#include <stdint.h>
#include <sys/types.h>
#include <sys/un.h>

/* with the byte that ends it */
#define SIPMAP_LISTENER_PATH sizeof(((struct sockaddr_un *)0)->sun_path)

/**
 * struct sipmap_listener - the socket
 * @fd: does not block
 * @path: its file; empty: it is a port
 * @device: where the file is
 * @inode: which one it is there
 */
struct sipmap_listener {
	int fd;
	char path[SIPMAP_LISTENER_PATH];
	dev_t device;
	ino_t inode;
};

int sipmap_listener_port(struct sipmap_listener *listener, uint16_t port);
int sipmap_listener_path(struct sipmap_listener *listener, const char *path,
			 gid_t group);
const char *sipmap_listener_fault(const char *path);
const char *sipmap_listener_remedy(int err);
void sipmap_listener_close(struct sipmap_listener *listener);

#endif /* SIPMAP_SIPMAPD_LISTENER_H */
