/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Bindings: which inside endpoint is which outside and public endpoint.
 *
 * Lookups run under RCU and take no lock. All changes are made under the
 * table's lock; what a lookup found is read with sipmap_binding_read(), which
 * gives a copy that no change tears.
 */
#ifndef SIPMAP_BINDING_H
#define SIPMAP_BINDING_H

#include <linux/jiffies.h>
#include <linux/rhashtable.h>
#include <linux/seqlock.h>
#include <linux/spinlock.h>
#include <linux/xarray.h>

#include "host.h"
#include "sip/endpoint.h"

/**
 * enum sipmap_phase - how far a binding is
 * @SIPMAP_PHASE_WARM: a media pair of the pool, with no inside endpoint
 * @SIPMAP_PHASE_PENDING: in use, public endpoint not known yet
 * @SIPMAP_PHASE_READY: public endpoint known
 * @SIPMAP_PHASE_FAILED: there is no public endpoint to be had
 */
enum sipmap_phase {
	SIPMAP_PHASE_WARM,
	SIPMAP_PHASE_PENDING,
	SIPMAP_PHASE_READY,
	SIPMAP_PHASE_FAILED,
};

/**
 * enum sipmap_trust - where a public endpoint is known from
 * @SIPMAP_TRUST_NONE: it is not known, or nobody need say it: W itself is
 *                     public
 * @SIPMAP_TRUST_STATIC: an operator said so
 * @SIPMAP_TRUST_PCP: the upstream router said so
 * @SIPMAP_TRUST_STUN: a STUN server saw it
 * @SIPMAP_TRUST_OBSERVED: the SIP peer itself saw it
 *
 * In rising order of trust.
 */
enum sipmap_trust {
	SIPMAP_TRUST_NONE,
	SIPMAP_TRUST_STATIC,
	SIPMAP_TRUST_PCP,
	SIPMAP_TRUST_STUN,
	SIPMAP_TRUST_OBSERVED,
};

/* a PBX has several REGISTERs on their way at once */
#define SIPMAP_BINDING_ASKED 8

/**
 * struct sipmap_binding - one binding
 * @inside_node: in the index by inside endpoint
 * @outside_node: in the index by outside endpoint
 * @public_node: in the index by public endpoint
 * @inside: I; family none for a warm one
 * @outside: W; family none until the first packet where a static binding was
 *           made before it
 * @public_endpoint: P; family none while it is not known
 * @peer: who answered on this endpoint's flow, usually the registrar
 * @candidate: a P that was observed once and not yet believed
 * @expires: jiffies at which the binding goes; 0: never
 * @lease: jiffies at which the phone's registration ends; 0: none
 * @hold_until: jiffies after which no message waits for P; 0: none has yet
 * @id: never 0
 * @pair: id of the RTP or RTCP partner, or 0
 * @call: id of the call, or 0
 * @contact: id of the binding that the phone listens on, where it sends from
 *           another endpoint; or 0
 * @instance: which registration the phone's last REGISTER was for, or 0
 * @record: which address of record @lease was last granted to
 * @asked: names of the latest requests that belong to no call, so that only
 *         who has got one of them can answer it; 0: none
 * @asked_at: place of the next one in @asked
 * @ifindex: the realm's interface; 0 while it is not known
 * @seq: lets readers see whole endpoints
 * @kind: what it is used for (enum sipmap_kind)
 * @phase: enum sipmap_phase
 * @trust: enum sipmap_trust
 * @written: what the phone wrote (enum sipmap_written)
 * @candidate_count: how often @candidate was seen in a row
 * @several_records: @lease is the longest of several registrations
 * @gone: taken out of the table; under the table's lock
 * @rcu: for freeing
 */
struct sipmap_binding {
	struct rhash_head inside_node;
	struct rhash_head outside_node;
	struct rhash_head public_node;
	struct sipmap_endpoint inside;
	struct sipmap_endpoint outside;
	struct sipmap_endpoint public_endpoint;
	struct sipmap_endpoint peer;
	struct sipmap_endpoint candidate;
	unsigned long expires;
	unsigned long lease;
	unsigned long hold_until;
	u32 id;
	u32 pair;
	u32 call;
	u32 contact;
	u32 instance;
	u32 record;
	u32 asked[SIPMAP_BINDING_ASKED];
	int ifindex;
	seqcount_spinlock_t seq;
	u8 kind;
	u8 phase;
	u8 trust;
	u8 written;
	u8 candidate_count;
	u8 asked_at;
	bool several_records;
	bool gone;
	struct rcu_head rcu;
};

/**
 * typedef sipmap_binding_notify_t - told of each change
 * @context: as given to sipmap_bindings_init()
 * @binding: which one, as it is now
 * @gone: it was taken out
 *
 * Called under the table's lock, so it must not sleep nor change the table.
 */
typedef void (*sipmap_binding_notify_t)(void *context,
					const struct sipmap_binding *binding,
					bool gone);

/**
 * struct sipmap_bindings - all bindings of one network namespace
 * @lock: held for every change
 * @by_inside: index by I
 * @by_outside: index by W
 * @by_public: index by P
 * @by_id: all of them, by id; SIPMAP_WARM_MARK is on warm RTP bindings
 * @next_id: where the search for a free id goes on
 * @room_at: where the search for one that may make room goes on
 * @hosts: bindings of each inside host
 * @count: how many there are
 * @warm: how many warm pairs there are
 * @limit: how many there may be; the operator may change it at any time
 * @host_limit: how many an inside host may have, likewise
 * @notify: told of each change
 * @context: for @notify
 */
struct sipmap_bindings {
	spinlock_t lock;
	struct rhashtable by_inside;
	struct rhashtable by_outside;
	struct rhashtable by_public;
	struct xarray by_id;
	u32 next_id;
	unsigned long room_at;
	struct sipmap_hosts hosts;
	unsigned int count;
	unsigned int warm;
	const u32 *limit;
	const u32 *host_limit;
	sipmap_binding_notify_t notify;
	void *context;
};

/* the first mark is the allocator's own: it says which numbers are free */
#define SIPMAP_WARM_MARK XA_MARK_1

/**
 * typedef sipmap_binding_match_t - picks bindings in a walk
 * @binding: one binding, under the table's lock
 * @context: as given to the walk
 *
 * Return: true to pick it.
 */
typedef bool (*sipmap_binding_match_t)(const struct sipmap_binding *binding,
				       void *context);

/* binding_index.c: the indexes, and lookups in them */
int sipmap_bindings_init(struct sipmap_bindings *table,
			 sipmap_binding_notify_t notify, void *context);
void sipmap_bindings_clean(struct sipmap_bindings *table);
struct sipmap_binding *
sipmap_binding_by_inside(struct sipmap_bindings *table,
			 const struct sipmap_endpoint *inside);
struct sipmap_binding *
sipmap_binding_by_outside(struct sipmap_bindings *table,
			  const struct sipmap_endpoint *outside);
struct sipmap_binding *
sipmap_binding_by_public(struct sipmap_bindings *table,
			 const struct sipmap_endpoint *public_endpoint);
struct sipmap_binding *sipmap_binding_by_id(struct sipmap_bindings *table,
					    u32 id);
struct sipmap_binding *sipmap_binding_next(struct sipmap_bindings *table,
					   unsigned long *id);
int sipmap_index_inside(struct sipmap_bindings *table,
			struct sipmap_binding *binding,
			const struct sipmap_endpoint *inside);
int sipmap_index_outside(struct sipmap_bindings *table,
			 struct sipmap_binding *binding,
			 const struct sipmap_endpoint *outside);
int sipmap_index_public(struct sipmap_bindings *table,
			struct sipmap_binding *binding,
			const struct sipmap_endpoint *public_endpoint);
void sipmap_binding_read(const struct sipmap_binding *binding,
			 struct sipmap_binding *copy);

/**
 * sipmap_binding_endpoint - read one endpoint of a binding that may be changing
 * @binding: what a lookup found
 * @field: one of its endpoints
 * @to: to be filled in
 *
 * Context: under rcu_read_lock() or the table's lock.
 */
static inline void sipmap_binding_endpoint(const struct sipmap_binding *binding,
					   const struct sipmap_endpoint *field,
					   struct sipmap_endpoint *to)
{
	unsigned int seq;

	do {
		seq = read_seqcount_begin(&binding->seq);
		*to = *field;
	} while (read_seqcount_retry(&binding->seq, seq));
}

/* binding.c: making and removing bindings, and what their endpoints are */
int sipmap_binding_cache_init(void);
void sipmap_binding_cache_exit(void);
void sipmap_binding_tell(struct sipmap_bindings *table,
			 const struct sipmap_binding *binding, bool gone);
struct sipmap_binding *
sipmap_binding_add_locked(struct sipmap_bindings *table,
			  const struct sipmap_binding *like);
void sipmap_binding_remove_locked(struct sipmap_bindings *table,
				  struct sipmap_binding *binding);
int sipmap_binding_set_public_locked(struct sipmap_bindings *table,
				     struct sipmap_binding *binding,
				     const struct sipmap_endpoint *endpoint,
				     enum sipmap_trust trust);
void sipmap_binding_forget_locked(struct sipmap_bindings *table,
				  struct sipmap_binding *binding);
struct sipmap_binding *
sipmap_binding_add(struct sipmap_bindings *table,
		   const struct sipmap_binding *like);
void sipmap_binding_remove(struct sipmap_bindings *table,
			   struct sipmap_binding *binding);
int sipmap_binding_set_public(struct sipmap_bindings *table,
			      struct sipmap_binding *binding,
			      const struct sipmap_endpoint *public_endpoint,
			      enum sipmap_trust trust);
void sipmap_binding_fail(struct sipmap_bindings *table,
			 struct sipmap_binding *binding);
void sipmap_binding_forget(struct sipmap_bindings *table,
			   struct sipmap_binding *binding);

/* binding_outside.c: what NAT made of the flow */
void sipmap_binding_assume_locked(struct sipmap_bindings *table,
				  struct sipmap_binding *binding);
int sipmap_binding_set_outside(struct sipmap_bindings *table,
			       struct sipmap_binding *binding,
			       const struct sipmap_endpoint *outside,
			       int ifindex);
int sipmap_binding_move_outside(struct sipmap_bindings *table,
				struct sipmap_binding *binding,
				const struct sipmap_endpoint *outside);
bool sipmap_binding_is_tentative(const struct sipmap_binding *binding);
bool sipmap_binding_yield_outside(struct sipmap_bindings *table,
				  const struct sipmap_endpoint *outside);

/* binding_pair.c: RTP and RTCP two by two, and the pool of warm ones */
int sipmap_binding_add_pair(struct sipmap_bindings *table,
			    const struct sipmap_binding *rtp_like,
			    const struct sipmap_binding *rtcp_like, u32 *id);
u32 sipmap_bindings_count_warm(struct sipmap_bindings *table);
u32 sipmap_binding_take_warm(struct sipmap_bindings *table, int ifindex,
			     const struct sipmap_endpoint *rtp,
			     const struct sipmap_endpoint *rtcp, u32 call);
bool sipmap_binding_remove_warm(struct sipmap_bindings *table,
				struct sipmap_binding *binding);
void sipmap_binding_remove_pair(struct sipmap_bindings *table,
				struct sipmap_binding *binding);

/* binding_life.c: what packets tell about a binding, and its end */
bool sipmap_binding_observe(struct sipmap_bindings *table,
			    struct sipmap_binding *binding,
			    const struct sipmap_endpoint *observed);
bool sipmap_binding_hold(struct sipmap_bindings *table,
			 struct sipmap_binding *binding,
			 unsigned long duration);
void sipmap_binding_set_peer(struct sipmap_bindings *table,
			     struct sipmap_binding *binding,
			     const struct sipmap_endpoint *peer);
void sipmap_binding_set_lease(struct sipmap_bindings *table,
			      struct sipmap_binding *binding, u32 seconds,
			      u32 record);
void sipmap_binding_extend(struct sipmap_bindings *table,
			   struct sipmap_binding *binding,
			   unsigned long duration);
void sipmap_binding_set_call(struct sipmap_bindings *table,
			     struct sipmap_binding *binding, u32 call);
void sipmap_binding_wrote(struct sipmap_bindings *table,
			  struct sipmap_binding *binding, u8 written,
			  u8 known);
void sipmap_binding_asked(struct sipmap_bindings *table,
			  struct sipmap_binding *binding, u32 request);
bool sipmap_binding_has_asked(const struct sipmap_binding *binding,
			      u32 request);
bool sipmap_binding_is_registered(const struct sipmap_binding *binding);
void sipmap_bindings_expire(struct sipmap_bindings *table,
			    sipmap_binding_match_t expired, void *context);
void sipmap_bindings_flush(struct sipmap_bindings *table, int ifindex,
			   enum sipmap_family family);

#endif /* SIPMAP_BINDING_H */
