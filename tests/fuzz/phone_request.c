// SPDX-License-Identifier: GPL-2.0-or-later
/* A request, written in one of the many ways in which it may be. */
#include <stdio.h>
#include <string.h>

#include "phone.h"

/**
 * struct choices - what has to be the same all over a request
 * @identity: how From names the person: by a name, or by the phone's address
 *            without (1) or with (2) a port
 * @contact_port: Contacts and routes have a port
 */
struct choices {
	unsigned int identity;
	bool contact_port;
};

static void add_name(struct phone_text *text, struct fuzz_bytes *bytes,
		     const char *name, const char *other)
{
	static const char *const between[] = { ": ", ":", " : ", ":\r\n " };

	phone_add(text, "%s%s", fuzz_pick(bytes, 2) ? other : name,
		  between[fuzz_pick(bytes, ARRAY_SIZE(between))]);
}

/*
 * A name has to ask for rport: else nobody can tell that it is the phone's.
 * White space around the colon would not come back, so there is none.
 */
static void write_via(struct phone *phone, struct fuzz_bytes *bytes)
{
	struct phone_text *text = &phone->request;
	const struct sipmap_view *view = &phone->view;
	char public_host[SIPMAP_ENDPOINT_TEXT_MAX + 1];
	unsigned int form = fuzz_pick(bytes, 5);
	unsigned int rport = fuzz_pick(bytes, 3);
	const char *host = phone->host;
	unsigned int port = view->inside.port;
	bool white = fuzz_pick(bytes, 2);
	size_t length;

	if (form == 3) {
		host = "phone.invalid";
		rport = rport ? rport : 1;
	} else if (form == 4) {
		length = sipmap_endpoint_print_address(&view->public_endpoint,
						       true, public_host);
		public_host[length] = '\0';
		host = public_host;
		port = view->public_endpoint.port;
		phone->public_via = true;
	} else if (form == 2) {
		port = 1 + fuzz_take(bytes);
	}
	add_name(text, bytes, "Via", "v");
	phone_add(text, white ? "SIP / 2.0 / UDP  %s" : "SIP/2.0/UDP %s", host);
	if (form != 1)
		phone_add(text, ":%u", port);
	phone_add(text, "%s;branch=z9hG4bKfuzz%s%s\r\n",
		  rport == 1 ? ";rport" : "", rport == 2 ? ";RPort" : "",
		  fuzz_pick(bytes, 2) ? " ; alias" : "");
	if (fuzz_pick(bytes, 2))
		phone_add(text, "Via: SIP/2.0/UDP 192.0.2.99;branch=lower\r\n");
}

static void add_user(struct phone_text *text, struct fuzz_bytes *bytes,
		     bool plain)
{
	static const char *const users[] = {
		"alice@", "", "alice:secret@", "a;b=c@", "a?b/c@", "%41,b@",
	};

	phone_add(text, "%s", users[fuzz_pick(bytes, plain ? 3 :
					      ARRAY_SIZE(users))]);
}

static void add_identity(struct phone *phone, struct fuzz_bytes *bytes,
			 unsigned int identity)
{
	static const char *const shown[] = {
		"", "Alice ", "\"A, <sip:b@c>\" ", "\"\\\"\"",
	};
	struct phone_text *text = &phone->request;
	bool bare = fuzz_pick(bytes, 2);

	if (!bare)
		phone_add(text, "%s<",
			  shown[fuzz_pick(bytes, ARRAY_SIZE(shown))]);
	phone_add(text, fuzz_pick(bytes, 2) ? "sips:" : "sip:");
	add_user(text, bytes, bare);
	if (identity)
		phone_add(text, "%s", phone->host);
	else
		phone_add(text, "example.com");
	if (identity == 2)
		phone_add(text, ":%u", 1 + fuzz_take(bytes) * 20);
	if (!bare)
		phone_add(text, ">");
}

/* One Contact that says P, as a phone does that has found it by itself */
static void write_public_contact(struct phone *phone, struct fuzz_bytes *bytes)
{
	const struct sipmap_endpoint *to = &phone->view.public_endpoint;
	struct phone_text *text = &phone->request;
	char host[SIPMAP_ENDPOINT_TEXT_MAX];
	size_t length = sipmap_endpoint_print(to, host);

	add_name(text, bytes, "Contact", "m");
	phone_add(text, "<sip:alice@%.*s>\r\n", (int)length, host);
}

/* One Contact, by the phone's address, by a name with maddr, or foreign */
static void add_contact(struct phone *phone, struct fuzz_bytes *bytes,
			const struct choices *choices)
{
	static const char *const of_uri[] = {
		"", ";transport=udp", ";ob", ";transport=tcp",
	};
	static const char *const of_header[] = {
		"", ";expires=60", ";q=0.5;+sip.instance=\"<urn:uuid:1,2>\"",
	};
	struct phone_text *text = &phone->request;
	bool bare = fuzz_pick(bytes, 2);
	unsigned int form = fuzz_pick(bytes, 3);

	phone_add(text, bare ? "sip:" : "\"A\" <sip:");
	add_user(text, bytes, bare);
	phone_add(text, "%s", form == 1 ? "name.example.com" :
		  form == 2 ? "192.0.2.77" : phone->host);
	if (choices->contact_port)
		phone_add(text, ":%u", fuzz_pick(bytes, 2) ?
			  phone->view.inside.port : 1 + fuzz_take(bytes));
	if (form == 1 && !bare)
		phone_add(text, ";maddr=%s", phone->host);
	if (!bare)
		phone_add(text, "%s>",
			  of_uri[fuzz_pick(bytes, ARRAY_SIZE(of_uri))]);
	phone_add(text, "%s",
		  of_header[fuzz_pick(bytes, ARRAY_SIZE(of_header))]);
}

static void write_contacts(struct phone *phone, struct fuzz_bytes *bytes,
			   const struct choices *choices)
{
	struct phone_text *text = &phone->request;
	unsigned int lines = fuzz_pick(bytes, 3);

	while (lines--) {
		add_name(text, bytes, "Contact", "m");
		add_contact(phone, bytes, choices);
		if (fuzz_pick(bytes, 2)) {
			phone_add(text, ",\r\n\t");
			add_contact(phone, bytes, choices);
		}
		phone_add(text, "\r\n");
	}
}

/*
 * A phone that is a proxy, too. Whether it writes a port into routes is
 * remembered of its Contact.
 */
static void write_route(struct phone *phone, struct fuzz_bytes *bytes,
			const struct choices *choices)
{
	struct phone_text *text = &phone->request;
	char port[8] = "";

	if (choices->contact_port)
		snprintf(port, sizeof(port), ":%u", phone->view.inside.port);
	phone_add(text, "Contact: <sip:%s%s>\r\n", phone->host, port);
	add_name(text, bytes, "Record-Route", "RECORD-ROUTE");
	phone_add(text, "<sip:192.0.2.60;lr>, <sip:%s%s;lr>\r\n", phone->host,
		  port);
}

static void write_who(struct phone *phone, struct fuzz_bytes *bytes,
		      const struct choices *choices)
{
	switch (fuzz_pick(bytes, 8)) {
	case 7:
		if (!choices->identity)
			write_public_contact(phone, bytes);
		break;
	case 6:
		write_route(phone, bytes, choices);
		fallthrough;
	default:
		write_contacts(phone, bytes, choices);
		break;
	}
}

static void write_body(struct phone *phone, struct fuzz_bytes *bytes)
{
	static struct phone_text body;
	struct phone_text *text = &phone->request;
	unsigned int length = fuzz_pick(bytes, 3);
	bool parts = fuzz_pick(bytes, 4) == 3;

	body.length = 0;
	if (parts)
		phone_add(&body, "--b\r\nContent-Type: application/sdp\r\n\r\n");
	phone_write_sdp(phone, bytes, &body);
	if (parts)
		phone_add(&body, "\r\n--b--\r\n");
	phone_add(text, "%s: %s\r\n", fuzz_pick(bytes, 2) ? "c" :
		  "Content-Type", parts ? "multipart/mixed;boundary=b" :
		  "application/sdp");
	if (length)
		phone_add(text, "%s: %zu\r\n", length == 1 ? "l" :
			  "Content-Length", body.length);
	phone_add(text, "\r\n");
	phone_add_bytes(text, body.data, body.length);
}

/**
 * phone_write - write a request
 * @phone: whose addresses are known
 * @bytes: what chooses
 */
void phone_write(struct phone *phone, struct fuzz_bytes *bytes)
{
	static const char *const methods[] = {
		"REGISTER", "INVITE", "OPTIONS", "MESSAGE",
	};
	const char *method = methods[fuzz_pick(bytes, ARRAY_SIZE(methods))];
	struct phone_text *text = &phone->request;
	struct choices choices = {
		.identity = fuzz_pick(bytes, 3),
		.contact_port = fuzz_pick(bytes, 2),
	};

	phone_add(text, "%s sip:example.com SIP/2.0\r\n", method);
	write_via(phone, bytes);
	add_name(text, bytes, "From", "f");
	add_identity(phone, bytes, choices.identity);
	phone_add(text, ";tag=a\r\n");
	add_name(text, bytes, "To", "t");
	add_identity(phone, bytes, fuzz_pick(bytes, 2) ? choices.identity : 0);
	phone_add(text, "\r\n");
	phone_add(text, "Call-ID: fuzz\r\nCSeq: 1 %s\r\n", method);
	write_who(phone, bytes, &choices);
	if (!strcmp(method, "INVITE"))
		write_body(phone, bytes);
	else
		phone_add(text, "Content-Length: 0\r\n\r\n");
}
