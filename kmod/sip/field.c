// SPDX-License-Identifier: GPL-2.0-only
/* Lines and header fields (RFC 3261 section 7.3). */
#include "field.h"

/**
 * sipmap_field_line - read one line
 * @cursor: at its start; moved behind its line end, CR LF or LF only
 * @line: the line without its line end
 *
 * Return: true if there is a line end.
 */
bool sipmap_field_line(struct sipmap_cursor *cursor, struct sipmap_span *line)
{
	unsigned int from = cursor->at;

	if (!sipmap_cursor_skip_to(cursor, '\n'))
		return false;
	*line = sipmap_cursor_span(cursor, from);
	cursor->at++;
	if (line->length &&
	    cursor->data[line->offset + line->length - 1] == '\r')
		line->length--;
	return true;
}

/**
 * sipmap_field_end - step over the empty line behind the header fields
 * @cursor: at the start of a line
 *
 * Return: true if the line is empty.
 */
bool sipmap_field_end(struct sipmap_cursor *cursor)
{
	if (sipmap_cursor_take(cursor, '\n'))
		return true;
	if (cursor->end - cursor->at < 2 ||
	    cursor->data[cursor->at] != '\r' ||
	    cursor->data[cursor->at + 1] != '\n')
		return false;
	cursor->at += 2;
	return true;
}

/**
 * sipmap_field_skip - step over the rest of a header field
 * @cursor: anywhere in it; moved behind its line end
 *
 * It ends where a line is not followed by a folded one.
 *
 * Return: true if there is a line end.
 */
bool sipmap_field_skip(struct sipmap_cursor *cursor)
{
	int byte;

	do {
		if (!sipmap_cursor_skip_to(cursor, '\n'))
			return false;
		cursor->at++;
		byte = sipmap_cursor_peek(cursor);
	} while (byte == ' ' || byte == '\t');
	return true;
}

/**
 * sipmap_field_next - read one header field, folded lines included
 * @cursor: at the start of its line; moved behind it
 * @name: its name; empty if the line is not a header field
 * @value: its value, without outer white space
 *
 * Return: true if there is a line end.
 */
bool sipmap_field_next(struct sipmap_cursor *cursor, struct sipmap_span *name,
		       struct sipmap_span *value)
{
	unsigned int from = cursor->at;

	sipmap_cursor_skip(cursor, SIPMAP_BYTE_FIELD);
	*name = sipmap_cursor_span(cursor, from);
	while (sipmap_cursor_peek(cursor) == ' ' ||
	       sipmap_cursor_peek(cursor) == '\t')
		cursor->at++;
	if (!sipmap_cursor_take(cursor, ':'))
		name->length = 0;
	from = cursor->at;
	if (!sipmap_field_skip(cursor))
		return false;
	*value = sipmap_span_trim(cursor->data,
				  sipmap_cursor_span(cursor, from));
	return true;
}
