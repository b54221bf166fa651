/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SIPMAP_COMPAT_NETLINK_H
#define SIPMAP_COMPAT_NETLINK_H

#include "compat/probed.h"
#include_next <net/netlink.h>

/* both end the string; nobody here asks whether it was cut */
#ifndef SIPMAP_HAVE_NLA_STRSCPY
#define nla_strscpy(to, from, size) nla_strlcpy(to, from, size)
#endif

#endif /* SIPMAP_COMPAT_NETLINK_H */
