/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages of any length that are as much work as their bytes can make. */
#ifndef SIPMAP_COST_INPUT_H
#define SIPMAP_COST_INPUT_H

#include "view.h"

#define INPUT_MAX 65536

/**
 * struct input_shape - one kind of message
 * @name: what it is full of
 * @lead: what stands before the start line, many times; or NULL
 * @before: header fields and body up to what is repeated
 * @repeated: what fills the message
 * @after: what ends it
 *
 * "%H" stands for the host that has a binding, or has none, "%P" for the port
 * of its signalling, "%M" for that of its media.
 */
struct input_shape {
	const char *name;
	const char *lead;
	const char *before;
	const char *repeated;
	const char *after;
};

extern const struct input_shape input_shapes[];
extern const unsigned int input_shape_count;

size_t input_make(const struct input_shape *shape,
		  enum sipmap_direction direction, bool own, size_t length,
		  char *text);

#endif /* SIPMAP_COST_INPUT_H */
