/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The SIP engine, as its users see it: parse a message once, ask which own
 * endpoints it names, make a plan of edits, apply the plan.
 *
 *	sipmap_message_parse()	one pass, spans only
 *	sipmap_needs_collect()	OUT: own endpoints that want a binding
 *	sipmap_plan_make()	sorted, bounded list of edits, and the facts
 *	sipmap_dialog_tag()	the tags, which rules have no use for
 *	sipmap_edits_apply()	flat buffer to flat buffer
 *	sipmap_edits_apply_in_place()	where the message stands, in a packet
 */
#ifndef SIPMAP_SIP_ENGINE_H
#define SIPMAP_SIP_ENGINE_H

#include "dialog.h"
#include "edit.h"
#include "endpoint.h"
#include "facts.h"
#include "message.h"
#include "needs.h"
#include "outcome.h"
#include "plan.h"
#include "reason.h"
#include "rule.h"
#include "view.h"

#endif /* SIPMAP_SIP_ENGINE_H */
