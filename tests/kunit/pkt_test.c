// SPDX-License-Identifier: GPL-2.0-only
/* Edits in packets: what the vectors do not reach. */
#include <kunit/test.h>
#include <linux/ip.h>
#include <linux/udp.h>
#include <net/ip.h>

#include "packet.h"
#include "pkt.h"

static const char sipmap_pkt_text[] = "0123456789abcdefghij";

#define SIPMAP_PKT_LENGTH (sizeof(sipmap_pkt_text) - 1)

/**
 * struct sipmap_pkt_edit_case - edits, and what they make of the text
 * @rule: what is shown
 * @edit: offset, bytes out, text in
 * @expected: the payload afterwards
 */
struct sipmap_pkt_edit_case {
	const char *rule;
	struct {
		u16 offset;
		u16 out;
		const char *in;
	} edit[4];
	const char *expected;
};

static const struct sipmap_pkt_edit_case sipmap_pkt_edits[] = {
	{ "grows", { { 3, 1, "XYZ" } }, "012XYZ456789abcdefghij" },
	{ "shrinks", { { 3, 4, "X" } }, "012X789abcdefghij" },
	{ "grows, then shrinks below the old length",
	  { { 2, 1, "LONGER" }, { 10, 8, "s" } }, "01LONGER3456789sij" },
	{ "shrinks, then grows above the old length",
	  { { 0, 8, "" }, { 12, 2, "muchlonger" } }, "89abmuchlongerefghij" },
	{ "at both ends", { { 0, 1, "<<" }, { 19, 1, ">>" } },
	  "<<123456789abcdefghi>>" },
	{ "puts in without taking out",
	  { { 5, 0, "--" }, { 20, 0, "!" } }, "01234--56789abcdefghij!" },
	{ "edits that touch", { { 4, 2, "x" }, { 6, 2, "yyyy" } },
	  "0123xyyyy89abcdefghij" },
};

static void sipmap_pkt_edit_name(const struct sipmap_pkt_edit_case *edits,
				 char *name)
{
	strscpy(name, edits->rule, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(sipmap_pkt_edit, sipmap_pkt_edits, sipmap_pkt_edit_name);

static struct sipmap_edits *
sipmap_pkt_make_edits(struct kunit *test,
		      const struct sipmap_pkt_edit_case *edits)
{
	struct sipmap_edits *list;
	size_t i;

	list = kunit_kzalloc(test, sizeof(*list), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, list);
	sipmap_edits_init(list);
	for (i = 0; i < ARRAY_SIZE(edits->edit) && edits->edit[i].in; i++)
		sipmap_edits_add(list, edits->edit[i].offset,
				 edits->edit[i].out, edits->edit[i].in,
				 strlen(edits->edit[i].in));
	return list;
}

static void sipmap_pkt_expect(struct kunit *test, struct sk_buff *skb,
			      const char *expected)
{
	const char *data, *fault;
	u16 length;

	KUNIT_ASSERT_EQ(test, sipmap_pkt_payload(skb, &data, &length), 0);
	if (length != strlen(expected) || memcmp(data, expected, length))
		KUNIT_FAIL(test, "before: %s\nafter: %.*s\nwanted: %s",
			   sipmap_pkt_text, length, data, expected);
	KUNIT_EXPECT_TRUE_MSG(test, sipmap_packet_sound(skb, &fault),
			      "%s does not fit", fault);
}

static void sipmap_pkt_edit_case(struct kunit *test)
{
	const struct sipmap_pkt_edit_case *edits = test->param_value;
	struct sipmap_edits *list = sipmap_pkt_make_edits(test, edits);
	enum sipmap_packet_shape shape;
	const char *data;
	u16 length;

	for (shape = 0; shape < SIPMAP_PACKET_SHAPES; shape++) {
		struct sk_buff *skb;

		skb = sipmap_packet_make(shape, sipmap_pkt_text,
					 SIPMAP_PKT_LENGTH, SIPMAP_PACKET_SUM);
		KUNIT_ASSERT_NOT_NULL(test, skb);
		KUNIT_ASSERT_EQ(test, sipmap_pkt_payload(skb, &data, &length),
				0);

		KUNIT_EXPECT_EQ(test, sipmap_pkt_edit(skb, list, &init_net, 0),
				0);

		sipmap_pkt_expect(test, skb, edits->expected);
		kfree_skb(skb);
	}
}

static void sipmap_pkt_clone_keeps_its_bytes(struct kunit *test)
{
	struct sipmap_edits *list;
	struct sk_buff *skb, *clone;

	list = sipmap_pkt_make_edits(test, &sipmap_pkt_edits[0]);
	skb = sipmap_packet_make(SIPMAP_PACKET_LINEAR, sipmap_pkt_text,
				 SIPMAP_PKT_LENGTH, SIPMAP_PACKET_SUM);
	KUNIT_ASSERT_NOT_NULL(test, skb);
	clone = skb_clone(skb, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, clone);

	KUNIT_EXPECT_EQ(test, sipmap_pkt_edit(skb, list, &init_net, 0), 0);

	sipmap_pkt_expect(test, skb, sipmap_pkt_edits[0].expected);
	sipmap_pkt_expect(test, clone, sipmap_pkt_text);
	kfree_skb(clone);
	kfree_skb(skb);
}

static void sipmap_pkt_no_checksum_stays_none(struct kunit *test)
{
	struct sipmap_edits *list;
	struct sk_buff *skb;

	list = sipmap_pkt_make_edits(test, &sipmap_pkt_edits[0]);
	skb = sipmap_packet_make(SIPMAP_PACKET_LINEAR, sipmap_pkt_text,
				 SIPMAP_PKT_LENGTH, SIPMAP_PACKET_NO_SUM);
	KUNIT_ASSERT_NOT_NULL(test, skb);

	KUNIT_EXPECT_EQ(test, sipmap_pkt_edit(skb, list, &init_net, 0), 0);

	sipmap_pkt_expect(test, skb, sipmap_pkt_edits[0].expected);
	KUNIT_EXPECT_EQ(test, (int)udp_hdr(skb)->check, 0);
	kfree_skb(skb);
}

static void sipmap_pkt_padding_is_cut(struct kunit *test)
{
	struct sipmap_edits *list;
	struct sk_buff *skb;

	list = sipmap_pkt_make_edits(test, &sipmap_pkt_edits[1]);
	skb = sipmap_packet_make(SIPMAP_PACKET_LINEAR, sipmap_pkt_text,
				 SIPMAP_PKT_LENGTH, SIPMAP_PACKET_SUM);
	KUNIT_ASSERT_NOT_NULL(test, skb);
	skb_put_data(skb, "padding", 7);

	KUNIT_EXPECT_EQ(test, sipmap_pkt_edit(skb, list, &init_net, 0), 0);

	sipmap_pkt_expect(test, skb, sipmap_pkt_edits[1].expected);
	kfree_skb(skb);
}

static void sipmap_pkt_outgrows_mtu(struct kunit *test)
{
	struct sipmap_edits *list;
	struct sk_buff *skb;

	list = sipmap_pkt_make_edits(test, &sipmap_pkt_edits[0]);
	skb = sipmap_packet_make(SIPMAP_PACKET_LINEAR, sipmap_pkt_text,
				 SIPMAP_PKT_LENGTH, SIPMAP_PACKET_SUM);
	KUNIT_ASSERT_NOT_NULL(test, skb);

	KUNIT_EXPECT_EQ(test, sipmap_pkt_edit(skb, list, &init_net, skb->len),
			0);

	KUNIT_EXPECT_TRUE(test, skb->ignore_df);
	KUNIT_EXPECT_FALSE(test, !!(ip_hdr(skb)->frag_off & htons(IP_DF)));
	sipmap_pkt_expect(test, skb, sipmap_pkt_edits[0].expected);
	kfree_skb(skb);
}

static void sipmap_pkt_wrong_udp_length_is_refused(struct kunit *test)
{
	struct sk_buff *skb;
	const char *data;
	u16 length;

	skb = sipmap_packet_make(SIPMAP_PACKET_LINEAR, sipmap_pkt_text,
				 SIPMAP_PKT_LENGTH, SIPMAP_PACKET_SUM);
	KUNIT_ASSERT_NOT_NULL(test, skb);

	udp_hdr(skb)->len = htons(sizeof(struct udphdr) - 1);
	KUNIT_EXPECT_EQ(test, sipmap_pkt_payload(skb, &data, &length),
			-EBADMSG);
	udp_hdr(skb)->len = htons(SIPMAP_PKT_LENGTH + sizeof(struct udphdr) +
				  1);
	KUNIT_EXPECT_EQ(test, sipmap_pkt_payload(skb, &data, &length),
			-EBADMSG);
	kfree_skb(skb);
}

static struct kunit_case sipmap_pkt_cases[] = {
	KUNIT_CASE_PARAM(sipmap_pkt_edit_case, sipmap_pkt_edit_gen_params),
	KUNIT_CASE(sipmap_pkt_clone_keeps_its_bytes),
	KUNIT_CASE(sipmap_pkt_no_checksum_stays_none),
	KUNIT_CASE(sipmap_pkt_padding_is_cut),
	KUNIT_CASE(sipmap_pkt_outgrows_mtu),
	KUNIT_CASE(sipmap_pkt_wrong_udp_length_is_refused),
	{}
};

static struct kunit_suite sipmap_pkt_suite = {
	.name = "sipmap-packets",
	.test_cases = sipmap_pkt_cases,
};

kunit_test_suite(sipmap_pkt_suite);
