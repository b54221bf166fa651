/* SPDX-License-Identifier: GPL-2.0-only */
/* Request methods. */
#ifndef SIPMAP_SIP_METHOD_H
#define SIPMAP_SIP_METHOD_H

#include "facts.h"

enum sipmap_method sipmap_method_find(const char *text, size_t length);
const char *sipmap_method_name(enum sipmap_method method);

#endif /* SIPMAP_SIP_METHOD_H */
