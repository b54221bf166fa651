/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words for the numbers of the netlink family "sipmap". */
#ifndef SIPMAP_COMMON_NAMES_H
#define SIPMAP_COMMON_NAMES_H

#include "object.h"

const char *sipmap_kind_name(u32 kind);
const char *sipmap_state_name(u32 state);
const char *sipmap_source_name(u32 source);
const char *sipmap_mapping_name(u32 mapping);
const char *sipmap_filtering_name(u32 filtering);
const char *sipmap_finding_name(u32 finding);
const char *sipmap_call_state_name(u32 state);

#endif /* SIPMAP_COMMON_NAMES_H */
