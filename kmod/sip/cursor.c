// SPDX-License-Identifier: GPL-2.0-only
/* A bounded walk through text. */
#include "cursor.h"

/**
 * sipmap_cursor_skip_quoted - step over a quoted string (RFC 3261 section 25.1)
 * @cursor: at the opening quotation mark
 *
 * Return: true if it is closed; @cursor is then behind the closing mark.
 * Otherwise @cursor is at the end.
 */
bool sipmap_cursor_skip_quoted(struct sipmap_cursor *cursor)
{
	if (!sipmap_cursor_take(cursor, '"'))
		return false;
	for (;;) {
		cursor->at = sipmap_find_either(cursor->data, cursor->at,
						cursor->end, '"', '\\');
		if (cursor->at == cursor->end)
			return false;
		if (cursor->data[cursor->at++] == '"')
			return true;
		if (cursor->at < cursor->end)
			cursor->at++;
	}
}
