/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the module's tables tell of sipmap's health. */
#ifndef SIPMAP_COMMON_CHECK_H
#define SIPMAP_COMMON_CHECK_H

#include "symptom.h"
#include "state.h"

void sipmap_check_module(struct sipmap_symptoms *findings,
			 const struct sipmap_state *state);
void sipmap_check_history(struct sipmap_symptoms *findings,
			  const struct sipmap_state *state);

#endif /* SIPMAP_COMMON_CHECK_H */
