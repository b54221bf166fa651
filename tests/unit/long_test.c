// SPDX-License-Identifier: GPL-2.0-or-later
/* Messages as long as a datagram can be: changed at both ends, else whole. */
#include <stdio.h>
#include <string.h>

#include "big.h"
#include "page.h"
#include "tap.h"
#include "tests.h"
#include "vector.h"

#define PAYLOAD_MAX 65507

static const char bindings[] =
	"bind: 192.168.1.10:5060=203.0.113.7:40123\n"
	"media: 192.168.1.10:4000=203.0.113.7:50000\n>>> out\n";

static struct sipmap_vector_work work;
static struct sipmap_vector vector;
static struct big written;
static struct big wanted;
static char out[BIG_MAX];

/* A message that names @signalling and @media before and behind @filler. */
static void make(struct big *big, const char *signalling, const char *address,
		 const char *port, const char *filler, unsigned int count)
{
	char sdp[256];
	char line[512];

	snprintf(sdp, sizeof(sdp),
		 "v=0\r\no=- 1 1 IN IP4 %s\r\ns=-\r\nc=IN IP4 %s\r\nt=0 0\r\nm=audio %s RTP/AVP 0\r\n",
		 address, address, port);
	snprintf(line, sizeof(line),
		 "INVITE sip:bob@example.com SIP/2.0\r\nVia: SIP/2.0/UDP %s;rport\r\nFrom: <sip:alice@example.com>;tag=a\r\n",
		 signalling);
	big->length = 0;
	big_add(big, line);
	big_add(big, "X-Filler: ");
	big_repeat(big, filler, count);
	snprintf(line, sizeof(line),
		 "\r\nTo: <sip:bob@example.com>\r\nCall-ID: big\r\nCSeq: 1 INVITE\r\nContact: <sip:alice@%s>\r\nContent-Type: application/sdp\r\nContent-Length: %zu\r\n\r\n",
		 signalling, strlen(sdp));
	big_add(big, line);
	big_add(big, sdp);
}

static size_t rewrite(void)
{
	TAP_EXPECT(sipmap_vector_open(&vector, bindings,
				      sizeof(bindings) - 1));
	sipmap_vector_rewrite(&vector, page_end_copy(written.text,
						     written.length),
			      written.length, &work);
	return sipmap_edits_apply(&work.plan.edits, written.text,
				  written.length, out, sizeof(out));
}

static void expect_whole(const char *filler, unsigned int count)
{
	size_t length;

	make(&written, "192.168.1.10:5060", "192.168.1.10", "4000", filler,
	     count);
	make(&wanted, "203.0.113.7:40123", "203.0.113.7", "50000", filler,
	     count);
	length = rewrite();
	TAP_EXPECT_EQUAL(work.reason, SIPMAP_REASON_REWRITTEN);
	TAP_EXPECT_EQUAL(length, wanted.length);
	TAP_EXPECT(!memcmp(out, wanted.text, wanted.length));
}

static void a_message_of_64_kB_is_rewritten_at_both_ends(void)
{
	expect_whole("filler ", 9200);
}

static void a_message_of_64_kB_of_folding_is_rewritten(void)
{
	expect_whole("\r\n ", 21500);
}

static void a_message_of_64_kB_of_other_header_fields_is_rewritten(void)
{
	expect_whole("\r\nX: 192.168.1.10:5060", 2900);
}

/* One whose Via and Contact have no port, and grow by five bytes each. */
static void make_short(size_t length)
{
	make(&written, "192.168.1.10", "192.168.1.10", "4000", "x", 0);
	make(&written, "192.168.1.10", "192.168.1.10", "4000", "x",
	     (unsigned int)(length - written.length));
	TAP_EXPECT_EQUAL(written.length, length);
}

static void a_message_may_grow_to_what_a_datagram_can_hold(void)
{
	make_short(PAYLOAD_MAX - 9);
	TAP_EXPECT_EQUAL(rewrite(), PAYLOAD_MAX);
	TAP_EXPECT_EQUAL(work.reason, SIPMAP_REASON_REWRITTEN);

	make_short(PAYLOAD_MAX - 8);
	rewrite();
	TAP_EXPECT_EQUAL(work.reason, SIPMAP_REASON_TOO_LONG);
	TAP_EXPECT_EQUAL(work.plan.edits.count, 0);
}

/* test_long - run this file's tests */
void test_long(void)
{
	TAP_RUN(a_message_of_64_kB_is_rewritten_at_both_ends);
	TAP_RUN(a_message_of_64_kB_of_folding_is_rewritten);
	TAP_RUN(a_message_of_64_kB_of_other_header_fields_is_rewritten);
	TAP_RUN(a_message_may_grow_to_what_a_datagram_can_hold);
}
