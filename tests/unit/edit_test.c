// SPDX-License-Identifier: GPL-2.0-or-later
/* The list of replacements: sorted, bounded, and applied in one go. */
#include <string.h>

#include "edit.h"
#include "page.h"
#include "tap.h"
#include "tests.h"

static struct sipmap_edits edits;
static char out[256];

static void expect_out(const char *in, const char *wanted)
{
	size_t length = sipmap_edits_apply(&edits, page_end_copy(in,
								 strlen(in)),
					   strlen(in), out, sizeof(out));

	if (length != strlen(wanted) || memcmp(out, wanted, length))
		tap_fault("it is \"%.*s\", not \"%s\"", (int)length, out,
			  wanted);
	TAP_EXPECT_EQUAL((long)length - (long)strlen(in), edits.delta);
}

static void an_empty_list_changes_nothing(void)
{
	sipmap_edits_init(&edits);
	expect_out("abc", "abc");
}

static void edits_are_applied_in_the_order_of_the_message(void)
{
	sipmap_edits_init(&edits);
	TAP_EXPECT(sipmap_edits_add(&edits, 6, 2, "G", 1));
	TAP_EXPECT(sipmap_edits_add(&edits, 0, 1, "AAA", 3));
	TAP_EXPECT(sipmap_edits_add(&edits, 3, 0, "-", 1));
	TAP_EXPECT(sipmap_edits_add(&edits, 3, 0, "+", 1));
	TAP_EXPECT(sipmap_edits_add(&edits, 8, 0, "!", 1));
	TAP_EXPECT(sipmap_edits_add(&edits, 4, 1, NULL, 0));
	expect_out("abcdefgh", "AAAbc-+dfG!");
}

static void overlapping_edits_spoil_the_list(void)
{
	sipmap_edits_init(&edits);
	TAP_EXPECT(sipmap_edits_add(&edits, 2, 4, "x", 1));
	TAP_EXPECT(!sipmap_edits_add(&edits, 5, 2, "y", 1));
	TAP_EXPECT(edits.overflow);
	TAP_EXPECT(!sipmap_edits_add(&edits, 20, 1, "z", 1));
	TAP_EXPECT_EQUAL(sipmap_edits_apply(&edits, "abcdefgh", 8, out,
					    sizeof(out)), 0);
	sipmap_edits_init(&edits);
	TAP_EXPECT(sipmap_edits_add(&edits, 5, 2, "y", 1));
	TAP_EXPECT(!sipmap_edits_add(&edits, 2, 4, "x", 1));
}

static void more_edits_than_there_is_room_for_spoil_the_list(void)
{
	unsigned int i;

	sipmap_edits_init(&edits);
	for (i = 0; i < SIPMAP_EDITS_MAX; i++)
		TAP_EXPECT(sipmap_edits_add(&edits, (u16)i, 1, "x", 1));
	TAP_EXPECT(!edits.overflow);
	TAP_EXPECT(!sipmap_edits_add(&edits, 1000, 1, "x", 1));
	TAP_EXPECT(edits.overflow);
}

static void more_text_than_there_is_room_for_spoils_the_list(void)
{
	static char text[SIPMAP_EDIT_TEXT_MAX];

	sipmap_edits_init(&edits);
	TAP_EXPECT(sipmap_edits_add(&edits, 0, 1, text, sizeof(text) - 1));
	TAP_EXPECT(sipmap_edits_add(&edits, 1, 1, text, 1));
	TAP_EXPECT(!sipmap_edits_add(&edits, 2, 1, text, 1));
	TAP_EXPECT(edits.overflow);
}

static void a_result_without_room_is_not_written(void)
{
	size_t room;

	sipmap_edits_init(&edits);
	TAP_EXPECT(sipmap_edits_add(&edits, 1, 1, "1234", 4));
	for (room = 0; room < 6; room++)
		TAP_EXPECT_EQUAL(sipmap_edits_apply(&edits, "abc", 3, out,
						    room), 0);
	TAP_EXPECT_EQUAL(sipmap_edits_apply(&edits, "abc", 3, out, 6), 6);
}

static void a_list_is_not_applied_to_a_shorter_message(void)
{
	sipmap_edits_init(&edits);
	TAP_EXPECT(sipmap_edits_add(&edits, 4, 2, "xy", 2));
	TAP_EXPECT_EQUAL(sipmap_edits_apply(&edits, "abcde", 5, out,
					    sizeof(out)), 0);
	TAP_EXPECT_EQUAL(sipmap_edits_apply(&edits, "abc", 3, out,
					    sizeof(out)), 0);
}

/* test_edit - run this file's tests */
void test_edit(void)
{
	TAP_RUN(an_empty_list_changes_nothing);
	TAP_RUN(edits_are_applied_in_the_order_of_the_message);
	TAP_RUN(overlapping_edits_spoil_the_list);
	TAP_RUN(more_edits_than_there_is_room_for_spoil_the_list);
	TAP_RUN(more_text_than_there_is_room_for_spoils_the_list);
	TAP_RUN(a_result_without_room_is_not_written);
	TAP_RUN(a_list_is_not_applied_to_a_shorter_message);
}
