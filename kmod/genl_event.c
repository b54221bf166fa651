// SPDX-License-Identifier: GPL-2.0-only
/* Notifications: what changed, to whoever listens. */
#include "binding.h"
#include "call.h"
#include "genl.h"
#include "genl_ops.h"
#include "net.h"

static struct sk_buff *sipmap_event_begin(struct sipmap_net *sn, u8 command,
					  void **header)
{
	struct sk_buff *skb;

	if (!genl_has_listeners(&sipmap_genl_family, sn->net, 0))
		return NULL;
	skb = genlmsg_new(SIPMAP_GENL_OBJECT_SIZE, GFP_ATOMIC);
	if (!skb)
		return NULL;
	*header = genlmsg_put(skb, 0, 0, &sipmap_genl_family, 0, command);
	if (*header)
		return skb;
	nlmsg_free(skb);
	return NULL;
}

static void sipmap_event_end(struct sipmap_net *sn, struct sk_buff *skb,
			     void *header, int err)
{
	if (err) {
		nlmsg_free(skb);
		return;
	}
	genlmsg_end(skb, header);
	genlmsg_multicast_netns(&sipmap_genl_family, sn->net, skb, 0, 0,
				GFP_ATOMIC);
}

/**
 * sipmap_genl_tell_binding - a binding was made, changed or taken out
 * @context: the network namespace, a struct sipmap_net
 * @binding: which one
 * @gone: it was taken out
 *
 * Context: any but hard interrupt.
 */
void sipmap_genl_tell_binding(void *context,
			      const struct sipmap_binding *binding, bool gone)
{
	struct sipmap_net *sn = context;
	struct sk_buff *skb;
	void *header;

	skb = sipmap_event_begin(sn, gone ? SIPMAP_CMD_BINDING_DEL_NTF :
					    SIPMAP_CMD_BINDING_NTF, &header);
	if (skb)
		sipmap_event_end(sn, skb, header,
				 sipmap_put_binding(skb, binding));
}

/**
 * sipmap_genl_tell_call - a call began, changed or was taken out
 * @context: the network namespace, a struct sipmap_net
 * @call: which one
 * @gone: it was taken out
 *
 * Context: any but hard interrupt.
 */
void sipmap_genl_tell_call(void *context, const struct sipmap_call *call,
			   bool gone)
{
	struct sipmap_net *sn = context;
	struct sk_buff *skb;
	void *header;

	skb = sipmap_event_begin(sn, gone ? SIPMAP_CMD_CALL_DEL_NTF :
					    SIPMAP_CMD_CALL_NTF, &header);
	if (skb)
		sipmap_event_end(sn, skb, header, sipmap_put_call(skb, call));
}

/**
 * sipmap_tell_realm - a realm was made or changed
 * @sn: the network namespace
 * @realm: which one
 *
 * Context: under rcu_read_lock().
 */
void sipmap_tell_realm(struct sipmap_net *sn, const struct sipmap_realm *realm)
{
	struct sk_buff *skb;
	void *header;

	skb = sipmap_event_begin(sn, SIPMAP_CMD_REALM_NTF, &header);
	if (skb)
		sipmap_event_end(sn, skb, header,
				 sipmap_put_realm(skb, sn->net, realm));
}

/**
 * sipmap_tell_test - tell how far judging the NAT of a realm is
 * @sn: the network namespace
 * @ifindex: of the realm
 * @test: attribute SIPMAP_A_REALM_TEST, as somebody sent it
 * @step: attribute SIPMAP_A_REALM_STEP, or NULL
 *
 * Context: any but hard interrupt.
 */
void sipmap_tell_test(struct sipmap_net *sn, int ifindex,
		      const struct nlattr *test, const struct nlattr *step)
{
	struct sk_buff *skb;
	void *header;
	int err;

	skb = sipmap_event_begin(sn, SIPMAP_CMD_REALM_NTF, &header);
	if (!skb)
		return;
	err = nla_put_u32(skb, SIPMAP_A_REALM_IFINDEX, ifindex);
	if (!err)
		err = nla_put_u32(skb, SIPMAP_A_REALM_TEST, nla_get_u32(test));
	if (!err && step)
		err = nla_put_string(skb, SIPMAP_A_REALM_STEP, nla_data(step));
	sipmap_event_end(sn, skb, header, err);
}
