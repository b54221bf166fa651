// SPDX-License-Identifier: GPL-2.0-or-later
#include <endian.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include <libmnl/libmnl.h>
#include <linux/netfilter/nf_conntrack_common.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>

#include "flows.h"

#define BUFFER_SIZE 32768
#define SEQUENCE 1

/* source and destination of one direction of a flow */
struct tuple {
	struct sipmap_endpoint from;
	struct sipmap_endpoint to;
	u8 protocol;
};

/* what a message is read into */
struct reading {
	struct tuple original;
	struct tuple reply;
	u32 status;
	struct sipmap_flow *flow;
};

/* what a dump gives to each message */
struct dump {
	sipmap_flow_t take;
	void *arg;
};

static void take_address(struct sipmap_endpoint *endpoint,
			 const struct nlattr *attribute,
			 enum sipmap_family family)
{
	size_t size = family == SIPMAP_FAMILY_IPV4 ? 4 : 16;

	if (mnl_attr_get_payload_len(attribute) != size)
		return;
	endpoint->family = family;
	memcpy(endpoint->address, mnl_attr_get_payload(attribute), size);
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

	switch (mnl_attr_get_type(attribute)) {
	case CTA_IP_V4_SRC:
		take_address(&tuple->from, attribute, SIPMAP_FAMILY_IPV4);
		break;
	case CTA_IP_V4_DST:
		take_address(&tuple->to, attribute, SIPMAP_FAMILY_IPV4);
		break;
	case CTA_IP_V6_SRC:
		take_address(&tuple->from, attribute, SIPMAP_FAMILY_IPV6);
		break;
	case CTA_IP_V6_DST:
		take_address(&tuple->to, attribute, SIPMAP_FAMILY_IPV6);
		break;
	}
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

static int take_part(const struct nlattr *attribute, void *arg)
{
	struct reading *reading = arg;
	struct sipmap_flow *flow = reading->flow;

	switch (mnl_attr_get_type(attribute)) {
	case CTA_TUPLE_ORIG:
		return mnl_attr_parse_nested(attribute, take_tuple,
					     &reading->original);
	case CTA_TUPLE_REPLY:
		return mnl_attr_parse_nested(attribute, take_tuple,
					     &reading->reply);
	case CTA_STATUS:
		if (!mnl_attr_validate(attribute, MNL_TYPE_U32))
			reading->status = be32toh(mnl_attr_get_u32(attribute));
		break;
	case CTA_COUNTERS_ORIG:
		flow->counted = true;
		return mnl_attr_parse_nested(attribute, take_packets,
					     &flow->forth);
	case CTA_COUNTERS_REPLY:
		return mnl_attr_parse_nested(attribute, take_packets,
					     &flow->back);
	}
	return MNL_CB_OK;
}

/**
 * sipmap_flow_read() - read what ctnetlink tells of a flow
 * @message: its message
 * @flow: to be filled in
 *
 * Return: false where it is no UDP flow, or no message about one.
 */
bool sipmap_flow_read(const struct nlmsghdr *message, struct sipmap_flow *flow)
{
	struct reading reading = { .flow = flow };

	memset(flow, 0, sizeof(*flow));
	if (message->nlmsg_len < MNL_NLMSG_HDRLEN + sizeof(struct nfgenmsg) ||
	    mnl_attr_parse(message, sizeof(struct nfgenmsg), take_part,
			   &reading) < 0 ||
	    reading.original.protocol != IPPROTO_UDP)
		return false;
	flow->from = reading.original.from;
	flow->to = reading.original.to;
	flow->answers_from = reading.reply.from;
	flow->answered = reading.status & IPS_SEEN_REPLY;
	return true;
}

static int on_message(const struct nlmsghdr *message, void *arg)
{
	const struct dump *dump = arg;
	struct sipmap_flow flow;

	if (sipmap_flow_read(message, &flow))
		dump->take(&flow, dump->arg);
	return MNL_CB_OK;
}

static int ask(struct mnl_socket *socket)
{
	char room[MNL_NLMSG_HDRLEN + sizeof(struct nfgenmsg) + 16];
	struct nlmsghdr *request = mnl_nlmsg_put_header(room);
	struct nfgenmsg *family;

	request->nlmsg_type = NFNL_SUBSYS_CTNETLINK << 8 | IPCTNL_MSG_CT_GET;
	request->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
	request->nlmsg_seq = SEQUENCE;
	family = mnl_nlmsg_put_extra_header(request, sizeof(*family));
	family->nfgen_family = AF_UNSPEC;
	family->version = NFNETLINK_V0;
	if (mnl_socket_bind(socket, 0, MNL_SOCKET_AUTOPID) < 0 ||
	    mnl_socket_sendto(socket, request, request->nlmsg_len) < 0)
		return -errno;
	return 0;
}

static int read_answer(struct mnl_socket *socket, struct dump *dump)
{
	unsigned int port = mnl_socket_get_portid(socket);
	char *buffer = malloc(BUFFER_SIZE);
	int more = MNL_CB_OK;
	ssize_t length;
	int err = 0;

	if (!buffer)
		return -ENOMEM;
	while (more > MNL_CB_STOP) {
		length = mnl_socket_recvfrom(socket, buffer, BUFFER_SIZE);
		more = length < 0 ? MNL_CB_ERROR :
			mnl_cb_run(buffer, length, SEQUENCE, port, on_message,
				   dump);
		if (more == MNL_CB_ERROR)
			err = -errno;
	}
	free(buffer);
	return err;
}

/**
 * sipmap_flows_each() - look at all UDP flows of this network namespace
 * @take: takes each of them
 * @arg: for @take
 *
 * Return: 0 or a negative errno, such as where the kernel shows none.
 */
int sipmap_flows_each(sipmap_flow_t take, void *arg)
{
	struct dump dump = { .take = take, .arg = arg };
	struct mnl_socket *socket;
	int err;

	socket = mnl_socket_open2(NETLINK_NETFILTER, SOCK_CLOEXEC);
	if (!socket)
		return -errno;
	err = ask(socket);
	if (!err)
		err = read_answer(socket, &dump);
	mnl_socket_close(socket);
	return err;
}
