// SPDX-License-Identifier: GPL-2.0-only
/* The list of replacements. */
#include "edit.h"

/**
 * sipmap_edits_init - empty a list
 * @edits: the list
 */
void sipmap_edits_init(struct sipmap_edits *edits)
{
	edits->count = 0;
	edits->text_length = 0;
	edits->delta = 0;
	edits->overflow = false;
}

/* Where it belongs: behind all edits that begin at or before its offset. */
static unsigned int sipmap_edits_place(const struct sipmap_edits *edits,
				       u16 offset)
{
	unsigned int place = edits->count;

	while (place && edits->edit[place - 1].offset > offset)
		place--;
	return place;
}

static bool sipmap_edits_overlap(const struct sipmap_edits *edits,
				 unsigned int place, u16 offset, u16 length)
{
	if (place) {
		const struct sipmap_edit *before = &edits->edit[place - 1];

		if (before->offset + before->old_length > offset)
			return true;
	}
	return place < edits->count &&
	       offset + length > edits->edit[place].offset;
}

/* Make a place for one that may belong before others; NULL: it overlaps. */
static struct sipmap_edit *sipmap_edits_open(struct sipmap_edits *edits,
					     u16 offset, u16 length)
{
	struct sipmap_edit *last = &edits->edit[edits->count];
	unsigned int place;

	/* nearly all come in their order */
	if (!edits->count ||
	    last[-1].offset + last[-1].old_length <= offset)
		return last;
	place = sipmap_edits_place(edits, offset);
	if (sipmap_edits_overlap(edits, place, offset, length))
		return NULL;
	if (place < edits->count)
		memmove(&edits->edit[place + 1], &edits->edit[place],
			(edits->count - place) * sizeof(*last));
	return &edits->edit[place];
}

/**
 * sipmap_edits_add - add one replacement, in its place
 * @edits: the list
 * @offset: where the old text starts
 * @old_length: bytes taken out; 0 to insert
 * @text: the new text; copied
 * @new_length: bytes put in; 0 to delete
 *
 * Two insertions at one place keep the order in which they were added.
 *
 * Return: true if it fitted. Otherwise the list has overflowed, and stays so.
 */
bool sipmap_edits_add(struct sipmap_edits *edits, u16 offset, u16 old_length,
		      const char *text, u16 new_length)
{
	struct sipmap_edit *edit = NULL;

	if (!edits->overflow && edits->count < SIPMAP_EDITS_MAX &&
	    new_length <= SIPMAP_EDIT_TEXT_MAX - edits->text_length)
		edit = sipmap_edits_open(edits, offset, old_length);
	if (!edit) {
		edits->overflow = true;
		return false;
	}
	edit->offset = offset;
	edit->old_length = old_length;
	edit->text = edits->text_length;
	edit->new_length = new_length;
	sipmap_bytes_copy(edits->text + edits->text_length, text, new_length);
	edits->text_length += new_length;
	edits->delta += (int)new_length - (int)old_length;
	edits->count++;
	return true;
}

/**
 * sipmap_edits_apply - write the changed message
 * @edits: the list
 * @in: the message that the list was made for
 * @length: bytes of @in
 * @out: where the changed message goes; may not overlap @in
 * @room: bytes of @out
 *
 * Return: bytes of the changed message; 0 if the list has overflowed, does not
 * belong to this message, or the changed message has no room.
 */
size_t sipmap_edits_apply(const struct sipmap_edits *edits, const char *in,
			  size_t length, char *out, size_t room)
{
	size_t written = 0;
	size_t at = 0;
	unsigned int i;

	if (edits->overflow)
		return 0;
	for (i = 0; i <= edits->count; i++) {
		const struct sipmap_edit *edit = &edits->edit[i];
		bool last = i == edits->count;
		size_t until = last ? length : edit->offset;

		if (until < at || until > length ||
		    until - at > room - written)
			return 0;
		memcpy(out + written, in + at, until - at);
		written += until - at;
		if (last)
			break;
		if (edit->new_length > room - written)
			return 0;
		memcpy(out + written, edits->text + edit->text,
		       edit->new_length);
		written += edit->new_length;
		at = until + edit->old_length;
	}
	return written;
}

/**
 * sipmap_edits_lead - room that an edit in place wants behind the message
 * @edits: the list
 *
 * Return: bytes by which any part of the message lies further right, at some
 * time, than it did before; never less than the list's delta.
 */
unsigned int sipmap_edits_lead(const struct sipmap_edits *edits)
{
	int shift = 0;
	int lead = 0;
	unsigned int i;

	for (i = 0; i < edits->count; i++) {
		shift += edits->edit[i].new_length - edits->edit[i].old_length;
		if (shift > lead)
			lead = shift;
	}
	return (unsigned int)lead;
}

/**
 * sipmap_edits_apply_in_place - change a message where it stands
 * @edits: the list
 * @data: the message that the list was made for, with room behind it
 * @length: bytes of the message
 * @room: bytes of @data, at least @length and sipmap_edits_lead()
 *
 * Everything from the first edit on is moved right by the lead, so that
 * writing never overtakes reading; then it is put together from the left. What
 * is in its place already is not moved.
 *
 * Return: bytes of the changed message; 0, and nothing is written, if the list
 * has overflowed, does not belong to this message, or has no room.
 */
size_t sipmap_edits_apply_in_place(const struct sipmap_edits *edits,
				   char *data, size_t length, size_t room)
{
	const struct sipmap_edit *edit = edits->edit;
	const struct sipmap_edit *end = edit + edits->count;
	const unsigned int lead = sipmap_edits_lead(edits);
	const char *from;
	size_t at;
	char *to;

	if (edits->overflow || length > room || lead > room - length)
		return 0;
	if (edit == end)
		return length;
	if ((size_t)end[-1].offset + end[-1].old_length > length)
		return 0;
	at = edit->offset;
	to = data + at;
	from = to + lead;
	if (lead)
		memmove(to + lead, to, length - at);
	for (; edit < end; edit++) {
		size_t kept = edit->offset - at;

		if (to != from)
			memmove(to, from, kept);
		sipmap_bytes_copy(to + kept, edits->text + edit->text,
				  edit->new_length);
		to += kept + edit->new_length;
		from += kept + edit->old_length;
		at = (size_t)edit->offset + edit->old_length;
	}
	if (to != from)
		memmove(to, from, length - at);
	return (size_t)(to - data) + length - at;
}
