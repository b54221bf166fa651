/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A request that comes back to another phone of the same router. */
#ifndef SIPMAP_FUZZ_HAIRPIN_H
#define SIPMAP_FUZZ_HAIRPIN_H

#include "oracle.h"
#include "phone.h"

void hairpin_check(const struct phone *phone, const struct fuzz_result *out);

#endif /* SIPMAP_FUZZ_HAIRPIN_H */
