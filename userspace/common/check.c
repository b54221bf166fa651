// SPDX-License-Identifier: GPL-2.0-or-later
/* What the module's own tables tell: is sipmap at work, and for whom? */
#include <inttypes.h>
#include <string.h>

#include "advice.h"
#include "check.h"

/* a table that is as full as this will soon turn something away, percent */
#define NEARLY_FULL 90

static void check_enabled(struct sipmap_symptoms *findings,
			  const struct sipmap_state *state)
{
	static const struct sipmap_symptom off = {
		SIPMAP_FAULT, "enabled", NULL,
		"sysctl -w net.sipmap.enabled=1; for good in /etc/sysctl.d/60-sipmap.conf",
	};

	if (!state->status.enabled)
		sipmap_symptom_add(findings, &off,
				   "the module is not enabled in this network namespace: SIP passes unchanged");
}

static bool is_static(const struct sipmap_knl_realm *realm)
{
	return realm->static_address.family != SIPMAP_FAMILY_NONE;
}

static bool all_static(const struct sipmap_state *state)
{
	size_t i;

	for (i = 0; i < state->realms; i++)
		if (!is_static(&state->realm[i]))
			return false;
	return state->realms > 0;
}

static void check_agent(struct sipmap_symptoms *findings,
			const struct sipmap_state *state)
{
	static const struct sipmap_symptom gone = {
		SIPMAP_FAULT, "agent", NULL,
		"systemctl start sipmapd; why it ended: journalctl -u sipmapd",
	};
	static const struct sipmap_symptom lineless = {
		SIPMAP_FAULT, "interface", NULL,
		"bring the line up (ip route show default), or name the interface in /etc/sipmap/sipmapd.conf",
	};

	if (!state->status.agent && !all_static(state))
		sipmap_symptom_add(findings, &gone,
				   "no agent is connected: public endpoints are neither measured nor kept alive");
	else if (!state->realms)
		sipmap_symptom_add(findings, &lineless,
				   "no outside interface is known: there is no default route");
}

static const char *realm_name(const struct sipmap_knl_realm *realm)
{
	return *realm->name ? realm->name : "outside";
}

/* a NAT that is not examined yet is no trouble, one that cannot be is */
static void check_nat(struct sipmap_symptoms *findings,
		      const struct sipmap_knl_realm *realm)
{
	static const struct sipmap_symptom young = {
		SIPMAP_NOTE, "nat", NULL,
		"wait for some seconds, then look again",
	};
	struct sipmap_symptom found = {
		SIPMAP_WARNING, "nat", NULL, sipmap_advice(realm),
	};
	const char *name = realm_name(realm);

	if (realm->alters == SIPMAP_FINDING_YES) {
		found.check = "alg";
	} else if (realm->mapping == SIPMAP_MAPPING_UNKNOWN) {
		found.check = "stun";
		if (!*realm->verdict) {
			sipmap_symptom_add(findings, &young,
					   "%s: the NAT has not been examined yet",
					   name);
			return;
		}
	} else if (realm->mapping != SIPMAP_MAPPING_ADDRESS_DEPENDENT &&
		   realm->mapping !=
		   SIPMAP_MAPPING_ADDRESS_AND_PORT_DEPENDENT) {
		return;
	}
	sipmap_symptom_add(findings, &found, "%s: %s", name, realm->verdict);
}

/* the verdict stays what it was when a server answered last */
static void check_stun(struct sipmap_symptoms *findings,
		       const struct sipmap_knl_realm *realm)
{
	struct sipmap_symptom silent = {
		SIPMAP_WARNING, "stun", NULL, sipmap_advice_stun(realm),
	};

	if (silent.remedy)
		sipmap_symptom_add(findings, &silent,
				   "%s: no STUN server answers at this time: new public endpoints cannot be measured",
				   realm_name(realm));
}

/* what nobody measures needs no second complaint */
static void check_realms(struct sipmap_symptoms *findings,
			 const struct sipmap_state *state)
{
	size_t i;

	for (i = 0; state->status.agent && i < state->realms; i++) {
		if (is_static(&state->realm[i]))
			continue;
		check_nat(findings, &state->realm[i]);
		check_stun(findings, &state->realm[i]);
	}
}

static void check_phone(struct sipmap_symptoms *findings,
			const struct sipmap_knl_binding *phone)
{
	bool ipv6 = phone->outside.family == SIPMAP_FAMILY_IPV6;
	struct sipmap_symptom failed = {
		SIPMAP_WARNING, "phones", NULL,
		ipv6 ? "give it a global address, or translate to one: what stands further out is not measured over IPv6" :
		       "see sipmapctl nat for what is wrong with the measurement",
	};
	char text[SIPMAP_ENDPOINT_TEXT_MAX];
	size_t length;

	if (phone->state != SIPMAP_STATE_FAILED)
		return;
	length = sipmap_endpoint_print(&phone->inside, text);
	sipmap_symptom_add(findings, &failed,
			   "no public endpoint could be found for the phone %.*s",
			   (int)length, text);
}

static void check_phones(struct sipmap_symptoms *findings,
			 const struct sipmap_state *state)
{
	static const struct sipmap_symptom none = {
		SIPMAP_NOTE, "phones", NULL,
		"have a phone register again (restart it); if it uses another port than 5060: sysctl net.sipmap.ports",
	};
	static const struct sipmap_symptom failed = {
		SIPMAP_WARNING, "phones", NULL,
		"see sipmapctl nat for what is wrong with the measurement",
	};
	size_t i;

	if (!state->phones)
		sipmap_symptom_add(findings, &none,
				   "no phone has been seen yet");
	for (i = 0; i < state->phones; i++)
		check_phone(findings, &state->phone[i]);
	if (state->media_failed)
		sipmap_symptom_add(findings, &failed,
				   "no public endpoint could be found for %zu media ports: these calls may have no sound",
				   state->media_failed);
}

static void check_table(struct sipmap_symptoms *findings, const char *what,
			u32 count, u32 max, const char *remedy)
{
	struct sipmap_symptom full = {
		SIPMAP_WARNING, "limits", NULL, remedy,
	};

	if (max && count >= (u64)max * NEARLY_FULL / 100)
		sipmap_symptom_add(findings, &full,
				   "the table of %s is nearly full: %u of at most %u",
				   what, count, max);
}

/**
 * sipmap_check_module - is sipmap at work, and for whom?
 * @findings: the list
 * @state: the module's tables
 */
void sipmap_check_module(struct sipmap_symptoms *findings,
			 const struct sipmap_state *state)
{
	const struct sipmap_knl_status *status = &state->status;

	check_enabled(findings, state);
	check_agent(findings, state);
	check_realms(findings, state);
	if (status->enabled)
		check_phones(findings, state);
	check_table(findings, "bindings", status->bindings,
		    status->bindings_max,
		    "raise sysctl net.sipmap.max_bindings");
	check_table(findings, "calls", status->calls, status->calls_max,
		    "raise sysctl net.sipmap.max_calls");
}

/* a counter that should stand still, and what it means if it does not */
static const struct history {
	const char *counter;
	const char *text;
	const char *remedy;
} histories[] = {
	{ "other-helper", "messages were left to another conntrack helper",
	  "take the other helper off SIP: ct helper, iptables -j CT --helper sip, nf_conntrack_sip" },
	{ "hold-expired", "messages waited in vain for their public endpoint",
	  "take a STUN server that is nearer, or raise sysctl net.sipmap.hold_ms" },
	{ "binding-limit", "bindings were refused: the table was full",
	  "raise sysctl net.sipmap.max_bindings" },
	{ "host-limit", "bindings were refused: one phone had too many",
	  "for a PBX raise sysctl net.sipmap.max_bindings_per_host" },
	{ "call-limit", "calls were not followed: the table was full",
	  "raise sysctl net.sipmap.max_calls" },
	{ "no-port", "times no outside port was free",
	  "widen sysctl net.sipmap.media_ports" },
	{ "no-memory", "times there was no memory",
	  "free memory, or lower the limits under sysctl net.sipmap" },
};

/**
 * sipmap_check_history - what has gone wrong since the module was loaded
 * @findings: the list
 * @state: the module's tables
 *
 * It may have been cured long ago: these are notes.
 */
void sipmap_check_history(struct sipmap_symptoms *findings,
			  const struct sipmap_state *state)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(histories); i++) {
		struct sipmap_symptom note = {
			SIPMAP_NOTE, "counters", NULL, histories[i].remedy,
		};
		u64 value = sipmap_state_counter(state, histories[i].counter);

		if (value)
			sipmap_symptom_add(findings, &note,
					   "since the module was loaded: %" PRIu64 " %s",
					   value, histories[i].text);
	}
}
