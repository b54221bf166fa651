// SPDX-License-Identifier: GPL-2.0-only
/* Which outside endpoint a binding gets. */
#include <kunit/test.h>
#include <linux/err.h>

#include "port.h"
#include "sip/view.h"
#include "table.h"

static void
sipmap_binding_moves_with_its_flow_until_answered(struct kunit *test)
{
	struct sipmap_endpoint peer = sipmap_test_endpoint(250, 5060);
	struct sipmap_endpoint moved = sipmap_test_endpoint(200, 20000);
	struct sipmap_endpoint other = sipmap_test_endpoint(200, 20002);
	struct sipmap_test_table *room = test->priv;
	struct sipmap_binding *binding;

	rcu_read_lock();
	binding = sipmap_test_add(test, 1, 5060);
	KUNIT_ASSERT_FALSE(test, IS_ERR(binding));
	sipmap_binding_set_public(&room->table, binding, &other,
				  SIPMAP_TRUST_STUN);

	KUNIT_EXPECT_EQ(test, 0,
			sipmap_binding_move_outside(&room->table, binding,
						    &moved));
	KUNIT_EXPECT_PTR_EQ(test, binding,
			    sipmap_binding_by_outside(&room->table, &moved));
	KUNIT_EXPECT_EQ(test, binding->public_endpoint.family, 0);
	KUNIT_EXPECT_EQ(test, binding->phase, SIPMAP_PHASE_PENDING);

	sipmap_binding_set_peer(&room->table, binding, &peer);
	KUNIT_EXPECT_EQ(test, -EBUSY,
			sipmap_binding_move_outside(&room->table, binding,
						    &other));
	KUNIT_EXPECT_PTR_EQ(test, binding,
			    sipmap_binding_by_outside(&room->table, &moved));
	rcu_read_unlock();
}

static void
sipmap_binding_yields_its_outside_until_answered(struct kunit *test)
{
	struct sipmap_endpoint outside = sipmap_test_endpoint(200, 5060);
	struct sipmap_endpoint peer = sipmap_test_endpoint(250, 5060);
	struct sipmap_test_table *room = test->priv;
	struct sipmap_binding *first, *last;

	rcu_read_lock();
	first = sipmap_test_add(test, 1, 5060);
	KUNIT_ASSERT_FALSE(test, IS_ERR(first));

	KUNIT_EXPECT_TRUE(test, sipmap_binding_yield_outside(&room->table,
							     &outside));
	KUNIT_EXPECT_EQ(test, first->outside.family, 0);
	last = sipmap_test_add(test, 2, 5060);
	KUNIT_ASSERT_FALSE(test, IS_ERR(last));

	sipmap_binding_set_peer(&room->table, last, &peer);
	KUNIT_EXPECT_FALSE(test, sipmap_binding_yield_outside(&room->table,
							      &outside));
	KUNIT_EXPECT_PTR_EQ(test, last,
			    sipmap_binding_by_outside(&room->table, &outside));
	rcu_read_unlock();
}

static void
sipmap_binding_holds_anew_where_it_has_another_outside(struct kunit *test)
{
	struct sipmap_endpoint moved = sipmap_test_endpoint(200, 20000);
	struct sipmap_endpoint outside = sipmap_test_endpoint(200, 5060);
	struct sipmap_test_table *room = test->priv;
	struct sipmap_binding *binding;

	rcu_read_lock();
	binding = sipmap_test_add(test, 1, 5060);
	KUNIT_ASSERT_FALSE(test, IS_ERR(binding));
	KUNIT_EXPECT_TRUE(test, sipmap_binding_hold(&room->table, binding, HZ));
	binding->hold_until = jiffies - 1;
	KUNIT_EXPECT_FALSE(test, sipmap_binding_hold(&room->table, binding,
						     HZ));

	sipmap_binding_yield_outside(&room->table, &outside);
	KUNIT_EXPECT_FALSE(test, sipmap_binding_hold(&room->table, binding,
						     HZ));
	sipmap_binding_set_outside(&room->table, binding, &moved, 1);
	KUNIT_EXPECT_TRUE(test, sipmap_binding_hold(&room->table, binding, HZ));

	sipmap_binding_fail(&room->table, binding);
	KUNIT_EXPECT_FALSE(test, sipmap_binding_hold(&room->table, binding,
						     HZ));
	sipmap_binding_move_outside(&room->table, binding, &outside);
	KUNIT_EXPECT_TRUE(test, sipmap_binding_hold(&room->table, binding, HZ));
	rcu_read_unlock();
}

static struct sipmap_endpoint sipmap_test_ipv6(u8 first, u8 last, u16 port)
{
	struct sipmap_endpoint endpoint = {
		.address = { first, 1, [15] = last },
		.port = port,
		.family = SIPMAP_FAMILY_IPV6,
	};

	return endpoint;
}

static struct sipmap_binding *
sipmap_test_add_ipv6(struct kunit *test, const struct sipmap_endpoint *inside,
		     const struct sipmap_endpoint *outside)
{
	struct sipmap_test_table *room = test->priv;
	struct sipmap_binding like = {
		.inside = *inside,
		.outside = *outside,
		.phase = SIPMAP_PHASE_PENDING,
		.ifindex = 1,
	};

	return sipmap_binding_add(&room->table, &like);
}

static void sipmap_binding_global_outside_is_public(struct kunit *test)
{
	struct sipmap_endpoint phone = sipmap_test_ipv6(0x20, 1, 5060);
	struct sipmap_endpoint inside = sipmap_test_ipv6(0xfd, 1, 5060);
	struct sipmap_endpoint outside = sipmap_test_ipv6(0x3f, 2, 5060);
	struct sipmap_test_table *room = test->priv;
	struct sipmap_binding *plain, *translated;

	rcu_read_lock();
	plain = sipmap_test_add_ipv6(test, &phone, &phone);
	translated = sipmap_test_add_ipv6(test, &inside, &outside);
	KUNIT_ASSERT_FALSE(test, IS_ERR(plain) || IS_ERR(translated));

	KUNIT_EXPECT_EQ(test, (int)plain->phase, SIPMAP_PHASE_READY);
	KUNIT_EXPECT_EQ(test, (int)plain->trust, SIPMAP_TRUST_NONE);
	KUNIT_EXPECT_PTR_EQ(test, plain,
			    sipmap_binding_by_public(&room->table, &phone));
	KUNIT_EXPECT_PTR_EQ(test, translated,
			    sipmap_binding_by_public(&room->table, &outside));
	KUNIT_EXPECT_FALSE(test, sipmap_binding_hold(&room->table, plain, HZ));

	sipmap_binding_forget(&room->table, plain);
	KUNIT_EXPECT_PTR_EQ(test, plain,
			    sipmap_binding_by_public(&room->table, &phone));
	rcu_read_unlock();
}

static void
sipmap_binding_local_outside_waits_for_nobody_but_a_peer(struct kunit *test)
{
	struct sipmap_endpoint phone = sipmap_test_ipv6(0xfd, 1, 5060);
	struct sipmap_endpoint seen = sipmap_test_ipv6(0x20, 9, 40000);
	struct sipmap_test_table *room = test->priv;
	struct sipmap_binding *binding;

	rcu_read_lock();
	binding = sipmap_test_add_ipv6(test, &phone, &phone);
	KUNIT_ASSERT_FALSE(test, IS_ERR(binding));
	KUNIT_EXPECT_EQ(test, (int)binding->phase, SIPMAP_PHASE_FAILED);
	KUNIT_EXPECT_FALSE(test, sipmap_binding_hold(&room->table, binding,
						     HZ));

	KUNIT_EXPECT_TRUE(test, sipmap_binding_observe(&room->table, binding,
						       &seen));
	KUNIT_EXPECT_EQ(test, (int)binding->phase, SIPMAP_PHASE_READY);
	rcu_read_unlock();
}

static void sipmap_binding_public_follows_a_global_outside(struct kunit *test)
{
	struct sipmap_endpoint inside = sipmap_test_ipv6(0xfd, 1, 5060);
	struct sipmap_endpoint before = sipmap_test_ipv6(0x20, 2, 5060);
	struct sipmap_endpoint after = sipmap_test_ipv6(0x20, 2, 20000);
	struct sipmap_test_table *room = test->priv;
	struct sipmap_binding *binding;

	rcu_read_lock();
	binding = sipmap_test_add_ipv6(test, &inside, &before);
	KUNIT_ASSERT_FALSE(test, IS_ERR(binding));

	sipmap_binding_move_outside(&room->table, binding, &after);
	KUNIT_EXPECT_PTR_EQ(test, binding,
			    sipmap_binding_by_public(&room->table, &after));
	KUNIT_EXPECT_NULL(test,
			  sipmap_binding_by_public(&room->table, &before));

	sipmap_binding_yield_outside(&room->table, &after);
	KUNIT_EXPECT_NULL(test,
			  sipmap_binding_by_public(&room->table, &after));
	KUNIT_EXPECT_EQ(test, (int)binding->phase, SIPMAP_PHASE_PENDING);

	sipmap_binding_set_outside(&room->table, binding, &before, 1);
	KUNIT_EXPECT_PTR_EQ(test, binding,
			    sipmap_binding_by_public(&room->table, &before));
	KUNIT_EXPECT_EQ(test, (int)binding->phase, SIPMAP_PHASE_READY);
	rcu_read_unlock();
}

static void sipmap_binding_own_outside_is_nobody_elses(struct kunit *test)
{
	struct sipmap_endpoint first = sipmap_test_ipv6(0x20, 1, 5060);
	struct sipmap_endpoint second = sipmap_test_ipv6(0x20, 2, 5060);
	struct sipmap_test_table *room = test->priv;
	struct sipmap_binding *owner, *other;

	rcu_read_lock();
	owner = sipmap_test_add_ipv6(test, &first, &first);
	other = sipmap_test_add_ipv6(test, &second, &second);
	KUNIT_ASSERT_FALSE(test, IS_ERR(owner) || IS_ERR(other));

	KUNIT_EXPECT_EQ(test, -EEXIST,
			sipmap_binding_set_public(&room->table, other, &first,
						  SIPMAP_TRUST_OBSERVED));
	KUNIT_EXPECT_PTR_EQ(test, owner,
			    sipmap_binding_by_public(&room->table, &first));
	KUNIT_EXPECT_PTR_EQ(test, other,
			    sipmap_binding_by_public(&room->table, &second));
	rcu_read_unlock();
}

static void sipmap_binding_flush_spares_the_other_family(struct kunit *test)
{
	struct sipmap_endpoint ipv6 = sipmap_test_ipv6(0x20, 1, 5060);
	struct sipmap_test_table *room = test->priv;
	struct sipmap_binding *binding;

	rcu_read_lock();
	sipmap_test_add(test, 1, 5060);
	binding = sipmap_test_add_ipv6(test, &ipv6, &ipv6);
	KUNIT_ASSERT_FALSE(test, IS_ERR(binding));

	sipmap_bindings_flush(&room->table, 0, SIPMAP_FAMILY_IPV4);
	KUNIT_EXPECT_EQ(test, room->table.count, 1);
	KUNIT_EXPECT_PTR_EQ(test, binding,
			    sipmap_binding_by_inside(&room->table, &ipv6));
	sipmap_bindings_flush(&room->table, 1, SIPMAP_FAMILY_IPV6);
	KUNIT_EXPECT_EQ(test, room->table.count, 0);
	rcu_read_unlock();
}

static void sipmap_port_keeps_the_phones_own_where_free(struct kunit *test)
{
	struct sipmap_endpoint outside = sipmap_test_endpoint(200, 0);
	static const u32 range[] = { 20000, 20003 };
	struct sipmap_test_table *room = test->priv;
	unsigned int i;

	rcu_read_lock();
	KUNIT_EXPECT_TRUE(test, sipmap_port_choose(&room->table, &outside,
						   5060, range));
	KUNIT_EXPECT_EQ(test, (int)outside.port, 5060);
	sipmap_test_add(test, 1, 5060);
	for (i = 0; i < 4; i++) {
		KUNIT_EXPECT_TRUE(test, sipmap_port_choose(&room->table,
							   &outside, 5060,
							   range));
		KUNIT_EXPECT_GE(test, (int)outside.port, 20000);
		KUNIT_EXPECT_LE(test, (int)outside.port, 20003);
		sipmap_test_add(test, 2 + i, outside.port);
	}
	KUNIT_EXPECT_FALSE(test, sipmap_port_choose(&room->table, &outside,
						    5060, range));
	rcu_read_unlock();
}

static void sipmap_port_pair_is_even_and_free(struct kunit *test)
{
	struct sipmap_endpoint rtp = sipmap_test_endpoint(200, 0);
	static const u32 range[] = { 20001, 20006 };
	struct sipmap_test_table *room = test->priv;

	rcu_read_lock();
	/* 20002 and 20003, 20004 and 20005 are all the pairs there are */
	sipmap_test_add(test, 1, 20003);
	KUNIT_EXPECT_TRUE(test, sipmap_port_choose_pair(&room->table, &rtp,
							range));
	KUNIT_EXPECT_EQ(test, (int)rtp.port, 20004);
	sipmap_test_add(test, 2, 20004);
	KUNIT_EXPECT_FALSE(test, sipmap_port_choose_pair(&room->table, &rtp,
							 range));
	rcu_read_unlock();
}

static void sipmap_port_of_a_service_is_left_alone(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, sipmap_port_is_service(22));
	KUNIT_EXPECT_TRUE(test, sipmap_port_is_service(1023));
	KUNIT_EXPECT_TRUE(test, sipmap_port_is_service(3389));
	KUNIT_EXPECT_TRUE(test, sipmap_port_is_service(5354));
	KUNIT_EXPECT_FALSE(test, sipmap_port_is_service(1024));
	KUNIT_EXPECT_FALSE(test, sipmap_port_is_service(5004));
	KUNIT_EXPECT_FALSE(test, sipmap_port_is_service(5060));
	KUNIT_EXPECT_FALSE(test, sipmap_port_is_service(11211));
}

static void sipmap_binding_unanswered_makes_room(struct kunit *test)
{
	struct sipmap_endpoint peer = sipmap_test_endpoint(240, 5060);
	struct sipmap_endpoint first = sipmap_test_endpoint(1, 5060);
	struct sipmap_endpoint second = sipmap_test_endpoint(2, 5060);
	struct sipmap_test_table *room = test->priv;
	struct sipmap_binding *answered, *held;
	unsigned int i;

	rcu_read_lock();
	answered = sipmap_test_add(test, 1, 6000);
	sipmap_binding_set_peer(&room->table, answered, &peer);
	held = sipmap_test_add(test, 2, 6001);
	KUNIT_EXPECT_TRUE(test, sipmap_binding_hold(&room->table, held,
						    60 * HZ));
	for (i = 2; i < 5 * sipmap_test_limit; i++)
		KUNIT_EXPECT_FALSE(test, IS_ERR(sipmap_test_add(test, i + 1,
								6000 + i)));
	KUNIT_EXPECT_EQ(test, room->table.count, sipmap_test_limit);
	KUNIT_EXPECT_PTR_EQ(test, answered,
			    sipmap_binding_by_inside(&room->table, &first));
	KUNIT_EXPECT_PTR_EQ(test, held,
			    sipmap_binding_by_inside(&room->table, &second));
	rcu_read_unlock();
}

static void sipmap_binding_knows_what_it_asked(struct kunit *test)
{
	struct sipmap_test_table *room = test->priv;
	struct sipmap_binding *binding;
	u32 i;

	rcu_read_lock();
	binding = sipmap_test_add(test, 1, 5060);
	KUNIT_EXPECT_FALSE(test, sipmap_binding_has_asked(binding, 0));
	sipmap_binding_asked(&room->table, binding, 100);
	for (i = 1; i < SIPMAP_BINDING_ASKED; i++)
		sipmap_binding_asked(&room->table, binding, 100 + i);
	/* a retransmission takes no room */
	sipmap_binding_asked(&room->table, binding, 101);
	KUNIT_EXPECT_TRUE(test, sipmap_binding_has_asked(binding, 100));
	KUNIT_EXPECT_FALSE(test, sipmap_binding_has_asked(binding, 99));
	sipmap_binding_asked(&room->table, binding, 200);
	KUNIT_EXPECT_TRUE(test, sipmap_binding_has_asked(binding, 200));
	KUNIT_EXPECT_FALSE(test, sipmap_binding_has_asked(binding, 100));
	rcu_read_unlock();
}

static struct kunit_case sipmap_outside_cases[] = {
	KUNIT_CASE(sipmap_binding_moves_with_its_flow_until_answered),
	KUNIT_CASE(sipmap_binding_yields_its_outside_until_answered),
	KUNIT_CASE(sipmap_binding_holds_anew_where_it_has_another_outside),
	KUNIT_CASE(sipmap_binding_global_outside_is_public),
	KUNIT_CASE(sipmap_binding_local_outside_waits_for_nobody_but_a_peer),
	KUNIT_CASE(sipmap_binding_public_follows_a_global_outside),
	KUNIT_CASE(sipmap_binding_own_outside_is_nobody_elses),
	KUNIT_CASE(sipmap_binding_flush_spares_the_other_family),
	KUNIT_CASE(sipmap_binding_unanswered_makes_room),
	KUNIT_CASE(sipmap_binding_knows_what_it_asked),
	KUNIT_CASE(sipmap_port_keeps_the_phones_own_where_free),
	KUNIT_CASE(sipmap_port_pair_is_even_and_free),
	KUNIT_CASE(sipmap_port_of_a_service_is_left_alone),
	{}
};

static struct kunit_suite sipmap_outside_suite = {
	.name = "sipmap-outside",
	.suite_init = sipmap_test_suite_init,
	.suite_exit = sipmap_test_suite_exit,
	.init = sipmap_test_table_init,
	.exit = sipmap_test_table_exit,
	.test_cases = sipmap_outside_cases,
};

kunit_test_suite(sipmap_outside_suite);
