/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Calls: who talks to whom, so that media bindings go when their call does.
 *
 * Lookups run under RCU; all changes are made under the table's lock.
 */
#ifndef SIPMAP_CALL_H
#define SIPMAP_CALL_H

#include <linux/rhashtable.h>
#include <linux/seqlock.h>
#include <linux/spinlock.h>
#include <linux/xarray.h>

#include "host.h"
#include "sip/endpoint.h"

/* so much of a Call-ID is kept to be shown; a hash stands for all of it */
#define SIPMAP_CALL_ID_KEPT 127

/* INVITEs without a final response, and dialogs, that one call may have */
#define SIPMAP_CALL_BRANCHES 4

/**
 * enum sipmap_call_phase - how far a call is
 * @SIPMAP_CALL_PHASE_EARLY: no final response to the INVITE yet
 * @SIPMAP_CALL_PHASE_CONFIRMED: 2xx to the INVITE
 * @SIPMAP_CALL_PHASE_ENDED: BYE, or a final response that is no 2xx
 */
enum sipmap_call_phase {
	SIPMAP_CALL_PHASE_EARLY,
	SIPMAP_CALL_PHASE_CONFIRMED,
	SIPMAP_CALL_PHASE_ENDED,
};

/**
 * enum sipmap_call_end - why a call ended
 * @SIPMAP_CALL_END_NONE: it did not
 * @SIPMAP_CALL_END_BYE_INSIDE: the phone hung up
 * @SIPMAP_CALL_END_BYE_OUTSIDE: the other side hung up
 * @SIPMAP_CALL_END_REFUSED: final response to the INVITE, not a 2xx
 * @SIPMAP_CALL_END_CANCELLED: whoever had called changed his mind
 * @SIPMAP_CALL_END_EXPIRED: nothing was heard of it for long
 */
enum sipmap_call_end {
	SIPMAP_CALL_END_NONE,
	SIPMAP_CALL_END_BYE_INSIDE,
	SIPMAP_CALL_END_BYE_OUTSIDE,
	SIPMAP_CALL_END_REFUSED,
	SIPMAP_CALL_END_CANCELLED,
	SIPMAP_CALL_END_EXPIRED,
};

/**
 * struct sipmap_call_key - what names a call
 * @call_id_hash: keyed hash of all of the Call-ID
 * @inside: address of the inside host; port 0. Two inside phones that call
 *          each other through a proxy share the Call-ID but not the call
 * @unused: zero
 */
struct sipmap_call_key {
	u64 call_id_hash;
	struct sipmap_endpoint inside;
	u32 unused;
};

/**
 * struct sipmap_call_names - which part of its call a message belongs to
 * @transaction: number made of the top Via's branch; 0 where it is not told
 * @dialog: number made of both tags, whichever way round; 0 likewise
 */
struct sipmap_call_names {
	u32 transaction;
	u32 dialog;
};

/**
 * struct sipmap_call_set - the names of some parts of a call
 * @seq: lets readers see the whole set
 * @names: the first @count of them
 * @count: how many there are
 * @crowded: there were more, which nobody knows any more
 *
 * One INVITE may come several times and be answered by several phones: each
 * of them ends for itself, and the call with the last of them.
 */
struct sipmap_call_set {
	seqcount_spinlock_t seq;
	u32 names[SIPMAP_CALL_BRANCHES];
	u8 count;
	bool crowded;
};

/**
 * struct sipmap_call - one call of one inside phone
 * @node: in the index by key
 * @key: what names it
 * @rcu: for freeing
 * @inside: I of the signalling flow
 * @peer: far end of the signalling flow
 * @since: jiffies at which it began
 * @expires: jiffies at which it goes
 * @id: never 0
 * @invites: transactions of INVITE without a final response
 * @dialogs: dialogs that were confirmed and have not ended
 * @streams: how many media streams have a binding
 * @phase: enum sipmap_call_phase
 * @end: enum sipmap_call_end
 * @inbound: the INVITE came from outside
 * @answered: the far side has sent something on the signalling flow, so media
 *            may come in
 * @call_id_length: bytes in @call_id
 * @call_id: start of the Call-ID, for people
 */
struct sipmap_call {
	struct rhash_head node;
	struct sipmap_call_key key;
	struct rcu_head rcu;
	struct sipmap_endpoint inside;
	struct sipmap_endpoint peer;
	unsigned long since;
	unsigned long expires;
	u32 id;
	struct sipmap_call_set invites;
	struct sipmap_call_set dialogs;
	u16 streams;
	u8 phase;
	u8 end;
	bool inbound;
	bool answered;
	u8 call_id_length;
	char call_id[];
};

/**
 * typedef sipmap_call_notify_t - told of each change
 * @context: as given to sipmap_calls_init()
 * @call: which one, as it is now
 * @gone: it was taken out
 *
 * Called under the table's lock, so it must not sleep nor change the table.
 */
typedef void (*sipmap_call_notify_t)(void *context,
				     const struct sipmap_call *call, bool gone);

/**
 * struct sipmap_calls - all calls of one network namespace
 * @lock: held for every change
 * @by_key: index by key
 * @by_id: all of them, by id
 * @next_id: where the search for a free id goes on
 * @room_at: where the search for one that may make room goes on
 * @count: how many there are
 * @hosts: calls of each inside host
 * @limit: how many there may be; the operator may change it at any time
 * @host_limit: how many an inside host may have, likewise
 * @notify: told of each change
 * @context: for @notify
 */
struct sipmap_calls {
	spinlock_t lock;
	struct rhashtable by_key;
	struct xarray by_id;
	u32 next_id;
	unsigned long room_at;
	unsigned int count;
	struct sipmap_hosts hosts;
	const u32 *limit;
	const u32 *host_limit;
	sipmap_call_notify_t notify;
	void *context;
};

int sipmap_calls_init(struct sipmap_calls *table, sipmap_call_notify_t notify,
		      void *context);
void sipmap_calls_clean(struct sipmap_calls *table);
struct sipmap_call *sipmap_call_find(struct sipmap_calls *table,
				     const struct sipmap_endpoint *inside,
				     const char *call_id, size_t length);
struct sipmap_call *sipmap_call_by_id(struct sipmap_calls *table, u32 id);
struct sipmap_call *sipmap_call_next(struct sipmap_calls *table,
				     unsigned long *id);
struct sipmap_call *sipmap_call_add(struct sipmap_calls *table,
				    const struct sipmap_call *like,
				    const char *call_id, size_t length);
void sipmap_call_set_answered(struct sipmap_calls *table,
			      struct sipmap_call *call);
void sipmap_call_set_phase(struct sipmap_calls *table,
			   struct sipmap_call *call,
			   enum sipmap_call_phase phase,
			   enum sipmap_call_end end, unsigned long duration);
void sipmap_call_set_streams(struct sipmap_calls *table,
			     struct sipmap_call *call, u16 streams);
void sipmap_calls_expire(struct sipmap_calls *table);
void sipmap_calls_flush(struct sipmap_calls *table);

/* call_set.c: INVITEs and dialogs of a call */
u32 sipmap_call_name(const char *text, size_t length);
void sipmap_call_asked(struct sipmap_calls *table, struct sipmap_call *call,
		       u32 transaction);
bool sipmap_call_has_asked(const struct sipmap_call *call, u32 transaction);
bool sipmap_call_refused(struct sipmap_calls *table, struct sipmap_call *call,
			 u32 transaction);
void sipmap_call_confirmed(struct sipmap_calls *table,
			   struct sipmap_call *call,
			   const struct sipmap_call_names *names);
bool sipmap_call_left(struct sipmap_calls *table, struct sipmap_call *call,
		      u32 dialog);

#endif /* SIPMAP_CALL_H */
