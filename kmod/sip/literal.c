// SPDX-License-Identifier: GPL-2.0-only
/* An endpoint as nearly everybody writes it. */
#include "endpoint.h"
#include "literal.h"
#include "number.h"

/**
 * sipmap_literal_write - write an endpoint down
 * @literal: where it goes
 * @endpoint: any endpoint
 */
void sipmap_literal_write(struct sipmap_literal *literal,
			  const struct sipmap_endpoint *endpoint)
{
	char *text = literal->text;
	size_t length;

	*literal = (struct sipmap_literal){ .length = 0 };
	if (endpoint->family != SIPMAP_FAMILY_IPV4 || !endpoint->port)
		return;
	length = sipmap_endpoint_print_address(endpoint, true, text);
	literal->host_length = (u8)length;
	text[length++] = ':';
	length += sipmap_number_print(endpoint->port, text + length);
	literal->length = (u8)length;
}
