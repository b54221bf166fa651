// SPDX-License-Identifier: GPL-2.0-only
/* Which outside endpoint a binding has, once its flow has shown it. */
#include "binding.h"
#include "sip/view.h"

/* Global unicast, the only part of IPv6's space that is routed (RFC 4291). */
static bool sipmap_binding_is_global(const struct sipmap_endpoint *endpoint)
{
	return endpoint->family == SIPMAP_FAMILY_IPV6 &&
	       (endpoint->address[0] & 0xe0) == 0x20;
}

/**
 * sipmap_binding_assume_locked - what P is over IPv6, where nobody has said
 * @table: the table
 * @binding: one of the table's
 *
 * Whoever has a global address is seen by it. Where W has none, something
 * further out translates, and nobody measures that: messages do not wait, and
 * a peer may still say what it sees.
 *
 * Context: under the table's lock.
 */
void sipmap_binding_assume_locked(struct sipmap_bindings *table,
				  struct sipmap_binding *binding)
{
	if (binding->phase != SIPMAP_PHASE_PENDING ||
	    binding->outside.family != SIPMAP_FAMILY_IPV6)
		return;
	if (!sipmap_binding_is_global(&binding->outside) ||
	    sipmap_binding_set_public_locked(table, binding, &binding->outside,
					     SIPMAP_TRUST_NONE))
		binding->phase = SIPMAP_PHASE_FAILED;
}

/* Nobody has waited for the P of this W, nor looked for it in vain. */
static int
sipmap_binding_change_outside(struct sipmap_bindings *table,
			      struct sipmap_binding *binding,
			      const struct sipmap_endpoint *outside)
{
	int err;

	binding->hold_until = 0;
	/* what was assumed of the old one, or looked for in vain */
	if (binding->trust == SIPMAP_TRUST_NONE) {
		sipmap_index_public(table, binding, NULL);
		binding->phase = SIPMAP_PHASE_PENDING;
	}
	err = sipmap_index_outside(table, binding, outside);
	sipmap_binding_assume_locked(table, binding);
	return err;
}

/**
 * sipmap_binding_set_outside - say what a binding's outside endpoint is
 * @table: the table
 * @binding: what a lookup found
 * @outside: W
 * @ifindex: the realm's interface
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 * Return: 0, -EEXIST where another binding has @outside, -ENOENT, -ENOMEM.
 */
int sipmap_binding_set_outside(struct sipmap_bindings *table,
			       struct sipmap_binding *binding,
			       const struct sipmap_endpoint *outside,
			       int ifindex)
{
	int err = -ENOENT;

	spin_lock_bh(&table->lock);
	if (!binding->gone) {
		err = sipmap_binding_change_outside(table, binding, outside);
		binding->ifindex = ifindex;
		sipmap_binding_tell(table, binding, false);
	}
	spin_unlock_bh(&table->lock);
	return err;
}

/**
 * sipmap_binding_is_tentative - may an outside endpoint still be given up?
 * @binding: what a lookup found
 *
 * It may where nobody has answered on it yet.
 *
 * Context: under rcu_read_lock() or the table's lock.
 * Return: true if it may.
 */
bool sipmap_binding_is_tentative(const struct sipmap_binding *binding)
{
	return binding->kind == SIPMAP_KIND_SIGNALLING && !binding->gone &&
	       !binding->peer.family &&
	       binding->trust != SIPMAP_TRUST_STATIC &&
	       binding->trust != SIPMAP_TRUST_PCP;
}

/**
 * sipmap_binding_move_outside - the flow got another outside endpoint
 * @table: the table
 * @binding: what a lookup found
 * @outside: W of the flow
 *
 * It happens when two phones send their first packets at the same moment, and
 * conntrack lets only one of them have W. Once somebody has answered on W, or
 * where an operator gave P, the binding stays as it is.
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 * Return: 0 where the binding has @outside now, -EBUSY where it stays, -EEXIST
 * where another binding has @outside (then this one has none), -ENOMEM.
 */
int sipmap_binding_move_outside(struct sipmap_bindings *table,
				struct sipmap_binding *binding,
				const struct sipmap_endpoint *outside)
{
	int err = -EBUSY;

	spin_lock_bh(&table->lock);
	if (sipmap_binding_is_tentative(binding)) {
		sipmap_binding_forget_locked(table, binding);
		err = sipmap_binding_change_outside(table, binding, outside);
		sipmap_binding_tell(table, binding, false);
	}
	spin_unlock_bh(&table->lock);
	return err;
}

/**
 * sipmap_binding_yield_outside - take W from a binding nobody has answered on
 * @table: the table
 * @outside: W
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 * Return: true where W is free now.
 */
bool sipmap_binding_yield_outside(struct sipmap_bindings *table,
				  const struct sipmap_endpoint *outside)
{
	struct sipmap_binding *owner;
	bool free = true;

	spin_lock_bh(&table->lock);
	owner = sipmap_binding_by_outside(table, outside);
	if (owner)
		free = sipmap_binding_is_tentative(owner);
	if (owner && free) {
		sipmap_binding_forget_locked(table, owner);
		sipmap_binding_change_outside(table, owner, NULL);
		sipmap_binding_tell(table, owner, false);
	}
	spin_unlock_bh(&table->lock);
	return free;
}
