// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Address literals, found by looking at every byte: this knows nothing of
 * headers, so that it finds also what the engine overlooks.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "literal.h"

static int is_part(int byte)
{
	return isxdigit(byte) || byte == '.' || byte == ':';
}

static void literals_add(struct literals *literals,
			 const struct literal *literal)
{
	unsigned int i;
	bool again = false;

	if (literals->count == LITERALS_MAX) {
		printf("Bail out! more than %d literals\n", LITERALS_MAX);
		exit(1);
	}
	for (i = 0; i < literals->count; i++)
		again |= sipmap_endpoint_equal(&literal->endpoint,
					       &literals->literal[i].endpoint);
	literals->literal[literals->count] = *literal;
	literals->literal[literals->count++].again = again;
}

/* ":5060" at @data: the number; else SIP's own */
static u16 literals_port(const char *data, size_t length)
{
	unsigned long port = 0;
	size_t i;

	if (!length || data[0] != ':')
		return 5060;
	for (i = 1; i < length && i < 7 && isdigit((uint8_t)data[i]); i++)
		port = port * 10 + (unsigned long)(data[i] - '0');
	return port && port <= 65535 ? (u16)port : 5060;
}

/*
 * The longest literal that begins at @offset: with brackets, else an IPv6
 * address, else an IPv4 address.
 *
 * Return: true if there is one.
 */
static bool literals_at(struct literal *literal, const char *data,
			size_t offset, size_t length)
{
	const char *text = data + offset;
	size_t left = length - offset;
	size_t end = text[0] == '[';

	while (end < left && end < 47 && is_part((uint8_t)text[end]))
		end++;
	if (text[0] == '[')
		end += end < left && text[end] == ']';
	for (; end > 1; end--) {
		if (!sipmap_endpoint_from_host(&literal->endpoint, text, end))
			continue;
		literal->endpoint.port = literals_port(text + end, left - end);
		literal->offset = offset;
		literal->length = end;
		return true;
	}
	return false;
}

/* literals_find - find all of them */
void literals_find(struct literals *literals, const char *data, size_t length)
{
	size_t at = 0;

	literals->count = 0;
	while (at < length) {
		bool begins = !at || (data[at - 1] != '.' &&
				      !isalnum((uint8_t)data[at - 1]));
		struct literal literal;

		if (begins &&
		    (data[at] == '[' || is_part((uint8_t)data[at])) &&
		    literals_at(&literal, data, at, length)) {
			literals_add(literals, &literal);
			at += literal.length;
		} else {
			at++;
		}
	}
}
