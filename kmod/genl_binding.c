// SPDX-License-Identifier: GPL-2.0-only
/* Bindings over netlink. */
#include "bind.h"
#include "genl_ops.h"
#include "net.h"

/* how long a warm pair stays warm after it was measured */
#define SIPMAP_WARM_LIFETIME (60 * HZ)

/*
 * What each operation takes, and nothing else. All are as long as the longest
 * one, so that what a handler looks for is there to be looked at.
 */
#define SIPMAP_BINDING_NAMED						\
	[SIPMAP_A_BINDING_ID] = NLA_POLICY_MIN(NLA_U32, 1),		\
	[SIPMAP_A_BINDING_INSIDE] = { .type = NLA_NESTED },		\
	[SIPMAP_A_BINDING_OUTSIDE] = { .type = NLA_NESTED }

#define SIPMAP_BINDING_STATED						\
	[SIPMAP_A_BINDING_STATE] =					\
		NLA_POLICY_RANGE(NLA_U32, SIPMAP_STATE_WARM,		\
				 SIPMAP_STATE_FAILED),			\
	[SIPMAP_A_BINDING_SOURCE] =					\
		NLA_POLICY_RANGE(NLA_U32, SIPMAP_SOURCE_STATIC,		\
				 SIPMAP_SOURCE_OBSERVED)

const struct nla_policy sipmap_binding_get_policy[SIPMAP_A_BINDING_MAX + 1] = {
	SIPMAP_BINDING_NAMED,
};

const struct nla_policy sipmap_binding_new_policy[SIPMAP_A_BINDING_MAX + 1] = {
	[SIPMAP_A_BINDING_IFINDEX] = NLA_POLICY_MIN(NLA_U32, 1),
};

const struct nla_policy sipmap_binding_set_policy[SIPMAP_A_BINDING_MAX + 1] = {
	SIPMAP_BINDING_NAMED,
	SIPMAP_BINDING_STATED,
	[SIPMAP_A_BINDING_PUBLIC] = { .type = NLA_NESTED },
};

const struct nla_policy sipmap_binding_del_policy[SIPMAP_A_BINDING_MAX + 1] = {
	SIPMAP_BINDING_NAMED,
	SIPMAP_BINDING_STATED,
};

/* The binding that a request names; under rcu_read_lock(). */
static struct sipmap_binding *sipmap_binding_named(struct sipmap_net *sn,
						   struct genl_info *info)
{
	struct sipmap_binding *binding = NULL;
	struct nlattr **tb = info->attrs;
	struct sipmap_endpoint endpoint;
	int err = 0;
	u32 id;

	if (tb[SIPMAP_A_BINDING_ID]) {
		id = nla_get_u32(tb[SIPMAP_A_BINDING_ID]);
		binding = sipmap_binding_by_id(&sn->bindings, id);
	} else if (tb[SIPMAP_A_BINDING_INSIDE]) {
		err = sipmap_get_endpoint(tb[SIPMAP_A_BINDING_INSIDE],
					  &endpoint, info->extack);
		if (!err)
			binding = sipmap_binding_by_inside(&sn->bindings,
							   &endpoint);
	} else if (tb[SIPMAP_A_BINDING_OUTSIDE]) {
		err = sipmap_get_endpoint(tb[SIPMAP_A_BINDING_OUTSIDE],
					  &endpoint, info->extack);
		if (!err)
			binding = sipmap_binding_by_outside(&sn->bindings,
							    &endpoint);
	} else {
		NL_SET_ERR_MSG(info->extack,
			       "name a binding by id, inside or outside");
		err = -EINVAL;
	}
	if (err)
		return ERR_PTR(err);
	return binding;
}

static int sipmap_binding_reply(struct genl_info *info,
				const struct sipmap_binding *binding)
{
	struct sk_buff *skb;
	void *header;

	skb = genlmsg_new(SIPMAP_GENL_OBJECT_SIZE, GFP_KERNEL);
	if (!skb)
		return -ENOMEM;
	header = genlmsg_put_reply(skb, info, &sipmap_genl_family, 0,
				   SIPMAP_CMD_BINDING_GET);
	if (!header || sipmap_put_binding(skb, binding)) {
		nlmsg_free(skb);
		return -EMSGSIZE;
	}
	genlmsg_end(skb, header);
	return genlmsg_reply(skb, info);
}

/**
 * sipmap_binding_get_doit - one binding
 * @skb: the request
 * @info: its attributes
 *
 * Context: process.
 * Return: 0 or -errno, and a message.
 */
int sipmap_binding_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct sipmap_net *sn = sipmap_net(genl_info_net(info));
	const struct sipmap_binding *binding;
	struct sipmap_binding copy;
	int err = -ENOENT;

	rcu_read_lock();
	binding = sipmap_binding_named(sn, info);
	if (IS_ERR(binding)) {
		err = PTR_ERR(binding);
	} else if (binding) {
		sipmap_binding_read(binding, &copy);
		err = 0;
	} else {
		NL_SET_ERR_MSG(info->extack, "no such binding");
	}
	rcu_read_unlock();
	return err ? err : sipmap_binding_reply(info, &copy);
}

/**
 * sipmap_binding_get_dumpit - all bindings
 * @skb: to be filled in
 * @cb: where the last call stopped
 *
 * Context: process.
 * Return: bytes in @skb.
 */
int sipmap_binding_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct sipmap_net *sn = sipmap_net(sock_net(skb->sk));
	const struct sipmap_binding *binding;
	struct sipmap_binding copy;
	unsigned long id = cb->args[0];
	void *header;

	rcu_read_lock();
	while ((binding = sipmap_binding_next(&sn->bindings, &id))) {
		sipmap_binding_read(binding, &copy);
		header = genlmsg_put(skb, NETLINK_CB(cb->skb).portid,
				     cb->nlh->nlmsg_seq, &sipmap_genl_family,
				     NLM_F_MULTI, SIPMAP_CMD_BINDING_GET);
		if (!header)
			break;
		if (sipmap_put_binding(skb, &copy)) {
			genlmsg_cancel(skb, header);
			break;
		}
		genlmsg_end(skb, header);
		cb->args[0] = ++id;
	}
	rcu_read_unlock();
	return skb->len;
}

/**
 * sipmap_binding_new_doit - make a pair for the pool
 * @skb: the request
 * @info: its attributes
 *
 * Context: process.
 * Return: 0 or -errno, and a message. The RTP binding is the answer.
 */
int sipmap_binding_new_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct sipmap_net *sn = sipmap_net(genl_info_net(info));
	const struct sipmap_binding *binding = NULL;
	struct sipmap_binding copy;
	int err, ifindex;
	u32 id;

	if (GENL_REQ_ATTR_CHECK(info, SIPMAP_A_BINDING_IFINDEX)) {
		NL_SET_ERR_MSG(info->extack, "name the realm by ifindex");
		return -EINVAL;
	}
	ifindex = nla_get_u32(info->attrs[SIPMAP_A_BINDING_IFINDEX]);
	rcu_read_lock();
	err = sipmap_bind_warm(sn, ifindex, &id);
	if (!err)
		binding = sipmap_binding_by_id(&sn->bindings, id);
	if (binding)
		sipmap_binding_read(binding, &copy);
	rcu_read_unlock();
	if (binding)
		return sipmap_binding_reply(info, &copy);

	if (err == -ENODEV)
		NL_SET_ERR_MSG(info->extack,
			       "this interface is no realm; set one first");
	else if (err == -EADDRNOTAVAIL)
		NL_SET_ERR_MSG(info->extack,
			       "the realm has no address, or sysctl media_ports no free pair");
	else if (err == -ENOSPC)
		NL_SET_ERR_MSG(info->extack,
			       "too many bindings; raise sysctl max_bindings");
	return err ? err : -ENOENT;
}

/* An operator maps an inside endpoint that has sent nothing yet. */
static int sipmap_binding_make_static(struct sipmap_net *sn,
				      struct genl_info *info,
				      const struct sipmap_endpoint *public)
{
	struct sipmap_binding like = {
		.public_endpoint = *public,
		.phase = SIPMAP_PHASE_READY,
		.trust = SIPMAP_TRUST_STATIC,
		.kind = SIPMAP_KIND_SIGNALLING,
	};
	struct sipmap_binding *binding;
	int err;

	err = sipmap_get_endpoint(info->attrs[SIPMAP_A_BINDING_INSIDE],
				  &like.inside, info->extack);
	if (err)
		return err;
	binding = sipmap_binding_add(&sn->bindings, &like);
	if (IS_ERR(binding)) {
		NL_SET_ERR_MSG(info->extack,
			       "no room for the binding; raise sysctl max_bindings");
		return PTR_ERR(binding);
	}
	return 0;
}

static int sipmap_binding_set_known(struct sipmap_net *sn,
				    struct genl_info *info,
				    struct sipmap_binding *binding,
				    const struct sipmap_endpoint *public,
				    u32 source)
{
	const struct sipmap_realm *realm;
	struct sipmap_endpoint before;
	bool warm;
	int err;

	warm = READ_ONCE(binding->phase) == SIPMAP_PHASE_WARM;
	sipmap_binding_endpoint(binding, &binding->public_endpoint, &before);
	realm = sipmap_realm_find(&sn->realms, READ_ONCE(binding->ifindex));
	/* newer than what a peer once saw, and as good behind such a NAT */
	if (source == SIPMAP_SOURCE_STUN && realm && realm->trusts_stun &&
	    READ_ONCE(binding->trust) == SIPMAP_TRUST_OBSERVED)
		source = SIPMAP_SOURCE_OBSERVED;
	err = sipmap_binding_set_public(&sn->bindings, binding, public,
					(enum sipmap_trust)source);
	if (!err && warm)
		sipmap_binding_extend(&sn->bindings, binding,
				      SIPMAP_WARM_LIFETIME);
	else if (!err && before.family &&
		 !sipmap_endpoint_equal(&before, public))
		sipmap_count(sn, SIPMAP_REASON_PUBLIC_CHANGED);
	if (err == -EPERM)
		NL_SET_ERR_MSG(info->extack,
			       "a more trusted source knows this public endpoint; unset that first");
	else if (err == -EEXIST)
		NL_SET_ERR_MSG(info->extack,
			       "another binding has this public endpoint; unset that first");
	return err;
}

/**
 * sipmap_binding_set_doit - say what a public endpoint is, or that none is
 * @skb: the request
 * @info: its attributes
 *
 * Context: process.
 * Return: 0 or -errno, and a message.
 */
int sipmap_binding_set_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct sipmap_net *sn = sipmap_net(genl_info_net(info));
	struct nlattr **tb = info->attrs;
	struct sipmap_binding *binding;
	struct sipmap_endpoint public;
	u32 source = SIPMAP_SOURCE_NONE;
	int err = 0;

	if (tb[SIPMAP_A_BINDING_STATE] &&
	    nla_get_u32(tb[SIPMAP_A_BINDING_STATE]) != SIPMAP_STATE_FAILED) {
		NL_SET_ERR_MSG_ATTR(info->extack,
				    tb[SIPMAP_A_BINDING_STATE],
				    "only the state failed can be set");
		return -EINVAL;
	}
	if (!tb[SIPMAP_A_BINDING_STATE] &&
	    (!tb[SIPMAP_A_BINDING_PUBLIC] || !tb[SIPMAP_A_BINDING_SOURCE])) {
		NL_SET_ERR_MSG(info->extack,
			       "give public and source, or state failed");
		return -EINVAL;
	}
	if (tb[SIPMAP_A_BINDING_PUBLIC])
		err = sipmap_get_endpoint(tb[SIPMAP_A_BINDING_PUBLIC], &public,
					  info->extack);
	if (err)
		return err;
	if (tb[SIPMAP_A_BINDING_SOURCE])
		source = nla_get_u32(tb[SIPMAP_A_BINDING_SOURCE]);

	rcu_read_lock();
	binding = sipmap_binding_named(sn, info);
	if (IS_ERR(binding)) {
		err = PTR_ERR(binding);
	} else if (binding && tb[SIPMAP_A_BINDING_STATE]) {
		sipmap_binding_fail(&sn->bindings, binding);
	} else if (binding) {
		err = sipmap_binding_set_known(sn, info, binding, &public,
					       source);
	} else if (source == SIPMAP_SOURCE_STATIC &&
		   tb[SIPMAP_A_BINDING_INSIDE] && tb[SIPMAP_A_BINDING_PUBLIC]) {
		err = sipmap_binding_make_static(sn, info, &public);
	} else {
		NL_SET_ERR_MSG(info->extack, "no such binding");
		err = -ENOENT;
	}
	rcu_read_unlock();
	return err;
}

/* Whoever makes the pool smaller must not take from a call. */
static int sipmap_binding_del_warm(struct sipmap_net *sn,
				   struct genl_info *info,
				   struct sipmap_binding *binding)
{
	struct nlattr *state = info->attrs[SIPMAP_A_BINDING_STATE];

	if (nla_get_u32(state) != SIPMAP_STATE_WARM) {
		NL_SET_ERR_MSG_ATTR(info->extack, state,
				    "only the state warm can be asked for");
		return -EINVAL;
	}
	if (sipmap_binding_remove_warm(&sn->bindings, binding))
		return 0;
	NL_SET_ERR_MSG(info->extack, "the pair is in use");
	return -EBUSY;
}

/**
 * sipmap_binding_del_doit - take a binding out, or only its static P
 * @skb: the request
 * @info: its attributes
 *
 * Context: process.
 * Return: 0 or -errno, and a message.
 */
int sipmap_binding_del_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct sipmap_net *sn = sipmap_net(genl_info_net(info));
	struct nlattr *source = info->attrs[SIPMAP_A_BINDING_SOURCE];
	struct sipmap_binding *binding;
	int err = 0;

	rcu_read_lock();
	binding = sipmap_binding_named(sn, info);
	if (IS_ERR(binding)) {
		err = PTR_ERR(binding);
	} else if (!binding) {
		NL_SET_ERR_MSG(info->extack, "no such binding");
		err = -ENOENT;
	} else if (info->attrs[SIPMAP_A_BINDING_STATE]) {
		err = sipmap_binding_del_warm(sn, info, binding);
	} else if (!source) {
		sipmap_binding_remove(&sn->bindings, binding);
	} else if (nla_get_u32(source) != READ_ONCE(binding->trust)) {
		NL_SET_ERR_MSG(info->extack,
			       "the public endpoint is from another source");
		err = -EPERM;
	} else if (READ_ONCE(binding->outside.family)) {
		sipmap_binding_forget(&sn->bindings, binding);
	} else {
		/* made for the static P alone, and never used */
		sipmap_binding_remove(&sn->bindings, binding);
	}
	rcu_read_unlock();
	return err;
}
