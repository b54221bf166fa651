// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <string.h>

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>

#include "family.h"

struct resolution {
	const char *group;
	u16 family;
	u32 group_id;
};

static void read_group(const struct nlattr *nest, struct resolution *found)
{
	const struct nlattr *attribute;
	const char *name = NULL;
	u32 id = 0;

	mnl_attr_for_each_nested(attribute, nest) {
		switch (mnl_attr_get_type(attribute)) {
		case CTRL_ATTR_MCAST_GRP_NAME:
			if (mnl_attr_validate(attribute,
					      MNL_TYPE_NUL_STRING) >= 0)
				name = mnl_attr_get_str(attribute);
			break;
		case CTRL_ATTR_MCAST_GRP_ID:
			if (mnl_attr_validate(attribute, MNL_TYPE_U32) >= 0)
				id = mnl_attr_get_u32(attribute);
			break;
		}
	}
	if (name && !strcmp(name, found->group))
		found->group_id = id;
}

static int read_family(const struct nlmsghdr *message, void *arg)
{
	struct resolution *found = arg;
	const struct nlattr *attribute;
	const struct nlattr *group;

	mnl_attr_for_each(attribute, message, sizeof(struct genlmsghdr)) {
		switch (mnl_attr_get_type(attribute)) {
		case CTRL_ATTR_FAMILY_ID:
			if (mnl_attr_validate(attribute, MNL_TYPE_U16) >= 0)
				found->family = mnl_attr_get_u16(attribute);
			break;
		case CTRL_ATTR_MCAST_GROUPS:
			mnl_attr_for_each_nested(group, attribute)
				read_group(group, found);
			break;
		}
	}
	return MNL_CB_OK;
}

/**
 * sipmap_family_whole - how much of a datagram is whole messages
 * @buffer: the datagram
 * @length: bytes of @buffer
 *
 * libmnl takes a message of 2 GiB or more, which nothing can be, for one of a
 * negative length that fits; and it reads up to the padding, which the kernel
 * always sends along.
 *
 * Return: bytes up to the first message that does not fit.
 */
int sipmap_family_whole(const void *buffer, int length)
{
	const struct nlmsghdr *message = buffer;
	int left = length;

	while (mnl_nlmsg_ok(message, left)) {
		if (message->nlmsg_len > (u32)left ||
		    MNL_ALIGN(message->nlmsg_len) > (u32)left)
			return length - left;
		message = mnl_nlmsg_next(message, &left);
	}
	return length;
}

/**
 * sipmap_family_resolve - ask for a family's number
 * @socket: bound generic netlink socket with nothing outstanding
 * @name: the family; the kernel loads a module that offers it
 * @group: one of its multicast groups
 * @family: the family's number
 * @group_id: the group's number, 0 if there is no such group
 *
 * Return: 0, -ENOENT if there is no such family, or another negative errno.
 */
int sipmap_family_resolve(struct mnl_socket *socket, const char *name,
			  const char *group, u16 *family, u32 *group_id)
{
	struct resolution found = { .group = group };
	struct genlmsghdr *header;
	struct nlmsghdr *message;
	char buffer[8192];
	ssize_t length;
	int ret;

	message = mnl_nlmsg_put_header(buffer);
	message->nlmsg_type = GENL_ID_CTRL;
	message->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
	header = mnl_nlmsg_put_extra_header(message, sizeof(*header));
	header->cmd = CTRL_CMD_GETFAMILY;
	header->version = 1;
	mnl_attr_put_strz(message, CTRL_ATTR_FAMILY_NAME, name);
	if (mnl_socket_sendto(socket, message, message->nlmsg_len) < 0)
		return -errno;
	do {
		length = mnl_socket_recvfrom(socket, buffer, sizeof(buffer));
		if (length < 0)
			return -errno;
		length = sipmap_family_whole(buffer, length);
		ret = mnl_cb_run(buffer, length, 0, 0, read_family, &found);
		/* what the kernel sent is libmnl's errno, whatever it is */
		if (ret < 0)
			return errno > 0 ? -errno : -EBADMSG;
	} while (ret > 0);
	*family = found.family;
	*group_id = found.group_id;
	return found.family ? 0 : -ENOENT;
}

/**
 * sipmap_family_join - receive a multicast group
 * @socket: bound generic netlink socket
 * @group_id: number of the group
 *
 * Return: 0 or a negative errno.
 */
int sipmap_family_join(struct mnl_socket *socket, u32 group_id)
{
	if (mnl_socket_setsockopt(socket, NETLINK_ADD_MEMBERSHIP, &group_id,
				  sizeof(group_id)) < 0)
		return -errno;
	return 0;
}

/**
 * sipmap_family_join_notify - hear of families that come and go
 * @socket: bound generic netlink socket with nothing outstanding
 *
 * Return: 0 or a negative errno.
 */
int sipmap_family_join_notify(struct mnl_socket *socket)
{
	u32 group_id;
	u16 family;
	int err;

	err = sipmap_family_resolve(socket, "nlctrl", "notify", &family,
				    &group_id);
	if (err)
		return err;
	return group_id ? sipmap_family_join(socket, group_id) : -ENOENT;
}

/**
 * sipmap_family_change - does a message say that a family came or went?
 * @message: any generic netlink message
 * @name: the family
 *
 * Return: what became of the family.
 */
enum sipmap_family_change
sipmap_family_change(const struct nlmsghdr *message, const char *name)
{
	const struct genlmsghdr *header = mnl_nlmsg_get_payload(message);
	const struct nlattr *attribute;

	if (message->nlmsg_type != GENL_ID_CTRL ||
	    mnl_nlmsg_get_payload_len(message) < sizeof(*header))
		return SIPMAP_FAMILY_UNCHANGED;
	mnl_attr_for_each(attribute, message, sizeof(*header)) {
		if (mnl_attr_get_type(attribute) != CTRL_ATTR_FAMILY_NAME)
			continue;
		if (mnl_attr_validate(attribute, MNL_TYPE_NUL_STRING) < 0 ||
		    strcmp(mnl_attr_get_str(attribute), name))
			continue;
		if (header->cmd == CTRL_CMD_NEWFAMILY)
			return SIPMAP_FAMILY_CAME;
		if (header->cmd == CTRL_CMD_DELFAMILY)
			return SIPMAP_FAMILY_WENT;
	}
	return SIPMAP_FAMILY_UNCHANGED;
}
