// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>

#include "convert.h"
#include "entry.h"
#include "log.h"
#include "nat.h"
#include "pool.h"

/* times in ms */
#define AGAIN_MIN 30000
#define AGAIN_MAX 600000
#define SERVERS_MAY_COME 5000
#define BINDING_GONE 100

static bool has_static(const struct sipmap_agent *agent)
{
	return agent->settings.static_address.family != SIPMAP_FAMILY_NONE;
}

static void realm_set(struct sipmap_agent *agent,
		      struct sipmap_knl_realm *realm)
{
	const struct sipmap_agent_operations *operations = &agent->operations;

	realm->has |= SIPMAP_HAS(SIPMAP_A_REALM_IFINDEX);
	realm->ifindex = agent->outside.ifindex;
	operations->realm_set(operations->arg, realm);
}

static void tell_address(struct sipmap_agent *agent)
{
	struct sipmap_knl_realm realm = {
		.has = SIPMAP_HAS(SIPMAP_A_REALM_ADDRESS),
		.address = agent->outside.address,
	};

	if (has_static(agent)) {
		realm.has |= SIPMAP_HAS(SIPMAP_A_REALM_STATIC);
		realm.static_address = agent->settings.static_address;
	}
	realm_set(agent, &realm);
}

/* what the module has kept for the way back is of no use any more */
static void forget_away(struct sipmap_agent *agent)
{
	const struct sipmap_agent_operations *operations = &agent->operations;

	if (agent->away.ifindex)
		operations->realm_del(operations->arg, agent->away.ifindex);
	memset(&agent->away, 0, sizeof(agent->away));
}

/**
 * sipmap_agent_configure - the configuration has changed
 * @agent: the agent
 * @settings: the new one; copied
 * @now: time, ms
 *
 * With another static address, or with none any more, all public endpoints are
 * others; the module deletes its bindings, and its events say so.
 */
void sipmap_agent_configure(struct sipmap_agent *agent,
			    const struct sipmap_settings_agent *settings,
			    u64 now)
{
	struct sipmap_endpoint old = agent->settings.static_address;
	struct sipmap_knl_realm realm = {
		.has = SIPMAP_HAS(SIPMAP_A_REALM_STATIC),
		/* zeros take it back */
		.static_address = settings->static_address,
	};

	u32 forwards = agent->settings.forwards;

	agent->settings = *settings;
	agent->probes.allow_private = settings->allow_private;
	if (settings->forwards && settings->forwards != forwards)
		sipmap_forward_all(agent, now);
	if (!memcmp(&old, &settings->static_address, sizeof(old)))
		return;
	forget_away(agent);
	if (!agent->outside.ifindex)
		return;
	realm_set(agent, &realm);
	sipmap_nat_again(agent, now);
}

static void tell_verdict(struct sipmap_agent *agent,
			 const struct sipmap_endpoint *public_endpoint)
{
	struct sipmap_knl_realm realm = {
		.has = SIPMAP_HAS(SIPMAP_A_REALM_MAPPING) |
		       SIPMAP_HAS(SIPMAP_A_REALM_VERDICT),
		.mapping = agent->mapping,
	};

	snprintf(realm.verdict, sizeof(realm.verdict), "%s", agent->verdict);
	if (public_endpoint->family != SIPMAP_FAMILY_NONE) {
		realm.has |= SIPMAP_HAS(SIPMAP_A_REALM_PUBLIC);
		realm.public_address = *public_endpoint;
		realm.public_address.port = 0;
	}
	realm_set(agent, &realm);
}

static void start_over(struct sipmap_agent *agent, u64 now)
{
	sipmap_discover_cancel(&agent->discover);
	sipmap_judge_reset(agent);
	sipmap_interval_reset(agent);
	agent->mapping = SIPMAP_MAPPING_UNKNOWN;
	memset(&agent->public_address, 0, sizeof(agent->public_address));
	agent->settled = false;
	agent->verdict[0] = '\0';
	agent->pool.retry_at = now;
	sipmap_nat_again(agent, now);
}

static bool is_same(const struct sipmap_outside *a,
		    const struct sipmap_outside *b)
{
	return a->ifindex == b->ifindex &&
	       (!a->ifindex ||
		sipmap_endpoint_same_address(&a->address, &b->address));
}

/* the way out has changed, and with it perhaps the NAT */
static void take_route(struct sipmap_agent *agent,
		       const struct sipmap_outside *outside, u64 now)
{
	struct sipmap_endpoint old = agent->outside.gateway;

	agent->outside = *outside;
	if (!outside->ifindex || !memcmp(&old, &outside->gateway, sizeof(old)))
		return;
	agent->judge.at = now;
	sipmap_nat_again(agent, now);
	sipmap_forward_all(agent, now);
}

static void lose(struct sipmap_entry *entry, void *arg)
{
	(void)arg;
	sipmap_measure_cancel(&entry->measure);
	if (entry->binding.state == SIPMAP_STATE_PENDING)
		sipmap_entry_fail(entry);
}

/*
 * Links go down and come up again, and calls outlive that: the module keeps
 * the bindings in use. A warm pair would be handed out with a public endpoint
 * that nobody looks after, and goes.
 */
static void go_without(struct sipmap_agent *agent)
{
	if (strcmp(agent->settings.interface, "auto"))
		sipmap_log(SIPMAP_LOG_WARNING,
			   "no outside interface %s: waiting for it to have an address",
			   agent->settings.interface);
	else
		sipmap_log(SIPMAP_LOG_WARNING,
			   "no outside interface: waiting for a default route");
	sipmap_discover_cancel(&agent->discover);
	sipmap_judge_abandon(agent);
	sipmap_pool_empty(agent);
	sipmap_mirror_each(&agent->mirror, lose, agent);
	if (agent->outside.ifindex)
		agent->away = agent->outside;
	memset(&agent->outside, 0, sizeof(agent->outside));
}

static void look_again(struct sipmap_entry *entry, void *arg)
{
	const u64 *now = arg;

	if (sipmap_entry_is_ours(entry))
		sipmap_entry_measure(entry, false, *now);
}

/* nothing is taken back, but the NAT may have forgotten all of it */
static void come_back(struct sipmap_agent *agent,
		      const struct sipmap_outside *outside, u64 now)
{
	memset(&agent->away, 0, sizeof(agent->away));
	agent->outside = *outside;
	agent->pool.retry_at = now;
	sipmap_nat_again(agent, now);
	sipmap_forward_all(agent, now);
	sipmap_mirror_each(&agent->mirror, look_again, &now);
}

static void log_outside(const struct sipmap_outside *outside)
{
	char address[SIPMAP_ENDPOINT_TEXT_MAX];

	sipmap_log(SIPMAP_LOG_NOTICE, "outside interface %s, address %s",
		   outside->name,
		   sipmap_address_text(&outside->address, address));
}

/* the NAT is another one */
static void move(struct sipmap_agent *agent,
		 const struct sipmap_outside *outside, u32 old, u64 now)
{
	const struct sipmap_agent_operations *operations = &agent->operations;
	struct sipmap_endpoint none = { .family = SIPMAP_FAMILY_NONE };

	if (old && old != outside->ifindex)
		operations->realm_del(operations->arg, old);
	memset(&agent->away, 0, sizeof(agent->away));
	agent->outside = *outside;
	start_over(agent, now);
	tell_address(agent);
	/* at the start the module may know a verdict that still holds */
	if (old) {
		snprintf(agent->verdict, sizeof(agent->verdict),
			 "being measured");
		tell_verdict(agent, &none);
		sipmap_judge_tell(agent);
	}
}

/**
 * sipmap_agent_outside - the outside interface, or its address, is new
 * @agent: the agent
 * @outside: how it is now
 * @now: time, ms
 *
 * The module deletes bindings that no longer fit; its events say so. Without
 * an outside interface they stay until there is one that they do not fit.
 */
void sipmap_agent_outside(struct sipmap_agent *agent,
			  const struct sipmap_outside *outside, u64 now)
{
	const struct sipmap_outside *old = &agent->outside;

	if (agent->looked && is_same(old, outside)) {
		take_route(agent, outside, now);
		return;
	}
	agent->looked = true;
	if (!outside->ifindex) {
		go_without(agent);
		return;
	}
	log_outside(outside);
	if (agent->away.ifindex)
		old = &agent->away;
	if (old == &agent->away && is_same(old, outside))
		come_back(agent, outside, now);
	else
		move(agent, outside, old->ifindex, now);
}

static void on_discovered(void *arg, const struct sipmap_discovery *discovery,
			  u64 now);

/**
 * sipmap_nat_init - nothing is known of any NAT
 * @agent: the agent
 */
void sipmap_nat_init(struct sipmap_agent *agent)
{
	agent->mapping = SIPMAP_MAPPING_UNKNOWN;
	agent->discover.measurer = &agent->measurer;
	agent->discover.done = on_discovered;
	agent->discover.arg = agent;
	agent->discover_wait = AGAIN_MIN;
	sipmap_judge_init(agent);
	sipmap_interval_init(agent);
}

/**
 * sipmap_nat_restore - what the module was told by the agent before this one
 * @agent: the agent, which knows its outside interface
 * @realm: a realm of the module's
 * @now: time, ms
 *
 * Until it has been measured anew it is taken for true, so that nothing has to
 * wait; the measurement follows in any case.
 */
void sipmap_nat_restore(struct sipmap_agent *agent,
			const struct sipmap_knl_realm *realm, u64 now)
{
	if (realm->ifindex != agent->outside.ifindex || agent->settled ||
	    realm->mapping == SIPMAP_MAPPING_UNKNOWN)
		return;
	if (!sipmap_endpoint_same_address(&realm->address,
					  &agent->outside.address))
		return;
	agent->mapping = realm->mapping;
	agent->settled = true;
	snprintf(agent->verdict, sizeof(agent->verdict), "%.*s",
		 SIPMAP_VERDICT_SIZE - 1, realm->verdict);
	sipmap_judge_restore(agent, realm);
	sipmap_nat_again(agent, now);
}

/**
 * sipmap_nat_again - discover as soon as possible
 * @agent: the agent
 * @now: time, ms
 *
 * A configured name that has no address yet gets a moment to find one.
 */
void sipmap_nat_again(struct sipmap_agent *agent, u64 now)
{
	agent->discover_wait = AGAIN_MIN;
	agent->discover_at = now;
	if (!agent->servers.count && agent->settings.expects_servers)
		agent->discover_at = now + SERVERS_MAY_COME;
}

static void log_verdict(const struct sipmap_agent *agent,
			const struct sipmap_discovery *discovery)
{
	enum sipmap_log_level level = SIPMAP_LOG_NOTICE;

	if (sipmap_mapping_is_symmetric(discovery->mapping) ||
	    discovery->doubt != SIPMAP_DOUBT_NONE || discovery->altered)
		level = SIPMAP_LOG_WARNING;
	sipmap_log(level, "%s: %s", agent->outside.name, agent->verdict);
}

static void apply(struct sipmap_entry *entry, void *arg)
{
	const struct sipmap_agent *agent = arg;

	if (!sipmap_entry_is_ours(entry) || has_static(agent))
		return;
	if (sipmap_nat_is_of_no_use(agent))
		sipmap_entry_distrust(entry);
	else
		sipmap_entry_publish(entry);
}

/**
 * sipmap_nat_apply - what is known of the NAT has changed
 * @agent: the agent
 *
 * What was measured is told to the module, or taken back.
 */
void sipmap_nat_apply(struct sipmap_agent *agent)
{
	sipmap_mirror_each(&agent->mirror, apply, agent);
}

/**
 * sipmap_nat_is_of_no_use - is what a STUN server sees not what a peer sees?
 * @agent: the agent
 *
 * That is so behind a symmetric NAT. Behind a firewall without a NAT the
 * outside endpoint is the public one, and no pinhole of ours lets a peer in.
 *
 * Return: true if nothing is to be measured.
 */
bool sipmap_nat_is_of_no_use(const struct sipmap_agent *agent)
{
	return sipmap_mapping_is_symmetric(agent->mapping) ||
	       sipmap_is_firewalled(agent->mapping,
				    agent->judge.known.filtering);
}

static void schedule(struct sipmap_agent *agent,
		     const struct sipmap_discovery *discovery, u64 now)
{
	if (discovery->gone) {
		agent->discover_at = now + BINDING_GONE;
	} else if (discovery->mapping != SIPMAP_MAPPING_UNKNOWN) {
		agent->discover_at = now + AGAIN_MAX;
		agent->discover_wait = AGAIN_MIN;
	} else {
		agent->discover_at = now + agent->discover_wait;
		agent->discover_wait *= 2;
		if (agent->discover_wait > AGAIN_MAX)
			agent->discover_wait = AGAIN_MAX;
	}
}

/*
 * A verdict that was found once is not thrown away because nobody answers
 * just now, or because one server contradicts itself.
 */
static bool is_worth_telling(const struct sipmap_agent *agent,
			     const struct sipmap_discovery *discovery)
{
	if (discovery->gone)
		return false;
	return discovery->mapping != SIPMAP_MAPPING_UNKNOWN ||
	       agent->mapping == SIPMAP_MAPPING_UNKNOWN;
}

static void on_discovered(void *arg, const struct sipmap_discovery *discovery,
			  u64 now)
{
	struct sipmap_agent *agent = arg;
	bool changed = discovery->mapping != agent->mapping;
	char verdict[SIPMAP_VERDICT_SIZE];

	schedule(agent, discovery, now);
	if (!is_worth_telling(agent, discovery)) {
		sipmap_judge_mapped(agent, discovery, false, now);
		return;
	}
	sipmap_verdict_write(verdict, discovery);
	agent->mapping = discovery->mapping;
	agent->public_address = discovery->public_endpoint;
	agent->settled = true;
	if (strcmp(verdict, agent->verdict)) {
		memcpy(agent->verdict, verdict, sizeof(verdict));
		log_verdict(agent, discovery);
	}
	tell_verdict(agent, &discovery->public_endpoint);
	sipmap_nat_apply(agent);
	sipmap_judge_mapped(agent, discovery, changed, now);
}

/**
 * sipmap_nat_tick - discover if it is time
 * @agent: the agent
 * @warm: a warm binding to do it from, or NULL
 * @now: time, ms
 */
void sipmap_nat_tick(struct sipmap_agent *agent,
		     const struct sipmap_entry *warm, u64 now)
{
	struct sipmap_discover *discover = &agent->discover;

	if (!warm || now < agent->discover_at ||
	    discover->stage != SIPMAP_DISCOVER_IDLE)
		return;
	discover->binding = warm->binding.id;
	discover->outside = warm->binding.outside;
	sipmap_discover_start(discover, now);
}

/**
 * sipmap_nat_next - when sipmap_nat_tick() has something to do
 * @agent: the agent
 *
 * Return: time, ms, or SIPMAP_NEVER.
 */
u64 sipmap_nat_next(const struct sipmap_agent *agent)
{
	if (agent->discover.stage != SIPMAP_DISCOVER_IDLE)
		return SIPMAP_NEVER;
	return agent->discover_at;
}
