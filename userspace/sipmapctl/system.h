/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The router as the checks see it: settings, routes, programs, the clock. */
#ifndef SIPMAPCTL_SYSTEM_H
#define SIPMAPCTL_SYSTEM_H

#include <net/if.h>
#include <time.h>

#include "../../kmod/sip/endpoint.h"

bool sipmap_system_number(const char *name, unsigned long *value);
bool sipmap_system_has_module(const char *name);
char *sipmap_system_output(const char *const *arguments);
unsigned int sipmap_system_mtu(const char *interface);
bool sipmap_system_route(const struct sipmap_endpoint *to,
			 const struct sipmap_endpoint *from, char *interface);
time_t sipmap_system_time(void);

#endif /* SIPMAPCTL_SYSTEM_H */
