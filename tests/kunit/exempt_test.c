// SPDX-License-Identifier: GPL-2.0-only
/* Peers whose SIP is left alone. */
#include <kunit/test.h>

#include "exempt.h"

static int sipmap_exempt_test_init(struct kunit *test)
{
	test->priv = kunit_kzalloc(test, sizeof(struct sipmap_exempt),
				   GFP_KERNEL);
	return test->priv ? 0 : -ENOMEM;
}

static void sipmap_exempt_test_exit(struct kunit *test)
{
	sipmap_exempt_clean(test->priv);
}

static bool sipmap_test_exempt(struct kunit *test, u8 last, u16 port)
{
	struct sipmap_endpoint peer = {
		.address = { 203, 0, 113, last },
		.port = port,
		.family = SIPMAP_FAMILY_IPV4,
	};
	bool exempt;

	rcu_read_lock();
	exempt = sipmap_exempt_has(test->priv, &peer);
	rcu_read_unlock();
	return exempt;
}

static void sipmap_exempt_is_nobody_at_first(struct kunit *test)
{
	KUNIT_EXPECT_FALSE(test, sipmap_test_exempt(test, 10, 5060));
	KUNIT_EXPECT_EQ(test, sipmap_exempt_set(test->priv, " ,\n"), 0);
	KUNIT_EXPECT_FALSE(test, sipmap_test_exempt(test, 10, 5060));
}

static void sipmap_exempt_is_who_is_listed(struct kunit *test)
{
	static const char list[] =
		"203.0.113.10,203.0.113.20:5070 203.0.113.77/30";
	char *text = kunit_kmalloc(test, SIPMAP_EXEMPT_TEXT, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, text);
	KUNIT_ASSERT_EQ(test, sipmap_exempt_set(test->priv, list), 0);

	KUNIT_EXPECT_TRUE(test, sipmap_test_exempt(test, 10, 5060));
	KUNIT_EXPECT_TRUE(test, sipmap_test_exempt(test, 10, 1));
	KUNIT_EXPECT_FALSE(test, sipmap_test_exempt(test, 11, 5060));
	KUNIT_EXPECT_TRUE(test, sipmap_test_exempt(test, 20, 5070));
	KUNIT_EXPECT_FALSE(test, sipmap_test_exempt(test, 20, 5060));
	KUNIT_EXPECT_TRUE(test, sipmap_test_exempt(test, 76, 5060));
	KUNIT_EXPECT_TRUE(test, sipmap_test_exempt(test, 79, 5060));
	KUNIT_EXPECT_FALSE(test, sipmap_test_exempt(test, 75, 5060));
	KUNIT_EXPECT_FALSE(test, sipmap_test_exempt(test, 80, 5060));
	KUNIT_EXPECT_EQ(test, sipmap_exempt_print(test->priv, text),
			sizeof(list) - 1);
	KUNIT_EXPECT_STREQ(test, text, list);
}

static bool sipmap_test_exempt_ipv6(struct kunit *test, u8 subnet, u8 last,
				    u16 port)
{
	struct sipmap_endpoint peer = {
		.address = { 0x20, 0x01, 0x0d, 0xb8, 0, subnet,
			     [15] = last },
		.port = port,
		.family = SIPMAP_FAMILY_IPV6,
	};
	bool exempt;

	rcu_read_lock();
	exempt = sipmap_exempt_has(test->priv, &peer);
	rcu_read_unlock();
	return exempt;
}

static void sipmap_exempt_is_who_is_listed_over_ipv6(struct kunit *test)
{
	static const char list[] =
		"2001:db8:1::10,[2001:db8:1::20]:5070 2001:db8:40::/43 [2001:DB8:1::30]";

	KUNIT_ASSERT_EQ(test, sipmap_exempt_set(test->priv, list), 0);

	KUNIT_EXPECT_TRUE(test, sipmap_test_exempt_ipv6(test, 1, 0x10, 5060));
	KUNIT_EXPECT_FALSE(test, sipmap_test_exempt_ipv6(test, 1, 0x11, 5060));
	KUNIT_EXPECT_FALSE(test, sipmap_test_exempt_ipv6(test, 2, 0x10, 5060));
	KUNIT_EXPECT_TRUE(test, sipmap_test_exempt_ipv6(test, 1, 0x20, 5070));
	KUNIT_EXPECT_FALSE(test, sipmap_test_exempt_ipv6(test, 1, 0x20, 5060));
	KUNIT_EXPECT_TRUE(test, sipmap_test_exempt_ipv6(test, 1, 0x30, 5060));
	KUNIT_EXPECT_TRUE(test, sipmap_test_exempt_ipv6(test, 0x5f, 1, 1));
	KUNIT_EXPECT_FALSE(test, sipmap_test_exempt_ipv6(test, 0x60, 1, 1));
	/* 32.1.13.184 begins like them */
	KUNIT_ASSERT_EQ(test, sipmap_exempt_set(test->priv, "2001:db8::/32"),
			0);
	KUNIT_EXPECT_FALSE(test, sipmap_test_exempt(test, 10, 5060));
	KUNIT_ASSERT_EQ(test, sipmap_exempt_set(test->priv, "32.1.13.184/1"),
			0);
	KUNIT_EXPECT_FALSE(test, sipmap_test_exempt_ipv6(test, 1, 0x10, 5060));
}

static void sipmap_exempt_keeps_the_list_at_a_fault(struct kunit *test)
{
	static const char * const faulty[] = {
		"nonsense", "203.0.113.10/33", "203.0.113.10/0",
		"203.0.113.10:0", "203.0.113.10:65536", "203.0.113.10/24/5",
		"203.0.113.11,203.0.113", "2001:db8::g", "2001:db8::/129",
		"2001:db8::/0", "[2001:db8::1", "[2001:db8::1]5060",
		"[2001:db8::1]:", "[2001:db8::1]:0", "2001:db8:::1",
	};
	unsigned int i;

	KUNIT_ASSERT_EQ(test, sipmap_exempt_set(test->priv, "203.0.113.10"),
			0);
	for (i = 0; i < ARRAY_SIZE(faulty); i++)
		KUNIT_EXPECT_NE_MSG(test, 0,
				    sipmap_exempt_set(test->priv, faulty[i]),
				    "%s", faulty[i]);
	KUNIT_EXPECT_TRUE(test, sipmap_test_exempt(test, 10, 5060));
	KUNIT_EXPECT_FALSE(test, sipmap_test_exempt(test, 11, 5060));
}

static struct kunit_case sipmap_exempt_cases[] = {
	KUNIT_CASE(sipmap_exempt_is_nobody_at_first),
	KUNIT_CASE(sipmap_exempt_is_who_is_listed),
	KUNIT_CASE(sipmap_exempt_is_who_is_listed_over_ipv6),
	KUNIT_CASE(sipmap_exempt_keeps_the_list_at_a_fault),
	{}
};

static struct kunit_suite sipmap_exempt_suite = {
	.name = "sipmap-exempt",
	.init = sipmap_exempt_test_init,
	.exit = sipmap_exempt_test_exit,
	.test_cases = sipmap_exempt_cases,
};

kunit_test_suite(sipmap_exempt_suite);
