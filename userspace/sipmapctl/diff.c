// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <string.h>

#include "diff.h"
#include "failure.h"

/**
 * sipmap_diff_text() - print text from the network on a terminal
 * @text: any bytes
 * @length: how many
 * @out: where to
 *
 * What a terminal would not show, or would obey, is shown as "\xNN".
 */
void sipmap_diff_text(const char *text, size_t length, FILE *out)
{
	size_t i;

	for (i = 0; i < length; i++) {
		unsigned char byte = text[i];

		if ((byte < 0x20 && byte != '\t') || byte == 0x7f)
			fprintf(out, "\\x%02x", byte);
		else
			fputc(byte, out);
	}
}

/* A line without its end; a CR that is not part of the end is shown. */
static void diff_line(const char *indent, char mark, const char *line,
		      size_t length, FILE *out)
{
	if (length && line[length - 1] == '\n')
		length--;
	if (length && line[length - 1] == '\r')
		length--;
	fputs(indent, out);
	fputc(mark, out);
	if (length)
		fputc(' ', out);
	sipmap_diff_text(line, length, out);
	fputc('\n', out);
}

/* Length of the line at @text, its end included. */
static size_t diff_line_length(const char *text, size_t length)
{
	const char *end = memchr(text, '\n', length);

	return end ? (size_t)(end - text) + 1 : length;
}

static void diff_lines(const char *indent, char mark, const char *text,
		       size_t length, FILE *out)
{
	while (length) {
		size_t line = diff_line_length(text, length);

		diff_line(indent, mark, text, line, out);
		text += line;
		length -= line;
	}
}

/**
 * sipmap_diff_open() - begin a walk
 * @diff: the walk; sipmap_diff_next() goes to its first lines
 * @edits: the replacements, sorted; kept by the caller
 * @message: the message before any of them; kept by the caller
 * @length: bytes of @message
 *
 * Which lines changed follows from the replacements, not from a comparison: a
 * line that moved is not mistaken for another.
 */
void sipmap_diff_open(struct sipmap_diff *diff,
		      const struct sipmap_edits *edits, const char *message,
		      size_t length)
{
	memset(diff, 0, sizeof(*diff));
	diff->edits = edits;
	diff->message = message;
	diff->length = length;
	diff->after = sipmap_grow(NULL, length + edits->text_length + 1);
}

/**
 * sipmap_diff_close() - end a walk
 * @diff: the walk
 */
void sipmap_diff_close(struct sipmap_diff *diff)
{
	free(diff->after);
}

static void diff_copy(struct sipmap_diff *diff, const char *text, size_t length)
{
	memcpy(diff->after + diff->after_length, text, length);
	diff->after_length += length;
}

/**
 * sipmap_diff_next() - go to the next line, or to several changed together
 * @diff: the walk
 *
 * Return: false at the end.
 */
bool sipmap_diff_next(struct sipmap_diff *diff)
{
	const struct sipmap_edits *edits = diff->edits;
	const char *message = diff->message;
	size_t copied;

	diff->start = diff->end;
	diff->after_length = 0;
	if (diff->start == diff->length)
		return false;
	copied = diff->start;
	diff->end += diff_line_length(message + diff->start,
				      diff->length - diff->start);

	/* all edits of this line, and of those they reach into */
	for (; diff->edit < edits->count &&
	     (edits->edit[diff->edit].offset < diff->end ||
	      diff->end == diff->length); diff->edit++) {
		const struct sipmap_edit *edit = &edits->edit[diff->edit];

		diff_copy(diff, message + copied, edit->offset - copied);
		diff_copy(diff, edits->text + edit->text, edit->new_length);
		copied = edit->offset + edit->old_length;
		if (copied > diff->end)
			diff->end = copied;
		if (message[diff->end - 1] != '\n')
			diff->end += diff_line_length(message + diff->end,
						      diff->length - diff->end);
	}
	diff_copy(diff, message + copied, diff->end - copied);
	return true;
}

/**
 * sipmap_diff_show() - print the lines that a walk is at
 * @diff: the walk
 * @indent: what each line begins with
 * @out: where to
 *
 * A line is marked with "-" before and "+" after it was changed. What both
 * begin with is not marked.
 */
void sipmap_diff_show(const struct sipmap_diff *diff, const char *indent,
		      FILE *out)
{
	const char *before = diff->message + diff->start;
	size_t before_length = diff->end - diff->start;
	const char *after = diff->after;
	size_t after_length = diff->after_length;
	size_t tail;

	while (before_length && after_length) {
		size_t line = diff_line_length(before, before_length);

		if (line != diff_line_length(after, after_length) ||
		    memcmp(before, after, line))
			break;
		diff_line(indent, ' ', before, line, out);
		before += line;
		after += line;
		before_length -= line;
		after_length -= line;
	}
	/* an inserted line stands before one that stayed the same */
	tail = before_length;
	if (!before_length || after_length <= tail ||
	    memcmp(before, after + after_length - tail, tail))
		tail = 0;
	diff_lines(indent, '-', before, before_length - tail, out);
	diff_lines(indent, '+', after, after_length - tail, out);
	diff_lines(indent, ' ', before + before_length - tail, tail, out);
}

/**
 * sipmap_diff_print() - print every line of a message, changed ones twice
 * @edits: the replacements, sorted
 * @message: the message before any of them
 * @length: bytes of @message
 * @out: where to
 */
void sipmap_diff_print(const struct sipmap_edits *edits, const char *message,
		       size_t length, FILE *out)
{
	struct sipmap_diff diff;

	sipmap_diff_open(&diff, edits, message, length);
	while (sipmap_diff_next(&diff))
		sipmap_diff_show(&diff, "", out);
	sipmap_diff_close(&diff);
}
