// SPDX-License-Identifier: GPL-2.0-or-later
/* URIs and lists of addresses: where their parts stand. */
#include <stdio.h>
#include <string.h>

#include "address.h"
#include "page.h"
#include "param.h"
#include "tap.h"
#include "tests.h"
#include "uri.h"

static bool span_is(const char *data, struct sipmap_span span,
		    const char *wanted)
{
	if (span.length == strlen(wanted) &&
	    !memcmp(data + span.offset, wanted, span.length))
		return true;
	tap_fault("it is \"%.*s\", not \"%s\"", span.length,
		  data + span.offset, wanted);
	return false;
}

static void the_host_of_a_uri_is_found(void)
{
	static const struct {
		const char *uri;
		const char *host_port;
		u16 port;
	} cases[] = {
		{ "sip:192.0.2.1", "192.0.2.1", 5060 },
		{ "sips:192.0.2.1", "192.0.2.1", 5061 },
		{ "SIP:a@192.0.2.1:7", "192.0.2.1:7", 7 },
		{ "sip:a:b@192.0.2.1:7;x", "192.0.2.1:7", 7 },
		{ "sip:a;b=c?d/e@192.0.2.1?h=1", "192.0.2.1", 5060 },
		{ "sip:[2001:db8::1]:9;x", "[2001:db8::1]:9", 9 },
		{ "sip:a@[2001:db8::1]", "[2001:db8::1]", 5060 },
		{ "sip:a%40b@host.example-x.org:8", "host.example-x.org:8", 8 },
		{ "sip:1;a=[]:&+$/@b", "1", 5060 },
		{ "sip:192.0.2.1:5060;x=y@z", "192.0.2.1:5060", 5060 },
		{ "sip:a@b.c@192.0.2.1:7", "192.0.2.1:7", 7 },
		{ "sip:a@192.0.2.1;x=y@z", "192.0.2.1", 5060 },
		{ "sip:x@y:65535", "y:65535", 65535 },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *text = cases[i].uri;
		struct sipmap_span span = { 0, (u16)strlen(text) };
		const char *data = page_end_copy(text, strlen(text));
		struct sipmap_uri uri;

		if (!sipmap_uri_parse(&uri, data, span, NULL)) {
			tap_fault("\"%s\" was not understood", text);
			continue;
		}
		span_is(data, uri.host_port.span, cases[i].host_port);
		TAP_EXPECT_EQUAL(uri.host_port.endpoint.port, cases[i].port);
	}
}

static void what_is_no_sip_uri_is_none(void)
{
	static const char *const wrong[] = {
		"", "sip", "sip:", "sips:", "tel:+1", "http://192.0.2.1",
		"mailto:a@192.0.2.1", "sip:@", "sip:a@", "sip::5060",
		"sip:a@192.0.2.1:", "sip:a@192.0.2.1:0", "sip:a@192.0.2.1:70000",
		"sip:a@192.0.2.1:5060x", "sip:a@[2001:db8::1", "sip:a@h o",
		"sip:a@192.0.2.1,b", "sip:a@192.0.2.1;x=\"open",
		"sip:a@192.0.2.1>",
	};
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct sipmap_span span = { 0, (u16)strlen(wrong[i]) };
		const char *data = page_end_copy(wrong[i], strlen(wrong[i]));
		struct sipmap_uri uri;

		if (sipmap_uri_parse(&uri, data, span, NULL))
			tap_fault("\"%s\" was understood", wrong[i]);
	}
}

/* Any byte may be anywhere in it. */
static void the_value_of_a_parameter_ends_where_the_grammar_says(void)
{
	static const char text[] = ";x=0123456789abcdefghi";
	const size_t length = sizeof(text) - 1;
	size_t at;
	int byte;

	for (at = 3; at < length; at++) {
		for (byte = 0; byte < 256; byte++) {
			struct sipmap_cursor cursor = { NULL, 0, length };
			char changed[sizeof(text)];
			struct sipmap_param param;
			size_t wanted = length - 3;

			if ((byte == '"' || strchr(" \t\r\n", byte)) && at == 3)
				continue;
			memcpy(changed, text, length);
			changed[at] = (char)byte;
			if (!(sipmap_bytes[byte] & SIPMAP_BYTE_VALUE))
				wanted = at - 3;
			cursor.data = page_end_copy(changed, length);
			TAP_EXPECT(sipmap_param_next(&cursor, &param));
			if (param.value.length != wanted)
				tap_fault("with %02x at %zu: %u bytes, not %zu",
					  byte, at, param.value.length, wanted);
		}
	}
}

/* One behind the other, with what was read of the first at hand. */
static void a_host_and_port_that_comes_again_is_read_the_same(void)
{
	static const struct {
		const char *first;
		const char *second;
	} cases[] = {
		{ "sip:192.0.2.1:5060", "sip:a@192.0.2.1:5060" },
		{ "sip:192.0.2.1:5060", "sip:a@192.0.2.1:5060;x" },
		{ "sip:192.0.2.1:506", "sip:a@192.0.2.1:5060" },
		{ "sip:192.0.2.1:5060", "sip:a@192.0.2.1:506" },
		{ "sip:192.0.2.1:5060", "sip:a@192.0.2.1" },
		{ "sip:192.0.2.1", "sip:a@192.0.2.1:5060" },
		{ "sip:192.0.2.1:5060", "sip:a@192.0.2.1:5060@192.0.2.2:7" },
		{ "sip:192.0.2.1:5060", "sip:a@192.0.2.1:5060x" },
		{ "sip:192.0.2.1:5060", "sip:a@192.0.2.1:99999" },
		{ "sip:[2001:db8::1]:7", "sip:[2001:db8::1]:7" },
		{ "sip:192.0.2.1:0", "sip:192.0.2.1:0" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		u16 first = (u16)strlen(cases[i].first);
		u16 second = (u16)strlen(cases[i].second);
		struct sipmap_span one = { 0, first };
		struct sipmap_span other = { first, second };
		struct sipmap_known known[SIPMAP_KNOWN_MAX] = { 0 };
		struct sipmap_uri uri, wanted;
		char both[128];
		const char *data;
		bool understood;

		snprintf(both, sizeof(both), "%s%s", cases[i].first,
			 cases[i].second);
		data = page_end_copy(both, first + second);
		understood = sipmap_uri_parse(&wanted, data, other, NULL);
		sipmap_uri_parse(&uri, data, one, known);
		if (sipmap_uri_parse(&uri, data, other, known) !=
		    understood ||
		    (understood && memcmp(&uri, &wanted, sizeof(uri))))
			tap_fault("\"%s\" behind \"%s\" is read differently",
				  cases[i].second, cases[i].first);
	}
}

static void each_address_of_a_list_is_found(void)
{
	static const char list[] =
		" , <sip:a@b;x,y>;q=1,\r\n \"c, <d>\" <sip:e>;f=\",\" ;g,\n"
		" sip:h;i=j , *, \"\\\"<\" < sip:k >,,tel:1";
	static const char *const uris[] = {
		"sip:a@b;x,y", "sip:e", "sip:h", "*", "sip:k", "tel:1",
	};
	static const char *const params[] = {
		";q=1", ";f=\",\" ;g", ";i=j ", "", "", "",
	};
	const char *data = page_end_copy(list, sizeof(list) - 1);
	struct sipmap_cursor cursor = { data, 0, sizeof(list) - 1 };
	struct sipmap_address address;
	size_t i;

	for (i = 0; i < sizeof(uris) / sizeof(uris[0]); i++) {
		TAP_EXPECT(sipmap_address_next(&cursor, &address));
		span_is(data, address.uri, uris[i]);
		span_is(data, address.params, params[i]);
	}
	TAP_EXPECT(!sipmap_address_next(&cursor, &address));
}

static void open_quotes_and_brackets_hide_the_rest(void)
{
	static const char *const lists[] = {
		"\"open <sip:a@b>", "<sip:a@b", "\"a\\", "x <sip:a@b, <",
	};
	size_t i;

	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		size_t length = strlen(lists[i]);
		struct sipmap_cursor cursor = {
			page_end_copy(lists[i], length), 0,
			(unsigned int)length
		};
		struct sipmap_address address;

		TAP_EXPECT(sipmap_address_next(&cursor, &address));
		TAP_EXPECT_EQUAL(address.uri.length, 0);
		TAP_EXPECT(!sipmap_address_next(&cursor, &address));
	}
}

/* test_uri - run this file's tests */
void test_uri(void)
{
	TAP_RUN(the_host_of_a_uri_is_found);
	TAP_RUN(what_is_no_sip_uri_is_none);
	TAP_RUN(the_value_of_a_parameter_ends_where_the_grammar_says);
	TAP_RUN(a_host_and_port_that_comes_again_is_read_the_same);
	TAP_RUN(each_address_of_a_list_is_found);
	TAP_RUN(open_quotes_and_brackets_hide_the_rest);
}
