/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which interface is the outside one, as the routing table has it. */
#ifndef SIPMAP_SIPMAPD_REALM_H
#define SIPMAP_SIPMAPD_REALM_H

#include "agent.h"

struct sipmap_realm;

int sipmap_realm_open(struct sipmap_realm **realm, const char *interface);
void sipmap_realm_close(struct sipmap_realm *realm);
int sipmap_realm_fd(const struct sipmap_realm *realm);
bool sipmap_realm_changed(struct sipmap_realm *realm);
int sipmap_realm_find(struct sipmap_realm *realm,
		      struct sipmap_outside *outside);

#endif /* SIPMAP_SIPMAPD_REALM_H */
