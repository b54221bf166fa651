/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A message before and after, changed lines marked. */
#ifndef SIPMAPCTL_DIFF_H
#define SIPMAPCTL_DIFF_H

#include <stdio.h>

#include "../../kmod/sip/edit.h"

/**
 * struct sipmap_diff - a walk through the lines of a message, before and after
 * @edits: the replacements, sorted
 * @message: the message before any of them
 * @length: bytes of @message
 * @start: where the lines start that the walk is at
 * @end: where they end
 * @after: what becomes of them
 * @after_length: bytes of @after
 * @edit: the first replacement behind them
 */
struct sipmap_diff {
	const struct sipmap_edits *edits;
	const char *message;
	size_t length;
	size_t start;
	size_t end;
	char *after;
	size_t after_length;
	u16 edit;
};

void sipmap_diff_open(struct sipmap_diff *diff,
		      const struct sipmap_edits *edits, const char *message,
		      size_t length);
bool sipmap_diff_next(struct sipmap_diff *diff);
void sipmap_diff_show(const struct sipmap_diff *diff, const char *indent,
		      FILE *out);
void sipmap_diff_close(struct sipmap_diff *diff);
void sipmap_diff_text(const char *text, size_t length, FILE *out);
void sipmap_diff_print(const struct sipmap_edits *edits, const char *message,
		       size_t length, FILE *out);

#endif /* SIPMAPCTL_DIFF_H */
