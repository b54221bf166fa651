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
 * sipmap_field_is_end - is this the empty line behind the header fields?
 * @data: start of the message
 * @at: offset of the start of a line, below @end
 * @end: offset behind the last byte
 *
 * Return: true if the line is empty.
 */
static inline bool sipmap_field_is_end(const char *data, unsigned int at,
				       unsigned int end)
{
	/* nearly every line begins with a letter */
	if ((u8)data[at] > '\r')
		return false;
	return data[at] == '\n' || (data[at] == '\r' && end - at >= 2 &&
				    data[at + 1] == '\n');
}

/**
 * sipmap_field_end - step over the empty line behind the header fields
 * @cursor: at the start of a line
 *
 * Return: true if the line is empty.
 */
static inline bool sipmap_field_end(struct sipmap_cursor *cursor)
{
	if (cursor->at >= cursor->end ||
	    !sipmap_field_is_end(cursor->data, cursor->at, cursor->end))
		return false;
	cursor->at += cursor->data[cursor->at] == '\n' ? 1 : 2;
	return true;
}

/**
 * sipmap_field_behind - what is behind a header field
 * @data: start of the message
 * @at: anywhere in the field
 * @end: offset behind the last byte
 *
 * It ends where a line is not followed by a folded one.
 *
 * Return: the offset behind its line end; @end or more where nothing stands
 * there, or there is no line end.
 */
static inline unsigned int sipmap_field_behind(const char *data,
					       unsigned int at,
					       unsigned int end)
{
	do {
		at = sipmap_find_line_feed(data, at, end) + 1;
	} while (at < end && (data[at] == ' ' || data[at] == '\t'));
	return at;
}

bool sipmap_field_next(struct sipmap_cursor *cursor, struct sipmap_span *name,
		       struct sipmap_span *value);

#endif /* SIPMAP_SIP_FIELD_H */
