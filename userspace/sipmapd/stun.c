// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>

#include "compat.h"
#include "convert.h"
#include "stun.h"

#define HEADER_SIZE 20
#define CHANGED_ADDRESS 0x0005
#define ADDRESS_LENGTH 8
#define RESPONSE_PORT_SIZE 8

/* libre writes it with a length of 2 only */
static size_t put_response_port(u8 *to, const struct sipmap_stun_ask *ask)
{
	memset(to, 0, RESPONSE_PORT_SIZE);
	to[1] = STUN_ATTR_RESP_PORT;
	to[3] = ask->short_port ? 2 : 4;
	to[4] = ask->response_port >> 8;
	to[5] = ask->response_port;
	return RESPONSE_PORT_SIZE;
}

static int encode(struct mbuf *message, const u8 *id,
		  const struct sipmap_stun_ask *ask)
{
	struct stun_change_req change = { .ip = false };
	bool changes = false;

	if (ask) {
		change.ip = ask->change_address;
		change.port = ask->change_port;
		changes = change.ip || change.port;
	}
	return -stun_msg_encode(message, STUN_METHOD_BINDING,
				STUN_CLASS_REQUEST, id, NULL, NULL, 0, false,
				0, 1, STUN_ATTR_CHANGE_REQ,
				changes ? &change : NULL);
}

/**
 * sipmap_stun_request - write a Binding request (RFC 5389 section 7.1)
 * @id: transaction id, SIPMAP_STUN_ID_SIZE random bytes
 * @ask: what it wants of the answer, or NULL
 * @buffer: for the message
 * @size: of @buffer; SIPMAP_STUN_REQUEST_SIZE are enough without @ask,
 *	  SIPMAP_STUN_REQUEST_MAX with it
 *
 * Return: length of the message, or a negative errno.
 */
int sipmap_stun_request(const u8 *id, const struct sipmap_stun_ask *ask,
			u8 *buffer, size_t size)
{
	struct mbuf *message = mbuf_alloc(SIPMAP_STUN_REQUEST_MAX);
	size_t more = ask && ask->response_port ? RESPONSE_PORT_SIZE : 0;
	int ret;

	if (!message)
		return -ENOMEM;
	ret = encode(message, id, ask);
	if (!ret && message->end + more > size)
		ret = -EMSGSIZE;
	if (!ret) {
		ret = message->end;
		memcpy(buffer, message->buf, ret);
	}
	if (ret > 0 && more) {
		ret += put_response_port(buffer + ret, ask);
		buffer[3] = ret - HEADER_SIZE;
	}
	mem_deref(message);
	return ret;
}

/**
 * sipmap_stun_indication - write a Binding indication (RFC 5389 section 3)
 * @id: transaction id, SIPMAP_STUN_ID_SIZE bytes
 * @buffer: for the message
 * @size: of @buffer, at least SIPMAP_STUN_REQUEST_SIZE
 *
 * Return: length of the message, or a negative errno.
 */
int sipmap_stun_indication(const u8 *id, u8 *buffer, size_t size)
{
	int ret = sipmap_stun_request(id, NULL, buffer, size);

	if (ret > 0)
		buffer[1] |= STUN_CLASS_INDICATION << 4;
	return ret;
}

/* what libre does not know: it is of RFC 3489 only */
static void read_changed(const u8 *data, size_t length,
			 struct sipmap_endpoint *endpoint)
{
	size_t place = HEADER_SIZE;

	while (place + 4 <= length) {
		const u8 *attribute = data + place;
		size_t size = attribute[2] << 8 | attribute[3];

		place += 4 + ((size + 3) & ~3u);
		if ((attribute[0] << 8 | attribute[1]) != CHANGED_ADDRESS ||
		    size != ADDRESS_LENGTH || place > length ||
		    attribute[5] != STUN_AF_IPv4)
			continue;
		sipmap_endpoint_ipv4(endpoint, attribute + 8,
				     attribute[6] << 8 | attribute[7]);
		return;
	}
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
	answer->request = stun_msg_class(message) == STUN_CLASS_REQUEST;
	if (code)
		answer->error = code->v.err_code.code;
	has_plain = read_attribute(message, STUN_ATTR_MAPPED_ADDR, &plain);
	has_xored = read_attribute(message, STUN_ATTR_XOR_MAPPED_ADDR,
				   &answer->mapped);
	answer->compared = has_plain && has_xored;
	if (answer->compared)
		answer->altered = !sipmap_endpoint_equal(&plain,
							 &answer->mapped);
	if (!has_xored)
		answer->mapped = plain;
	read_attribute(message, STUN_ATTR_OTHER_ADDR, &answer->other);
}

/**
 * sipmap_stun_parse - read the answer to a Binding request, or a request
 * @data: the payload of a datagram
 * @length: of @data
 * @answer: filled in
 *
 * Return: 0, -EBADMSG if it is neither, or -ENOMEM.
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
	if (stun_msg_class(message) == STUN_CLASS_INDICATION)
		goto out;
	read_message(message, answer);
	if (answer->other.family == SIPMAP_FAMILY_NONE)
		read_changed(data, length, &answer->other);
	ret = 0;
out:
	mem_deref(message);
	mem_deref(buffer);
	return ret;
}
