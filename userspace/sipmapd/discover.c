// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdio.h>

#include "convert.h"
#include "discover.h"
#include "sanity.h"

static void on_probe(void *owner, const struct sipmap_probe_result *result,
		     u64 now);

static void describe(const struct sipmap_probe_result *result, char *text,
		     size_t size)
{
	char seen[SIPMAP_ENDPOINT_TEXT_MAX];

	switch (result->error) {
	case 0:
		if (result->echo)
			snprintf(text, size, "it came back");
		else
			snprintf(text, size, "seen as %s",
				 sipmap_endpoint_text(&result->public_endpoint,
						      seen));
		return;
	case -ETIMEDOUT:
		snprintf(text, size, "no answer");
		return;
	case -EADDRNOTAVAIL:
		snprintf(text, size, "seen as %s, which cannot be",
			 sipmap_endpoint_text(&result->public_endpoint, seen));
		return;
	default:
		snprintf(text, size, "refused (%u)", result->code);
	}
}

/**
 * sipmap_step_tell - tell the result of one test
 * @step: who wants to know, or NULL
 * @arg: for @step
 * @name: what was tested
 * @result: of the test
 */
void sipmap_step_tell(sipmap_step_t step, void *arg, const char *name,
		      const struct sipmap_probe_result *result)
{
	char source[SIPMAP_ENDPOINT_TEXT_MAX];
	char text[160];
	size_t length;

	if (!step)
		return;
	describe(result, text, sizeof(text));
	length = strlen(text);
	if (result->source.family != SIPMAP_FAMILY_NONE &&
	    !sipmap_endpoint_equal(&result->source, &result->server))
		snprintf(text + length, sizeof(text) - length, ", by %s",
			 sipmap_endpoint_text(&result->source, source));
	step(arg, name, &result->server, text);
}

static const char *stage_name(u32 stage)
{
	switch (stage) {
	case SIPMAP_DISCOVER_FIRST:
		return "mapping, a first address";
	case SIPMAP_DISCOVER_OTHER:
		return "mapping, its other address";
	case SIPMAP_DISCOVER_SECOND:
		return "mapping, another server";
	case SIPMAP_DISCOVER_PORT:
		return "mapping, another port";
	default:
		return "mapping, the first address again";
	}
}

static void finish(struct sipmap_discover *discover, u32 mapping, u32 doubt,
		   u64 now)
{
	discover->found.mapping = mapping;
	discover->found.doubt = doubt;
	sipmap_discover_cancel(discover);
	discover->done(discover->arg, &discover->found, now);
}

static void vanish(struct sipmap_discover *discover, u64 now)
{
	discover->found.gone = true;
	finish(discover, SIPMAP_MAPPING_UNKNOWN, SIPMAP_DOUBT_NO_ANSWER, now);
}

/* a binding that is gone, or no room for a probe, ends the discovery */
static void ask(struct sipmap_discover *discover, u32 stage,
		const struct sipmap_endpoint *server, u64 now)
{
	struct sipmap_probe_request request = {
		.binding = discover->binding,
		.outside = discover->outside,
		.server = *server,
		.done = on_probe,
		.owner = discover,
	};

	discover->stage = stage;
	if (sipmap_probe_start(discover->measurer->probes, &request, now))
		vanish(discover, now);
}

/* false if there is no server left */
static bool ask_server(struct sipmap_discover *discover, u32 stage, u64 now)
{
	struct sipmap_server_choice choice = {
		.avoid = discover->asked,
		.count = discover->asked_count,
		.by_address = stage == SIPMAP_DISCOVER_SECOND,
	};
	const struct sipmap_server *server;

	if (discover->asked_count == SIPMAP_SERVERS_MAX)
		return false;
	server = sipmap_servers_pick(discover->measurer->servers, now, &choice);
	if (!server)
		return false;
	discover->asked[discover->asked_count++] = server->endpoint;
	ask(discover, stage, &server->endpoint, now);
	return true;
}

/**
 * sipmap_discover_start - find the mapping behaviour
 * @discover: measurer, binding, outside, done and arg are set
 * @now: time, ms
 *
 * It may be over before this returns.
 */
void sipmap_discover_start(struct sipmap_discover *discover, u64 now)
{
	memset(&discover->found, 0, sizeof(discover->found));
	memset(&discover->other, 0, sizeof(discover->other));
	discover->asked_count = 0;
	if (!ask_server(discover, SIPMAP_DISCOVER_FIRST, now))
		finish(discover, SIPMAP_MAPPING_UNKNOWN,
		       SIPMAP_DOUBT_NO_SERVER, now);
}

/**
 * sipmap_discover_cancel - stop without a result
 * @discover: a discovery, running or not
 */
void sipmap_discover_cancel(struct sipmap_discover *discover)
{
	if (discover->stage != SIPMAP_DISCOVER_IDLE)
		sipmap_probe_cancel(discover->measurer->probes, discover);
	discover->stage = SIPMAP_DISCOVER_IDLE;
}

/*
 * Instead of the first server's other address. A server at the first one's
 * address says nothing new, and one that is asked twice neither.
 */
static void ask_second(struct sipmap_discover *discover, u64 now)
{
	memset(&discover->other, 0, sizeof(discover->other));
	if (!ask_server(discover, SIPMAP_DISCOVER_SECOND, now))
		finish(discover, SIPMAP_MAPPING_UNKNOWN,
		       SIPMAP_DOUBT_ONE_ADDRESS, now);
}

/*
 * An OTHER-ADDRESS that is the server's own makes every NAT look endpoint
 * independent, and one that nobody can reach tells nothing.
 */
static bool other_is_good(const struct sipmap_discover *discover,
			  const struct sipmap_probe_result *result)
{
	const struct sipmap_endpoint *other = &result->other;

	return other->family == result->server.family &&
	       sipmap_is_usable(other,
				discover->measurer->probes->allow_private) &&
	       !sipmap_endpoint_same_address(other, &result->server);
}

static void on_first(struct sipmap_discover *discover,
		     const struct sipmap_probe_result *result, u64 now)
{
	struct sipmap_endpoint next;

	discover->first = result->server;
	discover->found.public_endpoint = result->public_endpoint;
	if (sipmap_endpoint_equal(&result->public_endpoint,
				  &discover->outside)) {
		finish(discover, SIPMAP_MAPPING_NONE, SIPMAP_DOUBT_NONE, now);
		return;
	}
	if (!other_is_good(discover, result)) {
		ask_second(discover, now);
		return;
	}
	next = result->other;
	next.port = result->server.port;
	if (result->other.port != next.port)
		discover->other = result->other;
	ask(discover, SIPMAP_DISCOVER_OTHER, &next, now);
}

/* from the address of @result's server: does its port make a difference? */
static void on_second(struct sipmap_discover *discover,
		      const struct sipmap_probe_result *result, u64 now)
{
	struct sipmap_endpoint next = result->server;

	if (sipmap_endpoint_equal(&result->public_endpoint,
				  &discover->found.public_endpoint)) {
		finish(discover, SIPMAP_MAPPING_ENDPOINT_INDEPENDENT,
		       SIPMAP_DOUBT_NONE, now);
		return;
	}
	discover->second_public = result->public_endpoint;
	if (discover->stage == SIPMAP_DISCOVER_OTHER) {
		next = discover->other;
	} else {
		next.port = result->other.port;
		if (!other_is_good(discover, result) ||
		    next.port == result->server.port)
			next.family = SIPMAP_FAMILY_NONE;
	}
	discover->found.mapping = SIPMAP_MAPPING_ADDRESS_DEPENDENT;
	discover->found.doubt = SIPMAP_DOUBT_PORT;
	if (next.family == SIPMAP_FAMILY_NONE)
		ask(discover, SIPMAP_DISCOVER_REPEAT, &discover->first, now);
	else
		ask(discover, SIPMAP_DISCOVER_PORT, &next, now);
}

static void on_port(struct sipmap_discover *discover,
		    const struct sipmap_probe_result *result, u64 now)
{
	discover->found.doubt = SIPMAP_DOUBT_NONE;
	if (!sipmap_endpoint_equal(&result->public_endpoint,
				   &discover->second_public))
		discover->found.mapping =
			SIPMAP_MAPPING_ADDRESS_AND_PORT_DEPENDENT;
	ask(discover, SIPMAP_DISCOVER_REPEAT, &discover->first, now);
}

/*
 * A NAT that lost its state between two tests, or a server that says
 * something else each time, looks symmetric too; but then the first server
 * does not say again what it said.
 */
static void on_repeat(struct sipmap_discover *discover,
		      const struct sipmap_probe_result *result, u64 now)
{
	if (sipmap_endpoint_equal(&result->public_endpoint,
				  &discover->found.public_endpoint))
		finish(discover, discover->found.mapping,
		       discover->found.doubt, now);
	else
		finish(discover, SIPMAP_MAPPING_UNKNOWN,
		       SIPMAP_DOUBT_CONTRADICTION, now);
}

static void on_failure(struct sipmap_discover *discover, int error, u64 now)
{
	switch (discover->stage) {
	case SIPMAP_DISCOVER_FIRST:
		if (error != -ETIMEDOUT)
			discover->found.doubt = SIPMAP_DOUBT_REFUSED;
		if (ask_server(discover, SIPMAP_DISCOVER_FIRST, now))
			return;
		if (discover->found.doubt == SIPMAP_DOUBT_NONE)
			discover->found.doubt = SIPMAP_DOUBT_NO_ANSWER;
		finish(discover, SIPMAP_MAPPING_UNKNOWN, discover->found.doubt,
		       now);
		return;
	case SIPMAP_DISCOVER_OTHER:
	case SIPMAP_DISCOVER_SECOND:
		ask_second(discover, now);
		return;
	case SIPMAP_DISCOVER_PORT:
		ask(discover, SIPMAP_DISCOVER_REPEAT, &discover->first, now);
		return;
	default:
		finish(discover, SIPMAP_MAPPING_UNKNOWN,
		       SIPMAP_DOUBT_NO_ANSWER, now);
	}
}

static void on_probe(void *owner, const struct sipmap_probe_result *result,
		     u64 now)
{
	struct sipmap_discover *discover = owner;

	if (result->error == -ENOENT) {
		vanish(discover, now);
		return;
	}
	sipmap_servers_report(discover->measurer->servers, &result->server,
			      !result->error, now);
	discover->found.altered |= result->altered;
	discover->found.compared |= result->compared;
	discover->found.sent |= result->reached;
	sipmap_step_tell(discover->step, discover->arg,
			 stage_name(discover->stage), result);
	if (result->error) {
		on_failure(discover, result->error, now);
		return;
	}
	switch (discover->stage) {
	case SIPMAP_DISCOVER_FIRST:
		on_first(discover, result, now);
		break;
	case SIPMAP_DISCOVER_OTHER:
	case SIPMAP_DISCOVER_SECOND:
		on_second(discover, result, now);
		break;
	case SIPMAP_DISCOVER_PORT:
		on_port(discover, result, now);
		break;
	default:
		on_repeat(discover, result, now);
	}
}
