// SPDX-License-Identifier: GPL-2.0-only
/* Address literals: read, compared and written. */
#include "cursor.h"
#include "endpoint.h"
#include "number.h"

static unsigned int sipmap_ipv4_digit(const char *text, const char *end)
{
	return text < end ? (unsigned int)(u8)*text - '0' : 10;
}

/*
 * A decimal number up to 255, without leading zeros, which some read as octal.
 * Returns the place behind it, or NULL.
 */
static inline const char *sipmap_ipv4_octet(const char *text, const char *end,
					    u8 *octet)
{
	unsigned int number = sipmap_ipv4_digit(text, end);
	unsigned int digit = sipmap_ipv4_digit(text + 1, end);

	if (number > 9)
		return NULL;
	if (digit > 9) {
		*octet = (u8)number;
		return text + 1;
	}
	if (!number)
		return NULL;
	number = number * 10 + digit;
	digit = sipmap_ipv4_digit(text + 2, end);
	if (digit > 9) {
		*octet = (u8)number;
		return text + 2;
	}
	number = number * 10 + digit;
	*octet = (u8)number;
	if (number > 255 || sipmap_ipv4_digit(text + 3, end) <= 9)
		return NULL;
	return text + 3;
}

static bool sipmap_ipv4_octets(struct sipmap_cursor *cursor, u8 *address)
{
	const char *text = cursor->data + cursor->at;
	const char *end = cursor->data + cursor->end;
	unsigned int i;

	for (i = 0; i < 4; i++) {
		if (i && (text >= end || *text++ != '.'))
			return false;
		text = sipmap_ipv4_octet(text, end, &address[i]);
		if (!text)
			return false;
	}
	cursor->at = (unsigned int)(text - cursor->data);
	return true;
}

/* The cursor must end with the address. */
static bool sipmap_ipv4_parse(struct sipmap_cursor *cursor, u8 *address)
{
	return sipmap_ipv4_octets(cursor, address) &&
	       cursor->at == cursor->end;
}

/**
 * sipmap_endpoint_take_ipv4 - read an IPv4 address at the start of something
 * @endpoint: where it goes; the port is 0
 * @cursor: at the address; moved behind it
 *
 * Return: true if there is one, and no host name begins like that. Otherwise
 * @cursor stays.
 */
bool sipmap_endpoint_take_ipv4(struct sipmap_endpoint *endpoint,
			       struct sipmap_cursor *cursor)
{
	struct sipmap_cursor behind = *cursor;

	*endpoint = (struct sipmap_endpoint){ 0 };
	if (!sipmap_ipv4_octets(&behind, endpoint->address) ||
	    (behind.at < behind.end &&
	     sipmap_bytes[(u8)behind.data[behind.at]] & SIPMAP_BYTE_HOST)) {
		*endpoint = (struct sipmap_endpoint){ 0 };
		return false;
	}
	endpoint->family = SIPMAP_FAMILY_IPV4;
	*cursor = behind;
	return true;
}

static int sipmap_hex_digit(int byte)
{
	if (sipmap_is_digit(byte))
		return byte - '0';
	if (!sipmap_is_alpha(byte) || (byte | 0x20) > 'f')
		return -1;
	return (byte | 0x20) - 'a' + 10;
}

/* One group of one to four hexadecimal digits. */
static bool sipmap_ipv6_group(struct sipmap_cursor *cursor, u8 *group)
{
	unsigned int value = 0;
	unsigned int digits;

	for (digits = 0; digits < 4; digits++) {
		int digit = sipmap_hex_digit(sipmap_cursor_peek(cursor));

		if (digit < 0)
			break;
		value = value << 4 | (unsigned int)digit;
		cursor->at++;
	}
	group[0] = (u8)(value >> 8);
	group[1] = (u8)value;
	return digits;
}

/* Is what remains, up to the end, a dotted quad? */
static bool sipmap_ipv6_tail(struct sipmap_cursor *cursor, u8 *address)
{
	struct sipmap_cursor tail = *cursor;

	if (tail.end - tail.at > 15 || !sipmap_ipv4_parse(&tail, address))
		return false;
	*cursor = tail;
	return true;
}

/* RFC 4291 section 2.2. The cursor must end with the address. */
static bool sipmap_ipv6_parse(struct sipmap_cursor *cursor, u8 *address)
{
	unsigned int filled = 0;
	unsigned int gap = 17;

	if (cursor->end - cursor->at > 45)
		return false;
	memset(address, 0, 16);
	while (cursor->at < cursor->end) {
		if (gap > 16 && cursor->end - cursor->at >= 2 &&
		    cursor->data[cursor->at] == ':' &&
		    cursor->data[cursor->at + 1] == ':') {
			gap = filled;
			cursor->at += 2;
			continue;
		}
		if (filled && filled != gap &&
		    !sipmap_cursor_take(cursor, ':'))
			return false;
		if (filled <= 12 &&
		    sipmap_ipv6_tail(cursor, address + filled)) {
			filled += 4;
			break;
		}
		if (filled > 14 ||
		    !sipmap_ipv6_group(cursor, address + filled))
			return false;
		filled += 2;
	}
	if (gap > 16)
		return filled == 16;
	if (filled > 14)
		return false;
	memmove(address + 16 - (filled - gap), address + gap, filled - gap);
	memset(address + gap, 0, 16 - filled);
	return true;
}

/**
 * sipmap_endpoint_from_host - read an address literal
 * @endpoint: where it goes; the port is 0
 * @text: an IPv4 address, an IPv6 address, or an IPv6 reference in brackets
 * @length: bytes of @text
 *
 * Return: true if all of @text is an address literal. Otherwise @endpoint has
 * no family.
 */
bool sipmap_endpoint_from_host(struct sipmap_endpoint *endpoint,
			       const char *text, size_t length)
{
	struct sipmap_cursor cursor = { text, 0, (unsigned int)length };

	*endpoint = (struct sipmap_endpoint){ 0 };
	if (length < 2 || length > 47)
		return false;
	if (text[0] == '[') {
		if (text[length - 1] != ']')
			return false;
		cursor.at++;
		cursor.end--;
	} else {
		if (sipmap_is_digit((u8)text[0]) &&
		    sipmap_ipv4_parse(&cursor, endpoint->address)) {
			endpoint->family = SIPMAP_FAMILY_IPV4;
			return true;
		}
		cursor.at = 0;
		/* it is a name, most likely */
		if (sipmap_hex_digit((u8)text[0]) < 0 && text[0] != ':')
			return false;
	}
	if (!sipmap_ipv6_parse(&cursor, endpoint->address)) {
		*endpoint = (struct sipmap_endpoint){ 0 };
		return false;
	}
	endpoint->family = SIPMAP_FAMILY_IPV6;
	return true;
}

/* Is it an opening bracket, or a dot between digits? */
static inline bool sipmap_literal_has(const char *at, const char *first,
				      const char *last)
{
	if (*at == '[')
		return true;
	return *at == '.' && at > first && at < last &&
	       sipmap_is_digit((u8)at[-1]) && sipmap_is_digit((u8)at[1]);
}

/**
 * sipmap_endpoint_may_be_in - look for what each address literal has
 * @data: start of the message
 * @span: which piece of it; a URI's IPv6 address is in brackets
 *
 * Return: false if there is neither a dot between digits nor an opening
 * bracket.
 */
bool sipmap_endpoint_may_be_in(const char *data, struct sipmap_span span)
{
	const char *first = data + span.offset;
	const char *end = first + span.length;
	const char *at = first;

	for (; SIPMAP_LITTLE_ENDIAN && end - at >= 8; at += 8) {
		u64 word = sipmap_word(at);
		u64 found;

		found = sipmap_zero_bytes(word ^ SIPMAP_EACH_BYTE('.')) |
			sipmap_zero_bytes(word ^ SIPMAP_EACH_BYTE('['));
		for (; found; found &= found - 1)
			if (sipmap_literal_has(at + __builtin_ctzll(found) / 8,
					       first, end - 1))
				return true;
	}
	for (; at < end; at++)
		if (sipmap_literal_has(at, first, end - 1))
			return true;
	return false;
}

static size_t sipmap_ipv4_print(const u8 *address, char *text)
{
	char *at = text;
	unsigned int i;

	for (i = 0; i < 4; i++) {
		unsigned int number = address[i];
		unsigned int tens = number * 205 >> 11;
		unsigned int hundreds = number * 41 >> 12;

		if (i)
			*at++ = '.';
		if (hundreds)
			*at++ = (char)('0' + hundreds);
		if (tens)
			*at++ = (char)('0' + tens - hundreds * 10);
		*at++ = (char)('0' + number - tens * 10);
	}
	return (size_t)(at - text);
}

static size_t sipmap_ipv6_print_group(const u8 *group, char *text)
{
	static const char digits[] = "0123456789abcdef";
	unsigned int value = (unsigned int)group[0] << 8 | group[1];
	size_t length = 0;
	int shift;

	for (shift = 12; shift >= 0; shift -= 4)
		if (length || !shift || value >> shift)
			text[length++] = digits[value >> shift & 15];
	return length;
}

/* The longest run of zero groups, the first of equals; in groups. */
static unsigned int sipmap_ipv6_gap(const u8 *address, unsigned int *start)
{
	unsigned int longest = 0;
	unsigned int run = 0;
	unsigned int i;

	for (i = 0; i < 8; i++) {
		if (address[2 * i] || address[2 * i + 1]) {
			run = 0;
			continue;
		}
		if (++run > longest) {
			longest = run;
			*start = i + 1 - run;
		}
	}
	return longest;
}

/* RFC 5952: lower case, no leading zeros, the longest gap left out. */
static size_t sipmap_ipv6_print(const u8 *address, char *text)
{
	static const u8 mapped[12] = { [10] = 0xff, [11] = 0xff };
	unsigned int start = 8;
	unsigned int gap;
	size_t length = 0;
	unsigned int i;

	if (!memcmp(address, mapped, sizeof(mapped))) {
		memcpy(text, "::ffff:", 7);
		return 7 + sipmap_ipv4_print(address + 12, text + 7);
	}
	gap = sipmap_ipv6_gap(address, &start);
	if (gap < 2)
		start = 8;
	for (i = 0; i < 8; i++) {
		if (i == start) {
			text[length++] = ':';
			text[length++] = ':';
			i += gap - 1;
			continue;
		}
		if (length && text[length - 1] != ':')
			text[length++] = ':';
		length += sipmap_ipv6_print_group(address + 2 * i,
						  text + length);
	}
	return length;
}

/**
 * sipmap_endpoint_print_address - write an address literal
 * @endpoint: whose address
 * @reference: put an IPv6 address in brackets, as URIs and Via want it
 * @text: room for SIPMAP_ENDPOINT_TEXT_MAX bytes; no NUL is written
 *
 * Return: how many bytes were written; 0 if there is no address.
 */
size_t sipmap_endpoint_print_address(const struct sipmap_endpoint *endpoint,
				     bool reference, char *text)
{
	size_t length = 0;

	if (endpoint->family == SIPMAP_FAMILY_IPV4)
		return sipmap_ipv4_print(endpoint->address, text);
	if (endpoint->family != SIPMAP_FAMILY_IPV6)
		return 0;
	if (reference)
		text[length++] = '[';
	length += sipmap_ipv6_print(endpoint->address, text + length);
	if (reference)
		text[length++] = ']';
	return length;
}

/**
 * sipmap_endpoint_print - write an address and port
 * @endpoint: what to write
 * @text: room for SIPMAP_ENDPOINT_TEXT_MAX bytes; no NUL is written
 *
 * Return: how many bytes were written; 0 if there is no address. The port is
 * left out if it is 0.
 */
size_t sipmap_endpoint_print(const struct sipmap_endpoint *endpoint, char *text)
{
	size_t length = sipmap_endpoint_print_address(endpoint, true, text);

	if (!length || !endpoint->port)
		return length;
	text[length++] = ':';
	return length + sipmap_number_print(endpoint->port, text + length);
}
