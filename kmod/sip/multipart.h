/* SPDX-License-Identifier: GPL-2.0-only */
/* The session descriptions among the parts of a body, and of its parts. */
#ifndef SIPMAP_SIP_MULTIPART_H
#define SIPMAP_SIP_MULTIPART_H

#include "cursor.h"
#include "message.h"

#define SIPMAP_MULTIPART_DEPTH 4

/**
 * struct sipmap_multipart_level - a body or part that is divided
 * @boundary: what separates its parts
 * @part: its own Content-Length among the message's parts; SIPMAP_PARTS_MAX
 *        if it has none
 */
struct sipmap_multipart_level {
	struct sipmap_span boundary;
	u8 part;
};

/**
 * struct sipmap_multipart - a walk through the parts of a body
 * @message: the message; what is to be said about a part is noted there
 * @cursor: where we are
 * @level: the divided parts that we are in, the body first
 * @depth: how many they are
 * @next_depth: how many they are behind the delimiter that we are at
 * @from: where the session description starts that we are in
 * @part: as in struct sipmap_multipart_level, of that session description
 * @inside: we are in a session description
 * @opens: a part begins behind the delimiter that we are at
 */
struct sipmap_multipart {
	struct sipmap_message *message;
	struct sipmap_cursor cursor;
	struct sipmap_multipart_level level[SIPMAP_MULTIPART_DEPTH];
	unsigned int depth;
	unsigned int next_depth;
	unsigned int from;
	u8 part;
	bool inside;
	bool opens;
};

void sipmap_multipart_open(struct sipmap_multipart *walk,
			   struct sipmap_message *message,
			   struct sipmap_span boundary);
bool sipmap_multipart_next(struct sipmap_multipart *walk,
			   struct sipmap_span *sdp);

#endif /* SIPMAP_SIP_MULTIPART_H */
