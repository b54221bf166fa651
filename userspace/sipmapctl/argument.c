// SPDX-License-Identifier: GPL-2.0-or-later
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "argument.h"
#include "failure.h"

/**
 * sipmap_argument_address() - read an address without a port
 * @address: to be filled in; port 0
 * @text: IPv4, or IPv6 with or without brackets
 *
 * Return: true if @text is an address. Nothing is reported.
 */
bool sipmap_argument_address(struct sipmap_endpoint *address,
			     const char *text)
{
	size_t length = strlen(text);
	char bare[INET6_ADDRSTRLEN];

	memset(address, 0, sizeof(*address));
	if (length > 2 && text[0] == '[' && text[length - 1] == ']') {
		text++;
		length -= 2;
		if (!memchr(text, ':', length))
			return false;
	}
	if (length >= sizeof(bare))
		return false;
	memcpy(bare, text, length);
	bare[length] = '\0';

	if (inet_pton(AF_INET, bare, address->address) == 1)
		address->family = SIPMAP_FAMILY_IPV4;
	else if (inet_pton(AF_INET6, bare, address->address) == 1)
		address->family = SIPMAP_FAMILY_IPV6;
	return address->family != SIPMAP_FAMILY_NONE;
}

static bool argument_port(u16 *port, const char *text)
{
	unsigned long value;
	char *end;

	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	value = strtoul(text, &end, 10);
	if (errno || *end || value < 1 || value > U16_MAX)
		return false;
	*port = value;
	return true;
}

/**
 * sipmap_argument_endpoint() - read an address and port
 * @endpoint: to be filled in
 * @text: like 192.168.1.10:5060 or [2001:db8::1]:5060
 *
 * Return: 0, or SIPMAP_EXIT_USAGE after a report.
 */
int sipmap_argument_endpoint(struct sipmap_endpoint *endpoint,
			     const char *text)
{
	const char *colon = strrchr(text, ':');
	char address[INET6_ADDRSTRLEN + 2];
	size_t length;

	if (sipmap_argument_address(endpoint, text))
		return sipmap_misused("%s has no port: write %s", text,
			endpoint->family == SIPMAP_FAMILY_IPV4 ?
			"it like 192.168.1.10:5060" :
			"it like [2001:db8::1]:5060");
	length = colon ? (size_t)(colon - text) : 0;
	if (!length || length >= sizeof(address))
		goto wrong;

	memcpy(address, text, length);
	address[length] = '\0';
	if (!sipmap_argument_address(endpoint, address))
		goto wrong;
	if (endpoint->family == SIPMAP_FAMILY_IPV6 && *text != '[')
		goto wrong;
	if (!argument_port(&endpoint->port, colon + 1))
		return sipmap_misused("%s is not a port: write 1 to 65535",
				      colon + 1);
	return 0;

wrong:
	return sipmap_misused("%s is not an address and port: write it like 192.168.1.10:5060",
			      *text ? text : "an empty text");
}

/**
 * sipmap_argument_mapping() - read two endpoints, "I=P"
 * @from: what stands before the sign
 * @to: what stands after it
 * @text: like 192.168.1.10:5060=203.0.113.7:40123
 *
 * Return: 0, or SIPMAP_EXIT_USAGE after a report.
 */
int sipmap_argument_mapping(struct sipmap_endpoint *from,
			    struct sipmap_endpoint *to, const char *text)
{
	const char *sign = strchr(text, '=');
	char *first;
	int status;

	if (!sign)
		return sipmap_misused("%s is no pair: write it like 192.168.1.10:5060=203.0.113.7:40123",
				      *text ? text : "an empty text");
	first = strndup(text, sign - text);
	if (!first)
		return sipmap_failed("out of memory; free some");
	status = sipmap_argument_endpoint(from, first);
	free(first);
	if (!status)
		status = sipmap_argument_endpoint(to, sign + 1);
	if (!status && from->family != to->family)
		status = sipmap_misused("%s joins IPv4 and IPv6: give both ends of one family",
					text);
	return status;
}

/**
 * sipmap_argument_text() - write an endpoint as it is typed
 * @endpoint: what to write
 * @text: room for SIPMAP_ARGUMENT_TEXT_MAX characters
 *
 * Return: @text; empty for an endpoint that is not set.
 */
const char *sipmap_argument_text(const struct sipmap_endpoint *endpoint,
				 char *text)
{
	char address[INET6_ADDRSTRLEN];
	bool six = endpoint->family == SIPMAP_FAMILY_IPV6;

	*text = '\0';
	if (endpoint->family != SIPMAP_FAMILY_NONE &&
	    inet_ntop(six ? AF_INET6 : AF_INET, endpoint->address, address,
		      sizeof(address)))
		snprintf(text, SIPMAP_ARGUMENT_TEXT_MAX,
			 six ? "[%s]:%u" : "%s:%u", address, endpoint->port);
	return text;
}

/**
 * sipmap_argument_address_text() - write an address without a port
 * @address: what to write
 * @text: room for SIPMAP_ARGUMENT_TEXT_MAX characters
 *
 * Return: @text; empty for an address that is not set.
 */
const char *sipmap_argument_address_text(const struct sipmap_endpoint *address,
					 char *text)
{
	bool six = address->family == SIPMAP_FAMILY_IPV6;

	if (address->family == SIPMAP_FAMILY_NONE ||
	    !inet_ntop(six ? AF_INET6 : AF_INET, address->address, text,
		       SIPMAP_ARGUMENT_TEXT_MAX))
		*text = '\0';
	return text;
}
