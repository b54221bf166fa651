// SPDX-License-Identifier: GPL-2.0-only
/* The agent over netlink: who it is, and what it wants to be sent. */
#include <linux/netlink.h>

#include "genl_ops.h"
#include "net.h"

#define SIPMAP_WARM_LIFETIME (60 * HZ)

const struct nla_policy sipmap_agent_policy[SIPMAP_A_AGENT_MAX + 1] = {
	[SIPMAP_A_AGENT_HELD_QUEUE] = { .type = NLA_U16 },
	[SIPMAP_A_AGENT_CAUGHT_QUEUE] = { .type = NLA_U16 },
};

const struct nla_policy sipmap_send_policy[SIPMAP_A_SEND_MAX + 1] = {
	[SIPMAP_A_SEND_BINDING] = NLA_POLICY_MIN(NLA_U32, 1),
	[SIPMAP_A_SEND_DESTINATION] = { .type = NLA_NESTED },
	[SIPMAP_A_SEND_PAYLOAD] = {
		.type = NLA_BINARY, .len = SIPMAP_PROBE_PAYLOAD_MAX
	},
	[SIPMAP_A_SEND_CATCH] = { .type = NLA_FLAG },
	[SIPMAP_A_SEND_LOOSE] = { .type = NLA_FLAG },
};

/**
 * sipmap_agent_set_doit - the sender becomes the agent
 * @skb: the request
 * @info: its attributes
 *
 * Context: process.
 * Return: 0 or -errno, and a message; -EBUSY where there is another.
 */
int sipmap_agent_set_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct sipmap_net *sn = sipmap_net(genl_info_net(info));
	u16 held, caught;

	if (GENL_REQ_ATTR_CHECK(info, SIPMAP_A_AGENT_HELD_QUEUE) ||
	    GENL_REQ_ATTR_CHECK(info, SIPMAP_A_AGENT_CAUGHT_QUEUE)) {
		NL_SET_ERR_MSG(info->extack, "name both queues");
		return -EINVAL;
	}
	held = nla_get_u16(info->attrs[SIPMAP_A_AGENT_HELD_QUEUE]);
	caught = nla_get_u16(info->attrs[SIPMAP_A_AGENT_CAUGHT_QUEUE]);
	if (held == caught) {
		NL_SET_ERR_MSG(info->extack,
			       "held messages and caught replies want two queues");
		return -EINVAL;
	}
	if (sn->agent.portid && sn->agent.portid != info->snd_portid) {
		NL_SET_ERR_MSG(info->extack,
			       "there is an agent already; stop it first");
		return -EBUSY;
	}
	WRITE_ONCE(sn->agent.held_queue, held);
	WRITE_ONCE(sn->agent.caught_queue, caught);
	WRITE_ONCE(sn->agent.portid, info->snd_portid);
	return 0;
}

static int sipmap_agent_released(struct notifier_block *block,
				 unsigned long event, void *pointer)
{
	const struct netlink_notify *notify = pointer;
	struct sipmap_net *sn;

	if (event != NETLINK_URELEASE || notify->protocol != NETLINK_GENERIC)
		return NOTIFY_DONE;
	sn = sipmap_net(notify->net);
	/* whoever has this port next is not the agent */
	cmpxchg(&sn->agent.portid, notify->portid, 0);
	return NOTIFY_DONE;
}

/* The agent's socket closes with the agent, however it ends. */
struct notifier_block sipmap_agent_notifier = {
	.notifier_call = sipmap_agent_released,
};

/* A warm pair that the agent measures something with stays as a whole. */
static void sipmap_send_stays(struct sipmap_net *sn,
			      struct sipmap_binding *binding)
{
	struct sipmap_binding *partner;

	if (READ_ONCE(binding->phase) != SIPMAP_PHASE_WARM)
		return;
	sipmap_binding_extend(&sn->bindings, binding, SIPMAP_WARM_LIFETIME);
	partner = sipmap_binding_by_id(&sn->bindings, binding->pair);
	if (partner)
		sipmap_binding_extend(&sn->bindings, partner,
				      SIPMAP_WARM_LIFETIME);
}

static int sipmap_send_source(struct sipmap_net *sn, struct genl_info *info,
			      struct sipmap_datagram *datagram)
{
	u32 id = nla_get_u32(info->attrs[SIPMAP_A_SEND_BINDING]);
	struct sipmap_binding *binding;
	struct sipmap_binding copy;

	rcu_read_lock();
	binding = sipmap_binding_by_id(&sn->bindings, id);
	if (binding) {
		sipmap_binding_read(binding, &copy);
		sipmap_send_stays(sn, binding);
	}
	rcu_read_unlock();
	if (!binding) {
		NL_SET_ERR_MSG(info->extack, "no such binding");
		return -ENOENT;
	}
	if (!copy.outside.family) {
		NL_SET_ERR_MSG(info->extack,
			       "the binding has no outside endpoint yet");
		return -ENOTCONN;
	}
	datagram->source = copy.outside;
	datagram->ifindex = copy.ifindex;
	return 0;
}

/**
 * sipmap_send_doit - send a datagram from a binding's outside endpoint
 * @skb: the request
 * @info: its attributes
 *
 * Context: process.
 * Return: 0 or -errno, and a message.
 */
int sipmap_send_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct sipmap_net *sn = sipmap_net(genl_info_net(info));
	struct sipmap_datagram datagram = {};
	struct nlattr **tb = info->attrs;
	int err;

	if (GENL_REQ_ATTR_CHECK(info, SIPMAP_A_SEND_BINDING) ||
	    GENL_REQ_ATTR_CHECK(info, SIPMAP_A_SEND_DESTINATION) ||
	    GENL_REQ_ATTR_CHECK(info, SIPMAP_A_SEND_PAYLOAD)) {
		NL_SET_ERR_MSG(info->extack,
			       "give binding, destination and payload");
		return -EINVAL;
	}
	err = sipmap_get_endpoint(tb[SIPMAP_A_SEND_DESTINATION],
				  &datagram.destination, info->extack);
	if (!err)
		err = sipmap_send_source(sn, info, &datagram);
	if (err)
		return err;
	datagram.payload = nla_data(tb[SIPMAP_A_SEND_PAYLOAD]);
	datagram.length = nla_len(tb[SIPMAP_A_SEND_PAYLOAD]);
	datagram.loose = tb[SIPMAP_A_SEND_LOOSE];

	if (tb[SIPMAP_A_SEND_CATCH]) {
		err = sipmap_probe_expect(&sn->probes, &datagram);
		if (err) {
			NL_SET_ERR_MSG(info->extack,
				       "no STUN request, or too many in flight");
			return err;
		}
	}
	err = sipmap_probe_send(sn->net, &datagram);
	if (err)
		NL_SET_ERR_MSG(info->extack,
			       "it could not be sent; is there a route?");
	else
		sipmap_count(sn, SIPMAP_REASON_PROBE_SENT);
	return err;
}
