// SPDX-License-Identifier: GPL-2.0-only
/* A missing attribute is told by its number: 6.1. */
#include <net/genetlink.h>

static bool __used probe(struct genl_info *info)
{
	return GENL_REQ_ATTR_CHECK(info, 1);
}
