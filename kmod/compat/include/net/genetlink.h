/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SIPMAP_COMPAT_GENETLINK_H
#define SIPMAP_COMPAT_GENETLINK_H

#include "compat/probed.h"
#include_next <net/genetlink.h>

/* the attribute's number, which newer kernels tell, has no place to go */
#ifndef SIPMAP_HAVE_GENL_REQ_ATTR_CHECK
#define GENL_REQ_ATTR_CHECK(info, attribute)				\
({									\
	bool __missing = !(info)->attrs[attribute];			\
									\
	if (__missing)							\
		NL_SET_ERR_MSG((info)->extack,				\
			       "an attribute is missing");		\
	__missing;							\
})
#endif

#endif /* SIPMAP_COMPAT_GENETLINK_H */
