/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a discovery means, in a sentence for the router's owner. */
#ifndef SIPMAP_SIPMAPD_VERDICT_H
#define SIPMAP_SIPMAPD_VERDICT_H

#include "discover.h"

/* the kernel keeps no more; with the NUL at the end */
#define SIPMAP_VERDICT_SIZE 160

bool sipmap_mapping_is_symmetric(u32 mapping);
bool sipmap_is_firewalled(u32 mapping, u32 filtering);
const char *sipmap_verdict_type(u32 mapping, u32 filtering);
const char *sipmap_verdict_failure(const struct sipmap_discovery *discovery);
void sipmap_verdict_write(char *text,
			  const struct sipmap_discovery *discovery);

#endif /* SIPMAP_SIPMAPD_VERDICT_H */
