// SPDX-License-Identifier: GPL-2.0-or-later
/* The list of replacements: sorted, bounded, and applied in one go. */
#include <stdlib.h>
#include <string.h>

#include "edit.h"
#include "page.h"
#include "tap.h"
#include "tests.h"

static struct sipmap_edits edits;
static char out[256];

/* The same in place, with no more room than that needs. */
static void expect_in_place(const char *in, const char *wanted)
{
	size_t room = strlen(in) + sipmap_edits_lead(&edits);
	char *data = malloc(room);
	size_t length;

	if (!data)
		return tap_fault("no memory");
	memcpy(data, in, strlen(in));
	length = sipmap_edits_apply_in_place(&edits, data, strlen(in), room);
	if (length != strlen(wanted) || memcmp(data, wanted, length))
		tap_fault("in place it is \"%.*s\", not \"%s\"", (int)length,
			  data, wanted);
	free(data);
}

static void expect_out(const char *in, const char *wanted)
{
	size_t length = sipmap_edits_apply(&edits, page_end_copy(in,
								 strlen(in)),
					   strlen(in), out, sizeof(out));

	if (length != strlen(wanted) || memcmp(out, wanted, length))
		tap_fault("it is \"%.*s\", not \"%s\"", (int)length, out,
			  wanted);
	TAP_EXPECT_EQUAL((long)length - (long)strlen(in), edits.delta);
	expect_in_place(in, wanted);
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

static void in_place_a_message_may_grow_before_it_shrinks(void)
{
	sipmap_edits_init(&edits);
	TAP_EXPECT(sipmap_edits_add(&edits, 1, 1, "LONGER", 6));
	TAP_EXPECT(sipmap_edits_add(&edits, 4, 4, "s", 1));
	TAP_EXPECT_EQUAL(sipmap_edits_lead(&edits), 5);
	expect_out("abcdefghij", "aLONGERcdsij");
	sipmap_edits_init(&edits);
	TAP_EXPECT(sipmap_edits_add(&edits, 0, 6, NULL, 0));
	TAP_EXPECT(sipmap_edits_add(&edits, 8, 1, "1234", 4));
	TAP_EXPECT_EQUAL(sipmap_edits_lead(&edits), 0);
	expect_out("abcdefghij", "gh1234j");
}

static void in_place_a_list_without_room_writes_nothing(void)
{
	char data[] = "abcdef";

	sipmap_edits_init(&edits);
	TAP_EXPECT(sipmap_edits_add(&edits, 1, 1, "123", 3));
	TAP_EXPECT_EQUAL(sipmap_edits_apply_in_place(&edits, data, 4, 5), 0);
	TAP_EXPECT_EQUAL(sipmap_edits_apply_in_place(&edits, data, 1, 6), 0);
	TAP_EXPECT(!strcmp(data, "abcdef"));
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
	TAP_RUN(in_place_a_message_may_grow_before_it_shrinks);
	TAP_RUN(in_place_a_list_without_room_writes_nothing);
	TAP_RUN(overlapping_edits_spoil_the_list);
	TAP_RUN(more_edits_than_there_is_room_for_spoil_the_list);
	TAP_RUN(more_text_than_there_is_room_for_spoils_the_list);
	TAP_RUN(a_result_without_room_is_not_written);
	TAP_RUN(a_list_is_not_applied_to_a_shorter_message);
}
