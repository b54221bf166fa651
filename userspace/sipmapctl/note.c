// SPDX-License-Identifier: GPL-2.0-or-later
/* Decisions of the rules, as the engine tells them. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "explain.h"
#include "failure.h"
#include "rewrite.h"

#define RULE_HEADER(arg, id, first, second, name, compact, shape, where) \
	[SIPMAP_RULE_##id] = name,
#define RULE_TEXT(name, text)	\
	[SIPMAP_RULE_##name] = text,
static const char *const rule_texts[SIPMAP_RULE_COUNT] = {
	SIPMAP_HEADERS(RULE_HEADER, 0)
	SIPMAP_RULES(RULE_TEXT)
};

#define LEFT_TEXT(name, counter, text)	\
	[SIPMAP_OUTCOME_LEFT_##name] = text,
#define OUTCOME_TEXT(name, text)	\
	[SIPMAP_OUTCOME_##name] = text,
static const char *const outcome_texts[SIPMAP_OUTCOME_COUNT] = {
	SIPMAP_LEFT_ROWS(LEFT_TEXT)
	SIPMAP_DECLINED_ROWS(OUTCOME_TEXT)
	SIPMAP_FIRED_ROWS(OUTCOME_TEXT)
};

/**
 * sipmap_notes_take() - keep one decision
 * @view: the view of a struct sipmap_rewrite
 * @rule: enum sipmap_rule
 * @outcome: enum sipmap_outcome
 * @span: what it is about
 */
void sipmap_notes_take(const struct sipmap_view *view, unsigned int rule,
		       unsigned int outcome, struct sipmap_span span)
{
	struct sipmap_rewrite *rewrite = sipmap_rewrite_of(view);
	struct sipmap_notes *notes = &rewrite->notes;
	struct sipmap_note note = {
		.span = span,
		.order = notes->count,
		.rule = rule,
		.outcome = outcome,
	};

	notes->note = sipmap_grow(notes->note,
				  (notes->count + 1) * sizeof(note));
	notes->note[notes->count++] = note;
}

/**
 * sipmap_notes_clean() - free the decisions
 * @notes: the decisions
 */
void sipmap_notes_clean(struct sipmap_notes *notes)
{
	free(notes->note);
	notes->note = NULL;
	notes->count = 0;
}

static int notes_compare(const void *left, const void *right)
{
	const struct sipmap_note *a = left;
	const struct sipmap_note *b = right;

	if (a->span.offset != b->span.offset)
		return a->span.offset < b->span.offset ? -1 : 1;
	return a->order < b->order ? -1 : 1;
}

/**
 * sipmap_notes_sort() - bring decisions into the order of the message
 * @notes: the decisions; their lines are filled in
 * @message: the message
 * @length: bytes of @message
 *
 * What is added behind the last line is about the last line.
 */
void sipmap_notes_sort(struct sipmap_notes *notes, const char *message,
		       size_t length)
{
	size_t line = 1;
	size_t at = 0;
	size_t i;

	if (!notes->count)
		return;
	qsort(notes->note, notes->count, sizeof(*notes->note), notes_compare);
	for (i = 0; i < notes->count; i++) {
		size_t offset = notes->note[i].span.offset;

		for (; at < offset && at + 1 < length; at++)
			line += message[at] == '\n';
		notes->note[i].line = line;
	}
}

/**
 * sipmap_note_rule() - the name of what a decision is about
 * @note: the decision
 *
 * Return: the name, as SIP and SDP have it, until the next one is asked for.
 */
const char *sipmap_note_rule(const struct sipmap_note *note)
{
	static char name[SIPMAP_HEADER_NAME_MAX + 1];
	size_t i;

	if (note->rule == SIPMAP_RULE_VIA)
		return "Via sent-by";
	if (note->rule >= SIPMAP_HEADER_COUNT)
		return rule_texts[note->rule];
	/* the rows have it in lower case */
	snprintf(name, sizeof(name), "%s", rule_texts[note->rule]);
	for (i = 0; name[i]; i++)
		if (!i || name[i - 1] == '-')
			name[i] = toupper((unsigned char)name[i]);
	return name;
}

/**
 * sipmap_note_reason() - why it was decided so
 * @note: the decision
 *
 * Return: some words.
 */
const char *sipmap_note_reason(const struct sipmap_note *note)
{
	return outcome_texts[note->outcome];
}

/**
 * sipmap_note_counter() - the counter of what was left alone
 * @note: the decision
 *
 * Return: its name; NULL where something was decided that is not counted.
 */
const char *sipmap_note_counter(const struct sipmap_note *note)
{
	if (note->outcome >= SIPMAP_OUTCOME_LEFT_END)
		return NULL;
	return sipmap_reason_name(SIPMAP_REASON_LEFT + note->outcome);
}

/**
 * sipmap_note_fired() - did the rule ask for a change
 * @note: the decision
 *
 * Return: true if it did.
 */
bool sipmap_note_fired(const struct sipmap_note *note)
{
	return note->outcome > SIPMAP_OUTCOME_FIRED;
}

/**
 * sipmap_note_becomes() - what becomes of what a decision is about
 * @note: the decision
 * @edits: the replacements, sorted
 * @message: the message before any of them
 * @text: where it goes; room for the span and all text of @edits
 * @length: set to the bytes of @text
 *
 * What is added before or behind it does not belong to it.
 *
 * Return: true if it changes.
 */
bool sipmap_note_becomes(const struct sipmap_note *note,
			 const struct sipmap_edits *edits, const char *message,
			 char *text, size_t *length)
{
	size_t end = (size_t)note->span.offset + note->span.length;
	size_t at = note->span.offset;
	bool changes = false;
	u16 i;

	*length = 0;
	for (i = 0; i < edits->count; i++) {
		const struct sipmap_edit *edit = &edits->edit[i];

		if (edit->offset < at || !edit->old_length ||
		    (size_t)edit->offset + edit->old_length > end)
			continue;
		memcpy(text + *length, message + at, edit->offset - at);
		*length += edit->offset - at;
		memcpy(text + *length, edits->text + edit->text,
		       edit->new_length);
		*length += edit->new_length;
		at = (size_t)edit->offset + edit->old_length;
		changes = true;
	}
	memcpy(text + *length, message + at, end - at);
	*length += end - at;
	return changes;
}
