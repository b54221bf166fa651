// SPDX-License-Identifier: GPL-2.0-only
/* Calls: who talks to whom, so that media bindings go when their call does. */
#include <linux/jiffies.h>
#include <linux/net.h>
#include <linux/siphash.h>
#include <linux/slab.h>

#include "call.h"

/* so many calls are looked at before others may have the lock */
#define SIPMAP_EXPIRE_BATCH 256

/* so many calls are looked at for one that may make room */
#define SIPMAP_ROOM_TRIES 64

static siphash_aligned_key_t sipmap_call_secret;

/* The hash of the Call-ID is a keyed one, and as good as any. */
static u32 sipmap_call_key_hash(const void *data, u32 length, u32 seed)
{
	const struct sipmap_call_key *key = data;

	return (u32)key->call_id_hash ^ seed;
}

static int sipmap_call_key_compare(struct rhashtable_compare_arg *arg,
				   const void *object)
{
	const struct sipmap_call_key *key = arg->key;
	const struct sipmap_call *call = object;

	return call->key.call_id_hash != key->call_id_hash ||
	       !sipmap_endpoint_same_address(&call->key.inside, &key->inside);
}

static const struct rhashtable_params sipmap_call_params = {
	.head_offset = offsetof(struct sipmap_call, node),
	.key_offset = offsetof(struct sipmap_call, key),
	.key_len = sizeof(struct sipmap_call_key),
	.hashfn = sipmap_call_key_hash,
	.obj_cmpfn = sipmap_call_key_compare,
	.automatic_shrinking = true,
};

static void sipmap_call_make_key(struct sipmap_call_key *key,
				 const struct sipmap_endpoint *inside,
				 const char *call_id, size_t length)
{
	net_get_random_once(&sipmap_call_secret, sizeof(sipmap_call_secret));
	key->call_id_hash = siphash(call_id, length, &sipmap_call_secret);
	key->inside = *inside;
	key->inside.port = 0;
	key->unused = 0;
}

static void sipmap_call_tell(struct sipmap_calls *table,
			     const struct sipmap_call *call, bool gone)
{
	if (table->notify)
		table->notify(table->context, call, gone);
}

/**
 * sipmap_calls_init - make an empty table
 * @table: to be filled in; the limits are set by the caller afterwards
 * @notify: told of each change
 * @context: for @notify
 *
 * Context: may sleep.
 * Return: 0 or -errno.
 */
int sipmap_calls_init(struct sipmap_calls *table, sipmap_call_notify_t notify,
		      void *context)
{
	int err;

	spin_lock_init(&table->lock);
	xa_init_flags(&table->by_id, XA_FLAGS_ALLOC1 | XA_FLAGS_LOCK_BH);
	table->next_id = 0;
	table->room_at = 0;
	table->count = 0;
	table->notify = notify;
	table->context = context;
	err = rhashtable_init(&table->by_key, &sipmap_call_params);
	if (err)
		return err;
	err = sipmap_hosts_init(&table->hosts);
	if (err)
		rhashtable_destroy(&table->by_key);
	return err;
}

static void sipmap_call_remove(struct sipmap_calls *table,
			       struct sipmap_call *call)
{
	sipmap_call_tell(table, call, true);
	rhashtable_remove_fast(&table->by_key, &call->node,
			       sipmap_call_params);
	xa_erase(&table->by_id, call->id);
	sipmap_host_uncharge(&table->hosts, &call->key.inside);
	table->count--;
	kfree_rcu(call, rcu);
}

/**
 * sipmap_calls_flush - remove all calls
 * @table: the table
 *
 * Context: any but hard interrupt; takes the table's lock.
 */
void sipmap_calls_flush(struct sipmap_calls *table)
{
	struct sipmap_call *call;
	unsigned long id;

	spin_lock_bh(&table->lock);
	xa_for_each(&table->by_id, id, call)
		sipmap_call_remove(table, call);
	spin_unlock_bh(&table->lock);
}

/**
 * sipmap_calls_clean - free the table and what is in it
 * @table: the table
 *
 * Nobody is told of the calls that go.
 *
 * Context: may sleep; no packet uses the table any more.
 */
void sipmap_calls_clean(struct sipmap_calls *table)
{
	table->notify = NULL;
	sipmap_calls_flush(table);
	xa_destroy(&table->by_id);
	rhashtable_destroy(&table->by_key);
	sipmap_hosts_clean(&table->hosts);
}

/**
 * sipmap_call_find - find a call by what names it
 * @table: the table
 * @inside: any endpoint of the inside phone
 * @call_id: value of Call-ID
 * @length: bytes in @call_id
 *
 * Context: under rcu_read_lock().
 * Return: the call or NULL.
 */
struct sipmap_call *sipmap_call_find(struct sipmap_calls *table,
				     const struct sipmap_endpoint *inside,
				     const char *call_id, size_t length)
{
	struct sipmap_call_key key;

	sipmap_call_make_key(&key, inside, call_id, length);
	return rhashtable_lookup(&table->by_key, &key, sipmap_call_params);
}

/**
 * sipmap_call_by_id - find a call by its number
 * @table: the table
 * @id: the number
 *
 * Context: under rcu_read_lock().
 * Return: the call or NULL.
 */
struct sipmap_call *sipmap_call_by_id(struct sipmap_calls *table, u32 id)
{
	return xa_load(&table->by_id, id);
}

/**
 * sipmap_call_next - walk all calls
 * @table: the table
 * @id: in: the first number that may be given; out: the number that was
 *
 * Context: under rcu_read_lock().
 * Return: the call with the lowest number from @id on, or NULL.
 */
struct sipmap_call *sipmap_call_next(struct sipmap_calls *table,
				     unsigned long *id)
{
	return xa_find(&table->by_id, id, U32_MAX, XA_PRESENT);
}

/* As of bindings: what nobody has answered makes room, the oldest first. */
static bool sipmap_call_make_room(struct sipmap_calls *table)
{
	struct sipmap_call *old;
	unsigned int tries;

	for (tries = 0; tries < SIPMAP_ROOM_TRIES; tries++) {
		old = sipmap_call_next(table, &table->room_at);
		if (!old)
			table->room_at = 0;
		else
			table->room_at++;
		if (!old || old->answered ||
		    old->phase != SIPMAP_CALL_PHASE_EARLY)
			continue;
		sipmap_call_remove(table, old);
		return true;
	}
	return false;
}

static struct sipmap_call *__sipmap_call_add(struct sipmap_calls *table,
					     struct sipmap_call *call)
{
	int err;

	if (table->count >= READ_ONCE(*table->limit) &&
	    !sipmap_call_make_room(table))
		return ERR_PTR(-ENOSPC);
	err = sipmap_host_charge(&table->hosts, &call->key.inside,
				 READ_ONCE(*table->host_limit));
	if (err)
		return ERR_PTR(err);
	err = xa_alloc_cyclic(&table->by_id, &call->id, call, xa_limit_32b,
			      &table->next_id, GFP_ATOMIC);
	if (err < 0)
		goto err_host;
	err = rhashtable_lookup_insert_fast(&table->by_key, &call->node,
					    sipmap_call_params);
	if (err)
		goto err_id;
	table->count++;
	return call;

err_id:
	xa_erase(&table->by_id, call->id);
err_host:
	sipmap_host_uncharge(&table->hosts, &call->key.inside);
	return ERR_PTR(err);
}

/**
 * sipmap_call_add - a call begins
 * @table: the table
 * @like: endpoints, direction and expiry to be copied
 * @call_id: value of Call-ID
 * @length: bytes in @call_id
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 * Return: the call, or an error pointer: -EEXIST, -ENOSPC over the limit,
 * -EDQUOT over the host's, -ENOMEM.
 */
struct sipmap_call *sipmap_call_add(struct sipmap_calls *table,
				    const struct sipmap_call *like,
				    const char *call_id, size_t length)
{
	size_t kept = min_t(size_t, length, SIPMAP_CALL_ID_KEPT);
	struct sipmap_call *call, *added;

	call = kzalloc(struct_size(call, call_id, kept),
		       GFP_ATOMIC | __GFP_ACCOUNT);
	if (!call)
		return ERR_PTR(-ENOMEM);
	seqcount_spinlock_init(&call->invites.seq, &table->lock);
	seqcount_spinlock_init(&call->dialogs.seq, &table->lock);
	sipmap_call_make_key(&call->key, &like->inside, call_id, length);
	call->inside = like->inside;
	call->peer = like->peer;
	call->inbound = like->inbound;
	call->answered = like->answered;
	call->since = jiffies;
	call->expires = like->expires;
	call->call_id_length = kept;
	memcpy(call->call_id, call_id, kept);

	spin_lock_bh(&table->lock);
	added = __sipmap_call_add(table, call);
	if (!IS_ERR(added))
		sipmap_call_tell(table, call, false);
	spin_unlock_bh(&table->lock);
	if (IS_ERR(added))
		kfree_rcu(call, rcu);
	return added;
}

/**
 * sipmap_call_set_answered - the far side has sent something
 * @table: the table
 * @call: what a lookup found
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 */
void sipmap_call_set_answered(struct sipmap_calls *table,
			      struct sipmap_call *call)
{
	if (call->answered)
		return;
	spin_lock_bh(&table->lock);
	call->answered = true;
	spin_unlock_bh(&table->lock);
}

/**
 * sipmap_call_set_phase - a call goes on, or ends
 * @table: the table
 * @call: what a lookup found
 * @phase: how far it is
 * @end: why it ended, where it did
 * @duration: jiffies for which it is kept from now on
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 */
void sipmap_call_set_phase(struct sipmap_calls *table,
			   struct sipmap_call *call,
			   enum sipmap_call_phase phase,
			   enum sipmap_call_end end, unsigned long duration)
{
	unsigned long expires = jiffies + duration;
	bool changed;

	/* most messages of a call tell nothing but that it goes on */
	if (READ_ONCE(call->phase) == phase && READ_ONCE(call->end) == end &&
	    time_before(expires, READ_ONCE(call->expires) + HZ) &&
	    time_after_eq(expires, READ_ONCE(call->expires)))
		return;
	spin_lock_bh(&table->lock);
	changed = call->phase != phase;
	call->phase = phase;
	call->end = end;
	call->expires = expires;
	if (changed)
		sipmap_call_tell(table, call, false);
	spin_unlock_bh(&table->lock);
}

/**
 * sipmap_call_set_streams - say how many streams have a binding
 * @table: the table
 * @call: what a lookup found
 * @streams: how many
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 */
void sipmap_call_set_streams(struct sipmap_calls *table,
			     struct sipmap_call *call, u16 streams)
{
	if (call->streams == streams)
		return;
	spin_lock_bh(&table->lock);
	call->streams = streams;
	sipmap_call_tell(table, call, false);
	spin_unlock_bh(&table->lock);
}

/* Return: false where it has seen all of them. */
static bool sipmap_calls_expire_some(struct sipmap_calls *table,
				     unsigned long *id)
{
	unsigned long now = jiffies;
	struct sipmap_call *call;
	unsigned int seen;

	for (seen = 0; seen < SIPMAP_EXPIRE_BATCH; seen++) {
		call = sipmap_call_next(table, id);
		if (!call)
			return false;
		(*id)++;
		if (time_before(now, call->expires))
			continue;
		if (call->phase != SIPMAP_CALL_PHASE_ENDED)
			call->end = SIPMAP_CALL_END_EXPIRED;
		sipmap_call_remove(table, call);
	}
	return true;
}

/**
 * sipmap_calls_expire - remove calls that have expired
 * @table: the table
 *
 * Context: process; takes the table's lock, batch by batch.
 */
void sipmap_calls_expire(struct sipmap_calls *table)
{
	unsigned long id = 0;
	bool more;

	do {
		spin_lock_bh(&table->lock);
		more = sipmap_calls_expire_some(table, &id);
		spin_unlock_bh(&table->lock);
		cond_resched();
	} while (more);
}
