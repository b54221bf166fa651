/* SPDX-License-Identifier: GPL-2.0-or-later */
/* STUN messages (RFC 5389, RFC 5780), as far as a Binding request goes. */
#ifndef SIPMAP_SIPMAPD_STUN_H
#define SIPMAP_SIPMAPD_STUN_H

#include "../../kmod/sip/endpoint.h"

#define SIPMAP_STUN_ID_SIZE 12
#define SIPMAP_STUN_REQUEST_SIZE 20

/**
 * struct sipmap_stun_answer - what a server says
 * @id: the transaction's
 * @success: it is a success response
 * @error: code of an error response
 * @mapped: where the server saw the request come from; from
 *	    XOR-MAPPED-ADDRESS, or from MAPPED-ADDRESS of a server of RFC 3489
 * @other: OTHER-ADDRESS of RFC 5780; family none if the server has none
 * @altered: MAPPED-ADDRESS and XOR-MAPPED-ADDRESS differ: something on the
 *	     way rewrites addresses that it finds in packets
 */
struct sipmap_stun_answer {
	u8 id[SIPMAP_STUN_ID_SIZE];
	bool success;
	u16 error;
	struct sipmap_endpoint mapped;
	struct sipmap_endpoint other;
	bool altered;
};

int sipmap_stun_request(const u8 *id, u8 *buffer, size_t size);
int sipmap_stun_parse(const u8 *data, size_t length,
		      struct sipmap_stun_answer *answer);

#endif /* SIPMAP_SIPMAPD_STUN_H */
