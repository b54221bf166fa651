/* SPDX-License-Identifier: GPL-2.0-only */
/* Tracepoints: one for each message that was looked at. */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM sipmap

#if !defined(SIPMAP_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define SIPMAP_TRACE_H

#include <linux/tracepoint.h>

#include "flow.h"
#include "sip/reason.h"

#ifndef SIPMAP_TRACE_REASON
#define SIPMAP_TRACE_REASON(name, text) { SIPMAP_REASON_##name, text },
#define SIPMAP_TRACE_LEFT(name, counter, text)	\
	{ 1U << SIPMAP_OUTCOME_LEFT_##name, counter },
#endif

TRACE_EVENT(sipmap_message,
	TP_PROTO(const struct sipmap_flow *flow, enum sipmap_reason reason,
		 int delta, u32 left),
	TP_ARGS(flow, reason, delta, left),
	TP_STRUCT__entry(
		__field(int, ifindex)
		__field(int, direction)
		__field(int, reason)
		__field(int, delta)
		__field(u32, left)
		__array(u8, inside, 16)
		__array(u8, peer, 16)
		__field(u16, inside_port)
		__field(u16, peer_port)
		__field(u8, family)
	),
	TP_fast_assign(
		__entry->ifindex = flow->ifindex;
		__entry->direction = flow->direction;
		__entry->reason = reason;
		__entry->delta = delta;
		__entry->left = left;
		memcpy(__entry->inside, flow->inside.address, 16);
		memcpy(__entry->peer, flow->peer.address, 16);
		__entry->inside_port = flow->inside.port;
		__entry->peer_port = flow->peer.port;
		__entry->family = flow->inside.family;
	),
	TP_printk("ifindex=%d %s inside=%s port=%u peer=%s port=%u %s delta=%d %s",
		  __entry->ifindex, __entry->direction ? "in" : "out",
		  __print_hex(__entry->inside, __entry->family == 4 ? 4 : 16),
		  __entry->inside_port,
		  __print_hex(__entry->peer, __entry->family == 4 ? 4 : 16),
		  __entry->peer_port,
		  __print_symbolic(__entry->reason,
				   SIPMAP_REASONS(SIPMAP_TRACE_REASON)
				   { -1, "" }),
		  __entry->delta,
		  __print_flags(__entry->left, ",",
				SIPMAP_LEFT_ROWS(SIPMAP_TRACE_LEFT)
				{ 0, NULL }))
);

#endif /* SIPMAP_TRACE_H */

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
