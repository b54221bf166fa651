/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Endpoints and addresses as they are typed. */
#ifndef SIPMAPCTL_ARGUMENT_H
#define SIPMAPCTL_ARGUMENT_H

#include "../../kmod/sip/endpoint.h"

/* an endpoint or an address as text, and a NUL */
#define SIPMAP_ARGUMENT_TEXT_MAX (SIPMAP_ENDPOINT_TEXT_MAX + 1)

bool sipmap_argument_address(struct sipmap_endpoint *address,
			     const char *text);
int sipmap_argument_endpoint(struct sipmap_endpoint *endpoint,
			     const char *text);
int sipmap_argument_mapping(struct sipmap_endpoint *from,
			    struct sipmap_endpoint *to, const char *text);
const char *sipmap_argument_text(const struct sipmap_endpoint *endpoint,
				 char *text);
const char *sipmap_argument_address_text(const struct sipmap_endpoint *address,
					 char *text);

#endif /* SIPMAPCTL_ARGUMENT_H */
