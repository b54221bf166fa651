// SPDX-License-Identifier: GPL-2.0-or-later
/* The limits of what is parsed. */
#include <string.h>

#include "big.h"
#include "engine.h"
#include "page.h"
#include "tap.h"
#include "tests.h"

#define INVITE "INVITE sip:bob@example.com SIP/2.0"

static struct sipmap_message message;
static struct big big;

static enum sipmap_reason parse(void)
{
	return sipmap_message_parse(&message,
				    page_end_copy(big.text, big.length),
				    big.length);
}

static void expect_reason(enum sipmap_reason wanted)
{
	enum sipmap_reason reason = parse();

	if (reason != wanted)
		tap_fault("the reason is %s, not %s",
			  sipmap_reason_name(reason),
			  sipmap_reason_name(wanted));
}

static void headers_that_nothing_is_about_take_no_room(void)
{
	big_begin(&big, INVITE);
	big_repeat(&big, "X-Header: value\r\n", 3000);
	big_add(&big, "\r\n");
	expect_reason(SIPMAP_REASON_UNCHANGED);
	TAP_EXPECT_EQUAL(message.header_count, 5);
}

static void as_many_headers_as_there_is_room_for_are_parsed(void)
{
	big_begin(&big, INVITE);
	big_repeat(&big, "v:x\r\n", SIPMAP_HEADERS_MAX - 5);
	big_add(&big, "\r\n");
	expect_reason(SIPMAP_REASON_UNCHANGED);
	TAP_EXPECT_EQUAL(message.header_count, SIPMAP_HEADERS_MAX);
}

static void one_header_more_is_too_many(void)
{
	big_begin(&big, INVITE);
	big_repeat(&big, "v:x\r\n", SIPMAP_HEADERS_MAX - 4);
	big_add(&big, "\r\n");
	expect_reason(SIPMAP_REASON_TOO_MANY_HEADERS);
}

static void a_datagram_is_at_most_65535_bytes_long(void)
{
	big_begin(&big, INVITE);
	big_add(&big, "\r\n");
	big_repeat(&big, "x", 65535 - (unsigned int)big.length);
	expect_reason(SIPMAP_REASON_UNCHANGED);
	TAP_EXPECT_EQUAL(message.body.offset + message.body.length, 65535);
	big_add(&big, "x");
	expect_reason(SIPMAP_REASON_TOO_LONG);
}

static void folding_without_end_is_one_header(void)
{
	big_begin(&big, INVITE);
	big_add(&big, "Subject:");
	big_repeat(&big, " \r\n", 20000);
	expect_reason(SIPMAP_REASON_NO_HEADER_END);
	big_add(&big, "\r\n");
	expect_reason(SIPMAP_REASON_UNCHANGED);
}

static void a_start_line_may_fill_the_datagram(void)
{
	big.length = 0;
	big_add(&big, "INVITE sip:");
	big_repeat(&big, "x", 65000);
	expect_reason(SIPMAP_REASON_NOT_SIP);
	big_add(&big, " SIP/2.0\r\n\r\n");
	expect_reason(SIPMAP_REASON_MALFORMED);
}

static void a_stream_of_line_ends_is_a_keep_alive(void)
{
	big.length = 0;
	big_repeat(&big, "\r\n", 30000);
	expect_reason(SIPMAP_REASON_KEEP_ALIVE);
}

static void the_spans_are_what_they_say(void)
{
	static const char text[] =
		"\r\nSIP/2.0 404 Not Found\r\nv : a\r\nf:b\r\nt:c\r\n"
		"i:\r\n d \r\nCSeq: 9 BYE\r\nl: 2\r\n\r\nbody";

	big.length = 0;
	big_add(&big, text);
	expect_reason(SIPMAP_REASON_UNCHANGED);
	TAP_EXPECT_EQUAL(message.status, 404);
	TAP_EXPECT_EQUAL(message.method, SIPMAP_METHOD_BYE);
	TAP_EXPECT_EQUAL(message.start.offset, 2);
	TAP_EXPECT_EQUAL(message.start.length, 21);
	TAP_EXPECT_EQUAL(message.uri.length, 0);
	TAP_EXPECT_EQUAL(message.header_count, 6);
	TAP_EXPECT_EQUAL(message.header[3].id, SIPMAP_HEADER_CALL_ID);
	TAP_EXPECT_EQUAL(message.header[3].value.length, 1);
	TAP_EXPECT_EQUAL(text[message.header[3].value.offset], 'd');
	TAP_EXPECT_EQUAL(message.body.length, 2);
	TAP_EXPECT_EQUAL(text[message.body.offset], 'b');
}

/* test_message - run this file's tests */
void test_message(void)
{
	TAP_RUN(headers_that_nothing_is_about_take_no_room);
	TAP_RUN(as_many_headers_as_there_is_room_for_are_parsed);
	TAP_RUN(one_header_more_is_too_many);
	TAP_RUN(a_datagram_is_at_most_65535_bytes_long);
	TAP_RUN(folding_without_end_is_one_header);
	TAP_RUN(a_start_line_may_fill_the_datagram);
	TAP_RUN(a_stream_of_line_ends_is_a_keep_alive);
	TAP_RUN(the_spans_are_what_they_say);
}
