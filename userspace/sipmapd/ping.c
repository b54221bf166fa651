// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdio.h>

#include "convert.h"
#include "ping.h"
#include "stun.h"

/**
 * sipmap_ping_kind_from_name - the kind that a word stands for
 * @name: the word
 * @kind: set to one of enum sipmap_ping_kind
 *
 * Return: false if it is none.
 */
bool sipmap_ping_kind_from_name(const char *name, u32 *kind)
{
	static const char *const names[] = {
		[SIPMAP_PING_CRLF] = "crlf",
		[SIPMAP_PING_EMPTY] = "empty",
		[SIPMAP_PING_STUN] = "stun",
		[SIPMAP_PING_OPTIONS] = "options",
		[SIPMAP_PING_NOTIFY] = "notify",
		[SIPMAP_PING_TEXT] = "text",
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		if (strcmp(names[i], name))
			continue;
		*kind = i;
		return true;
	}
	return false;
}

static bool unescape(char letter, char *byte)
{
	switch (letter) {
	case 'r':
		*byte = '\r';
		return true;
	case 'n':
		*byte = '\n';
		return true;
	case '0':
		*byte = '\0';
		return true;
	case '\\':
		*byte = '\\';
		return true;
	default:
		return false;
	}
}

/**
 * sipmap_ping_text - take a literal text
 * @ping: its text is set
 * @value: the text, in which \r, \n, \0 and \\ stand for one byte
 *
 * Return: false if it is too long, or something else follows a backslash.
 */
bool sipmap_ping_text(struct sipmap_ping *ping, const char *value)
{
	ping->length = 0;
	for (; *value; value++) {
		char byte = *value;

		if (byte == '\\' && !unescape(*++value, &byte))
			return false;
		if (ping->length == sizeof(ping->text))
			return false;
		ping->text[ping->length++] = byte;
	}
	return true;
}

/*
 * RFC 3261 section 8.1.1. The answer goes to the phone, which did not ask and
 * drops it.
 */
static int write_request(const struct sipmap_ping *ping,
			 const struct sipmap_ping_ends *ends, char *buffer)
{
	bool notify = ping->kind == SIPMAP_PING_NOTIFY;
	const char *method = notify ? "NOTIFY" : "OPTIONS";
	char remote[SIPMAP_ENDPOINT_TEXT_MAX];
	char local[SIPMAP_ENDPOINT_TEXT_MAX];
	unsigned long long chance = ends->chance;
	int length;

	sipmap_endpoint_text(&ends->local, local);
	sipmap_endpoint_text(&ends->remote, remote);
	length = snprintf(buffer, SIPMAP_PING_MAX,
			  "%s sip:%s SIP/2.0\r\n"
			  "Via: SIP/2.0/UDP %s;rport;branch=z9hG4bK%016llx\r\n"
			  "Max-Forwards: 70\r\n"
			  "From: <sip:keepalive@%s>;tag=%08x\r\n"
			  "To: <sip:%s>\r\n"
			  "Call-ID: %016llx@%s\r\n"
			  "CSeq: 1 %s\r\n"
			  "%sContent-Length: 0\r\n\r\n",
			  method, remote, local, chance, local,
			  (u32)ends->chance, remote, ~chance, local,
			  method, notify ? "Event: keep-alive\r\n" : "");
	return length < SIPMAP_PING_MAX ? length : -EMSGSIZE;
}

static int write_stun(const struct sipmap_ping_ends *ends, char *buffer)
{
	u8 id[SIPMAP_STUN_ID_SIZE] = { 0 };

	memcpy(id, &ends->chance, sizeof(ends->chance));
	return sipmap_stun_indication(id, (u8 *)buffer, SIPMAP_PING_MAX);
}

/**
 * sipmap_ping_write - write a keep-alive
 * @ping: how
 * @ends: between whom
 * @buffer: room for SIPMAP_PING_MAX bytes
 *
 * Return: its length, which may be 0, or a negative errno.
 */
int sipmap_ping_write(const struct sipmap_ping *ping,
		      const struct sipmap_ping_ends *ends, char *buffer)
{
	static const char crlf[4] = "\r\n\r\n";

	switch (ping->kind) {
	case SIPMAP_PING_EMPTY:
		return 0;
	case SIPMAP_PING_STUN:
		return write_stun(ends, buffer);
	case SIPMAP_PING_OPTIONS:
	case SIPMAP_PING_NOTIFY:
		return write_request(ping, ends, buffer);
	case SIPMAP_PING_TEXT:
		memcpy(buffer, ping->text, ping->length);
		return ping->length;
	default:
		memcpy(buffer, crlf, sizeof(crlf));
		return sizeof(crlf);
	}
}
