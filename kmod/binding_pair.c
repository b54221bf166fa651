// SPDX-License-Identifier: GPL-2.0-only
/* RTP and RTCP bindings, two by two, and the pool of those that are warm. */
#include <linux/err.h>

#include "binding.h"
#include "sip/view.h"

/**
 * sipmap_binding_add_pair - make an RTP binding and its RTCP partner
 * @table: the table
 * @rtp_like: the RTP binding; phase warm makes a pair of the pool
 * @rtcp_like: the RTCP binding, of the same phase
 * @id: set to the id of the RTP binding
 *
 * Both or none are made.
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 * Return: 0, or as sipmap_binding_add().
 */
int sipmap_binding_add_pair(struct sipmap_bindings *table,
			    const struct sipmap_binding *rtp_like,
			    const struct sipmap_binding *rtcp_like, u32 *id)
{
	struct sipmap_binding *rtp, *rtcp;
	int err = 0;

	spin_lock_bh(&table->lock);
	rtp = sipmap_binding_add_locked(table, rtp_like);
	if (IS_ERR(rtp)) {
		err = PTR_ERR(rtp);
		goto out;
	}
	if (rtp_like->phase == SIPMAP_PHASE_WARM) {
		xa_set_mark(&table->by_id, rtp->id, SIPMAP_WARM_MARK);
		table->warm++;
	}
	rtcp = sipmap_binding_add_locked(table, rtcp_like);
	if (IS_ERR(rtcp)) {
		sipmap_binding_remove_locked(table, rtp);
		err = PTR_ERR(rtcp);
		goto out;
	}
	rtp->pair = rtcp->id;
	rtcp->pair = rtp->id;
	*id = rtp->id;
	sipmap_binding_tell(table, rtp, false);
	sipmap_binding_tell(table, rtcp, false);
out:
	spin_unlock_bh(&table->lock);
	return err;
}

static bool sipmap_binding_pair_is_measured(struct sipmap_bindings *table,
					    const struct sipmap_binding *rtp)
{
	const struct sipmap_binding *rtcp = xa_load(&table->by_id, rtp->pair);

	return rtp->public_endpoint.family && rtcp &&
	       rtcp->public_endpoint.family;
}

/**
 * sipmap_bindings_count_warm - how many warm pairs a call could take
 * @table: the table
 *
 * Pairs that the agent tests a NAT with never get a public endpoint, and do
 * not count.
 *
 * Context: any but hard interrupt.
 * Return: their number.
 */
u32 sipmap_bindings_count_warm(struct sipmap_bindings *table)
{
	struct sipmap_binding *rtp;
	unsigned long id;
	u32 count = 0;

	rcu_read_lock();
	xa_for_each_marked(&table->by_id, id, rtp, SIPMAP_WARM_MARK)
		if (sipmap_binding_pair_is_measured(table, rtp))
			count++;
	rcu_read_unlock();
	return count;
}

static struct sipmap_binding *
sipmap_binding_find_warm(struct sipmap_bindings *table, int ifindex,
			 u8 family)
{
	struct sipmap_binding *rtp;
	unsigned long id;

	xa_for_each_marked(&table->by_id, id, rtp, SIPMAP_WARM_MARK)
		if (rtp->ifindex == ifindex && rtp->outside.family == family &&
		    sipmap_binding_pair_is_measured(table, rtp))
			return rtp;
	return NULL;
}

static int sipmap_binding_warm_to_use(struct sipmap_bindings *table,
				      struct sipmap_binding *binding,
				      const struct sipmap_endpoint *inside,
				      u32 call)
{
	int err;

	if (inside->family) {
		err = sipmap_host_charge(&table->hosts, inside,
					 READ_ONCE(*table->host_limit));
		if (err)
			return err;
		err = sipmap_index_inside(table, binding, inside);
		if (err) {
			sipmap_host_uncharge(&table->hosts, inside);
			return err;
		}
	}
	binding->phase = SIPMAP_PHASE_READY;
	binding->call = call;
	binding->expires = 0;
	sipmap_binding_tell(table, binding, false);
	return 0;
}

/**
 * sipmap_binding_take_warm - take a pair from the pool
 * @table: the table
 * @ifindex: the realm's interface
 * @rtp: I of RTP
 * @rtcp: I of RTCP; family none where there is none
 * @call: id of the call it is for
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 * Return: id of the RTP binding, or 0 where no pair was to be had.
 */
u32 sipmap_binding_take_warm(struct sipmap_bindings *table, int ifindex,
			     const struct sipmap_endpoint *rtp,
			     const struct sipmap_endpoint *rtcp, u32 call)
{
	struct sipmap_binding *binding, *partner;
	u32 id = 0;

	spin_lock_bh(&table->lock);
	binding = sipmap_binding_find_warm(table, ifindex, rtp->family);
	if (!binding)
		goto out;
	partner = xa_load(&table->by_id, binding->pair);
	xa_clear_mark(&table->by_id, binding->id, SIPMAP_WARM_MARK);
	table->warm--;
	if (sipmap_binding_warm_to_use(table, binding, rtp, call) ||
	    sipmap_binding_warm_to_use(table, partner, rtcp, call)) {
		/* the count of warm ones was taken down above */
		binding->phase = SIPMAP_PHASE_READY;
		sipmap_binding_remove_locked(table, partner);
		sipmap_binding_remove_locked(table, binding);
		goto out;
	}
	id = binding->id;
out:
	spin_unlock_bh(&table->lock);
	return id;
}

/**
 * sipmap_binding_remove_warm - take a pair out of the pool for good
 * @table: the table
 * @binding: its RTP binding
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 * Return: false where it is no warm pair, or a call was faster.
 */
bool sipmap_binding_remove_warm(struct sipmap_bindings *table,
				struct sipmap_binding *binding)
{
	struct sipmap_binding *partner;
	bool warm;

	spin_lock_bh(&table->lock);
	warm = !binding->gone && binding->phase == SIPMAP_PHASE_WARM &&
	       binding->kind == SIPMAP_KIND_RTP;
	if (warm) {
		partner = xa_load(&table->by_id, binding->pair);
		if (partner)
			sipmap_binding_remove_locked(table, partner);
		sipmap_binding_remove_locked(table, binding);
	}
	spin_unlock_bh(&table->lock);
	return warm;
}

/**
 * sipmap_binding_remove_pair - take a media binding and its partner out
 * @table: the table
 * @binding: either of the two; nothing happens if it went meanwhile
 *
 * Context: under rcu_read_lock(), softirq or process; takes the table's lock.
 */
void sipmap_binding_remove_pair(struct sipmap_bindings *table,
				struct sipmap_binding *binding)
{
	struct sipmap_binding *partner;

	spin_lock_bh(&table->lock);
	if (!binding->gone) {
		partner = xa_load(&table->by_id, binding->pair);
		if (partner)
			sipmap_binding_remove_locked(table, partner);
		sipmap_binding_remove_locked(table, binding);
	}
	spin_unlock_bh(&table->lock);
}
