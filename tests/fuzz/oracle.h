/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What must hold for any message that the engine is given. */
#ifndef SIPMAP_FUZZ_ORACLE_H
#define SIPMAP_FUZZ_ORACLE_H

#include "engine.h"

/**
 * struct fuzz_result - what the engine made of a message
 * @reason: its verdict
 * @facts: what the message says, if it was parsed
 * @needs: own endpoints, of an outbound message
 * @out: the message afterwards; oracle_free() frees it
 * @out_length: bytes of @out
 */
struct fuzz_result {
	enum sipmap_reason reason;
	struct sipmap_facts facts;
	struct sipmap_needs needs;
	char *out;
	size_t out_length;
};

void oracle_rewrite(const struct sipmap_view *view, const char *data,
		    size_t length, struct fuzz_result *result);
void oracle_free(struct fuzz_result *result);

/* oracle_edits.c */
void oracle_edits(const struct sipmap_edits *edits,
		  const struct sipmap_message *message,
		  struct fuzz_result *result);

#endif /* SIPMAP_FUZZ_ORACLE_H */
