// SPDX-License-Identifier: GPL-2.0-only
/* A bounded walk through text. */
#include "cursor.h"

#define SIPMAP_EACH_BYTE(byte) (0x0101010101010101ULL * (u8)(byte))

/*
 * Which bytes of a word are zero: their top bits. The lowest one is right;
 * above it, others may be set too.
 */
static u64 sipmap_zero_bytes(u64 word)
{
	return (word - SIPMAP_EACH_BYTE(1)) & ~word & SIPMAP_EACH_BYTE(0x80);
}

/*
 * The next of two bytes, eight at a time: a kernel's memchr() takes one at a
 * time. In a machine whose lowest byte does not come first the exact place is
 * found one by one.
 */
static inline unsigned int
sipmap_find_either(const char *data, unsigned int at, unsigned int end,
		   char one, char other)
{
	while (end - at >= sizeof(u64)) {
		u64 word = sipmap_word(data + at);
		u64 found;

		found = sipmap_zero_bytes(word ^ SIPMAP_EACH_BYTE(one));
		if (one != other)
			found |= sipmap_zero_bytes(word ^
						   SIPMAP_EACH_BYTE(other));
		if (found && SIPMAP_LITTLE_ENDIAN)
			return at + (unsigned int)__builtin_ctzll(found) / 8;
		if (found)
			break;
		at += sizeof(word);
	}
	while (at < end && data[at] != one && data[at] != other)
		at++;
	return at;
}

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
	cursor->at = sipmap_find_either(cursor->data, cursor->at, cursor->end,
					byte, byte);
	return cursor->at < cursor->end;
}

/**
 * sipmap_cursor_skip_to_either - step to the next of two bytes
 * @cursor: where we are
 * @one: what is looked for
 * @other: what else
 *
 * Return: true if there is one; @cursor is then at it. Otherwise @cursor is
 * at the end.
 */
bool sipmap_cursor_skip_to_either(struct sipmap_cursor *cursor, char one,
				  char other)
{
	cursor->at = sipmap_find_either(cursor->data, cursor->at, cursor->end,
					one, other);
	return cursor->at < cursor->end;
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

		if (byte == lower[i])
			continue;
		if (byte < 'A' || byte > 'Z' || (byte | 0x20) != lower[i])
			return false;
	}
	return true;
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
