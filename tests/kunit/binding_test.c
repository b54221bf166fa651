// SPDX-License-Identifier: GPL-2.0-only
/* The binding table. */
#include <kunit/test.h>
#include <linux/err.h>

#include "sip/view.h"
#include "table.h"

static void sipmap_binding_is_found_by_each_endpoint(struct kunit *test)
{
	struct sipmap_test_table *room = test->priv;
	struct sipmap_endpoint inside = sipmap_test_endpoint(1, 5060);
	struct sipmap_endpoint outside = sipmap_test_endpoint(200, 5060);
	struct sipmap_endpoint public = sipmap_test_endpoint(250, 40000);
	struct sipmap_binding *binding;

	rcu_read_lock();
	binding = sipmap_test_add(test, 1, 5060);
	KUNIT_EXPECT_FALSE(test, IS_ERR(binding));
	sipmap_binding_set_public(&room->table, binding, &public,
				  SIPMAP_TRUST_STUN);

	KUNIT_EXPECT_PTR_EQ(test, binding,
			    sipmap_binding_by_inside(&room->table, &inside));
	KUNIT_EXPECT_PTR_EQ(test, binding,
			    sipmap_binding_by_outside(&room->table, &outside));
	KUNIT_EXPECT_PTR_EQ(test, binding,
			    sipmap_binding_by_public(&room->table, &public));
	KUNIT_EXPECT_PTR_EQ(test, binding,
			    sipmap_binding_by_id(&room->table, binding->id));
	KUNIT_EXPECT_EQ(test, (int)binding->phase, SIPMAP_PHASE_READY);
	rcu_read_unlock();
	KUNIT_EXPECT_EQ(test, room->told.changed, 2);
}

static void sipmap_binding_no_two_share_an_endpoint(struct kunit *test)
{
	struct sipmap_test_table *room = test->priv;

	rcu_read_lock();
	KUNIT_EXPECT_FALSE(test, IS_ERR(sipmap_test_add(test, 1, 5060)));
	KUNIT_EXPECT_EQ(test, PTR_ERR(sipmap_test_add(test, 1, 5061)),
			(long)-EEXIST);
	KUNIT_EXPECT_EQ(test, PTR_ERR(sipmap_test_add(test, 2, 5060)),
			(long)-EEXIST);
	rcu_read_unlock();
	KUNIT_EXPECT_EQ(test, room->table.count, 1);
}

static void sipmap_binding_refused_leaves_nothing(struct kunit *test)
{
	struct sipmap_endpoint inside = sipmap_test_endpoint(2, 5060);
	struct sipmap_test_table *room = test->priv;

	rcu_read_lock();
	sipmap_test_add(test, 1, 5060);
	sipmap_test_add(test, 2, 5060);
	KUNIT_EXPECT_NULL(test,
			  sipmap_binding_by_inside(&room->table, &inside));
	KUNIT_EXPECT_FALSE(test, IS_ERR(sipmap_test_add(test, 2, 5061)));
	rcu_read_unlock();
}

static void sipmap_binding_limits_hold(struct kunit *test)
{
	struct sipmap_endpoint peer = sipmap_test_endpoint(240, 5060);
	struct sipmap_test_table *room = test->priv;
	struct sipmap_binding like = {};
	struct sipmap_binding *binding;
	unsigned int i;

	rcu_read_lock();
	for (i = 0; i < sipmap_test_limit; i++) {
		binding = sipmap_test_add(test, i + 1, 6000 + i);
		KUNIT_ASSERT_FALSE(test, IS_ERR(binding));
		sipmap_binding_set_peer(&room->table, binding, &peer);
	}
	KUNIT_EXPECT_EQ(test, PTR_ERR(sipmap_test_add(test, 100, 7000)),
			(long)-ENOSPC);
	sipmap_bindings_flush(&room->table, 0, SIPMAP_FAMILY_NONE);
	KUNIT_EXPECT_EQ(test, room->table.count, 0);

	for (i = 0; i <= sipmap_test_host_limit; i++) {
		like.inside = sipmap_test_endpoint(1, 4000 + i);
		binding = sipmap_binding_add(&room->table, &like);
		KUNIT_EXPECT_EQ(test, PTR_ERR_OR_ZERO(binding),
				i < sipmap_test_host_limit ? 0 : -EDQUOT);
	}
	rcu_read_unlock();
}

static void sipmap_binding_trust_is_in_order(struct kunit *test)
{
	struct sipmap_endpoint first = sipmap_test_endpoint(250, 1);
	struct sipmap_endpoint second = sipmap_test_endpoint(250, 2);
	struct sipmap_test_table *room = test->priv;
	struct sipmap_binding *binding;

	rcu_read_lock();
	binding = sipmap_test_add(test, 1, 5060);
	KUNIT_EXPECT_EQ(test, sipmap_binding_set_public(&room->table, binding,
							&first,
							SIPMAP_TRUST_STUN), 0);
	KUNIT_EXPECT_EQ(test, sipmap_binding_set_public(&room->table, binding,
							&second,
							SIPMAP_TRUST_STATIC),
			-EPERM);
	KUNIT_EXPECT_TRUE(test,
			  sipmap_endpoint_equal(&binding->public_endpoint,
						&first));
	KUNIT_EXPECT_EQ(test, sipmap_binding_set_public(&room->table, binding,
							&second,
							SIPMAP_TRUST_OBSERVED),
			0);
	KUNIT_EXPECT_TRUE(test,
			  sipmap_endpoint_equal(&binding->public_endpoint,
						&second));
	rcu_read_unlock();
}

static void sipmap_binding_needs_two_observations(struct kunit *test)
{
	struct sipmap_endpoint known = sipmap_test_endpoint(250, 1);
	struct sipmap_endpoint other = sipmap_test_endpoint(251, 1);
	struct sipmap_test_table *room = test->priv;
	struct sipmap_binding *binding;
	struct sipmap_bindings *table;
	unsigned int i;

	table = &room->table;
	rcu_read_lock();
	binding = sipmap_test_add(test, 1, 5060);
	KUNIT_EXPECT_TRUE(test, sipmap_binding_observe(table, binding,
						       &known));
	/* two registrars in turn */
	for (i = 0; i < 5; i++) {
		KUNIT_EXPECT_FALSE(test, sipmap_binding_observe(table, binding,
								&other));
		KUNIT_EXPECT_FALSE(test, sipmap_binding_observe(table, binding,
								&known));
	}
	/* a carrier that moved */
	KUNIT_EXPECT_FALSE(test, sipmap_binding_observe(table, binding,
							&other));
	KUNIT_EXPECT_TRUE(test, sipmap_binding_observe(table, binding,
						       &other));
	rcu_read_unlock();
}

static void sipmap_binding_public_goes_to_the_newest(struct kunit *test)
{
	struct sipmap_endpoint public = sipmap_test_endpoint(250, 1);
	struct sipmap_test_table *room = test->priv;
	struct sipmap_binding *first, *second;

	rcu_read_lock();
	first = sipmap_test_add(test, 1, 5060);
	second = sipmap_test_add(test, 2, 5061);
	sipmap_binding_set_public(&room->table, first, &public,
				  SIPMAP_TRUST_STUN);
	sipmap_binding_set_public(&room->table, second, &public,
				  SIPMAP_TRUST_STUN);

	KUNIT_EXPECT_PTR_EQ(test, second,
			    sipmap_binding_by_public(&room->table, &public));
	KUNIT_EXPECT_EQ(test, (int)first->phase, SIPMAP_PHASE_PENDING);
	KUNIT_EXPECT_EQ(test, (int)first->public_endpoint.family, 0);
	rcu_read_unlock();
}

/* A PBX registers several lines within a second, and takes one of them off. */
static void
sipmap_binding_lease_outlives_one_of_several_records(struct kunit *test)
{
	struct sipmap_test_table *room = test->priv;
	struct sipmap_binding *binding;

	rcu_read_lock();
	binding = sipmap_test_add(test, 1, 5060);
	KUNIT_ASSERT_FALSE(test, IS_ERR(binding));
	sipmap_binding_set_lease(&room->table, binding, 3600, 1);
	sipmap_binding_set_lease(&room->table, binding, 3600, 2);

	sipmap_binding_set_lease(&room->table, binding, 0, 1);
	KUNIT_EXPECT_NE(test, binding->lease, 0UL);
	rcu_read_unlock();
}

/* A retransmitted answer is no news for whoever listens to changes. */
static void sipmap_binding_lease_is_told_once(struct kunit *test)
{
	struct sipmap_test_table *room = test->priv;
	struct sipmap_binding *binding;
	unsigned int told;

	rcu_read_lock();
	binding = sipmap_test_add(test, 1, 5060);
	KUNIT_ASSERT_FALSE(test, IS_ERR(binding));
	sipmap_binding_set_lease(&room->table, binding, 3600, 1);
	told = room->told.changed;

	sipmap_binding_set_lease(&room->table, binding, 3600, 1);
	KUNIT_EXPECT_EQ(test, room->told.changed, told);
	sipmap_binding_set_lease(&room->table, binding, 0, 1);
	KUNIT_EXPECT_EQ(test, binding->lease, 0UL);
	KUNIT_EXPECT_EQ(test, room->told.changed, told + 1);
	rcu_read_unlock();
}

static void sipmap_binding_hold_ends(struct kunit *test)
{
	struct sipmap_test_table *room = test->priv;
	struct sipmap_binding *binding;

	rcu_read_lock();
	binding = sipmap_test_add(test, 1, 5060);
	KUNIT_EXPECT_TRUE(test, sipmap_binding_hold(&room->table, binding,
						    HZ));
	binding->hold_until = (jiffies - 1) | 1;
	KUNIT_EXPECT_FALSE(test, sipmap_binding_hold(&room->table, binding,
						     HZ));
	binding->hold_until = 0;
	sipmap_binding_fail(&room->table, binding);
	KUNIT_EXPECT_FALSE(test, sipmap_binding_hold(&room->table, binding,
						     HZ));
	rcu_read_unlock();
}

static bool sipmap_test_expired(const struct sipmap_binding *binding,
				void *context)
{
	return binding->inside.address[3] == *(u8 *)context;
}

static unsigned long sipmap_binding_lease_left(const struct sipmap_binding *one)
{
	return one->lease ? (one->lease - jiffies + HZ / 2) / HZ : 0;
}

static void sipmap_binding_lease_is_the_last_one_granted(struct kunit *test)
{
	struct sipmap_test_table *room = test->priv;
	struct sipmap_binding *binding;

	rcu_read_lock();
	binding = sipmap_test_add(test, 1, 5060);
	sipmap_binding_set_lease(&room->table, binding, 3600, 7);
	sipmap_binding_set_lease(&room->table, binding, 60, 7);
	KUNIT_EXPECT_EQ(test, sipmap_binding_lease_left(binding), 60UL);
	sipmap_binding_set_lease(&room->table, binding, 0, 7);
	KUNIT_EXPECT_EQ(test, binding->lease, 0UL);
	rcu_read_unlock();
}

static void sipmap_binding_lease_of_others_stays(struct kunit *test)
{
	struct sipmap_test_table *room = test->priv;
	struct sipmap_binding *binding;

	rcu_read_lock();
	binding = sipmap_test_add(test, 1, 5060);
	sipmap_binding_set_lease(&room->table, binding, 3600, 7);
	sipmap_binding_set_lease(&room->table, binding, 60, 8);
	KUNIT_EXPECT_EQ(test, sipmap_binding_lease_left(binding), 3600UL);
	sipmap_binding_set_lease(&room->table, binding, 0, 8);
	KUNIT_EXPECT_EQ(test, sipmap_binding_lease_left(binding), 3600UL);
	sipmap_binding_set_lease(&room->table, binding, 7200, 8);
	KUNIT_EXPECT_EQ(test, sipmap_binding_lease_left(binding), 7200UL);
	sipmap_binding_set_lease(&room->table, binding, 0, 7);
	KUNIT_EXPECT_EQ(test, sipmap_binding_lease_left(binding), 7200UL);

	/* when all have run out, it begins anew */
	binding->lease = jiffies - HZ;
	sipmap_binding_set_lease(&room->table, binding, 60, 8);
	sipmap_binding_set_lease(&room->table, binding, 0, 8);
	KUNIT_EXPECT_EQ(test, binding->lease, 0UL);
	rcu_read_unlock();
}

static void sipmap_binding_expiry_takes_only_what_is_meant(struct kunit *test)
{
	struct sipmap_test_table *room = test->priv;
	struct sipmap_endpoint stays;
	u8 last = 1;

	sipmap_test_add(test, 1, 5060);
	sipmap_test_add(test, 2, 5061);

	sipmap_bindings_expire(&room->table, sipmap_test_expired, &last);

	stays = sipmap_test_endpoint(2, 5060);
	KUNIT_EXPECT_EQ(test, room->table.count, 1);
	KUNIT_EXPECT_EQ(test, room->told.gone, 1);
	rcu_read_lock();
	KUNIT_EXPECT_NOT_NULL(test,
			      sipmap_binding_by_inside(&room->table, &stays));
	rcu_read_unlock();
}

static struct kunit_case sipmap_binding_cases[] = {
	KUNIT_CASE(sipmap_binding_is_found_by_each_endpoint),
	KUNIT_CASE(sipmap_binding_no_two_share_an_endpoint),
	KUNIT_CASE(sipmap_binding_refused_leaves_nothing),
	KUNIT_CASE(sipmap_binding_limits_hold),
	KUNIT_CASE(sipmap_binding_trust_is_in_order),
	KUNIT_CASE(sipmap_binding_needs_two_observations),
	KUNIT_CASE(sipmap_binding_public_goes_to_the_newest),
	KUNIT_CASE(sipmap_binding_lease_outlives_one_of_several_records),
	KUNIT_CASE(sipmap_binding_lease_is_told_once),
	KUNIT_CASE(sipmap_binding_hold_ends),
	KUNIT_CASE(sipmap_binding_lease_is_the_last_one_granted),
	KUNIT_CASE(sipmap_binding_lease_of_others_stays),
	KUNIT_CASE(sipmap_binding_expiry_takes_only_what_is_meant),
	{}
};

static struct kunit_suite sipmap_binding_suite = {
	.name = "sipmap-bindings",
	.suite_init = sipmap_test_suite_init,
	.suite_exit = sipmap_test_suite_exit,
	.init = sipmap_test_table_init,
	.exit = sipmap_test_table_exit,
	.test_cases = sipmap_binding_cases,
};

kunit_test_suite(sipmap_binding_suite);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("KUnit suites of nf_sipmap");
