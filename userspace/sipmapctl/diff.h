/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A message before and after, changed lines marked. */
#ifndef SIPMAPCTL_DIFF_H
#define SIPMAPCTL_DIFF_H

#include <stdio.h>

#include "../../kmod/sip/edit.h"

void sipmap_diff_print(const struct sipmap_edits *edits, const char *message,
		       size_t length, FILE *out);

#endif /* SIPMAPCTL_DIFF_H */
