// SPDX-License-Identifier: GPL-2.0-only
/* RTP and RTCP bindings, two by two, and the pool of those that are warm. */
#include <kunit/test.h>
#include <linux/err.h>

#include "sip/view.h"
#include "table.h"

static u32 sipmap_test_add_warm(struct kunit *test, u16 port)
{
	struct sipmap_test_table *room = test->priv;
	struct sipmap_binding rtp = {
		.outside = sipmap_test_endpoint(200, port),
		.kind = SIPMAP_KIND_RTP,
		.phase = SIPMAP_PHASE_WARM,
		.ifindex = 7,
	};
	struct sipmap_binding rtcp = rtp;
	u32 id = 0;

	rtcp.kind = SIPMAP_KIND_RTCP;
	rtcp.outside.port++;
	KUNIT_EXPECT_EQ(test, sipmap_binding_add_pair(&room->table, &rtp,
						      &rtcp, &id), 0);
	return id;
}

static void sipmap_test_measure(struct kunit *test, u32 id, u16 port)
{
	struct sipmap_endpoint public = sipmap_test_endpoint(250, port);
	struct sipmap_test_table *room = test->priv;
	struct sipmap_binding *rtp, *rtcp;

	rtp = sipmap_binding_by_id(&room->table, id);
	rtcp = sipmap_binding_by_id(&room->table, rtp->pair);
	sipmap_binding_set_public(&room->table, rtp, &public,
				  SIPMAP_TRUST_STUN);
	public.port++;
	sipmap_binding_set_public(&room->table, rtcp, &public,
				  SIPMAP_TRUST_STUN);
}

static void sipmap_binding_warm_pair_is_taken_once_measured(struct kunit *test)
{
	struct sipmap_endpoint rtp = sipmap_test_endpoint(1, 4000);
	struct sipmap_endpoint rtcp = sipmap_test_endpoint(1, 4001);
	struct sipmap_test_table *room = test->priv;
	u32 id;

	rcu_read_lock();
	id = sipmap_test_add_warm(test, 20000);
	KUNIT_EXPECT_EQ(test, sipmap_binding_take_warm(&room->table, 7, &rtp,
						       &rtcp, 1), 0);
	KUNIT_EXPECT_EQ(test, sipmap_bindings_count_warm(&room->table), 0);
	sipmap_test_measure(test, id, 40000);
	KUNIT_EXPECT_EQ(test, room->table.warm, 1);
	KUNIT_EXPECT_EQ(test, sipmap_bindings_count_warm(&room->table), 1);
	KUNIT_EXPECT_EQ(test, sipmap_binding_take_warm(&room->table, 8, &rtp,
						       &rtcp, 1), 0);

	KUNIT_EXPECT_EQ(test, sipmap_binding_take_warm(&room->table, 7, &rtp,
						       &rtcp, 1), id);

	KUNIT_EXPECT_EQ(test, room->table.warm, 0);
	KUNIT_EXPECT_NOT_NULL(test,
			      sipmap_binding_by_inside(&room->table, &rtcp));
	KUNIT_EXPECT_EQ(test, sipmap_binding_take_warm(&room->table, 7, &rtp,
						       &rtcp, 1), 0);
	rcu_read_unlock();
}

static void sipmap_binding_warm_pair_is_of_one_family(struct kunit *test)
{
	struct sipmap_endpoint rtp = {
		.address = { 0x20, 0x01, 0x0d, 0xb8, [15] = 1 },
		.port = 4000,
		.family = SIPMAP_FAMILY_IPV6,
	};
	struct sipmap_endpoint rtcp = rtp;
	struct sipmap_test_table *room = test->priv;
	u32 id;

	rcu_read_lock();
	rtcp.port++;
	id = sipmap_test_add_warm(test, 20000);
	sipmap_test_measure(test, id, 40000);

	KUNIT_EXPECT_EQ(test, sipmap_binding_take_warm(&room->table, 7, &rtp,
						       &rtcp, 1), 0);
	KUNIT_EXPECT_EQ(test, sipmap_bindings_count_warm(&room->table), 1);
	rcu_read_unlock();
}

static void
sipmap_binding_warm_pair_is_found_behind_a_free_number(struct kunit *test)
{
	struct sipmap_endpoint rtp = sipmap_test_endpoint(1, 4000);
	struct sipmap_endpoint rtcp = sipmap_test_endpoint(1, 4001);
	struct sipmap_test_table *room = test->priv;
	struct sipmap_binding *other;
	u32 id;

	rcu_read_lock();
	other = sipmap_test_add(test, 2, 5060);
	KUNIT_ASSERT_FALSE(test, IS_ERR(other));
	id = sipmap_test_add_warm(test, 20000);
	sipmap_test_measure(test, id, 40000);

	sipmap_binding_remove(&room->table, other);

	KUNIT_EXPECT_EQ(test, sipmap_bindings_count_warm(&room->table), 1);
	KUNIT_EXPECT_EQ(test, sipmap_binding_take_warm(&room->table, 7, &rtp,
						       &rtcp, 1), id);
	rcu_read_unlock();
}

static void sipmap_binding_pair_in_use_is_not_spared(struct kunit *test)
{
	struct sipmap_endpoint rtp = sipmap_test_endpoint(1, 4000);
	struct sipmap_endpoint rtcp = sipmap_test_endpoint(1, 4001);
	struct sipmap_test_table *room = test->priv;
	struct sipmap_bindings *table = &room->table;
	struct sipmap_binding *used, *warm;
	u32 partner;

	rcu_read_lock();
	used = sipmap_binding_by_id(table, sipmap_test_add_warm(test, 20000));
	sipmap_test_measure(test, used->id, 40000);
	warm = sipmap_binding_by_id(table, sipmap_test_add_warm(test, 20002));
	KUNIT_ASSERT_EQ(test, sipmap_binding_take_warm(table, 7, &rtp, &rtcp,
						       1), used->id);
	partner = warm->pair;

	KUNIT_EXPECT_FALSE(test, sipmap_binding_remove_warm(table, used));
	KUNIT_EXPECT_TRUE(test, sipmap_binding_remove_warm(table, warm));
	KUNIT_EXPECT_FALSE(test, sipmap_binding_remove_warm(table, warm));

	KUNIT_EXPECT_EQ(test, table->warm, 0);
	KUNIT_EXPECT_EQ(test, table->count, 2);
	KUNIT_EXPECT_NULL(test, sipmap_binding_by_id(table, partner));
	KUNIT_EXPECT_NOT_NULL(test, sipmap_binding_by_inside(table, &rtp));
	rcu_read_unlock();
}

/* Whichever of the two is named, and once only. */
static void sipmap_binding_pair_goes_as_a_whole(struct kunit *test)
{
	struct sipmap_endpoint rtp = sipmap_test_endpoint(1, 4000);
	struct sipmap_endpoint rtcp = sipmap_test_endpoint(1, 4001);
	struct sipmap_test_table *room = test->priv;
	struct sipmap_bindings *table = &room->table;
	struct sipmap_binding *used;

	rcu_read_lock();
	used = sipmap_binding_by_id(table, sipmap_test_add_warm(test, 20000));
	sipmap_test_measure(test, used->id, 40000);
	KUNIT_ASSERT_EQ(test, sipmap_binding_take_warm(table, 7, &rtp, &rtcp,
						       1), used->id);

	sipmap_binding_remove_pair(table,
				   sipmap_binding_by_inside(table, &rtcp));
	sipmap_binding_remove_pair(table, used);

	KUNIT_EXPECT_EQ(test, table->count, 0);
	KUNIT_EXPECT_EQ(test, room->told.gone, 2);
	KUNIT_EXPECT_NULL(test, sipmap_binding_by_inside(table, &rtp));
	KUNIT_EXPECT_NULL(test, sipmap_binding_by_inside(table, &rtcp));
	rcu_read_unlock();
}

static struct kunit_case sipmap_pair_cases[] = {
	KUNIT_CASE(sipmap_binding_warm_pair_is_taken_once_measured),
	KUNIT_CASE(sipmap_binding_warm_pair_is_of_one_family),
	KUNIT_CASE(sipmap_binding_warm_pair_is_found_behind_a_free_number),
	KUNIT_CASE(sipmap_binding_pair_in_use_is_not_spared),
	KUNIT_CASE(sipmap_binding_pair_goes_as_a_whole),
	{}
};

static struct kunit_suite sipmap_pair_suite = {
	.name = "sipmap-pairs",
	.suite_init = sipmap_test_suite_init,
	.suite_exit = sipmap_test_suite_exit,
	.init = sipmap_test_table_init,
	.exit = sipmap_test_table_exit,
	.test_cases = sipmap_pair_cases,
};

kunit_test_suite(sipmap_pair_suite);
