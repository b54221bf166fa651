/* SPDX-License-Identifier: GPL-2.0-only */
/* What a message tells about bindings and calls. */
#ifndef SIPMAP_LEARN_H
#define SIPMAP_LEARN_H

#include "flow.h"
#include "sip/facts.h"
#include "sip/message.h"

struct sipmap_binding;
struct sipmap_call;
struct sipmap_call_names;
struct sipmap_net;

struct sipmap_call *sipmap_learn_call(struct sipmap_net *sn,
				      const struct sipmap_flow *flow,
				      const struct sipmap_message *message);
void sipmap_learn_names(const struct sipmap_flow *flow,
			const struct sipmap_call *call,
			const struct sipmap_message *message,
			const struct sipmap_facts *facts,
			struct sipmap_call_names *names);
void sipmap_learn_facts(struct sipmap_net *sn, struct sipmap_flow *flow,
			struct sipmap_binding *binding,
			struct sipmap_call *call,
			const struct sipmap_call_names *names,
			const struct sipmap_facts *facts);
void sipmap_learn_progress(struct sipmap_net *sn,
			   const struct sipmap_flow *flow,
			   struct sipmap_call *call,
			   const struct sipmap_call_names *names,
			   const struct sipmap_facts *facts);

#endif /* SIPMAP_LEARN_H */
