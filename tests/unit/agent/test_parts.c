// SPDX-License-Identifier: GPL-2.0-or-later
/* The small parts: packets, holds, keep-alive times, the netlink objects. */
#include <errno.h>
#include <stdlib.h>

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>

#include "../../../userspace/common/names.h"
#include "../../../userspace/sipmapd/alive.h"
#include "../../../userspace/sipmapd/hold.h"
#include "../../../userspace/sipmapd/packet.h"
#include "tap.h"

#define HAS(name) SIPMAP_HAS(SIPMAP_A_BINDING_##name)

/* IPv4, UDP 198.51.100.1:3478 to 100.64.0.2:30000, payload "abc" */
static const u8 good_packet[] = {
	0x45, 0, 0, 31, 0, 1, 0x40, 0, 64, 17, 0, 0,
	198, 51, 100, 1, 100, 64, 0, 2,
	0x0d, 0x96, 0x75, 0x30, 0, 11, 0, 0, 'a', 'b', 'c',
};

static void packet_is_read(void)
{
	struct sipmap_datagram datagram;

	ASSERT(sipmap_packet_read(good_packet, sizeof(good_packet), &datagram));
	ASSERT_ENDPOINT("198.51.100.1:3478", datagram.source);
	ASSERT_ENDPOINT("100.64.0.2:30000", datagram.destination);
	ASSERT_NUMBER(3, datagram.length);
	ASSERT(!memcmp(datagram.payload, "abc", 3));
}

static void packet_with_options(void)
{
	struct sipmap_datagram datagram;
	u8 packet[sizeof(good_packet) + 4];

	memcpy(packet, good_packet, 20);
	memset(packet + 20, 1, 4);
	memcpy(packet + 24, good_packet + 20, sizeof(good_packet) - 20);
	packet[0] = 0x46;
	ASSERT(sipmap_packet_read(packet, sizeof(packet), &datagram));
	ASSERT_ENDPOINT("198.51.100.1:3478", datagram.source);
	ASSERT_NUMBER(3, datagram.length);
}

static void bad_packets(void)
{
	static const struct {
		const char *what;
		size_t offset;
		u8 value;
	} cases[] = {
		{ "version 5", 0, 0x55 },
		{ "header too short", 0, 0x44 },
		{ "header longer than the packet", 0, 0x4f },
		{ "TCP", 9, 6 },
		{ "first fragment", 6, 0x20 },
		{ "later fragment", 7, 1 },
		{ "UDP longer than the packet", 25, 12 },
		{ "UDP shorter than its header", 25, 7 },
	};
	struct sipmap_datagram datagram;
	u8 packet[sizeof(good_packet)];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		memcpy(packet, good_packet, sizeof(packet));
		packet[cases[i].offset] = cases[i].value;
		if (sipmap_packet_read(packet, sizeof(packet), &datagram))
			tap_fail(__FILE__, __LINE__, "taken: %s",
				 cases[i].what);
	}
	for (i = 0; i < sizeof(good_packet); i++) {
		/* its end is the end of the heap block: no byte beyond it */
		u8 *cut = malloc(i ? i : 1);

		memcpy(cut, good_packet, i);
		ASSERT(!sipmap_packet_read(cut, i, &datagram));
		free(cut);
	}
}

static void holds_have_a_limit(void)
{
	struct sipmap_hold hold = { .moment = 1, .deadline = 10 };
	static struct sipmap_holds holds;
	unsigned int i;
	u32 packet;

	memset(&holds, 0, sizeof(holds));
	for (i = 0; i < SIPMAP_HOLDS_MAX; i++) {
		hold.packet = i;
		ASSERT(sipmap_hold_add(&holds, &hold));
	}
	ASSERT(!sipmap_hold_add(&holds, &hold));
	ASSERT(sipmap_hold_take(&holds, SIPMAP_NEVER, &packet));
	ASSERT_NUMBER(0, packet);
	hold.packet = 4711;
	ASSERT(sipmap_hold_add(&holds, &hold));
	for (i = 1; i < SIPMAP_HOLDS_MAX; i++)
		ASSERT(sipmap_hold_take(&holds, SIPMAP_NEVER, &packet));
	ASSERT(sipmap_hold_take(&holds, SIPMAP_NEVER, &packet));
	ASSERT_NUMBER(4711, packet);
	ASSERT(!sipmap_hold_take(&holds, SIPMAP_NEVER, &packet));
}

static void hold_order(void)
{
	static const struct sipmap_hold early = { 1, 5, 100 };
	static const struct sipmap_hold late = { 2, 7, 200 };
	static struct sipmap_holds holds;
	u64 moment;
	u32 packet;

	memset(&holds, 0, sizeof(holds));
	sipmap_hold_add(&holds, &early);
	sipmap_hold_add(&holds, &late);
	ASSERT_NUMBER(100, sipmap_hold_next(&holds));
	ASSERT(!sipmap_hold_take(&holds, 5, &packet));
	ASSERT(!sipmap_hold_overdue(&holds, 99, &moment));
	ASSERT(sipmap_hold_overdue(&holds, 100, &moment));
	ASSERT_NUMBER(5, moment);
	ASSERT(sipmap_hold_take(&holds, 6, &packet));
	ASSERT_NUMBER(1, packet);
	ASSERT(!sipmap_hold_take(&holds, 6, &packet));
	ASSERT(sipmap_hold_overdue(&holds, 300, &moment));
	ASSERT_NUMBER(7, moment);
}

static void jitter(void)
{
	ASSERT_NUMBER(1000 + 12000, sipmap_alive_after(1000, 15000, 0));
	ASSERT_NUMBER(1000 + 18000, sipmap_alive_after(1000, 15000,
						       UINT16_MAX));
}

static struct nlmsghdr *new_message(char *buffer, u8 command)
{
	struct nlmsghdr *message = mnl_nlmsg_put_header(buffer);
	struct genlmsghdr *header;

	header = mnl_nlmsg_put_extra_header(message, sizeof(*header));
	header->cmd = command;
	return message;
}

static void object_round_trip(void)
{
	_Alignas(8) char buffer[1024] = { 0 };
	struct sipmap_knl_object object = {
		.command = SIPMAP_CMD_BINDING_SET,
		.binding = {
			.has = HAS(ID) | HAS(KIND) | HAS(STATE) | HAS(SOURCE) |
			       HAS(INSIDE) | HAS(OUTSIDE) | HAS(PUBLIC) |
			       HAS(PEER) | HAS(IFINDEX) | HAS(EXPIRES) |
			       HAS(LEASE) | HAS(PAIR) | HAS(CALL) | HAS(HELD),
			.id = 1, .kind = 2, .state = 3, .source = 4,
			.inside = tap_parse("192.168.1.10:5060"),
			.outside = tap_parse("100.64.0.2:5060"),
			.public_endpoint = tap_parse("203.0.113.7:40123"),
			.peer = tap_parse("203.0.113.60:5060"),
			.ifindex = 5, .expires = 6, .lease = 7, .pair = 8,
			.call = 9, .held = true,
		},
	};
	struct nlmsghdr *message = new_message(buffer, object.command);
	struct sipmap_knl_object read;

	ASSERT_NUMBER(0, sipmap_knl_build(message, sizeof(buffer), &object));
	ASSERT_NUMBER(0, sipmap_knl_parse(message, &read));
	ASSERT_NUMBER(SIPMAP_KNL_BINDING, read.type);
	ASSERT_NUMBER(object.binding.has, read.binding.has);
	ASSERT(!memcmp(&object.binding, &read.binding, sizeof(read.binding)));
}

static void port_is_big_endian(void)
{
	_Alignas(8) char buffer[256] = { 0 };
	struct sipmap_knl_object object = {
		.command = SIPMAP_CMD_BINDING_SET,
		.binding = {
			.has = HAS(PUBLIC),
			.public_endpoint = tap_parse("1.2.3.4:258"),
		},
	};
	struct nlmsghdr *message = new_message(buffer, object.command);
	const u8 *bytes;

	ASSERT_NUMBER(0, sipmap_knl_build(message, sizeof(buffer), &object));
	/* headers 20, nest 4, address 4 + 4, port's header 4 */
	bytes = (const u8 *)message + 36;
	ASSERT_NUMBER(1, bytes[0]);
	ASSERT_NUMBER(2, bytes[1]);
}

static void only_what_is_there(void)
{
	_Alignas(8) char buffer[256] = { 0 };
	struct sipmap_knl_object object = {
		.command = SIPMAP_CMD_BINDING_SET,
		.binding = { .has = HAS(ID), .id = 7, .state = 3 },
	};
	struct nlmsghdr *message = new_message(buffer, object.command);
	struct sipmap_knl_object read;

	ASSERT_NUMBER(0, sipmap_knl_build(message, sizeof(buffer), &object));
	ASSERT_NUMBER(20 + 8, message->nlmsg_len);
	ASSERT_NUMBER(0, sipmap_knl_parse(message, &read));
	ASSERT_NUMBER(HAS(ID), read.binding.has);
	ASSERT_NUMBER(0, read.binding.state);
}

static void long_text_is_cut(void)
{
	_Alignas(8) char buffer[1024] = { 0 };
	struct nlmsghdr *message = new_message(buffer, SIPMAP_CMD_CALL_GET);
	struct sipmap_knl_object read;
	char text[300];

	memset(text, 'x', sizeof(text));
	mnl_attr_put(message, SIPMAP_A_CALL_CALL_ID, 200, text);
	mnl_attr_put(message, SIPMAP_A_CALL_END, 300, text);
	ASSERT_NUMBER(0, sipmap_knl_parse(message, &read));
	ASSERT_NUMBER(127, read.call.call_id_length);
	ASSERT_NUMBER(127, strlen(read.call.call_id));
	ASSERT_NUMBER(127, strlen(read.call.end));
}

static void wrong_sizes(void)
{
	static const struct {
		u16 attribute;
		size_t length;
	} cases[] = {
		{ SIPMAP_A_BINDING_ID, 2 }, { SIPMAP_A_BINDING_KIND, 0 },
		{ SIPMAP_A_BINDING_LEASE, 8 },
	};
	struct sipmap_knl_object read;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		_Alignas(8) char buffer[256] = { 0 };
		struct nlmsghdr *message =
			new_message(buffer, SIPMAP_CMD_BINDING_GET);

		mnl_attr_put(message, cases[i].attribute, cases[i].length,
			     "12345678");
		ASSERT_NUMBER(-EBADMSG, sipmap_knl_parse(message, &read));
	}
}

static void too_big(void)
{
	_Alignas(8) char buffer[64] = { 0 };
	struct sipmap_knl_object object = {
		.command = SIPMAP_CMD_SEND,
		.send = {
			.has = SIPMAP_HAS(SIPMAP_A_SEND_PAYLOAD),
			.payload_length = 100,
		},
	};
	struct nlmsghdr *message = new_message(buffer, object.command);

	ASSERT_NUMBER(-EMSGSIZE, sipmap_knl_build(message, sizeof(buffer),
						  &object));
}

static void every_number_has_a_word(void)
{
	ASSERT_TEXT("rtcp", sipmap_kind_name(SIPMAP_BINDING_RTCP));
	ASSERT_TEXT("failed", sipmap_state_name(SIPMAP_STATE_FAILED));
	ASSERT_TEXT("observed", sipmap_source_name(SIPMAP_SOURCE_OBSERVED));
	ASSERT_TEXT("endpoint-independent",
		    sipmap_mapping_name(SIPMAP_MAPPING_ENDPOINT_INDEPENDENT));
	ASSERT_TEXT("ended", sipmap_call_state_name(SIPMAP_CALL_ENDED));
	ASSERT_TEXT("unknown", sipmap_kind_name(99));
}

int main(void)
{
	static const struct tap_test tests[] = {
		{ "a packet is read", packet_is_read },
		{ "a packet with IP options is read", packet_with_options },
		{ "what is not a whole UDP datagram is refused", bad_packets },
		{ "only so many messages are held", holds_have_a_limit },
		{ "a message waits for what was pending before it",
		  hold_order },
		{ "keep-alives vary by a fifth", jitter },
		{ "an object is read as it was written", object_round_trip },
		{ "ports are big-endian on the wire", port_is_big_endian },
		{ "only set attributes are written", only_what_is_there },
		{ "text that is too long is cut", long_text_is_cut },
		{ "an attribute of the wrong size is refused", wrong_sizes },
		{ "an object that does not fit is refused", too_big },
		{ "every number has a word", every_number_has_a_word },
	};

	return tap_run(tests, ARRAY_SIZE(tests));
}
