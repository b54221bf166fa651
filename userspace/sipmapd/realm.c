// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Any change of links, addresses or routes makes the caller look again; the
 * answer is always found anew from the tables, never by following each change.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libmnl/libmnl.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>

#include "convert.h"
#include "realm.h"

#define BUFFER_SIZE 32768

/**
 * struct sipmap_realm - a view of the routing table
 * @events: socket that tells of changes
 * @requests: socket to read tables
 * @sequence: of the last request
 * @interface: configured name, empty: that of the default route
 */
struct sipmap_realm {
	struct mnl_socket *events;
	struct mnl_socket *requests;
	u32 sequence;
	char interface[IF_NAMESIZE];
};

static struct mnl_socket *open_socket(unsigned int groups)
{
	struct mnl_socket *socket = mnl_socket_open2(NETLINK_ROUTE,
						     SOCK_CLOEXEC);

	if (socket && mnl_socket_bind(socket, groups, MNL_SOCKET_AUTOPID) < 0) {
		mnl_socket_close(socket);
		return NULL;
	}
	return socket;
}

/**
 * sipmap_realm_open - begin to watch
 * @realm: set to the view
 * @interface: name of the outside interface, or "auto"
 *
 * Return: 0 or a negative errno.
 */
int sipmap_realm_open(struct sipmap_realm **realm, const char *interface)
{
	struct sipmap_realm *opened = calloc(1, sizeof(*opened));
	int fd;

	if (!opened)
		return -ENOMEM;
	if (strcmp(interface, "auto"))
		snprintf(opened->interface, sizeof(opened->interface), "%s",
			 interface);
	opened->events = open_socket(RTMGRP_LINK | RTMGRP_IPV4_IFADDR |
				     RTMGRP_IPV4_ROUTE);
	opened->requests = open_socket(0);
	if (!opened->events || !opened->requests)
		goto err_close;
	fd = mnl_socket_get_fd(opened->events);
	if (fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK) < 0)
		goto err_close;
	*realm = opened;
	return 0;

err_close:
	fd = -errno;
	sipmap_realm_close(opened);
	return fd;
}

/**
 * sipmap_realm_close - stop watching
 * @realm: the view, or NULL
 */
void sipmap_realm_close(struct sipmap_realm *realm)
{
	if (!realm)
		return;
	if (realm->events)
		mnl_socket_close(realm->events);
	if (realm->requests)
		mnl_socket_close(realm->requests);
	free(realm);
}

/**
 * sipmap_realm_fd - what to poll for changes
 * @realm: the view
 *
 * Return: a file descriptor that belongs to @realm.
 */
int sipmap_realm_fd(const struct sipmap_realm *realm)
{
	return mnl_socket_get_fd(realm->events);
}

/**
 * sipmap_realm_changed - take all news, without waiting
 * @realm: the view
 *
 * Return: true if there was any: sipmap_realm_find() may have another answer.
 */
bool sipmap_realm_changed(struct sipmap_realm *realm)
{
	_Alignas(8) char buffer[BUFFER_SIZE];
	bool changed = false;
	ssize_t length;

	for (;;) {
		length = mnl_socket_recvfrom(realm->events, buffer,
					     sizeof(buffer));
		if (length < 0 && errno != ENOBUFS && errno != EINTR)
			return changed;
		changed = true;
	}
}

static int dump(struct sipmap_realm *realm, u16 type, const void *header,
		size_t size, mnl_cb_t take, void *arg)
{
	_Alignas(8) char buffer[BUFFER_SIZE];
	struct nlmsghdr *message;
	unsigned int port;
	ssize_t length;
	int ret;

	port = mnl_socket_get_portid(realm->requests);
	message = mnl_nlmsg_put_header(buffer);
	message->nlmsg_type = type;
	message->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
	message->nlmsg_seq = ++realm->sequence;
	memcpy(mnl_nlmsg_put_extra_header(message, size), header, size);
	if (mnl_socket_sendto(realm->requests, message,
			      message->nlmsg_len) < 0)
		return -errno;
	do {
		length = mnl_socket_recvfrom(realm->requests, buffer,
					     sizeof(buffer));
		if (length < 0)
			return -errno;
		ret = mnl_cb_run(buffer, length, realm->sequence, port, take,
				 arg);
		if (ret < 0)
			return -errno;
	} while (ret > 0);
	return 0;
}

/* the best default route so far; of all tables, if it is for one interface */
struct choice {
	u32 wanted;
	u32 ifindex;
	u32 metric;
	bool has_source;
	u8 source[4];
	bool has_gateway;
	u8 gateway[4];
};

static u32 first_nexthop(const struct nlattr *attribute)
{
	const struct rtnexthop *hop = mnl_attr_get_payload(attribute);

	if (mnl_attr_get_payload_len(attribute) < sizeof(*hop))
		return 0;
	return hop->rtnh_ifindex;
}

static void read_route(const struct nlmsghdr *message, struct choice *route,
		       u32 *table)
{
	const struct nlattr *attribute;

	mnl_attr_for_each(attribute, message, sizeof(struct rtmsg)) {
		switch (mnl_attr_get_type(attribute)) {
		case RTA_TABLE:
			*table = mnl_attr_get_u32(attribute);
			break;
		case RTA_OIF:
			route->ifindex = mnl_attr_get_u32(attribute);
			break;
		case RTA_PRIORITY:
			route->metric = mnl_attr_get_u32(attribute);
			break;
		case RTA_GATEWAY:
			memcpy(route->gateway, mnl_attr_get_payload(attribute),
			       sizeof(route->gateway));
			route->has_gateway = true;
			break;
		case RTA_MULTIPATH:
			route->ifindex = first_nexthop(attribute);
			break;
		case RTA_PREFSRC:
			memcpy(route->source, mnl_attr_get_payload(attribute),
			       sizeof(route->source));
			route->has_source = true;
			break;
		}
	}
}

static int take_route(const struct nlmsghdr *message, void *arg)
{
	const struct rtmsg *header = mnl_nlmsg_get_payload(message);
	struct choice route = { .ifindex = 0 };
	u32 table = header->rtm_table;
	struct choice *best = arg;

	if (header->rtm_family != AF_INET || header->rtm_dst_len ||
	    header->rtm_type != RTN_UNICAST ||
	    header->rtm_flags & (RTNH_F_DEAD | RTNH_F_LINKDOWN))
		return MNL_CB_OK;
	read_route(message, &route, &table);
	if (!route.ifindex || (best->wanted ? route.ifindex != best->wanted :
					      table != RT_TABLE_MAIN))
		return MNL_CB_OK;
	route.wanted = best->wanted;
	if (!best->ifindex || route.metric < best->metric)
		*best = route;
	return MNL_CB_OK;
}

/* the address of one interface */
struct search {
	u32 ifindex;
	struct sipmap_endpoint address;
};

static int take_address(const struct nlmsghdr *message, void *arg)
{
	const struct ifaddrmsg *header = mnl_nlmsg_get_payload(message);
	struct search *search = arg;
	const struct nlattr *attribute;
	const void *local = NULL;

	if (header->ifa_index != search->ifindex ||
	    header->ifa_flags & IFA_F_SECONDARY ||
	    header->ifa_scope != RT_SCOPE_UNIVERSE ||
	    search->address.family != SIPMAP_FAMILY_NONE)
		return MNL_CB_OK;
	mnl_attr_for_each(attribute, message, sizeof(*header))
		if (mnl_attr_get_type(attribute) == IFA_LOCAL &&
		    mnl_attr_get_payload_len(attribute) == 4)
			local = mnl_attr_get_payload(attribute);
	if (local)
		sipmap_endpoint_ipv4(&search->address, local, 0);
	return MNL_CB_OK;
}

static int find_route(struct sipmap_realm *realm, struct choice *best)
{
	struct rtmsg header = { .rtm_family = AF_INET };
	int err;

	if (realm->interface[0]) {
		best->wanted = if_nametoindex(realm->interface);
		if (!best->wanted)
			return 0;
	}
	err = dump(realm, RTM_GETROUTE, &header, sizeof(header), take_route,
		   best);
	/* without a default route it may be the outside all the same */
	if (best->wanted) {
		best->ifindex = best->wanted;
		best->has_source = false;
	}
	return err;
}

/**
 * sipmap_realm_find - the outside interface as it is now
 * @realm: the view
 * @outside: filled in; ifindex 0 if there is none, or it has no address
 *
 * Return: 0 or a negative errno.
 */
int sipmap_realm_find(struct sipmap_realm *realm,
		      struct sipmap_outside *outside)
{
	struct ifaddrmsg header = { .ifa_family = AF_INET };
	struct choice best = { .ifindex = 0 };
	struct search search;
	int err;

	memset(outside, 0, sizeof(*outside));
	memset(&search, 0, sizeof(search));
	err = find_route(realm, &best);
	if (err || !best.ifindex)
		return err;
	search.ifindex = best.ifindex;
	if (best.has_source)
		sipmap_endpoint_ipv4(&search.address, best.source, 0);
	else
		err = dump(realm, RTM_GETADDR, &header, sizeof(header),
			   take_address, &search);
	if (err || search.address.family == SIPMAP_FAMILY_NONE)
		return err;
	if (!if_indextoname(best.ifindex, outside->name))
		return 0;
	outside->ifindex = best.ifindex;
	outside->address = search.address;
	if (best.has_gateway)
		sipmap_endpoint_ipv4(&outside->gateway, best.gateway, 0);
	return 0;
}
