// SPDX-License-Identifier: GPL-2.0-only
/* Objects as netlink attributes, and endpoints back from them. */
#include <linux/jiffies.h>
#include <linux/netdevice.h>

#include "binding.h"
#include "call.h"
#include "genl_ops.h"
#include "realm.h"
#include "sip/view.h"

/* The tables have numbers of their own, which are the same as netlink's. */
static_assert((int)SIPMAP_PHASE_WARM == (int)SIPMAP_STATE_WARM);
static_assert((int)SIPMAP_PHASE_PENDING == (int)SIPMAP_STATE_PENDING);
static_assert((int)SIPMAP_PHASE_READY == (int)SIPMAP_STATE_READY);
static_assert((int)SIPMAP_PHASE_FAILED == (int)SIPMAP_STATE_FAILED);
static_assert((int)SIPMAP_TRUST_STATIC == (int)SIPMAP_SOURCE_STATIC);
static_assert((int)SIPMAP_TRUST_PCP == (int)SIPMAP_SOURCE_PCP);
static_assert((int)SIPMAP_TRUST_STUN == (int)SIPMAP_SOURCE_STUN);
static_assert((int)SIPMAP_TRUST_OBSERVED == (int)SIPMAP_SOURCE_OBSERVED);
static_assert((int)SIPMAP_KIND_SIGNALLING == (int)SIPMAP_BINDING_SIGNALLING);
static_assert((int)SIPMAP_KIND_RTP == (int)SIPMAP_BINDING_RTP);
static_assert((int)SIPMAP_KIND_RTCP == (int)SIPMAP_BINDING_RTCP);
static_assert((int)SIPMAP_CALL_PHASE_EARLY == (int)SIPMAP_CALL_EARLY);
static_assert((int)SIPMAP_CALL_PHASE_CONFIRMED == (int)SIPMAP_CALL_CONFIRMED);
static_assert((int)SIPMAP_CALL_PHASE_ENDED == (int)SIPMAP_CALL_ENDED);

static const char * const sipmap_call_end_text[] = {
	[SIPMAP_CALL_END_BYE_INSIDE] = "the phone hung up",
	[SIPMAP_CALL_END_BYE_OUTSIDE] = "the other side hung up",
	[SIPMAP_CALL_END_REFUSED] = "refused",
	[SIPMAP_CALL_END_CANCELLED] = "cancelled",
	[SIPMAP_CALL_END_EXPIRED] = "expired",
};

static const struct nla_policy
sipmap_endpoint_policy[SIPMAP_A_ENDPOINT_MAX + 1] = {
	[SIPMAP_A_ENDPOINT_ADDRESS] = { .type = NLA_BINARY, .len = 16 },
	[SIPMAP_A_ENDPOINT_PORT] = { .type = NLA_U16 },
};

static size_t sipmap_address_size(const struct sipmap_endpoint *endpoint)
{
	return endpoint->family == SIPMAP_FAMILY_IPV4 ? 4 : 16;
}

/* The address of an endpoint, if it has one */
static int sipmap_put_address(struct sk_buff *skb, int attribute,
			      const struct sipmap_endpoint *endpoint)
{
	if (!endpoint->family)
		return 0;
	return nla_put(skb, attribute, sipmap_address_size(endpoint),
		       endpoint->address);
}

/* An endpoint, nested, if it is set */
static int sipmap_put_endpoint(struct sk_buff *skb, int attribute,
			       const struct sipmap_endpoint *endpoint)
{
	struct nlattr *nest;

	if (!endpoint->family)
		return 0;
	nest = nla_nest_start(skb, attribute);
	if (!nest)
		return -EMSGSIZE;
	if (sipmap_put_address(skb, SIPMAP_A_ENDPOINT_ADDRESS, endpoint) ||
	    nla_put_be16(skb, SIPMAP_A_ENDPOINT_PORT, htons(endpoint->port))) {
		nla_nest_cancel(skb, nest);
		return -EMSGSIZE;
	}
	nla_nest_end(skb, nest);
	return 0;
}

/**
 * sipmap_get_address - take an address from an attribute
 * @attribute: 4 or 16 bytes
 * @endpoint: to be filled in; port 0
 * @extack: told what is wrong
 *
 * Context: any.
 * Return: 0 or -EINVAL.
 */
int sipmap_get_address(const struct nlattr *attribute,
		       struct sipmap_endpoint *endpoint,
		       struct netlink_ext_ack *extack)
{
	int length = nla_len(attribute);

	memset(endpoint, 0, sizeof(*endpoint));
	if (length != 4 && length != 16) {
		NL_SET_ERR_MSG_ATTR(extack, attribute,
				    "an address has 4 or 16 bytes");
		return -EINVAL;
	}
	endpoint->family = length == 4 ? SIPMAP_FAMILY_IPV4 :
					 SIPMAP_FAMILY_IPV6;
	memcpy(endpoint->address, nla_data(attribute), length);
	return 0;
}

/**
 * sipmap_get_endpoint - take an endpoint from a nested attribute
 * @attribute: the nest
 * @endpoint: to be filled in
 * @extack: told what is wrong
 *
 * Context: any.
 * Return: 0 or -EINVAL.
 */
int sipmap_get_endpoint(const struct nlattr *attribute,
			struct sipmap_endpoint *endpoint,
			struct netlink_ext_ack *extack)
{
	struct nlattr *tb[SIPMAP_A_ENDPOINT_MAX + 1];
	int err;

	err = nla_parse_nested(tb, SIPMAP_A_ENDPOINT_MAX, attribute,
			       sipmap_endpoint_policy, extack);
	if (err)
		return err;
	if (!tb[SIPMAP_A_ENDPOINT_ADDRESS] || !tb[SIPMAP_A_ENDPOINT_PORT] ||
	    !nla_get_be16(tb[SIPMAP_A_ENDPOINT_PORT])) {
		NL_SET_ERR_MSG_ATTR(extack, attribute,
				    "an endpoint has an address and a port");
		return -EINVAL;
	}
	err = sipmap_get_address(tb[SIPMAP_A_ENDPOINT_ADDRESS], endpoint,
				 extack);
	if (err)
		return err;
	/* in SIP that address is a call on hold (RFC 3264 section 8.4) */
	if (!memchr_inv(endpoint->address, 0, sizeof(endpoint->address))) {
		NL_SET_ERR_MSG_ATTR(extack, attribute,
				    "an endpoint's address is not all zeros");
		return -EINVAL;
	}
	endpoint->port = ntohs(nla_get_be16(tb[SIPMAP_A_ENDPOINT_PORT]));
	return 0;
}

static u32 sipmap_seconds_left(unsigned long when)
{
	unsigned long now = jiffies;

	return time_after(when, now) ? (when - now) / HZ : 0;
}

static int sipmap_put_number(struct sk_buff *skb, int attribute, u32 number)
{
	return number ? nla_put_u32(skb, attribute, number) : 0;
}

static int sipmap_put_binding_times(struct sk_buff *skb,
				    const struct sipmap_binding *binding)
{
	if (binding->expires &&
	    nla_put_u32(skb, SIPMAP_A_BINDING_EXPIRES,
			sipmap_seconds_left(binding->expires)))
		return -EMSGSIZE;
	if (binding->lease &&
	    nla_put_u32(skb, SIPMAP_A_BINDING_LEASE,
			sipmap_seconds_left(binding->lease)))
		return -EMSGSIZE;
	if (binding->phase == SIPMAP_PHASE_PENDING && binding->hold_until &&
	    nla_put_flag(skb, SIPMAP_A_BINDING_HELD))
		return -EMSGSIZE;
	return 0;
}

/**
 * sipmap_put_binding - put all of a binding
 * @skb: the netlink message
 * @binding: a copy, or under the table's lock
 *
 * Context: any.
 * Return: 0 or -EMSGSIZE.
 */
int sipmap_put_binding(struct sk_buff *skb,
		       const struct sipmap_binding *binding)
{
	if (nla_put_u32(skb, SIPMAP_A_BINDING_ID, binding->id) ||
	    nla_put_u32(skb, SIPMAP_A_BINDING_KIND, binding->kind) ||
	    nla_put_u32(skb, SIPMAP_A_BINDING_STATE, binding->phase) ||
	    nla_put_u32(skb, SIPMAP_A_BINDING_SOURCE, binding->trust) ||
	    sipmap_put_endpoint(skb, SIPMAP_A_BINDING_INSIDE,
				&binding->inside) ||
	    sipmap_put_endpoint(skb, SIPMAP_A_BINDING_OUTSIDE,
				&binding->outside) ||
	    sipmap_put_endpoint(skb, SIPMAP_A_BINDING_PUBLIC,
				&binding->public_endpoint) ||
	    sipmap_put_endpoint(skb, SIPMAP_A_BINDING_PEER, &binding->peer) ||
	    sipmap_put_number(skb, SIPMAP_A_BINDING_IFINDEX,
			      binding->ifindex) ||
	    sipmap_put_number(skb, SIPMAP_A_BINDING_PAIR, binding->pair) ||
	    sipmap_put_number(skb, SIPMAP_A_BINDING_CALL, binding->call))
		return -EMSGSIZE;
	return sipmap_put_binding_times(skb, binding);
}

/**
 * sipmap_put_call - put all of a call
 * @skb: the netlink message
 * @call: one of the table's
 *
 * Context: under rcu_read_lock() or the table's lock.
 * Return: 0 or -EMSGSIZE.
 */
int sipmap_put_call(struct sk_buff *skb, const struct sipmap_call *call)
{
	u32 age = (jiffies - call->since) / HZ;

	if (nla_put_u32(skb, SIPMAP_A_CALL_ID, call->id) ||
	    nla_put(skb, SIPMAP_A_CALL_CALL_ID, call->call_id_length,
		    call->call_id) ||
	    nla_put_u32(skb, SIPMAP_A_CALL_STATE, call->phase) ||
	    nla_put_u8(skb, SIPMAP_A_CALL_INBOUND, call->inbound) ||
	    sipmap_put_endpoint(skb, SIPMAP_A_CALL_INSIDE, &call->inside) ||
	    sipmap_put_endpoint(skb, SIPMAP_A_CALL_PEER, &call->peer) ||
	    nla_put_u32(skb, SIPMAP_A_CALL_AGE, age) ||
	    nla_put_u32(skb, SIPMAP_A_CALL_EXPIRES,
			sipmap_seconds_left(call->expires)) ||
	    nla_put_u32(skb, SIPMAP_A_CALL_STREAMS, call->streams))
		return -EMSGSIZE;
	if (call->end && nla_put_string(skb, SIPMAP_A_CALL_END,
					sipmap_call_end_text[call->end]))
		return -EMSGSIZE;
	return 0;
}

static int sipmap_put_realm_nat(struct sk_buff *skb,
				const struct sipmap_realm_nat *nat)
{
	if (nla_put_u32(skb, SIPMAP_A_REALM_FILTERING, nat->filtering) ||
	    nla_put_u32(skb, SIPMAP_A_REALM_HAIRPIN, nat->hairpin) ||
	    nla_put_u32(skb, SIPMAP_A_REALM_PRESERVES, nat->preserves) ||
	    nla_put_u32(skb, SIPMAP_A_REALM_ALTERS, nat->alters) ||
	    nla_put_u32(skb, SIPMAP_A_REALM_NATS, nat->nats) ||
	    nla_put_u32(skb, SIPMAP_A_REALM_LIFETIME, nat->lifetime) ||
	    nla_put_u32(skb, SIPMAP_A_REALM_STUN, nat->stun))
		return -EMSGSIZE;
	if (nat->type[0] && nla_put_string(skb, SIPMAP_A_REALM_TYPE, nat->type))
		return -EMSGSIZE;
	return 0;
}

/**
 * sipmap_put_realm - put all of a realm
 * @skb: the netlink message
 * @net: the namespace, for the interface's name
 * @realm: one of the list's
 *
 * Context: under rcu_read_lock().
 * Return: 0 or -EMSGSIZE.
 */
int sipmap_put_realm(struct sk_buff *skb, struct net *net,
		     const struct sipmap_realm *realm)
{
	const struct net_device *device;

	device = dev_get_by_index_rcu(net, realm->ifindex);
	if (nla_put_u32(skb, SIPMAP_A_REALM_IFINDEX, realm->ifindex) ||
	    (device && nla_put_string(skb, SIPMAP_A_REALM_NAME,
				      device->name)) ||
	    sipmap_put_address(skb, SIPMAP_A_REALM_ADDRESS,
			       &realm->address) ||
	    sipmap_put_address(skb, SIPMAP_A_REALM_STATIC,
			       &realm->static_address) ||
	    sipmap_put_address(skb, SIPMAP_A_REALM_PUBLIC,
			       &realm->public_address) ||
	    sipmap_put_address(skb, SIPMAP_A_REALM_ADDRESS_IPV6,
			       &realm->address_ipv6) ||
	    nla_put_u32(skb, SIPMAP_A_REALM_MAPPING, realm->mapping) ||
	    nla_put_u8(skb, SIPMAP_A_REALM_TRANSLATES, realm->translates))
		return -EMSGSIZE;
	if (realm->verdict[0] && nla_put_string(skb, SIPMAP_A_REALM_VERDICT,
						realm->verdict))
		return -EMSGSIZE;
	return sipmap_put_realm_nat(skb, &realm->nat);
}
