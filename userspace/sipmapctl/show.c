// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What the module did not say is left out: "no P yet" and "P is nothing" must
 * not look alike.
 */
#include "../common/advice.h"
#include "../common/names.h"
#include "argument.h"
#include "json.h"
#include "kernel.h"
#include "show.h"

/**
 * sipmap_show_endpoint() - add an endpoint
 * @to: an object, or an array
 * @key: its name; NULL in an array
 * @endpoint: left out where it is not set
 */
void sipmap_show_endpoint(struct odict *to, const char *key,
			  const struct sipmap_endpoint *endpoint)
{
	char text[SIPMAP_ARGUMENT_TEXT_MAX];

	if (endpoint->family != SIPMAP_FAMILY_NONE)
		sipmap_json_add_text(to, key,
				     sipmap_argument_text(endpoint, text));
}

static void show_address(struct odict *to, const char *key,
			 const struct sipmap_endpoint *address)
{
	char text[SIPMAP_ARGUMENT_TEXT_MAX];

	if (address->family != SIPMAP_FAMILY_NONE)
		sipmap_json_add_text(to, key,
				     sipmap_argument_address_text(address,
								  text));
}

static void show_number(struct odict *to, const char *key, u32 has,
			unsigned int attribute, u32 value)
{
	if (has & SIPMAP_HAS(attribute))
		sipmap_json_add_number(to, key, value);
}

static void show_interface(struct odict *to, u32 ifindex)
{
	char name[IF_NAMESIZE];

	if (ifindex)
		sipmap_json_add_text(to, "interface",
				     sipmap_kernel_interface(ifindex, name));
}

static void show_nat(struct odict *to, const struct sipmap_knl_realm *realm)
{
	sipmap_json_add_text(to, "filtering",
			     sipmap_filtering_name(realm->filtering));
	sipmap_json_add_text(to, "hairpinning",
			     sipmap_finding_name(realm->hairpin));
	sipmap_json_add_text(to, "ports_kept",
			     sipmap_finding_name(realm->preserves));
	sipmap_json_add_text(to, "sip_rewriter",
			     sipmap_finding_name(realm->alters));
	sipmap_json_add_text(to, "stun_answers",
			     sipmap_finding_name(realm->stun));
	sipmap_json_add_bool(to, "carrier_nat", sipmap_advice_carrier(realm));
	show_number(to, "nats_at_least", realm->has, SIPMAP_A_REALM_NATS,
		    realm->nats);
	if (realm->lifetime)
		sipmap_json_add_number(to, "mapping_lifetime",
				       realm->lifetime);
	if (*realm->type)
		sipmap_json_add_text(to, "type", realm->type);
}

/**
 * sipmap_show_realm() - add what is known of a realm
 * @to: an object
 * @realm: the realm
 */
void sipmap_show_realm(struct odict *to, const struct sipmap_knl_realm *realm)
{
	if (realm->has & SIPMAP_HAS(SIPMAP_A_REALM_NAME))
		sipmap_json_add_text(to, "interface", realm->name);
	else
		show_interface(to, realm->ifindex);
	show_number(to, "ifindex", realm->has, SIPMAP_A_REALM_IFINDEX,
		    realm->ifindex);
	show_address(to, "outside_address", &realm->address);
	show_address(to, "outside_address_ipv6", &realm->address_ipv6);
	show_address(to, "public_address", &realm->public_address);
	show_address(to, "static_address", &realm->static_address);
	sipmap_json_add_text(to, "mapping",
			     sipmap_mapping_name(realm->mapping));
	show_nat(to, realm);
	if (realm->has & SIPMAP_HAS(SIPMAP_A_REALM_TRANSLATES))
		sipmap_json_add_bool(to, "translates", realm->translates);
	if (*realm->verdict)
		sipmap_json_add_bytes(to, "verdict", realm->verdict,
				      strlen(realm->verdict));
}

/**
 * sipmap_show_binding() - add what is known of a binding
 * @to: an object
 * @binding: the binding
 */
void sipmap_show_binding(struct odict *to,
			 const struct sipmap_knl_binding *binding)
{
	u32 has = binding->has;

	show_number(to, "id", has, SIPMAP_A_BINDING_ID, binding->id);
	sipmap_json_add_text(to, "kind", sipmap_kind_name(binding->kind));
	sipmap_json_add_text(to, "state", sipmap_state_name(binding->state));
	sipmap_json_add_text(to, "source",
			     sipmap_source_name(binding->source));
	sipmap_show_endpoint(to, "inside", &binding->inside);
	sipmap_show_endpoint(to, "outside", &binding->outside);
	sipmap_show_endpoint(to, "public", &binding->public_endpoint);
	sipmap_show_endpoint(to, "peer", &binding->peer);
	show_interface(to, binding->ifindex);
	show_number(to, "expires", has, SIPMAP_A_BINDING_EXPIRES,
		    binding->expires);
	show_number(to, "lease", has, SIPMAP_A_BINDING_LEASE, binding->lease);
	show_number(to, "pair", has, SIPMAP_A_BINDING_PAIR, binding->pair);
	show_number(to, "call", has, SIPMAP_A_BINDING_CALL, binding->call);
	sipmap_json_add_bool(to, "held", binding->held);
}

/**
 * sipmap_show_call() - add what is known of a call
 * @to: an object
 * @call: the call
 */
void sipmap_show_call(struct odict *to, const struct sipmap_knl_call *call)
{
	u32 has = call->has;

	show_number(to, "id", has, SIPMAP_A_CALL_ID, call->id);
	sipmap_json_add_bytes(to, "call_id", call->call_id,
			      call->call_id_length);
	sipmap_json_add_text(to, "state",
			     sipmap_call_state_name(call->state));
	sipmap_json_add_text(to, "direction", call->inbound ? "in" : "out");
	sipmap_show_endpoint(to, "inside", &call->inside);
	sipmap_show_endpoint(to, "peer", &call->peer);
	show_number(to, "age", has, SIPMAP_A_CALL_AGE, call->age);
	show_number(to, "expires", has, SIPMAP_A_CALL_EXPIRES, call->expires);
	show_number(to, "streams", has, SIPMAP_A_CALL_STREAMS, call->streams);
	if (*call->end)
		sipmap_json_add_bytes(to, "end", call->end,
				      strlen(call->end));
}
