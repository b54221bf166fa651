// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>

#include "lifetime.h"

/* the module forgets ports that were silent for a minute, ms */
#define STAY_INTERVAL 30000

static void on_probe(void *owner, const struct sipmap_probe_result *result,
		     u64 now);
static void on_time(void *owner, u64 now);

static void finish(struct sipmap_lifetime *lifetime, u32 seconds, u64 now)
{
	sipmap_lifetime_cancel(lifetime);
	lifetime->done(lifetime->arg, seconds, now);
}

static void ask(struct sipmap_lifetime *lifetime, u32 stage,
		unsigned int which, u64 now)
{
	struct sipmap_tested *tested = &lifetime->tested[which];
	struct sipmap_probe_request request = {
		.binding = tested->binding,
		.outside = tested->outside,
		.server = lifetime->server,
		.done = on_probe,
		.owner = lifetime,
	};

	lifetime->stage = stage;
	if (which) {
		request.ask.response_port =
			lifetime->tested[0].public_endpoint.port;
		request.ask.short_port = lifetime->short_port;
		request.loose = true;
	}
	if (sipmap_probe_start(lifetime->measurer->probes, &request, now))
		finish(lifetime, 0, now);
}

static bool choose_server(struct sipmap_lifetime *lifetime, u64 now)
{
	struct sipmap_server_choice choice = { .count = 0 };
	const struct sipmap_server *server;

	server = sipmap_servers_pick(lifetime->measurer->servers, now,
				     &choice);
	if (server)
		lifetime->server = server->endpoint;
	return server;
}

/**
 * sipmap_lifetime_start - begin
 * @lifetime: measurer, timers, moves_ports, tested, done and arg are set
 * @now: time, ms
 *
 * It takes minutes, and may be over before this returns.
 */
void sipmap_lifetime_start(struct sipmap_lifetime *lifetime, u64 now)
{
	lifetime->controlled = false;
	lifetime->short_port = false;
	lifetime->by_port = false;
	lifetime->trying = SIPMAP_LIFETIME_FIRST;
	lifetime->alive = 0;
	lifetime->dead = 0;
	lifetime->timer.expire = on_time;
	lifetime->timer.owner = lifetime;
	if (!choose_server(lifetime, now) ||
	    sipmap_timer_add(lifetime->timers, &lifetime->timer)) {
		finish(lifetime, 0, now);
		return;
	}
	ask(lifetime, SIPMAP_LIFETIME_OPEN, 0, now);
}

/**
 * sipmap_lifetime_cancel - stop without a result
 * @lifetime: running or not
 */
void sipmap_lifetime_cancel(struct sipmap_lifetime *lifetime)
{
	if (lifetime->stage != SIPMAP_LIFETIME_IDLE)
		sipmap_probe_cancel(lifetime->measurer->probes, lifetime);
	if (lifetime->timer.place)
		sipmap_timer_remove(lifetime->timers, &lifetime->timer);
	lifetime->stage = SIPMAP_LIFETIME_IDLE;
}

static void set_timer(struct sipmap_lifetime *lifetime, u64 now)
{
	u64 at = now + STAY_INTERVAL;

	if (at > lifetime->until)
		at = lifetime->until;
	sipmap_timer_set(lifetime->timers, &lifetime->timer, at);
}

static void be_silent(struct sipmap_lifetime *lifetime, u64 now)
{
	lifetime->stage = SIPMAP_LIFETIME_WAIT;
	lifetime->until = now + lifetime->trying * 1000ull;
	set_timer(lifetime, now);
}

/* what the second port sends keeps both with the module, not the mapping */
static void stay(struct sipmap_lifetime *lifetime, u64 now)
{
	const struct sipmap_transport *transport =
		&lifetime->measurer->probes->transport;
	u8 message[SIPMAP_STUN_REQUEST_SIZE];
	u8 id[SIPMAP_STUN_ID_SIZE] = { 0 };
	int length = sipmap_stun_indication(id, message, sizeof(message));

	if (length > 0)
		transport->send(transport->arg, lifetime->tested[1].binding,
				&lifetime->server, message, length,
				SIPMAP_CATCH_NONE);
	set_timer(lifetime, now);
}

static void on_time(void *owner, u64 now)
{
	struct sipmap_lifetime *lifetime = owner;

	if (lifetime->stage != SIPMAP_LIFETIME_WAIT)
		return;
	if (now < lifetime->until)
		stay(lifetime, now);
	else
		ask(lifetime, SIPMAP_LIFETIME_ASK, !lifetime->by_port, now);
}

static bool came_to_first(const struct sipmap_lifetime *lifetime,
			  const struct sipmap_probe_result *result)
{
	return !result->error && !result->echo &&
	       sipmap_endpoint_equal(&result->destination,
				     &lifetime->tested[0].outside);
}

static void on_control(struct sipmap_lifetime *lifetime,
		       const struct sipmap_probe_result *result, u64 now)
{
	if (came_to_first(lifetime, result)) {
		lifetime->controlled = true;
		be_silent(lifetime, now);
	} else if (!lifetime->short_port) {
		lifetime->short_port = true;
		ask(lifetime, SIPMAP_LIFETIME_CONTROL, 1, now);
	} else if (lifetime->moves_ports) {
		lifetime->controlled = true;
		lifetime->by_port = true;
		be_silent(lifetime, now);
	} else {
		finish(lifetime, 0, now);
	}
}

/* near enough: within a tenth, or two seconds */
static bool is_found(const struct sipmap_lifetime *lifetime)
{
	u32 between = lifetime->dead - lifetime->alive;

	return lifetime->dead &&
	       (between <= 2 || between <= lifetime->alive / 10 ||
		lifetime->dead <= SIPMAP_LIFETIME_SHORTEST);
}

static void try_next(struct sipmap_lifetime *lifetime, u64 now)
{
	if (is_found(lifetime)) {
		finish(lifetime, lifetime->alive, now);
		return;
	}
	/* never seen to end: by port that proves nothing */
	if (!lifetime->dead && lifetime->trying >= SIPMAP_LIFETIME_LONGEST) {
		finish(lifetime, lifetime->by_port ? 0 : lifetime->alive, now);
		return;
	}
	if (lifetime->dead)
		lifetime->trying = (lifetime->alive + lifetime->dead) / 2;
	else
		lifetime->trying *= 2;
	ask(lifetime, SIPMAP_LIFETIME_OPEN, 0, now);
}

static void on_ask(struct sipmap_lifetime *lifetime,
		   const struct sipmap_probe_result *result, u64 now)
{
	bool alive = came_to_first(lifetime, result);

	if (lifetime->by_port && result->error) {
		finish(lifetime, 0, now);
		return;
	}
	if (lifetime->by_port)
		alive = sipmap_endpoint_equal(&result->public_endpoint,
					      &lifetime->tested[0]
					      .public_endpoint);
	if (alive)
		lifetime->alive = lifetime->trying;
	else
		lifetime->dead = lifetime->trying;
	try_next(lifetime, now);
}

static void on_probe(void *owner, const struct sipmap_probe_result *result,
		     u64 now)
{
	struct sipmap_lifetime *lifetime = owner;

	switch (lifetime->stage) {
	case SIPMAP_LIFETIME_OPEN:
		if (result->error) {
			finish(lifetime, 0, now);
			return;
		}
		lifetime->tested[0].public_endpoint = result->public_endpoint;
		if (lifetime->controlled)
			be_silent(lifetime, now);
		else
			ask(lifetime, SIPMAP_LIFETIME_CONTROL, 1, now);
		break;
	case SIPMAP_LIFETIME_CONTROL:
		on_control(lifetime, result, now);
		break;
	case SIPMAP_LIFETIME_ASK:
		if (result->error == -ENOENT)
			finish(lifetime, 0, now);
		else
			on_ask(lifetime, result, now);
		break;
	}
}
