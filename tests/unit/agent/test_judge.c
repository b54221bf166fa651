// SPDX-License-Identifier: GPL-2.0-or-later
/* Judging NATs of every kind, with servers of every honesty. */
#include "../../../userspace/sipmapd/nat.h"
#include "module.h"
#include "tap.h"
#include "world.h"

#define EI(WHAT) SIPMAP_##WHAT##_ENDPOINT_INDEPENDENT
#define AD(WHAT) SIPMAP_##WHAT##_ADDRESS_DEPENDENT
#define APD(WHAT) SIPMAP_##WHAT##_ADDRESS_AND_PORT_DEPENDENT
#define UNKNOWN_TYPE "Unknown NAT Type"

/* longer than all tests take, shorter than until the next mapping test, ms */
#define ALL_TESTS 20000

static void begin(u32 mapping, u32 filtering)
{
	world_begin(mapping);
	world.nat.filtering = filtering;
	if (mapping == SIPMAP_MAPPING_NONE)
		world_outside(WORLD_IFINDEX, "203.0.113.2:0");
}

static void judged(u32 mapping, u32 filtering, const char *type)
{
	world_run(ALL_TESTS);
	ASSERT_NUMBER(mapping, world.realm.mapping);
	ASSERT_NUMBER(filtering, world.realm.filtering);
	ASSERT_TEXT(type, world.realm.type);
}

static const struct {
	u32 mapping;
	u32 filtering;
	const char *type;
} kinds[] = {
	{ SIPMAP_MAPPING_NONE, EI(FILTERING), "Open Internet" },
	{ SIPMAP_MAPPING_NONE, AD(FILTERING), "Symmetric Firewall" },
	{ SIPMAP_MAPPING_NONE, APD(FILTERING), "Symmetric Firewall" },
	{ EI(MAPPING), EI(FILTERING), "Full Cone NAT" },
	{ EI(MAPPING), AD(FILTERING), "Restricted Cone NAT" },
	{ EI(MAPPING), APD(FILTERING), "Port Restricted Cone NAT" },
	{ AD(MAPPING), APD(FILTERING), "Symmetric NAT" },
	{ APD(MAPPING), APD(FILTERING), "Symmetric NAT" },
};

static void every_kind(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		begin(kinds[i].mapping, kinds[i].filtering);
		world_full_server();
		judged(kinds[i].mapping, kinds[i].filtering, kinds[i].type);
		ASSERT_NUMBER(kinds[i].mapping != SIPMAP_MAPPING_NONE,
			      world.realm.nats);
		world_end();
	}
}

static void classic_server(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		begin(kinds[i].mapping, kinds[i].filtering);
		world_full_server();
		world.nat.servers[0].kind = NAT_PLAIN;
		world.nat.servers[1].kind = NAT_PLAIN;
		world.nat.servers[2].kind = NAT_PLAIN;
		judged(kinds[i].mapping, kinds[i].filtering, kinds[i].type);
		ASSERT_NUMBER(SIPMAP_FINDING_UNKNOWN, world.realm.alters);
		world_end();
	}
}

/* what a server that cannot change says is the same behind all of them */
static void no_change(enum nat_change change)
{
	static const u32 filterings[] = {
		EI(FILTERING), AD(FILTERING), APD(FILTERING),
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(filterings); i++) {
		begin(EI(MAPPING), filterings[i]);
		world_full_server();
		world.nat.servers[0].change = change;
		judged(EI(MAPPING), SIPMAP_FILTERING_UNKNOWN, UNKNOWN_TYPE);
		world_end();
	}
}

static void change_ignored(void)
{
	no_change(NAT_CHANGE_IGNORED);
}

static void change_dropped(void)
{
	no_change(NAT_CHANGE_DROPPED);
}

static void change_refused(void)
{
	no_change(NAT_CHANGE_REFUSED);
}

static void change_of_port_only(void)
{
	begin(EI(MAPPING), APD(FILTERING));
	world_full_server();
	world.nat.servers[0].change = NAT_CHANGE_PORT_ONLY;
	judged(EI(MAPPING), SIPMAP_FILTERING_UNKNOWN, UNKNOWN_TYPE);
	world_end();
}

static void other_is_the_same(void)
{
	begin(APD(MAPPING), EI(FILTERING));
	world_server(0, "198.51.100.1:3478", NAT_HONEST);
	world.nat.servers[0].other = tap_parse("198.51.100.1:3479");
	nat_add_server(&world.nat, "198.51.100.1:3479", NULL, NAT_HONEST);
	judged(SIPMAP_MAPPING_UNKNOWN, SIPMAP_FILTERING_UNKNOWN, UNKNOWN_TYPE);
	world_end();
}

static void two_simple_servers(void)
{
	begin(EI(MAPPING), APD(FILTERING));
	world_server(0, "198.51.100.1:3478", NAT_HONEST);
	world_server(1, "192.0.2.5:3478", NAT_HONEST);
	judged(EI(MAPPING), SIPMAP_FILTERING_UNKNOWN, UNKNOWN_TYPE);
	world_end();
}

static void second_server_can(void)
{
	begin(EI(MAPPING), AD(FILTERING));
	world_server(0, "192.0.2.5:3478", NAT_HONEST);
	world_server(1, "198.51.100.1:3478", NAT_HONEST);
	world.nat.servers[1].other = tap_parse("198.51.100.2:3479");
	nat_add_server(&world.nat, "198.51.100.2:3479", NULL, NAT_HONEST);
	nat_add_server(&world.nat, "198.51.100.2:3478", NULL, NAT_HONEST);
	judged(EI(MAPPING), AD(FILTERING), "Restricted Cone NAT");
	world_end();
}

/* asked once, the other address would be let in behind any cone */
static void asked_before_tells_nothing(void)
{
	begin(EI(MAPPING), AD(FILTERING));
	world_server(0, "198.51.100.2:3478", NAT_HONEST);
	world_server(1, "198.51.100.1:3478", NAT_HONEST);
	world.nat.servers[1].other = tap_parse("198.51.100.2:3479");
	nat_add_server(&world.nat, "198.51.100.2:3479", NULL, NAT_HONEST);
	judged(EI(MAPPING), SIPMAP_FILTERING_UNKNOWN, UNKNOWN_TYPE);
	world_end();
}

static void hairpin(void)
{
	begin(EI(MAPPING), APD(FILTERING));
	world_full_server();
	world.nat.hairpin = true;
	world_run(ALL_TESTS);
	ASSERT_NUMBER(SIPMAP_FINDING_YES, world.realm.hairpin);
	world_end();
	begin(EI(MAPPING), EI(FILTERING));
	world_full_server();
	world_run(ALL_TESTS);
	ASSERT_NUMBER(SIPMAP_FINDING_NO, world.realm.hairpin);
	world_end();
	begin(APD(MAPPING), APD(FILTERING));
	world_full_server();
	world_run(ALL_TESTS);
	ASSERT_NUMBER(SIPMAP_FINDING_UNKNOWN, world.realm.hairpin);
	world_end();
}

static void ports_kept(void)
{
	begin(EI(MAPPING), APD(FILTERING));
	world_full_server();
	world.nat.preserves = true;
	world_run(ALL_TESTS);
	ASSERT_NUMBER(SIPMAP_FINDING_YES, world.realm.preserves);
	world_end();
	begin(EI(MAPPING), APD(FILTERING));
	world_full_server();
	world_run(ALL_TESTS);
	ASSERT_NUMBER(SIPMAP_FINDING_NO, world.realm.preserves);
	world_end();
}

static void rewriter_upstream(void)
{
	begin(EI(MAPPING), APD(FILTERING));
	world_full_server();
	world_run(ALL_TESTS);
	ASSERT_NUMBER(SIPMAP_FINDING_NO, world.realm.alters);
	world_end();
	begin(EI(MAPPING), APD(FILTERING));
	world_full_server();
	world.nat.servers[0].kind = NAT_ALTERED;
	world_run(ALL_TESTS);
	ASSERT_NUMBER(SIPMAP_FINDING_YES, world.realm.alters);
	world_end();
}

static void nobody_there(void)
{
	world_begin(EI(MAPPING));
	world_run(ALL_TESTS);
	ASSERT_TEXT("STUN Server Not Reachable", world.realm.type);
	world_end();
	world_begin(EI(MAPPING));
	world_server(0, "198.51.100.1:3478", NAT_SILENT);
	world_run(ALL_TESTS);
	ASSERT_TEXT("STUN Server Not Responding", world.realm.type);
	world_end();
}

static void firewall_turns_it_off(void)
{
	u32 id;

	begin(SIPMAP_MAPPING_NONE, APD(FILTERING));
	world_full_server();
	world_run(ALL_TESTS);
	id = world_register(5060);
	world_hold(1);
	world_run(0);
	ASSERT_NUMBER(SIPMAP_STATE_FAILED, world.bindings[id].state);
	ASSERT_NUMBER(1, world.released_count);
	/* and it comes back, on its own, within a day */
	world.nat.filtering = EI(FILTERING);
	world.agent.judge.at = world.nat.now;
	world_run(620000);
	ASSERT_TEXT("Open Internet", world.realm.type);
	ASSERT_NUMBER(SIPMAP_STATE_READY, world.bindings[id].state);
	world_end();
}

static void asked_to(void)
{
	begin(EI(MAPPING), APD(FILTERING));
	world_full_server();
	world_run(ALL_TESTS);
	ASSERT_NUMBER(0, world.steps);
	ASSERT_NUMBER(0, world.tested);
	module_ask_test();
	world_run(ALL_TESTS);
	ASSERT(world.steps >= 8);
	ASSERT_NUMBER(1, world.tested);
	world.nat.servers[0].kind = NAT_SILENT;
	module_ask_test();
	world_run(ALL_TESTS);
	ASSERT_NUMBER(2, world.tested);
	ASSERT_TEXT("Port Restricted Cone NAT", world.realm.type);
	world_end();
}

static void run_hours(unsigned int hours)
{
	while (hours--) {
		world.nat.sent_count = 0;
		world_run(3600000);
	}
}

static void again_each_day(void)
{
	u64 first;

	begin(EI(MAPPING), APD(FILTERING));
	world.agent.settings.keepalive = 3600000;
	world_full_server();
	world_run(ALL_TESTS);
	first = world.agent.judge.begun;
	run_hours(23);
	ASSERT_NUMBER(first, world.agent.judge.begun);
	run_hours(2);
	ASSERT(world.agent.judge.begun > first);
	world_end();
}

static void again_with_another_route(void)
{
	struct sipmap_outside outside;
	u64 first;

	begin(EI(MAPPING), APD(FILTERING));
	world_full_server();
	world_run(ALL_TESTS);
	first = world.agent.judge.begun;
	outside = world.agent.outside;
	sipmap_agent_outside(&world.agent, &outside, world.nat.now);
	world_run(1000);
	ASSERT_NUMBER(first, world.agent.judge.begun);
	world.nat.filtering = AD(FILTERING);
	outside.gateway = tap_parse("100.64.0.99:0");
	sipmap_agent_outside(&world.agent, &outside, world.nat.now);
	judged(EI(MAPPING), AD(FILTERING), "Restricted Cone NAT");
	world_end();
}

static void again_after_a_change(void)
{
	begin(EI(MAPPING), APD(FILTERING));
	world_full_server();
	world_register(5060);
	world_run(120000);
	world.nat.filtering = EI(FILTERING);
	nat_forget(&world.nat);
	world_run(60000);
	ASSERT_TEXT("Full Cone NAT", world.realm.type);
	world_end();
}

static void again_where_answers_were_lost(void)
{
	begin(EI(MAPPING), APD(FILTERING));
	world_full_server();
	world.nat.servers[0].change = NAT_CHANGE_DROPPED;
	world_run(ALL_TESTS);
	ASSERT_TEXT(UNKNOWN_TYPE, world.realm.type);
	world.nat.servers[0].change = NAT_CHANGE_OBEYED;
	world_run(1300000);
	ASSERT_TEXT("Port Restricted Cone NAT", world.realm.type);
	world_end();
}

static void abandoned(void)
{
	begin(EI(MAPPING), APD(FILTERING));
	world_full_server();
	world_run(500);
	ASSERT(world.agent.judge.running);
	sipmap_judge_abandon(&world.agent);
	sipmap_nat_again(&world.agent, world.nat.now);
	judged(EI(MAPPING), APD(FILTERING), "Port Restricted Cone NAT");
	ASSERT_NUMBER(4, world.agent.mirror.count);
	world_end();
}

static void nothing_is_left(void)
{
	unsigned int count = 0;
	u32 id;

	begin(EI(MAPPING), APD(FILTERING));
	world_full_server();
	world_run(ALL_TESTS);
	for (id = 1; id < world.next_id; id++)
		count += world.bindings[id].id != 0;
	/* two of them to measure the lifetime of mappings with */
	ASSERT_NUMBER(4 + 2, count);
	ASSERT_NUMBER(4, world.agent.mirror.count);
	/* in the middle of it, the interface goes */
	module_ask_test();
	world_run(500);
	ASSERT(world.agent.judge.running);
	world_outside(0, NULL);
	world_run(ALL_TESTS);
	ASSERT(!world.agent.judge.running);
	ASSERT_NUMBER(0, world.agent.mirror.count);
	world_end();
}

static void restart_in_the_middle(void)
{
	begin(EI(MAPPING), APD(FILTERING));
	world_full_server();
	world_run(ALL_TESTS);
	module_ask_test();
	world_run(500);
	ASSERT(world.agent.judge.running);
	world_restart_agent();
	ASSERT_TEXT("Port Restricted Cone NAT", world.realm.type);
	judged(EI(MAPPING), APD(FILTERING), "Port Restricted Cone NAT");
	world_end();
}

int main(void)
{
	static const struct tap_test tests[] = {
		{ "every kind of NAT gets its name", every_kind },
		{ "a server of RFC 3489 is as good as one of RFC 5780",
		  classic_server },
		{ "a server that ignores CHANGE-REQUEST: filtering unknown",
		  change_ignored },
		{ "a server that drops CHANGE-REQUEST: filtering unknown",
		  change_dropped },
		{ "a server that refuses CHANGE-REQUEST: filtering unknown",
		  change_refused },
		{ "a server that changes its port only: filtering unknown",
		  change_of_port_only },
		{ "an OTHER-ADDRESS that is the same address: all unknown",
		  other_is_the_same },
		{ "two simple servers: mapping known, filtering unknown",
		  two_simple_servers },
		{ "a server that can is found behind one that cannot",
		  second_server_can },
		{ "an address that was asked before is no test of filtering",
		  asked_before_tells_nothing },
		{ "hairpinning is seen, and its absence where that is sure",
		  hairpin },
		{ "port preservation is seen", ports_kept },
		{ "a rewriter upstream is seen", rewriter_upstream },
		{ "not reachable and not responding are told apart",
		  nobody_there },
		{ "behind a firewall nothing is measured, until it goes",
		  firewall_turns_it_off },
		{ "who asks for it sees each test and the end", asked_to },
		{ "it is judged again each day", again_each_day },
		{ "it is judged again with another route",
		  again_with_another_route },
		{ "it is judged again when a public endpoint has changed",
		  again_after_a_change },
		{ "it is judged again soon where answers may have been lost",
		  again_where_answers_were_lost },
		{ "tests that cannot be answered begin again", abandoned },
		{ "the ports that tests need are given back", nothing_is_left },
		{ "a restart in the middle of it does no harm",
		  restart_in_the_middle },
	};

	return tap_run(tests, ARRAY_SIZE(tests));
}
