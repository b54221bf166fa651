// SPDX-License-Identifier: GPL-2.0-only
/* What packets tell about a binding, and its end. */
#include "binding.h"
#include "sip/view.h"

/* a P that differs from the known one is believed when seen this often */
#define SIPMAP_OBSERVATIONS 2

/* so many bindings are looked at before others may have the lock */
#define SIPMAP_EXPIRE_BATCH 256

static bool sipmap_binding_believe(struct sipmap_binding *binding,
				   const struct sipmap_endpoint *observed)
{
	if (!binding->public_endpoint.family)
		return true;
	if (!sipmap_endpoint_equal(&binding->candidate, observed)) {
		binding->candidate = *observed;
		binding->candidate_count = 0;
	}
	return ++binding->candidate_count >= SIPMAP_OBSERVATIONS;
}

/**
 * sipmap_binding_observe - a SIP peer told what it sees (received and rport)
 * @table: the table
 * @binding: what a lookup found
 * @observed: P as the peer saw it
 *
 * A P that differs from the known one is believed only when it was seen twice
 * in a row: two registrars that see different endpoints do not make it flap.
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 * Return: true where P changed.
 */
bool sipmap_binding_observe(struct sipmap_bindings *table,
			    struct sipmap_binding *binding,
			    const struct sipmap_endpoint *observed)
{
	bool changed = false;

	if (sipmap_endpoint_equal(&binding->public_endpoint, observed) &&
	    binding->trust == SIPMAP_TRUST_OBSERVED &&
	    !binding->candidate_count)
		return false;

	spin_lock_bh(&table->lock);
	if (binding->gone)
		goto out;
	if (sipmap_endpoint_equal(&binding->public_endpoint, observed)) {
		binding->candidate_count = 0;
		if (binding->trust != SIPMAP_TRUST_OBSERVED) {
			binding->trust = SIPMAP_TRUST_OBSERVED;
			sipmap_binding_tell(table, binding, false);
		}
		goto out;
	}
	if (!sipmap_binding_believe(binding, observed))
		goto out;
	changed = !sipmap_binding_set_public_locked(table, binding, observed,
						    SIPMAP_TRUST_OBSERVED);
	sipmap_binding_tell(table, binding, false);
out:
	spin_unlock_bh(&table->lock);
	return changed;
}

/**
 * sipmap_binding_hold - may a message wait for this binding's P?
 * @table: the table
 * @binding: what a lookup found
 * @duration: jiffies that a message may wait
 *
 * The time begins with the first message, so that a retransmission does not
 * wait again where nobody answers. Where there is no W, there is no P to wait
 * for.
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 * Return: true if it may.
 */
bool sipmap_binding_hold(struct sipmap_bindings *table,
			 struct sipmap_binding *binding,
			 unsigned long duration)
{
	bool hold = false;

	spin_lock_bh(&table->lock);
	if (binding->gone || binding->phase != SIPMAP_PHASE_PENDING ||
	    !binding->outside.family)
		goto out;
	if (!binding->hold_until) {
		binding->hold_until = (jiffies + duration) | 1;
		sipmap_binding_tell(table, binding, false);
	}
	hold = time_before(jiffies, binding->hold_until);
out:
	spin_unlock_bh(&table->lock);
	return hold;
}

/**
 * sipmap_binding_set_peer - somebody answered on this endpoint's flow
 * @table: the table
 * @binding: what a lookup found
 * @peer: who
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 */
void sipmap_binding_set_peer(struct sipmap_bindings *table,
			     struct sipmap_binding *binding,
			     const struct sipmap_endpoint *peer)
{
	if (sipmap_endpoint_equal(&binding->peer, peer))
		return;
	spin_lock_bh(&table->lock);
	write_seqcount_begin(&binding->seq);
	binding->peer = *peer;
	write_seqcount_end(&binding->seq);
	if (!binding->gone)
		sipmap_binding_tell(table, binding, false);
	spin_unlock_bh(&table->lock);
}

/**
 * sipmap_binding_set_lease - the registrar granted a registration
 * @table: the table
 * @binding: what a lookup found
 * @seconds: for how long; 0 where the phone took itself off
 * @record: which address of record it is (see struct sipmap_facts)
 *
 * A PBX has many registrations on one flow: it is in use for as long as any of
 * them is, so that none of them shortens the lease of another.
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 */
void sipmap_binding_set_lease(struct sipmap_bindings *table,
			      struct sipmap_binding *binding, u32 seconds,
			      u32 record)
{
	/* what a registrar says may be absurd; a day is long enough */
	unsigned long lease = min_t(u32, seconds, 86400) * HZ;
	unsigned long old = READ_ONCE(binding->lease);

	/* a retransmission, or a second more: nobody needs to hear of it */
	if (lease && old && READ_ONCE(binding->record) == record &&
	    time_before(jiffies + lease, old + HZ) &&
	    time_after(jiffies + lease, old - HZ))
		return;
	spin_lock_bh(&table->lock);
	if (!binding->lease || time_after(jiffies, binding->lease))
		binding->several_records = false;
	else if (binding->record != record)
		binding->several_records = true;
	binding->record = record;
	if (!binding->several_records ||
	    time_after(jiffies + lease, binding->lease))
		binding->lease = lease ? (jiffies + lease) | 1 : 0;
	if (lease && binding->expires &&
	    time_after(jiffies + lease, binding->expires))
		binding->expires = (jiffies + lease) | 1;
	if (!binding->gone)
		sipmap_binding_tell(table, binding, false);
	spin_unlock_bh(&table->lock);
}

/**
 * sipmap_binding_extend - a binding was used
 * @table: the table
 * @binding: what a lookup found
 * @duration: jiffies for which it stays at the least
 *
 * A binding that does not expire is left as it is.
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 */
void sipmap_binding_extend(struct sipmap_bindings *table,
			   struct sipmap_binding *binding,
			   unsigned long duration)
{
	unsigned long expires = (jiffies + duration) | 1;

	/* a second more is not worth the lock */
	if (!binding->expires || time_after(binding->expires + HZ, expires))
		return;
	spin_lock_bh(&table->lock);
	binding->expires = expires;
	spin_unlock_bh(&table->lock);
}

/**
 * sipmap_binding_set_call - a media binding and its partner serve a call
 * @table: the table
 * @binding: what a lookup found
 * @call: id of the call
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 */
void sipmap_binding_set_call(struct sipmap_bindings *table,
			     struct sipmap_binding *binding, u32 call)
{
	struct sipmap_binding *partner;

	if (binding->call == call)
		return;
	spin_lock_bh(&table->lock);
	partner = xa_load(&table->by_id, binding->pair);
	binding->call = call;
	if (!binding->gone)
		sipmap_binding_tell(table, binding, false);
	if (partner) {
		partner->call = call;
		sipmap_binding_tell(table, partner, false);
	}
	spin_unlock_bh(&table->lock);
}

/**
 * sipmap_binding_wrote - remember how the phone writes its own endpoint
 * @table: the table
 * @binding: what a lookup found
 * @written: enum sipmap_written
 * @known: which bits of @written are told
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 */
void sipmap_binding_wrote(struct sipmap_bindings *table,
			  struct sipmap_binding *binding, u8 written, u8 known)
{
	if ((binding->written & known) == (written & known))
		return;
	spin_lock_bh(&table->lock);
	binding->written = (binding->written & ~known) | (written & known);
	spin_unlock_bh(&table->lock);
}

/**
 * sipmap_binding_asked - a request that belongs to no call has left
 * @table: the table
 * @binding: what a lookup found
 * @request: what names it, and is known to nobody else but its receiver
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 */
void sipmap_binding_asked(struct sipmap_bindings *table,
			  struct sipmap_binding *binding, u32 request)
{
	if (!request || sipmap_binding_has_asked(binding, request))
		return;
	spin_lock_bh(&table->lock);
	WRITE_ONCE(binding->asked[binding->asked_at], request);
	binding->asked_at = (binding->asked_at + 1) % SIPMAP_BINDING_ASKED;
	spin_unlock_bh(&table->lock);
}

/**
 * sipmap_binding_has_asked - is this the answer to a request that has left?
 * @binding: what a lookup found
 * @request: what names the request
 *
 * Context: under rcu_read_lock().
 * Return: true if it is, and the request is one of the latest.
 */
bool sipmap_binding_has_asked(const struct sipmap_binding *binding,
			      u32 request)
{
	int i;

	for (i = 0; request && i < SIPMAP_BINDING_ASKED; i++)
		if (READ_ONCE(binding->asked[i]) == request)
			return true;
	return false;
}

/**
 * sipmap_binding_is_registered - does a registration last?
 * @binding: what a lookup found
 *
 * Context: under rcu_read_lock().
 * Return: true if it does.
 */
bool sipmap_binding_is_registered(const struct sipmap_binding *binding)
{
	unsigned long lease = READ_ONCE(binding->lease);

	return lease && time_before(jiffies, lease);
}

static void
sipmap_bindings_remove_matching(struct sipmap_bindings *table,
				sipmap_binding_match_t match, void *context)
{
	struct sipmap_binding *binding;
	unsigned long id = 0;
	unsigned int seen;

	do {
		seen = 0;
		spin_lock_bh(&table->lock);
		while (seen++ < SIPMAP_EXPIRE_BATCH) {
			binding = sipmap_binding_next(table, &id);
			if (!binding)
				break;
			id++;
			if (match(binding, context))
				sipmap_binding_remove_locked(table, binding);
		}
		spin_unlock_bh(&table->lock);
	} while (seen > SIPMAP_EXPIRE_BATCH);
}

/**
 * sipmap_bindings_expire - remove what is not wanted any more
 * @table: the table
 * @expired: says of each binding whether it goes
 * @context: for @expired
 *
 * Context: process; takes the table's lock, batch by batch.
 */
void sipmap_bindings_expire(struct sipmap_bindings *table,
			    sipmap_binding_match_t expired, void *context)
{
	sipmap_bindings_remove_matching(table, expired, context);
}

/* What is to be flushed */
struct sipmap_binding_flush {
	int ifindex;
	enum sipmap_family family;
};

static bool sipmap_binding_is_flushed(const struct sipmap_binding *binding,
				      void *context)
{
	const struct sipmap_binding_flush *flush = context;

	return (!flush->ifindex || binding->ifindex == flush->ifindex) &&
	       (!flush->family || binding->outside.family == flush->family);
}

/**
 * sipmap_bindings_flush - remove all bindings of a realm
 * @table: the table
 * @ifindex: the realm's interface, or 0 for all realms
 * @family: those whose W is of this family, or none for all
 *
 * Context: any but hard interrupt; takes the table's lock, batch by batch.
 */
void sipmap_bindings_flush(struct sipmap_bindings *table, int ifindex,
			   enum sipmap_family family)
{
	struct sipmap_binding_flush flush = {
		.ifindex = ifindex,
		.family = family,
	};

	sipmap_bindings_remove_matching(table, sipmap_binding_is_flushed,
					&flush);
}
