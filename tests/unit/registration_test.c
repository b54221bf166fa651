// SPDX-License-Identifier: GPL-2.0-or-later
/* Which registration, and whose, a REGISTER and its answer are about. */
#include <stdio.h>
#include <string.h>

#include "big.h"
#include "page.h"
#include "tap.h"
#include "tests.h"
#include "vector.h"

static const char bindings[] =
	"bind: 192.168.1.10:5060=203.0.113.7:40123\n>>> out\n";

static struct sipmap_vector_work work;
static struct sipmap_vector vector;
static struct big big;

static const struct sipmap_facts *facts(enum sipmap_direction direction,
					const char *start, const char *to,
					const char *contact)
{
	big.length = 0;
	big_add(&big, start);
	big_add(&big, "\r\nVia: SIP/2.0/UDP 192.168.1.10:5060;rport\r\n"
		      "From: <sip:alice@example.com>;tag=a\r\n"
		      "Call-ID: 1\r\nCSeq: 1 REGISTER\r\nTo: ");
	big_add(&big, to);
	big_add(&big, "\r\nContact: ");
	big_add(&big, contact);
	big_add(&big, "\r\n\r\n");
	sipmap_vector_open(&vector, bindings, sizeof(bindings) - 1);
	vector.view.direction = direction;
	sipmap_vector_rewrite(&vector, page_end_copy(big.text, big.length),
			      big.length, &work);
	return &work.plan.facts;
}

static u32 record(const char *to)
{
	return facts(SIPMAP_IN, "SIP/2.0 200 OK", to,
		     "<sip:alice@203.0.113.7:40123>;expires=60")->record;
}

static u32 instance(const char *params)
{
	char contact[256];

	snprintf(contact, sizeof(contact), "<sip:alice@192.168.1.10:5060>%s",
		 params);
	return facts(SIPMAP_OUT, "REGISTER sip:example.com SIP/2.0",
		     "<sip:alice@example.com>", contact)->instance;
}

static void an_address_of_record_is_told_by_whom_the_request_is_to(void)
{
	u32 alice = record("<sip:alice@example.com>");

	TAP_EXPECT(alice);
	TAP_EXPECT_EQUAL(record("\"A\" <sip:alice@example.com>;tag=b"), alice);
	TAP_EXPECT_EQUAL(record("sip:alice@example.com;tag=c"), alice);
	TAP_EXPECT(record("<sip:bob@example.com>") != alice);
	TAP_EXPECT(record("<sip:alice@example.org>") != alice);
}

static u32 record_of(unsigned int length, unsigned int other)
{
	char to[] = "<sip:aaaaaaaaaaaaaaaaaaaaaaaaa>";

	if (other)
		to[4 + other] = 'b';
	memcpy(to + 5 + length, ">", 2);
	return record(to);
}

/* URIs of up to three words, and a part of one */
static void an_address_of_record_is_told_by_each_byte_and_its_length(void)
{
	unsigned int length, other;

	for (length = 1; length <= 24; length++) {
		TAP_EXPECT(record_of(length, 0) != record_of(length + 1, 0));
		for (other = 1; other <= length; other++)
			TAP_EXPECT(record_of(length, other) !=
				   record_of(length, 0));
	}
}

static void a_registration_is_told_by_instance_and_number(void)
{
	u32 first = instance(";+sip.instance=\"<urn:uuid:1>\";reg-id=1");

	TAP_EXPECT(first);
	TAP_EXPECT_EQUAL(instance(";q=1;reg-id=1;+SIP.Instance=\"<urn:uuid:1>\""),
			 first);
	TAP_EXPECT(instance(";+sip.instance=\"<urn:uuid:1>\";reg-id=2") !=
		   first);
	TAP_EXPECT(instance(";+sip.instance=\"<urn:uuid:2>\";reg-id=1") !=
		   first);
	TAP_EXPECT(instance(";+sip.instance=\"<urn:uuid:1>\"") != first);
}

static void without_an_instance_there_is_none(void)
{
	TAP_EXPECT_EQUAL(instance(""), 0);
	TAP_EXPECT_EQUAL(instance(";reg-id=1"), 0);
	TAP_EXPECT_EQUAL(instance(";+sip.instance;reg-id=1"), 0);
	TAP_EXPECT_EQUAL(instance(";+sip.instances=\"<urn:uuid:1>\""), 0);
}

/* test_registration - run this file's tests */
void test_registration(void)
{
	TAP_RUN(an_address_of_record_is_told_by_whom_the_request_is_to);
	TAP_RUN(an_address_of_record_is_told_by_each_byte_and_its_length);
	TAP_RUN(a_registration_is_told_by_instance_and_number);
	TAP_RUN(without_an_instance_there_is_none);
}
