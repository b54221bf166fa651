// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>

#include "mirror.h"

#define BUCKETS 16384

/**
 * sipmap_mirror_init - an empty mirror
 * @mirror: to be set up
 * @timers: for the entries' timers
 *
 * Return: 0 or -ENOMEM.
 */
int sipmap_mirror_init(struct sipmap_mirror *mirror,
		       struct sipmap_timers *timers)
{
	mirror->count = 0;
	list_init(&mirror->pending);
	list_init(&mirror->warm);
	mirror->timers = timers;
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
	sipmap_timer_remove(entry->timers, &entry->measure.timer);
	sipmap_timer_remove(entry->timers, &entry->forward.timer);
	sipmap_timer_remove(entry->timers, &entry->keepalive);
	list_unlink(&entry->pending_le);
	list_unlink(&entry->warm_le);
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
	entry->timers = mirror->timers;
	entry->measure.hedge = SIPMAP_NEVER;
	if (sipmap_timer_add(mirror->timers, &entry->keepalive) ||
	    sipmap_timer_add(mirror->timers, &entry->forward.timer) ||
	    sipmap_timer_add(mirror->timers, &entry->measure.timer)) {
		mem_deref(entry);
		return NULL;
	}
	hash_append(mirror->table, id, &entry->le, entry);
	mirror->count++;
	return entry;
}

static void sort_into(struct list *list, struct le *le,
		      struct sipmap_entry *entry, bool belongs)
{
	if (belongs && !le->list)
		list_append(list, le, entry);
	else if (!belongs)
		list_unlink(le);
}

/**
 * sipmap_mirror_sort - the state of a binding may have changed
 * @mirror: the mirror
 * @entry: the binding
 */
void sipmap_mirror_sort(struct sipmap_mirror *mirror,
			struct sipmap_entry *entry)
{
	u32 state = entry->binding.state;

	sort_into(&mirror->pending, &entry->pending_le, entry,
		  state == SIPMAP_STATE_PENDING);
	sort_into(&mirror->warm, &entry->warm_le, entry,
		  state == SIPMAP_STATE_WARM &&
		  entry->binding.kind == SIPMAP_BINDING_RTP);
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
