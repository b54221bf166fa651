// SPDX-License-Identifier: GPL-2.0-only
/* Via (RFC 3261 section 20.42, RFC 3581). */
#include "number.h"
#include "via.h"

/* "SIP / 2.0 / UDP", with white space around the slashes. */
static bool sipmap_via_protocol(struct sipmap_cursor *cursor)
{
	unsigned int part;

	/* as nearly everybody writes it */
	if (cursor->end - cursor->at > 12 &&
	    sipmap_word(cursor->data + cursor->at) == sipmap_word("SIP/2.0/") &&
	    sipmap_word(cursor->data + cursor->at + 4) ==
	    sipmap_word("2.0/UDP ")) {
		cursor->at += 12;
		return true;
	}
	for (part = 0; part < 3; part++) {
		unsigned int from;

		sipmap_cursor_skip_white(cursor);
		if (part && !sipmap_cursor_take(cursor, '/'))
			return false;
		sipmap_cursor_skip_white(cursor);
		from = cursor->at;
		for (;;) {
			int byte = sipmap_cursor_peek(cursor);

			if (byte < 0 || byte == '/' || byte == ';' ||
			    byte == ',' || sipmap_is_white(byte))
				break;
			cursor->at++;
		}
		if (cursor->at == from)
			return false;
	}
	return sipmap_is_white(sipmap_cursor_peek(cursor));
}

/* Some servers leave ";rport" and add ";rport=5060": that one says more. */
static void sipmap_via_keep(struct sipmap_param *slot,
			    const struct sipmap_param *param)
{
	if (!slot->whole.length || !slot->value.length)
		*slot = *param;
}

/* Of several branches the first one counts that says something. */
static void sipmap_via_param(struct sipmap_via *via, const char *data,
			     const struct sipmap_param *param)
{
	if (SIPMAP_SPAN_IS(data, param->name, "branch")) {
		if (!via->branch.length)
			via->branch = param->value;
	} else if (SIPMAP_SPAN_IS(data, param->name, "rport")) {
		sipmap_via_keep(&via->rport, param);
	} else if (SIPMAP_SPAN_IS(data, param->name, "received")) {
		sipmap_via_keep(&via->received, param);
	} else if (SIPMAP_SPAN_IS(data, param->name, "maddr")) {
		sipmap_via_keep(&via->maddr, param);
	}
}

/**
 * sipmap_via_parse - find the parts of the first value of a Via header field
 * @via: where they go
 * @data: start of the message
 * @value: the header field's value; others may follow behind a comma
 * @known: see sipmap_host_port_parse()
 *
 * Return: true if it can be understood. Otherwise @via is not to be used.
 */
bool sipmap_via_parse(struct sipmap_via *via, const char *data,
		      struct sipmap_span value, struct sipmap_known *known)
{
	struct sipmap_cursor cursor = sipmap_cursor_in(data, value);
	struct sipmap_param param;

	via->branch = (struct sipmap_span){ 0 };
	via->received = (struct sipmap_param){ 0 };
	via->rport = (struct sipmap_param){ 0 };
	via->maddr = (struct sipmap_param){ 0 };
	if (!sipmap_via_protocol(&cursor))
		return false;
	sipmap_cursor_skip_white(&cursor);
	if (!sipmap_host_port_parse(&cursor, SIPMAP_PORT_SIP, true, known,
				    &via->sent_by))
		return false;
	while (sipmap_param_next(&cursor, &param))
		sipmap_via_param(via, data, &param);
	return cursor.at == cursor.end || sipmap_cursor_peek(&cursor) == ',';
}

/**
 * sipmap_via_observed - where the receiver saw the request come from
 * @via: the parts
 * @data: start of the message
 * @observed: where it goes; family none if it is not known
 *
 * A receiver that saw the address of sent-by adds no received (RFC 3581
 * section 4).
 *
 * Return: true if both address and port are known.
 */
bool sipmap_via_observed(const struct sipmap_via *via, const char *data,
			 struct sipmap_endpoint *observed)
{
	u16 port;

	*observed = via->sent_by.endpoint;
	if (via->received.value.length)
		sipmap_endpoint_from_host(observed,
					  data + via->received.value.offset,
					  via->received.value.length);
	if (sipmap_endpoint_is_unicast(observed) &&
	    sipmap_port_parse(data, via->rport.value, &port) && port) {
		observed->port = port;
		return true;
	}
	*observed = (struct sipmap_endpoint){ 0 };
	return false;
}
