/* SPDX-License-Identifier: GPL-2.0-only */
/* Lines and header fields, of a message or of a part of its body. */
#ifndef SIPMAP_SIP_FIELD_H
#define SIPMAP_SIP_FIELD_H

#include "cursor.h"

/**
 * sipmap_field_line - read one line
 * @cursor: at its start; moved behind its line end, CR LF or LF only
 * @line: the line without its line end
 *
 * Return: true if there is a line end.
 */
static inline bool sipmap_field_line(struct sipmap_cursor *cursor,
				     struct sipmap_span *line)
{
	unsigned int from = cursor->at;

	cursor->at = sipmap_find_line_feed(cursor->data, from, cursor->end);
	if (cursor->at == cursor->end)
		return false;
	*line = sipmap_cursor_span(cursor, from);
	if (line->length && cursor->data[cursor->at - 1] == '\r')
		line->length--;
	cursor->at++;
	return true;
}

/**
 * sipmap_field_end - step over the empty line behind the header fields
 * @cursor: at the start of a line
 *
 * Return: true if the line is empty.
 */
static inline bool sipmap_field_end(struct sipmap_cursor *cursor)
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
static inline bool sipmap_field_skip(struct sipmap_cursor *cursor)
{
	int byte;

	do {
		cursor->at = sipmap_find_line_feed(cursor->data, cursor->at,
						   cursor->end);
		if (cursor->at == cursor->end)
			return false;
		cursor->at++;
		byte = sipmap_cursor_peek(cursor);
	} while (byte == ' ' || byte == '\t');
	return true;
}

bool sipmap_field_next(struct sipmap_cursor *cursor, struct sipmap_span *name,
		       struct sipmap_span *value);

#endif /* SIPMAP_SIP_FIELD_H */
