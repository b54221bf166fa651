// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>

#include "mirror.h"

#define BUCKETS 1024

/**
 * sipmap_mirror_init - an empty mirror
 * @mirror: to be set up
 *
 * Return: 0 or -ENOMEM.
 */
int sipmap_mirror_init(struct sipmap_mirror *mirror)
{
	mirror->count = 0;
	return -hash_alloc(&mirror->table, BUCKETS);
}

/**
 * sipmap_mirror_clean - forget everything
 * @mirror: the mirror
 */
void sipmap_mirror_clean(struct sipmap_mirror *mirror)
{
	hash_flush(mirror->table);
	mem_deref(mirror->table);
	mirror->table = NULL;
	mirror->count = 0;
}

static bool has_id(struct le *le, void *arg)
{
	const struct sipmap_entry *entry = le->data;

	return entry->binding.id == *(const u32 *)arg;
}

/**
 * sipmap_mirror_find - one binding
 * @mirror: the mirror
 * @id: its number
 *
 * Return: the entry, or NULL.
 */
struct sipmap_entry *sipmap_mirror_find(const struct sipmap_mirror *mirror,
					u32 id)
{
	return list_ledata(hash_lookup(mirror->table, id, has_id, &id));
}

static void destroy_entry(void *data)
{
	struct sipmap_entry *entry = data;

	if (entry->measure.measurer)
		sipmap_measure_cancel(&entry->measure);
	hash_unlink(&entry->le);
}

/**
 * sipmap_mirror_add - a new binding
 * @mirror: the mirror
 * @id: its number, not yet in the mirror
 *
 * Return: an entry that has nothing but its number, or NULL without memory.
 */
struct sipmap_entry *sipmap_mirror_add(struct sipmap_mirror *mirror, u32 id)
{
	struct sipmap_entry *entry = mem_zalloc(sizeof(*entry), destroy_entry);

	if (!entry)
		return NULL;
	entry->binding.id = id;
	entry->keepalive_at = SIPMAP_NEVER;
	entry->measure.hedge = SIPMAP_NEVER;
	hash_append(mirror->table, id, &entry->le, entry);
	mirror->count++;
	return entry;
}

/**
 * sipmap_mirror_remove - a binding is gone
 * @mirror: the mirror
 * @entry: freed; its measurement ends without a result
 */
void sipmap_mirror_remove(struct sipmap_mirror *mirror,
			  struct sipmap_entry *entry)
{
	mirror->count--;
	mem_deref(entry);
}

/**
 * sipmap_mirror_each - visit all bindings
 * @mirror: the mirror
 * @visit: may remove the entry it is given, and no other
 * @arg: for @visit
 */
void sipmap_mirror_each(const struct sipmap_mirror *mirror,
			sipmap_entry_t visit, void *arg)
{
	u32 i;

	for (i = 0; i < BUCKETS; i++) {
		struct le *le = list_head(hash_list(mirror->table, i));

		while (le) {
			struct sipmap_entry *entry = le->data;

			le = le->next;
			visit(entry, arg);
		}
	}
}
