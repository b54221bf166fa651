/* SPDX-License-Identifier: GPL-2.0-only */
/* Edits in a packet: payload, lengths and checksums, all at once. */
#ifndef SIPMAP_PKT_H
#define SIPMAP_PKT_H

#include "sip/edit.h"

struct net;
struct sk_buff;

int sipmap_pkt_payload(struct sk_buff *skb, const char **data, u16 *length);
int sipmap_pkt_edit(struct sk_buff *skb, const struct sipmap_edits *edits,
		    struct net *net, unsigned int mtu);

#endif /* SIPMAP_PKT_H */
