// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <string.h>

#include "diff.h"
#include "failure.h"

/*
 * A line without its end. What a terminal would not show, or would obey, is
 * shown as "\xNN"; so is a CR that is not part of the line's end.
 */
static void diff_line(char mark, const char *line, size_t length, FILE *out)
{
	size_t i;

	if (length && line[length - 1] == '\n')
		length--;
	if (length && line[length - 1] == '\r')
		length--;
	fputc(mark, out);
	if (length)
		fputc(' ', out);
	for (i = 0; i < length; i++) {
		unsigned char byte = line[i];

		if ((byte < 0x20 && byte != '\t') || byte == 0x7f)
			fprintf(out, "\\x%02x", byte);
		else
			fputc(byte, out);
	}
	fputc('\n', out);
}

/* Length of the line at @text, its end included. */
static size_t diff_line_length(const char *text, size_t length)
{
	const char *end = memchr(text, '\n', length);

	return end ? (size_t)(end - text) + 1 : length;
}

static void diff_lines(char mark, const char *text, size_t length, FILE *out)
{
	while (length) {
		size_t line = diff_line_length(text, length);

		diff_line(mark, text, line, out);
		text += line;
		length -= line;
	}
}

/* Print whole lines before and after; what both begin with is not marked. */
static void diff_block(const char *before, size_t before_length,
		       const char *after, size_t after_length, FILE *out)
{
	size_t tail;

	while (before_length && after_length) {
		size_t line = diff_line_length(before, before_length);

		if (line != diff_line_length(after, after_length) ||
		    memcmp(before, after, line))
			break;
		diff_line(' ', before, line, out);
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
	diff_lines('-', before, before_length - tail, out);
	diff_lines('+', after, after_length - tail, out);
	diff_lines(' ', before + before_length - tail, tail, out);
}

/**
 * sipmap_diff_print() - print every line of a message, changed ones twice
 * @edits: the replacements, sorted
 * @message: the message before any of them
 * @length: bytes of @message
 * @out: where to
 *
 * A line is marked with "-" before and "+" after it was changed. Which lines
 * those are follows from the replacements, not from a comparison: a line that
 * moved is not mistaken for another.
 */
void sipmap_diff_print(const struct sipmap_edits *edits, const char *message,
		       size_t length, FILE *out)
{
	char *after = sipmap_grow(NULL, length + edits->text_length + 1);
	size_t start = 0;
	u16 i = 0;

	while (start < length) {
		size_t end = start + diff_line_length(message + start,
						      length - start);
		size_t copied = start;
		size_t used = 0;

		/* all edits of this line, and of those they reach into */
		for (; i < edits->count &&
		     (edits->edit[i].offset < end || end == length); i++) {
			const struct sipmap_edit *edit = &edits->edit[i];
			size_t reach = edit->offset + edit->old_length;

			memcpy(after + used, message + copied,
			       edit->offset - copied);
			used += edit->offset - copied;
			memcpy(after + used, edits->text + edit->text,
			       edit->new_length);
			used += edit->new_length;
			copied = reach;
			if (reach > end)
				end = reach;
			if (end > start && message[end - 1] != '\n')
				end += diff_line_length(message + end,
							length - end);
		}
		memcpy(after + used, message + copied, end - copied);
		used += end - copied;
		diff_block(message + start, end - start, after, used, out);
		start = end;
	}
	free(after);
}
