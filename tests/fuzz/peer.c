// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a correct peer makes of a request: an answer, and a request of its own
 * within the dialog. A peer knows the text that reached it, and from where it
 * came; so from what the phone wrote, and the phone's own address, comes what
 * the phone must get.
 */
#include "address.h"
#include "peer.h"
#include "via.h"

static struct sipmap_message message;

static const struct sipmap_header *header_of(unsigned int id)
{
	unsigned int i;

	for (i = 0; i < message.header_count; i++)
		if (message.header[i].id == id)
			return &message.header[i];
	return NULL;
}

static void add_span(struct phone_text *text, unsigned int from,
		     unsigned int to)
{
	phone_add_bytes(text, message.data + from, to - from);
}

static void add_value(struct phone_text *text, const char *name,
		      unsigned int id, const char *more)
{
	const struct sipmap_header *header = header_of(id);

	FUZZ_HOLDS(header);
	phone_add(text, "%s: ", name);
	add_span(text, header->value.offset,
		 header->value.offset + header->value.length);
	phone_add(text, "%s\r\n", more);
}

/* RFC 3261 section 18.2.1, RFC 3581 section 4 */
static void add_top_via(struct phone_text *text, struct sipmap_span value,
			const struct sipmap_endpoint *seen)
{
	char address[SIPMAP_ENDPOINT_TEXT_MAX];
	unsigned int end = value.offset + value.length;
	unsigned int at = value.offset;
	struct sipmap_via via;
	size_t length;

	FUZZ_HOLDS(sipmap_via_parse(&via, message.data, value, NULL));
	length = sipmap_endpoint_print_address(seen, false, address);
	phone_add(text, "Via: ");
	if (via.rport.whole.length) {
		FUZZ_HOLDS(!via.rport.value.length);
		at = via.rport.whole.offset + via.rport.whole.length;
		add_span(text, value.offset, at);
		phone_add(text, "=%u", seen->port);
	}
	add_span(text, at, end);
	if (via.rport.whole.length ||
	    !sipmap_endpoint_same_address(&via.sent_by.endpoint, seen)) {
		phone_add(text, ";received=");
		phone_add_bytes(text, address, length);
	}
	phone_add(text, "\r\n");
}

static void add_vias(struct phone_text *text,
		     const struct sipmap_endpoint *seen)
{
	bool top = true;
	unsigned int i;

	for (i = 0; i < message.header_count; i++) {
		struct sipmap_span value = message.header[i].value;

		if (message.header[i].id != SIPMAP_HEADER_VIA)
			continue;
		if (top) {
			add_top_via(text, value, seen);
		} else {
			phone_add(text, "Via: ");
			add_span(text, value.offset,
				 value.offset + value.length);
			phone_add(text, "\r\n");
		}
		top = false;
	}
}

static void add_all(struct phone_text *text, const char *name, unsigned int id)
{
	unsigned int i;

	for (i = 0; i < message.header_count; i++) {
		struct sipmap_span value = message.header[i].value;

		if (message.header[i].id != id)
			continue;
		phone_add(text, "%s: ", name);
		add_span(text, value.offset, value.offset + value.length);
		phone_add(text, "\r\n");
	}
}

/**
 * peer_answer - the answer to a request
 * @request: what reached the peer
 * @length: bytes of @request
 * @seen: where it came from
 * @text: where the answer goes
 */
void peer_answer(const char *request, size_t length,
		 const struct sipmap_endpoint *seen, struct phone_text *text)
{
	text->length = 0;
	FUZZ_HOLDS(sipmap_message_parse(&message, request, length) ==
		   SIPMAP_REASON_UNCHANGED);
	phone_add(text, "SIP/2.0 200 OK\r\n");
	add_vias(text, seen);
	add_value(text, "From", SIPMAP_HEADER_FROM, "");
	add_value(text, "To", SIPMAP_HEADER_TO, ";tag=b");
	add_value(text, "Call-ID", SIPMAP_HEADER_CALL_ID, "");
	add_value(text, "CSeq", SIPMAP_HEADER_CSEQ, "");
	add_all(text, "Record-Route", SIPMAP_HEADER_RECORD_ROUTE);
	if (message.method == SIPMAP_METHOD_REGISTER) {
		/* the bindings that it has (RFC 3261 section 10.3) */
		add_all(text, "Contact", SIPMAP_HEADER_CONTACT);
		phone_add(text, "Content-Length: 0\r\n\r\n");
		return;
	}
	phone_add(text, "Contact: <sip:bob@192.0.2.1:5062>\r\n"
		  "Content-Type: application/sdp\r\n\r\n"
		  "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\n"
		  "c=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n");
}

/**
 * peer_request - a request of the peer within the dialog
 * @request: what reached the peer before
 * @length: bytes of @request
 * @text: where the peer's request goes
 *
 * It is for who has written the first Contact (RFC 3261 section 12.2.1.1).
 *
 * Return: true if there is a Contact.
 */
bool peer_request(const char *request, size_t length, struct phone_text *text)
{
	const struct sipmap_header *contact;
	struct sipmap_address address;
	struct sipmap_cursor cursor;

	text->length = 0;
	FUZZ_HOLDS(sipmap_message_parse(&message, request, length) ==
		   SIPMAP_REASON_UNCHANGED);
	contact = header_of(SIPMAP_HEADER_CONTACT);
	if (!contact)
		return false;
	cursor = sipmap_cursor_in(request, contact->value);
	FUZZ_HOLDS(sipmap_address_next(&cursor, &address));
	phone_add(text, "BYE ");
	add_span(text, address.uri.offset,
		 address.uri.offset + address.uri.length);
	phone_add(text, " SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5062;rport\r\n");
	add_value(text, "From", SIPMAP_HEADER_TO, ";tag=b");
	add_value(text, "To", SIPMAP_HEADER_FROM, "");
	add_value(text, "Call-ID", SIPMAP_HEADER_CALL_ID, "");
	phone_add(text, "CSeq: 7 BYE\r\nContent-Length: 0\r\n\r\n");
	return true;
}
