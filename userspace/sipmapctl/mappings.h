/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bindings given on the command line, as the planner sees them. */
#ifndef SIPMAPCTL_MAPPINGS_H
#define SIPMAPCTL_MAPPINGS_H

#include "../../kmod/sip/view.h"

/**
 * struct sipmap_mapping - one binding
 * @kind: what it is used for
 * @inside: I
 * @public_endpoint: P
 */
struct sipmap_mapping {
	enum sipmap_kind kind;
	struct sipmap_endpoint inside;
	struct sipmap_endpoint public_endpoint;
};

/**
 * struct sipmap_mappings - all bindings
 * @mapping: in the order of the command line; allocated
 * @count: how many
 */
struct sipmap_mappings {
	struct sipmap_mapping *mapping;
	size_t count;
};

int sipmap_mappings_add(struct sipmap_mappings *mappings,
			enum sipmap_kind kind, const char *text);
void sipmap_mappings_pair(struct sipmap_mappings *mappings);
const struct sipmap_mapping *
sipmap_mappings_inside(const struct sipmap_mappings *mappings,
		       enum sipmap_kind kind,
		       const struct sipmap_endpoint *inside);
bool sipmap_mappings_find(const struct sipmap_view *view,
			  enum sipmap_kind kind,
			  const struct sipmap_endpoint *from,
			  struct sipmap_endpoint *to, u8 *written);
void sipmap_mappings_clean(struct sipmap_mappings *mappings);

#endif /* SIPMAPCTL_MAPPINGS_H */
