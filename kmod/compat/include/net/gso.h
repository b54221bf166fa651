/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SIPMAP_COMPAT_GSO_H
#define SIPMAP_COMPAT_GSO_H

#include "compat/probed.h"

#ifdef SIPMAP_HAVE_NET_GSO
#include_next <net/gso.h>
#else
#include <linux/netdevice.h>
#endif

#endif /* SIPMAP_COMPAT_GSO_H */
