/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the router's owner can do about the NAT in front of it. */
#ifndef SIPMAP_COMMON_ADVICE_H
#define SIPMAP_COMMON_ADVICE_H

#include "object.h"

bool sipmap_advice_carrier(const struct sipmap_knl_realm *realm);
const char *sipmap_advice(const struct sipmap_knl_realm *realm);
const char *sipmap_advice_stun(const struct sipmap_knl_realm *realm);

#endif /* SIPMAP_COMMON_ADVICE_H */
