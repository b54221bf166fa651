/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a correct peer answers, and what it asks later. */
#ifndef SIPMAP_PEER_H
#define SIPMAP_PEER_H

#include "cursor.h"
#include "endpoint.h"
#include "vector.h"

/**
 * struct sipmap_peer - a message in the making
 * @text: the message
 * @length: bytes of @text
 * @overflow: it did not fit
 */
struct sipmap_peer {
	char text[2 * SIPMAP_VECTOR_MESSAGE_MAX];
	size_t length;
	bool overflow;
};

/* peer.c */
void sipmap_peer_add(struct sipmap_peer *peer, const char *text, size_t length);
void sipmap_peer_answer(struct sipmap_peer *peer, const char *data,
			size_t length, const struct sipmap_endpoint *seen,
			bool received);
bool sipmap_peer_ask(struct sipmap_peer *peer, const char *data, size_t length,
		     unsigned int which);

/**
 * struct sipmap_restore - what comes back
 * @peer: what the peer sent
 * @wanted: what the phone should get
 * @work: what the engine makes of @peer
 * @fault: what was looked at last, as a fault; NULL if nothing
 */
struct sipmap_restore {
	struct sipmap_peer peer;
	struct sipmap_peer wanted;
	struct sipmap_vector_work work;
	const char *fault;
};

/* restore.c */
bool sipmap_restore_check(struct sipmap_vector *vector,
			  const struct sipmap_vector_step *step,
			  const struct sipmap_vector_work *out,
			  struct sipmap_restore *restore);
const char *sipmap_restore_exception(const char *name);

#endif /* SIPMAP_PEER_H */
