/* SPDX-License-Identifier: GPL-2.0-only */
/* Endpoints that were written lately. */
#ifndef SIPMAP_LITERALS_H
#define SIPMAP_LITERALS_H

#include "sip/endpoint.h"
#include "sip/literal.h"

/* enough for the phones of a house or an office; others cost time only */
#define SIPMAP_LITERALS 128

/**
 * struct sipmap_written_down - one of them
 * @endpoint: which one; family none where the place is free
 * @literal: its text
 */
struct sipmap_written_down {
	struct sipmap_endpoint endpoint;
	struct sipmap_literal literal;
};

/**
 * struct sipmap_literals - those of one processor
 * @entry: each in the place that its port and address give
 *
 * All zeros are an empty one.
 */
struct sipmap_literals {
	struct sipmap_written_down entry[SIPMAP_LITERALS];
};

/**
 * sipmap_literals_find - get an endpoint in writing
 * @literals: this processor's
 * @endpoint: which one
 * @literal: where its text goes; empty for none, or one of another form
 *
 * Context: softirqs off.
 */
static inline void sipmap_literals_find(struct sipmap_literals *literals,
					const struct sipmap_endpoint *endpoint,
					struct sipmap_literal *literal)
{
	unsigned int place = (endpoint->port ^ endpoint->address[3]) %
			     SIPMAP_LITERALS;
	struct sipmap_written_down *entry = &literals->entry[place];

	if (!sipmap_endpoint_equal(&entry->endpoint, endpoint)) {
		entry->endpoint = *endpoint;
		sipmap_literal_write(&entry->literal, endpoint);
	}
	*literal = entry->literal;
}

#endif /* SIPMAP_LITERALS_H */
