// SPDX-License-Identifier: GPL-2.0-only
/* Words and addresses of a session description (RFC 8866 section 5.7). */
#include "sdp.h"

/**
 * sipmap_sdp_word - read a word, and the blanks behind it
 * @value: where we are in a line's value
 *
 * Return: the word; empty at the end.
 */
struct sipmap_span sipmap_sdp_word(struct sipmap_cursor *value)
{
	unsigned int from = value->at;
	struct sipmap_span word;

	sipmap_cursor_skip_words(value, sipmap_word_stops, SIPMAP_BYTE_WORD);
	word = sipmap_cursor_span(value, from);
	sipmap_cursor_skip_white(value);
	return word;
}

/**
 * sipmap_sdp_typed_address - read "IP4 192.0.2.1"
 * @value: at the address type
 * @address: where it goes
 */
void sipmap_sdp_typed_address(struct sipmap_cursor *value,
			      struct sipmap_sdp_address *address)
{
	const char *data = value->data;
	u8 family = SIPMAP_FAMILY_NONE;

	*address = (struct sipmap_sdp_address){ 0 };
	address->type = sipmap_sdp_word(value);
	address->text = sipmap_sdp_word(value);
	if (SIPMAP_SPAN_IS(data, address->type, "ip4"))
		family = SIPMAP_FAMILY_IPV4;
	else if (SIPMAP_SPAN_IS(data, address->type, "ip6"))
		family = SIPMAP_FAMILY_IPV6;
	sipmap_endpoint_from_host(&address->endpoint,
				  data + address->text.offset,
				  address->text.length);
	if (address->endpoint.family != family ||
	    !sipmap_endpoint_is_unicast(&address->endpoint))
		address->endpoint = (struct sipmap_endpoint){ 0 };
}

/* The same of an IPv4 address with single blanks, as nearly all are written */
static bool sipmap_sdp_ipv4_parse(struct sipmap_cursor *value,
				  struct sipmap_sdp_address *address)
{
	const char *text = value->data + value->at;
	struct sipmap_cursor cursor = *value;

	if (value->end - value->at <= 7 ||
	    sipmap_half_word(text) != sipmap_half_word("IN I") ||
	    sipmap_half_word(text + 3) != sipmap_half_word("IP4 "))
		return false;
	cursor.at += 7;
	if (!sipmap_endpoint_take_ipv4(&address->endpoint, &cursor) ||
	    (cursor.at < cursor.end &&
	     !sipmap_is_white((u8)cursor.data[cursor.at])) ||
	    !sipmap_endpoint_is_unicast(&address->endpoint))
		return false;
	address->type.offset = (u16)(value->at + 3);
	address->type.length = 3;
	address->text = sipmap_cursor_span(&cursor, value->at + 7);
	sipmap_cursor_skip_white(&cursor);
	value->at = cursor.at;
	return true;
}

/**
 * sipmap_sdp_address_parse - read "IN IP4 192.0.2.1"
 * @value: at the network type
 * @address: where it goes; empty where it is another network
 */
void sipmap_sdp_address_parse(struct sipmap_cursor *value,
			      struct sipmap_sdp_address *address)
{
	struct sipmap_span network;

	if (sipmap_sdp_ipv4_parse(value, address))
		return;
	*address = (struct sipmap_sdp_address){ 0 };
	network = sipmap_sdp_word(value);
	if (SIPMAP_SPAN_IS(value->data, network, "in"))
		sipmap_sdp_typed_address(value, address);
}
