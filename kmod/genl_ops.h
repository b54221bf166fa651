/* SPDX-License-Identifier: GPL-2.0-only */
/* What the netlink files share. */
#ifndef SIPMAP_GENL_OPS_H
#define SIPMAP_GENL_OPS_H

#include <linux/sipmap.h>
#include <net/genetlink.h>
#include <net/sock.h>

#include "sip/endpoint.h"

struct sipmap_binding;
struct sipmap_call;
struct sipmap_net;
struct sipmap_realm;

/* an object with everything in it fits into this much */
#define SIPMAP_GENL_OBJECT_SIZE 640

extern struct genl_family sipmap_genl_family;

/* genl_put.c */
int sipmap_get_endpoint(const struct nlattr *attribute,
			struct sipmap_endpoint *endpoint,
			struct netlink_ext_ack *extack);
int sipmap_get_address(const struct nlattr *attribute,
		       struct sipmap_endpoint *endpoint,
		       struct netlink_ext_ack *extack);
int sipmap_put_binding(struct sk_buff *skb,
		       const struct sipmap_binding *binding);
int sipmap_put_call(struct sk_buff *skb, const struct sipmap_call *call);
int sipmap_put_realm(struct sk_buff *skb, struct net *net,
		     const struct sipmap_realm *realm);

/* genl_event.c */
void sipmap_tell_realm(struct sipmap_net *sn, const struct sipmap_realm *realm);
void sipmap_tell_test(struct sipmap_net *sn, int ifindex,
		      const struct nlattr *test, const struct nlattr *step);

/* genl_binding.c */
extern const struct nla_policy
sipmap_binding_get_policy[SIPMAP_A_BINDING_MAX + 1];
extern const struct nla_policy
sipmap_binding_new_policy[SIPMAP_A_BINDING_MAX + 1];
extern const struct nla_policy
sipmap_binding_set_policy[SIPMAP_A_BINDING_MAX + 1];
extern const struct nla_policy
sipmap_binding_del_policy[SIPMAP_A_BINDING_MAX + 1];
int sipmap_binding_get_doit(struct sk_buff *skb, struct genl_info *info);
int sipmap_binding_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int sipmap_binding_new_doit(struct sk_buff *skb, struct genl_info *info);
int sipmap_binding_set_doit(struct sk_buff *skb, struct genl_info *info);
int sipmap_binding_del_doit(struct sk_buff *skb, struct genl_info *info);

/* genl_realm.c */
extern const struct nla_policy sipmap_realm_set_policy[SIPMAP_A_REALM_MAX + 1];
extern const struct nla_policy sipmap_realm_del_policy[SIPMAP_A_REALM_MAX + 1];
int sipmap_realm_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int sipmap_realm_set_doit(struct sk_buff *skb, struct genl_info *info);
int sipmap_realm_del_doit(struct sk_buff *skb, struct genl_info *info);

/* genl_state.c */
extern const struct nla_policy sipmap_flush_policy[SIPMAP_A_FLUSH_MAX + 1];
int sipmap_status_get_doit(struct sk_buff *skb, struct genl_info *info);
int sipmap_call_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int sipmap_counter_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int sipmap_flush_doit(struct sk_buff *skb, struct genl_info *info);

/* genl_agent.c */
extern const struct nla_policy sipmap_agent_policy[SIPMAP_A_AGENT_MAX + 1];
extern const struct nla_policy sipmap_send_policy[SIPMAP_A_SEND_MAX + 1];
extern struct notifier_block sipmap_agent_notifier;
int sipmap_agent_set_doit(struct sk_buff *skb, struct genl_info *info);
int sipmap_send_doit(struct sk_buff *skb, struct genl_info *info);

#endif /* SIPMAP_GENL_OPS_H */
