/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding the public endpoint of one binding, with more than one server. */
#ifndef SIPMAP_SIPMAPD_MEASURE_H
#define SIPMAP_SIPMAPD_MEASURE_H

#include "probe.h"
#include "server.h"

/* servers asked for one measurement before it counts as failed */
#define SIPMAP_MEASURE_SERVERS 3

/**
 * struct sipmap_measurer - what all measurements share
 * @probes: transactions
 * @servers: whom to ask
 * @timers: where measurements say when they have something to do, or NULL
 */
struct sipmap_measurer {
	struct sipmap_probes *probes;
	struct sipmap_servers *servers;
	struct sipmap_timers *timers;
};

/**
 * struct sipmap_measured - how a measurement ended
 * @error: 0; -ETIMEDOUT, -EPROTO, -EADDRNOTAVAIL, -ENOENT as of a probe;
 *	   -EDESTADDRREQ: there is no server; -EAGAIN: P seemed to have
 *	   changed, but a second answer did not say so; -EBUSY: too many probes
 * @public_endpoint: P, set if @error is 0
 * @changed: P is not the one that was known
 * @altered: something on the way rewrites addresses
 */
struct sipmap_measured {
	int error;
	struct sipmap_endpoint public_endpoint;
	bool changed;
	bool altered;
};

/**
 * typedef sipmap_measure_done_t - takes the end of a measurement
 * @arg: as given
 * @measured: valid until the function returns
 * @now: time, ms
 */
typedef void (*sipmap_measure_done_t)(void *arg,
				      const struct sipmap_measured *measured,
				      u64 now);

/**
 * struct sipmap_measure - one measurement
 * @measurer: what it shares with the others
 * @binding: whose W it is
 * @outside: that W
 * @known: P as it was believed before; family none if it was not known
 * @candidate: P as the first answer has it, while it is being confirmed
 * @urgent: a message waits: do not wait for one server alone
 * @running: not over yet
 * @confirming: a second answer is awaited
 * @in_flight: transactions that run
 * @asked: servers that were asked in this stage
 * @asked_count: how many
 * @hedge: when to ask one more server, ms
 * @timer: the same, if there are timers
 * @done: who wants to know
 * @arg: for @done
 */
struct sipmap_measure {
	struct sipmap_measurer *measurer;
	u32 binding;
	struct sipmap_endpoint outside;
	struct sipmap_endpoint known;
	struct sipmap_endpoint candidate;
	bool urgent;
	bool running;
	bool confirming;
	unsigned int in_flight;
	struct sipmap_endpoint asked[SIPMAP_MEASURE_SERVERS];
	unsigned int asked_count;
	u64 hedge;
	struct sipmap_timer timer;
	sipmap_measure_done_t done;
	void *arg;
};

void sipmap_measure_start(struct sipmap_measure *measure, u64 now);
void sipmap_measure_hurry(struct sipmap_measure *measure, u64 now);
void sipmap_measure_cancel(struct sipmap_measure *measure);
void sipmap_measure_tick(struct sipmap_measure *measure, u64 now);
u64 sipmap_measure_next(const struct sipmap_measure *measure);

#endif /* SIPMAP_SIPMAPD_MEASURE_H */
