// SPDX-License-Identifier: GPL-2.0-or-later
/* Transactions: what counts as an answer, and what happens without one. */
#include <errno.h>

#include "../../../userspace/sipmapd/probe.h"
#include "../../../userspace/sipmapd/sanity.h"
#include "nat.h"
#include "tap.h"

#define W "100.64.0.2:30000"
#define SERVER "198.51.100.1:3478"

static struct nat nat;
static struct sipmap_probes probes;
static struct sipmap_probe_result result;
static unsigned int results;

static void on_done(void *owner, const struct sipmap_probe_result *got, u64 now)
{
	(void)owner;
	(void)now;
	result = *got;
	results++;
}

static struct sipmap_probe_request request_to(const char *server)
{
	return (struct sipmap_probe_request){
		.binding = 1,
		.outside = tap_parse(W),
		.server = tap_parse(server),
		.done = on_done,
		.owner = &nat,
	};
}

static void begin(enum nat_server_kind kind)
{
	struct sipmap_probe_request request = request_to(SERVER);

	nat_init(&nat, SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	nat_add_server(&nat, SERVER, "198.51.100.2:3479", kind);
	nat.outside[1] = tap_parse(W);
	memset(&probes, 0, sizeof(probes));
	results = 0;
	nat_transport(&nat, &probes.transport);
	ASSERT_NUMBER(0, sipmap_probe_start(&probes, &request, nat.now));
}

static bool deliver(const struct nat_reply *reply)
{
	struct sipmap_datagram datagram = {
		reply->source, reply->outside, reply->payload, reply->length,
	};

	return sipmap_probe_answer(&probes, &datagram, nat.now);
}

static struct nat_reply await_reply(void)
{
	struct nat_reply reply;

	nat.now = nat_next_reply(&nat);
	ASSERT(nat_take_reply(&nat, &reply));
	return reply;
}

static void good_answer(void)
{
	struct nat_reply reply;

	begin(NAT_HONEST);
	reply = await_reply();
	ASSERT(deliver(&reply));
	ASSERT_NUMBER(1, results);
	ASSERT_NUMBER(0, result.error);
	ASSERT_ENDPOINT("203.0.113.7:40000", result.public_endpoint);
	ASSERT_ENDPOINT("198.51.100.2:3479", result.other);
	ASSERT_NUMBER(NAT_ROUND_TRIP, result.took);
	ASSERT(nat.sent[0].caught);
}

static void answered_once(void)
{
	struct nat_reply reply;

	begin(NAT_HONEST);
	reply = await_reply();
	ASSERT(deliver(&reply));
	ASSERT(!deliver(&reply));
	ASSERT_NUMBER(1, results);
	ASSERT_NUMBER(SIPMAP_NEVER, sipmap_probe_next(&probes));
}

static void retransmission(void)
{
	static const u64 times[] = { 1000, 1200, 1600 };
	unsigned int i;

	begin(NAT_SILENT);
	while (!results) {
		nat.now = sipmap_probe_next(&probes);
		sipmap_probe_tick(&probes, nat.now);
	}
	ASSERT_NUMBER(-ETIMEDOUT, result.error);
	ASSERT_NUMBER(2400, nat.now);
	ASSERT_NUMBER(ARRAY_SIZE(times), nat.sent_count);
	for (i = 0; i < ARRAY_SIZE(times); i++)
		ASSERT_NUMBER(times[i], nat.sent[i].at);
}

static void wrong_source(void)
{
	struct nat_reply reply;

	begin(NAT_MISSENT);
	reply = await_reply();
	ASSERT(!deliver(&reply));
	ASSERT_NUMBER(0, results);
}

static void wrong_destination(void)
{
	struct nat_reply reply;

	begin(NAT_HONEST);
	reply = await_reply();
	reply.outside.port++;
	ASSERT(!deliver(&reply));
	ASSERT_NUMBER(0, results);
}

static void wrong_id(void)
{
	struct nat_reply reply;
	unsigned int byte;

	for (byte = 8; byte < 20; byte++) {
		begin(NAT_HONEST);
		reply = await_reply();
		reply.payload[byte] ^= 1;
		ASSERT(!deliver(&reply));
		ASSERT_NUMBER(0, results);
	}
}

static void truncated(void)
{
	struct nat_reply reply;
	size_t length;

	begin(NAT_HONEST);
	reply = await_reply();
	length = reply.length;
	for (reply.length = 0; reply.length < length; reply.length++)
		ASSERT(!deliver(&reply));
	ASSERT_NUMBER(0, results);
}

static void request_is_no_answer(void)
{
	struct nat_reply reply;

	begin(NAT_HONEST);
	reply = await_reply();
	reply.payload[0] = 0;
	reply.payload[1] = 1;
	ASSERT(!deliver(&reply));
	ASSERT_NUMBER(0, results);
}

static void refused(void)
{
	struct nat_reply reply;

	begin(NAT_REFUSES);
	reply = await_reply();
	ASSERT(deliver(&reply));
	ASSERT_NUMBER(-EPROTO, result.error);
}

static void says_nothing(void)
{
	struct nat_reply reply;

	begin(NAT_EMPTY);
	reply = await_reply();
	ASSERT(deliver(&reply));
	ASSERT_NUMBER(-EPROTO, result.error);
}

static void private_address(void)
{
	struct nat_reply reply;

	begin(NAT_PRIVATE);
	reply = await_reply();
	ASSERT(deliver(&reply));
	ASSERT_NUMBER(-EADDRNOTAVAIL, result.error);

	begin(NAT_PRIVATE);
	probes.allow_private = true;
	reply = await_reply();
	ASSERT(deliver(&reply));
	ASSERT_NUMBER(0, result.error);
}

static void usable_addresses(void)
{
	static const struct {
		const char *endpoint;
		bool usable;
		bool allowed;
	} cases[] = {
		{ "203.0.113.7:1", true, true },
		{ "198.51.100.1:65535", true, true },
		{ "100.63.255.255:5", true, true },
		{ "100.64.0.0:5", false, true },
		{ "100.127.255.255:5", false, true },
		{ "100.128.0.0:5", true, true },
		{ "172.15.0.1:5", true, true },
		{ "172.16.0.1:5", false, true },
		{ "172.31.255.255:5", false, true },
		{ "172.32.0.0:5", true, true },
		{ "10.0.0.1:5", false, true },
		{ "192.168.255.1:5", false, true },
		{ "192.169.0.1:5", true, true },
		{ "169.254.1.1:5", false, true },
		{ "0.0.0.0:5", false, false },
		{ "127.0.0.1:5", false, false },
		{ "224.0.0.1:5", false, false },
		{ "255.255.255.255:5", false, false },
		{ "203.0.113.7:0", false, false },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct sipmap_endpoint endpoint = tap_parse(cases[i].endpoint);

		if (sipmap_is_usable(&endpoint, false) != cases[i].usable ||
		    sipmap_is_usable(&endpoint, true) != cases[i].allowed)
			tap_fail(__FILE__, __LINE__, "%s is judged wrongly",
				 cases[i].endpoint);
	}
}

static void binding_gone(void)
{
	struct sipmap_probe_request request = request_to(SERVER);

	begin(NAT_HONEST);
	request.binding = 2;
	ASSERT_NUMBER(-ENOENT,
		      sipmap_probe_start(&probes, &request, nat.now));
	ASSERT_NUMBER(0, results);
	nat.outside[1].family = SIPMAP_FAMILY_NONE;
	nat.now += SIPMAP_PROBE_RTO;
	sipmap_probe_tick(&probes, nat.now);
	ASSERT_NUMBER(1, results);
	ASSERT_NUMBER(-ENOENT, result.error);
}

static void too_many(void)
{
	struct sipmap_probe_request request = request_to(SERVER);
	unsigned int i;

	begin(NAT_SILENT);
	for (i = 1; i < SIPMAP_PROBES_MAX; i++)
		ASSERT_NUMBER(0, sipmap_probe_start(&probes, &request,
						    nat.now));
	ASSERT_NUMBER(-EBUSY, sipmap_probe_start(&probes, &request, nat.now));
	sipmap_probe_cancel(&probes, &nat);
	ASSERT_NUMBER(SIPMAP_NEVER, sipmap_probe_next(&probes));
	ASSERT_NUMBER(0, sipmap_probe_start(&probes, &request, nat.now));
}

/* somebody guesses, replays and garbles, a million times */
static void forge(const struct nat_reply *genuine, unsigned int i)
{
	struct nat_reply forged = *genuine;

	switch (i % 4) {
	case 0:
		memcpy(forged.payload + 8, &i, sizeof(i));
		break;
	case 1:
		forged.source.port = i;
		if (forged.source.port == genuine->source.port)
			forged.source.port++;
		break;
	case 2:
		forged.outside.address[3] = 3 + i % 200;
		break;
	default:
		forged.length = i % genuine->length;
	}
	ASSERT(!deliver(&forged));
}

static void a_million_forgeries(void)
{
	struct nat_reply genuine;
	unsigned int i;

	begin(NAT_HONEST);
	genuine = await_reply();
	for (i = 1; i <= 1000000; i++)
		forge(&genuine, i);
	ASSERT_NUMBER(0, results);
	ASSERT(deliver(&genuine));
	ASSERT_NUMBER(1, results);
	ASSERT_ENDPOINT("203.0.113.7:40000", result.public_endpoint);
	for (i = 0; i < 1000; i++)
		ASSERT(!deliver(&genuine));
	ASSERT_NUMBER(1, results);
}

static void many_at_once(void)
{
	struct sipmap_probe_request request = request_to(SERVER);
	static int owners[1000];
	unsigned int i;

	begin(NAT_SILENT);
	for (i = 0; i < ARRAY_SIZE(owners); i++) {
		request.owner = &owners[i];
		ASSERT_NUMBER(0, sipmap_probe_start(&probes, &request,
						    nat.now));
	}
	/* every second one is forgotten: the others end, each in its time */
	for (i = 0; i < ARRAY_SIZE(owners); i += 2)
		sipmap_probe_cancel(&probes, &owners[i]);
	for (i = 0; i < 10; i++) {
		nat.now += 200;
		sipmap_probe_tick(&probes, nat.now);
	}
	ASSERT_NUMBER(501, results);
	ASSERT_NUMBER(SIPMAP_NEVER, sipmap_probe_next(&probes));
}

int main(void)
{
	static const struct tap_test tests[] = {
		{ "an answer gives P and OTHER-ADDRESS", good_answer },
		{ "a transaction is answered once", answered_once },
		{ "requests at 0, 200 and 600 ms, the end at 1400 ms",
		  retransmission },
		{ "an answer from another port is none", wrong_source },
		{ "an answer to another W is none", wrong_destination },
		{ "every byte of the transaction id counts", wrong_id },
		{ "a truncated answer is none", truncated },
		{ "a request is no answer", request_is_no_answer },
		{ "an error response ends the transaction", refused },
		{ "an answer without an address is an error", says_nothing },
		{ "a private P is believed only where it is allowed",
		  private_address },
		{ "what can be a public endpoint", usable_addresses },
		{ "a binding that is gone ends the transaction", binding_gone },
		{ "a million forged answers change nothing",
		  a_million_forgeries },
		{ "many transactions end, each in its own time", many_at_once },
		{ "there is a limit, and cancelling makes room", too_many },
	};

	return tap_run(tests, ARRAY_SIZE(tests));
}
