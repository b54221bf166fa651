// SPDX-License-Identifier: GPL-2.0-or-later
/* The lifetime of mappings, keep-alives that follow from it, their kinds. */
#include "module.h"
#include "tap.h"
#include "world.h"

#define EI SIPMAP_MAPPING_ENDPOINT_INDEPENDENT
#define APD SIPMAP_MAPPING_ADDRESS_AND_PORT_DEPENDENT
#define REGISTRAR "203.0.113.60:5060"

/* longer than any measurement takes, ms */
#define MEASURED 3600000

static void begin(u32 mapping, u64 lifetime, unsigned int response_port)
{
	world_begin(mapping);
	world.agent.settings.keepalive = 0;
	world.nat.filtering = SIPMAP_FILTERING_ADDRESS_AND_PORT_DEPENDENT;
	world.nat.lifetime = lifetime;
	world_full_server();
	world.nat.servers[0].response_port = response_port;
}

/* never more than it is, and not much less */
static void measured(u64 lifetime)
{
	u64 seconds;

	world_run(MEASURED);
	seconds = world.realm.lifetime;
	ASSERT(seconds * 1000 <= lifetime);
	ASSERT(seconds * 1000 + lifetime / 8 + 3000 >= lifetime);
	ASSERT_NUMBER(4, world.agent.mirror.count);
}

static const u64 lifetimes[] = { 8000, 20500, 30000, 65000, 120000, 300000 };

static void every_lifetime(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(lifetimes); i++) {
		begin(EI, lifetimes[i], 4);
		measured(lifetimes[i]);
		world_end();
	}
}

static void short_attribute(void)
{
	begin(EI, 30000, 2);
	measured(30000);
	world_end();
}

static void symmetric_too(void)
{
	begin(APD, 30000, 4);
	world_run(MEASURED);
	ASSERT(world.realm.lifetime <= 30 && world.realm.lifetime >= 26);
	world_end();
}

static void by_port(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(lifetimes); i++) {
		begin(EI, lifetimes[i], 0);
		measured(lifetimes[i]);
		world_end();
	}
	begin(EI, 30000, NAT_PORT_IGNORED);
	measured(30000);
	world_end();
}

static void same_port_proves_nothing(void)
{
	begin(EI, 30000, 0);
	world.nat.preserves = true;
	world_run(MEASURED);
	ASSERT_NUMBER(0, world.realm.lifetime);
	world_end();
	/* it moves ports, but none was seen to end */
	begin(EI, 0, 0);
	world_run(MEASURED);
	ASSERT_NUMBER(0, world.realm.lifetime);
	world_end();
	begin(EI, 0, 4);
	world_run(MEASURED);
	ASSERT_NUMBER(SIPMAP_LIFETIME_LONGEST, world.realm.lifetime);
	world_end();
}

static void interval_follows(void)
{
	begin(EI, 30000, 4);
	ASSERT_NUMBER(15000, sipmap_interval_get(&world.agent));
	world_run(MEASURED);
	ASSERT(sipmap_interval_get(&world.agent) * 6 / 5 < 26000);
	ASSERT(sipmap_interval_get(&world.agent) > 15000);
	world.agent.settings.keepalive = 25000;
	ASSERT_NUMBER(25000, sipmap_interval_get(&world.agent));
	/* another NAT, another lifetime */
	world.agent.settings.keepalive = 0;
	world_outside(WORLD_IFINDEX, "100.64.0.77:0");
	ASSERT_NUMBER(0, world.realm.lifetime);
	ASSERT_NUMBER(15000, sipmap_interval_get(&world.agent));
	world_end();
}

static void stays_alive(void)
{
	struct sipmap_endpoint before;
	u32 id;

	begin(EI, 20500, 4);
	world_run(MEASURED);
	ASSERT(world.realm.lifetime >= 18);
	id = world_register(5060);
	world_run(1000);
	before = world.bindings[id].public_endpoint;
	world_answer_register(id, REGISTRAR, 7200);
	world_run(MEASURED);
	ASSERT(sipmap_endpoint_equal(&before,
				     &world.bindings[id].public_endpoint));
	world_end();
}

static void restart_remembers(void)
{
	begin(EI, 120000, 4);
	world_run(MEASURED);
	world_restart_agent();
	ASSERT(sipmap_interval_get(&world.agent) > 60000);
	world_run(1000);
	ASSERT_NUMBER(2, world_warm());
	/* killed while it measures, it leaves nothing behind */
	world_run(60000);
	world_restart_agent();
	world_run(1000);
	ASSERT_NUMBER(2, world_warm());
	world_end();
}

static const struct nat_sent *last_ping(u32 id, const char *destination)
{
	struct sipmap_endpoint to = tap_parse(destination);
	unsigned int i = world.nat.sent_count;

	while (i--) {
		const struct nat_sent *sent = &world.nat.sent[i];

		if (sent->binding == id && !sent->caught &&
		    sipmap_endpoint_equal(&sent->destination, &to))
			return sent;
	}
	return NULL;
}

static const struct nat_sent *ping_of(const struct sipmap_ping *ping,
				      const char *destination)
{
	const struct nat_sent *sent;
	u32 id;

	world_begin(EI);
	world.agent.settings.ping = *ping;
	world_full_server();
	world_run(1000);
	id = world_register(5060);
	world_run(100);
	world_answer_register(id, REGISTRAR, 600);
	world_run(20000);
	sent = last_ping(id, destination);
	ASSERT(sent);
	world_end();
	return sent;
}

static void begins_with(const char *text, const struct nat_sent *sent)
{
	ASSERT(sent && sent->length > strlen(text) &&
	       !memcmp(sent->payload, text, strlen(text)));
}

static void every_ping(void)
{
	struct sipmap_ping ping = { .kind = SIPMAP_PING_CRLF };
	const struct nat_sent *sent = ping_of(&ping, REGISTRAR);

	ASSERT(sent && sent->length == 4 &&
	       !memcmp(sent->payload, "\r\n\r\n", 4));
	ping.kind = SIPMAP_PING_EMPTY;
	sent = ping_of(&ping, REGISTRAR);
	ASSERT(sent && sent->length == 0);
	ping.kind = SIPMAP_PING_STUN;
	sent = ping_of(&ping, REGISTRAR);
	ASSERT(sent && sent->length == 20 &&
	       !memcmp(sent->payload, "\0\x11\0\0\x21\x12\xa4\x42", 8));
	ping.kind = SIPMAP_PING_OPTIONS;
	begins_with("OPTIONS sip:203.0.113.60:5060 SIP/2.0\r\nVia: SIP",
		    ping_of(&ping, REGISTRAR));
	ping.kind = SIPMAP_PING_NOTIFY;
	begins_with("NOTIFY sip:203.0.113.60:5060 SIP/2.0\r\n",
		    ping_of(&ping, REGISTRAR));
	ping.kind = SIPMAP_PING_TEXT;
	ASSERT(sipmap_ping_text(&ping, "still here\\n"));
	sent = ping_of(&ping, REGISTRAR);
	ASSERT(sent && sent->length == 11 &&
	       !memcmp(sent->payload, "still here\n", 11));
	ping.destination = tap_parse("192.0.2.99:9");
	ASSERT(ping_of(&ping, "192.0.2.99:9"));
}

static void requests_are_whole(void)
{
	static const char *const wanted[] = {
		"\r\nVia: SIP/2.0/UDP 203.0.113.7:40001;rport;",
		"\r\nMax-Forwards: 70\r\n", "\r\nCSeq: 1 NOTIFY\r\n",
		"\r\nEvent: keep-alive\r\n", "\r\nCall-ID: ",
		"\r\nFrom: <sip:keepalive@203.0.113.7:40001>;tag=",
		"\r\nTo: <sip:203.0.113.60:5060>\r\n",
		"\r\nContent-Length: 0\r\n\r\n",
	};
	struct sipmap_ping ping = { .kind = SIPMAP_PING_NOTIFY };
	struct sipmap_ping_ends ends = {
		.local = tap_parse("203.0.113.7:40001"),
		.remote = tap_parse(REGISTRAR), .chance = 12345,
	};
	char text[SIPMAP_PING_MAX + 1];
	int length = sipmap_ping_write(&ping, &ends, text);
	unsigned int i;

	ASSERT(length > 0);
	text[length < 0 ? 0 : length] = '\0';
	for (i = 0; i < ARRAY_SIZE(wanted); i++)
		ASSERT(strstr(text, wanted[i]));
}

/* a day after the NAT was judged it is judged again, and this follows */
static void again_each_day(void)
{
	unsigned int hours;

	begin(EI, 30000, 4);
	world.agent.settings.keepalive = 3600000;
	world_run(MEASURED);
	world.nat.lifetime = 60000;
	for (hours = 0; hours < 25; hours++) {
		world.nat.sent_count = 0;
		world_run(3600000);
	}
	ASSERT(world.realm.lifetime > 50);
	world_end();
}

int main(void)
{
	static const struct tap_test tests[] = {
		{ "the lifetime of mappings is found, never more than it is",
		  every_lifetime },
		{ "a server may want RESPONSE-PORT with a length of 2",
		  short_attribute },
		{ "a symmetric NAT's mappings live so long too",
		  symmetric_too },
		{ "without RESPONSE-PORT, a new port shows the end",
		  by_port },
		{ "the same port, or no end, proves nothing",
		  same_port_proves_nothing },
		{ "keep-alives follow the lifetime, or the configuration",
		  interval_follows },
		{ "a mapping that lives for 20 s is kept for an hour",
		  stays_alive },
		{ "a restart remembers it, and leaves no ports behind",
		  restart_remembers },
		{ "the lifetime is measured again each day", again_each_day },
		{ "every kind of keep-alive, to the registrar or elsewhere",
		  every_ping },
		{ "SIP requests for keep-alives are whole",
		  requests_are_whole },
	};

	return tap_run(tests, ARRAY_SIZE(tests));
}
