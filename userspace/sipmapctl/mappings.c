// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <string.h>

#include "argument.h"
#include "failure.h"
#include "mappings.h"

static void mappings_append(struct sipmap_mappings *mappings,
			    const struct sipmap_mapping *mapping)
{
	mappings->mapping = sipmap_grow(mappings->mapping,
					(mappings->count + 1) *
					sizeof(*mapping));
	mappings->mapping[mappings->count++] = *mapping;
}

/**
 * sipmap_mappings_add() - add a binding
 * @mappings: the bindings so far
 * @kind: what it is used for
 * @text: "I=P"
 *
 * Return: 0, or SIPMAP_EXIT_USAGE after a report.
 */
int sipmap_mappings_add(struct sipmap_mappings *mappings,
			enum sipmap_kind kind, const char *text)
{
	struct sipmap_mapping mapping = { .kind = kind };
	int status;

	status = sipmap_argument_mapping(&mapping.inside,
					 &mapping.public_endpoint, text);
	if (status)
		return status;
	if (sipmap_mappings_inside(mappings, kind, &mapping.inside))
		return sipmap_misused("%s: this inside endpoint has a mapping already; give it once",
				      text);
	mappings_append(mappings, &mapping);
	return 0;
}

/**
 * sipmap_mappings_inside() - find the binding of an inside endpoint
 * @mappings: the bindings
 * @kind: what it is used for
 * @inside: I
 *
 * Return: the binding, valid until the next is added, or NULL.
 */
const struct sipmap_mapping *
sipmap_mappings_inside(const struct sipmap_mappings *mappings,
		       enum sipmap_kind kind,
		       const struct sipmap_endpoint *inside)
{
	size_t i;

	for (i = 0; i < mappings->count; i++)
		if (mappings->mapping[i].kind == kind &&
		    sipmap_endpoint_equal(&mappings->mapping[i].inside,
					  inside))
			return &mappings->mapping[i];
	return NULL;
}

/**
 * sipmap_mappings_pair() - give every RTP mapping an RTCP mapping
 * @mappings: the bindings
 *
 * RTCP is on the next port of both ends (RFC 3550 section 11), unless the
 * command line says something else about it.
 */
void sipmap_mappings_pair(struct sipmap_mappings *mappings)
{
	size_t count = mappings->count;
	size_t i;

	for (i = 0; i < count; i++) {
		struct sipmap_mapping mapping = mappings->mapping[i];

		if (mapping.kind != SIPMAP_KIND_RTP ||
		    mapping.inside.port == U16_MAX ||
		    mapping.public_endpoint.port == U16_MAX)
			continue;
		mapping.kind = SIPMAP_KIND_RTCP;
		mapping.inside.port++;
		mapping.public_endpoint.port++;
		if (!sipmap_mappings_inside(mappings, SIPMAP_KIND_RTCP,
					    &mapping.inside))
			mappings_append(mappings, &mapping);
	}
}

/**
 * sipmap_mappings_find() - look an endpoint up for the planner
 * @view: its context is a struct sipmap_mappings
 * @kind: what the endpoint is used for
 * @from: the endpoint in the message
 * @to: what to write instead
 * @written: what the phone of that binding wrote; the view's, for all
 *
 * Outside endpoints are known of the message's own flow only.
 *
 * Return: true if there is a binding.
 */
bool sipmap_mappings_find(const struct sipmap_view *view,
			  enum sipmap_kind kind,
			  const struct sipmap_endpoint *from,
			  struct sipmap_endpoint *to, u8 *written)
{
	const struct sipmap_mappings *mappings = view->context;
	bool out = view->direction == SIPMAP_OUT;
	size_t i;

	*written = view->written;
	for (i = 0; i < mappings->count; i++) {
		const struct sipmap_mapping *mapping = &mappings->mapping[i];

		if (mapping->kind == kind &&
		    sipmap_endpoint_equal(out ? &mapping->inside :
					  &mapping->public_endpoint, from)) {
			*to = out ? mapping->public_endpoint : mapping->inside;
			return true;
		}
	}
	if (!out && kind == SIPMAP_KIND_SIGNALLING &&
	    sipmap_endpoint_equal(&view->outside, from)) {
		*to = view->inside;
		return true;
	}
	return false;
}

/**
 * sipmap_mappings_clean() - give back what the bindings hold
 * @mappings: empty afterwards
 */
void sipmap_mappings_clean(struct sipmap_mappings *mappings)
{
	free(mappings->mapping);
	memset(mappings, 0, sizeof(*mappings));
}
