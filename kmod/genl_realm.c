// SPDX-License-Identifier: GPL-2.0-only
/* Realms over netlink. */
#include <linux/netdevice.h>

#include "genl_ops.h"
#include "net.h"

#define SIPMAP_REALM_NAMED						\
	[SIPMAP_A_REALM_IFINDEX] = NLA_POLICY_MIN(NLA_U32, 1),		\
	[SIPMAP_A_REALM_NAME] = {					\
		.type = NLA_NUL_STRING, .len = IFNAMSIZ - 1		\
	}

const struct nla_policy sipmap_realm_del_policy[SIPMAP_A_REALM_MAX + 1] = {
	SIPMAP_REALM_NAMED,
};

const struct nla_policy sipmap_realm_set_policy[SIPMAP_A_REALM_MAX + 1] = {
	SIPMAP_REALM_NAMED,
	[SIPMAP_A_REALM_ADDRESS] = { .type = NLA_BINARY, .len = 16 },
	[SIPMAP_A_REALM_STATIC] = { .type = NLA_BINARY, .len = 16 },
	[SIPMAP_A_REALM_PUBLIC] = { .type = NLA_BINARY, .len = 16 },
	[SIPMAP_A_REALM_MAPPING] =
		NLA_POLICY_MAX(NLA_U32,
			       SIPMAP_MAPPING_ADDRESS_AND_PORT_DEPENDENT),
	[SIPMAP_A_REALM_VERDICT] = {
		.type = NLA_NUL_STRING, .len = SIPMAP_VERDICT_MAX - 1
	},
	[SIPMAP_A_REALM_FILTERING] =
		NLA_POLICY_MAX(NLA_U32,
			       SIPMAP_FILTERING_ADDRESS_AND_PORT_DEPENDENT),
	[SIPMAP_A_REALM_HAIRPIN] =
		NLA_POLICY_MAX(NLA_U32, SIPMAP_FINDING_YES),
	[SIPMAP_A_REALM_PRESERVES] =
		NLA_POLICY_MAX(NLA_U32, SIPMAP_FINDING_YES),
	[SIPMAP_A_REALM_ALTERS] =
		NLA_POLICY_MAX(NLA_U32, SIPMAP_FINDING_YES),
	[SIPMAP_A_REALM_NATS] = { .type = NLA_U32 },
	[SIPMAP_A_REALM_LIFETIME] = { .type = NLA_U32 },
	[SIPMAP_A_REALM_TYPE] = {
		.type = NLA_NUL_STRING, .len = SIPMAP_NAT_TYPE_MAX - 1
	},
	[SIPMAP_A_REALM_TEST] =
		NLA_POLICY_RANGE(NLA_U32, SIPMAP_TEST_ASKED, SIPMAP_TEST_DONE),
	[SIPMAP_A_REALM_STEP] = {
		.type = NLA_NUL_STRING, .len = SIPMAP_VERDICT_MAX - 1
	},
	[SIPMAP_A_REALM_STUN] = NLA_POLICY_MAX(NLA_U32, SIPMAP_FINDING_YES),
};

static int sipmap_realm_ifindex(struct sipmap_net *sn, struct genl_info *info)
{
	struct nlattr **tb = info->attrs;
	struct nlattr *index = tb[SIPMAP_A_REALM_IFINDEX];
	struct nlattr *name = tb[SIPMAP_A_REALM_NAME];
	struct net_device *device = NULL;
	int ifindex = -ENODEV;

	rcu_read_lock();
	if (index)
		device = dev_get_by_index_rcu(sn->net, nla_get_u32(index));
	else if (name)
		device = dev_get_by_name_rcu(sn->net, nla_data(name));
	if (device)
		ifindex = device->ifindex;
	rcu_read_unlock();
	if (ifindex < 0)
		NL_SET_ERR_MSG(info->extack,
			       "no such interface; name one by ifindex or name");
	return ifindex;
}

/* An attribute of no bytes, or an address of zeros, takes an address back. */
static int sipmap_realm_change_address(struct genl_info *info, int attribute,
				       struct sipmap_endpoint *address)
{
	const struct nlattr *attr = info->attrs[attribute];
	struct sipmap_endpoint wanted = {};
	int err = 0;

	if (!attr)
		return 0;
	if (nla_len(attr))
		err = sipmap_get_address(attr, &wanted, info->extack);
	if (err)
		return err;
	if (!memchr_inv(wanted.address, 0, sizeof(wanted.address)))
		wanted.family = SIPMAP_FAMILY_NONE;
	*address = wanted;
	return 0;
}

static bool sipmap_realm_mapping_is_steady(u32 mapping)
{
	return mapping == SIPMAP_MAPPING_NONE ||
	       mapping == SIPMAP_MAPPING_ENDPOINT_INDEPENDENT;
}

static void sipmap_realm_change_nat(struct genl_info *info,
				    struct sipmap_realm_nat *nat)
{
	struct nlattr **tb = info->attrs;

	if (tb[SIPMAP_A_REALM_FILTERING])
		nat->filtering = nla_get_u32(tb[SIPMAP_A_REALM_FILTERING]);
	if (tb[SIPMAP_A_REALM_HAIRPIN])
		nat->hairpin = nla_get_u32(tb[SIPMAP_A_REALM_HAIRPIN]);
	if (tb[SIPMAP_A_REALM_PRESERVES])
		nat->preserves = nla_get_u32(tb[SIPMAP_A_REALM_PRESERVES]);
	if (tb[SIPMAP_A_REALM_ALTERS])
		nat->alters = nla_get_u32(tb[SIPMAP_A_REALM_ALTERS]);
	if (tb[SIPMAP_A_REALM_NATS])
		nat->nats = nla_get_u32(tb[SIPMAP_A_REALM_NATS]);
	if (tb[SIPMAP_A_REALM_LIFETIME])
		nat->lifetime = nla_get_u32(tb[SIPMAP_A_REALM_LIFETIME]);
	if (tb[SIPMAP_A_REALM_STUN])
		nat->stun = nla_get_u32(tb[SIPMAP_A_REALM_STUN]);
	if (tb[SIPMAP_A_REALM_TYPE])
		nla_strscpy(nat->type, tb[SIPMAP_A_REALM_TYPE],
			    sizeof(nat->type));
}

static int sipmap_realm_change(struct genl_info *info,
			       struct sipmap_realm *realm)
{
	struct nlattr **tb = info->attrs;
	int err;

	err = sipmap_realm_change_address(info, SIPMAP_A_REALM_ADDRESS,
					  &realm->address);
	if (!err && realm->address.family == SIPMAP_FAMILY_IPV6) {
		NL_SET_ERR_MSG_ATTR(info->extack, tb[SIPMAP_A_REALM_ADDRESS],
				    "the outside address over IPv6 is learned from traffic; give the one over IPv4");
		err = -EINVAL;
	}
	if (!err)
		err = sipmap_realm_change_address(info, SIPMAP_A_REALM_STATIC,
						  &realm->static_address);
	if (!err)
		err = sipmap_realm_change_address(info, SIPMAP_A_REALM_PUBLIC,
						  &realm->public_address);
	if (err)
		return err;
	if (tb[SIPMAP_A_REALM_MAPPING])
		realm->mapping = nla_get_u32(tb[SIPMAP_A_REALM_MAPPING]);
	realm->trusts_stun = sipmap_realm_mapping_is_steady(realm->mapping);
	if (tb[SIPMAP_A_REALM_VERDICT])
		nla_strscpy(realm->verdict, tb[SIPMAP_A_REALM_VERDICT],
			    sizeof(realm->verdict));
	sipmap_realm_change_nat(info, &realm->nat);
	realm->learned = false;
	return 0;
}

/* Bindings follow a change of the outside address or of the static one. */
static void sipmap_realm_moved(struct sipmap_net *sn,
			       const struct sipmap_realm *old,
			       const struct sipmap_realm *new)
{
	const struct sipmap_endpoint *was = &old->static_address;
	const struct sipmap_endpoint *is = &new->static_address;

	if (old->address.family &&
	    !sipmap_endpoint_equal(&old->address, &new->address))
		sipmap_bindings_flush(&sn->bindings, new->ifindex,
				      SIPMAP_FAMILY_IPV4);
	/* two that are not set do not count as equal, but nothing changed */
	if ((was->family || is->family) && !sipmap_endpoint_equal(was, is))
		sipmap_bindings_flush(&sn->bindings, new->ifindex,
				      SIPMAP_FAMILY_NONE);
}

/* What goes on about a realm passes through: nothing of it is kept. */
static int sipmap_realm_test(struct sipmap_net *sn, struct genl_info *info,
			     int ifindex)
{
	const struct sipmap_realm *realm;

	rcu_read_lock();
	realm = sipmap_realm_find(&sn->realms, ifindex);
	if (realm)
		sipmap_tell_test(sn, ifindex, info->attrs[SIPMAP_A_REALM_TEST],
				 info->attrs[SIPMAP_A_REALM_STEP]);
	rcu_read_unlock();
	if (realm)
		return 0;
	NL_SET_ERR_MSG(info->extack,
		       "this interface is no realm; see REALM_GET");
	return -ENOENT;
}

/**
 * sipmap_realm_set_doit - make a realm, or change what is known of it
 * @skb: the request
 * @info: its attributes
 *
 * Context: process.
 * Return: 0 or -errno, and a message.
 */
int sipmap_realm_set_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct sipmap_net *sn = sipmap_net(genl_info_net(info));
	struct sipmap_realm realm = {}, before = {};
	const struct sipmap_realm *old;
	int err;

	realm.ifindex = sipmap_realm_ifindex(sn, info);
	if (realm.ifindex < 0)
		return realm.ifindex;
	if (info->attrs[SIPMAP_A_REALM_TEST])
		return sipmap_realm_test(sn, info, realm.ifindex);

	rcu_read_lock();
	old = sipmap_realm_find(&sn->realms, realm.ifindex);
	if (old)
		realm = *old;
	rcu_read_unlock();
	before = realm;

	err = sipmap_realm_change(info, &realm);
	if (err)
		return err;
	err = sipmap_realm_put(&sn->realms, &realm);
	if (err) {
		NL_SET_ERR_MSG(info->extack,
			       "too many realms; delete one that is not used");
		return err;
	}
	sipmap_realm_moved(sn, &before, &realm);
	rcu_read_lock();
	sipmap_tell_realm(sn, &realm);
	rcu_read_unlock();
	return 0;
}

/**
 * sipmap_realm_del_doit - forget a realm and its bindings
 * @skb: the request
 * @info: its attributes
 *
 * Context: process.
 * Return: 0 or -errno, and a message.
 */
int sipmap_realm_del_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct sipmap_net *sn = sipmap_net(genl_info_net(info));
	int ifindex = sipmap_realm_ifindex(sn, info);

	if (ifindex < 0)
		return ifindex;
	if (!sipmap_realm_del(&sn->realms, ifindex)) {
		NL_SET_ERR_MSG(info->extack,
			       "this interface is no realm; see REALM_GET");
		return -ENOENT;
	}
	sipmap_bindings_flush(&sn->bindings, ifindex, SIPMAP_FAMILY_NONE);
	return 0;
}

/**
 * sipmap_realm_get_dumpit - all realms
 * @skb: to be filled in
 * @cb: where the last call stopped
 *
 * Context: process.
 * Return: bytes in @skb.
 */
int sipmap_realm_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct net *net = sock_net(skb->sk);
	struct sipmap_net *sn = sipmap_net(net);
	const struct sipmap_realm *realm;
	long index = 0;
	void *header;

	rcu_read_lock();
	list_for_each_entry_rcu(realm, &sn->realms.list, list) {
		if (index++ < cb->args[0])
			continue;
		header = genlmsg_put(skb, NETLINK_CB(cb->skb).portid,
				     cb->nlh->nlmsg_seq, &sipmap_genl_family,
				     NLM_F_MULTI, SIPMAP_CMD_REALM_GET);
		if (!header)
			break;
		if (sipmap_put_realm(skb, net, realm)) {
			genlmsg_cancel(skb, header);
			break;
		}
		genlmsg_end(skb, header);
		cb->args[0] = index;
	}
	rcu_read_unlock();
	return skb->len;
}
