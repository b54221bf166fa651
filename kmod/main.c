// SPDX-License-Identifier: GPL-2.0-only
/* Order of coming and going: module, network namespaces, interfaces. */
#include <linux/inetdevice.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <net/addrconf.h>
#include <net/netns/generic.h>

#include "genl.h"
#include "hook.h"
#include "net.h"
#include "path.h"
#include "pin.h"

#define SIPMAP_EXPIRY_INTERVAL HZ

static unsigned int sipmap_net_id;

/**
 * sipmap_net - what a network namespace has
 * @net: the namespace
 *
 * Context: any, while the namespace lives.
 * Return: never NULL.
 */
struct sipmap_net *sipmap_net(const struct net *net)
{
	return net_generic(net, sipmap_net_id);
}

/* Media bindings go with their call, everything else in its own time. */
static bool sipmap_net_binding_expired(const struct sipmap_binding *binding,
				       void *context)
{
	struct sipmap_net *sn = context;
	bool orphan;

	if (binding->expires && time_after_eq(jiffies, binding->expires))
		return true;
	if (!binding->call)
		return false;
	rcu_read_lock();
	orphan = !sipmap_call_by_id(&sn->calls, binding->call);
	rcu_read_unlock();
	return orphan;
}

static void sipmap_net_expire(struct work_struct *work)
{
	struct sipmap_net *sn = container_of(to_delayed_work(work),
					     struct sipmap_net, expiry);

	sipmap_calls_expire(&sn->calls);
	sipmap_bindings_expire(&sn->bindings, sipmap_net_binding_expired, sn);
	sipmap_probes_expire(&sn->probes);
	queue_delayed_work(system_power_efficient_wq, &sn->expiry,
			   SIPMAP_EXPIRY_INTERVAL);
}

static int __net_init sipmap_net_init(struct net *net)
{
	struct sipmap_net *sn = sipmap_net(net);
	int err;

	sn->net = net;
	sn->enable = sipmap_hook_enable;
	mutex_init(&sn->hook_mutex);
	INIT_DELAYED_WORK(&sn->expiry, sipmap_net_expire);
	INIT_WORK(&sn->repin, sipmap_pin_work);
	sipmap_realms_init(&sn->realms);
	sipmap_probes_init(&sn->probes);

	sn->bindings.limit = &sn->sysctl.max_bindings;
	sn->bindings.host_limit = &sn->sysctl.max_bindings_per_host;
	sn->calls.limit = &sn->sysctl.max_calls;
	sn->calls.host_limit = &sn->sysctl.max_calls_per_host;

	err = -ENOMEM;
	sn->stats = sipmap_stats_alloc();
	if (!sn->stats)
		return err;
	err = sipmap_bindings_init(&sn->bindings, sipmap_genl_tell_binding, sn);
	if (err)
		goto err_stats;
	err = sipmap_calls_init(&sn->calls, sipmap_genl_tell_call, sn);
	if (err)
		goto err_bindings;
	err = sipmap_sysctl_init(sn);
	if (err)
		goto err_calls;
	queue_delayed_work(system_power_efficient_wq, &sn->expiry,
			   SIPMAP_EXPIRY_INTERVAL);
	return 0;

err_calls:
	sipmap_calls_clean(&sn->calls);
err_bindings:
	sipmap_bindings_clean(&sn->bindings);
err_stats:
	free_percpu(sn->stats);
	return err;
}

/* First the setting, so that nobody enables again, then the hooks. */
static void __net_exit sipmap_net_pre_exit(struct net *net)
{
	struct sipmap_net *sn = sipmap_net(net);

	sipmap_sysctl_unregister(sn);
	sipmap_hook_enable(sn, false);
}

/* Between the two every packet that was in a hook has left it. */
static void __net_exit sipmap_net_exit(struct net *net)
{
	struct sipmap_net *sn = sipmap_net(net);

	cancel_delayed_work_sync(&sn->expiry);
	cancel_work_sync(&sn->repin);
	sipmap_sysctl_clean(sn);
	sipmap_calls_clean(&sn->calls);
	sipmap_bindings_clean(&sn->bindings);
	sipmap_probes_clean(&sn->probes);
	sipmap_realms_clean(&sn->realms);
	free_percpu(sn->stats);
}

static struct pernet_operations sipmap_net_ops = {
	.init = sipmap_net_init,
	.pre_exit = sipmap_net_pre_exit,
	.exit = sipmap_net_exit,
	.id = &sipmap_net_id,
	.size = sizeof(struct sipmap_net),
};

static int sipmap_device_event(struct notifier_block *block,
			       unsigned long event, void *pointer)
{
	struct net_device *device = netdev_notifier_info_to_dev(pointer);
	struct sipmap_net *sn = sipmap_net(dev_net(device));

	if (event == NETDEV_UNREGISTER &&
	    sipmap_realm_del(&sn->realms, device->ifindex))
		sipmap_bindings_flush(&sn->bindings, device->ifindex,
				      SIPMAP_FAMILY_NONE);
	return NOTIFY_DONE;
}

static struct notifier_block sipmap_device_notifier = {
	.notifier_call = sipmap_device_event,
};

/* Where there is an agent, it tells of a new address; else the old one goes. */
static void sipmap_address_lost(const struct net_device *device,
				const struct sipmap_endpoint *address)
{
	struct sipmap_net *sn = sipmap_net(dev_net(device));

	if (sipmap_realm_lose(&sn->realms, device->ifindex, address))
		sipmap_bindings_flush(&sn->bindings, device->ifindex,
				      (enum sipmap_family)address->family);
}

static int sipmap_ipv4_event(struct notifier_block *block, unsigned long event,
			     void *pointer)
{
	const struct in_ifaddr *address = pointer;
	struct sipmap_endpoint lost = { .family = SIPMAP_FAMILY_IPV4 };

	if (event != NETDEV_DOWN)
		return NOTIFY_DONE;
	memcpy(lost.address, &address->ifa_local, sizeof(address->ifa_local));
	sipmap_address_lost(address->ifa_dev->dev, &lost);
	return NOTIFY_DONE;
}

static struct notifier_block sipmap_ipv4_notifier = {
	.notifier_call = sipmap_ipv4_event,
};

#if IS_ENABLED(CONFIG_IPV6)
static int sipmap_ipv6_event(struct notifier_block *block, unsigned long event,
			     void *pointer)
{
	const struct inet6_ifaddr *address = pointer;
	struct sipmap_endpoint lost = { .family = SIPMAP_FAMILY_IPV6 };

	if (event != NETDEV_DOWN)
		return NOTIFY_DONE;
	memcpy(lost.address, &address->addr, sizeof(address->addr));
	sipmap_address_lost(address->idev->dev, &lost);
	return NOTIFY_DONE;
}

static struct notifier_block sipmap_ipv6_notifier = {
	.notifier_call = sipmap_ipv6_event,
};
#endif

static int sipmap_address_register(void)
{
	int err = register_inetaddr_notifier(&sipmap_ipv4_notifier);

#if IS_ENABLED(CONFIG_IPV6)
	if (err)
		return err;
	err = register_inet6addr_notifier(&sipmap_ipv6_notifier);
	if (err)
		unregister_inetaddr_notifier(&sipmap_ipv4_notifier);
#endif
	return err;
}

static void sipmap_address_unregister(void)
{
#if IS_ENABLED(CONFIG_IPV6)
	unregister_inet6addr_notifier(&sipmap_ipv6_notifier);
#endif
	unregister_inetaddr_notifier(&sipmap_ipv4_notifier);
}

static int __init sipmap_init(void)
{
	int err;

	err = sipmap_path_init();
	if (err)
		return err;
	err = sipmap_binding_cache_init();
	if (err)
		goto err_path;
	err = register_pernet_subsys(&sipmap_net_ops);
	if (err)
		goto err_cache;
	err = register_netdevice_notifier(&sipmap_device_notifier);
	if (err)
		goto err_net;
	err = sipmap_address_register();
	if (err)
		goto err_device;
	err = sipmap_genl_init();
	if (err)
		goto err_address;
	return 0;

err_address:
	sipmap_address_unregister();
err_device:
	unregister_netdevice_notifier(&sipmap_device_notifier);
err_net:
	unregister_pernet_subsys(&sipmap_net_ops);
err_cache:
	sipmap_binding_cache_exit();
err_path:
	sipmap_path_exit();
	return err;
}

static void __exit sipmap_exit(void)
{
	sipmap_genl_exit();
	sipmap_address_unregister();
	unregister_netdevice_notifier(&sipmap_device_notifier);
	unregister_pernet_subsys(&sipmap_net_ops);
	sipmap_binding_cache_exit();
	sipmap_path_exit();
}

module_init(sipmap_init);
module_exit(sipmap_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Writes the public address into SIP behind several NATs");
MODULE_VERSION(SIPMAP_VERSION);
