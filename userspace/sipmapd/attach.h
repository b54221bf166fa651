/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The agents at the module: attached, or waiting for it to come back. */
#ifndef SIPMAP_SIPMAPD_ATTACH_H
#define SIPMAP_SIPMAPD_ATTACH_H

#include "compat.h"
#include "conf.h"
#include "kernel.h"
#include "uplink.h"

/**
 * struct sipmap_attach - the agents and their module
 * @uplinks: decide; they run while attached
 * @kernel: the connection
 * @tally: what the agent has done
 * @attached: the module is there and we are its agent
 * @enabled: the module is switched on in this network namespace
 * @upstream: asks the router further out for mappings, or NULL
 * @upstream_watch: in the event loop
 * @look_at: when to look at that again, ms
 * @held_queue: NFQUEUE of held messages
 * @caught_queue: NFQUEUE of caught replies
 * @module: waits for the module while it is not attached
 * @retry_at: when to try to attach again, ms
 * @lost: the module has gone; to be dealt with when nothing uses it any more
 * @event_watch: in the event loop
 * @queue_watch: in the event loop
 * @module_watch: in the event loop
 * @wake: to be called when something happened
 * @arg: for @wake
 */
struct sipmap_attach {
	struct sipmap_uplinks uplinks;
	struct sipmap_kernel kernel;
	struct sipmap_tally tally;
	bool attached;
	bool enabled;
	struct sipmap_upstream *upstream;
	struct sipmap_watch upstream_watch;
	u64 look_at;
	u16 held_queue;
	u16 caught_queue;
	struct sipmap_knl_watch *module;
	u64 retry_at;
	bool lost;
	struct sipmap_watch event_watch;
	struct sipmap_watch queue_watch;
	struct sipmap_watch module_watch;
	void (*wake)(void *arg);
	void *arg;
};

int sipmap_attach_open(struct sipmap_attach *attach,
		       const struct sipmap_conf *conf,
		       void (*wake)(void *arg), void *arg, char *error);
void sipmap_attach_close(struct sipmap_attach *attach);
int sipmap_attach_configure(struct sipmap_attach *attach,
			    const struct sipmap_conf *conf);
bool sipmap_attach_outside(struct sipmap_attach *attach, const char *interface,
			   const struct sipmap_outside *outside);
u64 sipmap_attach_poll(struct sipmap_attach *attach, u64 now);

#endif /* SIPMAP_SIPMAPD_ATTACH_H */
