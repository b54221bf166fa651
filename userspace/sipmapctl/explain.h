/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What each rule decided about a message, noted and printed. */
#ifndef SIPMAPCTL_EXPLAIN_H
#define SIPMAPCTL_EXPLAIN_H

#include "../../kmod/sip/engine.h"

struct odict;
struct sipmap_rewrite;

/**
 * struct sipmap_note - one decision
 * @span: what it is about
 * @order: how many there were before it
 * @line: number of the line that it is about; the first one is 1
 * @rule: enum sipmap_rule
 * @outcome: enum sipmap_outcome
 */
struct sipmap_note {
	struct sipmap_span span;
	size_t order;
	size_t line;
	unsigned int rule;
	unsigned int outcome;
};

/**
 * struct sipmap_notes - all decisions about one message
 * @note: the decisions, in the order of the message once they are sorted
 * @count: how many
 */
struct sipmap_notes {
	struct sipmap_note *note;
	size_t count;
};

void sipmap_notes_take(const struct sipmap_view *view, unsigned int rule,
		       unsigned int outcome, struct sipmap_span span);
void sipmap_notes_clean(struct sipmap_notes *notes);
void sipmap_notes_sort(struct sipmap_notes *notes, const char *message,
		       size_t length);
const char *sipmap_note_rule(const struct sipmap_note *note);
const char *sipmap_note_reason(const struct sipmap_note *note);
const char *sipmap_note_counter(const struct sipmap_note *note);
bool sipmap_note_fired(const struct sipmap_note *note);
bool sipmap_note_becomes(const struct sipmap_note *note,
			 const struct sipmap_edits *edits, const char *message,
			 char *text, size_t *length);
int sipmap_explain_print(const struct sipmap_rewrite *rewrite);
void sipmap_explain_json(struct odict *to,
			 const struct sipmap_rewrite *rewrite);

#endif /* SIPMAPCTL_EXPLAIN_H */
