// SPDX-License-Identifier: GPL-2.0-only
/* Packets over IPv6: what stands before UDP, edits, and replies to probes. */
#include <kunit/test.h>
#include <linux/udp.h>
#include <net/ipv6.h>

#include "packet_ipv6.h"
#include "pkt.h"
#include "probe.h"
#include "segment.h"

static const char sipmap_ipv6_text[] = "0123456789abcdefghij";

#define SIPMAP_IPV6_LENGTH (sizeof(sipmap_ipv6_text) - 1)

#define SIPMAP_IPV6_PADN 1, 4, 0, 0, 0, 0

static const struct sipmap_packet_chain sipmap_ipv6_plain = {
	.first = IPPROTO_UDP,
};

/**
 * struct sipmap_ipv6_case - extension headers
 * @rule: what is shown
 * @found: whether there is a UDP header behind them that may be edited
 * @chain: the headers
 */
struct sipmap_ipv6_case {
	const char *rule;
	bool found;
	struct sipmap_packet_chain chain;
};

static const struct sipmap_ipv6_case sipmap_ipv6_cases[] = {
	{ "no extension header", true, { IPPROTO_UDP } },
	{ "hop-by-hop options", true,
	  { NEXTHDR_HOP, 8, { IPPROTO_UDP, 0, SIPMAP_IPV6_PADN } } },
	{ "destination options of 16 bytes", true,
	  { NEXTHDR_DEST, 16, { IPPROTO_UDP, 1, 1, 12 } } },
	{ "hop-by-hop and destination options", true,
	  { NEXTHDR_HOP, 16, { NEXTHDR_DEST, 0, SIPMAP_IPV6_PADN,
			       IPPROTO_UDP, 0, SIPMAP_IPV6_PADN } } },
	{ "a fragment that is the whole", true,
	  { NEXTHDR_FRAGMENT, 8, { IPPROTO_UDP, 0, 0, 0, 1, 2, 3, 4 } } },
	{ "a first fragment", false,
	  { NEXTHDR_FRAGMENT, 8, { IPPROTO_UDP, 0, 0, 1, 1, 2, 3, 4 } } },
	{ "a later fragment", false,
	  { NEXTHDR_FRAGMENT, 8, { IPPROTO_UDP, 0, 1, 0, 1, 2, 3, 4 } } },
	{ "a later fragment behind options", false,
	  { NEXTHDR_HOP, 16, { NEXTHDR_FRAGMENT, 0, SIPMAP_IPV6_PADN,
			       IPPROTO_UDP, 0, 1, 0, 1, 2, 3, 4 } } },
	{ "a routing header", false,
	  { NEXTHDR_ROUTING, 24, { IPPROTO_UDP, 2, 2, 1 } } },
	{ "an authentication header", false,
	  { NEXTHDR_AUTH, 16, { IPPROTO_UDP, 2 } } },
	{ "TCP", false, { IPPROTO_TCP } },
	{ "TCP behind options", false,
	  { NEXTHDR_HOP, 8, { IPPROTO_TCP, 0, SIPMAP_IPV6_PADN } } },
	{ "no next header", false, { NEXTHDR_NONE } },
	{ "options longer than the packet", false,
	  { NEXTHDR_HOP, 8, { IPPROTO_UDP, 200, SIPMAP_IPV6_PADN } } },
};

static void sipmap_ipv6_case_name(const struct sipmap_ipv6_case *headers,
				  char *name)
{
	strscpy(name, headers->rule, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(sipmap_ipv6, sipmap_ipv6_cases, sipmap_ipv6_case_name);

static struct sk_buff *
sipmap_ipv6_make(struct kunit *test, enum sipmap_packet_shape shape,
		 const struct sipmap_packet_chain *chain,
		 enum sipmap_packet_sum sum)
{
	struct sk_buff *skb;

	skb = sipmap_packet_make_ipv6(shape, chain, sipmap_ipv6_text,
				      SIPMAP_IPV6_LENGTH, sum);
	KUNIT_ASSERT_NOT_NULL(test, skb);
	return skb;
}

static void sipmap_ipv6_headers(struct kunit *test)
{
	const struct sipmap_ipv6_case *headers = test->param_value;
	const char *data = NULL;
	struct sk_buff *skb;
	u16 length = 0;
	int err;

	skb = sipmap_ipv6_make(test, SIPMAP_PACKET_LINEAR, &headers->chain,
			       SIPMAP_PACKET_SUM);

	err = sipmap_pkt_payload(skb, &data, &length);

	KUNIT_EXPECT_EQ(test, err, headers->found ? 0 : -EBADMSG);
	if (headers->found && !err) {
		KUNIT_EXPECT_EQ(test, (size_t)length, SIPMAP_IPV6_LENGTH);
		KUNIT_EXPECT_EQ(test, memcmp(data, sipmap_ipv6_text, length),
				0);
	}
	kfree_skb(skb);
}

static struct sipmap_edits *sipmap_ipv6_edits(struct kunit *test, bool grow)
{
	struct sipmap_edits *edits;

	edits = kunit_kzalloc(test, sizeof(*edits), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, edits);
	sipmap_edits_init(edits);
	if (grow)
		sipmap_edits_add(edits, 3, 1, "[2001:db8::25]", 14);
	else
		sipmap_edits_add(edits, 3, 9, "x", 1);
	return edits;
}

static void sipmap_ipv6_expect(struct kunit *test, struct sk_buff *skb,
			       bool grow)
{
	const char *expected = grow ? "012[2001:db8::25]456789abcdefghij" :
			       "012xcdefghij";
	const char *data, *fault;
	u16 length;

	KUNIT_ASSERT_EQ(test, sipmap_pkt_payload(skb, &data, &length), 0);
	if (length != strlen(expected) || memcmp(data, expected, length))
		KUNIT_FAIL(test, "before: %s\nafter: %.*s\nwanted: %s",
			   sipmap_ipv6_text, length, data, expected);
	KUNIT_EXPECT_TRUE_MSG(test, sipmap_packet_sound_ipv6(skb, &fault),
			      "%s does not fit", fault);
}

/* Every shape, every checksum, with and without extension headers */
static void sipmap_ipv6_edit(struct kunit *test)
{
	unsigned int round;

	for (round = 0; round < SIPMAP_PACKET_SHAPES * 8; round++) {
		const bool grow = round & 1;
		const bool partial = round & 2;
		const bool chained = round & 4;
		const struct sipmap_packet_chain *chain;
		struct sk_buff *skb;
		const char *data;
		u16 length;

		chain = &sipmap_ipv6_cases[chained ? 3 : 0].chain;
		skb = sipmap_ipv6_make(test, round / 8, chain,
				       partial ? SIPMAP_PACKET_PARTIAL :
						 SIPMAP_PACKET_SUM);
		KUNIT_ASSERT_EQ(test, sipmap_pkt_payload(skb, &data, &length),
				0);

		KUNIT_EXPECT_EQ(test,
				sipmap_pkt_edit(skb,
						sipmap_ipv6_edits(test, grow),
						&init_net, 0), 0);

		sipmap_ipv6_expect(test, skb, grow);
		kfree_skb(skb);
	}
}

/* RFC 8200 section 8.1: a receiver would drop it. */
static void sipmap_ipv6_no_checksum_is_refused(struct kunit *test)
{
	struct sk_buff *skb;
	const char *data;
	u16 length;

	skb = sipmap_ipv6_make(test, SIPMAP_PACKET_LINEAR, &sipmap_ipv6_plain,
			       SIPMAP_PACKET_NO_SUM);

	KUNIT_EXPECT_EQ(test, sipmap_pkt_payload(skb, &data, &length),
			-EBADMSG);
	kfree_skb(skb);
}

static void sipmap_ipv6_outgrows_mtu(struct kunit *test)
{
	struct sk_buff *skb;
	bool fits;

	for (fits = false;; fits = true) {
		skb = sipmap_ipv6_make(test, SIPMAP_PACKET_LINEAR,
				       &sipmap_ipv6_plain, SIPMAP_PACKET_SUM);

		KUNIT_EXPECT_EQ(test,
				sipmap_pkt_edit(skb,
						sipmap_ipv6_edits(test, true),
						&init_net,
						fits ? 1280 : skb->len), 0);

		KUNIT_EXPECT_EQ(test, (bool)skb->ignore_df, !fits);
		sipmap_ipv6_expect(test, skb, true);
		kfree_skb(skb);
		if (fits)
			break;
	}
}

static void sipmap_ipv6_too_long_is_refused(struct kunit *test)
{
	struct sk_buff *skb;

	skb = sipmap_ipv6_make(test, SIPMAP_PACKET_LINEAR, &sipmap_ipv6_plain,
			       SIPMAP_PACKET_SUM);
	ipv6_hdr(skb)->payload_len = htons(U16_MAX - 3);

	KUNIT_EXPECT_EQ(test, sipmap_pkt_edit(skb,
					      sipmap_ipv6_edits(test, true),
					      &init_net, 0), -EMSGSIZE);

	KUNIT_EXPECT_TRUE(test,
			  !memcmp(udp_hdr(skb) + 1, sipmap_ipv6_text,
				  SIPMAP_IPV6_LENGTH));
	kfree_skb(skb);
}

static void sipmap_ipv6_joined_is_split(struct kunit *test)
{
	struct sk_buff *skb, *segments, *segment, *next;
	int number = 0;

	skb = sipmap_ipv6_make(test, SIPMAP_PACKET_LINEAR, &sipmap_ipv6_plain,
			       SIPMAP_PACKET_PARTIAL);
	skb_shinfo(skb)->gso_type = SKB_GSO_UDP_L4;
	skb_shinfo(skb)->gso_size = SIPMAP_IPV6_LENGTH / 2;
	skb_shinfo(skb)->gso_segs = 2;

	segments = sipmap_segment_split(skb);

	KUNIT_ASSERT_NOT_NULL(test, segments);
	skb_list_walk_safe(segments, segment, next) {
		const char *data, *fault;
		u16 length;

		skb_mark_not_on_list(segment);
		KUNIT_ASSERT_EQ(test,
				sipmap_pkt_payload(segment, &data, &length), 0);
		KUNIT_EXPECT_EQ(test, (size_t)length, SIPMAP_IPV6_LENGTH / 2);
		KUNIT_EXPECT_TRUE(test,
				  !memcmp(data, sipmap_ipv6_text +
					  number++ * SIPMAP_IPV6_LENGTH / 2,
					  length));
		KUNIT_EXPECT_TRUE_MSG(test,
				      sipmap_packet_sound_ipv6(segment, &fault),
				      "%s does not fit", fault);
		kfree_skb(segment);
	}
	KUNIT_EXPECT_EQ(test, number, 2);
	kfree_skb(skb);
}

/* One long datagram that a device would fragment stays one. */
static void sipmap_ipv6_long_datagram_is_one(struct kunit *test)
{
	struct sk_buff *skb;
	const char *fault;

	skb = sipmap_ipv6_make(test, SIPMAP_PACKET_LINEAR, &sipmap_ipv6_plain,
			       SIPMAP_PACKET_PARTIAL);
	skb_shinfo(skb)->gso_type = SKB_GSO_UDP;
	skb_shinfo(skb)->gso_size = SIPMAP_IPV6_LENGTH / 2;

	KUNIT_EXPECT_NULL(test, sipmap_segment_split(skb));

	KUNIT_EXPECT_FALSE(test, skb_is_gso(skb));
	KUNIT_EXPECT_TRUE(test, skb->ignore_df);
	KUNIT_EXPECT_TRUE_MSG(test, sipmap_packet_sound_ipv6(skb, &fault),
			      "%s does not fit", fault);
	kfree_skb(skb);
}

static void sipmap_ipv6_endpoint(struct sipmap_endpoint *endpoint,
				 const struct in6_addr *address)
{
	memset(endpoint, 0, sizeof(*endpoint));
	endpoint->family = SIPMAP_FAMILY_IPV6;
	endpoint->port = 5060;
	memcpy(endpoint->address, address, sizeof(*address));
}

/* A reply is one of the server that was asked, and of nobody else. */
static void sipmap_ipv6_reply_is_caught(struct kunit *test)
{
	struct sipmap_datagram request = {
		.payload = sipmap_ipv6_text,
		.length = SIPMAP_IPV6_LENGTH,
	};
	struct sipmap_probes *probes;
	struct sk_buff *skb;

	probes = kunit_kzalloc(test, sizeof(*probes), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, probes);
	sipmap_probes_init(probes);
	/* the text is no STUN by itself, but this is what decides */
	BUILD_BUG_ON(sizeof(sipmap_ipv6_text) - 1 != SIPMAP_STUN_HEADER);
	KUNIT_ASSERT_EQ(test, sipmap_ipv6_text[0] & 0xc0, 0);
	skb = sipmap_ipv6_make(test, SIPMAP_PACKET_LINEAR,
			       &sipmap_ipv6_cases[1].chain, SIPMAP_PACKET_SUM);
	sipmap_ipv6_endpoint(&request.source, &ipv6_hdr(skb)->daddr);
	sipmap_ipv6_endpoint(&request.destination, &ipv6_hdr(skb)->saddr);

	KUNIT_EXPECT_FALSE(test, sipmap_probe_caught(probes, skb));
	KUNIT_ASSERT_EQ(test, sipmap_probe_expect(probes, &request), 0);
	KUNIT_EXPECT_TRUE(test, sipmap_probe_caught(probes, skb));
	ipv6_hdr(skb)->saddr.s6_addr[15]++;
	KUNIT_EXPECT_FALSE(test, sipmap_probe_caught(probes, skb));

	sipmap_probes_clean(probes);
	kfree_skb(skb);
}

static struct kunit_case sipmap_ipv6_suite_cases[] = {
	KUNIT_CASE_PARAM(sipmap_ipv6_headers, sipmap_ipv6_gen_params),
	KUNIT_CASE(sipmap_ipv6_edit),
	KUNIT_CASE(sipmap_ipv6_no_checksum_is_refused),
	KUNIT_CASE(sipmap_ipv6_outgrows_mtu),
	KUNIT_CASE(sipmap_ipv6_too_long_is_refused),
	KUNIT_CASE(sipmap_ipv6_joined_is_split),
	KUNIT_CASE(sipmap_ipv6_long_datagram_is_one),
	KUNIT_CASE(sipmap_ipv6_reply_is_caught),
	{}
};

static struct kunit_suite sipmap_ipv6_suite = {
	.name = "sipmap-ipv6",
	.test_cases = sipmap_ipv6_suite_cases,
};

kunit_test_suite(sipmap_ipv6_suite);
