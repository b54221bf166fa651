/* SPDX-License-Identifier: GPL-2.0-only */
/* What a Content-Type says about a body, or about a part of one. */
#ifndef SIPMAP_SIP_CONTENT_H
#define SIPMAP_SIP_CONTENT_H

#include "outcome.h"
#include "span.h"

enum sipmap_outcome sipmap_content_type(const char *data,
					struct sipmap_span value,
					struct sipmap_span *boundary);

#endif /* SIPMAP_SIP_CONTENT_H */
