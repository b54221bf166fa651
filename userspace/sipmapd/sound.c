// SPDX-License-Identifier: GPL-2.0-or-later
#include <endian.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libmnl/libmnl.h>
#include <linux/netfilter/nf_conntrack_common.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>

#include "sound.h"

/* to go through more flows than this would keep the agent from its calls */
#define FLOWS_MAX 20000
#define BUFFER_SIZE 32768
#define FLOWS_FILE "/proc/sys/net/netfilter/nf_conntrack_count"

/* source and destination of one direction of a flow */
struct tuple {
	struct sipmap_endpoint from;
	struct sipmap_endpoint to;
	u8 protocol;
};

struct flow {
	struct tuple original;
	struct tuple reply;
	u32 status;
	bool counted;
	u64 packets;
	u64 packets_reply;
};

static void take_address(struct sipmap_endpoint *endpoint,
			 const struct nlattr *attribute)
{
	if (mnl_attr_get_payload_len(attribute) != 4)
		return;
	endpoint->family = SIPMAP_FAMILY_IPV4;
	memcpy(endpoint->address, mnl_attr_get_payload(attribute), 4);
}

static void take_port(struct sipmap_endpoint *endpoint,
		      const struct nlattr *attribute)
{
	if (!mnl_attr_validate(attribute, MNL_TYPE_U16))
		endpoint->port = be16toh(mnl_attr_get_u16(attribute));
}

static int take_ip(const struct nlattr *attribute, void *arg)
{
	struct tuple *tuple = arg;

	if (mnl_attr_get_type(attribute) == CTA_IP_V4_SRC)
		take_address(&tuple->from, attribute);
	else if (mnl_attr_get_type(attribute) == CTA_IP_V4_DST)
		take_address(&tuple->to, attribute);
	return MNL_CB_OK;
}

static int take_protocol(const struct nlattr *attribute, void *arg)
{
	struct tuple *tuple = arg;

	switch (mnl_attr_get_type(attribute)) {
	case CTA_PROTO_NUM:
		if (!mnl_attr_validate(attribute, MNL_TYPE_U8))
			tuple->protocol = mnl_attr_get_u8(attribute);
		break;
	case CTA_PROTO_SRC_PORT:
		take_port(&tuple->from, attribute);
		break;
	case CTA_PROTO_DST_PORT:
		take_port(&tuple->to, attribute);
		break;
	}
	return MNL_CB_OK;
}

static int take_tuple(const struct nlattr *attribute, void *arg)
{
	if (mnl_attr_get_type(attribute) == CTA_TUPLE_IP)
		return mnl_attr_parse_nested(attribute, take_ip, arg);
	if (mnl_attr_get_type(attribute) == CTA_TUPLE_PROTO)
		return mnl_attr_parse_nested(attribute, take_protocol, arg);
	return MNL_CB_OK;
}

static int take_packets(const struct nlattr *attribute, void *arg)
{
	if (mnl_attr_get_type(attribute) == CTA_COUNTERS_PACKETS &&
	    !mnl_attr_validate(attribute, MNL_TYPE_U64))
		*(u64 *)arg = be64toh(mnl_attr_get_u64(attribute));
	return MNL_CB_OK;
}

static int take_flow(const struct nlattr *attribute, void *arg)
{
	struct flow *flow = arg;

	switch (mnl_attr_get_type(attribute)) {
	case CTA_TUPLE_ORIG:
		return mnl_attr_parse_nested(attribute, take_tuple,
					     &flow->original);
	case CTA_TUPLE_REPLY:
		return mnl_attr_parse_nested(attribute, take_tuple,
					     &flow->reply);
	case CTA_STATUS:
		if (!mnl_attr_validate(attribute, MNL_TYPE_U32))
			flow->status = be32toh(mnl_attr_get_u32(attribute));
		break;
	case CTA_COUNTERS_ORIG:
		flow->counted = true;
		return mnl_attr_parse_nested(attribute, take_packets,
					     &flow->packets);
	case CTA_COUNTERS_REPLY:
		return mnl_attr_parse_nested(attribute, take_packets,
					     &flow->packets_reply);
	}
	return MNL_CB_OK;
}

/* a flow is the phone's if it came from I; its peer's if it went to W */
static void add_flow(struct sipmap_sound *sound, const struct flow *flow)
{
	bool answered = flow->status & IPS_SEEN_REPLY;

	if (sipmap_endpoint_equal(&flow->original.from, &sound->inside)) {
		sound->out = true;
		sound->in |= answered;
		sound->packets_out += flow->packets;
		sound->packets_in += flow->packets_reply;
	} else if (sipmap_endpoint_equal(&flow->original.to,
					 &sound->outside) ||
		   sipmap_endpoint_equal(&flow->reply.from, &sound->inside)) {
		sound->in = true;
		sound->out |= answered;
		sound->packets_in += flow->packets;
		sound->packets_out += flow->packets_reply;
	} else {
		return;
	}
	sound->counted |= flow->counted;
}

/**
 * sipmap_sound_take - look at one flow of conntrack's
 * @sounds: streams; those whose flow it is are told
 * @count: how many
 * @message: the flow as ctnetlink tells it
 */
void sipmap_sound_take(struct sipmap_sound *sounds, size_t count,
		       const struct nlmsghdr *message)
{
	struct flow flow = { .status = 0 };
	size_t i;

	if (message->nlmsg_len < MNL_NLMSG_HDRLEN + sizeof(struct nfgenmsg) ||
	    mnl_attr_parse(message, sizeof(struct nfgenmsg), take_flow,
			   &flow) < 0 ||
	    flow.original.protocol != IPPROTO_UDP)
		return;
	for (i = 0; i < count; i++)
		add_flow(&sounds[i], &flow);
}

struct streams {
	struct sipmap_sound *list;
	size_t count;
};

static int take_message(const struct nlmsghdr *message, void *arg)
{
	struct streams *streams = arg;

	sipmap_sound_take(streams->list, streams->count, message);
	return MNL_CB_OK;
}

static bool ask(struct mnl_socket *socket, u32 sequence)
{
	char room[MNL_NLMSG_HDRLEN + sizeof(struct nfgenmsg) + 16];
	struct nlmsghdr *request = mnl_nlmsg_put_header(room);
	struct nfgenmsg *family;

	request->nlmsg_type = NFNL_SUBSYS_CTNETLINK << 8 | IPCTNL_MSG_CT_GET;
	request->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
	request->nlmsg_seq = sequence;
	family = mnl_nlmsg_put_extra_header(request, sizeof(*family));
	family->nfgen_family = AF_INET;
	family->version = NFNETLINK_V0;
	return mnl_socket_bind(socket, 0, MNL_SOCKET_AUTOPID) >= 0 &&
	       mnl_socket_sendto(socket, request, request->nlmsg_len) >= 0;
}

static bool read_answer(struct mnl_socket *socket, u32 sequence,
			struct streams *streams)
{
	unsigned int port = mnl_socket_get_portid(socket);
	size_t size = BUFFER_SIZE;
	char *buffer = malloc(size);
	int more = buffer ? MNL_CB_OK : MNL_CB_ERROR;
	ssize_t length;

	while (more > MNL_CB_STOP) {
		length = mnl_socket_recvfrom(socket, buffer, size);
		more = length < 0 ? MNL_CB_ERROR :
			mnl_cb_run(buffer, length, sequence, port,
				   take_message, streams);
	}
	free(buffer);
	return more == MNL_CB_STOP;
}

static bool too_many_flows(void)
{
	FILE *stream = fopen(FLOWS_FILE, "re");
	unsigned long count;
	int found = 0;

	if (stream) {
		found = fscanf(stream, "%lu", &count);
		fclose(stream);
	}
	return found != 1 || count > FLOWS_MAX;
}

/**
 * sipmap_sound_read - ask conntrack about streams
 * @sounds: with call, inside and outside; the rest is filled in
 * @count: how many
 *
 * Return: false if that cannot be known.
 */
bool sipmap_sound_read(struct sipmap_sound *sounds, size_t count)
{
	struct streams streams = { .list = sounds, .count = count };
	struct mnl_socket *socket;
	bool known;

	if (!count)
		return true;
	if (too_many_flows())
		return false;
	socket = mnl_socket_open2(NETLINK_NETFILTER, SOCK_CLOEXEC);
	if (!socket)
		return false;
	known = ask(socket, 1) && read_answer(socket, 1, &streams);
	mnl_socket_close(socket);
	return known;
}
