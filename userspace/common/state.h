/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The module's tables, read once, for whoever draws conclusions. */
#ifndef SIPMAP_COMMON_STATE_H
#define SIPMAP_COMMON_STATE_H

#include "knl.h"

/**
 * struct sipmap_state - what the module knows
 * @status: of the module
 * @realm: outside interfaces
 * @realms: how many
 * @phone: bindings for signalling
 * @phones: how many
 * @stream: bindings for RTP that belong to a call
 * @streams: how many
 * @media_failed: bindings for media without a public endpoint
 * @call: calls, also those that have just ended
 * @calls: how many
 * @calls_early: calls that ring
 * @calls_confirmed: calls that are up
 * @counter: what happened to messages
 * @counters: how many
 */
struct sipmap_state {
	struct sipmap_knl_status status;
	struct sipmap_knl_realm *realm;
	size_t realms;
	struct sipmap_knl_binding *phone;
	size_t phones;
	struct sipmap_knl_binding *stream;
	size_t streams;
	size_t media_failed;
	struct sipmap_knl_call *call;
	size_t calls;
	size_t calls_early;
	size_t calls_confirmed;
	struct sipmap_knl_counter *counter;
	size_t counters;
};

int sipmap_state_read(struct sipmap_knl *knl, struct sipmap_state *state);
u64 sipmap_state_counter(const struct sipmap_state *state, const char *name);
bool sipmap_state_registered(const struct sipmap_knl_binding *phone);
void sipmap_state_clean(struct sipmap_state *state);

#endif /* SIPMAP_COMMON_STATE_H */
