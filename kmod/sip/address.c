// SPDX-License-Identifier: GPL-2.0-only
/* Addresses: name-addr and addr-spec (RFC 3261 section 20.10). */
#include "address.h"

/* Parameters, up to a comma outside quotation marks. */
static void sipmap_address_params(struct sipmap_cursor *cursor,
				  struct sipmap_address *address)
{
	unsigned int from = cursor->at;

	while (sipmap_cursor_skip_to_either(cursor, ',', '"') &&
	       cursor->data[cursor->at] == '"')
		sipmap_cursor_skip_quoted(cursor);
	address->params = sipmap_cursor_span(cursor, from);
}

/* "<" URI ">": the cursor is at "<". */
static void sipmap_address_bracketed(struct sipmap_cursor *cursor,
				     struct sipmap_address *address)
{
	unsigned int from = ++cursor->at;

	if (!sipmap_cursor_skip_to(cursor, '>'))
		return;
	address->uri = sipmap_span_trim(cursor->data,
					sipmap_cursor_span(cursor, from));
	cursor->at++;
	sipmap_address_params(cursor, address);
}

/*
 * Without brackets, all parameters are the header's (section 20). The cursor
 * is behind the address already, so that nothing is looked through for its end
 * twice, however its quotation marks stand.
 */
static void sipmap_address_bare(const struct sipmap_cursor *cursor,
				unsigned int from,
				struct sipmap_address *address)
{
	struct sipmap_cursor uri = { cursor->data, from, cursor->at };

	sipmap_cursor_skip(&uri, SIPMAP_BYTE_VALUE);
	address->uri = sipmap_cursor_span(&uri, from);
	address->params = sipmap_cursor_span(cursor, uri.at);
}

/**
 * sipmap_address_next - read one address of a list
 * @cursor: at the start of the value, or where the last call left it
 * @address: where it goes
 *
 * Return: true if there is one, even one without a URI in it.
 */
bool sipmap_address_next(struct sipmap_cursor *cursor,
			 struct sipmap_address *address)
{
	unsigned int from;

	*address = (struct sipmap_address){ 0 };
	while (sipmap_is_white(sipmap_cursor_peek(cursor)) ||
	       sipmap_cursor_peek(cursor) == ',')
		cursor->at++;
	if (cursor->at >= cursor->end)
		return false;
	from = cursor->at;
	for (;;) {
		int byte = sipmap_cursor_peek(cursor);

		if (byte == '<') {
			sipmap_address_bracketed(cursor, address);
			return true;
		}
		if (byte < 0 || byte == ',')
			break;
		if (byte != '"')
			cursor->at++;
		else if (!sipmap_cursor_skip_quoted(cursor))
			return true;
	}
	sipmap_address_bare(cursor, from, address);
	return true;
}
