/* SPDX-License-Identifier: GPL-2.0-only */
/* Realms: the outside interfaces, and what is known of the NAT before them. */
#ifndef SIPMAP_REALM_H
#define SIPMAP_REALM_H

#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/types.h>

#include "sip/endpoint.h"

#define SIPMAP_REALMS_MAX 32
#define SIPMAP_VERDICT_MAX 160
#define SIPMAP_NAT_TYPE_MAX 32

/**
 * struct sipmap_realm_nat - what the agent has found out of a NAT
 * @filtering: whom it lets in
 * @hairpin: whether it lets inside hosts reach each other by way of it
 * @preserves: whether it leaves ports as they are
 * @alters: whether something on the way rewrites addresses
 * @nats: at least so many stand behind this router
 * @lifetime: of an idle mapping, seconds; 0: not known
 * @stun: whether a STUN server answers at this time
 * @type: RFC 3489's name, with a NUL at the end
 *
 * Numbers that only netlink's users understand.
 */
struct sipmap_realm_nat {
	u32 filtering;
	u32 hairpin;
	u32 preserves;
	u32 alters;
	u32 nats;
	u32 lifetime;
	u32 stun;
	char type[SIPMAP_NAT_TYPE_MAX];
};

/**
 * struct sipmap_realm - one outside interface
 * @list: in the namespace's list
 * @rcu: for freeing
 * @ifindex: the interface
 * @mapping: mapping behaviour of the NAT in front of it, as a number that only
 *           netlink's users understand
 * @translates: this router translates sources here, over IPv4
 * @translates_ipv6: the same over IPv6
 * @learned: found from traffic, not told by anybody
 * @address: outside address over IPv4, that of every W; port 0
 * @address_ipv6: the same over IPv6, where this router translates; always
 *                found from traffic; port 0
 * @static_address: static public address; port 0
 * @public_address: public address as measured; port 0
 * @trusts_stun: what STUN measures holds for every peer
 * @verdict: a plain sentence about the NAT, with a NUL at the end
 * @nat: what else is known of the NAT
 *
 * A realm is never changed in place: sipmap_realm_put() replaces it.
 */
struct sipmap_realm {
	struct list_head list;
	struct rcu_head rcu;
	int ifindex;
	u32 mapping;
	bool translates;
	bool translates_ipv6;
	bool learned;
	bool trusts_stun;
	struct sipmap_endpoint address;
	struct sipmap_endpoint address_ipv6;
	struct sipmap_endpoint static_address;
	struct sipmap_endpoint public_address;
	char verdict[SIPMAP_VERDICT_MAX];
	struct sipmap_realm_nat nat;
};

/**
 * sipmap_realm_translates - does this router translate sources here?
 * @realm: one of the list's
 * @family: of the sources
 *
 * Return: true if it does.
 */
static inline bool sipmap_realm_translates(const struct sipmap_realm *realm,
					   u8 family)
{
	return family == SIPMAP_FAMILY_IPV6 ? realm->translates_ipv6 :
					      realm->translates;
}

/**
 * sipmap_realm_address - the outside address of one family
 * @realm: one of the list's
 * @family: which
 *
 * Return: the address; its family is none where it is not known.
 */
static inline const struct sipmap_endpoint *
sipmap_realm_address(const struct sipmap_realm *realm, u8 family)
{
	return family == SIPMAP_FAMILY_IPV6 ? &realm->address_ipv6 :
					      &realm->address;
}

/**
 * struct sipmap_realms - the outside interfaces of one network namespace
 * @lock: held for every change
 * @list: struct sipmap_realm, read under RCU
 * @count: how many there are
 */
struct sipmap_realms {
	spinlock_t lock;
	struct list_head list;
	unsigned int count;
};

void sipmap_realms_init(struct sipmap_realms *realms);
void sipmap_realms_clean(struct sipmap_realms *realms);
const struct sipmap_realm *sipmap_realm_find(const struct sipmap_realms *realms,
					     int ifindex);
int sipmap_realm_put(struct sipmap_realms *realms,
		     const struct sipmap_realm *realm);
bool sipmap_realm_del(struct sipmap_realms *realms, int ifindex);
bool sipmap_realm_lose(struct sipmap_realms *realms, int ifindex,
		       const struct sipmap_endpoint *address);
bool sipmap_realm_learn(struct sipmap_realms *realms, int ifindex,
			const struct sipmap_endpoint *outside);

#endif /* SIPMAP_REALM_H */
