// SPDX-License-Identifier: GPL-2.0-or-later
/* Messages that are too big to be written down. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "big.h"

/* big_add - put text at the end of a message */
void big_add(struct big *big, const char *text)
{
	size_t length = strlen(text);

	if (length > BIG_MAX - big->length) {
		printf("Bail out! a message of more than %d bytes\n", BIG_MAX);
		exit(1);
	}
	memcpy(big->text + big->length, text, length);
	big->length += length;
}

/* big_begin - begin a message, with all mandatory header fields */
void big_begin(struct big *big, const char *start_line)
{
	big->length = 0;
	big_add(big, start_line);
	big_add(big, "\r\nVia: SIP/2.0/UDP 192.168.1.10:5060;rport\r\n"
		     "From: <sip:alice@example.com>;tag=a\r\n"
		     "To: <sip:bob@example.com>\r\n"
		     "Call-ID: big\r\nCSeq: 1 INVITE\r\n");
}

/* big_repeat - put the same text at the end of a message many times */
void big_repeat(struct big *big, const char *text, unsigned int count)
{
	while (count--)
		big_add(big, text);
}
