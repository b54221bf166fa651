/* SPDX-License-Identifier: GPL-2.0-only */
/* Packets that hold several datagrams, taken apart. */
#ifndef SIPMAP_SEGMENT_H
#define SIPMAP_SEGMENT_H

#include <linux/netfilter.h>
#include <linux/skbuff.h>

struct sk_buff *sipmap_segment_split(struct sk_buff *skb);
bool sipmap_segment(struct sk_buff *skb, const struct nf_hook_state *state,
		    nf_hookfn *hook, void *priv);

#endif /* SIPMAP_SEGMENT_H */
