/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Older kernels: what product code has to write in another way for them. What
 * it writes as the newest kernel has it, and an older one lacks, is added to
 * the kernel's own headers by those of the same name in compat/include/.
 */
#ifndef SIPMAP_COMPAT_H
#define SIPMAP_COMPAT_H

#include "compat/probed.h"

#ifdef SIPMAP_HAVE_CONST_CTL_TABLE
#define SIPMAP_CTL_CONST const
#else
#define SIPMAP_CTL_CONST
#endif

#ifdef SIPMAP_HAVE_MCAST_CAP_NET_ADMIN
#define SIPMAP_MCGRP_ADMIN .flags = GENL_MCAST_CAP_NET_ADMIN,
#else
#define SIPMAP_MCGRP_ADMIN
#endif

#endif /* SIPMAP_COMPAT_H */
