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
	while (cursor->at < cursor->end) {
		char byte = cursor->data[cursor->at++];

		if (byte == '"')
			return true;
		if (byte == '\\' && cursor->at < cursor->end)
			cursor->at++;
	}
	return false;
}

/**
 * sipmap_cursor_skip_to - step to the next such byte
 * @cursor: where we are
 * @byte: what is looked for
 *
 * Return: true if there is one; @cursor is then at it. Otherwise @cursor is
 * at the end.
 */
bool sipmap_cursor_skip_to(struct sipmap_cursor *cursor, char byte)
{
	const char *found;

	if (cursor->at >= cursor->end)
		return false;
	found = memchr(cursor->data + cursor->at, byte,
		       cursor->end - cursor->at);
	cursor->at = found ? (unsigned int)(found - cursor->data) : cursor->end;
	return found;
}

/**
 * sipmap_text_equal - compare text whatever its case
 * @text: any text
 * @length: bytes of @text
 * @lower: what it should be, with its letters in lower case
 * @lower_length: bytes of @lower
 *
 * Return: true if they are the same.
 */
bool sipmap_text_equal(const char *text, size_t length,
		       const char *lower, size_t lower_length)
{
	size_t i;

	if (length != lower_length)
		return false;
	for (i = 0; i < length; i++) {
		char byte = text[i];

		if (byte >= 'A' && byte <= 'Z')
			byte |= 0x20;
		if (byte != lower[i])
			return false;
	}
	return true;
}

/**
 * sipmap_span_is - compare a span whatever its case
 * @data: start of the message
 * @span: which piece of it
 * @lower: what it should be, with its letters in lower case
 * @lower_length: bytes of @lower
 *
 * Return: true if they are the same.
 */
bool sipmap_span_is(const char *data, struct sipmap_span span,
		    const char *lower, size_t lower_length)
{
	return sipmap_text_equal(data + span.offset, span.length, lower,
				 lower_length);
}

/**
 * sipmap_span_trim - leave white space out at both ends
 * @data: start of the message
 * @span: which piece of it
 *
 * Return: the piece without outer white space.
 */
struct sipmap_span sipmap_span_trim(const char *data, struct sipmap_span span)
{
	while (span.length && sipmap_is_white((u8)data[span.offset])) {
		span.offset++;
		span.length--;
	}
	while (span.length &&
	       sipmap_is_white((u8)data[span.offset + span.length - 1]))
		span.length--;
	return span;
}
