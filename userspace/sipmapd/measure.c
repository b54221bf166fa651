// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>

#include "measure.h"

static void on_probe(void *owner, const struct sipmap_probe_result *result,
		     u64 now);

static void set_hedge(struct sipmap_measure *measure, u64 at)
{
	measure->hedge = at;
	if (measure->timer.place)
		sipmap_timer_set(measure->measurer->timers, &measure->timer,
				 at);
}

static void finish(struct sipmap_measure *measure,
		   const struct sipmap_measured *measured, u64 now)
{
	sipmap_measure_cancel(measure);
	measure->done(measure->arg, measured, now);
}

static void fail(struct sipmap_measure *measure, int error, u64 now)
{
	struct sipmap_measured measured = { .error = error };

	finish(measure, &measured, now);
}

static int probe_server(struct sipmap_measure *measure,
			const struct sipmap_endpoint *server, u64 now)
{
	struct sipmap_probe_request request = {
		.binding = measure->binding,
		.outside = measure->outside,
		.server = *server,
		.done = on_probe,
		.owner = measure,
	};
	int err = sipmap_probe_start(measure->measurer->probes, &request, now);

	if (!err)
		measure->in_flight++;
	return err;
}

/* -EDESTADDRREQ if there is nobody left to ask */
static int ask_next(struct sipmap_measure *measure, u64 now)
{
	struct sipmap_server_choice choice = {
		.avoid = measure->asked,
		.count = measure->asked_count,
	};
	const struct sipmap_server *server;

	set_hedge(measure, SIPMAP_NEVER);
	if (measure->asked_count == SIPMAP_MEASURE_SERVERS)
		return -EDESTADDRREQ;
	server = sipmap_servers_pick(measure->measurer->servers, now, &choice);
	if (!server)
		return -EDESTADDRREQ;
	measure->asked[measure->asked_count++] = server->endpoint;
	if (measure->urgent)
		set_hedge(measure, now + SIPMAP_PROBE_RTO);
	return probe_server(measure, &server->endpoint, now);
}

/**
 * sipmap_measure_start - begin a measurement
 * @measure: measurer, binding, outside, known, urgent, done and arg are set
 * @now: time, ms
 *
 * It may be over before this returns.
 */
void sipmap_measure_start(struct sipmap_measure *measure, u64 now)
{
	int err;

	measure->running = true;
	measure->confirming = false;
	measure->in_flight = 0;
	measure->asked_count = 0;
	err = ask_next(measure, now);
	if (err)
		fail(measure, err, now);
}

/**
 * sipmap_measure_hurry - a message waits for this one now
 * @measure: a running measurement
 * @now: time, ms
 */
void sipmap_measure_hurry(struct sipmap_measure *measure, u64 now)
{
	if (measure->urgent)
		return;
	measure->urgent = true;
	set_hedge(measure, now + SIPMAP_PROBE_RTO);
}

/**
 * sipmap_measure_cancel - stop without a result
 * @measure: a measurement, running or not
 */
void sipmap_measure_cancel(struct sipmap_measure *measure)
{
	if (measure->in_flight)
		sipmap_probe_cancel(measure->measurer->probes, measure);
	measure->running = false;
	measure->in_flight = 0;
	set_hedge(measure, SIPMAP_NEVER);
}

/*
 * A changed P is believed only when a second answer says the same: from
 * another server, or from the same one if there is no other.
 */
static void confirm(struct sipmap_measure *measure,
		    const struct sipmap_probe_result *result, u64 now)
{
	int err;

	sipmap_probe_cancel(measure->measurer->probes, measure);
	measure->in_flight = 0;
	measure->confirming = true;
	measure->candidate = result->public_endpoint;
	measure->asked[0] = result->server;
	measure->asked_count = 1;
	err = ask_next(measure, now);
	if (err == -EDESTADDRREQ)
		err = probe_server(measure, &measure->asked[0], now);
	if (err)
		fail(measure, err, now);
}

static void on_answer(struct sipmap_measure *measure,
		      const struct sipmap_probe_result *result, u64 now)
{
	struct sipmap_measured measured = {
		.public_endpoint = result->public_endpoint,
		.altered = result->altered,
	};
	bool known = measure->known.family != SIPMAP_FAMILY_NONE;

	measured.changed = !sipmap_endpoint_equal(&measure->known,
						  &result->public_endpoint);
	if (!known || !measured.changed) {
		finish(measure, &measured, now);
	} else if (!measure->confirming) {
		confirm(measure, result, now);
	} else {
		if (!sipmap_endpoint_equal(&measure->candidate,
					   &result->public_endpoint))
			measured.error = -EAGAIN;
		finish(measure, &measured, now);
	}
}

static void on_probe(void *owner, const struct sipmap_probe_result *result,
		     u64 now)
{
	struct sipmap_measure *measure = owner;
	int err;

	measure->in_flight--;
	if (result->error != -ENOENT)
		sipmap_servers_report(measure->measurer->servers,
				      &result->server, !result->error, now);
	if (!result->error) {
		on_answer(measure, result, now);
		return;
	}
	if (result->error == -ENOENT) {
		fail(measure, -ENOENT, now);
		return;
	}
	err = ask_next(measure, now);
	if (err && !measure->in_flight)
		fail(measure, result->error, now);
}

/**
 * sipmap_measure_tick - do what is due
 * @measure: a measurement, running or not
 * @now: time, ms
 *
 * While a message waits, a server that has not answered within one
 * retransmission time is not waited for alone.
 */
void sipmap_measure_tick(struct sipmap_measure *measure, u64 now)
{
	if (!measure->running || measure->hedge > now)
		return;
	ask_next(measure, now);
}

/**
 * sipmap_measure_next - when sipmap_measure_tick() has something to do
 * @measure: a measurement, running or not
 *
 * Return: time, ms, or SIPMAP_NEVER.
 */
u64 sipmap_measure_next(const struct sipmap_measure *measure)
{
	return measure->running ? measure->hedge : SIPMAP_NEVER;
}
