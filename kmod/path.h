/* SPDX-License-Identifier: GPL-2.0-only */
/* One SIP message on its way through: look, bind, plan, edit, remember. */
#ifndef SIPMAP_PATH_H
#define SIPMAP_PATH_H

#include "flow.h"

struct sipmap_net;
struct sk_buff;

int sipmap_path_init(void);
void sipmap_path_exit(void);
unsigned int sipmap_path_message(struct sipmap_net *sn, struct sk_buff *skb,
				 struct sipmap_flow *flow, unsigned int mtu);

#endif /* SIPMAP_PATH_H */
