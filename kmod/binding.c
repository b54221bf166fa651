// SPDX-License-Identifier: GPL-2.0-only
/* Making and removing bindings, and what their endpoints are. */
#include <linux/slab.h>

#include "binding.h"
#include "sip/view.h"

/* so many bindings are looked at for one that may make room */
#define SIPMAP_ROOM_TRIES 64

static struct kmem_cache *sipmap_binding_cache;

/**
 * sipmap_binding_cache_init - make the slab that bindings come from
 *
 * It is named after the module, so that its memory can be seen.
 *
 * Context: may sleep.
 * Return: 0 or -ENOMEM.
 */
int sipmap_binding_cache_init(void)
{
	sipmap_binding_cache = kmem_cache_create(KBUILD_MODNAME "_binding",
						 sizeof(struct sipmap_binding),
						 0, SLAB_ACCOUNT, NULL);
	return sipmap_binding_cache ? 0 : -ENOMEM;
}

/**
 * sipmap_binding_cache_exit - give it back
 *
 * Context: may sleep; no table is left.
 */
void sipmap_binding_cache_exit(void)
{
	/* bindings may still be on their way to be freed */
	rcu_barrier();
	kmem_cache_destroy(sipmap_binding_cache);
}

static void sipmap_binding_free(struct rcu_head *rcu)
{
	kmem_cache_free(sipmap_binding_cache,
			container_of(rcu, struct sipmap_binding, rcu));
}

/**
 * sipmap_binding_tell - tell whoever wants to know of a change
 * @table: the table
 * @binding: which one
 * @gone: it is being taken out
 *
 * Context: under the table's lock.
 */
void sipmap_binding_tell(struct sipmap_bindings *table,
			 const struct sipmap_binding *binding, bool gone)
{
	if (table->notify)
		table->notify(table->context, binding, gone);
}

/*
 * P is somebody else's: the carrier gave the old mapping away. What an operator
 * or the upstream router said is not, and nobody else has an endpoint of this
 * router's own.
 */
static void sipmap_binding_steal_public(struct sipmap_bindings *table,
					const struct sipmap_endpoint *endpoint,
					const struct sipmap_binding *thief)
{
	struct sipmap_binding *old;

	old = sipmap_binding_by_public(table, endpoint);
	if (!old || old == thief || old->trust == SIPMAP_TRUST_STATIC ||
	    old->trust == SIPMAP_TRUST_PCP ||
	    sipmap_endpoint_equal(&old->outside, endpoint))
		return;
	sipmap_index_public(table, old, NULL);
	old->trust = SIPMAP_TRUST_NONE;
	if (old->phase == SIPMAP_PHASE_READY)
		old->phase = SIPMAP_PHASE_PENDING;
	sipmap_binding_tell(table, old, false);
}

static int sipmap_binding_index(struct sipmap_bindings *table,
				struct sipmap_binding *binding,
				const struct sipmap_binding *like)
{
	int err;

	if (like->inside.family) {
		err = sipmap_index_inside(table, binding, &like->inside);
		if (err)
			return err;
	}
	if (like->outside.family) {
		err = sipmap_index_outside(table, binding, &like->outside);
		if (err)
			goto err_inside;
	}
	if (like->public_endpoint.family) {
		sipmap_binding_steal_public(table, &like->public_endpoint,
					    binding);
		err = sipmap_index_public(table, binding,
					  &like->public_endpoint);
		if (err)
			goto err_outside;
	}
	return 0;

err_outside:
	sipmap_index_outside(table, binding, NULL);
err_inside:
	sipmap_index_inside(table, binding, NULL);
	return err;
}

/*
 * Nobody has answered on it. While a message waits for its P it stays: the
 * message would make it again, and wait anew.
 */
static bool sipmap_binding_may_go(const struct sipmap_binding *binding)
{
	return sipmap_binding_is_tentative(binding) &&
	       (!binding->hold_until ||
		!time_before(jiffies, binding->hold_until));
}

/*
 * Whoever floods the table from addresses that are not his own gets no answer
 * there: what nobody has answered on makes room, the oldest first.
 */
static bool sipmap_binding_make_room(struct sipmap_bindings *table)
{
	struct sipmap_binding *old;
	unsigned int tries;

	for (tries = 0; tries < SIPMAP_ROOM_TRIES; tries++) {
		old = sipmap_binding_next(table, &table->room_at);
		if (!old)
			table->room_at = 0;
		else
			table->room_at++;
		if (!old || !sipmap_binding_may_go(old))
			continue;
		sipmap_binding_remove_locked(table, old);
		return true;
	}
	return false;
}

/**
 * sipmap_binding_add_locked - make a binding, and tell nobody yet
 * @table: the table
 * @like: as for sipmap_binding_add()
 *
 * Context: under the table's lock.
 * Return: as sipmap_binding_add().
 */
struct sipmap_binding *
sipmap_binding_add_locked(struct sipmap_bindings *table,
			  const struct sipmap_binding *like)
{
	struct sipmap_binding *binding;
	int err;

	if (table->count >= READ_ONCE(*table->limit) &&
	    !sipmap_binding_make_room(table))
		return ERR_PTR(-ENOSPC);
	binding = kmem_cache_zalloc(sipmap_binding_cache, GFP_ATOMIC);
	if (!binding)
		return ERR_PTR(-ENOMEM);

	seqcount_spinlock_init(&binding->seq, &table->lock);
	binding->expires = like->expires;
	binding->pair = like->pair;
	binding->call = like->call;
	binding->ifindex = like->ifindex;
	binding->kind = like->kind;
	binding->phase = like->phase;
	binding->trust = like->trust;

	if (like->inside.family) {
		err = sipmap_host_charge(&table->hosts, &like->inside,
					 READ_ONCE(*table->host_limit));
		if (err)
			goto err_free;
	}
	err = xa_alloc_cyclic(&table->by_id, &binding->id, binding,
			      xa_limit_32b, &table->next_id, GFP_ATOMIC);
	if (err < 0)
		goto err_host;
	err = sipmap_binding_index(table, binding, like);
	if (err)
		goto err_id;

	table->count++;
	sipmap_binding_assume_locked(table, binding);
	return binding;

err_id:
	/* somebody may have found it by its id already */
	binding->gone = true;
	xa_erase(&table->by_id, binding->id);
err_host:
	if (like->inside.family)
		sipmap_host_uncharge(&table->hosts, &like->inside);
err_free:
	call_rcu(&binding->rcu, sipmap_binding_free);
	return ERR_PTR(err);
}

/**
 * sipmap_binding_add - make a binding
 * @table: the table
 * @like: endpoints, kind, phase, trust, call, pair, realm and expiry to be
 *        copied
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 * Return: the binding, or an error pointer: -EEXIST where one of the endpoints
 * has a binding, -ENOSPC over the namespace's limit, -EDQUOT over the host's,
 * -ENOMEM.
 */
struct sipmap_binding *
sipmap_binding_add(struct sipmap_bindings *table,
		   const struct sipmap_binding *like)
{
	struct sipmap_binding *binding;

	spin_lock_bh(&table->lock);
	binding = sipmap_binding_add_locked(table, like);
	if (!IS_ERR(binding))
		sipmap_binding_tell(table, binding, false);
	spin_unlock_bh(&table->lock);
	return binding;
}

/**
 * sipmap_binding_remove_locked - take a binding out
 * @table: the table
 * @binding: what a lookup found; nothing happens if it went meanwhile
 *
 * Context: under the table's lock.
 */
void sipmap_binding_remove_locked(struct sipmap_bindings *table,
				  struct sipmap_binding *binding)
{
	if (binding->gone)
		return;
	binding->gone = true;
	sipmap_binding_tell(table, binding, true);
	if (binding->inside.family)
		sipmap_host_uncharge(&table->hosts, &binding->inside);
	if (binding->phase == SIPMAP_PHASE_WARM &&
	    binding->kind == SIPMAP_KIND_RTP)
		table->warm--;
	sipmap_index_inside(table, binding, NULL);
	sipmap_index_outside(table, binding, NULL);
	sipmap_index_public(table, binding, NULL);
	xa_erase(&table->by_id, binding->id);
	table->count--;
	call_rcu(&binding->rcu, sipmap_binding_free);
}

/**
 * sipmap_binding_remove - take a binding out
 * @table: the table
 * @binding: what a lookup found; nothing happens if it went meanwhile
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 */
void sipmap_binding_remove(struct sipmap_bindings *table,
			   struct sipmap_binding *binding)
{
	spin_lock_bh(&table->lock);
	sipmap_binding_remove_locked(table, binding);
	spin_unlock_bh(&table->lock);
}

/**
 * sipmap_binding_set_public_locked - replace P, whatever it was
 * @table: the table
 * @binding: one of the table's
 * @endpoint: P
 * @trust: where it is known from
 *
 * Context: under the table's lock.
 * Return: 0, -EEXIST where it is another binding's for good (then nothing
 * changed), -ENOMEM.
 */
int sipmap_binding_set_public_locked(struct sipmap_bindings *table,
				     struct sipmap_binding *binding,
				     const struct sipmap_endpoint *endpoint,
				     enum sipmap_trust trust)
{
	struct sipmap_binding *owner;
	int err;

	sipmap_binding_steal_public(table, endpoint, binding);
	owner = sipmap_binding_by_public(table, endpoint);
	if (owner && owner != binding)
		return -EEXIST;
	err = sipmap_index_public(table, binding, endpoint);
	if (err) {
		binding->trust = SIPMAP_TRUST_NONE;
		return err;
	}
	binding->trust = trust;
	binding->candidate_count = 0;
	binding->hold_until = 0;
	if (binding->phase != SIPMAP_PHASE_WARM)
		binding->phase = SIPMAP_PHASE_READY;
	return 0;
}

/**
 * sipmap_binding_set_public - say what a binding's public endpoint is
 * @table: the table
 * @binding: what a lookup found
 * @public_endpoint: P
 * @trust: where it is known from
 *
 * Less trusted news do not replace a P that is known, unless they say the same.
 * Another binding that had this P has lost it, unless an operator gave it.
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 * Return: 0, -EPERM where a more trusted source knows better, -EEXIST where an
 * operator gave it to another binding, -ENOENT where the binding is gone,
 * -ENOMEM.
 */
int sipmap_binding_set_public(struct sipmap_bindings *table,
			      struct sipmap_binding *binding,
			      const struct sipmap_endpoint *public_endpoint,
			      enum sipmap_trust trust)
{
	bool same;
	int err = 0;

	spin_lock_bh(&table->lock);
	same = sipmap_endpoint_equal(&binding->public_endpoint,
				     public_endpoint);
	if (binding->gone) {
		err = -ENOENT;
	} else if (trust < binding->trust && !same) {
		err = -EPERM;
	} else if (!same || trust > binding->trust) {
		err = sipmap_binding_set_public_locked(table, binding,
						       public_endpoint, trust);
		sipmap_binding_tell(table, binding, false);
	}
	spin_unlock_bh(&table->lock);
	return err;
}

/**
 * sipmap_binding_fail - say that there is no public endpoint to be had
 * @table: the table
 * @binding: what a lookup found
 *
 * A public endpoint that is known already stays. No message waits for this
 * binding any more.
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 */
void sipmap_binding_fail(struct sipmap_bindings *table,
			 struct sipmap_binding *binding)
{
	spin_lock_bh(&table->lock);
	if (!binding->gone && binding->phase == SIPMAP_PHASE_PENDING) {
		binding->phase = SIPMAP_PHASE_FAILED;
		sipmap_binding_tell(table, binding, false);
	}
	spin_unlock_bh(&table->lock);
}

/**
 * sipmap_binding_forget_locked - take a public endpoint back, and tell nobody
 * @table: the table
 * @binding: one of the table's
 *
 * Context: under the table's lock.
 */
void sipmap_binding_forget_locked(struct sipmap_bindings *table,
				  struct sipmap_binding *binding)
{
	sipmap_index_public(table, binding, NULL);
	binding->trust = SIPMAP_TRUST_NONE;
	if (binding->phase != SIPMAP_PHASE_WARM)
		binding->phase = SIPMAP_PHASE_PENDING;
	sipmap_binding_assume_locked(table, binding);
}

/**
 * sipmap_binding_forget - take a public endpoint back
 * @table: the table
 * @binding: what a lookup found
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 */
void sipmap_binding_forget(struct sipmap_bindings *table,
			   struct sipmap_binding *binding)
{
	spin_lock_bh(&table->lock);
	if (!binding->gone) {
		sipmap_binding_forget_locked(table, binding);
		sipmap_binding_tell(table, binding, false);
	}
	spin_unlock_bh(&table->lock);
}
