/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a correct peer makes of a request: an answer, and one of its own. */
#ifndef SIPMAP_FUZZ_PEER_H
#define SIPMAP_FUZZ_PEER_H

#include "phone.h"

void peer_answer(const char *request, size_t length,
		 const struct sipmap_endpoint *seen, struct phone_text *text);
bool peer_request(const char *request, size_t length,
		  struct phone_text *text);

#endif /* SIPMAP_FUZZ_PEER_H */
