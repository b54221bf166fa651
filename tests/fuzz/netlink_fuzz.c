// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What the kernel's side of a netlink socket may say: to one who waits for
 * events, has asked, dumps a table, looks for the family, or waits for the
 * module. The linker puts the functions at the end of this file in the place
 * of libmnl's socket, and the first byte says who reads the rest.
 *
 * The module's family is number 0x20, and the request was the first.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <linux/genetlink.h>
#include <sanitizer/asan_interface.h>

#include "../../userspace/common/connection.h"
#include "../../userspace/common/family.h"
#include "fuzz.h"

#define FAMILY 0x20
#define BUILD_SIZE 4096

/* a socket that is there only to be handed on */
static char place;
static struct mnl_socket *const nobody = (void *)&place;

static struct {
	const uint8_t *data;
	size_t left;
	char *guarded;
	size_t guarded_size;
} input;

static bool is_endpoint(const struct sipmap_endpoint *endpoint)
{
	return endpoint->family == SIPMAP_FAMILY_NONE ||
	       endpoint->family == SIPMAP_FAMILY_IPV4 ||
	       endpoint->family == SIPMAP_FAMILY_IPV6;
}

#define IS_STRING(member) (memchr(member, '\0', sizeof(member)))

/* Strings end within their member, lengths are those of theirs. */
static void check_object(const struct sipmap_knl_object *object)
{
	FUZZ_HOLDS(object->type == sipmap_knl_type_of(object->command));
	switch (object->type) {
	case SIPMAP_KNL_STATUS:
		FUZZ_HOLDS(IS_STRING(object->status.version));
		break;
	case SIPMAP_KNL_REALM:
		FUZZ_HOLDS(IS_STRING(object->realm.name));
		FUZZ_HOLDS(IS_STRING(object->realm.verdict));
		FUZZ_HOLDS(IS_STRING(object->realm.type));
		FUZZ_HOLDS(IS_STRING(object->realm.step));
		FUZZ_HOLDS(is_endpoint(&object->realm.address));
		break;
	case SIPMAP_KNL_BINDING:
		FUZZ_HOLDS(is_endpoint(&object->binding.inside));
		FUZZ_HOLDS(is_endpoint(&object->binding.public_endpoint));
		break;
	case SIPMAP_KNL_CALL:
		FUZZ_HOLDS(IS_STRING(object->call.end));
		FUZZ_HOLDS(object->call.call_id_length <
			   sizeof(object->call.call_id));
		FUZZ_HOLDS(!object->call.call_id[object->call.call_id_length]);
		break;
	case SIPMAP_KNL_COUNTER:
		FUZZ_HOLDS(IS_STRING(object->counter.name));
		break;
	case SIPMAP_KNL_SEND:
		FUZZ_HOLDS(object->send.payload_length <=
			   SIPMAP_KNL_PAYLOAD_MAX);
		break;
	default:
		break;
	}
}

/* Into a message and back again. */
static void round_trip(const struct sipmap_knl_object *object,
		       struct sipmap_knl_object *back)
{
	_Alignas(8) char buffer[BUILD_SIZE] = { 0 };
	struct nlmsghdr *message = mnl_nlmsg_put_header(buffer);
	struct genlmsghdr *header;

	message->nlmsg_type = FAMILY;
	header = mnl_nlmsg_put_extra_header(message, sizeof(*header));
	header->cmd = object->command;
	FUZZ_HOLDS(!sipmap_knl_build(message, sizeof(buffer), object));
	FUZZ_HOLDS(!sipmap_knl_parse(message, back));
}

/* What was written and read again is the same when that is done once more. */
static int take(const struct sipmap_knl_object *object, void *arg)
{
	struct sipmap_knl_object first;
	struct sipmap_knl_object second;
	unsigned int *count = arg;

	check_object(object);
	round_trip(object, &first);
	check_object(&first);
	round_trip(&first, &second);
	FUZZ_HOLDS(!memcmp(&first, &second, sizeof(first)));
	++*count;
	return 0;
}

static void read_as(unsigned int reader, struct sipmap_knl *knl)
{
	struct sipmap_knl_object request = {
		.command = SIPMAP_CMD_BINDING_GET,
	};
	struct sipmap_knl_object answer;
	unsigned int count = 0;
	u32 group_id;
	u16 family;

	switch (reader) {
	case 0:
		sipmap_knl_events(knl, take, &count);
		break;
	case 1:
		sipmap_knl_request(knl, &request, &answer);
		take(&answer, &count);
		break;
	case 2:
		sipmap_knl_dump(knl, SIPMAP_CMD_CALL_GET, take, &count);
		break;
	case 3:
		sipmap_family_resolve(nobody, SIPMAP_FAMILY_NAME,
				      SIPMAP_MCGRP_EVENTS, &family, &group_id);
		break;
	default:
		sipmap_knl_watch_read((struct sipmap_knl_watch *)nobody);
		break;
	}
	FUZZ_HOLDS(memchr(knl->error, '\0', sizeof(knl->error)));
}

/* The buffer of the last datagram is its reader's again. */
static void unguard(void)
{
	if (input.guarded)
		__asan_unpoison_memory_region(input.guarded,
					      input.guarded_size);
	input.guarded = NULL;
}

/* LLVMFuzzerTestOneInput - libFuzzer calls it for each input */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sipmap_knl knl = {
		.requests = nobody, .events = nobody, .family = FAMILY,
	};

	if (size < 1 || size > 65536)
		return 0;
	input.data = data + 1;
	input.left = size - 1;
	read_as(data[0] % 5, &knl);
	unguard();
	return 0;
}

/*
 * The next datagram; a u16 before it says how long it is. Behind it, the
 * reader may not read.
 */
ssize_t __wrap_mnl_socket_recvfrom(const struct mnl_socket *socket,
				   void *buffer, size_t size)
{
	size_t length;

	FUZZ_HOLDS(socket == nobody);
	unguard();
	if (input.left < 2) {
		errno = EAGAIN;
		return -1;
	}
	length = input.data[0] | (size_t)input.data[1] << 8;
	input.data += 2;
	input.left -= 2;
	if (length > input.left)
		length = input.left;
	if (length > size)
		length = size;
	memcpy(buffer, input.data, length);
	input.data += length;
	input.left -= length;
	input.guarded = (char *)buffer + length;
	input.guarded_size = size - length;
	__asan_poison_memory_region(input.guarded, input.guarded_size);
	return (ssize_t)length;
}

/* What is sent is well-formed, and goes nowhere. */
ssize_t __wrap_mnl_socket_sendto(const struct mnl_socket *socket,
				 const void *request, size_t size)
{
	FUZZ_HOLDS(socket == nobody);
	FUZZ_HOLDS(mnl_nlmsg_ok(request, (int)size));
	return (ssize_t)size;
}
