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
	if (SIPMAP_EXPLAINS)
		rewrite->rule = id;
}

#endif /* SIPMAP_SIP_EXPLAIN_H */
