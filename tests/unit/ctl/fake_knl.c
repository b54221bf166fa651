// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A module that is not there: it has fixed tables, and prints on standard
 * error what it is asked to change. With it the command's listings and
 * requests are tested without a kernel.
 *
 * SIPMAP_FAKE has words for how it is: "absent" (no module), "denied" (no
 * privilege), "six" (IPv6 bindings), "empty" (no entries), "good" (an agent is
 * connected, a phone registered), "off" (not enabled), "symmetric",
 * "unjudged", "silent" (no STUN server answers), "static" (an address was set
 * by hand), "failed" (no public endpoint), "full" (bindings), "helper" (it met
 * flows of another), "testing" (an agent judges the NAT), "deaf" (it does not),
 * "alg" (a router further out rewrites), "lost" (no STUN server answers any
 * more).
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../../userspace/common/knl.h"
#include "../../../userspace/common/names.h"
#include "../../../userspace/sipmapctl/argument.h"
#include "../../../userspace/sipmapctl/command.h"

struct sipmap_knl {
	const char *error;
};

static bool fake(const char *fault)
{
	const char *wanted = getenv("SIPMAP_FAKE");
	size_t length = strlen(fault);

	while (wanted && *wanted) {
		size_t word = strcspn(wanted, " ");

		if (word == length && !memcmp(wanted, fault, length))
			return true;
		wanted += word + !!wanted[word];
	}
	return false;
}

static struct sipmap_endpoint endpoint(const char *text)
{
	struct sipmap_endpoint made;

	if (sipmap_argument_endpoint(&made, text))
		abort();
	return made;
}

static struct sipmap_endpoint address(const char *text)
{
	struct sipmap_endpoint made;

	if (!sipmap_argument_address(&made, text))
		abort();
	return made;
}

int sipmap_knl_open(struct sipmap_knl **knl)
{
	*knl = NULL;
	if (fake("absent"))
		return -ENOENT;
	*knl = calloc(1, sizeof(**knl));
	return 0;
}

const char *sipmap_knl_open_error(int error)
{
	return error == -ENOENT ? "no module: load it" : "other";
}

void sipmap_knl_close(struct sipmap_knl *knl)
{
	free(knl);
}

const char *sipmap_knl_error(const struct sipmap_knl *knl)
{
	return knl->error;
}

static int answer(struct sipmap_knl *knl)
{
	if (!fake("denied"))
		return 0;
	knl->error = "not permitted: be root";
	return -EPERM;
}

static void fill_binding(struct sipmap_knl_binding *binding)
{
	bool six = fake("six");

	memset(binding, 0, sizeof(*binding));
	binding->has = SIPMAP_HAS(SIPMAP_A_BINDING_ID) |
		       SIPMAP_HAS(SIPMAP_A_BINDING_EXPIRES);
	if (fake("good"))
		binding->has |= SIPMAP_HAS(SIPMAP_A_BINDING_LEASE);
	binding->id = 7;
	binding->lease = 3600;
	binding->state = fake("failed") ? SIPMAP_STATE_FAILED :
					  SIPMAP_STATE_READY;
	binding->source = SIPMAP_SOURCE_STUN;
	binding->expires = 4294967;
	binding->inside = endpoint(six ?
		"[2001:db8:1111:2222:3333:4444:5555:6666]:65535" :
		"192.168.100.100:65535");
	binding->outside = endpoint(six ?
		"[2001:db8:1111:2222:3333:4444:5555:7777]:65535" :
		"100.127.255.250:65534");
	if (!fake("failed"))
		binding->public_endpoint = binding->outside;
	binding->peer = binding->outside;
	binding->ifindex = 1;
	if (fake("media")) {
		binding->has |= SIPMAP_HAS(SIPMAP_A_BINDING_CALL);
		binding->kind = SIPMAP_BINDING_RTP;
		binding->call = 3;
	}
}

static void fill_call(struct sipmap_knl_call *call)
{
	static const char call_id[] = "a\x1b[2J\xff\0b";

	memset(call, 0, sizeof(*call));
	call->has = SIPMAP_HAS(SIPMAP_A_CALL_ID) |
		    SIPMAP_HAS(SIPMAP_A_CALL_AGE);
	call->id = 3;
	memcpy(call->call_id, call_id, sizeof(call_id));
	call->call_id_length = sizeof(call_id) - 1;
	call->state = SIPMAP_CALL_CONFIRMED;
	call->inside = endpoint("192.168.1.10:5060");
	call->peer = endpoint("198.51.100.1:5060");
	call->age = 61;
}

static void fill_realm(struct sipmap_knl_realm *realm)
{
	memset(realm, 0, sizeof(*realm));
	realm->has = SIPMAP_HAS(SIPMAP_A_REALM_NAME);
	strcpy(realm->name, "wan0");
	realm->address = address("100.64.0.2");
	realm->public_address = address("203.0.113.7");
	realm->ifindex = 1;
	realm->mapping = SIPMAP_MAPPING_ENDPOINT_INDEPENDENT;
	strcpy(realm->verdict, "one NAT, \"friendly\"");
	strcpy(realm->type, "Port Restricted Cone NAT");
	realm->filtering = SIPMAP_FILTERING_ADDRESS_AND_PORT_DEPENDENT;
	realm->hairpin = SIPMAP_FINDING_NO;
	realm->preserves = SIPMAP_FINDING_YES;
	realm->nats = 1;
	realm->lifetime = 90;
	realm->stun = fake("lost") ? SIPMAP_FINDING_NO : SIPMAP_FINDING_YES;
	if (fake("symmetric"))
		realm->mapping = SIPMAP_MAPPING_ADDRESS_DEPENDENT;
	if (fake("unjudged") || fake("silent"))
		realm->mapping = SIPMAP_MAPPING_UNKNOWN;
	if (fake("unjudged"))
		realm->verdict[0] = '\0';
	if (fake("alg"))
		realm->alters = SIPMAP_FINDING_YES;
	if (fake("static"))
		realm->static_address = address("203.0.113.8");
	realm->translates = 1;
}

static void fill(struct sipmap_knl_object *object, u8 command)
{
	memset(object, 0, sizeof(*object));
	object->command = command;
	switch (command) {
	case SIPMAP_CMD_REALM_GET:
	case SIPMAP_CMD_REALM_NTF:
		object->type = SIPMAP_KNL_REALM;
		fill_realm(&object->realm);
		break;
	case SIPMAP_CMD_CALL_GET:
	case SIPMAP_CMD_CALL_DEL_NTF:
		object->type = SIPMAP_KNL_CALL;
		fill_call(&object->call);
		break;
	case SIPMAP_CMD_COUNTER_GET:
		object->type = SIPMAP_KNL_COUNTER;
		strcpy(object->counter.name,
		       fake("helper") ? "other-helper" : "rewritten");
		object->counter.value = 5000000000;
		break;
	default:
		object->type = SIPMAP_KNL_BINDING;
		fill_binding(&object->binding);
	}
}

int sipmap_knl_dump(struct sipmap_knl *knl, u8 command,
		    sipmap_knl_object_t take, void *arg)
{
	struct sipmap_knl_object object;
	int error = answer(knl);

	fill(&object, command);
	if (!error && !fake("empty"))
		take(&object, arg);
	return error;
}

int sipmap_knl_status_get(struct sipmap_knl *knl,
			  struct sipmap_knl_status *status)
{
	memset(status, 0, sizeof(*status));
	strcpy(status->version, fake("good") ? SIPMAP_VERSION : "1.2.3");
	status->enabled = !fake("off");
	status->agent = fake("good") || fake("testing") || fake("deaf");
	status->bindings = fake("full") ? 90 : 12;
	status->bindings_max = 100;
	return answer(knl);
}

int sipmap_knl_realm_set(struct sipmap_knl *knl,
			 const struct sipmap_knl_realm *realm)
{
	char text[SIPMAP_ARGUMENT_TEXT_MAX];

	fprintf(stderr, "realm-set has=%x %s %s\n", realm->has, realm->name,
		sipmap_argument_address_text(&realm->static_address, text));
	return answer(knl);
}

static void print_binding(const char *what,
			  const struct sipmap_knl_binding *binding)
{
	char inside[SIPMAP_ARGUMENT_TEXT_MAX];
	char public_endpoint[SIPMAP_ARGUMENT_TEXT_MAX];

	fprintf(stderr, "%s has=%x %s %s %s\n", what, binding->has,
		sipmap_source_name(binding->source),
		sipmap_argument_text(&binding->inside, inside),
		sipmap_argument_text(&binding->public_endpoint,
				     public_endpoint));
}

int sipmap_knl_binding_set(struct sipmap_knl *knl,
			   const struct sipmap_knl_binding *binding)
{
	print_binding("binding-set", binding);
	return answer(knl);
}

int sipmap_knl_binding_del(struct sipmap_knl *knl,
			   const struct sipmap_knl_binding *which)
{
	print_binding("binding-del", which);
	return answer(knl);
}

int sipmap_knl_flush(struct sipmap_knl *knl, u32 ifindex)
{
	fprintf(stderr, "flush %u\n", ifindex);
	return answer(knl);
}

int sipmap_knl_subscribe(struct sipmap_knl *knl)
{
	return answer(knl);
}

int sipmap_knl_event_fd(const struct sipmap_knl *knl)
{
	(void)knl;
	return 0;	/* standard input, at its end: always readable */
}

/* an agent that judges: one test, and the end */
static void tell_test(sipmap_knl_object_t take, void *arg)
{
	struct sipmap_knl_object object;

	memset(&object, 0, sizeof(object));
	object.command = SIPMAP_CMD_REALM_NTF;
	object.type = SIPMAP_KNL_REALM;
	object.realm.ifindex = 1;
	object.realm.test = SIPMAP_TEST_STEP;
	strcpy(object.realm.step, "filtering, from another port: no answer");
	take(&object, arg);
	object.realm.test = SIPMAP_TEST_DONE;
	take(&object, arg);
}

int sipmap_knl_events(struct sipmap_knl *knl, sipmap_knl_object_t take,
		      void *arg)
{
	static const u8 commands[] = {
		SIPMAP_CMD_REALM_NTF,
		SIPMAP_CMD_BINDING_NTF,
		SIPMAP_CMD_CALL_DEL_NTF,
	};
	struct sipmap_knl_object object;
	size_t i;

	(void)knl;
	if (fake("testing")) {
		tell_test(take, arg);
		return 0;
	}
	for (i = 0; i < ARRAY_SIZE(commands); i++) {
		fill(&object, commands[i]);
		take(&object, arg);
	}
	return -ENODEV;
}
