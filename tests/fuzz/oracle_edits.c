// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A list of edits, and what is made of a message with it: in a buffer of its
 * own, and in place as in a packet.
 */
#include <stdlib.h>
#include <string.h>

#include "cursor.h"
#include "fuzz.h"
#include "oracle.h"

/* Sorted, not overlapping, within the message, and the sum is right. */
static void check_list(const struct sipmap_edits *edits, size_t length)
{
	size_t at = 0;
	int delta = 0;
	unsigned int i;

	FUZZ_HOLDS(!edits->overflow);
	FUZZ_HOLDS(edits->count <= SIPMAP_EDITS_MAX);
	FUZZ_HOLDS(edits->text_length <= SIPMAP_EDIT_TEXT_MAX);
	for (i = 0; i < edits->count; i++) {
		const struct sipmap_edit *edit = &edits->edit[i];

		FUZZ_HOLDS(edit->offset >= at);
		at = (size_t)edit->offset + edit->old_length;
		FUZZ_HOLDS(at <= length);
		FUZZ_HOLDS(edit->text + edit->new_length <=
			   edits->text_length);
		FUZZ_HOLDS(edit->old_length || edit->new_length);
		delta += edit->new_length - edit->old_length;
	}
	FUZZ_HOLDS(delta == edits->delta);
}

static bool is_endpoint_text(const char *text, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++) {
		int byte = (u8)text[i];
		int lower = byte | 0x20;

		if (!sipmap_is_digit(byte) && !sipmap_is_white(byte) &&
		    !(lower >= 'a' && lower <= 'f') && byte != '.' &&
		    byte != ':' && byte != '[' && byte != ']')
			return false;
	}
	return true;
}

/*
 * What may be taken out: an address, a port or another number, an address
 * type; inbound also ";rport" and ";received", which are then not replaced.
 */
static void check_old(const struct sipmap_edit *edit, const char *data)
{
	struct sipmap_span old = { edit->offset, edit->old_length };
	const char *text = data + old.offset;

	if (SIPMAP_SPAN_IS(data, old, "ip4") ||
	    SIPMAP_SPAN_IS(data, old, "ip6"))
		return;
	if (old.length && *text == ';') {
		FUZZ_HOLDS(!edit->new_length);
		return;
	}
	FUZZ_HOLDS(is_endpoint_text(text, old.length));
}

/* Without a look at how edits are applied: is every byte where it belongs? */
static void check_bytes(const struct sipmap_edits *edits, const char *before,
			size_t length, const char *after, size_t after_length)
{
	size_t in = 0;
	size_t out = 0;
	unsigned int i;

	for (i = 0; i < edits->count; i++) {
		const struct sipmap_edit *edit = &edits->edit[i];

		for (; in < edit->offset; in++, out++)
			FUZZ_HOLDS(out < after_length &&
				   before[in] == after[out]);
		FUZZ_HOLDS(edit->new_length <= after_length - out);
		FUZZ_HOLDS(!memcmp(after + out, edits->text + edit->text,
				   edit->new_length));
		out += edit->new_length;
		in += edit->old_length;
		check_old(edit, before);
	}
	for (; in < length; in++, out++)
		FUZZ_HOLDS(out < after_length && before[in] == after[out]);
	FUZZ_HOLDS(out == after_length);
}

/* The packet path: no byte more room than it says that it needs. */
static void check_in_place(const struct sipmap_edits *edits,
			   const char *before, size_t length,
			   const char *after, size_t after_length)
{
	size_t lead = sipmap_edits_lead(edits);
	char *data = fuzz_alloc(length + lead);

	FUZZ_HOLDS((int)lead >= edits->delta);
	memcpy(data, before, length);
	if (lead)
		FUZZ_HOLDS(!sipmap_edits_apply_in_place(edits, data, length,
							length + lead - 1));
	FUZZ_HOLDS(!memcmp(data, before, length));
	FUZZ_HOLDS(sipmap_edits_apply_in_place(edits, data, length,
					       length + lead) == after_length);
	FUZZ_HOLDS(!memcmp(data, after, after_length));
	free(data);
}

/**
 * oracle_edits - check a list of edits, and apply it
 * @edits: the list
 * @message: what it was made for
 * @result: gets the changed message
 */
void oracle_edits(const struct sipmap_edits *edits,
		  const struct sipmap_message *message,
		  struct fuzz_result *result)
{
	const char *data = message->data;
	size_t length = message->length;
	size_t room;

	check_list(edits, length);
	room = (size_t)((int)length + edits->delta);
	result->out = fuzz_alloc(room);
	result->out_length = room;
	if (room)
		FUZZ_HOLDS(!sipmap_edits_apply(edits, data, length,
					       result->out, room - 1));
	FUZZ_HOLDS(sipmap_edits_apply(edits, data, length, result->out,
				      room) == room);
	fuzz_note("the message afterwards", result->out, room);
	check_bytes(edits, data, length, result->out, room);
	check_in_place(edits, data, length, result->out, room);
}
