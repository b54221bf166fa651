/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SIPMAP_COMPAT_NET_NAMESPACE_H
#define SIPMAP_COMPAT_NET_NAMESPACE_H

#include "compat/probed.h"
#include_next <net/net_namespace.h>

/* the table ends with an empty entry, and its size is not passed */
#ifndef SIPMAP_HAVE_REGISTER_NET_SYSCTL_SZ
#define register_net_sysctl_sz(net, path, table, size) \
	register_net_sysctl(net, path, table)
#endif

#endif /* SIPMAP_COMPAT_NET_NAMESPACE_H */
