// SPDX-License-Identifier: GPL-2.0-or-later
/* Messages of any length that are as much work as their bytes can make. */
#include <stdlib.h>

#include "input.h"

/**
 * struct text - a message in the making
 * @data: its bytes
 * @length: how many there are
 * @direction: which way it goes
 * @own: "%H" has a binding
 */
struct text {
	char *data;
	size_t length;
	enum sipmap_direction direction;
	bool own;
};

/* What "%H" and its like stand for: I outbound, P inbound, or a stranger. */
static const char *value_of(const struct text *text, char letter)
{
	bool out = text->direction == SIPMAP_OUT;

	switch (letter) {
	case 'H':
		if (!text->own)
			return "198.51.100.9";
		return out ? "192.168.1.10" : "203.0.113.7";
	case 'P':
		return out ? "5060" : "40123";
	case 'M':
		return out ? "4000" : "50000";
	default:
		abort();
	}
}

static void add(struct text *text, const char *from)
{
	for (; *from; from++) {
		if (*from == '%')
			add(text, value_of(text, *++from));
		else if (text->length == INPUT_MAX)
			abort();
		else
			text->data[text->length++] = *from;
	}
}

static void add_until(struct text *text, const char *from, size_t length)
{
	while (from && *from && text->length < length)
		add(text, from);
}

/*
 * A response to REGISTER is the most work on the way in: there is a lease to
 * be found, too.
 */
static void add_start(struct text *text)
{
	bool out = text->direction == SIPMAP_OUT;

	add(text, out ? "INVITE sip:b@example.com SIP/2.0\r\n" :
	    "SIP/2.0 200 OK\r\n");
	add(text, "v: SIP/2.0/UDP %H:%P;rport\r\nf: <sip:a@%H>;tag=a\r\n"
		  "t: <sip:b@example.com>\r\ni: cost\r\nCSeq: 1 ");
	add(text, out ? "INVITE\r\n" : "REGISTER\r\n");
}

/**
 * input_make - make a message
 * @shape: what it is full of
 * @direction: which way it goes
 * @own: it names a host that has bindings
 * @length: how long it gets, but for one repetition and the end
 * @text: room for INPUT_MAX bytes
 *
 * Return: bytes of the message.
 */
size_t input_make(const struct input_shape *shape,
		  enum sipmap_direction direction, bool own, size_t length,
		  char *text)
{
	struct text message = {
		.data = text, .direction = direction, .own = own,
	};

	add_until(&message, shape->lead, length);
	add_start(&message);
	add(&message, shape->before);
	add_until(&message, shape->repeated, length);
	add(&message, shape->after);
	return message.length;
}
