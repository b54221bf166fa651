// SPDX-License-Identifier: GPL-2.0-only
/* The engine in the kernel: every vector, flat and in packets. */
#include <kunit/test.h>
#include <linux/ip.h>
#include <linux/udp.h>
#include <net/ip.h>

#include "packet.h"
#include "peer.h"
#include "pkt.h"
#include "vector.h"

#include "vectors.inc"

/**
 * struct sipmap_vector_room - what is too big for a stack
 * @vector: the file
 * @step: one message of it
 * @work: what the engine makes of it
 * @restore: what comes back for it
 */
struct sipmap_vector_room {
	struct sipmap_vector vector;
	struct sipmap_vector_step step;
	struct sipmap_vector_work work;
	struct sipmap_restore restore;
};

static void sipmap_vector_show(struct kunit *test,
			       const struct sipmap_vector_room *room)
{
	kunit_info(test, "before:\n%.*s\n", room->step.before_length,
		   room->step.before);
	kunit_info(test, "after:\n%.*s\n", (int)room->work.out_length,
		   room->work.out);
}

/* A message that outgrows the MTU must be able to leave in fragments. */
static void sipmap_vector_fragments(struct kunit *test,
				    const struct sk_buff *skb, int delta)
{
	bool df = ip_hdr(skb)->frag_off & htons(IP_DF);

	KUNIT_EXPECT_EQ(test, df, delta <= 0);
	if (delta > 0)
		KUNIT_EXPECT_TRUE(test, skb->ignore_df);
}

/* The packet after its edits must be what the flat buffer became. */
static void sipmap_vector_edit_packet(struct kunit *test,
				      struct sipmap_vector_room *room,
				      struct sk_buff *skb, bool sum)
{
	const struct sipmap_vector_work *work = &room->work;
	unsigned int mtu = ntohs(ip_hdr(skb)->tot_len);
	const char *fault;
	const char *data;
	u16 length;

	KUNIT_ASSERT_EQ(test, sipmap_pkt_payload(skb, &data, &length), 0);
	KUNIT_EXPECT_EQ(test, length, room->step.before_length);

	KUNIT_EXPECT_EQ(test, sipmap_pkt_edit(skb, &work->plan.edits,
					      &init_net, mtu), 0);

	KUNIT_ASSERT_EQ(test, sipmap_pkt_payload(skb, &data, &length), 0);
	if (length != work->out_length ||
	    memcmp(data, work->out, length)) {
		sipmap_vector_show(test, room);
		KUNIT_FAIL(test, "in a packet it became:\n%.*s", length, data);
	}
	sipmap_vector_fragments(test, skb, work->plan.edits.delta);
	KUNIT_EXPECT_TRUE_MSG(test, sipmap_packet_sound(skb, &fault),
			      "%s does not fit", fault);
	KUNIT_EXPECT_EQ(test, !!udp_hdr(skb)->check, sum);
}

/* Who shares the packet's bytes must keep them. */
static void sipmap_vector_in_packet(struct kunit *test,
				    struct sipmap_vector_room *room,
				    enum sipmap_packet_shape shape,
				    enum sipmap_packet_sum sum, bool shared)
{
	const struct sipmap_vector_step *step = &room->step;
	struct sk_buff *clone = NULL;
	struct sk_buff *skb;

	skb = sipmap_packet_make(shape, step->before, step->before_length,
				 sum);
	KUNIT_ASSERT_NOT_NULL(test, skb);
	if (shared) {
		clone = skb_clone(skb, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, clone);
	}

	sipmap_vector_edit_packet(test, room, skb,
				  sum != SIPMAP_PACKET_NO_SUM);

	if (shared)
		KUNIT_EXPECT_TRUE(test,
				  sipmap_packet_holds(clone, step->before,
						      step->before_length));
	kfree_skb(clone);
	kfree_skb(skb);
}

static void sipmap_vector_in_packets(struct kunit *test,
				     struct sipmap_vector_room *room)
{
	enum sipmap_packet_shape shape;
	enum sipmap_packet_sum sum;

	for (shape = 0; shape < SIPMAP_PACKET_SHAPES; shape++) {
		for (sum = 0; sum < SIPMAP_PACKET_SUMS; sum++) {
			sipmap_vector_in_packet(test, room, shape, sum, false);
			sipmap_vector_in_packet(test, room, shape, sum, true);
		}
	}
}

static void sipmap_vector_restored(struct kunit *test,
				   struct sipmap_vector_room *room,
				   const char *name)
{
	struct sipmap_restore *restore = &room->restore;

	if (sipmap_restore_check(&room->vector, &room->step, &room->work,
				 restore) || sipmap_restore_exception(name))
		return;
	sipmap_vector_show(test, room);
	kunit_info(test, "the phone should get:\n%.*s\n",
		   (int)restore->wanted.length, restore->wanted.text);
	KUNIT_FAIL(test, "%s; it gets:\n%.*s", restore->fault,
		   (int)restore->work.out_length, restore->work.out);
}

static void sipmap_vector_case(struct kunit *test)
{
	const typeof(sipmap_vectors[0]) *file = test->param_value;
	struct sipmap_vector_room *room;

	room = kunit_kzalloc(test, sizeof(*room), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, room);
	KUNIT_ASSERT_TRUE(test, sipmap_vector_open(&room->vector, file->text,
						   file->length));

	while (sipmap_vector_step(&room->vector, &room->step)) {
		if (!sipmap_vector_check(&room->vector, &room->step,
					 room->step.before, &room->work)) {
			sipmap_vector_show(test, room);
			KUNIT_FAIL(test, "%s", room->work.fault);
		}
		if (room->work.reason != SIPMAP_REASON_REWRITTEN)
			continue;
		sipmap_vector_restored(test, room, file->name);
		sipmap_vector_in_packets(test, room);
	}
}

static const void *sipmap_vector_params(const void *previous, char *name)
{
	const typeof(sipmap_vectors[0]) *file = previous;

	file = file ? file + 1 : sipmap_vectors;
	if (!file->name)
		return NULL;
	strscpy(name, file->name, KUNIT_PARAM_DESC_SIZE);
	return file;
}

static struct kunit_case sipmap_vector_cases[] = {
	KUNIT_CASE_PARAM(sipmap_vector_case, sipmap_vector_params),
	{}
};

static struct kunit_suite sipmap_vector_suite = {
	.name = "sipmap-vectors",
	.test_cases = sipmap_vector_cases,
};

kunit_test_suite(sipmap_vector_suite);
