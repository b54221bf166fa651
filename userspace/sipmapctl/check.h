/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Further checks, of what is not sipmap's own: each looks at a part of the
 * set-up and adds what it finds. They change nothing, and report nothing else.
 */
#ifndef SIPMAPCTL_CHECK_H
#define SIPMAPCTL_CHECK_H

#include "../common/check.h"

void sipmap_check_system(struct sipmap_symptoms *findings);
void sipmap_check_lines(struct sipmap_symptoms *findings,
			const struct sipmap_state *state);
void sipmap_check_ruleset(struct sipmap_symptoms *findings);

#endif /* SIPMAPCTL_CHECK_H */
