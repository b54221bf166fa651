// SPDX-License-Identifier: GPL-2.0-or-later
/* Whoever asks why hears the whole truth: every vector, with a listener. */
#include <stdio.h>
#include <string.h>

#include "file.h"
#include "tap.h"
#include "tests.h"
#include "vector.h"

#define NOTES_MAX 512

static struct {
	struct sipmap_span span;
	unsigned int rule;
	unsigned int outcome;
} notes[NOTES_MAX];

static struct sipmap_vector_step step;
static struct sipmap_vector_work work;
static unsigned int note_count;
static size_t fired;
static size_t left;

static void hear(const struct sipmap_view *view, unsigned int rule,
		 unsigned int outcome, struct sipmap_span span)
{
	(void)view;
	if (note_count == NOTES_MAX) {
		tap_fault("more than %d notes", NOTES_MAX);
		return;
	}
	notes[note_count].span = span;
	notes[note_count].rule = rule;
	notes[note_count].outcome = outcome;
	note_count++;
}

static void check_notes(void)
{
	u32 bits = 0;
	unsigned int i;

	for (i = 0; i < note_count; i++) {
		TAP_EXPECT(notes[i].rule < SIPMAP_RULE_COUNT);
		TAP_EXPECT(notes[i].outcome < SIPMAP_OUTCOME_COUNT);
		TAP_EXPECT(notes[i].outcome != SIPMAP_OUTCOME_LEFT_END);
		TAP_EXPECT(notes[i].outcome != SIPMAP_OUTCOME_FIRED);
		TAP_EXPECT(notes[i].span.offset + notes[i].span.length <=
			   step.before_length);
		if (notes[i].outcome < SIPMAP_OUTCOME_LEFT_END)
			bits |= 1U << notes[i].outcome;
		left += notes[i].outcome < SIPMAP_OUTCOME_LEFT_END;
		fired += notes[i].outcome > SIPMAP_OUTCOME_FIRED;
	}
	if (bits != work.plan.facts.left)
		tap_fault("counted is %x, told is %x", work.plan.facts.left,
			  bits);
}

/* Which line a byte is in; what is added behind the last is in the last. */
static unsigned int line_of(size_t offset)
{
	unsigned int line = 1;
	size_t i;

	for (i = 0; i < offset && i + 1 < step.before_length; i++)
		line += step.before[i] == '\n';
	return line;
}

/* Some rule says that it changed this line. */
static void check_edit(const struct sipmap_edit *edit)
{
	unsigned int line = line_of(edit->offset);
	unsigned int i;

	for (i = 0; i < note_count; i++)
		if (notes[i].outcome > SIPMAP_OUTCOME_FIRED &&
		    line_of(notes[i].span.offset) == line)
			return;
	tap_fault("nobody says why line %u changes", line);
	tap_message("before", step.before, step.before_length);
}

static void check_step(struct sipmap_vector *vector)
{
	const struct sipmap_edits *edits = &work.plan.edits;
	unsigned int i;

	note_count = 0;
	vector->view.explain = hear;
	sipmap_vector_rewrite(vector, step.before, step.before_length, &work);
	vector->view.explain = NULL;
	check_notes();
	for (i = 0; i < edits->count; i++)
		check_edit(&edits->edit[i]);
	/* what it tells about the phone's writing holds for the next steps */
	if (!sipmap_vector_check(vector, &step, step.before, &work))
		tap_fault("%s", work.fault);
}

static void check_vector(const char *path, const char *name, const char *data,
			 size_t length)
{
	struct sipmap_vector vector;
	char shown[256];

	(void)path;
	tap_begin();
	if (!sipmap_vector_open(&vector, data, length))
		tap_fault("it cannot be read");
	else
		while (sipmap_vector_step(&vector, &step))
			check_step(&vector);
	snprintf(shown, sizeof(shown), "explained %.*s",
		 (int)(strlen(name) - strlen(".vec")), name);
	tap_end(shown);
}

static void rules_fire_and_leave_things_alone(void)
{
	TAP_EXPECT(fired > 100);
	TAP_EXPECT(left > 10);
}

/* test_explain - each change of each vector is told, and each thing left */
void test_explain(const char *folder)
{
	file_each(folder, ".vec", check_vector);
	TAP_RUN(rules_fire_and_leave_things_alone);
}
