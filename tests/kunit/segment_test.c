// SPDX-License-Identifier: GPL-2.0-only
/* Packets that hold several datagrams, as offloading makes them. */
#include <kunit/test.h>
#include <linux/ip.h>
#include <linux/udp.h>
#include <net/ip.h>

#include "packet.h"
#include "pkt.h"
#include "segment.h"

#define SIPMAP_SEGMENT_SIZE 600
#define SIPMAP_SEGMENT_LAST 211
#define SIPMAP_SEGMENT_COUNT 3
#define SIPMAP_SEGMENT_TOTAL \
	((SIPMAP_SEGMENT_COUNT - 1) * SIPMAP_SEGMENT_SIZE + SIPMAP_SEGMENT_LAST)

static char sipmap_segment_text[SIPMAP_SEGMENT_TOTAL];

static int sipmap_segment_init(struct kunit *test)
{
	size_t i;

	for (i = 0; i < sizeof(sipmap_segment_text); i++)
		sipmap_segment_text[i] = 'a' + i * 7 % 26;
	return 0;
}

static size_t sipmap_segment_length(int number)
{
	return number < SIPMAP_SEGMENT_COUNT - 1 ? SIPMAP_SEGMENT_SIZE :
	       SIPMAP_SEGMENT_LAST;
}

/* Datagrams of one flow in one packet, one behind the other */
static struct sk_buff *sipmap_segment_joined(struct kunit *test,
					     enum sipmap_packet_shape shape)
{
	struct sk_buff *skb;

	skb = sipmap_packet_make(shape, sipmap_segment_text,
				 SIPMAP_SEGMENT_TOTAL, SIPMAP_PACKET_PARTIAL);
	KUNIT_ASSERT_NOT_NULL(test, skb);
	skb->protocol = htons(ETH_P_IP);
	skb_shinfo(skb)->gso_type = SKB_GSO_UDP_L4;
	skb_shinfo(skb)->gso_size = SIPMAP_SEGMENT_SIZE;
	skb_shinfo(skb)->gso_segs = SIPMAP_SEGMENT_COUNT;
	return skb;
}

/* Datagrams of one flow in one packet, each with its headers, in a list */
static struct sk_buff *sipmap_segment_listed(struct kunit *test)
{
	struct sk_buff *skb = NULL;
	struct sk_buff **place = NULL;
	int i;

	for (i = 0; i < SIPMAP_SEGMENT_COUNT; i++) {
		size_t length = sipmap_segment_length(i);
		struct sk_buff *part;

		part = sipmap_packet_make(SIPMAP_PACKET_LINEAR,
					  sipmap_segment_text +
					  i * SIPMAP_SEGMENT_SIZE, length,
					  SIPMAP_PACKET_SUM);
		KUNIT_ASSERT_NOT_NULL(test, part);
		part->protocol = htons(ETH_P_IP);
		part->ip_summed = CHECKSUM_UNNECESSARY;
		skb_reset_mac_header(part);
		if (!i) {
			skb = part;
			place = &skb_shinfo(skb)->frag_list;
			continue;
		}
		skb_pull(part, sizeof(struct iphdr) + sizeof(struct udphdr));
		*place = part;
		place = &part->next;
		skb->len += length;
		skb->data_len += length;
		skb->truesize += part->truesize;
	}
	skb_shinfo(skb)->gso_type = SKB_GSO_UDP_L4 | SKB_GSO_FRAGLIST;
	skb_shinfo(skb)->gso_size = SIPMAP_SEGMENT_SIZE;
	skb_shinfo(skb)->gso_segs = SIPMAP_SEGMENT_COUNT;
	ip_hdr(skb)->tot_len = htons(skb->len);
	ip_send_check(ip_hdr(skb));
	return skb;
}

static void sipmap_segment_expect(struct kunit *test, struct sk_buff *skb,
				  int number)
{
	size_t wanted = sipmap_segment_length(number);
	const char *fault;
	const char *data;
	u16 length;

	KUNIT_EXPECT_FALSE(test, skb_is_gso(skb));
	KUNIT_ASSERT_EQ(test, sipmap_pkt_payload(skb, &data, &length), 0);
	KUNIT_ASSERT_EQ(test, length, wanted);
	KUNIT_EXPECT_EQ(test, memcmp(data, sipmap_segment_text +
				     number * SIPMAP_SEGMENT_SIZE, length), 0);
	KUNIT_EXPECT_TRUE_MSG(test, sipmap_packet_sound(skb, &fault),
			      "%s does not fit", fault);
	KUNIT_EXPECT_NE(test, udp_hdr(skb)->check, 0);
}

/* Each datagram comes out as it was, and can be edited by itself. */
static void sipmap_segment_expect_all(struct kunit *test, struct sk_buff *skb)
{
	struct sk_buff *segment, *next;
	struct sk_buff *segments;
	struct sipmap_edits *edits;
	int number = 0;

	edits = kunit_kzalloc(test, sizeof(*edits), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, edits);
	sipmap_edits_init(edits);
	sipmap_edits_add(edits, 100, 10, "a longer text", 13);

	segments = sipmap_segment_split(skb);

	KUNIT_ASSERT_NOT_NULL(test, segments);
	skb_list_walk_safe(segments, segment, next) {
		const char *fault;

		skb_mark_not_on_list(segment);
		sipmap_segment_expect(test, segment, number++);
		KUNIT_EXPECT_EQ(test, sipmap_pkt_edit(segment, edits, &init_net,
						      0), 0);
		KUNIT_EXPECT_TRUE_MSG(test,
				      sipmap_packet_sound(segment, &fault),
				      "%s does not fit", fault);
		kfree_skb(segment);
	}
	KUNIT_EXPECT_EQ(test, number, SIPMAP_SEGMENT_COUNT);
	kfree_skb(skb);
}

static void sipmap_segment_joined_is_split(struct kunit *test)
{
	sipmap_segment_expect_all(test,
				  sipmap_segment_joined(test,
							SIPMAP_PACKET_LINEAR));
}

static void sipmap_segment_paged_is_split(struct kunit *test)
{
	sipmap_segment_expect_all(test,
				  sipmap_segment_joined(test,
							SIPMAP_PACKET_PAGED));
}

static void sipmap_segment_list_is_split(struct kunit *test)
{
	sipmap_segment_expect_all(test, sipmap_segment_listed(test));
}

/* One long datagram that a device would fragment stays one. */
static void sipmap_segment_long_datagram_is_one(struct kunit *test)
{
	struct sk_buff *skb = sipmap_segment_joined(test, SIPMAP_PACKET_PAGED);
	const char *fault;
	const char *data;
	u16 length;

	skb_shinfo(skb)->gso_type = SKB_GSO_UDP;

	KUNIT_EXPECT_NULL(test, sipmap_segment_split(skb));

	KUNIT_EXPECT_FALSE(test, skb_is_gso(skb));
	KUNIT_EXPECT_TRUE(test, skb->ignore_df);
	KUNIT_EXPECT_FALSE(test, !!(ip_hdr(skb)->frag_off & htons(IP_DF)));
	KUNIT_ASSERT_EQ(test, sipmap_pkt_payload(skb, &data, &length), 0);
	KUNIT_ASSERT_EQ(test, length, SIPMAP_SEGMENT_TOTAL);
	KUNIT_EXPECT_EQ(test, memcmp(data, sipmap_segment_text, length), 0);
	KUNIT_EXPECT_TRUE_MSG(test, sipmap_packet_sound(skb, &fault),
			      "%s does not fit", fault);
	kfree_skb(skb);
}

/* What is not UDP's own offloading stays as it is. */
static void sipmap_segment_tunnel_is_left(struct kunit *test)
{
	struct sk_buff *skb = sipmap_segment_joined(test, SIPMAP_PACKET_LINEAR);

	skb_shinfo(skb)->gso_type = SKB_GSO_UDP_TUNNEL;

	KUNIT_EXPECT_NULL(test, sipmap_segment_split(skb));

	KUNIT_EXPECT_TRUE(test, skb_is_gso(skb));
	KUNIT_EXPECT_TRUE(test, sipmap_packet_holds(skb, sipmap_segment_text,
						    SIPMAP_SEGMENT_TOTAL));
	kfree_skb(skb);
}

static struct kunit_case sipmap_segment_cases[] = {
	KUNIT_CASE(sipmap_segment_joined_is_split),
	KUNIT_CASE(sipmap_segment_paged_is_split),
	KUNIT_CASE(sipmap_segment_list_is_split),
	KUNIT_CASE(sipmap_segment_long_datagram_is_one),
	KUNIT_CASE(sipmap_segment_tunnel_is_left),
	{}
};

static struct kunit_suite sipmap_segment_suite = {
	.name = "sipmap-segments",
	.init = sipmap_segment_init,
	.test_cases = sipmap_segment_cases,
};

kunit_test_suite(sipmap_segment_suite);
