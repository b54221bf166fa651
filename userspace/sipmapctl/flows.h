/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What conntrack counts of flows. */
#ifndef SIPMAPCTL_FLOWS_H
#define SIPMAPCTL_FLOWS_H

#include "../common/object.h"

/**
 * struct sipmap_ctl_flow - one flow, as its first packet went
 * @from: who began it
 * @to: whom the answers come from, after translation
 * @counted: packets are counted
 * @forth: packets of who began it
 * @back: packets of the other one
 */
struct sipmap_ctl_flow {
	struct sipmap_endpoint from;
	struct sipmap_endpoint to;
	bool counted;
	u64 forth;
	u64 back;
};

/**
 * typedef sipmap_ctl_flow_t - takes one UDP flow
 * @flow: the flow
 * @arg: as given
 */
typedef void (*sipmap_ctl_flow_t)(const struct sipmap_ctl_flow *flow,
				  void *arg);

int sipmap_flows_each(sipmap_ctl_flow_t take, void *arg);

#endif /* SIPMAPCTL_FLOWS_H */
