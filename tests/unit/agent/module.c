// SPDX-License-Identifier: GPL-2.0-or-later
/* The kernel module, simulated: what it does when the agent asks. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "module.h"
#include "tap.h"
#include "world.h"

#define HAS(name) SIPMAP_HAS(SIPMAP_A_BINDING_##name)

/**
 * module_tell - send an event about a binding to the agent
 * @command: which event
 * @id: of the binding
 */
void module_tell(u8 command, u32 id)
{
	struct sipmap_knl_object *event;
	unsigned int place = world.event_first + world.event_count++;

	if (world.event_count > WORLD_EVENTS)
		abort();
	event = &world.events[place % WORLD_EVENTS];
	memset(event, 0, sizeof(*event));
	event->command = command;
	event->type = SIPMAP_KNL_BINDING;
	event->binding = world.bindings[id];
}

/**
 * module_make_binding - make one, and tell nobody yet
 * @kind: enum sipmap_binding_kind
 * @state: enum sipmap_binding_state
 * @port: of its outside endpoint
 *
 * Return: its id.
 */
u32 module_make_binding(u32 kind, u32 state, u16 port)
{
	u32 id = world.next_id++;
	struct sipmap_knl_binding *binding = &world.bindings[id];

	if (id == NAT_BINDINGS)
		abort();
	*binding = (struct sipmap_knl_binding){
		.has = HAS(ID) | HAS(KIND) | HAS(STATE) | HAS(SOURCE) |
		       HAS(OUTSIDE) | HAS(IFINDEX),
		.id = id,
		.kind = kind,
		.state = state,
		.outside = world.agent.outside.address,
		.ifindex = world.agent.outside.ifindex,
	};
	binding->outside.port = port;
	world.nat.outside[id] = binding->outside;
	world.warm_until[id] = world.nat.now + MODULE_WARM_LIFETIME;
	return id;
}

static int module_new(void *arg, u32 ifindex, struct sipmap_knl_binding *rtp,
		      struct sipmap_knl_binding *rtcp)
{
	u32 a, b;

	(void)arg;
	if (world.refuse_new)
		return -ENOSPC;
	ASSERT_NUMBER(world.agent.outside.ifindex, ifindex);
	a = module_make_binding(SIPMAP_BINDING_RTP, SIPMAP_STATE_WARM,
				30000 + world.next_id);
	b = module_make_binding(SIPMAP_BINDING_RTCP, SIPMAP_STATE_WARM,
				30000 + world.next_id);
	world.bindings[a].has |= HAS(PAIR);
	world.bindings[a].pair = b;
	world.bindings[b].has |= HAS(PAIR);
	world.bindings[b].pair = a;
	module_tell(SIPMAP_CMD_BINDING_NTF, a);
	module_tell(SIPMAP_CMD_BINDING_NTF, b);
	*rtp = world.bindings[a];
	*rtcp = world.bindings[b];
	return 0;
}

/* true if it says anything new */
static bool set_public(struct sipmap_knl_binding *binding,
		       const struct sipmap_knl_binding *change)
{
	bool same = sipmap_endpoint_equal(&binding->public_endpoint,
					  &change->public_endpoint);
	u32 source = change->source;

	if (binding->state == SIPMAP_STATE_WARM)
		world.warm_until[binding->id] = world.nat.now +
						MODULE_WARM_LIFETIME;
	/* steady mappings: newer than what the registrar once saw */
	if (source == SIPMAP_SOURCE_STUN &&
	    binding->source == SIPMAP_SOURCE_OBSERVED &&
	    world.realm.mapping == SIPMAP_MAPPING_ENDPOINT_INDEPENDENT)
		source = SIPMAP_SOURCE_OBSERVED;
	if ((source < binding->source && !same) ||
	    (same && source <= binding->source))
		return false;
	binding->has |= HAS(PUBLIC);
	binding->public_endpoint = change->public_endpoint;
	binding->source = source;
	if (binding->state != SIPMAP_STATE_WARM)
		binding->state = SIPMAP_STATE_READY;
	return true;
}

static int module_set(void *arg, const struct sipmap_knl_binding *change)
{
	struct sipmap_knl_binding *binding = &world.bindings[change->id];

	(void)arg;
	world.sets++;
	if (!binding->id)
		return -ENOENT;
	if (change->has & HAS(STATE)) {
		/* a P that is known stays */
		if (binding->state != SIPMAP_STATE_PENDING)
			return 0;
		binding->state = change->state;
	} else {
		if (!set_public(binding, change))
			return 0;
	}
	binding->has &= ~HAS(HELD);
	binding->held = false;
	module_tell(SIPMAP_CMD_BINDING_NTF, change->id);
	return 0;
}

static int module_forget(void *arg, u32 id, u32 source)
{
	struct sipmap_knl_binding *binding = &world.bindings[id];

	(void)arg;
	if (binding->source != source)
		return -EPERM;
	binding->has &= ~HAS(PUBLIC);
	binding->source = SIPMAP_SOURCE_NONE;
	if (binding->state != SIPMAP_STATE_WARM)
		binding->state = SIPMAP_STATE_PENDING;
	module_tell(SIPMAP_CMD_BINDING_NTF, id);
	return 0;
}

static int module_del(void *arg, u32 id)
{
	(void)arg;
	if (!world.bindings[id].id)
		return -ENOENT;
	world_delete(id);
	return 0;
}

static int module_spare(void *arg, u32 id)
{
	u32 pair = world.bindings[id].pair;

	(void)arg;
	if (world.bindings[id].state != SIPMAP_STATE_WARM || !pair)
		return -EBUSY;
	world_delete(id);
	world_delete(pair);
	return 0;
}

static void take_test(const struct sipmap_knl_realm *realm)
{
	if (realm->test == SIPMAP_TEST_STEP)
		world.steps++;
	else if (realm->test == SIPMAP_TEST_DONE)
		world.tested++;
	world.realm.test = realm->test;
	memcpy(world.realm.step, realm->step, sizeof(realm->step));
}

static void flush(u32 ifindex)
{
	u32 id;

	for (id = 1; id < world.next_id; id++)
		if (world.bindings[id].id &&
		    world.bindings[id].ifindex == ifindex)
			world_delete(id);
}

static int module_realm_set(void *arg, const struct sipmap_knl_realm *realm)
{
	struct sipmap_knl_realm *known = &world.realm;

	(void)arg;
	if (realm->has & SIPMAP_HAS(SIPMAP_A_REALM_TEST)) {
		take_test(realm);
		return 0;
	}
	if (realm->ifindex != known->ifindex)
		memset(known, 0, sizeof(*known));
	known->has |= realm->has;
	known->ifindex = realm->ifindex;
	if (realm->has & SIPMAP_HAS(SIPMAP_A_REALM_ADDRESS)) {
		if (!sipmap_endpoint_equal(&known->address, &realm->address))
			flush(realm->ifindex);
		known->address = realm->address;
	}
	if (realm->has & SIPMAP_HAS(SIPMAP_A_REALM_STATIC))
		known->static_address = realm->static_address;
	if (realm->has & SIPMAP_HAS(SIPMAP_A_REALM_PUBLIC))
		known->public_address = realm->public_address;
	if (realm->has & SIPMAP_HAS(SIPMAP_A_REALM_MAPPING))
		known->mapping = realm->mapping;
	if (realm->has & SIPMAP_HAS(SIPMAP_A_REALM_VERDICT))
		snprintf(known->verdict, sizeof(known->verdict), "%s",
			 realm->verdict);
	if (realm->has & SIPMAP_HAS(SIPMAP_A_REALM_TYPE)) {
		known->filtering = realm->filtering;
		known->hairpin = realm->hairpin;
		known->preserves = realm->preserves;
		known->alters = realm->alters;
		known->nats = realm->nats;
		snprintf(known->type, sizeof(known->type), "%s", realm->type);
	}
	if (realm->has & SIPMAP_HAS(SIPMAP_A_REALM_LIFETIME))
		known->lifetime = realm->lifetime;
	if (realm->has & SIPMAP_HAS(SIPMAP_A_REALM_STUN)) {
		known->stun = realm->stun;
		world.stun_told++;
	}
	return 0;
}

static int module_realm_del(void *arg, u32 ifindex)
{
	(void)arg;
	world.realm_deleted = ifindex;
	flush(ifindex);
	return 0;
}

static void module_release(void *arg, u32 packet)
{
	(void)arg;
	if (world.released_count == WORLD_RELEASED)
		abort();
	world.released[world.released_count] = packet;
	world.released_at[world.released_count++] = world.nat.now;
}

static int module_forward(void *arg, const struct sipmap_forward_order *order)
{
	(void)arg;
	if (world.order_count == WORLD_ORDERS)
		abort();
	world.orders[world.order_count++] = *order;
	return 0;
}

/* what the agent calls */
const struct sipmap_agent_operations module_operations = {
	.binding_new = module_new,
	.binding_set = module_set,
	.binding_del = module_del,
	.binding_spare = module_spare,
	.binding_forget = module_forget,
	.realm_set = module_realm_set,
	.realm_del = module_realm_del,
	.release = module_release,
	.forward = module_forward,
};

/** module_ask_test - somebody wants the NAT to be judged now */
void module_ask_test(void)
{
	struct sipmap_knl_object *event;
	unsigned int place = world.event_first + world.event_count++;

	event = &world.events[place % WORLD_EVENTS];
	memset(event, 0, sizeof(*event));
	event->command = SIPMAP_CMD_REALM_NTF;
	event->type = SIPMAP_KNL_REALM;
	event->realm.ifindex = world.agent.outside.ifindex;
	event->realm.test = SIPMAP_TEST_ASKED;
}
