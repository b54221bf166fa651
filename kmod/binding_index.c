// SPDX-License-Identifier: GPL-2.0-only
/* The indexes of the binding table, and lookups in them. */
#include <linux/jhash.h>
#include <linux/slab.h>

#include "binding.h"

/* An endpoint is five words, without holes. */
#define SIPMAP_ENDPOINT_WORDS (sizeof(struct sipmap_endpoint) / sizeof(u32))

static u32 sipmap_index_hash(const void *key, u32 length, u32 seed)
{
	return jhash2(key, SIPMAP_ENDPOINT_WORDS, seed);
}

#define SIPMAP_INDEX_COMPARE(which)					\
static int sipmap_index_compare_##which(struct rhashtable_compare_arg *arg, \
					const void *object)		\
{									\
	const struct sipmap_binding *binding = object;			\
									\
	return !sipmap_endpoint_equal(&binding->SIPMAP_KEY_##which,	\
				      arg->key);			\
}

#define SIPMAP_INDEX_PARAMS(which)					\
	{								\
		.head_offset = offsetof(struct sipmap_binding,		\
					which##_node),			\
		.key_offset = offsetof(struct sipmap_binding,		\
				       SIPMAP_KEY_##which),		\
		.key_len = sizeof(struct sipmap_endpoint),		\
		.hashfn = sipmap_index_hash,				\
		.obj_cmpfn = sipmap_index_compare_##which,		\
		.automatic_shrinking = true,				\
	}

#define SIPMAP_KEY_inside inside
#define SIPMAP_KEY_outside outside
#define SIPMAP_KEY_public public_endpoint

SIPMAP_INDEX_COMPARE(inside)
SIPMAP_INDEX_COMPARE(outside)
SIPMAP_INDEX_COMPARE(public)

static const struct rhashtable_params sipmap_inside_params =
	SIPMAP_INDEX_PARAMS(inside);
static const struct rhashtable_params sipmap_outside_params =
	SIPMAP_INDEX_PARAMS(outside);
static const struct rhashtable_params sipmap_public_params =
	SIPMAP_INDEX_PARAMS(public);

/**
 * sipmap_bindings_init - make an empty table
 * @table: to be filled in; limits are set by the caller afterwards
 * @notify: told of each change
 * @context: for @notify
 *
 * Context: may sleep.
 * Return: 0 or -errno.
 */
int sipmap_bindings_init(struct sipmap_bindings *table,
			 sipmap_binding_notify_t notify, void *context)
{
	int err;

	spin_lock_init(&table->lock);
	xa_init_flags(&table->by_id, XA_FLAGS_ALLOC1 | XA_FLAGS_LOCK_BH);
	table->next_id = 0;
	table->room_at = 0;
	table->count = 0;
	table->warm = 0;
	table->notify = notify;
	table->context = context;

	err = rhashtable_init(&table->by_inside, &sipmap_inside_params);
	if (err)
		return err;
	err = rhashtable_init(&table->by_outside, &sipmap_outside_params);
	if (err)
		goto err_inside;
	err = rhashtable_init(&table->by_public, &sipmap_public_params);
	if (err)
		goto err_outside;
	err = sipmap_hosts_init(&table->hosts);
	if (err)
		goto err_public;
	return 0;

err_public:
	rhashtable_destroy(&table->by_public);
err_outside:
	rhashtable_destroy(&table->by_outside);
err_inside:
	rhashtable_destroy(&table->by_inside);
	return err;
}

/**
 * sipmap_bindings_clean - free the table and what is in it
 * @table: the table
 *
 * Nobody is told of the bindings that go.
 *
 * Context: may sleep; no packet uses the table any more.
 */
void sipmap_bindings_clean(struct sipmap_bindings *table)
{
	struct sipmap_binding *binding;
	unsigned long id;

	table->notify = NULL;
	xa_for_each(&table->by_id, id, binding)
		sipmap_binding_remove(table, binding);
	xa_destroy(&table->by_id);
	rhashtable_destroy(&table->by_inside);
	rhashtable_destroy(&table->by_outside);
	rhashtable_destroy(&table->by_public);
	sipmap_hosts_clean(&table->hosts);
}

/**
 * sipmap_binding_by_inside - find a binding by its inside endpoint
 * @table: the table
 * @inside: I
 *
 * Context: under rcu_read_lock() or the table's lock.
 * Return: the binding or NULL.
 */
struct sipmap_binding *
sipmap_binding_by_inside(struct sipmap_bindings *table,
			 const struct sipmap_endpoint *inside)
{
	return rhashtable_lookup(&table->by_inside, inside,
				 sipmap_inside_params);
}

/**
 * sipmap_binding_by_outside - find a binding by its outside endpoint
 * @table: the table
 * @outside: W
 *
 * Context: under rcu_read_lock() or the table's lock.
 * Return: the binding or NULL.
 */
struct sipmap_binding *
sipmap_binding_by_outside(struct sipmap_bindings *table,
			  const struct sipmap_endpoint *outside)
{
	return rhashtable_lookup(&table->by_outside, outside,
				 sipmap_outside_params);
}

/**
 * sipmap_binding_by_public - find a binding by its public endpoint
 * @table: the table
 * @public_endpoint: P
 *
 * Context: under rcu_read_lock() or the table's lock.
 * Return: the binding or NULL.
 */
struct sipmap_binding *
sipmap_binding_by_public(struct sipmap_bindings *table,
			 const struct sipmap_endpoint *public_endpoint)
{
	return rhashtable_lookup(&table->by_public, public_endpoint,
				 sipmap_public_params);
}

/**
 * sipmap_binding_by_id - find a binding by its number
 * @table: the table
 * @id: the number
 *
 * Context: under rcu_read_lock() or the table's lock.
 * Return: the binding or NULL.
 */
struct sipmap_binding *sipmap_binding_by_id(struct sipmap_bindings *table,
					    u32 id)
{
	return xa_load(&table->by_id, id);
}

/**
 * sipmap_binding_next - walk all bindings
 * @table: the table
 * @id: in: the first number that may be given; out: the number that was
 *
 * Context: under rcu_read_lock() or the table's lock.
 * Return: the binding with the lowest number from @id on, or NULL.
 */
struct sipmap_binding *sipmap_binding_next(struct sipmap_bindings *table,
					   unsigned long *id)
{
	return xa_find(&table->by_id, id, U32_MAX, XA_PRESENT);
}

static void sipmap_binding_assign(struct sipmap_binding *binding,
				  struct sipmap_endpoint *field,
				  const struct sipmap_endpoint *value)
{
	static const struct sipmap_endpoint none;

	write_seqcount_begin(&binding->seq);
	*field = value ? *value : none;
	write_seqcount_end(&binding->seq);
}

static int sipmap_index_change(struct rhashtable *index,
			       const struct rhashtable_params params,
			       struct sipmap_binding *binding,
			       struct rhash_head *node,
			       struct sipmap_endpoint *field,
			       const struct sipmap_endpoint *value)
{
	int err;

	if (value && sipmap_endpoint_equal(field, value))
		return 0;
	if (field->family)
		rhashtable_remove_fast(index, node, params);
	sipmap_binding_assign(binding, field, value);
	if (!value)
		return 0;
	err = rhashtable_lookup_insert_fast(index, node, params);
	if (err)
		sipmap_binding_assign(binding, field, NULL);
	return err;
}

/**
 * sipmap_index_inside - give a binding another inside endpoint
 * @table: the table
 * @binding: one of the table's
 * @inside: I, or NULL for none
 *
 * After an error the binding has none.
 *
 * Context: under the table's lock.
 * Return: 0, -EEXIST where another binding has it, -ENOMEM and its like.
 */
int sipmap_index_inside(struct sipmap_bindings *table,
			struct sipmap_binding *binding,
			const struct sipmap_endpoint *inside)
{
	return sipmap_index_change(&table->by_inside, sipmap_inside_params,
				   binding, &binding->inside_node,
				   &binding->inside, inside);
}

/**
 * sipmap_index_outside - give a binding another outside endpoint
 * @table: the table
 * @binding: one of the table's
 * @outside: W, or NULL for none
 *
 * After an error the binding has none.
 *
 * Context: under the table's lock.
 * Return: 0, -EEXIST where another binding has it, -ENOMEM and its like.
 */
int sipmap_index_outside(struct sipmap_bindings *table,
			 struct sipmap_binding *binding,
			 const struct sipmap_endpoint *outside)
{
	return sipmap_index_change(&table->by_outside, sipmap_outside_params,
				   binding, &binding->outside_node,
				   &binding->outside, outside);
}

/**
 * sipmap_index_public - give a binding another public endpoint
 * @table: the table
 * @binding: one of the table's
 * @public_endpoint: P, or NULL for none
 *
 * After an error the binding has none.
 *
 * Context: under the table's lock.
 * Return: 0, -EEXIST where another binding has it, -ENOMEM and its like.
 */
int sipmap_index_public(struct sipmap_bindings *table,
			struct sipmap_binding *binding,
			const struct sipmap_endpoint *public_endpoint)
{
	return sipmap_index_change(&table->by_public, sipmap_public_params,
				   binding, &binding->public_node,
				   &binding->public_endpoint, public_endpoint);
}

/**
 * sipmap_binding_read - copy a binding that may be changing
 * @binding: what a lookup found
 * @copy: to be filled in
 *
 * Context: under rcu_read_lock() or the table's lock.
 */
void sipmap_binding_read(const struct sipmap_binding *binding,
			 struct sipmap_binding *copy)
{
	unsigned int seq;

	do {
		seq = read_seqcount_begin(&binding->seq);
		*copy = *binding;
	} while (read_seqcount_retry(&binding->seq, seq));
}
