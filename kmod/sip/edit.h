/* SPDX-License-Identifier: GPL-2.0-only */
/* A sorted, bounded list of replacements, and how it is applied. */
#ifndef SIPMAP_SIP_EDIT_H
#define SIPMAP_SIP_EDIT_H

#include "base.h"

#define SIPMAP_EDITS_MAX 96
#define SIPMAP_EDIT_TEXT_MAX 3072

/**
 * struct sipmap_edit - one replacement
 * @offset: where the old text starts, in the message before any edit
 * @old_length: bytes taken out
 * @text: where the new text starts in the list's text
 * @new_length: bytes put in
 */
struct sipmap_edit {
	u16 offset;
	u16 old_length;
	u16 text;
	u16 new_length;
};

/**
 * struct sipmap_edits - all replacements in one message
 * @edit: sorted by offset, not overlapping
 * @count: how many of @edit are filled in
 * @text_length: how much of @text is filled in
 * @delta: bytes by which the message grows; negative where it shrinks
 * @overflow: an edit did not fit: nothing of the list may be used
 * @text: new text of all edits
 */
struct sipmap_edits {
	struct sipmap_edit edit[SIPMAP_EDITS_MAX];
	u16 count;
	u16 text_length;
	int delta;
	bool overflow;
	char text[SIPMAP_EDIT_TEXT_MAX];
};

void sipmap_edits_init(struct sipmap_edits *edits);
bool sipmap_edits_add(struct sipmap_edits *edits, u16 offset, u16 old_length,
		      const char *text, u16 new_length);
size_t sipmap_edits_apply(const struct sipmap_edits *edits, const char *in,
			  size_t length, char *out, size_t room);
unsigned int sipmap_edits_lead(const struct sipmap_edits *edits);
size_t sipmap_edits_apply_in_place(const struct sipmap_edits *edits,
				   char *data, size_t length, size_t room);

#endif /* SIPMAP_SIP_EDIT_H */
