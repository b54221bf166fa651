// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>

#include "compat.h"
#include "convert.h"
#include "stun.h"

/**
 * sipmap_stun_request - write a Binding request (RFC 5389 section 7.1)
 * @id: transaction id, SIPMAP_STUN_ID_SIZE random bytes
 * @buffer: for the message
 * @size: of @buffer, at least SIPMAP_STUN_REQUEST_SIZE
 *
 * Return: length of the message, or a negative errno.
 */
int sipmap_stun_request(const u8 *id, u8 *buffer, size_t size)
{
	struct mbuf *message = mbuf_alloc(SIPMAP_STUN_REQUEST_SIZE);
	int ret;

	if (!message)
		return -ENOMEM;
	ret = -stun_msg_encode(message, STUN_METHOD_BINDING,
			       STUN_CLASS_REQUEST, id, NULL, NULL, 0, false, 0,
			       0);
	if (!ret && message->end > size)
		ret = -EMSGSIZE;
	if (!ret) {
		memcpy(buffer, message->buf, message->end);
		ret = message->end;
	}
	mem_deref(message);
	return ret;
}

static bool read_attribute(const struct stun_msg *message, u16 type,
			   struct sipmap_endpoint *endpoint)
{
	const struct stun_attr *attribute = stun_msg_attr(message, type);

	if (!attribute)
		return false;
	sipmap_endpoint_from_sa(endpoint, &attribute->v.sa);
	return endpoint->family != SIPMAP_FAMILY_NONE;
}

static void read_message(const struct stun_msg *message,
			 struct sipmap_stun_answer *answer)
{
	const struct stun_attr *code = stun_msg_attr(message,
						     STUN_ATTR_ERR_CODE);
	struct sipmap_endpoint plain = { .family = SIPMAP_FAMILY_NONE };
	bool has_plain;
	bool has_xored;

	memcpy(answer->id, stun_msg_tid(message), SIPMAP_STUN_ID_SIZE);
	answer->success = stun_msg_class(message) == STUN_CLASS_SUCCESS_RESP;
	if (code)
		answer->error = code->v.err_code.code;
	has_plain = read_attribute(message, STUN_ATTR_MAPPED_ADDR, &plain);
	has_xored = read_attribute(message, STUN_ATTR_XOR_MAPPED_ADDR,
				   &answer->mapped);
	if (has_plain && has_xored)
		answer->altered = !sipmap_endpoint_equal(&plain,
							 &answer->mapped);
	if (!has_xored)
		answer->mapped = plain;
	read_attribute(message, STUN_ATTR_OTHER_ADDR, &answer->other);
}

/**
 * sipmap_stun_parse - read the answer to a Binding request
 * @data: the payload of a datagram
 * @length: of @data
 * @answer: filled in
 *
 * Return: 0, -EBADMSG if it is no STUN response, or -ENOMEM.
 */
int sipmap_stun_parse(const u8 *data, size_t length,
		      struct sipmap_stun_answer *answer)
{
	struct stun_unknown_attr unknown;
	struct stun_msg *message = NULL;
	struct mbuf *buffer;
	int ret = -EBADMSG;

	memset(answer, 0, sizeof(*answer));
	buffer = mbuf_alloc(length);
	if (!buffer)
		return -ENOMEM;
	if (mbuf_write_mem(buffer, data, length)) {
		ret = -ENOMEM;
		goto out;
	}
	mbuf_set_pos(buffer, 0);
	if (stun_msg_decode(&message, buffer, &unknown))
		goto out;
	if (stun_msg_method(message) != STUN_METHOD_BINDING)
		goto out;
	if (stun_msg_class(message) != STUN_CLASS_SUCCESS_RESP &&
	    stun_msg_class(message) != STUN_CLASS_ERROR_RESP)
		goto out;
	read_message(message, answer);
	ret = 0;
out:
	mem_deref(message);
	mem_deref(buffer);
	return ret;
}
