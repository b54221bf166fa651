/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What older kernels lack. Product code is written for the newest kernel; this
 * file, and no other, asks which kernel it is built for.
 */
#ifndef SIPMAP_COMPAT_H
#define SIPMAP_COMPAT_H

#include <linux/version.h>
#include <net/genetlink.h>
#include <net/net_namespace.h>

/* skb_gso_segment() has a header of its own since 6.5 */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 5, 0)
#include <net/gso.h>
#endif

/* sysctl handlers take a const table since 6.11 */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 11, 0)
#define SIPMAP_CTL_CONST const
#else
#define SIPMAP_CTL_CONST
#endif

/* before 6.6 a table ends with an empty entry, and its size is not passed */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 6, 0)
#define register_net_sysctl_sz(net, path, table, size) \
	register_net_sysctl(net, path, table)
#endif

/* multicast groups for administrators only, since 6.7 and some stable ones */
#ifndef GENL_MCAST_CAP_NET_ADMIN
#define SIPMAP_MCGRP_ADMIN
#else
#define SIPMAP_MCGRP_ADMIN .flags = GENL_MCAST_CAP_NET_ADMIN,
#endif

#endif /* SIPMAP_COMPAT_H */
