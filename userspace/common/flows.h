/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The UDP flows that conntrack knows of, and what it counts of them. */
#ifndef SIPMAP_COMMON_FLOWS_H
#define SIPMAP_COMMON_FLOWS_H

#include <linux/netlink.h>

#include "../../kmod/sip/endpoint.h"

/**
 * struct sipmap_flow - one UDP flow
 * @from: who sent its first packet
 * @to: whom that was sent to
 * @answers_from: whom the answers come from, after translation
 * @answered: there was an answer
 * @counted: packets are counted (sysctl nf_conntrack_acct)
 * @forth: packets of who sent the first one
 * @back: packets of the other one
 */
struct sipmap_flow {
	struct sipmap_endpoint from;
	struct sipmap_endpoint to;
	struct sipmap_endpoint answers_from;
	bool answered;
	bool counted;
	u64 forth;
	u64 back;
};

/**
 * typedef sipmap_flow_t - takes one flow
 * @flow: the flow
 * @arg: as given
 */
typedef void (*sipmap_flow_t)(const struct sipmap_flow *flow, void *arg);

bool sipmap_flow_read(const struct nlmsghdr *message, struct sipmap_flow *flow);
int sipmap_flows_each(sipmap_flow_t take, void *arg);

#endif /* SIPMAP_COMMON_FLOWS_H */
