/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Endpoints from and to libre's socket addresses, and from text. */
#ifndef SIPMAP_SIPMAPD_CONVERT_H
#define SIPMAP_SIPMAPD_CONVERT_H

#include "../../kmod/sip/endpoint.h"

struct sa;

void sipmap_endpoint_from_sa(struct sipmap_endpoint *endpoint,
			     const struct sa *sa);
void sipmap_endpoint_to_sa(const struct sipmap_endpoint *endpoint,
			   struct sa *sa);
void sipmap_endpoint_ipv4(struct sipmap_endpoint *endpoint,
			  const void *address, u16 port);
const char *sipmap_endpoint_text(const struct sipmap_endpoint *endpoint,
				 char *text);
const char *sipmap_address_text(const struct sipmap_endpoint *endpoint,
				char *text);

#endif /* SIPMAP_SIPMAPD_CONVERT_H */
