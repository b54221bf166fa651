/* SPDX-License-Identifier: GPL-2.0-only */
/* The conntrack flow that carries a packet, in sipmap's words. */
#ifndef SIPMAP_FLOW_H
#define SIPMAP_FLOW_H

#include <net/netfilter/nf_conntrack.h>

#include "sip/endpoint.h"
#include "sip/view.h"

struct sipmap_net;

/**
 * struct sipmap_flow - one UDP flow between an inside and an outside endpoint
 * @ct: conntrack's entry
 * @info: where the packet stands in it
 * @direction: which way the packet goes
 * @ifindex: the outside interface
 * @inside: I
 * @outside: W
 * @peer: the far end
 */
struct sipmap_flow {
	struct nf_conn *ct;
	enum ip_conntrack_info info;
	enum sipmap_direction direction;
	int ifindex;
	struct sipmap_endpoint inside;
	struct sipmap_endpoint outside;
	struct sipmap_endpoint peer;
};

void sipmap_flow_fill(struct sipmap_flow *flow, struct nf_conn *ct,
		      enum ip_conntrack_info info,
		      enum sipmap_direction direction, int ifindex);
bool sipmap_flow_may_be_sip(const struct sipmap_net *sn,
			    const struct nf_conn *ct,
			    enum ip_conntrack_info info);
bool sipmap_flow_other_helper(const struct nf_conn *ct);
void sipmap_flow_mark(struct nf_conn *ct);
void sipmap_flow_keep(struct sipmap_flow *flow, unsigned long lease);
void sipmap_flow_end(struct nf_conn *ct);
struct nf_conn *sipmap_flow_find(struct net *net, const struct nf_conn *near,
				 const struct sipmap_endpoint *inside,
				 const struct sipmap_endpoint *peer);

#endif /* SIPMAP_FLOW_H */
