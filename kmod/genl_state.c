// SPDX-License-Identifier: GPL-2.0-only
/* Status, calls and counters over netlink, and the flush of everything. */
#include "genl_ops.h"
#include "net.h"

const struct nla_policy sipmap_flush_policy[SIPMAP_A_FLUSH_MAX + 1] = {
	[SIPMAP_A_FLUSH_IFINDEX] = NLA_POLICY_MIN(NLA_U32, 1),
};

static int sipmap_put_status(struct sk_buff *skb, struct sipmap_net *sn)
{
	const struct sipmap_sysctl *sysctl = &sn->sysctl;

	if (nla_put_string(skb, SIPMAP_A_STATUS_VERSION, SIPMAP_VERSION) ||
	    nla_put_u8(skb, SIPMAP_A_STATUS_ENABLED, sysctl->enabled) ||
	    nla_put_u32(skb, SIPMAP_A_STATUS_AGENT, sn->agent.portid) ||
	    nla_put_u32(skb, SIPMAP_A_STATUS_BINDINGS, sn->bindings.count) ||
	    nla_put_u32(skb, SIPMAP_A_STATUS_BINDINGS_MAX,
			sysctl->max_bindings) ||
	    nla_put_u32(skb, SIPMAP_A_STATUS_CALLS, sn->calls.count) ||
	    nla_put_u32(skb, SIPMAP_A_STATUS_CALLS_MAX, sysctl->max_calls) ||
	    nla_put_u32(skb, SIPMAP_A_STATUS_WARM,
			sipmap_bindings_count_warm(&sn->bindings)) ||
	    nla_put_u32(skb, SIPMAP_A_STATUS_PROBES, sn->probes.count))
		return -EMSGSIZE;
	return 0;
}

/**
 * sipmap_status_get_doit - how the namespace is
 * @skb: the request
 * @info: its attributes
 *
 * Context: process.
 * Return: 0 or -errno.
 */
int sipmap_status_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct sipmap_net *sn = sipmap_net(genl_info_net(info));
	struct sk_buff *reply;
	void *header;

	reply = genlmsg_new(SIPMAP_GENL_OBJECT_SIZE, GFP_KERNEL);
	if (!reply)
		return -ENOMEM;
	header = genlmsg_put_reply(reply, info, &sipmap_genl_family, 0,
				   SIPMAP_CMD_STATUS_GET);
	if (!header || sipmap_put_status(reply, sn)) {
		nlmsg_free(reply);
		return -EMSGSIZE;
	}
	genlmsg_end(reply, header);
	return genlmsg_reply(reply, info);
}

/**
 * sipmap_call_get_dumpit - all calls
 * @skb: to be filled in
 * @cb: where the last call stopped
 *
 * Context: process.
 * Return: bytes in @skb.
 */
int sipmap_call_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct sipmap_net *sn = sipmap_net(sock_net(skb->sk));
	unsigned long id = cb->args[0];
	const struct sipmap_call *call;
	void *header;

	rcu_read_lock();
	while ((call = sipmap_call_next(&sn->calls, &id))) {
		header = genlmsg_put(skb, NETLINK_CB(cb->skb).portid,
				     cb->nlh->nlmsg_seq, &sipmap_genl_family,
				     NLM_F_MULTI, SIPMAP_CMD_CALL_GET);
		if (!header)
			break;
		if (sipmap_put_call(skb, call)) {
			genlmsg_cancel(skb, header);
			break;
		}
		genlmsg_end(skb, header);
		cb->args[0] = ++id;
	}
	rcu_read_unlock();
	return skb->len;
}

static int sipmap_put_counter(struct sk_buff *skb, struct sipmap_net *sn,
			      enum sipmap_reason reason)
{
	if (nla_put_string(skb, SIPMAP_A_COUNTER_NAME,
			   sipmap_reason_name(reason)) ||
	    nla_put_u64_64bit(skb, SIPMAP_A_COUNTER_VALUE,
			      sipmap_stats_read(sn->stats, reason),
			      SIPMAP_A_COUNTER_PAD))
		return -EMSGSIZE;
	return 0;
}

/**
 * sipmap_counter_get_dumpit - all counters
 * @skb: to be filled in
 * @cb: where the last call stopped
 *
 * Context: process.
 * Return: bytes in @skb.
 */
int sipmap_counter_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct sipmap_net *sn = sipmap_net(sock_net(skb->sk));
	void *header;

	for (; cb->args[0] < SIPMAP_REASON_COUNT; cb->args[0]++) {
		/* it parts the engine's reasons from the packet path's */
		if (cb->args[0] == SIPMAP_REASON_ENGINE)
			continue;
		header = genlmsg_put(skb, NETLINK_CB(cb->skb).portid,
				     cb->nlh->nlmsg_seq, &sipmap_genl_family,
				     NLM_F_MULTI, SIPMAP_CMD_COUNTER_GET);
		if (!header)
			break;
		if (sipmap_put_counter(skb, sn, cb->args[0])) {
			genlmsg_cancel(skb, header);
			break;
		}
		genlmsg_end(skb, header);
	}
	return skb->len;
}

/**
 * sipmap_flush_doit - forget all bindings, and all calls
 * @skb: the request
 * @info: its attributes; with an ifindex only that realm's bindings go
 *
 * Context: process.
 * Return: 0.
 */
int sipmap_flush_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct nlattr *ifindex = info->attrs[SIPMAP_A_FLUSH_IFINDEX];
	struct sipmap_net *sn = sipmap_net(genl_info_net(info));

	if (ifindex) {
		sipmap_bindings_flush(&sn->bindings, nla_get_u32(ifindex),
				      SIPMAP_FAMILY_NONE);
		return 0;
	}
	sipmap_calls_flush(&sn->calls);
	sipmap_bindings_flush(&sn->bindings, 0, SIPMAP_FAMILY_NONE);
	return 0;
}
