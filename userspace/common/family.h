/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers that the kernel gives to generic netlink families. */
#ifndef SIPMAP_COMMON_FAMILY_H
#define SIPMAP_COMMON_FAMILY_H

#include <linux/netlink.h>

#include "../../kmod/sip/base.h"

/**
 * enum sipmap_family_change - what the kernel says about the family
 * @SIPMAP_FAMILY_UNCHANGED: the message is about something else
 * @SIPMAP_FAMILY_CAME: the module has been loaded
 * @SIPMAP_FAMILY_WENT: the module has been unloaded
 */
enum sipmap_family_change {
	SIPMAP_FAMILY_UNCHANGED,
	SIPMAP_FAMILY_CAME,
	SIPMAP_FAMILY_WENT,
};

struct mnl_socket;

int sipmap_family_whole(const void *buffer, int length);
int sipmap_family_resolve(struct mnl_socket *socket, const char *name,
			  const char *group, u16 *family, u32 *group_id);
int sipmap_family_join(struct mnl_socket *socket, u32 group_id);
int sipmap_family_join_notify(struct mnl_socket *socket);
enum sipmap_family_change
sipmap_family_change(const struct nlmsghdr *message, const char *name);

#endif /* SIPMAP_COMMON_FAMILY_H */
