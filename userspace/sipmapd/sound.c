// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>

#include "../common/flows.h"
#include "sound.h"

/* to go through more flows than this would keep the agent from its calls */
#define FLOWS_MAX 20000
#define FLOWS_FILE "/proc/sys/net/netfilter/nf_conntrack_count"

/* a flow is the phone's if it came from I; its peer's if it went to W */
static void add_flow(struct sipmap_sound *sound, const struct sipmap_flow *flow)
{
	if (sipmap_endpoint_equal(&flow->from, &sound->inside)) {
		sound->out = true;
		sound->in |= flow->answered;
		sound->packets_out += flow->forth;
		sound->packets_in += flow->back;
	} else if (sipmap_endpoint_equal(&flow->to, &sound->outside) ||
		   sipmap_endpoint_equal(&flow->answers_from,
					 &sound->inside)) {
		sound->in = true;
		sound->out |= flow->answered;
		sound->packets_in += flow->forth;
		sound->packets_out += flow->back;
	} else {
		return;
	}
	sound->counted |= flow->counted;
}

struct streams {
	struct sipmap_sound *list;
	size_t count;
};

static void take_flow(const struct sipmap_flow *flow, void *arg)
{
	const struct streams *streams = arg;
	size_t i;

	for (i = 0; i < streams->count; i++)
		add_flow(&streams->list[i], flow);
}

/**
 * sipmap_sound_take - look at one flow of conntrack's
 * @sounds: streams; those whose flow it is are told
 * @count: how many
 * @message: the flow as ctnetlink tells it
 */
void sipmap_sound_take(struct sipmap_sound *sounds, size_t count,
		       const struct nlmsghdr *message)
{
	struct streams streams = { .list = sounds, .count = count };
	struct sipmap_flow flow;

	if (sipmap_flow_read(message, &flow))
		take_flow(&flow, &streams);
}

static bool too_many_flows(void)
{
	FILE *stream = fopen(FLOWS_FILE, "re");
	unsigned long count = 0;
	int found = 0;

	if (stream) {
		found = fscanf(stream, "%lu", &count);
		fclose(stream);
	}
	return found != 1 || count > FLOWS_MAX;
}

/**
 * sipmap_sound_read - ask conntrack about streams
 * @sounds: with call, inside and outside; the rest is filled in
 * @count: how many
 *
 * Return: false if that cannot be known.
 */
bool sipmap_sound_read(struct sipmap_sound *sounds, size_t count)
{
	struct streams streams = { .list = sounds, .count = count };

	if (!count)
		return true;
	return !too_many_flows() && !sipmap_flows_each(take_flow, &streams);
}
