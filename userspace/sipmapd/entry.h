/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What happens to one binding: it changes, is measured, the module is told. */
#ifndef SIPMAP_SIPMAPD_ENTRY_H
#define SIPMAP_SIPMAPD_ENTRY_H

#include "agent.h"

void sipmap_entry_update(struct sipmap_agent *agent,
			 const struct sipmap_knl_binding *binding, u64 now);
void sipmap_entry_measure(struct sipmap_entry *entry, bool urgent, u64 now);
void sipmap_entry_try_again(struct sipmap_entry *entry, u64 now);
void sipmap_entry_publish(struct sipmap_entry *entry);
void sipmap_entry_distrust(struct sipmap_entry *entry);
void sipmap_entry_fail(struct sipmap_entry *entry);
void sipmap_entry_tell(struct sipmap_entry *entry,
		       const struct sipmap_endpoint *endpoint, u32 source);
void sipmap_entry_forwarded(struct sipmap_entry *entry);
bool sipmap_entry_is_ours(const struct sipmap_entry *entry);

#endif /* SIPMAP_SIPMAPD_ENTRY_H */
