// SPDX-License-Identifier: GPL-2.0-or-later
/* A correct peer: it copies, and adds what it saw. */
#include "address.h"
#include "field.h"
#include "header.h"
#include "message.h"
#include "number.h"
#include "peer.h"

#define SIPMAP_PEER_TEXT(peer, literal) \
	sipmap_peer_add(peer, literal, sizeof(literal) - 1)

/**
 * sipmap_peer_add - put text at the end of a message
 * @peer: the message in the making
 * @text: what to add
 * @length: bytes of @text
 */
void sipmap_peer_add(struct sipmap_peer *peer, const char *text, size_t length)
{
	if (length > sizeof(peer->text) - peer->length) {
		peer->overflow = true;
		return;
	}
	memcpy(peer->text + peer->length, text, length);
	peer->length += length;
}

static void sipmap_peer_add_number(struct sipmap_peer *peer, u32 number)
{
	char text[SIPMAP_NUMBER_TEXT_MAX];

	sipmap_peer_add(peer, text, sipmap_number_print(number, text));
}

/* Which header field a line is; the cursor is in the same message. */
static unsigned int sipmap_peer_header(const struct sipmap_cursor *cursor,
				       struct sipmap_span name)
{
	const char *line = cursor->data + name.offset;
	unsigned int length;

	if (!name.length)
		return SIPMAP_HEADER_COUNT;
	return sipmap_header_at(line, cursor->end - name.offset,
				sipmap_header_rows_of(line), &length);
}

/* A parameter of the value at @cursor; quotation marks hide everything. */
static bool sipmap_peer_param(struct sipmap_cursor *cursor, const char *lower,
			      size_t length)
{
	while (cursor->at < cursor->end) {
		int byte = sipmap_cursor_peek(cursor);
		struct sipmap_cursor name;
		unsigned int from;

		if (byte == ',')
			return false;
		if (byte == '"') {
			sipmap_cursor_skip_quoted(cursor);
			continue;
		}
		if (byte == '<')
			sipmap_cursor_skip_to(cursor, '>');
		cursor->at++;
		if (byte != ';')
			continue;
		name = *cursor;
		sipmap_cursor_skip_white(&name);
		from = name.at;
		while (sipmap_is_alpha(sipmap_cursor_peek(&name)))
			name.at++;
		if (sipmap_span_is(name.data, sipmap_cursor_span(&name, from),
				   lower, length) &&
		    sipmap_cursor_peek(&name) != '-') {
			*cursor = name;
			return true;
		}
	}
	return false;
}

/*
 * RFC 3581 section 4: a peer that finds rport fills it in, and adds received.
 * Without rport it adds received where the address is not that of sent-by
 * (RFC 3261 section 18.2.1), or it does not, as @received says.
 */
static void sipmap_peer_via(struct sipmap_peer *peer,
			    struct sipmap_cursor value,
			    const struct sipmap_endpoint *seen, bool received)
{
	struct sipmap_cursor rport = value;
	struct sipmap_cursor end = value;
	char text[SIPMAP_ENDPOINT_TEXT_MAX];
	unsigned int from = value.at;

	if (sipmap_peer_param(&rport, "rport", 5)) {
		sipmap_peer_add(peer, value.data + from, rport.at - from);
		SIPMAP_PEER_TEXT(peer, "=");
		sipmap_peer_add_number(peer, seen->port);
		from = rport.at;
		received = true;
	}
	sipmap_peer_param(&end, "", 0);
	while (end.at > from && sipmap_is_white(value.data[end.at - 1]))
		end.at--;
	sipmap_peer_add(peer, value.data + from, end.at - from);
	if (received) {
		SIPMAP_PEER_TEXT(peer, ";received=");
		sipmap_peer_add(peer, text,
				sipmap_endpoint_print_address(seen, false,
							      text));
	}
	sipmap_peer_add(peer, value.data + end.at, value.end - end.at);
}

/* A To without tag gets one (RFC 3261 section 8.2.6.2). */
static void sipmap_peer_tag(struct sipmap_peer *peer, struct sipmap_cursor to)
{
	if (!sipmap_peer_param(&to, "tag", 3))
		SIPMAP_PEER_TEXT(peer, ";tag=peer");
}

/* Is this header field of the request in the answer too? */
static bool sipmap_peer_copies(unsigned int id, bool registers, int first)
{
	switch (id) {
	case SIPMAP_HEADER_VIA:
	case SIPMAP_HEADER_FROM:
	case SIPMAP_HEADER_TO:
	case SIPMAP_HEADER_CALL_ID:
	case SIPMAP_HEADER_CSEQ:
	case SIPMAP_HEADER_RECORD_ROUTE:
		return true;
	case SIPMAP_HEADER_CONTACT:
		return registers && first >= 0 && first != '*';
	default:
		return false;
	}
}

/**
 * sipmap_peer_answer - what a correct peer answers (RFC 3261 section 8.2.6)
 * @peer: where it goes
 * @data: a request
 * @length: bytes of @data
 * @seen: where the peer saw it come from
 * @received: the peer adds received without being asked
 *
 * Via, From, To, Call-ID, CSeq and Record-Route are copied; a registrar lists
 * the Contacts, with the time that is left.
 */
void sipmap_peer_answer(struct sipmap_peer *peer, const char *data,
			size_t length, const struct sipmap_endpoint *seen,
			bool received)
{
	struct sipmap_cursor cursor = { data, 0, (unsigned int)length };
	struct sipmap_span start;
	struct sipmap_span value;
	struct sipmap_span name;
	bool via_done = false;
	bool registers;

	sipmap_cursor_skip_white(&cursor);
	peer->length = 0;
	peer->overflow = !sipmap_field_line(&cursor, &start);
	registers = start.length > 9 &&
		    !memcmp(data + start.offset, "REGISTER ", 9);
	SIPMAP_PEER_TEXT(peer, "SIP/2.0 200 OK\r\n");
	while (!sipmap_field_end(&cursor) &&
	       sipmap_field_next(&cursor, &name, &value)) {
		struct sipmap_cursor at = sipmap_cursor_in(data, value);
		unsigned int id = sipmap_peer_header(&cursor, name);

		if (!sipmap_peer_copies(id, registers,
					sipmap_cursor_peek(&at)))
			continue;
		sipmap_peer_add(peer, data + name.offset,
				value.offset - name.offset);
		if (id == SIPMAP_HEADER_VIA && !via_done)
			sipmap_peer_via(peer, at, seen, received);
		else
			sipmap_peer_add(peer, data + value.offset,
					value.length);
		via_done |= id == SIPMAP_HEADER_VIA;
		if (id == SIPMAP_HEADER_TO)
			sipmap_peer_tag(peer, at);
		else if (id == SIPMAP_HEADER_CONTACT)
			SIPMAP_PEER_TEXT(peer, ";expires=60");
		SIPMAP_PEER_TEXT(peer, "\r\n");
	}
	SIPMAP_PEER_TEXT(peer, "Content-Length: 0\r\n\r\n");
}

/* The URI of the Contact number @which of a message */
static bool sipmap_peer_contact_uri(const char *data, size_t length,
				    unsigned int which,
				    struct sipmap_span *uri)
{
	struct sipmap_cursor cursor = { data, 0, (unsigned int)length };
	struct sipmap_address address;
	struct sipmap_span value;
	struct sipmap_span name;

	sipmap_cursor_skip_white(&cursor);
	if (!sipmap_field_line(&cursor, &value))
		return false;
	while (!sipmap_field_end(&cursor) &&
	       sipmap_field_next(&cursor, &name, &value)) {
		struct sipmap_cursor list = sipmap_cursor_in(data, value);

		if (sipmap_peer_header(&cursor, name) != SIPMAP_HEADER_CONTACT)
			continue;
		while (sipmap_address_next(&list, &address)) {
			if (which--)
				continue;
			*uri = address.uri;
			return true;
		}
	}
	return false;
}

/**
 * sipmap_peer_ask - the next request within a dialog (RFC 3261 section 12.2.1)
 * @peer: where it goes
 * @data: the message that brought the peer the Contact
 * @length: bytes of @data
 * @which: which of the Contacts, from 0
 *
 * Header fields embedded in the Contact stay behind (section 19.1.1).
 *
 * Return: true if there is such a Contact.
 */
bool sipmap_peer_ask(struct sipmap_peer *peer, const char *data, size_t length,
		     unsigned int which)
{
	struct sipmap_cursor question;
	struct sipmap_span uri;

	if (!sipmap_peer_contact_uri(data, length, which, &uri))
		return false;
	question = sipmap_cursor_in(data, uri);
	sipmap_cursor_skip_to(&question, '@');
	if (question.at == question.end)
		question.at = uri.offset;
	if (sipmap_cursor_skip_to(&question, '?'))
		uri.length = (u16)(question.at - uri.offset);
	peer->length = 0;
	peer->overflow = false;
	SIPMAP_PEER_TEXT(peer, "BYE ");
	sipmap_peer_add(peer, data + uri.offset, uri.length);
	SIPMAP_PEER_TEXT(peer, " SIP/2.0\r\n"
			 "Via: SIP/2.0/UDP 198.51.100.5;branch=z9hG4bKp\r\n"
			 "From: <sip:peer@198.51.100.5>;tag=p\r\n"
			 "To: <sip:phone@example.com>;tag=q\r\n"
			 "Call-ID: restore\r\n"
			 "CSeq: 2 BYE\r\n"
			 "Content-Length: 0\r\n\r\n");
	return true;
}
