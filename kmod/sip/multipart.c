// SPDX-License-Identifier: GPL-2.0-only
/* Parts of bodies, and parts of those (RFC 2046 section 5.1, RFC 5621). */
#include "content.h"
#include "field.h"
#include "multipart.h"
#include "number.h"

/**
 * struct sipmap_part_head - what the header fields of a part say
 * @boundary: what separates its own parts; empty where it is not divided
 * @length: value of its Content-Length; empty where there is none
 * @about: what decided @outcome
 * @outcome: SIPMAP_OUTCOME_OWN if session descriptions may be in it
 * @closed: why nobody may change it; SIPMAP_OUTCOME_OWN if one may
 * @closer: what decided @closed
 */
struct sipmap_part_head {
	struct sipmap_span boundary;
	struct sipmap_span length;
	struct sipmap_span about;
	struct sipmap_span closer;
	u8 outcome;
	u8 closed;
};

/* "--boundary" or "--boundary--" of one level, at the start of a line */
static bool sipmap_multipart_is(const struct sipmap_multipart *walk,
				unsigned int level, unsigned int at,
				unsigned int end, bool *last)
{
	struct sipmap_span boundary = walk->level[level].boundary;
	const char *text = walk->cursor.data + at;
	unsigned int length = 2 + boundary.length;

	if (end - at < length || text[0] != '-' || text[1] != '-' ||
	    memcmp(text + 2, walk->cursor.data + boundary.offset,
		   boundary.length))
		return false;
	*last = end - at >= length + 2 && text[length] == '-' &&
		text[length + 1] == '-';
	if (*last)
		length += 2;
	return end - at == length || sipmap_is_white((u8)text[length]);
}

/*
 * A delimiter of any level, the innermost first: one of an outer level ends
 * the inner ones too.
 */
static bool sipmap_multipart_match(struct sipmap_multipart *walk,
				   unsigned int at, unsigned int end)
{
	unsigned int level = walk->depth;
	bool last;

	while (level--) {
		if (!sipmap_multipart_is(walk, level, at, end, &last))
			continue;
		walk->next_depth = last ? level : level + 1;
		walk->opens = !last;
		return true;
	}
	return false;
}

/*
 * Move behind the next delimiter line. @end is where the content before it
 * ends, without the line end that belongs to the delimiter.
 */
static bool sipmap_multipart_delimiter(struct sipmap_multipart *walk,
				       unsigned int *end)
{
	struct sipmap_cursor *cursor = &walk->cursor;

	*end = cursor->at;
	while (cursor->at < cursor->end) {
		unsigned int start = cursor->at;
		struct sipmap_span line;

		if (!sipmap_field_line(cursor, &line)) {
			cursor->at = cursor->end;
			line = sipmap_cursor_span(cursor, start);
		}
		if (sipmap_multipart_match(walk, start, start + line.length))
			return true;
		*end = start + line.length;
	}
	return false;
}

static bool sipmap_part_encodes(const char *data, struct sipmap_span value)
{
	return !SIPMAP_SPAN_IS(data, value, "binary") &&
	       !SIPMAP_SPAN_IS(data, value, "8bit") &&
	       !SIPMAP_SPAN_IS(data, value, "7bit");
}

static void sipmap_part_header(struct sipmap_part_head *head, const char *data,
			       struct sipmap_span name,
			       struct sipmap_span value)
{
	u8 closed = SIPMAP_OUTCOME_OWN;

	if (SIPMAP_SPAN_IS(data, name, "content-type")) {
		head->outcome = (u8)sipmap_content_type(data, value,
							&head->boundary);
		head->about = value;
	} else if (SIPMAP_SPAN_IS(data, name, "content-length")) {
		if (head->length.length)
			closed = SIPMAP_OUTCOME_LEFT_PART_LENGTH;
		head->length = value;
	} else if (SIPMAP_SPAN_IS(data, name, "content-encoding")) {
		if (!SIPMAP_SPAN_IS(data, value, "identity"))
			closed = SIPMAP_OUTCOME_LEFT_ENCODED;
	} else if (SIPMAP_SPAN_IS(data, name, "content-transfer-encoding")) {
		if (sipmap_part_encodes(data, value))
			closed = SIPMAP_OUTCOME_LEFT_ENCODED;
	} else if (SIPMAP_SPAN_IS(data, name, "content-md5")) {
		closed = SIPMAP_OUTCOME_LEFT_DIGEST;
	}
	if (closed == SIPMAP_OUTCOME_OWN)
		return;
	head->closed = closed;
	head->closer = value;
}

/* Return: false where the part has no content. */
static bool sipmap_part_head_parse(struct sipmap_multipart *walk,
				   struct sipmap_part_head *head)
{
	struct sipmap_cursor *cursor = &walk->cursor;
	const char *data = cursor->data;

	memset(head, 0, sizeof(*head));
	head->about.offset = (u16)cursor->at;
	head->outcome = SIPMAP_OUTCOME_TYPE;
	head->closed = SIPMAP_OUTCOME_OWN;
	while (!sipmap_field_end(cursor)) {
		struct sipmap_cursor behind = *cursor;
		struct sipmap_span value;
		struct sipmap_span name;

		/* no header field, but maybe the next delimiter */
		if (sipmap_cursor_peek(cursor) == '-') {
			if (!sipmap_field_line(&behind, &value))
				return false;
			if (sipmap_multipart_match(walk, value.offset,
						   (unsigned int)value.offset +
						   value.length))
				return false;
		}
		if (!sipmap_field_next(cursor, &name, &value))
			return false;
		sipmap_part_header(head, data, name, value);
	}
	return true;
}

/*
 * Does Content-Length lead to the next delimiter of the part around? The line
 * end before it may be counted in.
 */
static bool sipmap_part_length_fits(const struct sipmap_multipart *walk,
				    u32 length)
{
	struct sipmap_cursor cursor = walk->cursor;
	bool last;

	if (length > cursor.end - cursor.at)
		return false;
	cursor.at += length;
	sipmap_cursor_take(&cursor, '\r');
	sipmap_cursor_take(&cursor, '\n');
	if (cursor.data[cursor.at - 1] != '\n')
		return false;
	/* the line end, or the body's, is as good as the text's */
	return sipmap_multipart_is(walk, walk->depth - 1, cursor.at, cursor.end,
				   &last);
}

/* Note something about a part, if there is still room for it. */
static u8 sipmap_part_note(struct sipmap_message *message, u8 outcome,
			   struct sipmap_span about)
{
	struct sipmap_part *part;

	if (outcome < SIPMAP_OUTCOME_LEFT_END)
		message->part_left |= 1U << outcome;
	if (message->part_count == SIPMAP_PARTS_MAX)
		return SIPMAP_PARTS_MAX;
	part = &message->part[message->part_count];
	part->about = about;
	part->outcome = outcome;
	part->length = 0;
	part->sdp = message->sdp_count;
	part->sdp_count = 0;
	return message->part_count++;
}

/* A part that may be changed, and has a length of its own */
static u8 sipmap_part_take_length(struct sipmap_multipart *walk,
				  struct sipmap_part_head *head)
{
	struct sipmap_message *message = walk->message;
	u32 length;
	u8 part;

	if (!sipmap_number_parse(message->data, head->length, &length) ||
	    !sipmap_part_length_fits(walk, length)) {
		head->outcome = SIPMAP_OUTCOME_LEFT_PART_LENGTH;
		head->about = head->length;
		return SIPMAP_PARTS_MAX;
	}
	part = sipmap_part_note(message, SIPMAP_OUTCOME_RECOMPUTED,
				head->length);
	if (part == SIPMAP_PARTS_MAX)
		head->outcome = SIPMAP_OUTCOME_LEFT_MULTIPART;
	else
		message->part[part].length = (u16)length;
	return part;
}

/* Behind a delimiter: go into the part, or leave it to the next delimiter. */
static void sipmap_multipart_enter(struct sipmap_multipart *walk)
{
	struct sipmap_multipart_level *level;
	u8 part = SIPMAP_PARTS_MAX;
	struct sipmap_part_head head;

	if (!sipmap_part_head_parse(walk, &head))
		return;
	if (head.outcome == SIPMAP_OUTCOME_OWN &&
	    head.closed != SIPMAP_OUTCOME_OWN) {
		head.outcome = head.closed;
		head.about = head.closer;
	} else if (head.outcome == SIPMAP_OUTCOME_OWN && head.boundary.length &&
		   walk->depth == SIPMAP_MULTIPART_DEPTH) {
		head.outcome = SIPMAP_OUTCOME_LEFT_NESTED;
	}
	if (head.outcome == SIPMAP_OUTCOME_OWN && head.length.length)
		part = sipmap_part_take_length(walk, &head);
	if (head.outcome != SIPMAP_OUTCOME_OWN) {
		sipmap_part_note(walk->message, head.outcome, head.about);
	} else if (head.boundary.length) {
		level = &walk->level[walk->depth++];
		level->boundary = head.boundary;
		level->part = part;
	} else {
		walk->inside = true;
		walk->from = walk->cursor.at;
		walk->part = part;
	}
}

/* Leave the levels that the last delimiter has ended. */
static void sipmap_multipart_leave(struct sipmap_multipart *walk)
{
	struct sipmap_message *message = walk->message;

	while (walk->depth > walk->next_depth) {
		u8 part = walk->level[--walk->depth].part;

		if (part < SIPMAP_PARTS_MAX)
			message->part[part].sdp_count = message->sdp_count -
							message->part[part].sdp;
	}
}

/* What no delimiter ends is no part. */
static bool sipmap_multipart_end(struct sipmap_multipart *walk, bool inside)
{
	struct sipmap_span rest = { (u16)walk->from, 0 };

	if (inside)
		sipmap_part_note(walk->message, SIPMAP_OUTCOME_LEFT_MULTIPART,
				 rest);
	walk->next_depth = 0;
	sipmap_multipart_leave(walk);
	return false;
}

/**
 * sipmap_multipart_open - begin a walk
 * @walk: the walk
 * @message: the message; its body is known
 * @boundary: what separates the parts of the body
 */
void sipmap_multipart_open(struct sipmap_multipart *walk,
			   struct sipmap_message *message,
			   struct sipmap_span boundary)
{
	walk->message = message;
	walk->cursor = sipmap_cursor_in(message->data, message->body);
	walk->level[0].boundary = boundary;
	walk->level[0].part = SIPMAP_PARTS_MAX;
	walk->depth = 1;
	walk->next_depth = 1;
	walk->inside = false;
	walk->opens = false;
}

/**
 * sipmap_multipart_next - find the next session description
 * @walk: the walk
 * @sdp: where it stands
 *
 * One that the caller was given has to be among the message's when the next
 * one is asked for. Each line is looked at once, whatever the depth is.
 *
 * Return: true if there is one.
 */
bool sipmap_multipart_next(struct sipmap_multipart *walk,
			   struct sipmap_span *sdp)
{
	bool inside;
	bool found;
	unsigned int end;

	do {
		sipmap_multipart_leave(walk);
		if (walk->opens)
			sipmap_multipart_enter(walk);
		walk->opens = false;
		walk->next_depth = walk->depth;
		found = walk->depth && sipmap_multipart_delimiter(walk, &end);
		inside = walk->inside;
		walk->inside = false;
		if (!found)
			return sipmap_multipart_end(walk, inside);
	} while (!inside || end <= walk->from);
	/* one more than fits is not among the message's */
	if (walk->part < SIPMAP_PARTS_MAX &&
	    walk->message->sdp_count < SIPMAP_SDP_MAX)
		walk->message->part[walk->part].sdp_count = 1;
	sdp->offset = (u16)walk->from;
	sdp->length = (u16)(end - walk->from);
	return true;
}
