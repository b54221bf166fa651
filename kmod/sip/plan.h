/* SPDX-License-Identifier: GPL-2.0-only */
/* From a parsed message and a view of the bindings to a list of edits. */
#ifndef SIPMAP_SIP_PLAN_H
#define SIPMAP_SIP_PLAN_H

#include "edit.h"
#include "facts.h"
#include "message.h"
#include "reason.h"
#include "view.h"

/**
 * struct sipmap_plan - everything to be done to one message
 * @edits: what to replace; empty where the message stays as it is
 * @facts: what to remember
 */
struct sipmap_plan {
	struct sipmap_edits edits;
	struct sipmap_facts facts;
};

enum sipmap_reason sipmap_plan_make(struct sipmap_plan *plan,
				    const struct sipmap_message *message,
				    const struct sipmap_view *view);

#endif /* SIPMAP_SIP_PLAN_H */
