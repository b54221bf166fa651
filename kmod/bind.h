/* SPDX-License-Identifier: GPL-2.0-only */
/* Bindings for the own endpoints that an outbound message names. */
#ifndef SIPMAP_BIND_H
#define SIPMAP_BIND_H

#include "flow.h"
#include "sip/needs.h"

struct sipmap_call;
struct sipmap_net;

/* a phone that does not register is forgotten after this */
#define SIPMAP_SIGNALLING_LIFETIME (180 * HZ)

struct sipmap_binding *sipmap_bind_flow(struct sipmap_net *sn,
					const struct sipmap_flow *flow);
struct sipmap_binding *
sipmap_bind_contact(struct sipmap_net *sn, const struct sipmap_flow *flow,
		    const struct sipmap_endpoint *inside);
bool sipmap_bind_stream(struct sipmap_net *sn, const struct sipmap_flow *flow,
			struct sipmap_call *call,
			const struct sipmap_stream *stream);
int sipmap_bind_warm(struct sipmap_net *sn, int ifindex, u32 *id);

#endif /* SIPMAP_BIND_H */
