/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Findings for a terminal and as JSON. */
#ifndef SIPMAPCTL_TELL_H
#define SIPMAPCTL_TELL_H

struct odict;
struct sipmap_symptoms;

void sipmap_tell_wrapped(const char *text);
void sipmap_tell_text(const struct sipmap_symptoms *findings);
void sipmap_tell_json(struct odict *to,
		      const struct sipmap_symptoms *findings);

#endif /* SIPMAPCTL_TELL_H */
