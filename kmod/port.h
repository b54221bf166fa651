/* SPDX-License-Identifier: GPL-2.0-only */
/* Outside ports that sipmap chooses itself, and ports that it leaves alone. */
#ifndef SIPMAP_PORT_H
#define SIPMAP_PORT_H

#include "binding.h"

bool sipmap_port_is_service(u16 port);
bool sipmap_port_choose(struct sipmap_bindings *table,
			struct sipmap_endpoint *outside, u16 wanted,
			const u32 range[2]);
bool sipmap_port_choose_pair(struct sipmap_bindings *table,
			     struct sipmap_endpoint *rtp, const u32 range[2]);

#endif /* SIPMAP_PORT_H */
