/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether an address can be what a server says it is. */
#ifndef SIPMAP_SIPMAPD_SANITY_H
#define SIPMAP_SIPMAPD_SANITY_H

#include "../../kmod/sip/endpoint.h"

bool sipmap_is_usable(const struct sipmap_endpoint *endpoint,
		      bool allow_private);

#endif /* SIPMAP_SIPMAPD_SANITY_H */
