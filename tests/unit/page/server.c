// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * server PORT KIND: the agent's own HTTP server, with tables that are made up:
 * a good day, a bad one, one of strangers who write what they like, one without
 * STUN, a day on which nothing has happened, and one without the module.
 */
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../../userspace/sipmapd/compat.h"
#include "../../../userspace/sipmapd/http.h"

static const char *kind;
static u64 reports;

static bool is(const char *wanted)
{
	return !strcmp(kind, wanted);
}

static struct sipmap_endpoint endpoint(const char *address, u16 port)
{
	struct sipmap_endpoint made = {
		.family = SIPMAP_FAMILY_IPV4,
		.port = port,
	};

	if (inet_pton(AF_INET, address, made.address) != 1)
		abort();
	return made;
}

static void make_realm(struct sipmap_state *state)
{
	struct sipmap_knl_realm *realm = calloc(1, sizeof(*realm));

	realm->ifindex = 2;
	strcpy(realm->name, is("hostile") ? "w\"\\<b>" : "wan0");
	realm->address = endpoint("100.64.0.2", 0);
	realm->public_address = endpoint("203.0.113.7", 0);
	realm->translates = 1;
	realm->filtering = SIPMAP_FILTERING_ADDRESS_AND_PORT_DEPENDENT;
	realm->lifetime = 120;
	realm->nats = is("bad") ? 2 : 1;
	realm->stun = is("deaf") ? SIPMAP_FINDING_NO : SIPMAP_FINDING_YES;
	strcpy(realm->type, is("bad") ? "Symmetric NAT" :
	       "Port Restricted Cone NAT");
	realm->mapping = is("bad") ? SIPMAP_MAPPING_ADDRESS_AND_PORT_DEPENDENT :
				     SIPMAP_MAPPING_ENDPOINT_INDEPENDENT;
	strcpy(realm->verdict, is("bad") ?
	       "symmetric NAT to 203.0.113.7, another port for each destination: measured ports are not written, media may fail" :
	       is("hostile") ? "<img src=x onerror=document.title='broken'>" :
	       "NAT to 203.0.113.7, the same port towards everybody: calls work");
	state->realm = realm;
	state->realms = 1;
}

static void make_phones(struct sipmap_state *state, unsigned int count)
{
	struct sipmap_knl_binding *phone = calloc(count, sizeof(*phone));
	char address[INET_ADDRSTRLEN];
	unsigned int i;

	state->phone = phone;
	state->phones = count;
	for (i = 0; i < count; i++, phone++) {
		snprintf(address, sizeof(address), "192.168.1.%u", 10 + i);
		phone->has = SIPMAP_HAS(SIPMAP_A_BINDING_LEASE);
		phone->inside = endpoint(address, 5060);
		phone->outside = endpoint("100.64.0.2", 5060 + i);
		phone->public_endpoint = endpoint("203.0.113.7", 40123 + i);
		phone->peer = endpoint("198.51.100.10", 5060);
		phone->state = SIPMAP_STATE_READY;
		phone->source = SIPMAP_SOURCE_OBSERVED;
		phone->lease = 540;
		if (!is("bad") || i != 1)
			continue;
		phone->lease = 0;
		phone->state = SIPMAP_STATE_FAILED;
		phone->public_endpoint.family = SIPMAP_FAMILY_NONE;
	}
}

static void make_calls(struct sipmap_state *state, unsigned int count)
{
	static const char hostile[] =
		"</script><script>document.title='broken'</script>\"'\x1b\xff\0&";
	struct sipmap_knl_call *call = calloc(count, sizeof(*call));
	unsigned int i;

	state->call = call;
	state->calls = count;
	for (i = 0; i < count; i++, call++) {
		call->id = i + 1;
		call->call_id_length = snprintf(call->call_id,
						sizeof(call->call_id),
						"%08x-7f3a@192.168.1.10",
						i * 2654435761u);
		if (is("hostile")) {
			memcpy(call->call_id, hostile, sizeof(hostile) - 1);
			call->call_id_length = sizeof(hostile) - 1;
		}
		call->state = i % 2 ? SIPMAP_CALL_EARLY : SIPMAP_CALL_CONFIRMED;
		call->inbound = i % 2;
		call->inside = endpoint("192.168.1.10", 5060);
		call->peer = endpoint("198.51.100.10", 5060);
		call->age = 61 + i;
		call->streams = 2;
		if (i % 2)
			state->calls_early++;
		else
			state->calls_confirmed++;
	}
}

/* both ways and counted, only out, and none */
static void make_sounds(struct sipmap_report *report)
{
	size_t i;

	report->sound_count = 3;
	report->sound_known = !is("bad");
	report->sounds = calloc(3, sizeof(*report->sounds));
	for (i = 0; i < 3; i++) {
		struct sipmap_sound *sound = &report->sounds[i];

		sound->call = i == 2 ? 1 : i + 1;
		sound->out = i < 2;
		sound->in = i == 0;
		sound->counted = i == 0;
		sound->packets_out = i == 0 ? 1234 : 0;
		sound->packets_in = i == 0 ? 1230 : 0;
	}
}

static void make_counters(struct sipmap_state *state)
{
	static const char *const names[] = { "rewritten", "unchanged", "held" };
	size_t i;

	state->counters = ARRAY_SIZE(names);
	state->counter = calloc(ARRAY_SIZE(names), sizeof(*state->counter));
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		strcpy(state->counter[i].name, names[i]);
		state->counter[i].value = 5000000000 >> (8 * i);
	}
}

static void make_tally(struct sipmap_tally *tally)
{
	static const u64 delays[] = { 3, 5, 20, 20, 400, 7000 };
	size_t i;

	for (i = 0; i < ARRAY_SIZE(delays); i++) {
		sipmap_tally_held(tally, i, 1000);
		sipmap_tally_released(tally, i, 1000 + delays[i]);
	}
	sipmap_tally_held(tally, 77, 1000);
	sipmap_tally_released(tally, 78, 2000);
	sipmap_tally_sent(tally, true);
	sipmap_tally_sent(tally, true);
	tally->replies = 1;
}

static void make(void *arg, struct sipmap_report *report)
{
	struct sipmap_state *state = &report->state;

	(void)arg;
	make_tally(&report->tally);
	/* so that a test sees how often a report was made */
	report->tally.keepalives = ++reports;
	report->attached = !is("absent");
	report->servers = 2;
	report->failing = is("deaf") ? 2 : 1;
	if (is("absent")) {
		sipmap_report_read(report, NULL);
		return;
	}
	strcpy(state->status.version, "1.2.3");
	state->status.enabled = 1;
	state->status.agent = 7;
	state->status.bindings = 12;
	state->status.bindings_max = 65536;
	state->status.calls_max = 16384;
	state->status.warm = 4;
	make_realm(state);
	make_counters(state);
	make_sounds(report);
	if (!is("empty")) {
		make_phones(state, is("many") ? 150 : 3);
		make_calls(state, is("many") ? 150 : 3);
	}
	sipmap_report_judge(report);
}

static void on_signal(int number)
{
	(void)number;
	re_cancel();
}

/* in the event loop, which has set up the signals by now */
static void on_ready(void *arg)
{
	(void)arg;
	puts("ready");
	fflush(stdout);
}

int main(int argc, char **argv)
{
	struct sipmap_http *http = NULL;
	struct sipmap_listener listener;
	struct tmr begin;
	int err;

	if (argc != 3 && argc != 4)
		return 2;
	kind = argv[2];
	if (libre_init())
		return 1;
	if (argv[1][0] == '/')
		err = sipmap_listener_path(&listener, argv[1],
					   argc > 3 ? atoi(argv[3]) : -1);
	else
		err = sipmap_listener_port(&listener, atoi(argv[1]));
	if (!err)
		err = sipmap_http_open(&http, &listener, make, NULL);
	if (!err) {
		tmr_init(&begin);
		tmr_start(&begin, 0, on_ready, NULL);
		re_main(on_signal);
	}
	sipmap_http_close(http);
	libre_close();
	return err ? 3 : 0;
}
