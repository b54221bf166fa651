// SPDX-License-Identifier: GPL-2.0-or-later
/* A phone's addresses and bindings, as the input chooses them. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "phone.h"

static const struct sipmap_endpoint insides[] = {
	{ .family = SIPMAP_FAMILY_IPV4, .address = { 192, 168, 1, 10 } },
	{ .family = SIPMAP_FAMILY_IPV4, .address = { 10, 20, 30, 40 } },
	{ .family = SIPMAP_FAMILY_IPV6,
	  .address = { 0x20, 0x01, 0x0d, 0xb8, [15] = 0x10 } },
};

static const struct sipmap_endpoint publics[] = {
	{ .family = SIPMAP_FAMILY_IPV4, .address = { 203, 0, 113, 7 } },
	{ .family = SIPMAP_FAMILY_IPV4, .address = { 198, 51, 100, 200 } },
	{ .family = SIPMAP_FAMILY_IPV6,
	  .address = { 0x20, 0x01, 0x0d, 0xb8, 0, 0xff, [15] = 7 } },
};

static const struct sipmap_endpoint outside = {
	.family = SIPMAP_FAMILY_IPV4, .address = { 100, 64, 0, 2 },
	.port = 5060,
};

/* phone_add - put text at the end of a message */
void phone_add(struct phone_text *text, const char *format, ...)
{
	size_t room = sizeof(text->data) - text->length;
	va_list list;
	int length;

	va_start(list, format);
	length = vsnprintf(text->data + text->length, room, format, list);
	va_end(list);
	FUZZ_HOLDS(length >= 0 && (size_t)length < room);
	text->length += (size_t)length;
}

/* phone_add_bytes - put bytes at the end of a message */
void phone_add_bytes(struct phone_text *text, const char *data, size_t length)
{
	phone_add(text, "%.*s", (int)length, data);
}

/* Every port has a binding but the one that would become port 0. */
static bool find(const struct sipmap_view *view, enum sipmap_kind kind,
		 const struct sipmap_endpoint *from,
		 struct sipmap_endpoint *to, u8 *written)
{
	const struct phone *phone = view->context;
	bool out = view->direction == SIPMAP_OUT;
	u16 port = from->port ^ phone->shift[kind];

	*written = view->written;
	if (!out && kind == SIPMAP_KIND_SIGNALLING &&
	    sipmap_endpoint_equal(from, &view->outside)) {
		*to = view->inside;
		return true;
	}
	if (!port || !from->port ||
	    !sipmap_endpoint_same_address(from, out ? &view->inside :
					  &phone->public_of[kind]))
		return false;
	*to = out ? phone->public_of[kind] : phone->view.inside;
	to->port = port;
	return true;
}

static void choose_addresses(struct phone *phone, struct fuzz_bytes *bytes)
{
	static const u16 ports[] = { 5060, 5080, 1024, 40123 };
	struct sipmap_view *view = &phone->view;
	unsigned int kind;

	view->inside = insides[fuzz_pick(bytes, ARRAY_SIZE(insides))];
	view->inside.port = ports[fuzz_pick(bytes, ARRAY_SIZE(ports))];
	for (kind = 0; kind < ARRAY_SIZE(phone->public_of); kind++) {
		unsigned int which = fuzz_pick(bytes, ARRAY_SIZE(publics));

		phone->public_of[kind] = publics[which];
		phone->shift[kind] = (u16)(fuzz_take(bytes) << 8 |
					   fuzz_take(bytes));
	}
	/* no two ports share a public one */
	if (sipmap_endpoint_same_address(&phone->public_of[SIPMAP_KIND_RTP],
					 &phone->public_of[SIPMAP_KIND_RTCP]))
		phone->shift[SIPMAP_KIND_RTCP] = phone->shift[SIPMAP_KIND_RTP];
	/* the flow's own binding is there in any case */
	if (view->inside.port == phone->shift[SIPMAP_KIND_SIGNALLING])
		phone->shift[SIPMAP_KIND_SIGNALLING] ^= 1;
	view->public_endpoint = phone->public_of[SIPMAP_KIND_SIGNALLING];
	view->public_endpoint.port = view->inside.port ^
				     phone->shift[SIPMAP_KIND_SIGNALLING];
	view->outside = outside;
}

/**
 * phone_make - make a phone, and what it sends
 * @phone: all of it is written
 * @bytes: what chooses
 */
void phone_make(struct phone *phone, struct fuzz_bytes *bytes)
{
	struct sipmap_view *view = &phone->view;
	u8 flags = fuzz_take(bytes);
	size_t length;

	memset(phone, 0, sizeof(*phone));
	view->find = find;
	view->context = phone;
	view->settings.via = (u8)(2 - (flags & 3) % 3);
	view->settings.identity = !(flags & 0x10);
	view->settings.hairpin = !(flags & 0x20);
	view->settings.ice = !!(flags & 0x40);
	choose_addresses(phone, bytes);
	length = sipmap_endpoint_print_address(&view->inside, false,
					       phone->inside);
	phone->inside[length] = '\0';
	length = sipmap_endpoint_print_address(&view->inside, true,
					       phone->host);
	phone->host[length] = '\0';
	phone_write(phone, bytes);
}
