// SPDX-License-Identifier: GPL-2.0-or-later
/* What conntrack's flows say of the sound of a call. */
#include <arpa/inet.h>
#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include <libmnl/libmnl.h>
#include <linux/netfilter/nf_conntrack_common.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>

#include "../../../userspace/sipmapd/sound.h"
#include "tap.h"

#define PHONE "192.168.1.10:16384"
#define OUTSIDE "100.64.0.2:20000"
#define PEER "198.51.100.20:30000"
#define PHONE_IPV6 "[2001:db8:1::10]:16384"
#define PEER_IPV6 "[2001:db8:10::20]:30000"
#define PROTOCOL_UDP 17
#define PROTOCOL_TCP 6

static char room[1024];
static struct nlmsghdr *message;
static struct sipmap_sound sounds[2];

static void put_tuple(u16 type, u8 protocol, const char *from, const char *to)
{
	struct sipmap_endpoint source = tap_parse(from);
	struct sipmap_endpoint destination = tap_parse(to);
	struct nlattr *tuple = mnl_attr_nest_start(message, type);
	struct nlattr *part = mnl_attr_nest_start(message, CTA_TUPLE_IP);

	if (source.family == SIPMAP_FAMILY_IPV4) {
		mnl_attr_put(message, CTA_IP_V4_SRC, 4, source.address);
		mnl_attr_put(message, CTA_IP_V4_DST, 4, destination.address);
	} else {
		mnl_attr_put(message, CTA_IP_V6_SRC, 16, source.address);
		mnl_attr_put(message, CTA_IP_V6_DST, 16, destination.address);
	}
	mnl_attr_nest_end(message, part);
	part = mnl_attr_nest_start(message, CTA_TUPLE_PROTO);
	mnl_attr_put_u8(message, CTA_PROTO_NUM, protocol);
	mnl_attr_put_u16(message, CTA_PROTO_SRC_PORT, htons(source.port));
	mnl_attr_put_u16(message, CTA_PROTO_DST_PORT, htons(destination.port));
	mnl_attr_nest_end(message, part);
	mnl_attr_nest_end(message, tuple);
}

static void begin(u32 status)
{
	message = mnl_nlmsg_put_header(room);
	mnl_nlmsg_put_extra_header(message, sizeof(struct nfgenmsg));
	mnl_attr_put_u32(message, CTA_STATUS, htonl(status));
}

static void put_packets(u16 type, u64 packets)
{
	struct nlattr *nest = mnl_attr_nest_start(message, type);

	mnl_attr_put_u64(message, CTA_COUNTERS_PACKETS, htobe64(packets));
	mnl_attr_nest_end(message, nest);
}

static void take(void)
{
	sipmap_sound_take(sounds, ARRAY_SIZE(sounds), message);
}

static void reset(void)
{
	memset(sounds, 0, sizeof(sounds));
	sounds[0].inside = tap_parse(PHONE);
	sounds[0].outside = tap_parse(OUTSIDE);
	sounds[1].inside = tap_parse("192.168.1.11:16384");
	sounds[1].outside = tap_parse("100.64.0.2:20002");
}

static void from_phone(void)
{
	reset();
	begin(IPS_CONFIRMED);
	put_tuple(CTA_TUPLE_ORIG, PROTOCOL_UDP, PHONE, PEER);
	put_tuple(CTA_TUPLE_REPLY, PROTOCOL_UDP, PEER, OUTSIDE);
	take();
	ASSERT(sounds[0].out);
	ASSERT(!sounds[0].in);
	ASSERT(!sounds[0].counted);
	ASSERT(!sounds[1].out);
}

static void answered(void)
{
	reset();
	begin(IPS_CONFIRMED | IPS_SEEN_REPLY);
	put_tuple(CTA_TUPLE_ORIG, PROTOCOL_UDP, PHONE, PEER);
	put_tuple(CTA_TUPLE_REPLY, PROTOCOL_UDP, PEER, OUTSIDE);
	put_packets(CTA_COUNTERS_ORIG, 100);
	put_packets(CTA_COUNTERS_REPLY, 90);
	take();
	ASSERT(sounds[0].out);
	ASSERT(sounds[0].in);
	ASSERT(sounds[0].counted);
	ASSERT_NUMBER(100, sounds[0].packets_out);
	ASSERT_NUMBER(90, sounds[0].packets_in);
}

static void from_peer(void)
{
	reset();
	begin(IPS_CONFIRMED);
	put_tuple(CTA_TUPLE_ORIG, PROTOCOL_UDP, PEER, OUTSIDE);
	put_tuple(CTA_TUPLE_REPLY, PROTOCOL_UDP, PHONE, PEER);
	put_packets(CTA_COUNTERS_ORIG, 7);
	put_packets(CTA_COUNTERS_REPLY, 0);
	take();
	ASSERT(!sounds[0].out);
	ASSERT(sounds[0].in);
	ASSERT_NUMBER(0, sounds[0].packets_out);
	ASSERT_NUMBER(7, sounds[0].packets_in);
}

static void over_ipv6(void)
{
	reset();
	sounds[1].inside = tap_parse(PHONE_IPV6);
	sounds[1].outside = sounds[1].inside;
	begin(IPS_CONFIRMED);
	put_tuple(CTA_TUPLE_ORIG, PROTOCOL_UDP, PEER_IPV6, PHONE_IPV6);
	put_tuple(CTA_TUPLE_REPLY, PROTOCOL_UDP, PHONE_IPV6, PEER_IPV6);
	take();
	ASSERT(!sounds[0].in);
	ASSERT(sounds[1].in);
	ASSERT(!sounds[1].out);
}

static void two_flows(void)
{
	from_phone();
	begin(IPS_CONFIRMED);
	put_tuple(CTA_TUPLE_ORIG, PROTOCOL_UDP, "198.51.100.20:30001", OUTSIDE);
	put_tuple(CTA_TUPLE_REPLY, PROTOCOL_UDP, PHONE, "198.51.100.20:30001");
	take();
	ASSERT(sounds[0].out);
	ASSERT(sounds[0].in);
}

static void others(void)
{
	reset();
	begin(IPS_CONFIRMED | IPS_SEEN_REPLY);
	put_tuple(CTA_TUPLE_ORIG, PROTOCOL_UDP, "192.168.1.10:16386", PEER);
	put_tuple(CTA_TUPLE_REPLY, PROTOCOL_UDP, PEER, "100.64.0.2:20004");
	take();
	begin(IPS_CONFIRMED | IPS_SEEN_REPLY);
	put_tuple(CTA_TUPLE_ORIG, PROTOCOL_TCP, PHONE, PEER);
	put_tuple(CTA_TUPLE_REPLY, PROTOCOL_TCP, PEER, OUTSIDE);
	take();
	ASSERT(!sounds[0].out);
	ASSERT(!sounds[0].in);
}

static void broken(void)
{
	u32 length;

	reset();
	begin(IPS_CONFIRMED | IPS_SEEN_REPLY);
	put_tuple(CTA_TUPLE_ORIG, PROTOCOL_UDP, PHONE, PEER);
	put_tuple(CTA_TUPLE_REPLY, PROTOCOL_UDP, PEER, OUTSIDE);
	length = message->nlmsg_len;
	/* from memory of just that size, so that a read behind it is found */
	while (length-- > sizeof(*message)) {
		struct nlmsghdr *copy = malloc(length);

		if (!copy)
			abort();
		memcpy(copy, message, length);
		copy->nlmsg_len = length;
		sipmap_sound_take(sounds, ARRAY_SIZE(sounds), copy);
		free(copy);
	}
	ASSERT(!sounds[1].out);
}

int main(void)
{
	static const struct tap_test tests[] = {
		{ "a flow without an answer: from the phone only", from_phone },
		{ "a flow with an answer: both ways, and counted", answered },
		{ "a flow from the peer: to the phone only", from_peer },
		{ "a flow from the peer over IPv6: to the phone only",
		  over_ipv6 },
		{ "a flow in each direction: both ways", two_flows },
		{ "flows of others and of TCP do not count", others },
		{ "a flow that is cut off does no harm", broken },
	};

	return tap_run(tests, ARRAY_SIZE(tests));
}
