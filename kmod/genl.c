// SPDX-License-Identifier: GPL-2.0-only
/* The generic netlink family "sipmap": its operations and who may use them. */
#include <linux/module.h>
#include <linux/netlink.h>

#include "compat/compat.h"
#include "genl.h"
#include "genl_ops.h"

#define SIPMAP_DO(command, handler, rules)				\
	{								\
		.cmd = SIPMAP_CMD_##command,				\
		.doit = handler,					\
		.policy = rules,					\
		.maxattr = ARRAY_SIZE(rules) - 1,			\
		.flags = GENL_UNS_ADMIN_PERM,				\
	}

#define SIPMAP_DUMP(command, handler)					\
	{								\
		.cmd = SIPMAP_CMD_##command,				\
		.dumpit = handler,					\
		.flags = GENL_UNS_ADMIN_PERM,				\
	}

static const struct genl_ops sipmap_genl_ops[] = {
	{
		.cmd = SIPMAP_CMD_STATUS_GET,
		.doit = sipmap_status_get_doit,
		.flags = GENL_UNS_ADMIN_PERM,
	},
	{
		.cmd = SIPMAP_CMD_BINDING_GET,
		.doit = sipmap_binding_get_doit,
		.dumpit = sipmap_binding_get_dumpit,
		.policy = sipmap_binding_get_policy,
		.maxattr = SIPMAP_A_BINDING_MAX,
		.flags = GENL_UNS_ADMIN_PERM,
	},
	SIPMAP_DUMP(REALM_GET, sipmap_realm_get_dumpit),
	SIPMAP_DUMP(CALL_GET, sipmap_call_get_dumpit),
	SIPMAP_DUMP(COUNTER_GET, sipmap_counter_get_dumpit),
	SIPMAP_DO(REALM_SET, sipmap_realm_set_doit, sipmap_realm_set_policy),
	SIPMAP_DO(REALM_DEL, sipmap_realm_del_doit, sipmap_realm_del_policy),
	SIPMAP_DO(BINDING_NEW, sipmap_binding_new_doit,
		  sipmap_binding_new_policy),
	SIPMAP_DO(BINDING_SET, sipmap_binding_set_doit,
		  sipmap_binding_set_policy),
	SIPMAP_DO(BINDING_DEL, sipmap_binding_del_doit,
		  sipmap_binding_del_policy),
	SIPMAP_DO(AGENT_SET, sipmap_agent_set_doit, sipmap_agent_policy),
	SIPMAP_DO(SEND, sipmap_send_doit, sipmap_send_policy),
	SIPMAP_DO(FLUSH, sipmap_flush_doit, sipmap_flush_policy),
};

static const struct genl_multicast_group sipmap_genl_groups[] = {
	{ .name = SIPMAP_MCGRP_EVENTS, SIPMAP_MCGRP_ADMIN },
};

struct genl_family sipmap_genl_family = {
	.name = SIPMAP_FAMILY_NAME,
	.version = SIPMAP_FAMILY_VERSION,
	.netnsok = true,
	.module = THIS_MODULE,
	.ops = sipmap_genl_ops,
	.n_ops = ARRAY_SIZE(sipmap_genl_ops),
	.mcgrps = sipmap_genl_groups,
	.n_mcgrps = ARRAY_SIZE(sipmap_genl_groups),
};

/**
 * sipmap_genl_init - register the family
 *
 * Context: may sleep.
 * Return: 0 or -errno.
 */
int sipmap_genl_init(void)
{
	int err;

	err = genl_register_family(&sipmap_genl_family);
	if (err)
		return err;
	err = netlink_register_notifier(&sipmap_agent_notifier);
	if (err)
		genl_unregister_family(&sipmap_genl_family);
	return err;
}

/**
 * sipmap_genl_exit - take the family out
 *
 * Context: may sleep.
 */
void sipmap_genl_exit(void)
{
	netlink_unregister_notifier(&sipmap_agent_notifier);
	genl_unregister_family(&sipmap_genl_family);
}

MODULE_ALIAS_GENL_FAMILY(SIPMAP_FAMILY_NAME);
