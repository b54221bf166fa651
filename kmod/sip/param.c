// SPDX-License-Identifier: GPL-2.0-only
/* Parameters of headers and URIs. */
#include "param.h"

/* Behind white space, and behind an equals sign and white space if any. */
static bool sipmap_param_equals(struct sipmap_cursor *cursor)
{
	sipmap_cursor_skip_white(cursor);
	if (!sipmap_cursor_take(cursor, '='))
		return false;
	sipmap_cursor_skip_white(cursor);
	return true;
}

/* Branches and tags are long. */
static bool sipmap_param_value(struct sipmap_cursor *cursor)
{
	if (sipmap_cursor_peek(cursor) == '"')
		return sipmap_cursor_skip_quoted(cursor);
	sipmap_cursor_skip_words(cursor, sipmap_param_stops, SIPMAP_BYTE_VALUE);
	return true;
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
	struct sipmap_cursor at = *cursor;
	unsigned int from, place;

	sipmap_cursor_skip_white(&at);
	cursor->at = at.at;
	from = at.at;
	if (!sipmap_cursor_take(&at, ';'))
		return false;
	sipmap_cursor_skip_white(&at);
	place = at.at;
	sipmap_cursor_skip_words(&at, sipmap_param_stops, SIPMAP_BYTE_NAME);
	param->name = sipmap_cursor_span(&at, place);
	param->whole = sipmap_cursor_span(&at, from);
	param->value = sipmap_cursor_span(&at, at.at);
	param->has_value = sipmap_param_equals(&at);
	if (param->has_value) {
		place = at.at;
		if (!sipmap_param_value(&at))
			return false;
		param->value = sipmap_cursor_span(&at, place);
		param->whole = sipmap_cursor_span(&at, from);
	}
	cursor->at = at.at;
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
