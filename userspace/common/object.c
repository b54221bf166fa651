// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * One table an object says which attribute belongs to which member; one
 * reader and one writer serve them all.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <stddef.h>
#include <string.h>

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>

#include "object.h"

enum field_kind {
	FIELD_U8,
	FIELD_U16,
	FIELD_U32,
	FIELD_U64,
	FIELD_FLAG,
	FIELD_STRING,
	FIELD_BYTES,
	FIELD_ADDRESS,
	FIELD_ENDPOINT,
};

struct field {
	u16 attribute;
	u16 kind;
	u16 offset;
	u16 size;
	u16 length;	/* FIELD_BYTES: offset of the u32 with the length */
};

#define FIELD(object, ATTRIBUTE, KIND, name)				\
	{ SIPMAP_A_##ATTRIBUTE, FIELD_##KIND,				\
	  offsetof(struct sipmap_knl_##object, name),			\
	  sizeof(((struct sipmap_knl_##object *)0)->name), 0 }

/* @room: bytes that the member may hold */
#define BYTES(object, ATTRIBUTE, member, room)				\
	{ SIPMAP_A_##ATTRIBUTE, FIELD_BYTES,				\
	  offsetof(struct sipmap_knl_##object, member), room,		\
	  offsetof(struct sipmap_knl_##object, member##_length) }

static const struct field status_fields[] = {
	FIELD(status, STATUS_VERSION, STRING, version),
	FIELD(status, STATUS_ENABLED, U8, enabled),
	FIELD(status, STATUS_AGENT, U32, agent),
	FIELD(status, STATUS_BINDINGS, U32, bindings),
	FIELD(status, STATUS_BINDINGS_MAX, U32, bindings_max),
	FIELD(status, STATUS_CALLS, U32, calls),
	FIELD(status, STATUS_CALLS_MAX, U32, calls_max),
	FIELD(status, STATUS_WARM, U32, warm),
	FIELD(status, STATUS_PROBES, U32, probes),
};

static const struct field realm_fields[] = {
	FIELD(realm, REALM_IFINDEX, U32, ifindex),
	FIELD(realm, REALM_NAME, STRING, name),
	FIELD(realm, REALM_ADDRESS, ADDRESS, address),
	FIELD(realm, REALM_STATIC, ADDRESS, static_address),
	FIELD(realm, REALM_PUBLIC, ADDRESS, public_address),
	FIELD(realm, REALM_MAPPING, U32, mapping),
	FIELD(realm, REALM_VERDICT, STRING, verdict),
	FIELD(realm, REALM_TRANSLATES, U8, translates),
	FIELD(realm, REALM_FILTERING, U32, filtering),
	FIELD(realm, REALM_HAIRPIN, U32, hairpin),
	FIELD(realm, REALM_PRESERVES, U32, preserves),
	FIELD(realm, REALM_ALTERS, U32, alters),
	FIELD(realm, REALM_NATS, U32, nats),
	FIELD(realm, REALM_LIFETIME, U32, lifetime),
	FIELD(realm, REALM_TYPE, STRING, type),
	FIELD(realm, REALM_TEST, U32, test),
	FIELD(realm, REALM_STEP, STRING, step),
	FIELD(realm, REALM_STUN, U32, stun),
	FIELD(realm, REALM_ADDRESS_IPV6, ADDRESS, address_ipv6),
};

static const struct field binding_fields[] = {
	FIELD(binding, BINDING_ID, U32, id),
	FIELD(binding, BINDING_KIND, U32, kind),
	FIELD(binding, BINDING_STATE, U32, state),
	FIELD(binding, BINDING_SOURCE, U32, source),
	FIELD(binding, BINDING_INSIDE, ENDPOINT, inside),
	FIELD(binding, BINDING_OUTSIDE, ENDPOINT, outside),
	FIELD(binding, BINDING_PUBLIC, ENDPOINT, public_endpoint),
	FIELD(binding, BINDING_PEER, ENDPOINT, peer),
	FIELD(binding, BINDING_IFINDEX, U32, ifindex),
	FIELD(binding, BINDING_EXPIRES, U32, expires),
	FIELD(binding, BINDING_LEASE, U32, lease),
	FIELD(binding, BINDING_PAIR, U32, pair),
	FIELD(binding, BINDING_CALL, U32, call),
	FIELD(binding, BINDING_HELD, FLAG, held),
};

static const struct field call_fields[] = {
	FIELD(call, CALL_ID, U32, id),
	BYTES(call, CALL_CALL_ID, call_id, 127),
	FIELD(call, CALL_STATE, U32, state),
	FIELD(call, CALL_INBOUND, U8, inbound),
	FIELD(call, CALL_INSIDE, ENDPOINT, inside),
	FIELD(call, CALL_PEER, ENDPOINT, peer),
	FIELD(call, CALL_AGE, U32, age),
	FIELD(call, CALL_EXPIRES, U32, expires),
	FIELD(call, CALL_STREAMS, U32, streams),
	FIELD(call, CALL_END, STRING, end),
};

static const struct field counter_fields[] = {
	FIELD(counter, COUNTER_NAME, STRING, name),
	FIELD(counter, COUNTER_VALUE, U64, value),
};

static const struct field agent_fields[] = {
	FIELD(agent, AGENT_HELD_QUEUE, U16, held_queue),
	FIELD(agent, AGENT_CAUGHT_QUEUE, U16, caught_queue),
};

static const struct field send_fields[] = {
	FIELD(send, SEND_BINDING, U32, binding),
	FIELD(send, SEND_DESTINATION, ENDPOINT, destination),
	BYTES(send, SEND_PAYLOAD, payload, SIPMAP_KNL_PAYLOAD_MAX),
	FIELD(send, SEND_CATCH, FLAG, catch_reply),
	FIELD(send, SEND_LOOSE, FLAG, loose),
};

static const struct field flush_fields[] = {
	FIELD(flush, FLUSH_IFINDEX, U32, ifindex),
};

#define FIELDS(name) { name##_fields, ARRAY_SIZE(name##_fields) }

static const struct {
	const struct field *fields;
	size_t count;
} objects[] = {
	[SIPMAP_KNL_NONE] = { NULL, 0 },
	[SIPMAP_KNL_STATUS] = FIELDS(status),
	[SIPMAP_KNL_REALM] = FIELDS(realm),
	[SIPMAP_KNL_BINDING] = FIELDS(binding),
	[SIPMAP_KNL_CALL] = FIELDS(call),
	[SIPMAP_KNL_COUNTER] = FIELDS(counter),
	[SIPMAP_KNL_AGENT] = FIELDS(agent),
	[SIPMAP_KNL_SEND] = FIELDS(send),
	[SIPMAP_KNL_FLUSH] = FIELDS(flush),
};

/**
 * sipmap_knl_type_of - what object a command is about
 * @command: one of SIPMAP_CMD_*
 *
 * Return: the object; SIPMAP_KNL_NONE for a command that is not known.
 */
enum sipmap_knl_type sipmap_knl_type_of(u8 command)
{
	switch (command) {
	case SIPMAP_CMD_STATUS_GET:
		return SIPMAP_KNL_STATUS;
	case SIPMAP_CMD_REALM_GET:
	case SIPMAP_CMD_REALM_SET:
	case SIPMAP_CMD_REALM_DEL:
	case SIPMAP_CMD_REALM_NTF:
		return SIPMAP_KNL_REALM;
	case SIPMAP_CMD_BINDING_GET:
	case SIPMAP_CMD_BINDING_NEW:
	case SIPMAP_CMD_BINDING_SET:
	case SIPMAP_CMD_BINDING_DEL:
	case SIPMAP_CMD_BINDING_NTF:
	case SIPMAP_CMD_BINDING_DEL_NTF:
		return SIPMAP_KNL_BINDING;
	case SIPMAP_CMD_CALL_GET:
	case SIPMAP_CMD_CALL_NTF:
	case SIPMAP_CMD_CALL_DEL_NTF:
		return SIPMAP_KNL_CALL;
	case SIPMAP_CMD_COUNTER_GET:
		return SIPMAP_KNL_COUNTER;
	case SIPMAP_CMD_AGENT_SET:
		return SIPMAP_KNL_AGENT;
	case SIPMAP_CMD_SEND:
		return SIPMAP_KNL_SEND;
	case SIPMAP_CMD_FLUSH:
		return SIPMAP_KNL_FLUSH;
	default:
		return SIPMAP_KNL_NONE;
	}
}

static int get_address(const struct nlattr *attribute,
		       struct sipmap_endpoint *endpoint)
{
	u16 length = mnl_attr_get_payload_len(attribute);

	if (length != 4 && length != 16)
		return -EBADMSG;
	memset(endpoint->address, 0, sizeof(endpoint->address));
	memcpy(endpoint->address, mnl_attr_get_payload(attribute), length);
	endpoint->family = length == 4 ? SIPMAP_FAMILY_IPV4 :
					 SIPMAP_FAMILY_IPV6;
	return 0;
}

static int get_endpoint(const struct nlattr *nest,
			struct sipmap_endpoint *endpoint)
{
	const struct nlattr *attribute;
	int err = 0;

	mnl_attr_for_each_nested(attribute, nest) {
		switch (mnl_attr_get_type(attribute)) {
		case SIPMAP_A_ENDPOINT_ADDRESS:
			err = get_address(attribute, endpoint);
			break;
		case SIPMAP_A_ENDPOINT_PORT:
			if (mnl_attr_get_payload_len(attribute) != sizeof(u16))
				err = -EBADMSG;
			else
				endpoint->port =
					ntohs(mnl_attr_get_u16(attribute));
			break;
		}
		if (err)
			return err;
	}
	return 0;
}

/* text that is longer than its member is cut; the NUL after it stays */
static void get_string(const struct nlattr *attribute,
		       const struct field *field, u8 *member)
{
	const u8 *from = mnl_attr_get_payload(attribute);
	u32 length = mnl_attr_get_payload_len(attribute);
	const u8 *end = memchr(from, '\0', length);

	if (end)
		length = end - from;
	if (length > field->size - 1u)
		length = field->size - 1u;
	memcpy(member, from, length);
	member[length] = '\0';
}

static void get_bytes(const struct nlattr *attribute, const struct field *field,
		      u8 *base)
{
	u32 length = mnl_attr_get_payload_len(attribute);

	if (length > field->size)
		length = field->size;
	/* an earlier one of the same message may have been longer */
	memset(base + field->offset, 0, field->size);
	memcpy(base + field->offset, mnl_attr_get_payload(attribute), length);
	memcpy(base + field->length, &length, sizeof(length));
}

static int get_number(const struct nlattr *attribute, const struct field *field,
		      u8 *member)
{
	if (mnl_attr_get_payload_len(attribute) != field->size)
		return -EBADMSG;
	memcpy(member, mnl_attr_get_payload(attribute), field->size);
	return 0;
}

static int get_field(const struct nlattr *attribute, const struct field *field,
		     u8 *base)
{
	u8 *member = base + field->offset;

	switch (field->kind) {
	case FIELD_FLAG:
		*(bool *)member = true;
		return 0;
	case FIELD_STRING:
		get_string(attribute, field, member);
		return 0;
	case FIELD_BYTES:
		get_bytes(attribute, field, base);
		return 0;
	case FIELD_ADDRESS:
		return get_address(attribute, (struct sipmap_endpoint *)member);
	case FIELD_ENDPOINT:
		return get_endpoint(attribute,
				    (struct sipmap_endpoint *)member);
	default:
		return get_number(attribute, field, member);
	}
}

/* every object begins with its "has" */
static u8 *object_base(struct sipmap_knl_object *object)
{
	return (u8 *)&object->status;
}

/**
 * sipmap_knl_parse - read a message of the family
 * @message: the whole netlink message
 * @object: filled in
 *
 * Attributes that are not known are passed over: a newer module may have more.
 *
 * Return: 0, or -EBADMSG if an attribute has not the length it must have.
 */
int sipmap_knl_parse(const struct nlmsghdr *message,
		     struct sipmap_knl_object *object)
{
	const struct genlmsghdr *header = mnl_nlmsg_get_payload(message);
	u8 *base = object_base(object);
	const struct nlattr *attribute;
	size_t i;
	int err;

	memset(object, 0, sizeof(*object));
	if (mnl_nlmsg_get_payload_len(message) < sizeof(*header))
		return -EBADMSG;
	object->command = header->cmd;
	object->type = sipmap_knl_type_of(header->cmd);
	mnl_attr_for_each(attribute, message, sizeof(*header)) {
		const struct field *field = objects[object->type].fields;

		for (i = 0; i < objects[object->type].count; i++, field++) {
			if (field->attribute != mnl_attr_get_type(attribute))
				continue;
			err = get_field(attribute, field, base);
			if (err)
				return err;
			*(u32 *)base |= SIPMAP_HAS(field->attribute);
		}
	}
	return 0;
}

static u16 address_length(const struct sipmap_endpoint *endpoint)
{
	return endpoint->family == SIPMAP_FAMILY_IPV6 ? 16 : 4;
}

static bool put_endpoint(struct nlmsghdr *message, size_t size, u16 type,
			 const struct sipmap_endpoint *endpoint)
{
	struct nlattr *nest = mnl_attr_nest_start_check(message, size, type);

	if (!nest)
		return false;
	if (!mnl_attr_put_check(message, size, SIPMAP_A_ENDPOINT_ADDRESS,
				address_length(endpoint), endpoint->address))
		return false;
	if (!mnl_attr_put_u16_check(message, size, SIPMAP_A_ENDPOINT_PORT,
				    htons(endpoint->port)))
		return false;
	mnl_attr_nest_end(message, nest);
	return true;
}

static bool put_field(struct nlmsghdr *message, size_t size,
		      const struct field *field, const u8 *base)
{
	const u8 *member = base + field->offset;
	u16 type = field->attribute;
	u32 length;

	switch (field->kind) {
	case FIELD_FLAG:
		return !*(const bool *)member ||
		       mnl_attr_put_check(message, size, type, 0, NULL);
	case FIELD_STRING:
		return mnl_attr_put_strz_check(message, size, type,
					       (const char *)member);
	case FIELD_BYTES:
		memcpy(&length, base + field->length, sizeof(length));
		return length <= field->size &&
		       mnl_attr_put_check(message, size, type, length, member);
	case FIELD_ADDRESS:
		length = address_length((const struct sipmap_endpoint *)member);
		return mnl_attr_put_check(message, size, type, length, member);
	case FIELD_ENDPOINT:
		return put_endpoint(message, size, type,
				    (const struct sipmap_endpoint *)member);
	default:
		return mnl_attr_put_check(message, size, type, field->size,
					  member);
	}
}

/**
 * sipmap_knl_build - write an object's attributes
 * @message: a netlink message whose genetlink header is already there
 * @size: bytes that @message may take in all
 * @object: its command says what it is, its "has" what of it to write
 *
 * Return: 0, or -EMSGSIZE.
 */
int sipmap_knl_build(struct nlmsghdr *message, size_t size,
		     const struct sipmap_knl_object *object)
{
	enum sipmap_knl_type type = sipmap_knl_type_of(object->command);
	const struct field *field = objects[type].fields;
	const u8 *base = (const u8 *)&object->status;
	size_t i;

	for (i = 0; i < objects[type].count; i++, field++) {
		if (!(*(const u32 *)base & SIPMAP_HAS(field->attribute)))
			continue;
		if (!put_field(message, size, field, base))
			return -EMSGSIZE;
	}
	return 0;
}
