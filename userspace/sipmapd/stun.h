/* SPDX-License-Identifier: GPL-2.0-or-later */
/* STUN messages (RFC 5389, RFC 5780), as far as a Binding request goes. */
#ifndef SIPMAP_SIPMAPD_STUN_H
#define SIPMAP_SIPMAPD_STUN_H

#include "../../kmod/sip/endpoint.h"

#define SIPMAP_STUN_ID_SIZE 12
#define SIPMAP_STUN_REQUEST_SIZE 20
/* with CHANGE-REQUEST and RESPONSE-PORT */
#define SIPMAP_STUN_REQUEST_MAX 36

/**
 * struct sipmap_stun_ask - what a request wants of the answer
 * @change_address: that it comes from the server's other address
 *		    (CHANGE-REQUEST, RFC 5780 section 7.2)
 * @change_port: that it comes from the server's other port
 * @response_port: that it goes to this port of the address it was asked from
 *		   (RESPONSE-PORT, RFC 5780 section 7.5), 0: to whoever asked
 * @short_port: RESPONSE-PORT has a length of 2; some servers want that, others
 *		count its padding and want 4
 */
struct sipmap_stun_ask {
	bool change_address;
	bool change_port;
	u16 response_port;
	bool short_port;
};

/**
 * struct sipmap_stun_answer - what a server says
 * @id: the transaction's
 * @success: it is a success response
 * @error: code of an error response
 * @mapped: where the server saw the request come from; from
 *	    XOR-MAPPED-ADDRESS, or from MAPPED-ADDRESS of a server of RFC 3489
 * @other: OTHER-ADDRESS of RFC 5780, or CHANGED-ADDRESS of RFC 3489; family
 *	   none if the server has none
 * @altered: MAPPED-ADDRESS and XOR-MAPPED-ADDRESS differ: something on the
 *	     way rewrites addresses that it finds in packets
 * @compared: both were there to be compared
 * @request: it is no answer but a request: one of ours that came back
 */
struct sipmap_stun_answer {
	u8 id[SIPMAP_STUN_ID_SIZE];
	bool success;
	u16 error;
	struct sipmap_endpoint mapped;
	struct sipmap_endpoint other;
	bool altered;
	bool compared;
	bool request;
};

int sipmap_stun_request(const u8 *id, const struct sipmap_stun_ask *ask,
			u8 *buffer, size_t size);
int sipmap_stun_indication(const u8 *id, u8 *buffer, size_t size);
int sipmap_stun_parse(const u8 *data, size_t length,
		      struct sipmap_stun_answer *answer);

#endif /* SIPMAP_SIPMAPD_STUN_H */
