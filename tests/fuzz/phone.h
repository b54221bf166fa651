/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A phone whose every choice is made by the input: its addresses, its bindings,
 * and how it writes a request.
 */
#ifndef SIPMAP_FUZZ_PHONE_H
#define SIPMAP_FUZZ_PHONE_H

#include "engine.h"
#include "fuzz.h"

#define PHONE_TEXT_MAX 8192

/**
 * struct phone_text - a message in the making
 * @data: its bytes
 * @length: how many there are
 */
struct phone_text {
	char data[PHONE_TEXT_MAX];
	size_t length;
};

/**
 * struct phone - a phone and its bindings
 * @view: what the engine gets
 * @public_of: public address of each enum sipmap_kind
 * @shift: for each enum sipmap_kind, a public port is the inside one, of which
 *         these bits are the other way round
 * @inside: its address as text, as it stands in SDP
 * @host: the same as it stands in a URI
 * @request: what it sends
 * @tells: its own address may stay in the request even where it is rewritten
 * @public_via: it has found P by itself, and writes it into Via
 */
struct phone {
	struct sipmap_view view;
	struct sipmap_endpoint public_of[3];
	u16 shift[3];
	char inside[SIPMAP_ENDPOINT_TEXT_MAX + 1];
	char host[SIPMAP_ENDPOINT_TEXT_MAX + 1];
	struct phone_text request;
	bool tells;
	bool public_via;
};

void phone_add(struct phone_text *text, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void phone_add_bytes(struct phone_text *text, const char *data, size_t length);

/* phone.c */
void phone_make(struct phone *phone, struct fuzz_bytes *bytes);

/* phone_request.c */
void phone_write(struct phone *phone, struct fuzz_bytes *bytes);

/* phone_sdp.c */
void phone_write_sdp(struct phone *phone, struct fuzz_bytes *bytes,
		     struct phone_text *text);

#endif /* SIPMAP_FUZZ_PHONE_H */
