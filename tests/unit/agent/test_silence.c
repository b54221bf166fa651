// SPDX-License-Identifier: GPL-2.0-or-later
/* STUN servers that answer no more after a good start. */
#include "tap.h"
#include "world.h"

#define NAT SIPMAP_MAPPING_ENDPOINT_INDEPENDENT

static void all_servers(enum nat_server_kind kind)
{
	unsigned int i;

	for (i = 0; i < NAT_SERVERS; i++)
		world.nat.servers[i].kind = kind;
}

/* a good start with one server that has two addresses */
static void begin(void)
{
	world_begin(NAT);
	world.nat.now = 3600000;
	world_full_server();
	world_run(20000);
	ASSERT_NUMBER(SIPMAP_FINDING_YES, world.realm.stun);
}

static void dies(void)
{
	char verdict[sizeof(world.realm.verdict)];

	begin();
	memcpy(verdict, world.realm.verdict, sizeof(verdict));
	all_servers(NAT_SILENT);
	world_run(70000);
	ASSERT_NUMBER(SIPMAP_FINDING_NO, world.realm.stun);
	ASSERT_NUMBER(NAT, world.realm.mapping);
	ASSERT_TEXT(verdict, world.realm.verdict);
	world_end();
}

static void recovers(void)
{
	begin();
	all_servers(NAT_SILENT);
	world_run(70000);
	all_servers(NAT_HONEST);
	world_run(30000);
	ASSERT_NUMBER(SIPMAP_FINDING_YES, world.realm.stun);
	world_end();
}

/* longer than a server that failed is held to have failed */
static void stays_dead(void)
{
	begin();
	all_servers(NAT_SILENT);
	world_run(70000);
	ASSERT_NUMBER(SIPMAP_FINDING_NO, world.realm.stun);
	world.stun_told = 0;
	world_run(2 * SIPMAP_SERVER_FORGIVE);
	ASSERT_NUMBER(SIPMAP_FINDING_NO, world.realm.stun);
	ASSERT_NUMBER(0, world.stun_told);
	world_end();
}

/* questions go unanswered, but not for long enough */
static void short_outage(void)
{
	begin();
	world.stun_told = 0;
	all_servers(NAT_SILENT);
	world_run(15000);
	ASSERT(world.agent.servers.list[0].failures > 0);
	ASSERT_NUMBER(SIPMAP_FINDING_YES, world.realm.stun);
	all_servers(NAT_HONEST);
	world_run(60000);
	ASSERT_NUMBER(SIPMAP_FINDING_YES, world.realm.stun);
	ASSERT_NUMBER(0, world.stun_told);
	world_end();
}

static void one_is_enough(void)
{
	struct sipmap_endpoint first = tap_parse("198.51.100.1:3478");
	struct sipmap_endpoint second = tap_parse("198.51.100.9:3478");
	struct sipmap_servers servers = { .count = 0 };

	sipmap_servers_replace(&servers, 0, &first, 1);
	sipmap_servers_replace(&servers, 1, &second, 1);
	sipmap_servers_report(&servers, &first, true, 1000);
	ASSERT_NUMBER(SIPMAP_FINDING_YES, servers.answers);

	sipmap_servers_report(&servers, &first, false, 100000);
	ASSERT_NUMBER(SIPMAP_FINDING_YES, servers.answers);
	sipmap_servers_report(&servers, &second, false, 102000);
	ASSERT_NUMBER(SIPMAP_FINDING_NO, servers.answers);
	sipmap_servers_report(&servers, &second, true, 104000);
	ASSERT_NUMBER(SIPMAP_FINDING_YES, servers.answers);
}

static void restart(void)
{
	begin();
	all_servers(NAT_SILENT);
	world_run(70000);
	world.agent.servers.answers = SIPMAP_FINDING_UNKNOWN;
	world_restart_agent();
	world.stun_told = 0;
	world_run(10000);
	ASSERT_NUMBER(SIPMAP_FINDING_NO, world.realm.stun);
	ASSERT_NUMBER(0, world.stun_told);
	all_servers(NAT_HONEST);
	world_run(60000);
	ASSERT_NUMBER(SIPMAP_FINDING_YES, world.realm.stun);
	world_end();
}

static void another_address(void)
{
	begin();
	all_servers(NAT_SILENT);
	world_run(70000);
	world_outside(WORLD_IFINDEX, "100.64.0.9:0");
	world_run(0);
	ASSERT_NUMBER(SIPMAP_FINDING_UNKNOWN, world.realm.stun);
	world_end();
}

static void no_server_left(void)
{
	begin();
	all_servers(NAT_SILENT);
	world_run(70000);
	sipmap_agent_servers(&world.agent, 0, NULL, 0, world.nat.now);
	world_run(1000);
	ASSERT_NUMBER(SIPMAP_FINDING_UNKNOWN, world.realm.stun);
	world_end();
}

int main(void)
{
	static const struct tap_test tests[] = {
		{ "servers that fall silent are told of; the verdict stays",
		  dies },
		{ "that one answers again is told", recovers },
		{ "silence is told once, however long it lasts", stays_dead },
		{ "a short outage is not told", short_outage },
		{ "servers are silent when all of them have failed",
		  one_is_enough },
		{ "an agent that is started again believes the module",
		  restart },
		{ "with another outside address nothing is known yet",
		  another_address },
		{ "without a server nobody knows", no_server_left },
	};

	return tap_run(tests, ARRAY_SIZE(tests));
}
