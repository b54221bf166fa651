/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Objects of the module as JSON, the same in listings and in events. */
#ifndef SIPMAPCTL_SHOW_H
#define SIPMAPCTL_SHOW_H

#include "../common/object.h"

struct odict;

void sipmap_show_endpoint(struct odict *to, const char *key,
			  const struct sipmap_endpoint *endpoint);
void sipmap_show_realm(struct odict *to,
		       const struct sipmap_knl_realm *realm);
void sipmap_show_binding(struct odict *to,
			 const struct sipmap_knl_binding *binding);
void sipmap_show_call(struct odict *to, const struct sipmap_knl_call *call);

#endif /* SIPMAPCTL_SHOW_H */
