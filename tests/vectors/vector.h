/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Vectors: messages, and what must become of them. README.md says how a vector
 * file is written.
 *
 * These files need nothing but the engine, so that the same vectors are run in
 * user space and in a kernel.
 */
#ifndef SIPMAP_VECTOR_H
#define SIPMAP_VECTOR_H

#include "cursor.h"
#include "engine.h"

#define SIPMAP_VECTOR_BINDINGS_MAX 24
#define SIPMAP_VECTOR_MESSAGE_MAX 8192
/* all streams of a message, printed */
#define SIPMAP_VECTOR_TEXT_MAX 2048

/**
 * struct sipmap_vector_binding - one line "bind:", "media:" or "media-rtcp:"
 * @inside: what the phone writes
 * @public_endpoint: what the Internet gets to see
 * @kind: enum sipmap_kind
 */
struct sipmap_vector_binding {
	struct sipmap_endpoint inside;
	struct sipmap_endpoint public_endpoint;
	u8 kind;
};

/**
 * struct sipmap_vector - one vector file
 * @rest: the steps that have not been read yet
 * @view: bindings and settings as the engine sees them
 * @binding: the bindings
 * @binding_count: how many of @binding are filled in
 * @escaped: messages are written with escapes
 */
struct sipmap_vector {
	struct sipmap_cursor rest;
	struct sipmap_view view;
	struct sipmap_vector_binding binding[SIPMAP_VECTOR_BINDINGS_MAX];
	u8 binding_count;
	bool escaped;
};

/**
 * struct sipmap_vector_step - one message of a vector
 * @expected: the words behind its direction
 * @before: the message
 * @after: what must become of it
 * @before_length: bytes of @before
 * @after_length: bytes of @after
 * @changes: @after is given; otherwise the message must stay as it is
 */
struct sipmap_vector_step {
	struct sipmap_span expected;
	char before[SIPMAP_VECTOR_MESSAGE_MAX];
	char after[SIPMAP_VECTOR_MESSAGE_MAX];
	u16 before_length;
	u16 after_length;
	bool changes;
};

/**
 * struct sipmap_vector_work - what the engine made of a step
 * @message: the message, parsed
 * @plan: edits and facts
 * @needs: own endpoints, of an outbound message
 * @again: a plan that should be the same, or empty
 * @reason: the engine's verdict
 * @out: the message afterwards
 * @out_length: bytes of @out
 * @text: one fact, printed
 * @fault: what is wrong, in words
 */
struct sipmap_vector_work {
	struct sipmap_message message;
	struct sipmap_plan plan;
	struct sipmap_plan again;
	struct sipmap_needs needs;
	enum sipmap_reason reason;
	char out[2 * SIPMAP_VECTOR_MESSAGE_MAX];
	size_t out_length;
	char text[SIPMAP_VECTOR_TEXT_MAX];
	char fault[2 * SIPMAP_VECTOR_TEXT_MAX];
};

/* vector.c */
bool sipmap_vector_open(struct sipmap_vector *vector, const char *text,
			size_t length);
bool sipmap_vector_step(struct sipmap_vector *vector,
			struct sipmap_vector_step *step);

/* check.c */
void sipmap_vector_rewrite(struct sipmap_vector *vector, const char *data,
			   size_t length, struct sipmap_vector_work *work);
bool sipmap_vector_check(struct sipmap_vector *vector,
			 const struct sipmap_vector_step *step,
			 const char *before, struct sipmap_vector_work *work);

#endif /* SIPMAP_VECTOR_H */
