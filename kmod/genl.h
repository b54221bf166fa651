/* SPDX-License-Identifier: GPL-2.0-only */
/* The generic netlink family "sipmap". */
#ifndef SIPMAP_GENL_H
#define SIPMAP_GENL_H

#include <linux/types.h>

struct sipmap_binding;
struct sipmap_call;

int sipmap_genl_init(void);
void sipmap_genl_exit(void);
void sipmap_genl_tell_binding(void *context,
			      const struct sipmap_binding *binding, bool gone);
void sipmap_genl_tell_call(void *context, const struct sipmap_call *call,
			   bool gone);

#endif /* SIPMAP_GENL_H */
