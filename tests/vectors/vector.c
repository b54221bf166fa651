// SPDX-License-Identifier: GPL-2.0-or-later
/* Vector files: read without a library, so that a kernel can read them too. */
#include "field.h"
#include "number.h"
#include "vector.h"

#define SIPMAP_VECTOR_MARKER ">>> "

static bool sipmap_vector_lookup(const struct sipmap_vector *vector,
				 enum sipmap_kind kind,
				 const struct sipmap_endpoint *from,
				 struct sipmap_endpoint *to)
{
	bool out = vector->view.direction == SIPMAP_OUT;
	unsigned int i;

	for (i = 0; i < vector->binding_count; i++) {
		const struct sipmap_vector_binding *binding;

		binding = &vector->binding[i];
		if (binding->kind != kind ||
		    !sipmap_endpoint_equal(from, out ? &binding->inside :
					   &binding->public_endpoint))
			continue;
		*to = out ? binding->public_endpoint : binding->inside;
		return true;
	}
	return false;
}

static bool sipmap_vector_find(const struct sipmap_view *view,
			       enum sipmap_kind kind,
			       const struct sipmap_endpoint *from,
			       struct sipmap_endpoint *to, u8 *written)
{
	const struct sipmap_vector *vector = view->context;
	bool out = view->direction == SIPMAP_OUT;
	struct sipmap_endpoint rtp = *from;

	*written = view->written;
	if (!out && kind == SIPMAP_KIND_SIGNALLING &&
	    sipmap_endpoint_equal(from, &view->outside)) {
		*to = view->inside;
		return true;
	}
	if (sipmap_vector_lookup(vector, kind, from, to))
		return true;
	/* RTCP is on the next port of both, unless a line says otherwise */
	if (kind != SIPMAP_KIND_RTCP)
		return false;
	rtp.port--;
	if (!sipmap_vector_lookup(vector, SIPMAP_KIND_RTP, &rtp, to))
		return false;
	to->port++;
	return true;
}

/* "192.0.2.1:5060" or "[2001:db8::1]:5060" */
static bool sipmap_vector_endpoint(const char *data, struct sipmap_span span,
				   struct sipmap_endpoint *endpoint)
{
	struct sipmap_span port = { span.offset, 0 };
	u16 colon;

	for (colon = span.length; colon; colon--)
		if (data[span.offset + colon - 1] == ':')
			break;
	if (!colon)
		return false;
	port.offset = span.offset + colon;
	port.length = span.length - colon;
	return sipmap_endpoint_from_host(endpoint, data + span.offset,
					 colon - 1) &&
	       sipmap_port_parse(data, port, &endpoint->port);
}

static bool sipmap_vector_bind(struct sipmap_vector *vector, const char *data,
			       struct sipmap_span value, enum sipmap_kind kind)
{
	struct sipmap_vector_binding *binding;
	struct sipmap_cursor cursor = sipmap_cursor_in(data, value);
	struct sipmap_span public_endpoint;
	struct sipmap_span inside;

	if (vector->binding_count == SIPMAP_VECTOR_BINDINGS_MAX ||
	    !sipmap_cursor_skip_to(&cursor, '='))
		return false;
	inside = sipmap_cursor_span(&cursor, value.offset);
	cursor.at++;
	public_endpoint.offset = (u16)cursor.at;
	public_endpoint.length = (u16)(cursor.end - cursor.at);
	binding = &vector->binding[vector->binding_count++];
	binding->kind = (u8)kind;
	return sipmap_vector_endpoint(data, inside, &binding->inside) &&
	       sipmap_vector_endpoint(data, public_endpoint,
				      &binding->public_endpoint);
}

static bool sipmap_vector_written(const char *data, struct sipmap_span value,
				  u8 *written)
{
	static const struct {
		const char *name;
		u8 length;
		u8 bit;
	} words[] = {
		{ "via-port", 8, SIPMAP_WROTE_VIA_PORT },
		{ "rport", 5, SIPMAP_WROTE_VIA_RPORT },
		{ "contact-port", 12, SIPMAP_WROTE_CONTACT_PORT },
		{ "identity-port", 13, SIPMAP_WROTE_IDENTITY_PORT },
		{ "via-public", 10, SIPMAP_WROTE_VIA_PUBLIC },
		{ "contact-public", 14, SIPMAP_WROTE_CONTACT_PUBLIC },
	};
	struct sipmap_cursor cursor = sipmap_cursor_in(data, value);

	while (cursor.at < cursor.end) {
		unsigned int from = cursor.at;
		struct sipmap_span word;
		unsigned int i;

		sipmap_cursor_skip_to(&cursor, ',');
		word = sipmap_cursor_span(&cursor, from);
		cursor.at += cursor.at < cursor.end;
		for (i = 0; i < ARRAY_SIZE(words); i++)
			if (sipmap_span_is(data, word, words[i].name,
					   words[i].length))
				break;
		if (i == ARRAY_SIZE(words))
			return false;
		*written |= words[i].bit;
	}
	return true;
}

/* One setting: "via: 0" and its like */
static bool sipmap_vector_setting(struct sipmap_vector *vector,
				  const char *data, struct sipmap_span name,
				  struct sipmap_span value)
{
	struct sipmap_settings *settings = &vector->view.settings;
	u32 number;

	if (SIPMAP_SPAN_IS(data, name, "written"))
		return sipmap_vector_written(data, value,
					     &vector->view.written);
	if (SIPMAP_SPAN_IS(data, name, "warning")) {
		vector->view.warning = data + value.offset;
		vector->view.warning_length = value.length;
		return true;
	}
	if (!sipmap_number_parse(data, value, &number))
		return false;
	if (SIPMAP_SPAN_IS(data, name, "via"))
		settings->via = (u8)number;
	else if (SIPMAP_SPAN_IS(data, name, "ice"))
		settings->ice = (u8)number;
	else if (SIPMAP_SPAN_IS(data, name, "identity"))
		settings->identity = number;
	else if (SIPMAP_SPAN_IS(data, name, "hairpin"))
		settings->hairpin = number;
	else if (SIPMAP_SPAN_IS(data, name, "register-max"))
		settings->register_max = number;
	else if (SIPMAP_SPAN_IS(data, name, "escaped"))
		vector->escaped = number;
	else
		return false;
	return true;
}

static bool sipmap_vector_line(struct sipmap_vector *vector, const char *data,
			       struct sipmap_span name,
			       struct sipmap_span value)
{
	struct sipmap_view *view = &vector->view;

	if (SIPMAP_SPAN_IS(data, name, "bind"))
		return sipmap_vector_bind(vector, data, value,
					  SIPMAP_KIND_SIGNALLING);
	if (SIPMAP_SPAN_IS(data, name, "media"))
		return sipmap_vector_bind(vector, data, value,
					  SIPMAP_KIND_RTP);
	if (SIPMAP_SPAN_IS(data, name, "media-rtcp"))
		return sipmap_vector_bind(vector, data, value,
					  SIPMAP_KIND_RTCP);
	if (SIPMAP_SPAN_IS(data, name, "inside"))
		return sipmap_vector_endpoint(data, value, &view->inside);
	if (SIPMAP_SPAN_IS(data, name, "outside"))
		return sipmap_vector_endpoint(data, value, &view->outside);
	if (SIPMAP_SPAN_IS(data, name, "public"))
		return sipmap_vector_endpoint(data, value,
					      &view->public_endpoint);
	return sipmap_vector_setting(vector, data, name, value);
}

static bool sipmap_vector_at_marker(const struct sipmap_cursor *cursor)
{
	size_t length = sizeof(SIPMAP_VECTOR_MARKER) - 1;

	return cursor->end - cursor->at >= length &&
	       !memcmp(cursor->data + cursor->at, SIPMAP_VECTOR_MARKER,
		       length);
}

/* The first binding is the flow's, unless the file says otherwise. */
static void sipmap_vector_default(struct sipmap_vector *vector)
{
	struct sipmap_view *view = &vector->view;
	unsigned int i;

	for (i = 0; i < vector->binding_count; i++)
		if (vector->binding[i].kind == SIPMAP_KIND_SIGNALLING)
			break;
	if (i == vector->binding_count)
		return;
	if (!view->inside.family)
		view->inside = vector->binding[i].inside;
	if (!view->public_endpoint.family)
		view->public_endpoint = vector->binding[i].public_endpoint;
}

/* As the module keeps them */
static void sipmap_vector_literals(struct sipmap_view *view)
{
	sipmap_literal_write(&view->inside_literal, &view->inside);
	sipmap_literal_write(&view->public_literal, &view->public_endpoint);
}

/**
 * sipmap_vector_open - read what stands before the first step
 * @vector: where it goes
 * @text: the file, kept by the caller
 * @length: bytes of @text, at most U16_MAX
 *
 * Return: true if it can be understood.
 */
bool sipmap_vector_open(struct sipmap_vector *vector, const char *text,
			size_t length)
{
	struct sipmap_cursor *rest = &vector->rest;

	memset(vector, 0, sizeof(*vector));
	vector->view.find = sipmap_vector_find;
	vector->view.context = vector;
	vector->view.settings.via = SIPMAP_VIA_ALWAYS;
	vector->view.settings.identity = true;
	vector->view.settings.hairpin = true;
	if (length > U16_MAX)
		return false;
	rest->data = text;
	rest->end = (unsigned int)length;
	while (!sipmap_vector_at_marker(rest)) {
		struct sipmap_span value;
		struct sipmap_span name;
		struct sipmap_span line;

		if (sipmap_cursor_peek(rest) == '#' ||
		    sipmap_cursor_peek(rest) == '\n') {
			if (!sipmap_field_line(rest, &line))
				return false;
			continue;
		}
		if (!sipmap_field_next(rest, &name, &value) ||
		    !sipmap_vector_line(vector, text, name, value))
			return false;
	}
	sipmap_vector_default(vector);
	sipmap_vector_literals(&vector->view);
	return true;
}

static int sipmap_vector_hex(char byte)
{
	if (sipmap_is_digit((u8)byte))
		return byte - '0';
	return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* "\r", "\n", "\t", "\\", "\xe4" */
static bool sipmap_vector_unescape(struct sipmap_cursor *line, char *byte)
{
	static const char plain[] = "r\rn\nt\t\\\\";
	unsigned int i;
	int high;
	int low;

	if (line->at >= line->end)
		return false;
	for (i = 0; i + 1 < sizeof(plain); i += 2) {
		if (sipmap_cursor_take(line, plain[i])) {
			*byte = plain[i + 1];
			return true;
		}
	}
	if (line->end - line->at < 3 || line->data[line->at] != 'x')
		return false;
	high = sipmap_vector_hex(line->data[line->at + 1]);
	low = sipmap_vector_hex(line->data[line->at + 2]);
	line->at += 3;
	*byte = (char)(high << 4 | low);
	return high >= 0 && low >= 0;
}

/* A message, up to the next marker: lines end with CR LF. */
static bool sipmap_vector_message(struct sipmap_vector *vector, char *message,
				  u16 *length)
{
	struct sipmap_cursor *rest = &vector->rest;
	unsigned int count = 0;

	while (rest->at < rest->end && !sipmap_vector_at_marker(rest)) {
		struct sipmap_cursor line;
		struct sipmap_span span;

		if (!sipmap_field_line(rest, &span))
			return false;
		line = sipmap_cursor_in(rest->data, span);
		while (line.at < line.end) {
			char byte = line.data[line.at++];

			if (vector->escaped && byte == '\\' &&
			    !sipmap_vector_unescape(&line, &byte))
				return false;
			if (count + 3 > SIPMAP_VECTOR_MESSAGE_MAX)
				return false;
			message[count++] = byte;
		}
		if (!vector->escaped) {
			message[count++] = '\r';
			message[count++] = '\n';
		}
	}
	*length = (u16)count;
	return true;
}

/* The line ">>> WORD more words": the word, and what is behind it */
static bool sipmap_vector_marker(struct sipmap_vector *vector,
				 struct sipmap_span *word,
				 struct sipmap_span *more)
{
	struct sipmap_cursor cursor;
	struct sipmap_span line;

	if (!sipmap_vector_at_marker(&vector->rest) ||
	    !sipmap_field_line(&vector->rest, &line))
		return false;
	cursor = sipmap_cursor_in(vector->rest.data, line);
	cursor.at += sizeof(SIPMAP_VECTOR_MARKER) - 1;
	line.offset = (u16)cursor.at;
	sipmap_cursor_skip_to(&cursor, ' ');
	*word = sipmap_cursor_span(&cursor, line.offset);
	more->offset = (u16)cursor.at;
	more->length = (u16)(cursor.end - cursor.at);
	return true;
}

/**
 * sipmap_vector_step - read the next step
 * @vector: the vector; its view gets the step's direction
 * @step: where it goes
 *
 * Return: true if there is one that can be understood. At the end of a good
 * file the vector's rest is empty.
 */
bool sipmap_vector_step(struct sipmap_vector *vector,
			struct sipmap_vector_step *step)
{
	const char *data = vector->rest.data;
	struct sipmap_cursor next;
	struct sipmap_span word;
	struct sipmap_span more;

	step->changes = false;
	step->after_length = 0;
	if (!sipmap_vector_marker(vector, &word, &step->expected))
		return false;
	if (SIPMAP_SPAN_IS(data, word, "out"))
		vector->view.direction = SIPMAP_OUT;
	else if (SIPMAP_SPAN_IS(data, word, "in"))
		vector->view.direction = SIPMAP_IN;
	else
		return false;
	if (!sipmap_vector_message(vector, step->before, &step->before_length))
		return false;
	next = vector->rest;
	if (!sipmap_vector_marker(vector, &word, &more) ||
	    !SIPMAP_SPAN_IS(data, word, "becomes")) {
		vector->rest = next;
		return true;
	}
	step->changes = true;
	return sipmap_vector_message(vector, step->after, &step->after_length);
}
