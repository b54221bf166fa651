// SPDX-License-Identifier: GPL-2.0-only
/* The INVITEs and dialogs of a call, each of which ends for itself. */
#include <linux/net.h>
#include <linux/siphash.h>

#include "call.h"

static hsiphash_key_t sipmap_call_name_secret;

/**
 * sipmap_call_name - a number for a branch, or for a tag
 * @text: the text
 * @length: bytes in @text
 *
 * Context: any.
 * Return: the number; 0 for no text.
 */
u32 sipmap_call_name(const char *text, size_t length)
{
	u32 name;

	if (!length)
		return 0;
	net_get_random_once(&sipmap_call_name_secret,
			    sizeof(sipmap_call_name_secret));
	name = hsiphash(text, length, &sipmap_call_name_secret);
	return name ? name : 1;
}

static int sipmap_call_set_find(const struct sipmap_call_set *set, u32 name)
{
	int i;

	for (i = 0; i < set->count; i++)
		if (set->names[i] == name)
			return i;
	return -1;
}

static void sipmap_call_set_add(struct sipmap_call_set *set, u32 name)
{
	if (!name || sipmap_call_set_find(set, name) >= 0)
		return;
	write_seqcount_begin(&set->seq);
	if (set->count == SIPMAP_CALL_BRANCHES)
		set->crowded = true;
	else
		set->names[set->count++] = name;
	write_seqcount_end(&set->seq);
}

/*
 * Return: true if the set is empty now. What it does not know takes nothing
 * from it; a set that never knew any is empty.
 */
static bool sipmap_call_set_take(struct sipmap_call_set *set, u32 name)
{
	int i = sipmap_call_set_find(set, name);

	if (i >= 0) {
		write_seqcount_begin(&set->seq);
		set->names[i] = set->names[--set->count];
		write_seqcount_end(&set->seq);
	}
	return !set->count && !set->crowded;
}

/**
 * sipmap_call_asked - an INVITE of a call crosses the router
 * @table: the table
 * @call: what a lookup found
 * @transaction: name of its transaction
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 */
void sipmap_call_asked(struct sipmap_calls *table, struct sipmap_call *call,
		       u32 transaction)
{
	spin_lock_bh(&table->lock);
	sipmap_call_set_add(&call->invites, transaction);
	spin_unlock_bh(&table->lock);
}

/**
 * sipmap_call_has_asked - is this INVITE of a call without a final response?
 * @call: what a lookup found
 * @transaction: name of its transaction
 *
 * Context: under rcu_read_lock().
 * Return: true if it is, or nobody knows any more.
 */
bool sipmap_call_has_asked(const struct sipmap_call *call, u32 transaction)
{
	const struct sipmap_call_set *set = &call->invites;
	unsigned int seq;
	bool has;

	do {
		seq = read_seqcount_begin(&set->seq);
		has = set->crowded ||
		      sipmap_call_set_find(set, transaction) >= 0;
	} while (read_seqcount_retry(&set->seq, seq));
	return has;
}

/**
 * sipmap_call_refused - an INVITE of a call has got a final response, no 2xx
 * @table: the table
 * @call: what a lookup found
 * @transaction: name of its transaction
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 * Return: true if no other INVITE of the call waits for one.
 */
bool sipmap_call_refused(struct sipmap_calls *table, struct sipmap_call *call,
			 u32 transaction)
{
	bool last;

	spin_lock_bh(&table->lock);
	last = sipmap_call_set_take(&call->invites, transaction);
	spin_unlock_bh(&table->lock);
	return last;
}

/**
 * sipmap_call_confirmed - a call has got a dialog, or has it back
 * @table: the table
 * @call: what a lookup found
 * @names: the dialog, and the transaction that made it
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 */
void sipmap_call_confirmed(struct sipmap_calls *table,
			   struct sipmap_call *call,
			   const struct sipmap_call_names *names)
{
	spin_lock_bh(&table->lock);
	sipmap_call_set_take(&call->invites, names->transaction);
	sipmap_call_set_add(&call->dialogs, names->dialog);
	spin_unlock_bh(&table->lock);
}

/**
 * sipmap_call_left - somebody leaves a dialog of a call
 * @table: the table
 * @call: what a lookup found
 * @dialog: name of the dialog
 *
 * Where two phones have answered, one is sent away, and the call goes on.
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 * Return: true if the call has no other dialog.
 */
bool sipmap_call_left(struct sipmap_calls *table, struct sipmap_call *call,
		      u32 dialog)
{
	bool last;

	spin_lock_bh(&table->lock);
	last = sipmap_call_set_take(&call->dialogs, dialog);
	spin_unlock_bh(&table->lock);
	return last;
}
