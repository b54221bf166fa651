// SPDX-License-Identifier: GPL-2.0-or-later
/* Measuring P with several servers, and believing a change. */
#include <errno.h>

#include "../../../userspace/sipmapd/measure.h"
#include "nat.h"
#include "tap.h"

#define W "100.64.0.2:30000"
#define FIRST "198.51.100.1:3478"
#define SECOND "192.0.2.5:3478"

static struct nat nat;
static struct sipmap_probes probes;
static struct sipmap_servers servers;
static struct sipmap_measurer measurer = { &probes, &servers, NULL };
static struct sipmap_measure measure;
static struct sipmap_measured measured;
static bool done;

static void on_done(void *arg, const struct sipmap_measured *got, u64 now)
{
	(void)arg;
	(void)now;
	measured = *got;
	done = true;
}

static void add_server(unsigned int origin, const char *text,
		       enum nat_server_kind kind)
{
	struct sipmap_endpoint endpoint = tap_parse(text);

	nat_add_server(&nat, text, NULL, kind);
	sipmap_servers_replace(&servers, origin, &endpoint, 1);
}

static void begin(u32 mapping)
{
	nat_init(&nat, mapping);
	nat.outside[1] = tap_parse(W);
	memset(&probes, 0, sizeof(probes));
	memset(&servers, 0, sizeof(servers));
	nat_transport(&nat, &probes.transport);
	measure = (struct sipmap_measure){
		.measurer = &measurer,
		.binding = 1,
		.outside = tap_parse(W),
		.done = on_done,
	};
}

static u64 next_time(void)
{
	u64 next = sipmap_probe_next(&probes);

	if (next > nat_next_reply(&nat))
		next = nat_next_reply(&nat);
	if (next > sipmap_measure_next(&measure))
		next = sipmap_measure_next(&measure);
	return next;
}

static void run(void)
{
	struct nat_reply reply;

	done = false;
	sipmap_measure_start(&measure, nat.now);
	while (!done && next_time() != SIPMAP_NEVER) {
		nat.now = next_time();
		while (nat_take_reply(&nat, &reply)) {
			struct sipmap_datagram datagram = {
				reply.source, reply.outside, reply.payload,
				reply.length,
			};

			sipmap_probe_answer(&probes, &datagram, nat.now);
		}
		sipmap_probe_tick(&probes, nat.now);
		sipmap_measure_tick(&measure, nat.now);
	}
	ASSERT(done);
	ASSERT(!measure.running);
	ASSERT_NUMBER(SIPMAP_NEVER, sipmap_probe_next(&probes));
}

static void first_time(void)
{
	begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	add_server(0, FIRST, NAT_HONEST);
	add_server(1, SECOND, NAT_HONEST);
	run();
	ASSERT_NUMBER(0, measured.error);
	ASSERT_ENDPOINT("203.0.113.7:40000", measured.public_endpoint);
	ASSERT_NUMBER(1, nat.sent_count);
}

static void failover(void)
{
	begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	add_server(0, FIRST, NAT_SILENT);
	add_server(1, SECOND, NAT_HONEST);
	run();
	ASSERT_NUMBER(0, measured.error);
	ASSERT_NUMBER(1000 + 1400 + NAT_ROUND_TRIP, nat.now);
	/* and from then on the one that answers is asked first */
	run();
	ASSERT_NUMBER(3, nat_count_sent(&nat, 1, FIRST));
	ASSERT_NUMBER(2, nat_count_sent(&nat, 1, SECOND));
}

static void hurry(void)
{
	begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	add_server(0, FIRST, NAT_SILENT);
	add_server(1, SECOND, NAT_HONEST);
	measure.urgent = true;
	run();
	ASSERT_NUMBER(0, measured.error);
	ASSERT_NUMBER(1000 + 200 + NAT_ROUND_TRIP, nat.now);
}

static void no_server(void)
{
	begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	run();
	ASSERT_NUMBER(-EDESTADDRREQ, measured.error);
}

static void nobody_answers(void)
{
	begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	add_server(0, FIRST, NAT_SILENT);
	add_server(1, SECOND, NAT_SILENT);
	run();
	ASSERT_NUMBER(-ETIMEDOUT, measured.error);
	ASSERT_NUMBER(6, nat.sent_count);
}

static void liar_is_passed_over(void)
{
	begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	add_server(0, FIRST, NAT_PRIVATE);
	add_server(1, SECOND, NAT_HONEST);
	run();
	ASSERT_NUMBER(0, measured.error);
	ASSERT_ENDPOINT("203.0.113.7:40000", measured.public_endpoint);
}

static void unchanged(void)
{
	begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	add_server(0, FIRST, NAT_HONEST);
	measure.known = tap_parse("203.0.113.7:40000");
	run();
	ASSERT_NUMBER(0, measured.error);
	ASSERT(!measured.changed);
	ASSERT_NUMBER(1, nat.sent_count);
}

static void change_confirmed(void)
{
	begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	add_server(0, FIRST, NAT_HONEST);
	add_server(1, SECOND, NAT_HONEST);
	measure.known = tap_parse("203.0.113.7:39000");
	run();
	ASSERT_NUMBER(0, measured.error);
	ASSERT(measured.changed);
	ASSERT_ENDPOINT("203.0.113.7:40000", measured.public_endpoint);
	ASSERT_NUMBER(1, nat_count_sent(&nat, 1, FIRST));
	ASSERT_NUMBER(1, nat_count_sent(&nat, 1, SECOND));
}

static void change_confirmed_by_repeat(void)
{
	begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	add_server(0, FIRST, NAT_HONEST);
	measure.known = tap_parse("203.0.113.7:39000");
	run();
	ASSERT_NUMBER(0, measured.error);
	ASSERT(measured.changed);
	ASSERT_NUMBER(2, nat_count_sent(&nat, 1, FIRST));
}

static void change_not_confirmed(void)
{
	begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	add_server(0, FIRST, NAT_FICKLE);
	measure.known = tap_parse("203.0.113.7:39000");
	run();
	ASSERT_NUMBER(-EAGAIN, measured.error);
}

static void second_says_nothing_new(void)
{
	begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	add_server(0, FIRST, NAT_FICKLE);
	add_server(1, SECOND, NAT_HONEST);
	measure.known = tap_parse("203.0.113.7:40000");
	/* the honest one still sees what was known */
	nat.mappings[0].outside = tap_parse(W);
	nat.mappings[0].port = 40000;
	nat.mapping_count = 1;
	nat.next_port = 41000;
	run();
	ASSERT_NUMBER(0, measured.error);
	ASSERT(!measured.changed);
	ASSERT_ENDPOINT("203.0.113.7:40000", measured.public_endpoint);
}

static void binding_gone(void)
{
	begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	add_server(0, FIRST, NAT_SILENT);
	nat.outside[1].family = SIPMAP_FAMILY_NONE;
	run();
	ASSERT_NUMBER(-ENOENT, measured.error);
	ASSERT_NUMBER(0, servers.list[0].failures);
}

static void forgiven(void)
{
	struct sipmap_server_choice any = { .count = 0 };
	struct sipmap_endpoint first = tap_parse(FIRST);

	begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	add_server(0, FIRST, NAT_HONEST);
	add_server(1, SECOND, NAT_HONEST);
	sipmap_servers_report(&servers, &first, false, 5000);
	ASSERT_ENDPOINT(SECOND, sipmap_servers_pick(&servers, 5001,
						    &any)->endpoint);
	ASSERT_ENDPOINT(FIRST,
			sipmap_servers_pick(&servers,
					    5000 + SIPMAP_SERVER_FORGIVE,
					    &any)->endpoint);
}

static void replaced(void)
{
	struct sipmap_endpoint first = tap_parse(FIRST);
	struct sipmap_endpoint moved[] = {
		tap_parse("198.51.100.9:3478"), tap_parse(FIRST),
	};

	begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	add_server(1, SECOND, NAT_HONEST);
	add_server(0, FIRST, NAT_HONEST);
	ASSERT_ENDPOINT(FIRST, servers.list[0].endpoint);
	sipmap_servers_report(&servers, &first, false, 5000);
	sipmap_servers_replace(&servers, 0, moved, 2);
	ASSERT_NUMBER(3, servers.count);
	ASSERT_ENDPOINT("198.51.100.9:3478", servers.list[0].endpoint);
	ASSERT_ENDPOINT(FIRST, servers.list[1].endpoint);
	ASSERT_NUMBER(1, servers.list[1].failures);
	ASSERT_ENDPOINT(SECOND, servers.list[2].endpoint);
	sipmap_servers_replace(&servers, 0, NULL, 0);
	ASSERT_NUMBER(1, servers.count);
}

int main(void)
{
	static const struct tap_test tests[] = {
		{ "the first answer is believed where none was known",
		  first_time },
		{ "a silent server is followed by the next, and avoided",
		  failover },
		{ "a held message does not wait for a silent server", hurry },
		{ "without servers it fails at once", no_server },
		{ "it fails when nobody answers", nobody_answers },
		{ "a server that names a private address is passed over",
		  liar_is_passed_over },
		{ "an unchanged P needs one answer", unchanged },
		{ "a changed P is confirmed by a second server",
		  change_confirmed },
		{ "a changed P is confirmed by a repeat where one server is all",
		  change_confirmed_by_repeat },
		{ "a changed P that is not confirmed is not believed",
		  change_not_confirmed },
		{ "the second server can say that nothing changed",
		  second_says_nothing_new },
		{ "a binding that is gone is not the server's fault",
		  binding_gone },
		{ "a server that failed is forgiven after a time", forgiven },
		{ "new addresses of a name keep order and record", replaced },
	};

	return tap_run(tests, ARRAY_SIZE(tests));
}
