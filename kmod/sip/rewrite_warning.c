// SPDX-License-Identifier: GPL-2.0-only
/* Tell the registrar what is known of the NAT (RFC 3261 section 20.43). */
#include "cursor.h"
#include "explain.h"

#define SIPMAP_WARNING_NAME "Warning: "
#define SIPMAP_WARNING_AGENT "399 sipmap \""

/* Each byte of the text may need a backslash; quotation mark and line end. */
#define SIPMAP_WARNING_LINE_MAX (sizeof(SIPMAP_WARNING_NAME) + \
				 sizeof(SIPMAP_WARNING_AGENT) + \
				 2 * SIPMAP_WARNING_MAX + 3)

/* The value, with the text as a quoted-string (section 25.1). */
static size_t sipmap_warning_print(const struct sipmap_view *view, char *line)
{
	size_t length = sizeof(SIPMAP_WARNING_AGENT) - 1;
	unsigned int i;

	memcpy(line, SIPMAP_WARNING_AGENT, length);
	for (i = 0; i < view->warning_length && i < SIPMAP_WARNING_MAX; i++) {
		char byte = view->warning[i];

		if (byte == '"' || byte == '\\')
			line[length++] = '\\';
		line[length++] = (u8)byte < ' ' || byte == 0x7f ? ' ' : byte;
	}
	line[length++] = '"';
	return length;
}

/* Before Content-Length, where there is one, else behind all header fields */
static struct sipmap_span
sipmap_warning_place(const struct sipmap_message *message)
{
	struct sipmap_span place = { message->body.offset, 0 };
	unsigned int i;

	for (i = 0; i < message->header_count; i++)
		if (message->header[i].id == SIPMAP_HEADER_CONTENT_LENGTH)
			break;
	if (i < message->header_count) {
		place.offset = message->header[i].name.offset;
		return place;
	}
	/* the empty line: LF, or CR LF */
	place.offset--;
	if (message->data[place.offset - 1] == '\r')
		place.offset--;
	return place;
}

/* Is it there, from the first time that the message came by? */
static bool sipmap_warning_is_there(struct sipmap_rewrite *rewrite,
				    const char *text, size_t length)
{
	const struct sipmap_message *message = rewrite->message;
	unsigned int i;

	for (i = 0; i < message->header_count; i++) {
		struct sipmap_span value = message->header[i].value;

		if (message->header[i].id != SIPMAP_HEADER_WARNING ||
		    value.length != length ||
		    memcmp(message->data + value.offset, text, length))
			continue;
		sipmap_explain(rewrite, SIPMAP_RULE_WARNING,
			       SIPMAP_OUTCOME_SAME, value);
		return true;
	}
	return false;
}

/**
 * sipmap_rewrite_warning - add a Warning header field
 * @rewrite: the plan in the making, of an outbound REGISTER
 *
 * The view's text says what the NAT is like. A message that has the same
 * Warning already gets no other.
 */
void sipmap_rewrite_warning(struct sipmap_rewrite *rewrite)
{
	const size_t name = sizeof(SIPMAP_WARNING_NAME) - 1;
	const struct sipmap_message *message = rewrite->message;
	char line[SIPMAP_WARNING_LINE_MAX] = SIPMAP_WARNING_NAME;
	struct sipmap_span place;
	size_t length;

	/* one more could not be read again by the next one like us */
	if (message->header_count == SIPMAP_HEADERS_MAX)
		return;
	length = sipmap_warning_print(rewrite->view, line + name);
	if (sipmap_warning_is_there(rewrite, line + name, length))
		return;
	length += name;
	/* the end that the start line has */
	if (message->data[message->start.offset + message->start.length] ==
	    '\r')
		line[length++] = '\r';
	line[length++] = '\n';
	place = sipmap_warning_place(message);
	sipmap_explain(rewrite, SIPMAP_RULE_WARNING, SIPMAP_OUTCOME_ADDED,
		       place);
	sipmap_replace(rewrite, place, line, length);
}
