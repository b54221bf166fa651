// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Any body where a session description should be: an INVITE or its answer is
 * put around it, with or without Content-Length, alone or as one of two parts.
 *
 * The first byte is that of phones_view(), the second chooses the message, the
 * rest is the body.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "oracle.h"
#include "phones.h"

#define BODY_MAX 60000

static const char headers[] =
	"Via: SIP/2.0/UDP 192.168.1.10:5060;rport;branch=z9hG4bKf\r\n"
	"From: <sip:alice@example.com>;tag=a\r\n"
	"To: <sip:bob@example.com>\r\n"
	"Call-ID: fuzz\r\n"
	"CSeq: 1 INVITE\r\n"
	"Contact: <sip:alice@192.168.1.10:5060>\r\n";

static const char first_part[] =
	"--part\r\nContent-Type: text/plain\r\n\r\nHello\r\n"
	"--part\r\nContent-Type: application/sdp\r\n\r\n";

static const char last_delimiter[] = "\r\n--part--\r\n";

enum {
	SDP_RESPONSE = 1 << 0,
	SDP_NO_LENGTH = 1 << 1,
	SDP_MULTIPART = 1 << 2,
	SDP_MORE = 1 << 3,
};

/* What stands before the session description; as long as snprintf() says. */
static size_t put_head(char *text, size_t room, u8 shape, size_t length)
{
	bool parts = shape & SDP_MULTIPART;
	char number[48] = "";

	if (parts)
		length += sizeof(first_part) + sizeof(last_delimiter) - 2;
	if (!(shape & SDP_NO_LENGTH))
		snprintf(number, sizeof(number), "Content-Length: %zu\r\n",
			 length);
	return (size_t)snprintf(text, room, "%s\r\n%sContent-Type: %s\r\n"
				"%s\r\n%s",
				shape & SDP_RESPONSE ? "SIP/2.0 200 OK" :
				"INVITE sip:bob@example.com SIP/2.0", headers,
				parts ? "multipart/mixed;boundary=\"part\"" :
				"application/sdp", number,
				parts ? first_part : "");
}

/* LLVMFuzzerTestOneInput - libFuzzer calls it for each input */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char more[] = "of the next datagram";
	struct fuzz_result result;
	char text[1024];
	size_t length;
	size_t tail;
	char *whole;
	u8 shape;

	if (size < 2 || size - 2 > BODY_MAX)
		return 0;
	shape = data[1];
	length = put_head(text, sizeof(text), shape, size - 2);
	tail = shape & SDP_MULTIPART ? sizeof(last_delimiter) - 1 : 0;
	whole = fuzz_alloc(length + size - 2 + tail + sizeof(more));
	memcpy(whole, text, length);
	memcpy(whole + length, data + 2, size - 2);
	length += size - 2;
	memcpy(whole + length, last_delimiter, tail);
	length += tail;
	if (shape & SDP_MORE) {
		memcpy(whole + length, more, sizeof(more));
		length += sizeof(more);
	}
	whole = realloc(whole, length);
	oracle_rewrite(phones_view(data[0], data[1] >> 4), whole, length,
		       &result);
	FUZZ_HOLDS(result.reason != SIPMAP_REASON_NOT_SIP &&
		   result.reason != SIPMAP_REASON_CONTENT_LENGTH);
	oracle_free(&result);
	fuzz_forget();
	free(whole);
	return 0;
}
