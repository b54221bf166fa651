/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The running program: what is open, and what wakes it up. */
#ifndef SIPMAP_SIPMAPD_DAEMON_H
#define SIPMAP_SIPMAPD_DAEMON_H

#include "conf.h"

struct sipmap_daemon;

int sipmap_daemon_open(struct sipmap_daemon **daemon, const char *file,
		       const struct sipmap_conf *conf, char *error);
int sipmap_daemon_run(struct sipmap_daemon *daemon);
void sipmap_daemon_close(struct sipmap_daemon *daemon);

#define SIPMAP_DAEMON_ERROR 256

#endif /* SIPMAP_SIPMAPD_DAEMON_H */
