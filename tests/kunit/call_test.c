// SPDX-License-Identifier: GPL-2.0-only
/* The call table. */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/jiffies.h>

#include "call.h"

static const u32 sipmap_test_calls = 4;
static const u32 sipmap_test_host_calls = 3;

static int sipmap_call_test_init(struct kunit *test)
{
	struct sipmap_calls *table;

	table = kunit_kzalloc(test, sizeof(*table), GFP_KERNEL);
	if (!table)
		return -ENOMEM;
	test->priv = table;
	table->limit = &sipmap_test_calls;
	table->host_limit = &sipmap_test_host_calls;
	return sipmap_calls_init(table, NULL, NULL);
}

static void sipmap_call_test_exit(struct kunit *test)
{
	sipmap_calls_clean(test->priv);
}

static struct sipmap_call *sipmap_test_call(struct kunit *test, u8 last,
					    const char *call_id)
{
	struct sipmap_call like = {
		.inside = {
			.address = { 10, 0, 0, last },
			.port = 5060,
			.family = SIPMAP_FAMILY_IPV4,
		},
		.expires = jiffies + HZ,
	};

	return sipmap_call_add(test->priv, &like, call_id, strlen(call_id));
}

static void sipmap_call_is_found_by_host_and_call_id(struct kunit *test)
{
	struct sipmap_endpoint inside, other;
	struct sipmap_call *call;

	rcu_read_lock();
	call = sipmap_test_call(test, 1, "abc@host");
	KUNIT_ASSERT_FALSE(test, IS_ERR(call));
	inside = call->inside;
	/* a phone may send one message from another port */
	inside.port = 12345;
	other = inside;
	other.address[3] = 2;
	KUNIT_EXPECT_PTR_EQ(test, call, sipmap_call_find(test->priv, &inside,
							 "abc@host", 8));
	KUNIT_EXPECT_NULL(test, sipmap_call_find(test->priv, &inside,
						 "abc@hosT", 8));
	KUNIT_EXPECT_NULL(test, sipmap_call_find(test->priv, &inside,
						 "abc@host", 7));
	KUNIT_EXPECT_NULL(test, sipmap_call_find(test->priv, &other,
						 "abc@host", 8));
	rcu_read_unlock();
}

static void sipmap_call_two_phones_may_share_a_call_id(struct kunit *test)
{
	rcu_read_lock();
	KUNIT_EXPECT_FALSE(test, IS_ERR(sipmap_test_call(test, 1, "same")));
	KUNIT_EXPECT_FALSE(test, IS_ERR(sipmap_test_call(test, 2, "same")));
	KUNIT_EXPECT_EQ(test, PTR_ERR(sipmap_test_call(test, 2, "same")),
			(long)-EEXIST);
	rcu_read_unlock();
}

static void sipmap_call_limit_holds(struct kunit *test)
{
	struct sipmap_call *call;
	unsigned int i;

	rcu_read_lock();
	for (i = 0; i < sipmap_test_calls; i++) {
		call = sipmap_test_call(test, i, "x");
		KUNIT_ASSERT_FALSE(test, IS_ERR(call));
		sipmap_call_set_answered(test->priv, call);
	}
	KUNIT_EXPECT_EQ(test, PTR_ERR(sipmap_test_call(test, 99, "x")),
			(long)-ENOSPC);
	rcu_read_unlock();
}

static void sipmap_call_unanswered_makes_room(struct kunit *test)
{
	struct sipmap_calls *table = test->priv;
	struct sipmap_endpoint inside;
	struct sipmap_call *call;
	unsigned int i;

	rcu_read_lock();
	call = sipmap_test_call(test, 0, "x");
	inside = call->inside;
	sipmap_call_set_answered(table, call);
	for (i = 1; i < 5 * sipmap_test_calls; i++)
		KUNIT_EXPECT_FALSE(test,
				   IS_ERR(sipmap_test_call(test, i, "x")));
	KUNIT_EXPECT_EQ(test, table->count, sipmap_test_calls);
	KUNIT_EXPECT_PTR_EQ(test, call,
			    sipmap_call_find(table, &inside, "x", 1));
	rcu_read_unlock();
}

static void sipmap_call_limit_of_a_host_holds(struct kunit *test)
{
	static const char * const call_ids[] = { "a", "b", "c" };
	struct sipmap_calls *table = test->priv;
	struct sipmap_call *call = NULL;
	unsigned int i;

	rcu_read_lock();
	for (i = 0; i < ARRAY_SIZE(call_ids); i++) {
		call = sipmap_test_call(test, 1, call_ids[i]);
		KUNIT_ASSERT_FALSE(test, IS_ERR(call));
	}
	KUNIT_EXPECT_EQ(test, PTR_ERR(sipmap_test_call(test, 1, "d")),
			(long)-EDQUOT);
	KUNIT_EXPECT_FALSE(test, IS_ERR(sipmap_test_call(test, 2, "d")));
	/* what has gone makes room, and what was not taken cost nothing */
	sipmap_call_set_phase(table, call, SIPMAP_CALL_PHASE_ENDED,
			      SIPMAP_CALL_END_BYE_INSIDE, 0);
	rcu_read_unlock();
	sipmap_calls_expire(table);
	rcu_read_lock();
	KUNIT_EXPECT_FALSE(test, IS_ERR(sipmap_test_call(test, 1, "e")));
	rcu_read_unlock();
}

static void sipmap_call_goes_on_with_another_dialog(struct kunit *test)
{
	struct sipmap_call_names first = { .dialog = 11 };
	struct sipmap_call_names second = { .dialog = 12 };
	struct sipmap_calls *table = test->priv;
	struct sipmap_call *call;

	rcu_read_lock();
	call = sipmap_test_call(test, 1, "forked");
	KUNIT_ASSERT_FALSE(test, IS_ERR(call));
	sipmap_call_confirmed(table, call, &first);
	sipmap_call_confirmed(table, call, &second);
	sipmap_call_confirmed(table, call, &second);
	KUNIT_EXPECT_FALSE(test, sipmap_call_left(table, call, 13));
	KUNIT_EXPECT_FALSE(test, sipmap_call_left(table, call, 12));
	KUNIT_EXPECT_FALSE(test, sipmap_call_left(table, call, 12));
	KUNIT_EXPECT_TRUE(test, sipmap_call_left(table, call, 11));
	rcu_read_unlock();
}

static void sipmap_call_without_known_dialogs_ends(struct kunit *test)
{
	struct sipmap_call *call;

	rcu_read_lock();
	call = sipmap_test_call(test, 1, "older than the module");
	KUNIT_ASSERT_FALSE(test, IS_ERR(call));
	KUNIT_EXPECT_TRUE(test, sipmap_call_left(test->priv, call, 11));
	rcu_read_unlock();
}

static void sipmap_call_with_too_many_dialogs_does_not_end(struct kunit *test)
{
	struct sipmap_call_names names = {};
	struct sipmap_calls *table = test->priv;
	struct sipmap_call *call;
	u32 i;

	rcu_read_lock();
	call = sipmap_test_call(test, 1, "crowded");
	KUNIT_ASSERT_FALSE(test, IS_ERR(call));
	for (i = 1; i <= SIPMAP_CALL_BRANCHES + 1; i++) {
		names.dialog = i;
		sipmap_call_confirmed(table, call, &names);
	}
	for (i = 1; i <= SIPMAP_CALL_BRANCHES; i++)
		KUNIT_EXPECT_FALSE(test, sipmap_call_left(table, call, i));
	rcu_read_unlock();
}

static void sipmap_call_is_refused_with_its_last_invite(struct kunit *test)
{
	struct sipmap_calls *table = test->priv;
	struct sipmap_call *call;

	rcu_read_lock();
	call = sipmap_test_call(test, 1, "merged");
	KUNIT_ASSERT_FALSE(test, IS_ERR(call));
	sipmap_call_asked(table, call, 21);
	sipmap_call_asked(table, call, 22);
	sipmap_call_asked(table, call, 21);
	KUNIT_EXPECT_FALSE(test, sipmap_call_refused(table, call, 22));
	KUNIT_EXPECT_FALSE(test, sipmap_call_refused(table, call, 23));
	KUNIT_EXPECT_TRUE(test, sipmap_call_refused(table, call, 21));
	rcu_read_unlock();
}

static void sipmap_call_names_are_of_the_whole_text(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, sipmap_call_name("", 0), 0u);
	KUNIT_EXPECT_EQ(test, sipmap_call_name("z9hG4bK1", 8),
			sipmap_call_name("z9hG4bK1", 8));
	KUNIT_EXPECT_NE(test, sipmap_call_name("z9hG4bK1", 8),
			sipmap_call_name("z9hG4bK2", 8));
	KUNIT_EXPECT_NE(test, sipmap_call_name("z9hG4bK1", 8),
			sipmap_call_name("z9hG4bK1", 7));
}

static void sipmap_call_id_differs_behind_what_is_kept(struct kunit *test)
{
	char *first = kunit_kmalloc(test, 301, GFP_KERNEL);
	char *second = kunit_kmalloc(test, 301, GFP_KERNEL);
	struct sipmap_call *call;

	KUNIT_ASSERT_NOT_NULL(test, first);
	KUNIT_ASSERT_NOT_NULL(test, second);
	memset(first, 'a', 300);
	first[300] = 0;
	memcpy(second, first, 301);
	second[299] = 'b';

	rcu_read_lock();
	call = sipmap_test_call(test, 1, first);
	KUNIT_ASSERT_FALSE(test, IS_ERR(call));
	KUNIT_EXPECT_FALSE(test, IS_ERR(sipmap_test_call(test, 1, second)));
	KUNIT_EXPECT_EQ(test, (int)call->call_id_length, SIPMAP_CALL_ID_KEPT);
	rcu_read_unlock();
}

static void sipmap_call_expiry_takes_what_is_due(struct kunit *test)
{
	struct sipmap_call *due, *later;
	u32 gone;

	rcu_read_lock();
	due = sipmap_test_call(test, 1, "due");
	later = sipmap_test_call(test, 2, "later");
	sipmap_call_set_phase(test->priv, due, SIPMAP_CALL_PHASE_ENDED,
			      SIPMAP_CALL_END_BYE_INSIDE, 0);
	gone = due->id;
	rcu_read_unlock();
	sipmap_calls_expire(test->priv);
	rcu_read_lock();
	KUNIT_EXPECT_NULL(test, sipmap_call_by_id(test->priv, gone));
	KUNIT_EXPECT_PTR_EQ(test, later,
			    sipmap_call_by_id(test->priv, later->id));
	rcu_read_unlock();
}

static void sipmap_call_knows_its_invites(struct kunit *test)
{
	struct sipmap_call *call;

	rcu_read_lock();
	call = sipmap_test_call(test, 1, "abc@host");
	sipmap_call_asked(test->priv, call, 7);
	KUNIT_EXPECT_TRUE(test, sipmap_call_has_asked(call, 7));
	KUNIT_EXPECT_FALSE(test, sipmap_call_has_asked(call, 8));
	sipmap_call_refused(test->priv, call, 7);
	KUNIT_EXPECT_FALSE(test, sipmap_call_has_asked(call, 7));
	rcu_read_unlock();
}

static struct kunit_case sipmap_call_cases[] = {
	KUNIT_CASE(sipmap_call_is_found_by_host_and_call_id),
	KUNIT_CASE(sipmap_call_two_phones_may_share_a_call_id),
	KUNIT_CASE(sipmap_call_limit_holds),
	KUNIT_CASE(sipmap_call_unanswered_makes_room),
	KUNIT_CASE(sipmap_call_limit_of_a_host_holds),
	KUNIT_CASE(sipmap_call_goes_on_with_another_dialog),
	KUNIT_CASE(sipmap_call_without_known_dialogs_ends),
	KUNIT_CASE(sipmap_call_with_too_many_dialogs_does_not_end),
	KUNIT_CASE(sipmap_call_is_refused_with_its_last_invite),
	KUNIT_CASE(sipmap_call_names_are_of_the_whole_text),
	KUNIT_CASE(sipmap_call_id_differs_behind_what_is_kept),
	KUNIT_CASE(sipmap_call_expiry_takes_what_is_due),
	KUNIT_CASE(sipmap_call_knows_its_invites),
	{}
};

static struct kunit_suite sipmap_call_suite = {
	.name = "sipmap-calls",
	.init = sipmap_call_test_init,
	.exit = sipmap_call_test_exit,
	.test_cases = sipmap_call_cases,
};

kunit_test_suite(sipmap_call_suite);
