/* SPDX-License-Identifier: GPL-2.0-only */
/* What may come in from outside, unasked, to a binding. */
#ifndef SIPMAP_PINHOLE_H
#define SIPMAP_PINHOLE_H

struct nf_conn;
struct sipmap_net;
struct sk_buff;

void sipmap_pinhole(struct sipmap_net *sn, struct sk_buff *skb,
		    struct nf_conn *ct, int ifindex);
void sipmap_pinhole_again(struct sipmap_net *sn, struct sk_buff *skb,
			  struct nf_conn *ct, int ifindex);

#endif /* SIPMAP_PINHOLE_H */
