// SPDX-License-Identifier: GPL-2.0-or-later
/* sipmap's engine: parsing, planning and applying, and all of it. */
#include <stdint.h>

#include "contestant.h"
#include "engine.h"

static struct sipmap_message parsed;
static struct sipmap_needs needs;
static struct sipmap_plan plan;
static struct sipmap_view views[2];
static char out[65536 + SIPMAP_EDIT_TEXT_MAX];

static const struct sipmap_endpoint inside[] = {
	{ { 192, 168, 1, 10 }, 5060, SIPMAP_FAMILY_IPV4, 0 },
	{ { 192, 168, 1, 10 }, 4000, SIPMAP_FAMILY_IPV4, 0 },
	{ { 192, 168, 1, 10 }, 4001, SIPMAP_FAMILY_IPV4, 0 },
};

static const struct sipmap_endpoint outward[] = {
	{ { 203, 0, 113, 7 }, 40123, SIPMAP_FAMILY_IPV4, 0 },
	{ { 203, 0, 113, 7 }, 50000, SIPMAP_FAMILY_IPV4, 0 },
	{ { 203, 0, 113, 7 }, 50001, SIPMAP_FAMILY_IPV4, 0 },
};

/* A table's cost is measured in a kernel; here finding costs nothing. */
static bool find(const struct sipmap_view *view, enum sipmap_kind kind,
		 const struct sipmap_endpoint *from,
		 struct sipmap_endpoint *to, u8 *written)
{
	bool in = view->direction == SIPMAP_IN;

	if (!sipmap_endpoint_equal(from, in ? &outward[kind] : &inside[kind]))
		return false;
	*to = in ? inside[kind] : outward[kind];
	*written = SIPMAP_WROTE_VIA_PORT | SIPMAP_WROTE_VIA_RPORT |
		   SIPMAP_WROTE_CONTACT_PORT;
	return true;
}

static void start(void)
{
	unsigned int i;

	for (i = 0; i < 2; i++) {
		struct sipmap_view *view = &views[i];

		view->direction = i ? SIPMAP_IN : SIPMAP_OUT;
		view->inside = inside[0];
		view->outside = inside[0];
		view->outside.address[0] = 100;
		view->public_endpoint = outward[0];
		view->written = SIPMAP_WROTE_VIA_PORT | SIPMAP_WROTE_VIA_RPORT;
		view->settings.via = SIPMAP_VIA_ALWAYS;
		view->settings.identity = true;
		view->settings.hairpin = true;
		view->find = find;
		sipmap_literal_write(&view->inside_literal, &view->inside);
		sipmap_literal_write(&view->public_literal,
				     &view->public_endpoint);
	}
}

static bool parse(const struct bench_message *message)
{
	return sipmap_message_parse(&parsed, message->data, message->length) ==
	       SIPMAP_REASON_UNCHANGED;
}

/* Everything behind parsing, as the packet path does it. */
static bool rewrite(const struct bench_message *message)
{
	const struct sipmap_view *view = &views[message->in];

	if (!message->in)
		sipmap_needs_collect(&needs, &parsed, view);
	if (sipmap_plan_make(&plan, &parsed, view) != SIPMAP_REASON_REWRITTEN)
		return !plan.edits.overflow;
	return sipmap_edits_apply(&plan.edits, message->data, message->length,
				  out, sizeof(out));
}

/* Parsed once for each message, then planned as often as is wanted. */
static bool plan_once(const struct bench_message *message)
{
	static const struct bench_message *last;

	if (last != message && !parse(message))
		return false;
	last = message;
	return rewrite(message);
}

static bool whole_once(const struct bench_message *message)
{
	return parse(message) && rewrite(message);
}

const struct bench_contestant bench_parse = { "sipmap-parse", start, parse };
const struct bench_contestant bench_plan = { "sipmap-plan", start, plan_once };
const struct bench_contestant bench_whole = { "sipmap", start, whole_once };
