// SPDX-License-Identifier: GPL-2.0-or-later
#include "alive.h"
#include "convert.h"
#include "entry.h"
#include "log.h"
#include "pool.h"
#include "nat.h"

#define HAS_PUBLIC SIPMAP_HAS(SIPMAP_A_BINDING_PUBLIC)

static bool has_public(const struct sipmap_entry *entry)
{
	return entry->binding.has & HAS_PUBLIC &&
	       entry->binding.public_endpoint.family != SIPMAP_FAMILY_NONE;
}

static bool is_pending(const struct sipmap_entry *entry)
{
	return entry->binding.state == SIPMAP_STATE_PENDING;
}

static bool leaves_here(const struct sipmap_entry *entry)
{
	return entry->agent->outside.ifindex &&
	       entry->binding.ifindex == entry->agent->outside.ifindex;
}

/**
 * sipmap_entry_is_ours - does it belong to the NAT that is looked at?
 * @entry: a binding
 *
 * What is known of the NAT holds on one interface only, and over IPv4: for
 * IPv6 the module knows P without an agent, or nobody does.
 *
 * Return: true if it does.
 */
bool sipmap_entry_is_ours(const struct sipmap_entry *entry)
{
	return leaves_here(entry) &&
	       entry->binding.outside.family != SIPMAP_FAMILY_IPV6;
}

/*
 * The mirror follows at once, not only when the module's event comes: whoever
 * waits for the binding looks at the mirror. A binding that is gone stays in
 * it until the event that says so.
 */
static void tell(struct sipmap_entry *entry,
		 const struct sipmap_knl_binding *change)
{
	const struct sipmap_agent_operations *operations =
		&entry->agent->operations;

	sipmap_mirror_sort(&entry->agent->mirror, entry);
	operations->binding_set(operations->arg, change);
}

/**
 * sipmap_entry_fail - say that P cannot be found
 * @entry: a binding
 *
 * Messages that wait for it go on; the next keep-alive tries again.
 */
void sipmap_entry_fail(struct sipmap_entry *entry)
{
	struct sipmap_knl_binding change = {
		.has = SIPMAP_HAS(SIPMAP_A_BINDING_ID) |
		       SIPMAP_HAS(SIPMAP_A_BINDING_STATE),
		.id = entry->binding.id,
		.state = SIPMAP_STATE_FAILED,
	};

	entry->binding.state = SIPMAP_STATE_FAILED;
	tell(entry, &change);
}

/**
 * sipmap_entry_tell - tell the module P
 * @entry: a binding
 * @endpoint: P
 * @source: one of enum sipmap_source
 */
void sipmap_entry_tell(struct sipmap_entry *entry,
		       const struct sipmap_endpoint *endpoint, u32 source)
{
	struct sipmap_knl_binding change = {
		.has = SIPMAP_HAS(SIPMAP_A_BINDING_ID) | HAS_PUBLIC |
		       SIPMAP_HAS(SIPMAP_A_BINDING_SOURCE),
		.id = entry->binding.id,
		.public_endpoint = *endpoint,
		.source = source,
	};

	if (entry->binding.state != SIPMAP_STATE_WARM)
		entry->binding.state = SIPMAP_STATE_READY;
	entry->binding.has |= HAS_PUBLIC;
	entry->binding.public_endpoint = *endpoint;
	entry->binding.source = source;
	tell(entry, &change);
}

/*
 * A warm pair goes cold unless the module hears of it again and again. What a
 * registrar observes is exact for that registrar; STUN knows better only when
 * it has seen P change since.
 */
static bool is_news(const struct sipmap_entry *entry)
{
	if (entry->binding.state != SIPMAP_STATE_READY || !has_public(entry))
		return true;
	if (sipmap_endpoint_equal(&entry->stun,
				  &entry->binding.public_endpoint))
		return false;
	return entry->binding.source == SIPMAP_SOURCE_STUN ||
	       (entry->binding.source == SIPMAP_SOURCE_OBSERVED &&
		entry->moved);
}

/* what a router further out has mapped will do, where STUN will not */
static void fail_unless_forwarded(struct sipmap_entry *entry)
{
	if (is_pending(entry) && !sipmap_forward_use(entry))
		sipmap_entry_fail(entry);
}

/**
 * sipmap_entry_forwarded - the router further out has answered
 * @entry: a binding
 */
void sipmap_entry_forwarded(struct sipmap_entry *entry)
{
	const struct sipmap_agent *agent = entry->agent;
	const struct sipmap_agent_operations *operations = &agent->operations;
	bool was_told = entry->binding.source == SIPMAP_SOURCE_PCP &&
			has_public(entry);
	bool knows = has_public(entry) && !was_told;

	/* STUN has more to say, if it has anything to say */
	if (knows || (agent->servers.count && !was_told &&
		      !sipmap_nat_is_of_no_use(agent) &&
		      entry->binding.state != SIPMAP_STATE_FAILED))
		return;
	if (was_told && sipmap_endpoint_equal(&entry->binding.public_endpoint,
					      &entry->forward.public_endpoint))
		return;
	if (sipmap_forward_use(entry))
		return;
	if (was_told)
		operations->binding_forget(operations->arg, entry->binding.id,
					   SIPMAP_SOURCE_PCP);
	else if (is_pending(entry))
		sipmap_entry_fail(entry);
}

/**
 * sipmap_entry_publish - tell the module the P that was measured
 * @entry: a binding
 *
 * Not before the NAT is known to be one whose mappings a STUN server can see:
 * a wrong public endpoint is worse than none.
 */
void sipmap_entry_publish(struct sipmap_entry *entry)
{
	const struct sipmap_agent *agent = entry->agent;

	if (sipmap_nat_is_of_no_use(agent)) {
		fail_unless_forwarded(entry);
		return;
	}
	if (!agent->settled || entry->stun.family == SIPMAP_FAMILY_NONE)
		return;
	if (is_news(entry))
		sipmap_entry_tell(entry, &entry->stun, SIPMAP_SOURCE_STUN);
	entry->moved = false;
}

/**
 * sipmap_entry_distrust - the NAT has turned out to be symmetric
 * @entry: a binding; what STUN said of it is taken back
 *
 * A warm pair has no other use than its P: it is deleted, and the event takes
 * it out of the mirror. Any other binding is pending after it has lost its P;
 * the event that says so makes it fail.
 */
void sipmap_entry_distrust(struct sipmap_entry *entry)
{
	const struct sipmap_agent_operations *operations =
		&entry->agent->operations;

	memset(&entry->stun, 0, sizeof(entry->stun));
	sipmap_measure_cancel(&entry->measure);
	if (is_pending(entry))
		fail_unless_forwarded(entry);
	else if (entry->binding.source != SIPMAP_SOURCE_STUN ||
		 !has_public(entry))
		return;
	else if (entry->binding.state == SIPMAP_STATE_WARM)
		operations->binding_del(operations->arg, entry->binding.id);
	else
		operations->binding_forget(operations->arg, entry->binding.id,
					   SIPMAP_SOURCE_STUN);
}

static void report_change(struct sipmap_entry *entry,
			  const struct sipmap_endpoint *now_public, u64 now)
{
	struct sipmap_agent *agent = entry->agent;
	char outside[SIPMAP_ENDPOINT_TEXT_MAX];
	char before[SIPMAP_ENDPOINT_TEXT_MAX];
	char after[SIPMAP_ENDPOINT_TEXT_MAX];

	sipmap_log(SIPMAP_LOG_INFO,
		   "public endpoint of %s has changed from %s to %s",
		   sipmap_endpoint_text(&entry->binding.outside, outside),
		   sipmap_endpoint_text(&entry->stun, before),
		   sipmap_endpoint_text(now_public, after));
	if (!sipmap_endpoint_same_address(&entry->stun, now_public) &&
	    agent->discover_at > now)
		agent->discover_at = now;
	sipmap_judge_soon(agent, now);
}

static void on_measured(void *arg, const struct sipmap_measured *measured,
			u64 now)
{
	struct sipmap_entry *entry = arg;
	char outside[SIPMAP_ENDPOINT_TEXT_MAX];

	if (measured->error) {
		sipmap_log(SIPMAP_LOG_DEBUG,
			   "public endpoint of %s not found: error %d",
			   sipmap_endpoint_text(&entry->binding.outside,
						outside), -measured->error);
		fail_unless_forwarded(entry);
		return;
	}
	if (measured->changed && entry->stun.family != SIPMAP_FAMILY_NONE) {
		entry->moved = true;
		report_change(entry, &measured->public_endpoint, now);
	}
	entry->stun = measured->public_endpoint;
	sipmap_entry_publish(entry);
}

/* a static address needs no measuring: P is that address with W's port */
static void apply_static(struct sipmap_entry *entry)
{
	struct sipmap_endpoint endpoint = entry->agent->settings.static_address;

	endpoint.port = entry->binding.outside.port;
	if (is_pending(entry) || !has_public(entry) ||
	    entry->binding.state == SIPMAP_STATE_FAILED)
		sipmap_entry_tell(entry, &endpoint, SIPMAP_SOURCE_STATIC);
}

/**
 * sipmap_entry_measure - find out P, or whether it is still the same
 * @entry: a binding
 * @urgent: a message waits for it
 * @now: time, ms
 */
void sipmap_entry_measure(struct sipmap_entry *entry, bool urgent, u64 now)
{
	struct sipmap_agent *agent = entry->agent;
	struct sipmap_measure *measure = &entry->measure;

	if (entry->binding.source == SIPMAP_SOURCE_STATIC && has_public(entry))
		return;
	if (!sipmap_entry_is_ours(entry) ||
	    (agent->settings.static_address.family == SIPMAP_FAMILY_NONE &&
	     sipmap_nat_is_of_no_use(agent))) {
		fail_unless_forwarded(entry);
		return;
	}
	if (agent->settings.static_address.family != SIPMAP_FAMILY_NONE) {
		apply_static(entry);
		return;
	}
	if (measure->running) {
		if (urgent)
			sipmap_measure_hurry(measure, now);
		return;
	}
	measure->known = entry->stun;
	measure->urgent = urgent;
	sipmap_measure_start(measure, now);
}

/**
 * sipmap_entry_try_again - there is a STUN server to ask now, and was none
 * @entry: a binding; nothing happens where its P is known
 * @now: time, ms
 */
void sipmap_entry_try_again(struct sipmap_entry *entry, u64 now)
{
	if (!has_public(entry) && entry->stun.family == SIPMAP_FAMILY_NONE)
		sipmap_entry_measure(entry, is_pending(entry), now);
}

static u16 chance(struct sipmap_agent *agent)
{
	const struct sipmap_transport *transport = &agent->probes.transport;
	u16 value;

	transport->random(transport->arg, &value, sizeof(value));
	return value;
}

static void keep_alive(void *owner, u64 now)
{
	struct sipmap_entry *entry = owner;
	struct sipmap_agent *agent = entry->agent;
	unsigned int due = sipmap_alive_due(entry, now);
	u64 interval = sipmap_alive_interval(entry, sipmap_interval_get(agent));

	sipmap_timer_set(entry->timers, &entry->keepalive,
			 sipmap_alive_after(now, interval, chance(agent)));
	if (due & SIPMAP_ALIVE_IN_FLOW && leaves_here(entry))
		sipmap_alive_in_flow(&agent->probes.transport,
				     &agent->settings.ping, entry);
	if (due & SIPMAP_ALIVE_STUN)
		sipmap_entry_measure(entry, false, now);
}

static void hedge(void *owner, u64 now)
{
	struct sipmap_entry *entry = owner;

	/* the timer has been set to never, the measurement knows better */
	sipmap_measure_tick(&entry->measure, now);
}

static struct sipmap_entry *add(struct sipmap_agent *agent,
				const struct sipmap_knl_binding *binding)
{
	struct sipmap_entry *entry = sipmap_mirror_add(&agent->mirror,
						       binding->id);

	if (!entry)
		return NULL;
	entry->agent = agent;
	entry->measure.measurer = &agent->measurer;
	entry->measure.binding = binding->id;
	entry->measure.done = on_measured;
	entry->measure.arg = entry;
	entry->measure.timer.expire = hedge;
	entry->measure.timer.owner = entry;
	entry->keepalive.expire = keep_alive;
	entry->keepalive.owner = entry;
	return entry;
}

/*
 * What was known before the agent was started is looked at soon, but not all
 * of it at once.
 */
static void schedule(struct sipmap_agent *agent, struct sipmap_entry *entry,
		     u64 now)
{
	const struct sipmap_knl_binding *binding = &entry->binding;
	u64 interval = sipmap_alive_interval(entry, sipmap_interval_get(agent));

	u64 at = sipmap_alive_after(now, interval, chance(agent));

	if (has_public(entry) && (binding->source == SIPMAP_SOURCE_STUN ||
				  binding->source == SIPMAP_SOURCE_OBSERVED)) {
		entry->stun = binding->public_endpoint;
		at = now + interval * chance(agent) / UINT16_MAX;
	}
	sipmap_timer_set(entry->timers, &entry->keepalive, at);
}

/*
 * It leaves from another W now, whose mapping is another one. The answer to
 * a probe in flight comes to the old W, and would never be taken.
 */
static void move_outside(struct sipmap_entry *entry)
{
	sipmap_measure_cancel(&entry->measure);
	memset(&entry->stun, 0, sizeof(entry->stun));
	entry->moved = false;
}

static bool has_moved_outside(const struct sipmap_entry *entry,
			      const struct sipmap_knl_binding *binding)
{
	return !sipmap_endpoint_equal(&entry->binding.outside,
				      &binding->outside);
}

/**
 * sipmap_entry_update - the module says how a binding is now
 * @agent: the agent
 * @binding: all its attributes
 * @now: time, ms
 */
void sipmap_entry_update(struct sipmap_agent *agent,
			 const struct sipmap_knl_binding *binding, u64 now)
{
	struct sipmap_entry *entry = sipmap_mirror_find(&agent->mirror,
							binding->id);
	bool is_new = !entry;
	bool was_pending = entry && is_pending(entry);
	bool was_warm = entry && entry->binding.state == SIPMAP_STATE_WARM;
	bool moved = entry && has_moved_outside(entry, binding);
	struct sipmap_endpoint old;

	if (sipmap_judge_owns(agent, binding->id))
		return;
	if (is_new)
		entry = add(agent, binding);
	if (!entry)
		return;
	if (moved)
		move_outside(entry);
	old = entry->binding.outside;
	entry->seen = true;
	entry->binding = *binding;
	entry->measure.outside = binding->outside;
	if (is_new)
		sipmap_forward_begin(entry, now);
	else if (moved)
		sipmap_forward_moved(entry, &old, now);
	entry->lease_until = 0;
	if (binding->has & SIPMAP_HAS(SIPMAP_A_BINDING_LEASE))
		entry->lease_until = now + binding->lease * 1000ull;
	if (binding->kind == SIPMAP_BINDING_RTP &&
	    ((was_warm && binding->state != SIPMAP_STATE_WARM) ||
	     (is_new && is_pending(entry))))
		sipmap_pool_taken(agent);
	if (is_new)
		schedule(agent, entry, now);
	if (is_pending(entry) && !was_pending)
		entry->pending_since = ++agent->moments;
	sipmap_mirror_sort(&agent->mirror, entry);
	if (is_pending(entry) && (!was_pending || binding->held || moved))
		sipmap_entry_measure(entry, true, now);
	else if ((is_new || moved) && !has_public(entry))
		sipmap_entry_measure(entry, false, now);
}
