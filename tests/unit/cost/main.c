// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Runs the engine on each message, alone between two marks for callgrind, which
 * counts the instructions. ./run says what is to be made of them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <valgrind/callgrind.h>

#include "engine.h"
#include "input.h"
#include "vector.h"

static const char bindings[] =
	"bind: 192.168.1.10:5060=203.0.113.7:40123\n"
	"media: 192.168.1.10:4000=203.0.113.7:50000\n"
	"outside: 100.64.0.2:5060\nice: 1\nwritten: via-port,rport\n>>> out\n";

static const size_t lengths[] = { 512, 4096, 16384, 65000 };

static struct sipmap_message message;
static struct sipmap_vector vector;
static struct sipmap_needs needs;
static struct sipmap_plan plan;
static char text[INPUT_MAX + SIPMAP_EDIT_TEXT_MAX];

/* What the module does with one message. */
static __attribute__((noinline)) void work(size_t length)
{
	if (sipmap_message_parse(&message, text, length) !=
	    SIPMAP_REASON_UNCHANGED)
		return;
	if (vector.view.direction == SIPMAP_OUT)
		sipmap_needs_collect(&needs, &message, &vector.view);
	if (sipmap_plan_make(&plan, &message, &vector.view) ==
	    SIPMAP_REASON_REWRITTEN)
		sipmap_edits_apply_in_place(&plan.edits, text, length,
					    sizeof(text));
}

static void measure(const struct input_shape *shape,
		    enum sipmap_direction direction, bool own, size_t wanted)
{
	char name[128];
	size_t length;

	vector.view.direction = direction;
	length = input_make(shape, direction, own, wanted, text);
	snprintf(name, sizeof(name), "%zu|%s|%s|%s", length,
		 direction == SIPMAP_OUT ? "out" : "in",
		 own ? "own" : "foreign", shape->name);
	CALLGRIND_ZERO_STATS;
	CALLGRIND_TOGGLE_COLLECT;
	work(length);
	CALLGRIND_TOGGLE_COLLECT;
	CALLGRIND_DUMP_STATS_AT(name);
}

int main(void)
{
	unsigned int i, j, way;

	if (!sipmap_vector_open(&vector, bindings, sizeof(bindings) - 1))
		return 1;
	for (i = 0; i < input_shape_count; i++)
		for (way = 0; way < 4; way++)
			for (j = 0; j < ARRAY_SIZE(lengths); j++)
				measure(&input_shapes[i], way & 1 ? SIPMAP_IN :
					SIPMAP_OUT, way & 2, lengths[j]);
	return 0;
}
