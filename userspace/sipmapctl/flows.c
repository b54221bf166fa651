// SPDX-License-Identifier: GPL-2.0-or-later
#include <arpa/inet.h>
#include <errno.h>
#include <libmnl/libmnl.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "flows.h"

/* what a dump gives to each message */
struct dump {
	sipmap_ctl_flow_t take;
	void *arg;
};

/* the attributes of one nest, by type */
struct nest {
	const struct nlattr *attribute[CTA_MAX + 1];
};

static int keep(const struct nlattr *attribute, void *arg)
{
	struct nest *nest = arg;
	unsigned int type = mnl_attr_get_type(attribute);

	if (type <= CTA_MAX)
		nest->attribute[type] = attribute;
	return MNL_CB_OK;
}

static void open_nest(struct nest *nest, const struct nlattr *attribute)
{
	memset(nest, 0, sizeof(*nest));
	if (attribute)
		mnl_attr_parse_nested(attribute, keep, nest);
}

/* Return: true if it is the source of a UDP packet over IPv4. */
static bool source(const struct nlattr *tuple, struct sipmap_endpoint *endpoint)
{
	const struct nlattr *address, *port, *protocol;
	struct nest parts, nest;

	open_nest(&parts, tuple);
	open_nest(&nest, parts.attribute[CTA_TUPLE_IP]);
	address = nest.attribute[CTA_IP_V4_SRC];
	open_nest(&nest, parts.attribute[CTA_TUPLE_PROTO]);
	protocol = nest.attribute[CTA_PROTO_NUM];
	port = nest.attribute[CTA_PROTO_SRC_PORT];
	if (!address || mnl_attr_get_payload_len(address) != 4 || !protocol ||
	    mnl_attr_get_u8(protocol) != IPPROTO_UDP || !port)
		return false;
	memset(endpoint, 0, sizeof(*endpoint));
	endpoint->family = SIPMAP_FAMILY_IPV4;
	memcpy(endpoint->address, mnl_attr_get_payload(address), 4);
	endpoint->port = ntohs(mnl_attr_get_u16(port));
	return true;
}

static bool packets(const struct nlattr *counters, u64 *number)
{
	const struct nlattr *counter;
	struct nest nest;

	open_nest(&nest, counters);
	counter = nest.attribute[CTA_COUNTERS_PACKETS];
	if (!counter)
		return false;
	*number = be64toh(mnl_attr_get_u64(counter));
	return true;
}

static int on_flow(const struct nlmsghdr *header, void *arg)
{
	struct sipmap_ctl_flow flow = { .counted = false };
	const struct dump *dump = arg;
	struct nest nest = { { NULL } };

	mnl_attr_parse(header, sizeof(struct nfgenmsg), keep, &nest);
	if (!source(nest.attribute[CTA_TUPLE_ORIG], &flow.from) ||
	    !source(nest.attribute[CTA_TUPLE_REPLY], &flow.to))
		return MNL_CB_OK;
	flow.counted = packets(nest.attribute[CTA_COUNTERS_ORIG],
			       &flow.forth) &&
		       packets(nest.attribute[CTA_COUNTERS_REPLY], &flow.back);
	dump->take(&flow, dump->arg);
	return MNL_CB_OK;
}

static int run(struct mnl_socket *socket, const struct dump *dump)
{
	char buffer[MNL_SOCKET_BUFFER_SIZE];
	struct nfgenmsg *family;
	struct nlmsghdr *header;
	ssize_t length;
	int more;

	header = mnl_nlmsg_put_header(buffer);
	header->nlmsg_type = NFNL_SUBSYS_CTNETLINK << 8 | IPCTNL_MSG_CT_GET;
	header->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
	header->nlmsg_seq = 1;
	family = mnl_nlmsg_put_extra_header(header, sizeof(*family));
	family->nfgen_family = AF_INET;
	family->version = NFNETLINK_V0;
	if (mnl_socket_sendto(socket, header, header->nlmsg_len) < 0)
		return -errno;
	do {
		length = mnl_socket_recvfrom(socket, buffer, sizeof(buffer));
		if (length < 0)
			return -errno;
		more = mnl_cb_run(buffer, length, 1,
				  mnl_socket_get_portid(socket), on_flow,
				  (void *)dump);
	} while (more > 0);
	return more < 0 ? -errno : 0;
}

/**
 * sipmap_flows_each() - look at all UDP flows of this network namespace
 * @take: takes each of them
 * @arg: for @take
 *
 * Return: 0 or a negative errno, such as where the kernel shows none.
 */
int sipmap_flows_each(sipmap_ctl_flow_t take, void *arg)
{
	struct dump dump = { .take = take, .arg = arg };
	struct mnl_socket *socket;
	int err;

	socket = mnl_socket_open(NETLINK_NETFILTER);
	if (!socket)
		return -errno;
	err = mnl_socket_bind(socket, 0, MNL_SOCKET_AUTOPID) ? -errno : 0;
	if (!err)
		err = run(socket, &dump);
	mnl_socket_close(socket);
	return err;
}
