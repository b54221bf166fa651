/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SIPMAP_COMPAT_SIPHASH_H
#define SIPMAP_COMPAT_SIPHASH_H

#include "compat/probed.h"
#include_next <linux/siphash.h>

#ifndef SIPMAP_HAVE_SIPHASH_ALIGNED_KEY
#define siphash_aligned_key_t siphash_key_t
#endif

#endif /* SIPMAP_COMPAT_SIPHASH_H */
