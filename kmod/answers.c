// SPDX-License-Identifier: GPL-2.0-only
/* What the planner is told of bindings and settings, for one message. */
#include "answers.h"
#include "bind.h"
#include "literals.h"
#include "net.h"

static bool sipmap_answers_is_media(u8 kind)
{
	return kind != SIPMAP_KIND_SIGNALLING;
}

/* What to write for an inside endpoint: P, else what the fallback says. */
static bool sipmap_answers_outward(const struct sipmap_net *sn,
				   const struct sipmap_binding *binding,
				   struct sipmap_endpoint *to)
{
	sipmap_binding_endpoint(binding, &binding->public_endpoint, to);
	if (to->family)
		return true;
	if (READ_ONCE(sn->sysctl.fallback) != SIPMAP_FALLBACK_OUTSIDE)
		return false;
	sipmap_binding_endpoint(binding, &binding->outside, to);
	return to->family;
}

/* Is there nothing to be done for this endpoint before it is written? */
static bool sipmap_answers_is_settled(const struct sipmap_answers *answers,
				      struct sipmap_binding *binding)
{
	if (READ_ONCE(binding->phase) == SIPMAP_PHASE_PENDING &&
	    READ_ONCE(answers->sn->agent.portid))
		return false;
	if (sipmap_answers_is_media(binding->kind))
		return !answers->call ||
		       READ_ONCE(binding->call) == answers->call->id;
	if (binding == answers->binding)
		return true;
	if (!answers->binding ||
	    READ_ONCE(answers->binding->contact) != binding->id)
		return false;
	sipmap_binding_extend(&answers->sn->bindings, binding,
			      SIPMAP_SIGNALLING_LIFETIME);
	return true;
}

static bool sipmap_answers_find_out(const struct sipmap_answers *answers,
				    enum sipmap_kind kind,
				    const struct sipmap_endpoint *from,
				    struct sipmap_endpoint *to, u8 *written)
{
	struct sipmap_binding *binding = answers->binding;

	/* nearly always it is the endpoint that the phone sends from */
	if (!binding || !sipmap_endpoint_equal(from, &answers->view.inside))
		binding = sipmap_binding_by_inside(&answers->sn->bindings,
						   from);
	if (!binding) {
		/* of a foreign one nothing is wanted */
		if (sipmap_endpoint_same_address(from, &answers->view.inside))
			*answers->unsettled = true;
		return false;
	}
	if (!sipmap_answers_is_settled(answers, binding))
		*answers->unsettled = true;
	if (sipmap_answers_is_media(READ_ONCE(binding->kind)) !=
	    sipmap_answers_is_media(kind))
		return false;
	*written = READ_ONCE(binding->written);
	return sipmap_answers_outward(answers->sn, binding, to);
}

static struct sipmap_binding *
sipmap_answers_by_text(const struct sipmap_answers *answers,
		       const struct sipmap_endpoint *from)
{
	struct sipmap_bindings *table = &answers->sn->bindings;
	struct sipmap_binding *binding;

	if (answers->binding &&
	    sipmap_endpoint_equal(from, &answers->view.public_endpoint))
		return answers->binding;
	binding = sipmap_binding_by_public(table, from);
	return binding ? binding : sipmap_binding_by_outside(table, from);
}

static bool sipmap_answers_find(const struct sipmap_view *view,
				enum sipmap_kind kind,
				const struct sipmap_endpoint *from,
				struct sipmap_endpoint *to, u8 *written)
{
	const struct sipmap_answers *answers = view->context;
	const struct sipmap_binding *binding;

	if (view->direction == SIPMAP_OUT)
		return sipmap_answers_find_out(answers, kind, from, to,
					       written);
	binding = sipmap_answers_by_text(answers, from);
	if (!binding || sipmap_answers_is_media(READ_ONCE(binding->kind)) !=
			sipmap_answers_is_media(kind))
		return false;
	*written = READ_ONCE(binding->written);
	sipmap_binding_endpoint(binding, &binding->inside, to);
	return to->family;
}

/**
 * sipmap_answers_fill - make a view for the planner
 * @answers: all but @view is filled in; all of @view will be
 * @flow: the flow that carries the message
 *
 * Context: softirqs off, and under rcu_read_lock() for as long as the view is
 * used.
 */
void sipmap_answers_fill(struct sipmap_answers *answers,
			 const struct sipmap_flow *flow)
{
	const struct sipmap_sysctl *sysctl = &answers->sn->sysctl;
	const struct sipmap_binding *binding = answers->binding;
	struct sipmap_view *view = &answers->view;

	view->direction = flow->direction;
	view->inside = flow->inside;
	view->outside = flow->outside;
	view->settings.via = READ_ONCE(sysctl->via);
	view->settings.ice = READ_ONCE(sysctl->ice);
	view->settings.identity = READ_ONCE(sysctl->identity);
	view->settings.hairpin = READ_ONCE(sysctl->hairpin);
	view->settings.register_max = READ_ONCE(sysctl->register_max_expires);
	view->warning = NULL;
	view->warning_length = 0;
	view->find = sipmap_answers_find;
	view->explain = NULL;
	view->context = answers;
	view->written = 0;
	view->instance = 0;
	view->public_endpoint = (struct sipmap_endpoint){};
	view->public_literal.length = 0;
	sipmap_literals_find(answers->literals, &view->inside,
			     &view->inside_literal);
	if (!binding)
		return;
	view->written = READ_ONCE(binding->written);
	view->instance = READ_ONCE(binding->instance);
	if (!sipmap_answers_outward(answers->sn, binding,
				    &view->public_endpoint))
		view->public_endpoint = (struct sipmap_endpoint){};
	sipmap_literals_find(answers->literals, &view->public_endpoint,
			     &view->public_literal);
}
