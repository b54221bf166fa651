// SPDX-License-Identifier: GPL-2.0-or-later
/* "rewrite --explain": each decision of the rules, with its line. */
#include <stdio.h>
#include <stdlib.h>

#include "diff.h"
#include "explain.h"
#include "failure.h"
#include "json.h"
#include "rewrite.h"

/* longer pieces of a message than this are named by their line only */
#define SHOWN_MAX 80

/* Is it a short piece of one line? */
static bool explain_shows(const struct sipmap_note *note, const char *message)
{
	return note->span.length && note->span.length <= SHOWN_MAX &&
	       !memchr(message + note->span.offset, '\n', note->span.length);
}

static bool explain_applied(const struct sipmap_rewrite *rewrite)
{
	return rewrite->reason == SIPMAP_REASON_REWRITTEN;
}

static void explain_fired(const struct sipmap_rewrite *rewrite,
			  const struct sipmap_note *note, const char *becomes,
			  size_t length, bool changes)
{
	const char *reason = sipmap_note_reason(note);

	if (explain_shows(note, rewrite->before.data)) {
		fputc(' ', stdout);
		sipmap_diff_text(rewrite->before.data + note->span.offset,
				 note->span.length, stdout);
	}
	if (!explain_applied(rewrite)) {
		printf(" stays (%s, but the message is left as it is)", reason);
	} else if (changes && length) {
		fputs(" -> ", stdout);
		sipmap_diff_text(becomes, length, stdout);
		printf(" (%s)", reason);
	} else if (changes) {
		printf(" removed (%s)", reason);
	} else if (note->span.length) {
		printf(" stays (%s, right already)", reason);
	} else {
		printf(" %s", reason);
	}
}

static void explain_declined(const struct sipmap_rewrite *rewrite,
			     const struct sipmap_note *note)
{
	const char *counter = sipmap_note_counter(note);

	fputs(" declined: ", stdout);
	if (explain_shows(note, rewrite->before.data)) {
		sipmap_diff_text(rewrite->before.data + note->span.offset,
				 note->span.length, stdout);
		fputc(' ', stdout);
	}
	fputs(sipmap_note_reason(note), stdout);
	if (counter)
		printf(" [%s]", counter);
}

static void explain_note(const struct sipmap_rewrite *rewrite,
			 const struct sipmap_note *note, char *text)
{
	size_t length;
	bool changes;

	changes = sipmap_note_becomes(note, &rewrite->plan.edits,
				      rewrite->before.data, text, &length);
	printf("line %zu: %s", note->line, sipmap_note_rule(note));
	if (sipmap_note_fired(note))
		explain_fired(rewrite, note, text, length, changes);
	else
		explain_declined(rewrite, note);
	fputc('\n', stdout);
}

/* Is the note about the lines that the walk is at? */
static bool explain_is_here(const struct sipmap_note *note,
			    const struct sipmap_diff *diff)
{
	return note->span.offset < diff->end || diff->end == diff->length;
}

static char *explain_room(const struct sipmap_rewrite *rewrite)
{
	return sipmap_grow(NULL, rewrite->before.length +
			   SIPMAP_EDIT_TEXT_MAX);
}

/**
 * sipmap_explain_print() - print what the rules decided
 * @rewrite: after the engine has run; its notes are sorted
 *
 * In the order of the message: what was decided about a line, and the line
 * below it, before and after.
 *
 * Return: exit status; a failure has been reported.
 */
int sipmap_explain_print(const struct sipmap_rewrite *rewrite)
{
	const struct sipmap_notes *notes = &rewrite->notes;
	char *text = explain_room(rewrite);
	struct sipmap_diff diff;
	size_t i = 0;

	sipmap_diff_open(&diff, &rewrite->plan.edits, rewrite->before.data,
			 rewrite->before.length);
	while (i < notes->count && sipmap_diff_next(&diff)) {
		size_t first = i;

		for (; i < notes->count &&
		     explain_is_here(&notes->note[i], &diff); i++)
			explain_note(rewrite, &notes->note[i], text);
		if (i > first)
			sipmap_diff_show(&diff, "  ", stdout);
	}
	sipmap_diff_close(&diff);
	free(text);
	printf("verdict: %s\n", sipmap_reason_name(rewrite->reason));
	return SIPMAP_EXIT_OK;
}

static void explain_json_note(struct odict *to,
			      const struct sipmap_rewrite *rewrite,
			      const struct sipmap_note *note, char *text)
{
	const char *counter = sipmap_note_counter(note);
	const char *data = rewrite->before.data;
	size_t length;

	sipmap_json_add_number(to, "line", note->line);
	sipmap_json_add_text(to, "rule", sipmap_note_rule(note));
	sipmap_json_add_bool(to, "fired", sipmap_note_fired(note));
	sipmap_json_add_text(to, "why", sipmap_note_reason(note));
	if (counter)
		sipmap_json_add_text(to, "counter", counter);
	if (explain_shows(note, data))
		sipmap_json_add_bytes(to, "text", data + note->span.offset,
				      note->span.length);
	if (sipmap_note_becomes(note, &rewrite->plan.edits, data, text,
				&length))
		sipmap_json_add_bytes(to, "becomes", text, length);
}

static void explain_json_lines(struct odict *to, const struct sipmap_diff *diff)
{
	size_t length = diff->end - diff->start;
	const char *before = diff->message + diff->start;

	sipmap_json_add_bytes(to, "before", before, length);
	if (length != diff->after_length ||
	    memcmp(before, diff->after, length))
		sipmap_json_add_bytes(to, "after", diff->after,
				      diff->after_length);
}

/**
 * sipmap_explain_json() - add what the rules decided to an object
 * @to: the object
 * @rewrite: after the engine has run; its notes are sorted
 */
void sipmap_explain_json(struct odict *to, const struct sipmap_rewrite *rewrite)
{
	struct odict *list = sipmap_json_add_array(to, "explanation");
	const struct sipmap_notes *notes = &rewrite->notes;
	char *text = explain_room(rewrite);
	struct sipmap_diff diff;
	size_t i = 0;

	sipmap_diff_open(&diff, &rewrite->plan.edits, rewrite->before.data,
			 rewrite->before.length);
	while (i < notes->count && sipmap_diff_next(&diff)) {
		for (; i < notes->count &&
		     explain_is_here(&notes->note[i], &diff); i++) {
			struct odict *object;

			object = sipmap_json_add_object(list, NULL);
			explain_json_note(object, rewrite, &notes->note[i],
					  text);
			explain_json_lines(object, &diff);
		}
	}
	sipmap_diff_close(&diff);
	free(text);
}
