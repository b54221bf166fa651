/* SPDX-License-Identifier: GPL-2.0-only */
/* A bounded walk through text: the only way the engine reads a message. */
#ifndef SIPMAP_SIP_CURSOR_H
#define SIPMAP_SIP_CURSOR_H

#include "span.h"

/**
 * struct sipmap_cursor - where we are in a piece of text, and where it ends
 * @data: start of the message; offsets count from here
 * @at: offset of the next byte
 * @end: offset behind the last byte; @at never gets past it
 */
struct sipmap_cursor {
	const char *data;
	unsigned int at;
	unsigned int end;
};

/**
 * sipmap_cursor_in - start at the beginning of a span
 * @data: start of the message
 * @span: what to walk through
 *
 * Return: a cursor that cannot leave @span.
 */
static inline struct sipmap_cursor sipmap_cursor_in(const char *data,
						    struct sipmap_span span)
{
	struct sipmap_cursor cursor = {
		.data = data,
		.at = span.offset,
		.end = (unsigned int)span.offset + span.length,
	};

	return cursor;
}

/**
 * sipmap_cursor_peek - look at the next byte
 * @cursor: where we are
 *
 * Return: the byte, 0 to 255, or -1 at the end.
 */
static inline int sipmap_cursor_peek(const struct sipmap_cursor *cursor)
{
	return cursor->at < cursor->end ? (u8)cursor->data[cursor->at] : -1;
}

/**
 * sipmap_cursor_take - step over one expected byte
 * @cursor: where we are
 * @byte: what is expected
 *
 * Return: true if it was there.
 */
static inline bool sipmap_cursor_take(struct sipmap_cursor *cursor, char byte)
{
	if (cursor->at >= cursor->end || cursor->data[cursor->at] != byte)
		return false;
	cursor->at++;
	return true;
}

/**
 * sipmap_cursor_span - what lies between an earlier place and this one
 * @cursor: where we are
 * @from: offset of the earlier place
 *
 * Return: the span.
 */
static inline struct sipmap_span
sipmap_cursor_span(const struct sipmap_cursor *cursor, unsigned int from)
{
	struct sipmap_span span = { (u16)from, (u16)(cursor->at - from) };

	return span;
}

/**
 * sipmap_is_digit - is it a decimal digit
 * @byte: a byte, or -1
 *
 * Return: true for 0 to 9.
 */
static inline bool sipmap_is_digit(int byte)
{
	return byte >= '0' && byte <= '9';
}

/**
 * sipmap_is_alpha - is it a letter of the English alphabet
 * @byte: a byte, or -1
 *
 * Return: true for A to Z and a to z.
 */
static inline bool sipmap_is_alpha(int byte)
{
	return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z' && byte > 0;
}

/*
 * What a byte may be part of: a host (RFC 3261 section 25.1), a user part, a
 * user part before its password, the value of a parameter, its name, the name
 * of a header field, a word of a session description.
 */
#define SIPMAP_BYTE_HOST	0x01
#define SIPMAP_BYTE_PASSWORD	0x02
#define SIPMAP_BYTE_USER	0x04
#define SIPMAP_BYTE_VALUE	0x08
#define SIPMAP_BYTE_NAME	0x10
#define SIPMAP_BYTE_FIELD	0x20
#define SIPMAP_BYTE_WORD	0x40

extern const u8 sipmap_bytes[256];

/**
 * sipmap_is_white - is it white space, folding included (RFC 3261 section 25.1)
 * @byte: a byte, or -1
 *
 * Return: true for SP, HTAB, CR and LF.
 */
static inline bool sipmap_is_white(int byte)
{
	return byte >= 0 && !(sipmap_bytes[byte] & SIPMAP_BYTE_WORD);
}

/**
 * sipmap_cursor_skip - step over bytes of a kind
 * @cursor: where we are
 * @kind: one of SIPMAP_BYTE_HOST and its like
 */
static inline void sipmap_cursor_skip(struct sipmap_cursor *cursor, u8 kind)
{
	unsigned int at = cursor->at;

	while (at < cursor->end && sipmap_bytes[(u8)cursor->data[at]] & kind)
		at++;
	cursor->at = at;
}

/**
 * sipmap_cursor_skip_white - step over white space
 * @cursor: where we are
 */
static inline void sipmap_cursor_skip_white(struct sipmap_cursor *cursor)
{
	while (sipmap_is_white(sipmap_cursor_peek(cursor)))
		cursor->at++;
}

/**
 * sipmap_cursor_skip_digits - step over decimal digits
 * @cursor: where we are
 *
 * Return: the digits, maybe none.
 */
static inline struct sipmap_span
sipmap_cursor_skip_digits(struct sipmap_cursor *cursor)
{
	unsigned int from = cursor->at;

	while (sipmap_is_digit(sipmap_cursor_peek(cursor)))
		cursor->at++;
	return sipmap_cursor_span(cursor, from);
}

bool sipmap_cursor_skip_quoted(struct sipmap_cursor *cursor);

#define SIPMAP_EACH_BYTE(byte) (0x0101010101010101ULL * (u8)(byte))

/*
 * Which bytes of a word are zero: their top bits. The lowest one is right;
 * above it, others may be set too.
 */
static inline u64 sipmap_zero_bytes(u64 word)
{
	return (word - SIPMAP_EACH_BYTE(1)) & ~word & SIPMAP_EACH_BYTE(0x80);
}

/*
 * The next of two bytes, eight at a time: a kernel's memchr() takes one at a
 * time. In a machine whose lowest byte does not come first the exact place is
 * found one by one.
 */
static inline unsigned int
sipmap_find_either(const char *data, unsigned int from, unsigned int end,
		   char one, char other)
{
	size_t at = from;

	while (at + sizeof(u64) <= end) {
		u64 word = sipmap_word(data + at);
		u64 found;

		found = sipmap_zero_bytes(word ^ SIPMAP_EACH_BYTE(one));
		if (one != other)
			found |= sipmap_zero_bytes(word ^
						   SIPMAP_EACH_BYTE(other));
		if (found && SIPMAP_LITTLE_ENDIAN)
			return (unsigned int)
			       (at + (size_t)__builtin_ctzll(found) / 8);
		if (found)
			break;
		at += sizeof(word);
	}
	while (at < end && data[at] != one && data[at] != other)
		at++;
	return (unsigned int)at;
}

/*
 * Which bytes of a word are below the blank: their top bits. The lowest one is
 * right; above it, and of UTF-8, others may be set too.
 */
static inline u64 sipmap_control_bytes(u64 word)
{
	return (word - SIPMAP_EACH_BYTE(' ')) & SIPMAP_EACH_BYTE(0x80);
}

/*
 * The next line feed, sixteen bytes at a time: text has few bytes below the
 * blank, and one that is taken for a line end costs time only. Nearly always
 * the first one is the CR before the line feed.
 */
static inline unsigned int sipmap_find_line_feed(const char *data,
						 unsigned int from,
						 unsigned int end)
{
	size_t at = from;

	while (SIPMAP_LITTLE_ENDIAN && at + 16 <= end) {
		u64 low = sipmap_control_bytes(sipmap_word(data + at));
		u64 high = sipmap_control_bytes(sipmap_word(data + at + 8));

		if (!(low | high)) {
			at += 16;
			continue;
		}
		if (!low) {
			at += 8;
			low = high;
		}
		at += (size_t)__builtin_ctzll(low) / 8;
		if (data[at] == '\n')
			return (unsigned int)at;
		at++;
		if (at < end && data[at] == '\n')
			return (unsigned int)at;
	}
	while (at < end && data[at] != '\n')
		at++;
	return (unsigned int)at;
}

/*
 * Which bytes of a word may be neither in a parameter's name nor in its value:
 * their top bits. White space and comma come before '-', the others are from
 * ';' to '?'. The lowest one that cannot be is among them.
 */
static inline u64 sipmap_param_stops(u64 word)
{
	u64 low = word & SIPMAP_EACH_BYTE(0x7f);
	u64 before, between;

	before = (word - SIPMAP_EACH_BYTE('-')) & ~word;
	between = (low + SIPMAP_EACH_BYTE(0x80 - ';')) &
		  ~(low + SIPMAP_EACH_BYTE(0x80 - '@'));
	return (before | between) & SIPMAP_EACH_BYTE(0x80);
}

/* The same of a word of a session description, which white space ends. */
static inline u64 sipmap_word_stops(u64 word)
{
	return (word - SIPMAP_EACH_BYTE('!')) & ~word & SIPMAP_EACH_BYTE(0x80);
}

/*
 * Step over bytes of a kind, eight at a time while @stops finds none that may
 * end it.
 */
static inline void sipmap_cursor_skip_words(struct sipmap_cursor *cursor,
					    u64 (*stops)(u64 word), u8 kind)
{
	const char *data = cursor->data;
	unsigned int at = cursor->at;

	while (SIPMAP_LITTLE_ENDIAN && cursor->end - at >= sizeof(u64)) {
		u64 stop = stops(sipmap_word(data + at));

		if (!stop) {
			at += sizeof(u64);
			continue;
		}
		at += (unsigned int)__builtin_ctzll(stop) / 8;
		if (!(sipmap_bytes[(u8)data[at]] & kind)) {
			cursor->at = at;
			return;
		}
		at++;
	}
	cursor->at = at;
	sipmap_cursor_skip(cursor, kind);
}

/**
 * sipmap_cursor_skip_to - step to the next such byte
 * @cursor: where we are
 * @byte: what is looked for
 *
 * Return: true if there is one; @cursor is then at it. Otherwise @cursor is
 * at the end.
 */
static inline bool sipmap_cursor_skip_to(struct sipmap_cursor *cursor,
					 char byte)
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
static inline bool sipmap_cursor_skip_to_either(struct sipmap_cursor *cursor,
						char one, char other)
{
	cursor->at = sipmap_find_either(cursor->data, cursor->at, cursor->end,
					one, other);
	return cursor->at < cursor->end;
}

/*
 * Compare as sipmap_text_equal() does, so many bytes at once. Letters alone
 * have the bit of '@' in what they are compared with, and case is the bit of
 * a blank.
 */
static inline u64 sipmap_text_differ(const char *text, const char *lower)
{
	u64 want = sipmap_word(lower);

	return (sipmap_word(text) ^ want) &
	       ~((want & SIPMAP_EACH_BYTE('@')) >> 1);
}

static inline bool sipmap_text_equal_word(const char *text, const char *lower)
{
	return !sipmap_text_differ(text, lower);
}

static inline bool sipmap_text_equal_half(const char *text, const char *lower)
{
	u32 want = sipmap_half_word(lower);

	return !((sipmap_half_word(text) ^ want) &
		 ~((want & 0x01010101U * '@') >> 1));
}

static inline bool sipmap_text_equal_byte(char byte, char lower)
{
	return !((byte ^ lower) & ~((lower & '@') >> 1));
}

/**
 * sipmap_text_equal - compare text whatever its case
 * @text: any text
 * @length: bytes of @text
 * @lower: what it should be, with its letters in lower case; of the bytes from
 *         '@' on, only letters
 * @lower_length: bytes of @lower
 *
 * What is longer than a word ends with a word that may overlap the one before.
 *
 * Return: true if they are the same.
 */
static inline bool sipmap_text_equal(const char *text, size_t length,
				     const char *lower, size_t lower_length)
{
	size_t at;

	if (length != lower_length)
		return false;
	if (length < sizeof(u32)) {
		for (at = 0; at < length; at++)
			if (!sipmap_text_equal_byte(text[at], lower[at]))
				return false;
		return true;
	}
	if (length < sizeof(u64))
		return sipmap_text_equal_half(text, lower) &&
		       sipmap_text_equal_half(text + length - sizeof(u32),
					      lower + length - sizeof(u32));
	for (at = 0; at < length - sizeof(u64); at += sizeof(u64))
		if (!sipmap_text_equal_word(text + at, lower + at))
			return false;
	return sipmap_text_equal_word(text + length - sizeof(u64),
				      lower + length - sizeof(u64));
}

/**
 * sipmap_span_trim - leave white space out at both ends
 * @data: start of the message
 * @span: which piece of it
 *
 * Return: the piece without outer white space.
 */
static inline struct sipmap_span sipmap_span_trim(const char *data,
						  struct sipmap_span span)
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

/**
 * sipmap_span_is - compare a span whatever its case
 * @data: start of the message
 * @span: which piece of it
 * @lower: what it should be, with its letters in lower case
 * @lower_length: bytes of @lower
 *
 * Most comparisons end with the length.
 *
 * Return: true if they are the same.
 */
static inline bool sipmap_span_is(const char *data, struct sipmap_span span,
				  const char *lower, size_t lower_length)
{
	return span.length == lower_length &&
	       sipmap_text_equal(data + span.offset, span.length, lower,
				 lower_length);
}

/* For literals, which know their own length. */
#define SIPMAP_SPAN_IS(data, span, literal) \
	sipmap_span_is(data, span, literal, sizeof(literal) - 1)

#endif /* SIPMAP_SIP_CURSOR_H */
