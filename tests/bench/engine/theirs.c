// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Other people's parsers, each as its own documentation has it called, from
 * the message's bytes to its structure, and that given back.
 */
#include <stdint.h>
#include <sys/socket.h>

#include <osipparser2/osip_parser.h>
#include <re.h>

#include <sofia-sip/msg.h>
#include <sofia-sip/sip_header.h>

#include "contestant.h"

static void start_osip(void)
{
	parser_init();
}

static bool once_osip(const struct bench_message *message)
{
	osip_message_t *parsed;
	int error;

	if (osip_message_init(&parsed))
		return false;
	error = osip_message_parse(parsed, message->data, message->length);
	osip_message_free(parsed);
	return !error;
}

static void start_nothing(void)
{
}

static bool once_sofia(const struct bench_message *message)
{
	msg_t *parsed = msg_make(sip_default_mclass(), 0, message->data,
				 (ssize_t)message->length);
	bool fine;

	if (!parsed)
		return false;
	fine = !(msg_object(parsed)->msg_flags & MSG_FLG_ERROR);
	msg_destroy(parsed);
	return fine;
}

static bool once_re(const struct bench_message *message)
{
	struct sip_msg *parsed = NULL;
	struct mbuf *buffer = mbuf_alloc(message->length);
	bool fine;

	if (!buffer)
		return false;
	fine = !mbuf_write_mem(buffer, (const uint8_t *)message->data,
			       message->length);
	mbuf_set_pos(buffer, 0);
	fine = fine && !sip_msg_decode(&parsed, buffer);
	mem_deref(parsed);
	mem_deref(buffer);
	return fine;
}

const struct bench_contestant bench_osip = {
	"libosip2", start_osip, once_osip
};

const struct bench_contestant bench_sofia = {
	"sofia-sip", start_nothing, once_sofia
};

const struct bench_contestant bench_re = { "libre", start_nothing, once_re };
