// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>

#include "behaviour.h"
#include "sanity.h"
#include "verdict.h"

static void on_probe(void *owner, const struct sipmap_probe_result *result,
		     u64 now);

static void finish(struct sipmap_behaviour *behaviour, u64 now)
{
	sipmap_behaviour_cancel(behaviour);
	behaviour->done(behaviour->arg, &behaviour->found, now);
}

static void vanish(struct sipmap_behaviour *behaviour, u64 now)
{
	behaviour->found.ignorance = SIPMAP_IGNORANCE_GONE;
	finish(behaviour, now);
}

static bool ask(struct sipmap_behaviour *behaviour, unsigned int which,
		const struct sipmap_endpoint *server,
		const struct sipmap_stun_ask *wanted, u64 now)
{
	struct sipmap_probe_request request = {
		.binding = behaviour->tested[which].binding,
		.outside = behaviour->tested[which].outside,
		.server = *server,
		.loose = behaviour->stage == SIPMAP_BEHAVIOUR_HAIRPIN,
		.done = on_probe,
		.owner = behaviour,
	};

	if (wanted) {
		request.ask = *wanted;
		request.loose = true;
	}
	return !sipmap_probe_start(behaviour->measurer->probes, &request, now);
}

static void test(struct sipmap_behaviour *behaviour, u32 stage, u64 now)
{
	struct sipmap_stun_ask wanted = {
		.change_address = stage != SIPMAP_BEHAVIOUR_PORT,
		.change_port = true,
	};
	bool changes = stage == SIPMAP_BEHAVIOUR_ADDRESS ||
		       stage == SIPMAP_BEHAVIOUR_PORT ||
		       stage == SIPMAP_BEHAVIOUR_CONTROL;

	behaviour->stage = stage;
	if (!ask(behaviour, stage == SIPMAP_BEHAVIOUR_SECOND,
		 stage == SIPMAP_BEHAVIOUR_OPEN ? &behaviour->other :
						  &behaviour->server,
		 changes ? &wanted : NULL, now))
		vanish(behaviour, now);
}

/* false if there is no server left */
static bool ask_server(struct sipmap_behaviour *behaviour, u64 now)
{
	struct sipmap_server_choice choice = {
		.avoid = behaviour->asked,
		.count = behaviour->asked_count,
	};
	const struct sipmap_server *server;

	if (behaviour->asked_count == SIPMAP_SERVERS_MAX)
		return false;
	server = sipmap_servers_pick(behaviour->measurer->servers, now,
				     &choice);
	if (!server)
		return false;
	behaviour->asked[behaviour->asked_count++] = server->endpoint;
	behaviour->stage = SIPMAP_BEHAVIOUR_SERVER;
	if (!ask(behaviour, 0, &server->endpoint, NULL, now))
		vanish(behaviour, now);
	return true;
}

/**
 * sipmap_behaviour_start - begin with the tests
 * @behaviour: measurer, mapping, tested, done, step and arg are set
 * @now: time, ms
 *
 * It may be over before this returns.
 */
void sipmap_behaviour_start(struct sipmap_behaviour *behaviour, u64 now)
{
	memset(&behaviour->found, 0, sizeof(behaviour->found));
	memset(&behaviour->server, 0, sizeof(behaviour->server));
	memset(&behaviour->other, 0, sizeof(behaviour->other));
	behaviour->other_answers = false;
	behaviour->asked_count = 0;
	behaviour->found.ignorance = SIPMAP_IGNORANCE_NO_ANSWER;
	if (!ask_server(behaviour, now))
		finish(behaviour, now);
}

/**
 * sipmap_behaviour_cancel - stop without a result
 * @behaviour: running or not
 */
void sipmap_behaviour_cancel(struct sipmap_behaviour *behaviour)
{
	if (behaviour->stage != SIPMAP_BEHAVIOUR_IDLE)
		sipmap_probe_cancel(behaviour->measurer->probes, behaviour);
	behaviour->stage = SIPMAP_BEHAVIOUR_IDLE;
}

static bool was_asked(const struct sipmap_behaviour *behaviour,
		      const struct sipmap_endpoint *address)
{
	unsigned int i;

	for (i = 0; i < behaviour->asked_count; i++)
		if (sipmap_endpoint_same_address(&behaviour->asked[i],
						 address))
			return true;
	return false;
}

/*
 * Both parts of it differ from the server's, or it cannot answer from there;
 * and nothing was sent to it, or it would be let in for that.
 */
static bool other_is_good(const struct sipmap_behaviour *behaviour,
			  const struct sipmap_probe_result *result)
{
	const struct sipmap_endpoint *other = &result->other;

	return other->family == result->server.family &&
	       other->port != result->server.port &&
	       sipmap_is_usable(other,
				behaviour->measurer->probes->allow_private) &&
	       !was_asked(behaviour, other);
}

static void on_server(struct sipmap_behaviour *behaviour,
		      const struct sipmap_probe_result *result, u64 now)
{
	bool known = behaviour->server.family != SIPMAP_FAMILY_NONE;
	bool good = !result->error && other_is_good(behaviour, result);

	if (!result->error && (good || !known)) {
		behaviour->server = result->server;
		behaviour->tested[0].public_endpoint = result->public_endpoint;
		behaviour->found.ignorance = SIPMAP_IGNORANCE_NO_OTHER;
	}
	if (good) {
		behaviour->other = result->other;
		test(behaviour, SIPMAP_BEHAVIOUR_ADDRESS, now);
		return;
	}
	if (ask_server(behaviour, now))
		return;
	if (behaviour->server.family != SIPMAP_FAMILY_NONE)
		test(behaviour, SIPMAP_BEHAVIOUR_SECOND, now);
	else
		finish(behaviour, now);
}

static void conclude(struct sipmap_behaviour *behaviour, u32 filtering,
		     u32 ignorance, u64 now)
{
	behaviour->found.filtering = filtering;
	behaviour->found.ignorance = ignorance;
	test(behaviour, SIPMAP_BEHAVIOUR_SECOND, now);
}

static bool from_other(const struct sipmap_behaviour *behaviour,
		       const struct sipmap_probe_result *result)
{
	return sipmap_endpoint_equal(&result->source, &behaviour->other);
}

static bool from_other_port(const struct sipmap_behaviour *behaviour,
			    const struct sipmap_probe_result *result)
{
	return sipmap_endpoint_same_address(&result->source,
					    &behaviour->server) &&
	       result->source.port == behaviour->other.port;
}

static void on_address(struct sipmap_behaviour *behaviour,
		       const struct sipmap_probe_result *result, u64 now)
{
	if (result->error == -ETIMEDOUT)
		test(behaviour, SIPMAP_BEHAVIOUR_PORT, now);
	else if (from_other(behaviour, result))
		conclude(behaviour, SIPMAP_FILTERING_ENDPOINT_INDEPENDENT,
			 SIPMAP_IGNORANCE_NONE, now);
	else
		conclude(behaviour, SIPMAP_FILTERING_UNKNOWN,
			 SIPMAP_IGNORANCE_IGNORES, now);
}

static void on_port(struct sipmap_behaviour *behaviour,
		    const struct sipmap_probe_result *result, u64 now)
{
	bool silent = result->error == -ETIMEDOUT;

	if (!silent && !from_other_port(behaviour, result)) {
		conclude(behaviour, SIPMAP_FILTERING_UNKNOWN,
			 SIPMAP_IGNORANCE_IGNORES, now);
		return;
	}
	behaviour->candidate = silent ?
			       SIPMAP_FILTERING_ADDRESS_AND_PORT_DEPENDENT :
			       SIPMAP_FILTERING_ADDRESS_DEPENDENT;
	test(behaviour, SIPMAP_BEHAVIOUR_OPEN, now);
}

/*
 * Behind a symmetric NAT the other address is not let in by what was sent to
 * it, since that went through another mapping: there it must do that the other
 * address is one that answers.
 */
static void on_control(struct sipmap_behaviour *behaviour,
		       const struct sipmap_probe_result *result, u64 now)
{
	bool believed = from_other(behaviour, result);

	if (result->error == -ETIMEDOUT)
		believed = behaviour->other_answers &&
			   sipmap_mapping_is_symmetric(behaviour->mapping);
	if (believed)
		conclude(behaviour, behaviour->candidate,
			 SIPMAP_IGNORANCE_NONE, now);
	else
		conclude(behaviour, SIPMAP_FILTERING_UNKNOWN,
			 SIPMAP_IGNORANCE_SILENT, now);
}

static u32 preserves(const struct sipmap_tested *tested)
{
	bool first = tested[0].outside.port == tested[0].public_endpoint.port;
	bool second = tested[1].outside.port == tested[1].public_endpoint.port;

	if (first != second)
		return SIPMAP_FINDING_UNKNOWN;
	return first ? SIPMAP_FINDING_YES : SIPMAP_FINDING_NO;
}

/* without a NAT there is nothing that could send it back */
static void on_second(struct sipmap_behaviour *behaviour,
		      const struct sipmap_probe_result *result, u64 now)
{
	struct sipmap_tested *tested = behaviour->tested;
	unsigned int i;

	if (result->error) {
		finish(behaviour, now);
		return;
	}
	tested[1].public_endpoint = result->public_endpoint;
	behaviour->found.preserves = preserves(tested);
	if (behaviour->mapping == SIPMAP_MAPPING_NONE) {
		finish(behaviour, now);
		return;
	}
	behaviour->stage = SIPMAP_BEHAVIOUR_HAIRPIN;
	behaviour->in_flight = 0;
	for (i = 0; i < 2; i++)
		if (ask(behaviour, i, &tested[!i].public_endpoint, NULL, now))
			behaviour->in_flight++;
	if (!behaviour->in_flight)
		finish(behaviour, now);
}

/* behind a symmetric NAT the address that was tried is not the right one */
static void on_hairpin(struct sipmap_behaviour *behaviour,
		       const struct sipmap_probe_result *result, u64 now)
{
	behaviour->in_flight--;
	if (!result->error && result->echo) {
		behaviour->found.hairpin = SIPMAP_FINDING_YES;
		finish(behaviour, now);
		return;
	}
	if (behaviour->in_flight)
		return;
	if (result->error == -ETIMEDOUT &&
	    behaviour->mapping == SIPMAP_MAPPING_ENDPOINT_INDEPENDENT)
		behaviour->found.hairpin = SIPMAP_FINDING_NO;
	finish(behaviour, now);
}

static const char *stage_name(u32 stage)
{
	switch (stage) {
	case SIPMAP_BEHAVIOUR_SERVER:
		return "filtering, a server";
	case SIPMAP_BEHAVIOUR_ADDRESS:
		return "filtering, from another address";
	case SIPMAP_BEHAVIOUR_PORT:
		return "filtering, from another port";
	case SIPMAP_BEHAVIOUR_OPEN:
		return "filtering, to the other address";
	case SIPMAP_BEHAVIOUR_CONTROL:
		return "filtering, from there, being expected";
	case SIPMAP_BEHAVIOUR_SECOND:
		return "port preservation, another port";
	default:
		return "hairpinning";
	}
}

static void on_probe(void *owner, const struct sipmap_probe_result *result,
		     u64 now)
{
	struct sipmap_behaviour *behaviour = owner;

	if (result->error == -ENOENT) {
		vanish(behaviour, now);
		return;
	}
	sipmap_step_tell(behaviour->step, behaviour->arg,
			 stage_name(behaviour->stage), result);
	switch (behaviour->stage) {
	case SIPMAP_BEHAVIOUR_SERVER:
		on_server(behaviour, result, now);
		break;
	case SIPMAP_BEHAVIOUR_ADDRESS:
		on_address(behaviour, result, now);
		break;
	case SIPMAP_BEHAVIOUR_PORT:
		on_port(behaviour, result, now);
		break;
	case SIPMAP_BEHAVIOUR_OPEN:
		behaviour->other_answers = !result->error;
		test(behaviour, SIPMAP_BEHAVIOUR_CONTROL, now);
		break;
	case SIPMAP_BEHAVIOUR_CONTROL:
		on_control(behaviour, result, now);
		break;
	case SIPMAP_BEHAVIOUR_SECOND:
		on_second(behaviour, result, now);
		break;
	default:
		on_hairpin(behaviour, result, now);
	}
}
