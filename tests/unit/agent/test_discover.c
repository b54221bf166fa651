// SPDX-License-Identifier: GPL-2.0-or-later
/* The mapping behaviour is found as it is, or called unknown. */
#include "../../../userspace/sipmapd/discover.h"
#include "../../../userspace/sipmapd/verdict.h"
#include "nat.h"
#include "tap.h"

#define W "100.64.0.2:30000"
#define FIRST "198.51.100.1:3478"
#define FIRST_PORT "198.51.100.1:3479"
#define OTHER_SAME_PORT "198.51.100.2:3478"
#define OTHER "198.51.100.2:3479"
#define SECOND "192.0.2.5:3478"

static struct nat nat;
static struct sipmap_probes probes;
static struct sipmap_servers servers;
static struct sipmap_measurer measurer = { &probes, &servers, NULL };
static struct sipmap_discovery found;
static bool done;

static void on_done(void *arg, const struct sipmap_discovery *discovery,
		    u64 now)
{
	(void)arg;
	(void)now;
	found = *discovery;
	done = true;
}

static void begin(u32 mapping)
{
	nat_init(&nat, mapping);
	nat.outside[1] = tap_parse(W);
	memset(&probes, 0, sizeof(probes));
	memset(&servers, 0, sizeof(servers));
	memset(&found, 0, sizeof(found));
	done = false;
	nat_transport(&nat, &probes.transport);
}

static void use_server(unsigned int origin, const char *endpoint)
{
	struct sipmap_endpoint address = tap_parse(endpoint);

	sipmap_servers_replace(&servers, origin, &address, 1);
}

/* one server with two addresses and two ports (RFC 5780) */
static void add_full_server(void)
{
	nat_add_server(&nat, FIRST, OTHER, NAT_HONEST);
	nat_add_server(&nat, FIRST_PORT, OTHER, NAT_HONEST);
	nat_add_server(&nat, OTHER_SAME_PORT, FIRST_PORT, NAT_HONEST);
	nat_add_server(&nat, OTHER, FIRST, NAT_HONEST);
	use_server(0, FIRST);
}

static void discover(void)
{
	struct sipmap_discover discover = {
		.measurer = &measurer,
		.binding = 1,
		.outside = tap_parse(W),
		.done = on_done,
	};
	struct nat_reply reply;

	sipmap_discover_start(&discover, nat.now);
	while (!done) {
		u64 next = sipmap_probe_next(&probes);

		if (next > nat_next_reply(&nat))
			next = nat_next_reply(&nat);
		if (next == SIPMAP_NEVER)
			break;
		nat.now = next;
		while (nat_take_reply(&nat, &reply)) {
			struct sipmap_datagram datagram = {
				reply.source, reply.outside, reply.payload,
				reply.length,
			};

			sipmap_probe_answer(&probes, &datagram, nat.now);
		}
		sipmap_probe_tick(&probes, nat.now);
	}
	ASSERT(done);
	ASSERT_NUMBER(SIPMAP_NEVER, sipmap_probe_next(&probes));
}

static void no_nat(void)
{
	begin(SIPMAP_MAPPING_NONE);
	add_full_server();
	probes.allow_private = true;
	discover();
	ASSERT_NUMBER(SIPMAP_MAPPING_NONE, found.mapping);
	ASSERT_ENDPOINT(W, found.public_endpoint);
	ASSERT_NUMBER(SIPMAP_DOUBT_NONE, found.doubt);
}

static void endpoint_independent(void)
{
	begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	add_full_server();
	discover();
	ASSERT_NUMBER(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT, found.mapping);
	ASSERT_ENDPOINT("203.0.113.7:40000", found.public_endpoint);
	ASSERT_NUMBER(2, nat.sent_count);
}

static void address_dependent(void)
{
	begin(SIPMAP_MAPPING_ADDRESS_DEPENDENT);
	add_full_server();
	discover();
	ASSERT_NUMBER(SIPMAP_MAPPING_ADDRESS_DEPENDENT, found.mapping);
	ASSERT_NUMBER(SIPMAP_DOUBT_NONE, found.doubt);
}

static void address_and_port_dependent(void)
{
	begin(SIPMAP_MAPPING_ADDRESS_AND_PORT_DEPENDENT);
	add_full_server();
	discover();
	ASSERT_NUMBER(SIPMAP_MAPPING_ADDRESS_AND_PORT_DEPENDENT, found.mapping);
	ASSERT_NUMBER(SIPMAP_DOUBT_NONE, found.doubt);
}

static void second_server_independent(void)
{
	begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	nat_add_server(&nat, FIRST, NULL, NAT_HONEST);
	nat_add_server(&nat, SECOND, NULL, NAT_HONEST);
	use_server(0, FIRST);
	use_server(1, SECOND);
	discover();
	ASSERT_NUMBER(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT, found.mapping);
}

static void second_server_dependent(void)
{
	begin(SIPMAP_MAPPING_ADDRESS_AND_PORT_DEPENDENT);
	nat_add_server(&nat, FIRST, NULL, NAT_HONEST);
	nat_add_server(&nat, SECOND, NULL, NAT_HONEST);
	use_server(0, FIRST);
	use_server(1, SECOND);
	discover();
	ASSERT(sipmap_mapping_is_symmetric(found.mapping));
	ASSERT_NUMBER(SIPMAP_DOUBT_PORT, found.doubt);
}

static void second_server_with_other_port(void)
{
	begin(SIPMAP_MAPPING_ADDRESS_DEPENDENT);
	nat_add_server(&nat, SECOND, NULL, NAT_HONEST);
	nat_add_server(&nat, FIRST, OTHER, NAT_HONEST);
	nat_add_server(&nat, FIRST_PORT, OTHER, NAT_HONEST);
	use_server(0, SECOND);
	use_server(1, FIRST);
	discover();
	ASSERT_NUMBER(SIPMAP_MAPPING_ADDRESS_DEPENDENT, found.mapping);
	ASSERT_NUMBER(SIPMAP_DOUBT_NONE, found.doubt);
}

static void other_address_is_the_same(void)
{
	begin(SIPMAP_MAPPING_ADDRESS_AND_PORT_DEPENDENT);
	nat_add_server(&nat, FIRST, FIRST, NAT_HONEST);
	use_server(0, FIRST);
	discover();
	ASSERT_NUMBER(SIPMAP_MAPPING_UNKNOWN, found.mapping);
	ASSERT_NUMBER(SIPMAP_DOUBT_ONE_ADDRESS, found.doubt);
	ASSERT_ENDPOINT("203.0.113.7:40000", found.public_endpoint);
}

static void other_address_is_private(void)
{
	begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	nat_add_server(&nat, FIRST, "10.0.0.2:3479", NAT_HONEST);
	use_server(0, FIRST);
	discover();
	ASSERT_NUMBER(SIPMAP_DOUBT_ONE_ADDRESS, found.doubt);
	ASSERT_NUMBER(1, nat.sent_count);
}

static void other_address_is_silent(void)
{
	begin(SIPMAP_MAPPING_ADDRESS_AND_PORT_DEPENDENT);
	nat_add_server(&nat, FIRST, OTHER, NAT_HONEST);
	nat_add_server(&nat, SECOND, NULL, NAT_HONEST);
	use_server(0, FIRST);
	use_server(1, SECOND);
	discover();
	ASSERT(sipmap_mapping_is_symmetric(found.mapping));
}

static void two_names_one_address(void)
{
	begin(SIPMAP_MAPPING_ADDRESS_DEPENDENT);
	nat_add_server(&nat, FIRST, NULL, NAT_HONEST);
	nat_add_server(&nat, FIRST_PORT, NULL, NAT_HONEST);
	use_server(0, FIRST);
	use_server(1, FIRST_PORT);
	discover();
	ASSERT_NUMBER(SIPMAP_MAPPING_UNKNOWN, found.mapping);
	ASSERT_NUMBER(SIPMAP_DOUBT_ONE_ADDRESS, found.doubt);
}

static void classic_servers(void)
{
	begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	nat_add_server(&nat, FIRST, NULL, NAT_PLAIN);
	nat_add_server(&nat, SECOND, NULL, NAT_PLAIN);
	use_server(0, FIRST);
	use_server(1, SECOND);
	discover();
	ASSERT_NUMBER(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT, found.mapping);
	ASSERT(!found.altered);
}

static void first_server_is_silent(void)
{
	begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	nat_add_server(&nat, SECOND, "192.0.2.6:3479", NAT_HONEST);
	nat_add_server(&nat, "192.0.2.6:3478", NULL, NAT_HONEST);
	use_server(0, FIRST);
	use_server(1, SECOND);
	discover();
	ASSERT_NUMBER(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT, found.mapping);
	ASSERT_NUMBER(SIPMAP_PROBE_SENDS, nat_count_sent(&nat, 1, FIRST));
}

static void nobody_answers(void)
{
	begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	use_server(0, FIRST);
	use_server(1, SECOND);
	discover();
	ASSERT_NUMBER(SIPMAP_MAPPING_UNKNOWN, found.mapping);
	ASSERT_NUMBER(SIPMAP_DOUBT_NO_ANSWER, found.doubt);
	ASSERT_ENDPOINT("", found.public_endpoint);
}

static void no_server(void)
{
	begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	discover();
	ASSERT_NUMBER(SIPMAP_DOUBT_NO_SERVER, found.doubt);
}

static void servers_refuse(void)
{
	begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	nat_add_server(&nat, FIRST, NULL, NAT_REFUSES);
	use_server(0, FIRST);
	discover();
	ASSERT_NUMBER(SIPMAP_DOUBT_REFUSED, found.doubt);
}

static void fickle_server(void)
{
	begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	nat_add_server(&nat, FIRST, NULL, NAT_FICKLE);
	nat_add_server(&nat, SECOND, NULL, NAT_HONEST);
	use_server(0, FIRST);
	use_server(1, SECOND);
	discover();
	ASSERT_NUMBER(SIPMAP_MAPPING_UNKNOWN, found.mapping);
	ASSERT_NUMBER(SIPMAP_DOUBT_CONTRADICTION, found.doubt);
}

static void altered(void)
{
	begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	nat_add_server(&nat, FIRST, NULL, NAT_ALTERED);
	nat_add_server(&nat, SECOND, NULL, NAT_ALTERED);
	use_server(0, FIRST);
	use_server(1, SECOND);
	discover();
	ASSERT(found.altered);
	ASSERT_ENDPOINT("203.0.113.7:40000", found.public_endpoint);
	ASSERT_NUMBER(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT, found.mapping);
}

static void binding_vanishes(void)
{
	begin(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT);
	add_full_server();
	nat.outside[1].family = SIPMAP_FAMILY_NONE;
	discover();
	ASSERT(found.gone);
}

static void every_verdict_fits(void)
{
	char text[SIPMAP_VERDICT_SIZE];
	u32 mapping, doubt;

	for (mapping = 0; mapping <= SIPMAP_MAPPING_ADDRESS_AND_PORT_DEPENDENT;
	     mapping++) {
		for (doubt = 0; doubt <= SIPMAP_DOUBT_PORT; doubt++) {
			struct sipmap_discovery discovery = {
				.mapping = mapping,
				.doubt = doubt,
				.public_endpoint =
					tap_parse("203.113.113.107:65535"),
			};

			memset(text, 'x', sizeof(text));
			sipmap_verdict_write(text, &discovery);
			ASSERT(strlen(text) > 10);
			/* one that is cut ends at the last byte */
			ASSERT(strlen(text) < SIPMAP_VERDICT_SIZE - 1);
		}
	}
}

int main(void)
{
	static const struct tap_test tests[] = {
		{ "no NAT: P is W", no_nat },
		{ "endpoint-independent mapping, one server, two requests",
		  endpoint_independent },
		{ "address-dependent mapping by tests I to III",
		  address_dependent },
		{ "address-and-port-dependent mapping by tests I to III",
		  address_and_port_dependent },
		{ "a second server stands in for OTHER-ADDRESS",
		  second_server_independent },
		{ "two plain servers show a symmetric NAT, the port in doubt",
		  second_server_dependent },
		{ "the second server's other port settles the doubt",
		  second_server_with_other_port },
		{ "an OTHER-ADDRESS that is the server's own proves nothing",
		  other_address_is_the_same },
		{ "a private OTHER-ADDRESS is not asked",
		  other_address_is_private },
		{ "a silent OTHER-ADDRESS is replaced by a second server",
		  other_address_is_silent },
		{ "two ports of one address are not two addresses",
		  two_names_one_address },
		{ "MAPPED-ADDRESS alone will do", classic_servers },
		{ "the second server answers when the first is silent",
		  first_server_is_silent },
		{ "no answer: unknown", nobody_answers },
		{ "no server: unknown", no_server },
		{ "error responses: unknown", servers_refuse },
		{ "a server that contradicts itself: unknown, not symmetric",
		  fickle_server },
		{ "a rewritten MAPPED-ADDRESS is noticed, the other believed",
		  altered },
		{ "a binding that is gone ends the discovery",
		  binding_vanishes },
		{ "every verdict fits in what the module keeps",
		  every_verdict_fits },
	};

	return tap_run(tests, ARRAY_SIZE(tests));
}
