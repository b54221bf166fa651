// SPDX-License-Identifier: GPL-2.0-only
/* What traffic tells of an outside interface, over either family. */
#include <kunit/test.h>

#include "realm.h"

static const struct sipmap_endpoint sipmap_test_ipv4 = {
	.address = { 203, 0, 113, 7 },
	.port = 5060,
	.family = SIPMAP_FAMILY_IPV4,
};

static const struct sipmap_endpoint sipmap_test_ipv6 = {
	.address = { 0x20, 0x01, 0x0d, 0xb8, 0, 2, [15] = 2 },
	.port = 5060,
	.family = SIPMAP_FAMILY_IPV6,
};

static int sipmap_realm_test_init(struct kunit *test)
{
	struct sipmap_realms *realms;

	realms = kunit_kzalloc(test, sizeof(*realms), GFP_KERNEL);
	if (!realms)
		return -ENOMEM;
	sipmap_realms_init(realms);
	test->priv = realms;
	return 0;
}

static void sipmap_realm_test_exit(struct kunit *test)
{
	sipmap_realms_clean(test->priv);
}

static void sipmap_realm_translates_by_family(struct kunit *test)
{
	const struct sipmap_realm *realm;

	rcu_read_lock();
	KUNIT_EXPECT_TRUE(test, sipmap_realm_learn(test->priv, 1,
						   &sipmap_test_ipv6));
	realm = sipmap_realm_find(test->priv, 1);
	KUNIT_ASSERT_NOT_NULL(test, realm);
	KUNIT_EXPECT_TRUE(test, realm->translates_ipv6);
	KUNIT_EXPECT_FALSE(test, realm->translates);
	KUNIT_EXPECT_EQ(test, (int)realm->address.family, SIPMAP_FAMILY_NONE);
	KUNIT_EXPECT_EQ(test, (int)realm->address_ipv6.port, 0);

	KUNIT_EXPECT_TRUE(test, sipmap_realm_learn(test->priv, 1,
						   &sipmap_test_ipv4));
	realm = sipmap_realm_find(test->priv, 1);
	KUNIT_EXPECT_TRUE(test, realm->translates_ipv6 && realm->translates);
	KUNIT_EXPECT_TRUE(test,
			  sipmap_endpoint_same_address(&realm->address,
						       &sipmap_test_ipv4));
	KUNIT_EXPECT_TRUE(test,
			  sipmap_endpoint_same_address(&realm->address_ipv6,
						       &sipmap_test_ipv6));
	rcu_read_unlock();
}

static void sipmap_realm_outlives_one_family(struct kunit *test)
{
	const struct sipmap_realm *realm;

	rcu_read_lock();
	sipmap_realm_learn(test->priv, 1, &sipmap_test_ipv4);
	sipmap_realm_learn(test->priv, 1, &sipmap_test_ipv6);

	KUNIT_EXPECT_TRUE(test, sipmap_realm_lose(test->priv, 1,
						  &sipmap_test_ipv4));
	realm = sipmap_realm_find(test->priv, 1);
	KUNIT_ASSERT_NOT_NULL(test, realm);
	KUNIT_EXPECT_FALSE(test, realm->translates);
	KUNIT_EXPECT_TRUE(test, realm->translates_ipv6);

	KUNIT_EXPECT_TRUE(test, sipmap_realm_lose(test->priv, 1,
						  &sipmap_test_ipv6));
	KUNIT_EXPECT_NULL(test, sipmap_realm_find(test->priv, 1));
	rcu_read_unlock();
}

static void sipmap_realm_told_keeps_what_was_told(struct kunit *test)
{
	const struct sipmap_endpoint other = {
		.address = { 0x20, 0x01, 0x0d, 0xb8, 0, 2, [15] = 3 },
		.family = SIPMAP_FAMILY_IPV6,
	};
	struct sipmap_realm told = {
		.ifindex = 1,
		.address = sipmap_test_ipv4,
	};
	const struct sipmap_realm *realm;

	KUNIT_ASSERT_EQ(test, sipmap_realm_put(test->priv, &told), 0);
	rcu_read_lock();
	sipmap_realm_learn(test->priv, 1, &sipmap_test_ipv6);

	KUNIT_EXPECT_FALSE(test, sipmap_realm_lose(test->priv, 1,
						   &sipmap_test_ipv4));
	KUNIT_EXPECT_FALSE(test, sipmap_realm_lose(test->priv, 1, &other));
	KUNIT_EXPECT_FALSE(test, sipmap_realm_lose(test->priv, 2,
						   &sipmap_test_ipv6));
	realm = sipmap_realm_find(test->priv, 1);
	KUNIT_EXPECT_TRUE(test, realm->translates_ipv6);

	KUNIT_EXPECT_TRUE(test, sipmap_realm_lose(test->priv, 1,
						  &sipmap_test_ipv6));
	realm = sipmap_realm_find(test->priv, 1);
	KUNIT_ASSERT_NOT_NULL(test, realm);
	KUNIT_EXPECT_FALSE(test, realm->translates_ipv6);
	KUNIT_EXPECT_EQ(test, (int)realm->address.family, SIPMAP_FAMILY_IPV4);
	rcu_read_unlock();
}

static struct kunit_case sipmap_realm_cases[] = {
	KUNIT_CASE(sipmap_realm_translates_by_family),
	KUNIT_CASE(sipmap_realm_outlives_one_family),
	KUNIT_CASE(sipmap_realm_told_keeps_what_was_told),
	{}
};

static struct kunit_suite sipmap_realm_suite = {
	.name = "sipmap-realm",
	.init = sipmap_realm_test_init,
	.exit = sipmap_realm_test_exit,
	.test_cases = sipmap_realm_cases,
};

kunit_test_suite(sipmap_realm_suite);
