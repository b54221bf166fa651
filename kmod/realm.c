// SPDX-License-Identifier: GPL-2.0-only
/* Realms: the outside interfaces, and what is known of the NAT before them. */
#include <linux/rculist.h>
#include <linux/slab.h>

#include "realm.h"

/**
 * sipmap_realms_init - make an empty list
 * @realms: to be filled in
 *
 * Context: any.
 */
void sipmap_realms_init(struct sipmap_realms *realms)
{
	spin_lock_init(&realms->lock);
	INIT_LIST_HEAD(&realms->list);
	realms->count = 0;
}

/**
 * sipmap_realms_clean - free the list and what is in it
 * @realms: the list
 *
 * Context: any; no packet uses the list any more.
 */
void sipmap_realms_clean(struct sipmap_realms *realms)
{
	struct sipmap_realm *realm, *next;

	list_for_each_entry_safe(realm, next, &realms->list, list) {
		list_del_rcu(&realm->list);
		kfree_rcu(realm, rcu);
	}
	realms->count = 0;
}

/**
 * sipmap_realm_find - find a realm by its interface
 * @realms: the list
 * @ifindex: the interface
 *
 * Context: under rcu_read_lock().
 * Return: the realm or NULL.
 */
const struct sipmap_realm *sipmap_realm_find(const struct sipmap_realms *realms,
					     int ifindex)
{
	const struct sipmap_realm *realm;

	list_for_each_entry_rcu(realm, &realms->list, list,
				lockdep_is_held(&realms->lock))
		if (realm->ifindex == ifindex)
			return realm;
	return NULL;
}

static int sipmap_realm_replace(struct sipmap_realms *realms,
				struct sipmap_realm *realm)
{
	struct sipmap_realm *old;

	old = (struct sipmap_realm *)sipmap_realm_find(realms, realm->ifindex);
	if (old) {
		list_replace_rcu(&old->list, &realm->list);
		kfree_rcu(old, rcu);
		return 0;
	}
	if (realms->count >= SIPMAP_REALMS_MAX)
		return -ENOSPC;
	list_add_tail_rcu(&realm->list, &realms->list);
	realms->count++;
	return 0;
}

/* What was learned from traffic gives way to what somebody says. */
static void sipmap_realms_drop_learned(struct sipmap_realms *realms,
				       int ifindex)
{
	struct sipmap_realm *realm, *next;

	list_for_each_entry_safe(realm, next, &realms->list, list) {
		if (!realm->learned || realm->ifindex == ifindex)
			continue;
		list_del_rcu(&realm->list);
		realms->count--;
		kfree_rcu(realm, rcu);
	}
}

static int sipmap_realm_put_locked(struct sipmap_realms *realms,
				   const struct sipmap_realm *realm)
{
	struct sipmap_realm *copy;
	int err;

	copy = kmemdup(realm, sizeof(*realm), GFP_ATOMIC | __GFP_ACCOUNT);
	if (!copy)
		return -ENOMEM;
	if (!realm->learned)
		sipmap_realms_drop_learned(realms, realm->ifindex);
	err = sipmap_realm_replace(realms, copy);
	if (err)
		kfree(copy);
	return err;
}

/**
 * sipmap_realm_put - add a realm, or replace the one of the same interface
 * @realms: the list
 * @realm: to be copied
 *
 * Context: softirq or process; takes the list's lock.
 * Return: 0, -ENOSPC where there are too many, -ENOMEM.
 */
int sipmap_realm_put(struct sipmap_realms *realms,
		     const struct sipmap_realm *realm)
{
	int err;

	spin_lock_bh(&realms->lock);
	err = sipmap_realm_put_locked(realms, realm);
	spin_unlock_bh(&realms->lock);
	return err;
}

static void sipmap_realm_del_locked(struct sipmap_realms *realms,
				    struct sipmap_realm *realm)
{
	list_del_rcu(&realm->list);
	realms->count--;
	kfree_rcu(realm, rcu);
}

/**
 * sipmap_realm_del - remove a realm
 * @realms: the list
 * @ifindex: its interface
 *
 * Context: softirq or process; takes the list's lock.
 * Return: true if there was one.
 */
bool sipmap_realm_del(struct sipmap_realms *realms, int ifindex)
{
	struct sipmap_realm *realm;

	spin_lock_bh(&realms->lock);
	realm = (struct sipmap_realm *)sipmap_realm_find(realms, ifindex);
	if (realm)
		sipmap_realm_del_locked(realms, realm);
	spin_unlock_bh(&realms->lock);
	return realm;
}

static bool sipmap_realm_lose_locked(struct sipmap_realms *realms, int ifindex,
				     const struct sipmap_endpoint *address)
{
	struct sipmap_realm *old, realm;
	bool ipv6 = address->family == SIPMAP_FAMILY_IPV6;

	old = (struct sipmap_realm *)sipmap_realm_find(realms, ifindex);
	if (!old || (!old->learned && !ipv6) ||
	    !sipmap_endpoint_same_address(sipmap_realm_address(old,
							       address->family),
					  address))
		return false;
	realm = *old;
	if (ipv6) {
		realm.translates_ipv6 = false;
		realm.address_ipv6 = (struct sipmap_endpoint){};
	} else {
		realm.translates = false;
		realm.address = (struct sipmap_endpoint){};
	}
	if ((realm.learned && !realm.translates && !realm.translates_ipv6) ||
	    sipmap_realm_put_locked(realms, &realm))
		sipmap_realm_del_locked(realms, old);
	return true;
}

/**
 * sipmap_realm_lose - an interface has lost an address
 * @realms: the list
 * @ifindex: the interface
 * @address: the address
 *
 * Whoever told a realm tells its new address. What was learned from traffic is
 * forgotten, and a realm of which nothing is left goes.
 *
 * Context: softirq or process; takes the list's lock.
 * Return: true where every W of the realm and this family had the address.
 */
bool sipmap_realm_lose(struct sipmap_realms *realms, int ifindex,
		       const struct sipmap_endpoint *address)
{
	bool lost;

	spin_lock_bh(&realms->lock);
	lost = sipmap_realm_lose_locked(realms, ifindex, address);
	spin_unlock_bh(&realms->lock);
	return lost;
}

static bool sipmap_realms_told(const struct sipmap_realms *realms)
{
	const struct sipmap_realm *realm;

	list_for_each_entry_rcu(realm, &realms->list, list,
				lockdep_is_held(&realms->lock))
		if (!realm->learned)
			return true;
	return false;
}

static bool sipmap_realm_learn_locked(struct sipmap_realms *realms,
				      int ifindex,
				      const struct sipmap_endpoint *outside)
{
	const struct sipmap_realm *old = sipmap_realm_find(realms, ifindex);
	struct sipmap_endpoint *address;
	struct sipmap_realm realm = {};

	if (!old && sipmap_realms_told(realms))
		return false;
	if (old) {
		realm = *old;
	} else {
		realm.ifindex = ifindex;
		realm.learned = true;
	}
	if (outside->family == SIPMAP_FAMILY_IPV6) {
		realm.translates_ipv6 = true;
		address = &realm.address_ipv6;
	} else {
		realm.translates = true;
		address = &realm.address;
	}
	if (!address->family) {
		*address = *outside;
		address->port = 0;
	}
	return !sipmap_realm_put_locked(realms, &realm);
}

/**
 * sipmap_realm_learn - a SIP flow left through an interface and was translated
 * @realms: the list
 * @ifindex: the interface
 * @outside: W of the flow
 *
 * Where nobody has told any realm, an interface at which this router translates
 * is taken for one. Where somebody has, interfaces that he did not name (other
 * inside networks, tunnels) stay out of it.
 *
 * Context: under rcu_read_lock(), softirq; may take the list's lock.
 * Return: true if the interface is a realm's.
 */
bool sipmap_realm_learn(struct sipmap_realms *realms, int ifindex,
			const struct sipmap_endpoint *outside)
{
	const struct sipmap_realm *old = sipmap_realm_find(realms, ifindex);
	bool learned;

	if (old && sipmap_realm_translates(old, outside->family))
		return true;
	if (!old && sipmap_realms_told(realms))
		return false;

	spin_lock_bh(&realms->lock);
	learned = sipmap_realm_learn_locked(realms, ifindex, outside);
	spin_unlock_bh(&realms->lock);
	return learned;
}
