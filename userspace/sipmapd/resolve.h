/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the names of STUN servers to their addresses. */
#ifndef SIPMAP_SIPMAPD_RESOLVE_H
#define SIPMAP_SIPMAPD_RESOLVE_H

#include "conf.h"

struct sipmap_resolver;

/**
 * typedef sipmap_resolved_t - takes the addresses of a configured server
 * @arg: as given
 * @origin: its number in the configuration
 * @endpoints: its addresses
 * @count: how many
 */
typedef void (*sipmap_resolved_t)(void *arg, unsigned int origin,
				  const struct sipmap_endpoint *endpoints,
				  unsigned int count);

int sipmap_resolver_open(struct sipmap_resolver **resolver,
			 const struct sipmap_conf_realm *conf,
			 sipmap_resolved_t done, void *arg);
void sipmap_resolver_close(struct sipmap_resolver *resolver);
void sipmap_resolver_again(struct sipmap_resolver *resolver);

#endif /* SIPMAP_SIPMAPD_RESOLVE_H */
