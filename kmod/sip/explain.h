/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What each rule decided about one message: its outcomes, counted where
 * something was left alone, and told to whoever wants to read about it.
 */
#ifndef SIPMAP_SIP_EXPLAIN_H
#define SIPMAP_SIP_EXPLAIN_H

#include "header.h"
#include "outcome.h"
#include "rewrite.h"
#include "rule.h"

/**
 * sipmap_explain - note what a rule decided
 * @rewrite: the plan in the making
 * @rule: which rule
 * @outcome: what it decided
 * @span: what it decided about; where something is added, the empty place
 *
 * What is left alone sets its bit of the facts. All the rest is for somebody
 * who reads about one message (struct sipmap_view, @explain) and costs nothing
 * in a kernel.
 */
static inline void sipmap_explain(struct sipmap_rewrite *rewrite,
				  enum sipmap_rule rule,
				  enum sipmap_outcome outcome,
				  struct sipmap_span span)
{
	if (outcome < SIPMAP_OUTCOME_LEFT_END)
		rewrite->plan->facts.left |= 1U << outcome;
	if (SIPMAP_EXPLAINS && rewrite->view->explain)
		rewrite->view->explain(rewrite->view, rule, outcome, span);
}

/**
 * sipmap_explain_header - which header field the next rules are about
 * @rewrite: the plan in the making
 * @id: one of enum sipmap_header_id
 *
 * Rules about addresses are shared by many header fields.
 */
static inline void sipmap_explain_header(struct sipmap_rewrite *rewrite,
					 unsigned int id)
{
	static const u8 rules[SIPMAP_HEADER_COUNT] = {
		[SIPMAP_HEADER_VIA] = SIPMAP_RULE_VIA,
		[SIPMAP_HEADER_CONTACT] = SIPMAP_RULE_CONTACT,
		[SIPMAP_HEADER_FROM] = SIPMAP_RULE_FROM,
		[SIPMAP_HEADER_TO] = SIPMAP_RULE_TO,
		[SIPMAP_HEADER_ROUTE] = SIPMAP_RULE_ROUTE,
		[SIPMAP_HEADER_RECORD_ROUTE] = SIPMAP_RULE_RECORD_ROUTE,
		[SIPMAP_HEADER_PATH] = SIPMAP_RULE_PATH,
		[SIPMAP_HEADER_SERVICE_ROUTE] = SIPMAP_RULE_SERVICE_ROUTE,
		[SIPMAP_HEADER_REFER_TO] = SIPMAP_RULE_REFER_TO,
		[SIPMAP_HEADER_REFERRED_BY] = SIPMAP_RULE_REFERRED_BY,
	};

	if (SIPMAP_EXPLAINS)
		rewrite->rule = rules[id];
}

#endif /* SIPMAP_SIP_EXPLAIN_H */
