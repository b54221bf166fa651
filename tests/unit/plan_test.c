// SPDX-License-Identifier: GPL-2.0-or-later
/* The limits of a plan: all of it or nothing, and never too long a time. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "big.h"
#include "page.h"
#include "tap.h"
#include "tests.h"
#include "vector.h"

#define INVITE "INVITE sip:bob@example.com SIP/2.0"
#define CONTACT "Contact: <sip:alice@192.168.1.10:5060>\r\n"

static const char bindings[] =
	"bind: 192.168.1.10:5060=203.0.113.7:40123\n"
	"media: 192.168.1.10:4000=203.0.113.7:50000\n>>> out\n";

static struct sipmap_vector_work work;
static struct sipmap_vector vector;
static struct big big;

static void rewrite(enum sipmap_reason wanted)
{
	TAP_EXPECT(sipmap_vector_open(&vector, bindings,
				      sizeof(bindings) - 1));
	sipmap_vector_rewrite(&vector, page_end_copy(big.text, big.length),
			      big.length, &work);
	if (work.reason != wanted)
		tap_fault("the reason is %s, not %s",
			  sipmap_reason_name(work.reason),
			  sipmap_reason_name(wanted));
}

static void expect_no_edit(void)
{
	TAP_EXPECT_EQUAL(work.plan.edits.count, 0);
	TAP_EXPECT_EQUAL(work.plan.edits.delta, 0);
	TAP_EXPECT(!work.plan.edits.overflow);
}

static void a_plan_that_does_not_fit_leaves_the_message_alone(void)
{
	big_begin(&big, INVITE);
	big_repeat(&big, CONTACT, SIPMAP_EDITS_MAX);
	big_add(&big, "\r\n");
	rewrite(SIPMAP_REASON_TOO_MANY_EDITS);
	expect_no_edit();
}

static void a_plan_that_just_fits_is_made(void)
{
	big_begin(&big, INVITE);
	big_repeat(&big, CONTACT, SIPMAP_EDITS_MAX - 1);
	big_add(&big, "\r\n");
	rewrite(SIPMAP_REASON_REWRITTEN);
	TAP_EXPECT_EQUAL(work.plan.edits.count, SIPMAP_EDITS_MAX);
}

static void a_message_that_would_grow_too_long_is_left_alone(void)
{
	big_begin(&big, INVITE);
	big_add(&big, "Contact: <sip:192.168.1.10>\r\n\r\n");
	big_repeat(&big, "x", 65507 - (unsigned int)big.length);
	rewrite(SIPMAP_REASON_TOO_LONG);
	expect_no_edit();
}

static void facts_are_good_even_if_the_message_is_left_alone(void)
{
	big_begin(&big, INVITE);
	big_repeat(&big, CONTACT, SIPMAP_EDITS_MAX);
	big_add(&big, "\r\n");
	rewrite(SIPMAP_REASON_TOO_MANY_EDITS);
	TAP_EXPECT_EQUAL(work.plan.facts.method, SIPMAP_METHOD_INVITE);
	TAP_EXPECT_EQUAL(work.plan.facts.call_id.length, 3);
	TAP_EXPECT_EQUAL(sipmap_dialog_tag(&work.message,
					   SIPMAP_HEADER_FROM).length, 1);
	TAP_EXPECT(work.plan.facts.written_known & SIPMAP_WROTE_CONTACT_PORT);
}

static void no_more_endpoints_are_collected_than_there_is_room_for(void)
{
	char line[64];
	int port;

	big_begin(&big, INVITE);
	for (port = 1; port <= SIPMAP_NEEDS_CONTACTS + 2; port++) {
		snprintf(line, sizeof(line),
			 "Contact: <sip:192.168.1.10:%d>\r\n", port);
		big_repeat(&big, line, 2);
	}
	big_add(&big, "Content-Type: application/sdp\r\n\r\n");
	big_add(&big, "c=IN IP4 192.168.1.10\r\n");
	for (port = 1; port <= SIPMAP_MEDIA_MAX; port++) {
		snprintf(line, sizeof(line), "m=audio %d RTP/AVP 0\r\n",
			 4000 + 2 * port);
		big_add(&big, line);
	}
	rewrite(SIPMAP_REASON_UNKNOWN_PUBLIC);
	TAP_EXPECT_EQUAL(work.needs.signalling_count, SIPMAP_NEEDS_CONTACTS);
	TAP_EXPECT_EQUAL(work.needs.stream_count, SIPMAP_NEEDS_STREAMS);
}

static void a_message_with_too_many_media_is_left_alone(void)
{
	big_begin(&big, INVITE);
	big_add(&big, CONTACT "Content-Type: application/sdp\r\n\r\n");
	big_add(&big, "c=IN IP4 192.168.1.10\r\n");
	big_repeat(&big, "m=audio 4000 RTP/AVP 0\r\n",
		   SIPMAP_MEDIA_MAX + 1);
	rewrite(SIPMAP_REASON_TOO_MANY_MEDIA);
	expect_no_edit();
	TAP_EXPECT_EQUAL(work.needs.stream_count, 0);
}

/*
 * The time for twice the text is about twice as long, not four times. Each is
 * measured several times, and the shortest counts.
 */
static double shortest_time(void)
{
	double shortest = 1e9;
	unsigned int round;

	for (round = 0; round < 5; round++) {
		clock_t begin = clock();
		double time;

		sipmap_vector_rewrite(&vector, big.text, big.length, &work);
		time = (double)(clock() - begin) / CLOCKS_PER_SEC;
		if (time < shortest)
			shortest = time;
	}
	return shortest;
}

static void fill(const char *before, const char *text, size_t length)
{
	big_begin(&big, INVITE);
	big_add(&big, before);
	while (big.length + strlen(text) + 4 < length)
		big_add(&big, text);
	big_add(&big, "\r\n\r\n");
}

static void time_grows_with_the_message_and_no_faster(void)
{
	static const struct {
		const char *before;
		const char *text;
	} cases[] = {
		{ "Subject: ", "\r\n " },
		{ "", "X: y\r\n" },
		{ "Contact: ", "," },
		{ "Contact: ", "<" },
		{ "Contact: ", "\"" },
		{ "Contact: ", "<sip:@" },
		{ "Contact: <sip:a", "@" },
		{ "Contact: <sip:a", "@a" },
		{ "Contact: ", "sip:a@b;" },
		{ "Via: SIP/2.0/UDP a", ";" },
		{ "From: ", "\\\"" },
		{ "Authorization: ", "qop" },
		{ "Authorization: ", "qop=\"" },
		{ "Content-Type: application/sdp\r\n\r\n", "m=\r\n" },
		{ "Content-Type: application/sdp\r\n\r\n", "\n" },
		{ "Content-Type: multipart/mixed;boundary=-\r\n\r\n", "---\n" },
		{ "Content-Type: multipart/mixed;boundary=-\r\n\r\n",
		  "---\r\nContent-Type: application/sdp\r\n\r\nm=\r\n" },
	};
	size_t i;

	TAP_EXPECT(sipmap_vector_open(&vector, bindings,
				      sizeof(bindings) - 1));
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		double half;
		double whole;

		fill(cases[i].before, cases[i].text, 30000);
		half = shortest_time();
		fill(cases[i].before, cases[i].text, 60000);
		whole = shortest_time();
		if (whole > 0.02 && whole > 3.2 * half)
			tap_fault("\"%s\" again and again: %.1f, %.1f ms",
				  cases[i].text, half * 1e3, whole * 1e3);
	}
}

/* test_plan - run this file's tests */
void test_plan(void)
{
	TAP_RUN(a_plan_that_does_not_fit_leaves_the_message_alone);
	TAP_RUN(a_plan_that_just_fits_is_made);
	TAP_RUN(a_message_that_would_grow_too_long_is_left_alone);
	TAP_RUN(facts_are_good_even_if_the_message_is_left_alone);
	TAP_RUN(no_more_endpoints_are_collected_than_there_is_room_for);
	TAP_RUN(a_message_with_too_many_media_is_left_alone);
	TAP_RUN(time_grows_with_the_message_and_no_faster);
}
