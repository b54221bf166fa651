// SPDX-License-Identifier: GPL-2.0-only
/* Parameters of headers and URIs. */
#include "param.h"

/* Up to what ends a name or a value that is not quoted. */
static struct sipmap_span sipmap_param_word(struct sipmap_cursor *cursor,
					    bool name)
{
	unsigned int from = cursor->at;

	sipmap_cursor_skip(cursor, name ? SIPMAP_BYTE_NAME :
					  SIPMAP_BYTE_VALUE);
	return sipmap_cursor_span(cursor, from);
}

/**
 * sipmap_param_next - read one parameter (RFC 3261 section 25.1)
 * @cursor: at the white space or semicolon before it; moved behind it
 * @param: where it goes
 *
 * Return: true if there is one. Otherwise @cursor is at what stands there
 * instead: a comma, the end, or a parameter whose quoted value does not end.
 */
bool sipmap_param_next(struct sipmap_cursor *cursor,
		       struct sipmap_param *param)
{
	unsigned int value;
	unsigned int from;

	*param = (struct sipmap_param){ 0 };
	sipmap_cursor_skip_white(cursor);
	from = cursor->at;
	if (!sipmap_cursor_take(cursor, ';'))
		return false;
	sipmap_cursor_skip_white(cursor);
	param->name = sipmap_param_word(cursor, true);
	param->whole = sipmap_cursor_span(cursor, from);
	sipmap_cursor_skip_white(cursor);
	if (!sipmap_cursor_take(cursor, '='))
		return true;
	param->has_value = true;
	sipmap_cursor_skip_white(cursor);
	value = cursor->at;
	if (sipmap_cursor_peek(cursor) == '"') {
		if (!sipmap_cursor_skip_quoted(cursor)) {
			cursor->at = from;
			return false;
		}
		param->value = sipmap_cursor_span(cursor, value);
	} else {
		param->value = sipmap_param_word(cursor, false);
	}
	param->whole = sipmap_cursor_span(cursor, from);
	return true;
}

/**
 * sipmap_param_find - look for a parameter by name
 * @data: start of the message
 * @params: the parameters, from the first semicolon
 * @lower: its name, with letters in lower case
 * @lower_length: bytes of @lower
 * @param: where it goes; the first one if there are several
 *
 * Return: true if it is there.
 */
bool sipmap_param_find(const char *data, struct sipmap_span params,
		       const char *lower, size_t lower_length,
		       struct sipmap_param *param)
{
	struct sipmap_cursor cursor = sipmap_cursor_in(data, params);

	while (sipmap_param_next(&cursor, param))
		if (sipmap_span_is(data, param->name, lower, lower_length))
			return true;
	return false;
}
