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

static void sipmap_exempt_keeps_the_list_at_a_fault(struct kunit *test)
{
	static const char * const faulty[] = {
		"nonsense", "203.0.113.10/33", "203.0.113.10/0",
		"203.0.113.10:0", "203.0.113.10:65536", "203.0.113.10/24/5",
		"203.0.113.11,203.0.113", "2001:db8::1",
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
