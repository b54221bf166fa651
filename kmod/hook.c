// SPDX-License-Identifier: GPL-2.0-only
/* Where packets come in: the netfilter hooks, and nothing of SIP. */
#include <linux/ip.h>
#include <linux/netfilter_ipv4.h>
#include <net/ip.h>
#include <net/ip6_route.h>
#include <net/netfilter/nf_conntrack.h>
#include <net/netfilter/nf_nat.h>
#include <net/xfrm.h>

#include "flow.h"
#include "hook.h"
#include "net.h"
#include "path.h"
#include "pin.h"
#include "pinhole.h"
#include "pkt.h"
#include "segment.h"

/* Priorities and hooks have the same numbers for both. */
static const u8 sipmap_hook_families[] = {
	NFPROTO_IPV4,
#if IS_ENABLED(CONFIG_IPV6)
	NFPROTO_IPV6,
#endif
};

static bool sipmap_hook_is_udp(const struct sk_buff *skb,
			       const struct nf_hook_state *state)
{
	if (likely(state->pf == NFPROTO_IPV4))
		return ip_hdr(skb)->protocol == IPPROTO_UDP;
	return sipmap_pkt_ipv6_udp(skb);
}

/* Conntrack's entry of a UDP packet, where there is one. */
static struct nf_conn *sipmap_hook_flow(const struct sk_buff *skb,
					const struct nf_hook_state *state,
					enum ip_conntrack_info *info)
{
	struct nf_conn *ct;

	if (!sipmap_hook_is_udp(skb, state))
		return NULL;
	ct = nf_ct_get(skb, info);
	/* an ICMP error about a UDP packet is related, and no UDP itself */
	return ct && nf_ct_protonum(ct) == IPPROTO_UDP ? ct : NULL;
}

/* What IPsec wraps belongs to an inside network, wherever it leaves. */
static bool sipmap_hook_is_tunnelled(const struct sk_buff *skb)
{
	return secpath_exists(skb) ||
	       (skb_dst(skb) && dst_xfrm(skb_dst(skb)));
}

/* The operator wants this peer to see what the phone writes. */
static bool sipmap_hook_is_exempt(struct sipmap_net *sn,
				  const struct sipmap_flow *flow)
{
	if (!sipmap_exempt_has(&sn->exempt, &flow->peer))
		return false;
	sipmap_count(sn, SIPMAP_REASON_EXEMPT);
	return true;
}

/* Before conntrack: replies to our own probes reach nobody but the agent. */
static unsigned int sipmap_hook_catch(void *priv, struct sk_buff *skb,
				      const struct nf_hook_state *state)
{
	struct sipmap_net *sn = priv;

	if (!READ_ONCE(sn->probes.count) || !READ_ONCE(sn->agent.portid) ||
	    !sipmap_probe_caught(&sn->probes, skb))
		return NF_ACCEPT;
	/* only the first datagram of several has been looked at */
	if (skb_is_gso(skb) &&
	    sipmap_segment(skb, state, sipmap_hook_catch, priv))
		return NF_STOLEN;
	sipmap_count(sn, SIPMAP_REASON_PROBE_CAUGHT);
	return NF_QUEUE_NR(READ_ONCE(sn->agent.caught_queue)) |
	       NF_VERDICT_FLAG_QUEUE_BYPASS;
}

/* Called by NAT itself, before the ruleset's chain, for a new flow to a W. */
static unsigned int sipmap_hook_pinhole(void *priv, struct sk_buff *skb,
					const struct nf_hook_state *state)
{
	enum ip_conntrack_info info;
	struct sipmap_net *sn = priv;
	struct nf_conn *ct;

	ct = sipmap_hook_flow(skb, state, &info);
	if (ct && info == IP_CT_NEW && !nf_ct_is_confirmed(ct) &&
	    !sipmap_hook_is_tunnelled(skb))
		sipmap_pinhole(sn, skb, ct, state->in->ifindex);
	return NF_ACCEPT;
}

/*
 * What is only wanted for SIP is in a function of its own: a kernel that clears
 * variables on the stack does it where a function begins.
 */
static noinline unsigned int
sipmap_hook_sip_in(struct sipmap_net *sn, struct sk_buff *skb,
		   const struct nf_hook_state *state, struct nf_conn *ct,
		   enum ip_conntrack_info info)
{
	struct sipmap_flow flow;

	sipmap_flow_fill(&flow, ct, info, SIPMAP_IN, state->in->ifindex);
	if (sipmap_hook_is_exempt(sn, &flow))
		return NF_ACCEPT;
	return sipmap_path_message(sn, skb, &flow, 0);
}

/*
 * After destination NAT: SIP on its way in, and what else comes through a
 * pinhole that nobody inside has answered yet.
 */
static unsigned int sipmap_hook_in(void *priv, struct sk_buff *skb,
				   const struct nf_hook_state *state)
{
	enum ip_conntrack_info info;
	struct sipmap_net *sn = priv;
	struct nf_conn *ct;

	ct = sipmap_hook_flow(skb, state, &info);
	if (!ct)
		return NF_ACCEPT;
	if (info == IP_CT_NEW && ct->status & IPS_DST_NAT &&
	    !sipmap_hook_is_tunnelled(skb))
		sipmap_pinhole_again(sn, skb, ct, state->in->ifindex);
	if (!sipmap_flow_may_be_sip(sn, ct, info) ||
	    !sipmap_realm_find(&sn->realms, state->in->ifindex))
		return NF_ACCEPT;
	if (sipmap_flow_other_helper(ct) || sipmap_hook_is_tunnelled(skb))
		return NF_ACCEPT;
	if (skb_is_gso(skb) &&
	    sipmap_segment(skb, state, sipmap_hook_in, priv))
		return NF_STOLEN;
	return sipmap_hook_sip_in(sn, skb, state, ct, info);
}

/* Called by NAT itself, before the ruleset's chain, for a new flow. */
static unsigned int sipmap_hook_pin(void *priv, struct sk_buff *skb,
				    const struct nf_hook_state *state)
{
	enum ip_conntrack_info info;
	struct sipmap_net *sn = priv;
	struct nf_conn *ct;

	ct = sipmap_hook_flow(skb, state, &info);
	if (ct && CTINFO2DIR(info) == IP_CT_DIR_ORIGINAL &&
	    !nf_ct_is_confirmed(ct) && !sipmap_flow_other_helper(ct) &&
	    !sipmap_hook_is_tunnelled(skb))
		sipmap_pin(sn, ct, state->out->ifindex);
	return NF_ACCEPT;
}

static bool sipmap_hook_is_realm(struct sipmap_net *sn,
				 const struct sipmap_flow *flow)
{
	if (!sipmap_endpoint_same_address(&flow->inside, &flow->outside))
		return sipmap_realm_learn(&sn->realms, flow->ifindex,
					  &flow->outside);
	return sipmap_realm_find(&sn->realms, flow->ifindex);
}

static void sipmap_hook_other_helper(struct sipmap_net *sn)
{
	sipmap_count(sn, SIPMAP_REASON_OTHER_HELPER);
	if (sn->helper_warned)
		return;
	sn->helper_warned = true;
	pr_warn("sipmap: a SIP flow has another conntrack helper and is left alone; take the helper off it, or sipmap\n");
}

static unsigned int sipmap_hook_out(void *priv, struct sk_buff *skb,
				    const struct nf_hook_state *state);

static unsigned int sipmap_hook_mtu(struct sk_buff *skb,
				    const struct nf_hook_state *state)
{
#if IS_ENABLED(CONFIG_IPV6)
	if (state->pf == NFPROTO_IPV6)
		return ip6_skb_dst_mtu(skb);
#endif
	return ip_skb_dst_mtu(skb->sk, skb);
}

static noinline unsigned int
sipmap_hook_sip_out(struct sipmap_net *sn, struct sk_buff *skb,
		    const struct nf_hook_state *state, struct nf_conn *ct,
		    enum ip_conntrack_info info)
{
	struct sipmap_flow flow;

	sipmap_flow_fill(&flow, ct, info, SIPMAP_OUT, state->out->ifindex);
	if (!sipmap_hook_is_realm(sn, &flow) ||
	    sipmap_hook_is_exempt(sn, &flow))
		return NF_ACCEPT;
	if (sipmap_flow_other_helper(ct)) {
		sipmap_hook_other_helper(sn);
		return NF_ACCEPT;
	}
	if (skb_is_gso(skb) && sipmap_segment(skb, state, sipmap_hook_out, sn))
		return NF_STOLEN;
	return sipmap_path_message(sn, skb, &flow,
				   sipmap_hook_mtu(skb, state));
}

/* After source NAT: SIP on its way out. */
static unsigned int sipmap_hook_out(void *priv, struct sk_buff *skb,
				    const struct nf_hook_state *state)
{
	enum ip_conntrack_info info;
	struct sipmap_net *sn = priv;
	struct nf_conn *ct;

	ct = sipmap_hook_flow(skb, state, &info);
	if (!ct || !sipmap_flow_may_be_sip(sn, ct, info) ||
	    sipmap_hook_is_tunnelled(skb))
		return NF_ACCEPT;
	return sipmap_hook_sip_out(sn, skb, state, ct, info);
}

static const struct nf_hook_ops sipmap_hook_template[] = {
	{
		.hook = sipmap_hook_catch,
		.hooknum = NF_INET_PRE_ROUTING,
		.priority = NF_IP_PRI_CONNTRACK - 10,
	},
	{
		.hook = sipmap_hook_in,
		.hooknum = NF_INET_PRE_ROUTING,
		.priority = NF_IP_PRI_NAT_DST + 50,
	},
	{
		.hook = sipmap_hook_out,
		.hooknum = NF_INET_POST_ROUTING,
		.priority = NF_IP_PRI_CONNTRACK_HELPER,
	},
};

/*
 * NAT calls these itself, once a flow. Registering them brings NAT's own hooks,
 * without which a translation that we set up would be recorded and never
 * applied.
 */
static const struct nf_hook_ops sipmap_hook_nat_template[] = {
	{
		.hook = sipmap_hook_pinhole,
		.hooknum = NF_INET_PRE_ROUTING,
		.priority = NF_IP_PRI_CONNTRACK + 1,
	},
	{
		.hook = sipmap_hook_pin,
		.hooknum = NF_INET_POST_ROUTING,
		.priority = NF_IP_PRI_NAT_SRC - 1,
	},
};

static int sipmap_hook_nat_register(struct net *net,
				    const struct nf_hook_ops *ops)
{
#if IS_ENABLED(CONFIG_IPV6)
	if (ops->pf == NFPROTO_IPV6)
		return nf_nat_ipv6_register_fn(net, ops);
#endif
	return nf_nat_ipv4_register_fn(net, ops);
}

static void sipmap_hook_nat_unregister(struct net *net,
				       const struct nf_hook_ops *ops,
				       size_t count)
{
	while (count--) {
#if IS_ENABLED(CONFIG_IPV6)
		if (ops[count].pf == NFPROTO_IPV6) {
			nf_nat_ipv6_unregister_fn(net, &ops[count]);
			continue;
		}
#endif
		nf_nat_ipv4_unregister_fn(net, &ops[count]);
	}
}

static int sipmap_hook_nat_register_all(struct net *net,
					const struct nf_hook_ops *ops)
{
	size_t i;
	int err;

	for (i = 0; i < SIPMAP_NAT_HOOKS; i++) {
		err = sipmap_hook_nat_register(net, &ops[i]);
		if (err) {
			sipmap_hook_nat_unregister(net, ops, i);
			return err;
		}
	}
	return 0;
}

static void sipmap_hook_prepare(struct nf_hook_ops *ops,
				const struct nf_hook_ops *template,
				size_t count, u8 pf, struct sipmap_net *sn)
{
	while (count--) {
		ops[count] = template[count];
		ops[count].pf = pf;
		ops[count].priv = sn;
	}
}

/* All of one family, or none. */
static int sipmap_hook_register_family(struct sipmap_net *sn,
				       struct sipmap_hooks *hooks, u8 pf)
{
	int err;

	sipmap_hook_prepare(hooks->ops, sipmap_hook_template, SIPMAP_HOOKS, pf,
			    sn);
	sipmap_hook_prepare(hooks->nat, sipmap_hook_nat_template,
			    SIPMAP_NAT_HOOKS, pf, sn);
	err = nf_ct_netns_get(sn->net, pf);
	if (err)
		return err;
	err = sipmap_hook_nat_register_all(sn->net, hooks->nat);
	if (err)
		goto err_conntrack;
	err = nf_register_net_hooks(sn->net, hooks->ops, SIPMAP_HOOKS);
	if (err)
		goto err_nat;
	return 0;

err_nat:
	sipmap_hook_nat_unregister(sn->net, hooks->nat, SIPMAP_NAT_HOOKS);
err_conntrack:
	nf_ct_netns_put(sn->net, pf);
	return err;
}

static void sipmap_hook_unregister(struct sipmap_net *sn, size_t families)
{
	struct sipmap_hooks *hooks;

	while (families--) {
		hooks = &sn->hooks[families];
		nf_unregister_net_hooks(sn->net, hooks->ops, SIPMAP_HOOKS);
		sipmap_hook_nat_unregister(sn->net, hooks->nat,
					   SIPMAP_NAT_HOOKS);
		nf_ct_netns_put(sn->net, sipmap_hook_families[families]);
	}
}

static int sipmap_hook_register(struct sipmap_net *sn)
{
	size_t i;
	int err;

	for (i = 0; i < ARRAY_SIZE(sipmap_hook_families); i++) {
		err = sipmap_hook_register_family(sn, &sn->hooks[i],
						  sipmap_hook_families[i]);
		if (err) {
			sipmap_hook_unregister(sn, i);
			return err;
		}
	}
	return 0;
}

/**
 * sipmap_hook_enable - register the hooks of a namespace, or take them out
 * @sn: the network namespace
 * @enable: which of the two
 *
 * A namespace that does not use sipmap pays nothing for it.
 *
 * Context: may sleep.
 * Return: 0 or -errno.
 */
int sipmap_hook_enable(struct sipmap_net *sn, bool enable)
{
	int err = 0;

	BUILD_BUG_ON(ARRAY_SIZE(sipmap_hook_template) != SIPMAP_HOOKS);
	BUILD_BUG_ON(ARRAY_SIZE(sipmap_hook_nat_template) != SIPMAP_NAT_HOOKS);
	BUILD_BUG_ON(ARRAY_SIZE(sipmap_hook_families) > ARRAY_SIZE(sn->hooks));
	mutex_lock(&sn->hook_mutex);
	if (enable && !sn->sysctl.enabled)
		err = sipmap_hook_register(sn);
	else if (!enable && sn->sysctl.enabled)
		sipmap_hook_unregister(sn, ARRAY_SIZE(sipmap_hook_families));
	if (!err)
		sn->sysctl.enabled = enable;
	mutex_unlock(&sn->hook_mutex);
	return err;
}
