// SPDX-License-Identifier: GPL-2.0-or-later
/* Several outside interfaces: whom something concerns, what a reload takes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../../userspace/sipmapd/log.h"
#include "../../../userspace/sipmapd/uplink.h"
#include "tap.h"

#define HAS(name) SIPMAP_HAS(SIPMAP_A_BINDING_##name)
#define NOW 1000000
#define IDS 256

/* the module, which only remembers what it was asked for */
static struct {
	u32 next_id;
	u32 ifindex[IDS];
	struct sipmap_endpoint asked[IDS];
	u32 failed[IDS];
	u32 realms_set[8];
	u32 deleted[8];
	unsigned int deletions;
	u32 released[8];
	unsigned int releases;
} module;

static struct sipmap_uplinks uplinks;

static void make_binding(struct sipmap_knl_binding *binding, u32 ifindex,
			 u32 kind, u32 state)
{
	u32 id = ++module.next_id;

	if (id == IDS)
		abort();
	module.ifindex[id] = ifindex;
	*binding = (struct sipmap_knl_binding){
		.has = HAS(ID) | HAS(KIND) | HAS(STATE) | HAS(OUTSIDE) |
		       HAS(IFINDEX),
		.id = id,
		.kind = kind,
		.state = state,
		.ifindex = ifindex,
		.outside = tap_parse("100.64.0.2:0"),
	};
	binding->outside.address[1] = ifindex;
	binding->outside.port = 20000 + id;
}

static int module_new(void *arg, u32 ifindex, struct sipmap_knl_binding *rtp,
		      struct sipmap_knl_binding *rtcp)
{
	(void)arg;
	make_binding(rtp, ifindex, SIPMAP_BINDING_RTP, SIPMAP_STATE_WARM);
	make_binding(rtcp, ifindex, SIPMAP_BINDING_RTCP, SIPMAP_STATE_WARM);
	rtp->pair = rtcp->id;
	rtcp->pair = rtp->id;
	return 0;
}

static int module_set(void *arg, const struct sipmap_knl_binding *binding)
{
	(void)arg;
	module.failed[binding->id] += binding->state == SIPMAP_STATE_FAILED;
	return 0;
}

static int module_del(void *arg, u32 id)
{
	(void)arg;
	(void)id;
	return 0;
}

static int module_forget(void *arg, u32 id, u32 source)
{
	(void)source;
	return module_del(arg, id);
}

static int module_realm_set(void *arg, const struct sipmap_knl_realm *realm)
{
	(void)arg;
	module.realms_set[realm->ifindex]++;
	return 0;
}

static int module_realm_del(void *arg, u32 ifindex)
{
	(void)arg;
	module.deleted[module.deletions++] = ifindex;
	return 0;
}

static void module_release(void *arg, u32 packet)
{
	(void)arg;
	module.released[module.releases++] = packet;
}

static int module_send(void *arg, u32 binding,
		       const struct sipmap_endpoint *destination,
		       const void *payload, size_t length,
		       enum sipmap_catch wanted)
{
	(void)arg;
	(void)payload;
	(void)length;
	(void)wanted;
	module.asked[binding] = *destination;
	return 0;
}

static void module_random(void *arg, void *buffer, size_t length)
{
	static u8 value;

	(void)arg;
	while (length--)
		((u8 *)buffer)[length] = value++;
}

static void configure(const char *first, const char *second)
{
	struct sipmap_settings_agent settings[2] = {
		{ .pool = 1, .keepalive = 15000, .hold = 500 },
		{ .pool = 1, .keepalive = 15000, .hold = 500 },
	};

	snprintf(settings[0].interface, IF_NAMESIZE, "%s", first);
	if (second)
		snprintf(settings[1].interface, IF_NAMESIZE, "%s", second);
	ASSERT_NUMBER(0, sipmap_uplinks_configure(&uplinks, settings,
						  second ? 2 : 1, NOW));
}

/* @ifindex 0: it is nowhere */
static void outside(const char *interface, u32 ifindex)
{
	struct sipmap_outside is = { .ifindex = ifindex };

	if (ifindex) {
		snprintf(is.name, sizeof(is.name), "wan%u", ifindex);
		is.address = tap_parse("100.64.0.2:0");
		is.address.address[1] = ifindex;
	}
	sipmap_uplinks_outside(&uplinks, interface, &is, NOW);
}

static void server(const char *interface, const char *endpoint)
{
	struct sipmap_endpoint address = tap_parse(endpoint);

	sipmap_uplinks_servers(&uplinks, interface, 0, &address, 1, NOW);
}

/* the module runs, and interfaces have their names as numbers */
static void begin(const char *first, u32 first_is, const char *second,
		  u32 second_is)
{
	struct sipmap_agent_operations operations = {
		.binding_new = module_new,
		.binding_set = module_set,
		.binding_del = module_del,
		.binding_spare = module_del,
		.binding_forget = module_forget,
		.realm_set = module_realm_set,
		.realm_del = module_realm_del,
		.release = module_release,
	};
	struct sipmap_transport transport = {
		.send = module_send,
		.random = module_random,
	};

	sipmap_log_set_level(SIPMAP_LOG_ERROR);
	memset(&module, 0, sizeof(module));
	memset(&uplinks, 0, sizeof(uplinks));
	configure(first, second);
	ASSERT_NUMBER(0, sipmap_uplinks_start(&uplinks, &operations, &transport,
					      500, NOW));
	outside(first, first_is);
	server(first, "198.51.100.3:3478");
	if (!second)
		return;
	outside(second, second_is);
	server(second, "198.51.100.4:3478");
}

static void end(void)
{
	sipmap_uplinks_stop(&uplinks);
	sipmap_uplinks_clean(&uplinks);
}

/* a phone's first message at an interface is held */
static u32 register_at(u32 ifindex)
{
	struct sipmap_knl_object event = {
		.command = SIPMAP_CMD_BINDING_NTF,
		.type = SIPMAP_KNL_BINDING,
	};

	make_binding(&event.binding, ifindex, SIPMAP_BINDING_SIGNALLING,
		     SIPMAP_STATE_PENDING);
	sipmap_uplinks_object(&uplinks, &event, NOW);
	return event.binding.id;
}

static void own_servers(void)
{
	unsigned int asked[8] = { 0 };
	u32 id;

	begin("wan3", 3, "wan4", 4);
	register_at(3);
	register_at(4);
	sipmap_uplinks_poll(&uplinks, NOW);
	for (id = 1; id <= module.next_id; id++) {
		if (module.asked[id].family == SIPMAP_FAMILY_NONE)
			continue;
		ASSERT_NUMBER(module.ifindex[id], module.asked[id].address[3]);
		asked[module.ifindex[id]]++;
	}
	ASSERT(asked[3] && asked[4]);
	end();
}

static void hold_of_its_own(void)
{
	begin("wan3", 3, "wan4", 4);
	register_at(4);
	sipmap_uplinks_held(&uplinks, 70, 4, NOW);
	sipmap_uplinks_held(&uplinks, 80, 3, NOW);
	sipmap_uplinks_poll(&uplinks, NOW);
	ASSERT_NUMBER(1, module.releases);
	ASSERT_NUMBER(80, module.released[0]);
	ASSERT(sipmap_uplinks_holds(&uplinks));
	end();
}

static void of_nobody(void)
{
	u32 id;

	begin("wan3", 3, "wan4", 4);
	id = register_at(5);
	sipmap_uplinks_held(&uplinks, 70, 5, NOW);
	sipmap_uplinks_poll(&uplinks, NOW);
	ASSERT_NUMBER(1, module.failed[id]);
	ASSERT_NUMBER(1, module.releases);
	ASSERT(!sipmap_uplinks_holds(&uplinks));
	end();
}

static void remove_one(void)
{
	unsigned int known, told;

	begin("wan3", 3, "wan4", 4);
	register_at(3);
	sipmap_uplinks_poll(&uplinks, NOW);
	known = uplinks.list[0]->agent.mirror.count;
	told = module.realms_set[3];

	configure("wan3", NULL);
	outside("wan3", 3);
	sipmap_uplinks_settle(&uplinks);
	ASSERT_NUMBER(1, module.deletions);
	ASSERT_NUMBER(4, module.deleted[0]);
	ASSERT_NUMBER(known, uplinks.list[0]->agent.mirror.count);
	ASSERT_NUMBER(told, module.realms_set[3]);
	end();
}

static void add_one(void)
{
	const struct sipmap_uplink *before;
	unsigned int told;

	begin("wan3", 3, NULL, 0);
	register_at(3);
	sipmap_uplinks_poll(&uplinks, NOW);
	before = uplinks.list[0];
	told = module.realms_set[3];

	configure("wan4", "wan3");
	outside("wan4", 4);
	outside("wan3", 3);
	sipmap_uplinks_settle(&uplinks);
	sipmap_uplinks_poll(&uplinks, NOW);
	ASSERT(uplinks.list[1] == before);
	ASSERT_NUMBER(0, module.deletions);
	ASSERT_NUMBER(told, module.realms_set[3]);
	ASSERT(module.realms_set[4]);
	end();
}

static void a_name_for_auto(void)
{
	begin("auto", 3, NULL, 0);
	configure("wan3", NULL);
	outside("wan3", 3);
	sipmap_uplinks_settle(&uplinks);
	ASSERT_NUMBER(0, module.deletions);
	ASSERT_NUMBER(3, uplinks.list[0]->agent.outside.ifindex);
	end();
}

static void taken_from_auto(void)
{
	u32 id;

	begin("auto", 4, NULL, 0);
	configure("auto", "wan4");
	outside("auto", 0);
	outside("wan4", 4);
	sipmap_uplinks_settle(&uplinks);
	outside("auto", 3);
	ASSERT_NUMBER(0, module.deletions);
	id = register_at(4);
	ASSERT(sipmap_mirror_find(&uplinks.list[1]->agent.mirror, id));
	end();
}

static void away(void)
{
	u32 id;

	begin("wan3", 3, "wan4", 4);
	id = register_at(4);
	outside("wan4", 0);
	register_at(4);
	ASSERT_NUMBER(0, module.deletions);
	ASSERT(sipmap_mirror_find(&uplinks.list[1]->agent.mirror, id));
	ASSERT(!sipmap_mirror_find(&uplinks.list[0]->agent.mirror, id + 1));
	end();
}

int main(void)
{
	static const struct tap_test tests[] = {
		{ "each interface has servers of its own", own_servers },
		{ "a message waits for the interface it leaves through",
		  hold_of_its_own },
		{ "nothing waits for an interface that is nobody's",
		  of_nobody },
		{ "one that is removed is taken back, the other stays",
		  remove_one },
		{ "one that is added disturbs no other", add_one },
		{ "auto that becomes a name takes nothing back",
		  a_name_for_auto },
		{ "a name takes its interface from auto", taken_from_auto },
		{ "one that is away keeps its bindings", away },
	};

	return tap_run(tests, ARRAY_SIZE(tests));
}
