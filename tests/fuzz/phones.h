/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bindings for targets whose input is mostly text. */
#ifndef SIPMAP_FUZZ_PHONES_H
#define SIPMAP_FUZZ_PHONES_H

#include "engine.h"

struct sipmap_view *phones_view(u8 flags, u8 written);

#endif /* SIPMAP_FUZZ_PHONES_H */
