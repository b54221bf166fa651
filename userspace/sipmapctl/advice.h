/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the router's owner can do about the NAT in front of it. */
#ifndef SIPMAPCTL_ADVICE_H
#define SIPMAPCTL_ADVICE_H

#include "../common/object.h"

bool sipmap_advice_carrier(const struct sipmap_knl_realm *realm);
const char *sipmap_advice(const struct sipmap_knl_realm *realm);

#endif /* SIPMAPCTL_ADVICE_H */
