/* SPDX-License-Identifier: GPL-2.0-only */
/* What the planner is told of bindings and settings, for one message. */
#ifndef SIPMAP_ANSWERS_H
#define SIPMAP_ANSWERS_H

#include "flow.h"
#include "sip/view.h"

struct sipmap_binding;
struct sipmap_call;
struct sipmap_literals;
struct sipmap_net;

/**
 * struct sipmap_answers - who answers the planner's lookups
 * @sn: the network namespace
 * @binding: the binding of the flow's inside endpoint, or NULL
 * @call: the call, or NULL
 * @unsettled: set by a lookup OUT whose binding is not there, not known yet, or
 *             another call's, so that something is to be done before a plan
 * @literals: this processor's endpoints in writing
 * @view: what the planner sees
 */
struct sipmap_answers {
	struct sipmap_net *sn;
	struct sipmap_binding *binding;
	struct sipmap_call *call;
	bool *unsettled;
	struct sipmap_literals *literals;
	struct sipmap_view view;
};

void sipmap_answers_fill(struct sipmap_answers *answers,
			 const struct sipmap_flow *flow);

#endif /* SIPMAP_ANSWERS_H */
