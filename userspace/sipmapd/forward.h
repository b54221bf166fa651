/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Mappings that the router further out makes when it is asked: for each
 * binding one, renewed at half its time, taken back when the binding is gone.
 * It is asked elsewhere; here it is decided what, and when.
 */
#ifndef SIPMAP_SIPMAPD_FORWARD_H
#define SIPMAP_SIPMAPD_FORWARD_H

#include "timer.h"
#include "../../kmod/sip/endpoint.h"

struct sipmap_agent;
struct sipmap_entry;

/**
 * struct sipmap_forward_order - what the router further out is asked for
 * @method: as the configuration has it
 * @binding: whose mapping it is
 * @gateway: that router; port 0
 * @outside: W
 * @port: public port that would be best
 * @lifetime: seconds; 0 takes the mapping back
 */
struct sipmap_forward_order {
	u32 method;
	u32 binding;
	struct sipmap_endpoint gateway;
	struct sipmap_endpoint outside;
	u16 port;
	u32 lifetime;
};

/**
 * struct sipmap_forward_answer - what came of it
 * @binding: as in the order
 * @outside: as in the order
 * @error: 0 or a negative errno
 * @public_endpoint: that router's own outside address, and the port
 * @lifetime: seconds until the mapping ends
 * @epoch: for how long the router has known its mappings, s
 * @has_epoch: it has said so
 * @restarted: it has forgotten those that were made before
 */
struct sipmap_forward_answer {
	u32 binding;
	struct sipmap_endpoint outside;
	int error;
	struct sipmap_endpoint public_endpoint;
	u32 lifetime;
	u32 epoch;
	bool has_epoch;
	bool restarted;
};

/**
 * struct sipmap_forward - one binding's mapping
 * @public_endpoint: where it leads from; family none: there is none
 * @asked: an answer is awaited
 * @failures: times that it was refused, one after the other
 * @timer: when to ask
 */
struct sipmap_forward {
	struct sipmap_endpoint public_endpoint;
	bool asked;
	unsigned int failures;
	struct sipmap_timer timer;
};

void sipmap_forward_begin(struct sipmap_entry *entry, u64 now);
void sipmap_forward_moved(struct sipmap_entry *entry,
			  const struct sipmap_endpoint *old, u64 now);
void sipmap_forward_all(struct sipmap_agent *agent, u64 now);
void sipmap_forward_end(struct sipmap_entry *entry);
bool sipmap_forward_use(struct sipmap_entry *entry);
void sipmap_agent_forwarded(struct sipmap_agent *agent,
			    const struct sipmap_forward_answer *answer,
			    u64 now);

#endif /* SIPMAP_SIPMAPD_FORWARD_H */
