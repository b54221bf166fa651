// SPDX-License-Identifier: GPL-2.0-or-later
/* A session description, written in one of the many ways in which it may be. */
#include <string.h>

#include "phone.h"

static const char *type_of(const struct phone *phone)
{
	return phone->view.inside.family == SIPMAP_FAMILY_IPV4 ? "IP4" : "IP6";
}

enum connection {
	CONNECTION_OWN,
	CONNECTION_FOREIGN,
	CONNECTION_HOLD,
	CONNECTION_NONE,
	CONNECTION_COUNT,
};

static enum connection add_connection(const struct phone *phone,
				      struct fuzz_bytes *bytes,
				      struct phone_text *text)
{
	enum connection connection = fuzz_pick(bytes, CONNECTION_COUNT);

	switch (connection) {
	case CONNECTION_OWN:
		phone_add(text, "c=IN %s %s\r\n", type_of(phone),
			  phone->inside);
		break;
	case CONNECTION_FOREIGN:
		phone_add(text, "c=IN IP4 192.0.2.50\r\n");
		break;
	case CONNECTION_HOLD:
		phone_add(text, "c=IN IP4 0.0.0.0\r\n");
		break;
	default:
		break;
	}
	return connection;
}

/* Declined media that would not be rewritten either say what they like. */
static u16 add_media_line(struct phone *phone, struct fuzz_bytes *bytes,
			  struct phone_text *text, bool *rtp)
{
	static const char *const kinds[][2] = {
		{ "audio", "RTP/AVP 0" }, { "video", "RTP/SAVPF 96" },
		{ "image", "udptl t38" }, { "audio", "UDP/TLS/RTP/SAVP 0" },
		{ "message", "TCP/MSRP *" }, { "application", "UDP/BFCP *" },
	};
	unsigned int kind = fuzz_pick(bytes, ARRAY_SIZE(kinds));
	u16 port = (u16)(fuzz_take(bytes) << 8 | fuzz_take(bytes));
	bool several = fuzz_pick(bytes, 8) == 7;

	phone_add(text, "m=%s %u%s %s\r\n", kinds[kind][0], port,
		  several ? "/2" : "", kinds[kind][1]);
	if (!port && (several || kinds[kind][1][0] == 'T'))
		phone->tells = true;
	*rtp = strstr(kinds[kind][1], "RTP");
	if (fuzz_pick(bytes, 4) == 3)
		phone_add(text, "i=title\r\n");
	return port;
}

static void add_rtcp(const struct phone *phone, struct fuzz_bytes *bytes,
		     struct phone_text *text)
{
	unsigned int form = fuzz_pick(bytes, 4);

	if (form & 1)
		phone_add(text, "a=rtcp:%u%s%s%s%s\r\n",
			  fuzz_take(bytes) << 8 | 5, form == 3 ? " IN " : "",
			  form == 3 ? type_of(phone) : "",
			  form == 3 ? " " : "",
			  form == 3 ? phone->inside : "");
	if (fuzz_pick(bytes, 3) == 2)
		phone_add(text, "a=rtcp-mux\r\n");
}

/* Candidates name the phone's address on purpose. */
static void add_attributes(struct phone *phone, struct fuzz_bytes *bytes,
			   struct phone_text *text, u16 port, bool rtp)
{
	const char *type = type_of(phone);

	if (rtp)
		add_rtcp(phone, bytes, text);
	if (fuzz_pick(bytes, 8) == 7)
		phone_add(text, "a=altc:1 %s %s %u\r\n", type, phone->inside,
			  port);
	if (fuzz_pick(bytes, 8) == 7) {
		phone_add(text, "a=source-filter: incl IN %s %s %s\r\n", type,
			  phone->inside, phone->inside);
		/* its one address type is that of the sources, too */
		if (phone->public_of[SIPMAP_KIND_RTP].family !=
		    phone->view.inside.family)
			phone->tells = true;
	}
	if (fuzz_pick(bytes, 8) == 7) {
		phone_add(text, "a=candidate:1 1 UDP 9 %s %u typ host\r\n",
			  phone->inside, port);
		phone->tells = true;
	}
	if (fuzz_pick(bytes, 2))
		phone_add(text, "a=sendrecv\r\n");
}

/**
 * phone_write_sdp - write a session description
 * @phone: whose addresses are known
 * @bytes: what chooses
 * @text: where it goes
 */
void phone_write_sdp(struct phone *phone, struct fuzz_bytes *bytes,
		     struct phone_text *text)
{
	unsigned int media = fuzz_pick(bytes, 4);
	enum connection session;

	phone_add(text, "v=0\r\no=- 1 1 IN %s %s\r\ns=-\r\n", type_of(phone),
		  phone->inside);
	session = add_connection(phone, bytes, text);
	phone_add(text, "t=0 0\r\n");
	while (media--) {
		enum connection connection;
		bool rtp;
		u16 port;

		port = add_media_line(phone, bytes, text, &rtp);
		connection = add_connection(phone, bytes, text);
		if (connection == CONNECTION_NONE)
			connection = session;
		/* what else names an address is for media that are received */
		if (port && connection == CONNECTION_OWN)
			add_attributes(phone, bytes, text, port, rtp);
	}
}
