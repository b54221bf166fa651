// SPDX-License-Identifier: GPL-2.0-only
/* One pass over a message: start line, header fields, body. */
#include "body.h"
#include "field.h"
#include "message.h"
#include "method.h"
#include "number.h"

/* What a whole request or response has (RFC 3261 section 8.1.1). */
#define SIPMAP_MANDATORY ( \
	1U << SIPMAP_HEADER_VIA | 1U << SIPMAP_HEADER_FROM | \
	1U << SIPMAP_HEADER_TO | 1U << SIPMAP_HEADER_CALL_ID | \
	1U << SIPMAP_HEADER_CSEQ)

/*
 * Keep-alives on the SIP port are at most four bytes or only line ends
 * (RFC 5626 sections 3.5.1 and 4.4.1), or STUN, whose first byte no text has
 * (RFC 7983 section 7).
 */
static bool sipmap_is_keep_alive(const char *data, size_t length)
{
	size_t i;

	if (length <= 4 || (u8)data[0] < 4)
		return true;
	for (i = 0; i < length; i++)
		if (!sipmap_is_white((u8)data[i]))
			return false;
	return true;
}

static bool sipmap_is_version(const char *text, size_t length)
{
	return sipmap_text_equal(text, length, "sip/2.0", 7);
}

static bool sipmap_is_token(const char *text, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		if ((u8)text[i] <= ' ' || (u8)text[i] >= 0x7f ||
		    text[i] == ':')
			return false;
	return length;
}

/* "SIP/2.0 200 OK" (RFC 3261 section 7.2) */
static bool sipmap_message_status(struct sipmap_message *message)
{
	const char *text = message->data + message->start.offset;
	struct sipmap_span digits = { message->start.offset + 8, 3 };
	u32 status;

	if (message->start.length < 11 || !sipmap_is_version(text, 7) ||
	    text[7] != ' ')
		return false;
	if (message->start.length > 11 && text[11] != ' ')
		return false;
	if (!sipmap_number_parse(message->data, digits, &status) ||
	    status < 100 || status > 699)
		return false;
	message->status = (u16)status;
	return true;
}

/* "INVITE sip:bob@example.com SIP/2.0" (RFC 3261 section 7.1) */
static bool sipmap_message_request(struct sipmap_message *message)
{
	const char *text = message->data + message->start.offset;
	struct sipmap_cursor cursor = sipmap_cursor_in(message->data,
						       message->start);
	unsigned int length = message->start.length;
	unsigned int uri;

	if (length < 8 + 4 || !sipmap_is_version(text + length - 7, 7) ||
	    text[length - 8] != ' ')
		return false;
	cursor.end -= 8;
	if (!sipmap_cursor_skip_to(&cursor, ' '))
		return false;
	length = cursor.at - message->start.offset;
	message->method = (u8)sipmap_method_find(text, length);
	if (message->method == SIPMAP_METHOD_OTHER &&
	    !sipmap_is_token(text, length))
		return false;
	uri = ++cursor.at;
	if (sipmap_cursor_skip_to(&cursor, ' '))
		return false;
	message->uri = sipmap_cursor_span(&cursor, uri);
	return message->uri.length;
}

static enum sipmap_reason sipmap_message_start(struct sipmap_message *message,
					       struct sipmap_cursor *cursor)
{
	/* Some senders put line ends before a message (section 7.5). */
	while (sipmap_cursor_take(cursor, '\r') ||
	       sipmap_cursor_take(cursor, '\n'))
		continue;
	if (!sipmap_field_line(cursor, &message->start))
		return SIPMAP_REASON_NOT_SIP;
	if (!sipmap_message_status(message) && !sipmap_message_request(message))
		return SIPMAP_REASON_NOT_SIP;
	return SIPMAP_REASON_UNCHANGED;
}

/* What is rare: more white space than usual, folding, nothing at all. */
static struct sipmap_span sipmap_message_trim(const char *data,
					      unsigned int from,
					      unsigned int end)
{
	const unsigned int behind = end;
	struct sipmap_span value;

	while (from < end && sipmap_is_white((u8)data[from]))
		from++;
	while (end > from && sipmap_is_white((u8)data[end - 1]))
		end--;
	/* one that is empty is behind its line */
	value.offset = (u16)(from < end ? from : behind);
	value.length = (u16)(end - from);
	return value;
}

/*
 * The value of a header field, from behind its colon to its line end. Nearly
 * always a blank stands before it, and CR LF alone behind it.
 */
static struct sipmap_span sipmap_message_value(const char *data,
					       unsigned int from,
					       unsigned int end)
{
	unsigned int last = end - 3;
	struct sipmap_span value;

	from += data[from] == ' ';
	if (from + 3 > end || data[last + 1] != '\r' ||
	    (u8)data[last] <= ' ' || (u8)data[from] <= ' ')
		return sipmap_message_trim(data, from, end);
	value.offset = (u16)from;
	value.length = (u16)(last + 1 - from);
	return value;
}

/*
 * One header field that a rule may be about: from @from to @end, line end
 * included, which is neither a blank nor a colon. Return: false if none is.
 */
static inline bool sipmap_message_header(const char *data, unsigned int from,
					 unsigned int end, u32 rows,
					 struct sipmap_header *header)
{
	unsigned int id, length;

	id = sipmap_header_at(data + from, end - from, rows, &length);
	if (id == SIPMAP_HEADER_COUNT)
		return false;
	header->id = (u8)id;
	header->name.offset = (u16)from;
	header->name.length = (u16)length;
	from += length;
	while (data[from] == ' ' || data[from] == '\t')
		from++;
	if (data[from] != ':')
		return false;
	header->value = sipmap_message_value(data, from + 1, end);
	return true;
}

/* Header fields up to and including the empty line. */
static enum sipmap_reason
sipmap_message_headers(struct sipmap_message *message,
		       struct sipmap_cursor *cursor)
{
	const char *data = cursor->data;
	const unsigned int end = cursor->end;
	unsigned int from, at = cursor->at;
	struct sipmap_header spare SIPMAP_UNINITIALIZED;
	struct sipmap_header *header = message->header;
	struct sipmap_header *full = header + SIPMAP_HEADERS_MAX;
	u32 rows, seen = 0;

	/* behind each of them something stands: the empty line at last */
	while (at < end && !sipmap_field_is_end(data, at, end)) {
		from = at;
		at = sipmap_field_behind(data, from, end);
		if (at >= end)
			break;
		rows = sipmap_header_rows_of(data + from);
		if (!rows || !sipmap_message_header(data, from, at, rows,
						    header == full ? &spare :
						    header))
			continue;
		if (header == full)
			return SIPMAP_REASON_TOO_MANY_HEADERS;
		seen |= 1U << header++->id;
	}
	message->header_count = (u16)(header - message->header);
	message->seen = seen;
	cursor->at = at;
	if (at >= end || !sipmap_field_end(cursor))
		return SIPMAP_REASON_NO_HEADER_END;
	if ((seen & SIPMAP_MANDATORY) != SIPMAP_MANDATORY)
		return SIPMAP_REASON_MALFORMED;
	return SIPMAP_REASON_UNCHANGED;
}

/* "4711 INVITE" (RFC 3261 section 20.16); the method of a response */
static bool sipmap_message_cseq(struct sipmap_message *message,
				struct sipmap_span value)
{
	struct sipmap_cursor cursor = sipmap_cursor_in(message->data, value);

	if (!sipmap_cursor_skip_digits(&cursor).length ||
	    !sipmap_is_white(sipmap_cursor_peek(&cursor)))
		return false;
	sipmap_cursor_skip_white(&cursor);
	if (message->status)
		message->method = (u8)
			sipmap_method_find(message->data + cursor.at,
					   cursor.end - cursor.at);
	return true;
}

/* The body is as long as Content-Length says, else all that is left. */
static enum sipmap_reason sipmap_message_body(struct sipmap_message *message,
					      unsigned int from)
{
	unsigned int left = message->length - from;
	bool known = false;
	unsigned int i;
	u32 length;

	message->body.offset = (u16)from;
	message->body.length = (u16)left;
	for (i = 0; i < message->header_count; i++) {
		const struct sipmap_header *header = &message->header[i];

		if (header->id == SIPMAP_HEADER_CSEQ &&
		    !sipmap_message_cseq(message, header->value))
			return SIPMAP_REASON_MALFORMED;
		if (header->id != SIPMAP_HEADER_CONTENT_LENGTH)
			continue;
		if (!sipmap_number_parse(message->data, header->value,
					 &length) || length > left ||
		    (known && length != message->body.length))
			return SIPMAP_REASON_CONTENT_LENGTH;
		known = true;
		message->body.length = (u16)length;
	}
	return SIPMAP_REASON_UNCHANGED;
}

/**
 * sipmap_message_parse - find everything that rules are about, in one pass
 * @message: where it goes
 * @data: a datagram's payload; only a message at its very start counts
 * @length: bytes of @data
 *
 * Return: SIPMAP_REASON_UNCHANGED if the message was understood. Any other
 * reason says why it must be left alone; @message is then not to be used.
 */
enum sipmap_reason sipmap_message_parse(struct sipmap_message *message,
					const char *data, size_t length)
{
	struct sipmap_cursor cursor = { data, 0, (unsigned int)length };
	enum sipmap_reason reason;

	if (sipmap_is_keep_alive(data, length))
		return SIPMAP_REASON_KEEP_ALIVE;
	if (length > U16_MAX)
		return SIPMAP_REASON_TOO_LONG;
	message->data = data;
	message->length = (u16)length;
	message->uri.offset = 0;
	message->uri.length = 0;
	message->status = 0;
	message->method = SIPMAP_METHOD_OTHER;
	reason = sipmap_message_start(message, &cursor);
	if (reason != SIPMAP_REASON_UNCHANGED)
		return reason;
	reason = sipmap_message_headers(message, &cursor);
	if (reason != SIPMAP_REASON_UNCHANGED)
		return reason;
	reason = sipmap_message_body(message, cursor.at);
	if (reason == SIPMAP_REASON_UNCHANGED)
		sipmap_body_parse(message);
	return reason;
}
