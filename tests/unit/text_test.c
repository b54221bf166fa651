// SPDX-License-Identifier: GPL-2.0-or-later
/* Numbers, address literals, names of headers, methods and verdicts. */
#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cursor.h"
#include "endpoint.h"
#include "header.h"
#include "method.h"
#include "number.h"
#include "page.h"
#include "reason.h"
#include "tap.h"
#include "tests.h"

#define ALPHANUMERIC "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" \
	"abcdefghijklmnopqrstuvwxyz"

static void each_byte_is_of_the_kinds_that_the_grammar_says(void)
{
	int byte;

	for (byte = 1; byte < 256; byte++) {
		bool white = strchr(" \t\r\n", byte);
		u8 kinds = 0;

		if (strchr(ALPHANUMERIC ".-_", byte))
			kinds |= SIPMAP_BYTE_HOST;
		if (strchr(ALPHANUMERIC "-_.!~*'()%&=+$,", byte) ||
		    byte >= 0x80)
			kinds |= SIPMAP_BYTE_PASSWORD | SIPMAP_BYTE_USER;
		if (strchr(";?/#", byte))
			kinds |= SIPMAP_BYTE_USER;
		if (!white && !strchr(";,?", byte))
			kinds |= SIPMAP_BYTE_VALUE;
		if (!white && !strchr(";,?=", byte))
			kinds |= SIPMAP_BYTE_NAME;
		if (byte > ' ' && byte != ':')
			kinds |= SIPMAP_BYTE_FIELD;
		if (!white)
			kinds |= SIPMAP_BYTE_WORD;
		if (sipmap_bytes[byte] != kinds)
			tap_fault("byte %02x is 0x%02x, not 0x%02x", byte,
				  sipmap_bytes[byte], kinds);
	}
	TAP_EXPECT_EQUAL(sipmap_bytes[0], sipmap_bytes[1]);
}

/* Of each length, with each byte in turn another one. */
static void text_is_equal_whatever_the_case_of_its_letters(void)
{
	static const char lower[] = "a-z09/.;transport+sip.i";
	char text[sizeof(lower)], wrong[sizeof(lower)];
	size_t length, at;
	int byte;

	for (length = 0; length < sizeof(lower); length++) {
		for (at = 0; at < length; at++)
			text[at] = (char)(at % 2 ? toupper(lower[at]) :
						   lower[at]);
		if (!sipmap_text_equal(page_end_copy(text, length), length,
				       lower, length) ||
		    !sipmap_bytes_equal(text, text, length))
			tap_fault("%zu bytes differ from themselves", length);
		sipmap_bytes_copy(wrong, text, length);
		TAP_EXPECT(!memcmp(wrong, text, length));
		for (at = 0; at < length; at++) {
			for (byte = 0; byte < 256; byte++) {
				wrong[at] = (char)byte;
				if (sipmap_text_equal(wrong, length, lower,
						      length) !=
				    (tolower(byte) == lower[at]))
					tap_fault("%02x for %02x at %zu of %zu",
						  byte, lower[at], at, length);
				if (sipmap_bytes_equal(wrong, text, length) !=
				    ((char)byte == text[at]))
					tap_fault("byte %02x at %zu of %zu",
						  byte, at, length);
			}
			wrong[at] = text[at];
		}
	}
}

static bool number_of(const char *text, u32 *number)
{
	struct sipmap_span span = { 0, (u16)strlen(text) };

	return sipmap_number_parse(page_end_copy(text, strlen(text)), span,
				   number);
}

static void a_number_is_digits_and_nothing_else(void)
{
	static const char *const wrong[] = {
		"", "-1", "+1", " 1", "1 ", "1a", "0x10", "1.0", "\xb2"
	};
	u32 number;
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		if (number_of(wrong[i], &number))
			tap_fault("\"%s\" was taken for %u", wrong[i], number);
}

static void a_number_that_does_not_fit_is_the_largest_one(void)
{
	static const struct {
		const char *text;
		u32 number;
	} cases[] = {
		{ "0", 0 }, { "007", 7 }, { "4294967294", 4294967294U },
		{ "4294967295", 4294967295U }, { "4294967296", 4294967295U },
		{ "99999999999999999999999", 4294967295U },
		{ "00000000000000000000042", 42 },
	};
	u32 number;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		TAP_EXPECT(number_of(cases[i].text, &number));
		TAP_EXPECT_EQUAL(number, cases[i].number);
	}
}

static void a_number_is_printed_as_printf_does(void)
{
	static const u32 numbers[] = { 0, 1, 9, 10, 5060, 65535, 4294967295U };
	char text[SIPMAP_NUMBER_TEXT_MAX];
	char wanted[16];
	size_t length;
	size_t i;

	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		length = sipmap_number_print(numbers[i], text);
		snprintf(wanted, sizeof(wanted), "%u", numbers[i]);
		TAP_EXPECT(length == strlen(wanted) &&
			   !memcmp(text, wanted, length));
	}
}

static void a_port_is_at_most_65535(void)
{
	struct sipmap_span five = { 0, 5 };
	u16 port;

	TAP_EXPECT(sipmap_port_parse("65535", five, &port) && port == 65535);
	TAP_EXPECT(!sipmap_port_parse("65536", five, &port));
}

static bool endpoint_of(const char *text, struct sipmap_endpoint *endpoint)
{
	size_t length = strlen(text);

	return sipmap_endpoint_from_host(endpoint, page_end_copy(text, length),
					 length);
}

static void what_is_no_address_literal_is_none(void)
{
	static const char *const wrong[] = {
		"", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4",
		"1.2.3.04", "1.2.3.", ".1.2.3", "1..2.3", "1.2.3.4 ", "a.b.c.d",
		"1.2.3.4:5060", "[1.2.3.4]", "1.2.3.1000", "0x1.2.3.4",
		":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3",
		"12345::", "::g", "[::1", "::1]", "[]", "[::1]:5060", "1:",
		":1", "1:2:3:4:5:6:7:", "::1.2.3", "::1.2.3.4.5", "1.2.3.4::",
		"1:2:3:4:5:6:7:1.2.3.4", "fe80::1%eth0", "::1 ",
		"1:2:3:4:5:6:7::8:9", "::1:2:3:4:5:6:7:8", "1::2:3:4:5:6:7:8",
	};
	struct sipmap_endpoint endpoint;
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		TAP_EXPECT(!endpoint_of(wrong[i], &endpoint) ||
			   (tap_fault("\"%s\"", wrong[i]), false));
		TAP_EXPECT_EQUAL(endpoint.family, SIPMAP_FAMILY_NONE);
	}
}

static void address_literals_are_read_and_written_as_the_library_does(void)
{
	static const char *const texts[] = {
		"0.0.0.0", "255.255.255.255", "192.168.1.10", "::", "::1",
		"1::", "2001:db8::1", "2001:DB8:0:0:8:800:200C:417A",
		"1:2:3:4:5:6:7:8", "1:0:0:2:0:0:0:3", "0:0:1::", "1:0:2:3:4:5:6:7",
		"::ffff:192.0.2.1", "1:2:3:4:5:6:192.0.2.1", "1::192.0.2.1",
		"fe80::0001", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "a:b::",
	};
	char wanted[INET6_ADDRSTRLEN];
	char text[SIPMAP_ENDPOINT_TEXT_MAX];
	struct sipmap_endpoint endpoint;
	u8 address[16];
	size_t length;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		int family = strchr(texts[i], ':') ? AF_INET6 : AF_INET;

		memset(address, 0, sizeof(address));
		TAP_EXPECT_EQUAL(inet_pton(family, texts[i], address), 1);
		TAP_EXPECT(endpoint_of(texts[i], &endpoint));
		TAP_EXPECT(!memcmp(endpoint.address, address, 16));
		length = sipmap_endpoint_print_address(&endpoint, false, text);
		inet_ntop(family, address, wanted, sizeof(wanted));
		if (length != strlen(wanted) || memcmp(text, wanted, length))
			tap_fault("%s was printed as %.*s", texts[i],
				  (int)length, text);
	}
}

static void random_ipv6_addresses_are_written_as_the_library_does(void)
{
	char wanted[INET6_ADDRSTRLEN];
	char text[SIPMAP_ENDPOINT_TEXT_MAX];
	struct sipmap_endpoint endpoint = { .family = SIPMAP_FAMILY_IPV6 };
	struct sipmap_endpoint again;
	unsigned int round;
	size_t length;
	size_t i;

	srandom(1);
	for (round = 0; round < 20000 && !tap_failed(); round++) {
		for (i = 0; i < 16; i++)
			endpoint.address[i] = random() % 3 ? 0 :
					      (u8)(random() >> 4);
		/* the library writes ::1.2.3.4 for what is ::102:304 to us */
		endpoint.address[round % 8] |= 1;
		length = sipmap_endpoint_print_address(&endpoint, false, text);
		inet_ntop(AF_INET6, endpoint.address, wanted, sizeof(wanted));
		if (length != strlen(wanted) || memcmp(text, wanted, length))
			tap_fault("%s was printed as %.*s", wanted,
				  (int)length, text);
		TAP_EXPECT(sipmap_endpoint_from_host(&again, text, length));
		TAP_EXPECT(sipmap_endpoint_equal(&again, &endpoint));
	}
}

static void a_reference_has_brackets_and_a_port_behind_them(void)
{
	char text[SIPMAP_ENDPOINT_TEXT_MAX];
	struct sipmap_endpoint endpoint;
	size_t length;

	TAP_EXPECT(endpoint_of("[2001:db8::1]", &endpoint));
	endpoint.port = 5060;
	length = sipmap_endpoint_print(&endpoint, text);
	TAP_EXPECT(length == 18 && !memcmp(text, "[2001:db8::1]:5060", 18));
	endpoint.port = 0;
	TAP_EXPECT_EQUAL(sipmap_endpoint_print(&endpoint, text), 13);
	endpoint.family = SIPMAP_FAMILY_NONE;
	TAP_EXPECT_EQUAL(sipmap_endpoint_print(&endpoint, text), 0);
}

static void nobody_has_no_address_in_common_with_nobody(void)
{
	struct sipmap_endpoint none = { .family = SIPMAP_FAMILY_NONE };

	TAP_EXPECT(!sipmap_endpoint_equal(&none, &none));
	TAP_EXPECT(!sipmap_endpoint_is_unicast(&none));
}

static void multicast_and_unspecified_addresses_are_not_unicast(void)
{
	static const char *const not[] = {
		"0.0.0.0", "0.1.2.3", "224.0.0.1", "239.1.1.1",
		"255.255.255.255", "::", "ff02::1",
	};
	struct sipmap_endpoint endpoint;
	size_t i;

	for (i = 0; i < sizeof(not) / sizeof(not[0]); i++) {
		TAP_EXPECT(endpoint_of(not[i], &endpoint));
		TAP_EXPECT(!sipmap_endpoint_is_unicast(&endpoint));
	}
	TAP_EXPECT(endpoint_of("127.0.0.1", &endpoint));
	TAP_EXPECT(sipmap_endpoint_is_unicast(&endpoint));
	TAP_EXPECT(endpoint_of("::1", &endpoint));
	TAP_EXPECT(sipmap_endpoint_is_unicast(&endpoint));
}

static unsigned int header_of(const char *name, size_t length)
{
	unsigned int found;
	char line[64];

	memcpy(line, name, length);
	line[length] = ':';
	line[length + 1] = '\n';
	return sipmap_header_at(page_end_copy(line, length + 2),
				(unsigned int)length + 2,
				sipmap_header_rows_of(line), &found);
}

static void each_header_is_found_by_its_names_in_any_case(void)
{
	unsigned int id;
	size_t i;

	for (id = 0; id < SIPMAP_HEADER_COUNT; id++) {
		const struct sipmap_header_row *row = sipmap_header_row(id);
		char name[64];

		for (i = 0; i < row->length; i++)
			name[i] = row->name[i] == '-' ? '-' :
				  (char)(row->name[i] & ~0x20);
		TAP_EXPECT_EQUAL(header_of(name, row->length), id);
		TAP_EXPECT_EQUAL(header_of(row->name, row->length),
				 id);
		if (row->compact)
			TAP_EXPECT_EQUAL(header_of(&row->compact, 1),
					 id);
		memcpy(name + row->length, "x", 1);
		TAP_EXPECT_EQUAL(header_of(name, row->length + 1U),
				 SIPMAP_HEADER_COUNT);
	}
	TAP_EXPECT_EQUAL(header_of("", 0), SIPMAP_HEADER_COUNT);
	TAP_EXPECT_EQUAL(header_of("x", 1), SIPMAP_HEADER_COUNT);
	TAP_EXPECT_EQUAL(header_of("\0", 1), SIPMAP_HEADER_COUNT);
}

/*
 * Another byte anywhere in a name, unless it is the other case of a letter, or
 * ends the name.
 */
static void a_header_is_told_by_each_byte_of_its_name(void)
{
	unsigned int id, found, byte;
	bool told;
	size_t at;

	for (id = 0; id < SIPMAP_HEADER_COUNT; id++) {
		const struct sipmap_header_row *row = sipmap_header_row(id);

		for (at = 0; at < row->length; at++) {
			char name[SIPMAP_HEADER_NAME_MAX];

			memcpy(name, row->name, sizeof(name));
			for (byte = 1; byte < 256; byte++) {
				bool same = tolower((int)byte) == row->name[at];

				if (strchr(": \t", (int)byte))
					continue;
				name[at] = (char)byte;
				found = header_of(name, row->length);
				told = found == id;
				if (told != same)
					tap_fault("%.*s is header %u",
						  row->length, name, found);
			}
		}
	}
}

static void each_method_is_found_by_its_name(void)
{
	unsigned int method;

	for (method = 1; method <= SIPMAP_METHOD_PUBLISH; method++) {
		const char *name = sipmap_method_name(method);

		TAP_EXPECT_EQUAL(sipmap_method_find(name, strlen(name)),
				 method);
	}
	TAP_EXPECT_EQUAL(sipmap_method_find("OTHER", 5), SIPMAP_METHOD_OTHER);
	TAP_EXPECT_EQUAL(sipmap_method_find("invite", 6), SIPMAP_METHOD_OTHER);
	TAP_EXPECT_EQUAL(sipmap_method_find("INVITER", 7),
			 SIPMAP_METHOD_OTHER);
	TAP_EXPECT(!strcmp(sipmap_method_name(99), "OTHER"));
}

static void each_reason_has_a_name_of_its_own(void)
{
	unsigned int other;
	unsigned int i;

	for (i = 0; i < SIPMAP_REASON_COUNT; i++) {
		TAP_EXPECT(*sipmap_reason_name(i));
		for (other = 0; other < i; other++)
			TAP_EXPECT(strcmp(sipmap_reason_name(i),
					  sipmap_reason_name(other)));
	}
	TAP_EXPECT(!strcmp(sipmap_reason_name(SIPMAP_REASON_COUNT),
			   "unknown"));
}

/* test_text - run this file's tests */
void test_text(void)
{
	TAP_RUN(each_byte_is_of_the_kinds_that_the_grammar_says);
	TAP_RUN(text_is_equal_whatever_the_case_of_its_letters);
	TAP_RUN(a_number_is_digits_and_nothing_else);
	TAP_RUN(a_number_that_does_not_fit_is_the_largest_one);
	TAP_RUN(a_number_is_printed_as_printf_does);
	TAP_RUN(a_port_is_at_most_65535);
	TAP_RUN(what_is_no_address_literal_is_none);
	TAP_RUN(address_literals_are_read_and_written_as_the_library_does);
	TAP_RUN(random_ipv6_addresses_are_written_as_the_library_does);
	TAP_RUN(a_reference_has_brackets_and_a_port_behind_them);
	TAP_RUN(nobody_has_no_address_in_common_with_nobody);
	TAP_RUN(multicast_and_unspecified_addresses_are_not_unicast);
	TAP_RUN(each_header_is_found_by_its_names_in_any_case);
	TAP_RUN(a_header_is_told_by_each_byte_of_its_name);
	TAP_RUN(each_method_is_found_by_its_name);
	TAP_RUN(each_reason_has_a_name_of_its_own);
}
