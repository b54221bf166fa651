/* SPDX-License-Identifier: GPL-2.0-only */
/* What the planner may know of bindings and settings: all of it read-only. */
#ifndef SIPMAP_SIP_VIEW_H
#define SIPMAP_SIP_VIEW_H

#include "endpoint.h"
#include "literal.h"

/**
 * enum sipmap_direction - which way a message crosses the router
 * @SIPMAP_OUT: from an inside phone to the outside; I becomes P
 * @SIPMAP_IN: from the outside to an inside phone; P (or W) becomes I
 */
enum sipmap_direction {
	SIPMAP_OUT,
	SIPMAP_IN,
};

/**
 * enum sipmap_kind - what an endpoint is used for
 * @SIPMAP_KIND_SIGNALLING: SIP
 * @SIPMAP_KIND_RTP: media, and everything of it where RTCP is multiplexed
 * @SIPMAP_KIND_RTCP: media control
 */
enum sipmap_kind {
	SIPMAP_KIND_SIGNALLING,
	SIPMAP_KIND_RTP,
	SIPMAP_KIND_RTCP,
};

/**
 * enum sipmap_written - what the phone itself wrote, to be given back to it
 * @SIPMAP_WROTE_VIA_PORT: the sent-by of its top Via has a port
 * @SIPMAP_WROTE_VIA_RPORT: its top Via has an rport parameter
 * @SIPMAP_WROTE_CONTACT_PORT: its Contact has a port
 * @SIPMAP_WROTE_IDENTITY_PORT: its From names its address with a port
 * @SIPMAP_WROTE_VIA_PUBLIC: the sent-by of its top Via is already P
 * @SIPMAP_WROTE_CONTACT_PUBLIC: its Contact is already P
 *
 * A phone that finds P by itself gets it back as it is.
 */
enum sipmap_written {
	SIPMAP_WROTE_VIA_PORT = 1 << 0,
	SIPMAP_WROTE_VIA_RPORT = 1 << 1,
	SIPMAP_WROTE_CONTACT_PORT = 1 << 2,
	SIPMAP_WROTE_IDENTITY_PORT = 1 << 3,
	SIPMAP_WROTE_VIA_PUBLIC = 1 << 4,
	SIPMAP_WROTE_CONTACT_PUBLIC = 1 << 5,
};

/**
 * enum sipmap_via_mode - when the sent-by of the top Via is rewritten
 * @SIPMAP_VIA_NEVER: leave it
 * @SIPMAP_VIA_WITHOUT_RPORT: only where the phone wrote no rport
 * @SIPMAP_VIA_ALWAYS: always (the default)
 */
enum sipmap_via_mode {
	SIPMAP_VIA_NEVER,
	SIPMAP_VIA_WITHOUT_RPORT,
	SIPMAP_VIA_ALWAYS,
};

/**
 * struct sipmap_settings - what an operator may choose about rewriting
 * @via: one of enum sipmap_via_mode
 * @ice: 0 leaves a media description with candidates alone; 1 adds a
 *       server-reflexive candidate and makes it the default
 * @identity: rewrite own literals in From and To
 * @hairpin: bring media of two inside phones back inside
 * @register_max: IN: longest lease that a phone is told of, s; 0: any
 */
struct sipmap_settings {
	u8 via;
	u8 ice;
	bool identity;
	bool hairpin;
	u32 register_max;
};

/* longest text of a Warning that is used, bytes */
#define SIPMAP_WARNING_MAX 160

struct sipmap_view;

/**
 * typedef sipmap_find_t - look one endpoint up among the bindings
 * @view: the view that is asked
 * @kind: what the endpoint is used for
 * @from: the endpoint as it stands in the message, port filled in
 * @to: what to write instead
 * @written: IN and signalling: the binding's enum sipmap_written bits
 *
 * OUT: @from is an inside endpoint, @to its public endpoint.
 * IN: @from is a public or an outside endpoint, @to the inside endpoint.
 *
 * Return: true if there is a binding, and @to and @written are filled in.
 */
typedef bool (*sipmap_find_t)(const struct sipmap_view *view,
			      enum sipmap_kind kind,
			      const struct sipmap_endpoint *from,
			      struct sipmap_endpoint *to, u8 *written);

/**
 * typedef sipmap_explain_t - hear what a rule decided
 * @view: the view that the plan is made with
 * @rule: one of enum sipmap_rule (see rule.h)
 * @outcome: one of enum sipmap_outcome (see outcome.h)
 * @span: what it decided about; where something is added, the empty place
 *
 * Rules speak in the order in which they run: what they decide about a place
 * further up may come later.
 */
typedef void (*sipmap_explain_t)(const struct sipmap_view *view,
				 unsigned int rule, unsigned int outcome,
				 struct sipmap_span span);

/**
 * struct sipmap_view - bindings as the planner sees them
 * @direction: which way the message goes
 * @inside: I of the flow that carries the message
 * @outside: W of that flow
 * @public_endpoint: P of that flow; family none while it is not known
 * @inside_literal: @inside, written; may be left empty, which costs time only
 * @public_literal: @public_endpoint, written; may be left empty
 * @written: what the phone of that flow wrote before (enum sipmap_written)
 * @instance: @instance of the facts of the phone's last REGISTER, or 0
 * @settings: the operator's choices
 * @warning: OUT: text of the Warning that each REGISTER gets; need not end
 *           with a NUL
 * @warning_length: bytes of @warning; 0 for no Warning
 * @find: how to look an endpoint up
 * @explain: called for each decision, never in a kernel; NULL for nobody
 * @context: for @find and @explain
 */
struct sipmap_view {
	enum sipmap_direction direction;
	struct sipmap_endpoint inside;
	struct sipmap_endpoint outside;
	struct sipmap_endpoint public_endpoint;
	struct sipmap_literal inside_literal;
	struct sipmap_literal public_literal;
	u8 written;
	u32 instance;
	struct sipmap_settings settings;
	const char *warning;
	u16 warning_length;
	sipmap_find_t find;
	sipmap_explain_t explain;
	const void *context;
};

#endif /* SIPMAP_SIP_VIEW_H */
