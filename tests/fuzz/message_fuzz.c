// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Any bytes, both ways, under any settings: nothing is read or written out of
 * bounds, and what must hold for any message holds.
 *
 * The first two bytes choose direction, settings and what the phone wrote; the
 * rest is the datagram.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vector.h"

static const char bindings[] =
	"bind: 192.168.1.10:5060=203.0.113.7:40123\n"
	"bind: 192.168.1.10:5080=203.0.113.7:40999\n"
	"bind: 192.168.1.11:5060=203.0.113.7:40200\n"
	"bind: [2001:db8::10]:5060=[2001:db8:ff::7]:40123\n"
	"media: 192.168.1.10:4000=203.0.113.7:50000\n"
	"media-rtcp: 192.168.1.10:4001=203.0.113.8:50007\n"
	"media: 192.168.1.10:4002=203.0.113.8:50010\n"
	"media: 192.168.1.11:6000=203.0.113.7:50100\n"
	"media: 192.168.1.10:4004=[2001:db8::7]:50000\n"
	"outside: 100.64.0.2:5060\n>>> out\n";

#define FUZZ_ROOM (65536 + SIPMAP_EDIT_TEXT_MAX)

static struct sipmap_message message;
static struct sipmap_plan again;
static struct sipmap_plan plan;
static struct sipmap_needs needs;
static char out[FUZZ_ROOM];

#define FUZZ_HOLDS(condition)						\
	do {								\
		if (!(condition)) {					\
			fprintf(stderr, "not so: %s\n", #condition);	\
			abort();					\
		}							\
	} while (0)

static void check_edits(size_t length)
{
	const struct sipmap_edits *edits = &plan.edits;
	size_t at = 0;
	int delta = 0;
	unsigned int i;

	FUZZ_HOLDS(!edits->overflow);
	FUZZ_HOLDS(edits->count <= SIPMAP_EDITS_MAX);
	for (i = 0; i < edits->count; i++) {
		const struct sipmap_edit *edit = &edits->edit[i];

		FUZZ_HOLDS(edit->offset >= at);
		at = (size_t)edit->offset + edit->old_length;
		FUZZ_HOLDS(at <= length);
		FUZZ_HOLDS(edit->text + edit->new_length <=
			   edits->text_length);
		delta += edit->new_length - edit->old_length;
	}
	FUZZ_HOLDS(delta == edits->delta);
}

static void check_span(struct sipmap_span span, size_t length)
{
	FUZZ_HOLDS((size_t)span.offset + span.length <= length);
}

static void check_message(const struct sipmap_view *view, const char *data,
			  size_t length)
{
	enum sipmap_reason reason;
	size_t out_length;

	if (sipmap_message_parse(&message, data, length) !=
	    SIPMAP_REASON_UNCHANGED)
		return;
	sipmap_needs_collect(&needs, &message, view);
	reason = sipmap_plan_make(&plan, &message, view);
	check_edits(length);
	check_span(plan.facts.call_id, length);
	check_span(plan.facts.from_tag, length);
	check_span(plan.facts.to_tag, length);
	FUZZ_HOLDS((reason == SIPMAP_REASON_REWRITTEN) == !!plan.edits.count);
	FUZZ_HOLDS(sipmap_plan_make(&again, &message, view) == reason);
	FUZZ_HOLDS(!memcmp(plan.edits.text, again.edits.text,
			   plan.edits.text_length));

	out_length = sipmap_edits_apply(&plan.edits, data, length, out,
					sizeof(out));
	FUZZ_HOLDS(out_length == length + plan.edits.delta);
	/* what comes in may say a thing twice, and only one is given back */
	if (reason != SIPMAP_REASON_REWRITTEN || view->direction == SIPMAP_IN)
		return;
	FUZZ_HOLDS(sipmap_message_parse(&message, out, out_length) ==
		   SIPMAP_REASON_UNCHANGED);
	FUZZ_HOLDS(sipmap_plan_make(&again, &message, view) !=
		   SIPMAP_REASON_REWRITTEN);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* LLVMFuzzerTestOneInput - libFuzzer calls it for each input */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct sipmap_vector vector;
	struct sipmap_settings *settings;
	char *copy;

	if (size < 2 || size > 65537)
		return 0;
	FUZZ_HOLDS(sipmap_vector_open(&vector, bindings,
				      sizeof(bindings) - 1));
	settings = &vector.view.settings;
	vector.view.direction = data[0] & 1 ? SIPMAP_IN : SIPMAP_OUT;
	settings->via = (data[0] >> 1) % 3;
	settings->identity = !(data[0] & 0x10);
	settings->hairpin = !(data[0] & 0x20);
	settings->ice = !!(data[0] & 0x40);
	vector.view.written = data[1];

	/* a copy of its own, so that its end is guarded */
	copy = malloc(size - 2 + !(size - 2));
	if (!copy)
		return 0;
	memcpy(copy, data + 2, size - 2);
	check_message(&vector.view, copy, size - 2);
	free(copy);
	return 0;
}
