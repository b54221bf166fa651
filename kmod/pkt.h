/* SPDX-License-Identifier: GPL-2.0-only */
/* Edits in a packet: payload, lengths and checksums, all at once. */
#ifndef SIPMAP_PKT_H
#define SIPMAP_PKT_H

#include "sip/edit.h"

struct net;
struct sk_buff;
struct udphdr;

/* pkt.c */
int sipmap_pkt_payload(struct sk_buff *skb, const char **data, u16 *length);
int sipmap_pkt_edit(struct sk_buff *skb, const struct sipmap_edits *edits,
		    struct net *net, unsigned int mtu);

/* pkt_ipv6.c: what is different there */
unsigned int sipmap_pkt_ipv6_udp(const struct sk_buff *skb);
bool sipmap_pkt_ipv6_fits(const struct sk_buff *skb, int delta);
void sipmap_pkt_ipv6_resize(struct sk_buff *skb, bool grown, unsigned int mtu);
__sum16 sipmap_pkt_ipv6_sum(const struct sk_buff *skb,
			    const struct udphdr *udp);

#endif /* SIPMAP_PKT_H */
