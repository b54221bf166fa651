// SPDX-License-Identifier: GPL-2.0-only
/* Netlink groups for administrators only: 6.7, and some stable series. */
#include <net/genetlink.h>

static const struct genl_multicast_group probe __used = {
	.name = "probe",
	.flags = GENL_MCAST_CAP_NET_ADMIN,
};
