// SPDX-License-Identifier: GPL-2.0-only
/* Lines and header fields (RFC 3261 section 7.3). */
#include "field.h"

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
	cursor->at = sipmap_field_behind(cursor->data, from, cursor->end);
	if (cursor->at > cursor->end) {
		cursor->at = cursor->end;
		return false;
	}
	*value = sipmap_span_trim(cursor->data,
				  sipmap_cursor_span(cursor, from));
	return true;
}
