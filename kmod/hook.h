/* SPDX-License-Identifier: GPL-2.0-only */
/* Where packets come in: registration of the netfilter hooks. */
#ifndef SIPMAP_HOOK_H
#define SIPMAP_HOOK_H

#include <linux/types.h>

struct sipmap_net;

int sipmap_hook_enable(struct sipmap_net *sn, bool enable);

#endif /* SIPMAP_HOOK_H */
