// SPDX-License-Identifier: GPL-2.0-or-later
#include "names.h"

static const char *pick(const char *const *names, size_t count, u32 number)
{
	return number < count ? names[number] : "unknown";
}

/**
 * sipmap_kind_name - what a binding is used for, in a word
 * @kind: one of enum sipmap_binding_kind
 *
 * Return: the word; "unknown" for a number that is not known.
 */
const char *sipmap_kind_name(u32 kind)
{
	static const char *const names[] = {
		[SIPMAP_BINDING_SIGNALLING] = "signalling",
		[SIPMAP_BINDING_RTP] = "rtp",
		[SIPMAP_BINDING_RTCP] = "rtcp",
	};

	return pick(names, ARRAY_SIZE(names), kind);
}

/**
 * sipmap_state_name - how far a binding is, in a word
 * @state: one of enum sipmap_binding_state
 *
 * Return: the word; "unknown" for a number that is not known.
 */
const char *sipmap_state_name(u32 state)
{
	static const char *const names[] = {
		[SIPMAP_STATE_WARM] = "warm",
		[SIPMAP_STATE_PENDING] = "pending",
		[SIPMAP_STATE_READY] = "ready",
		[SIPMAP_STATE_FAILED] = "failed",
	};

	return pick(names, ARRAY_SIZE(names), state);
}

/**
 * sipmap_source_name - where P is known from, in a word
 * @source: one of enum sipmap_source
 *
 * Return: the word; "unknown" for a number that is not known.
 */
const char *sipmap_source_name(u32 source)
{
	static const char *const names[] = {
		[SIPMAP_SOURCE_NONE] = "none",
		[SIPMAP_SOURCE_STATIC] = "static",
		[SIPMAP_SOURCE_PCP] = "pcp",
		[SIPMAP_SOURCE_STUN] = "stun",
		[SIPMAP_SOURCE_OBSERVED] = "observed",
	};

	return pick(names, ARRAY_SIZE(names), source);
}

/**
 * sipmap_mapping_name - a mapping behaviour in RFC 4787's words
 * @mapping: one of enum sipmap_mapping
 *
 * Return: the words; "unknown" for a number that is not known.
 */
const char *sipmap_mapping_name(u32 mapping)
{
	static const char *const names[] = {
		[SIPMAP_MAPPING_UNKNOWN] = "unknown",
		[SIPMAP_MAPPING_NONE] = "none",
		[SIPMAP_MAPPING_ENDPOINT_INDEPENDENT] = "endpoint-independent",
		[SIPMAP_MAPPING_ADDRESS_DEPENDENT] = "address-dependent",
		[SIPMAP_MAPPING_ADDRESS_AND_PORT_DEPENDENT] =
			"address-and-port-dependent",
	};

	return pick(names, ARRAY_SIZE(names), mapping);
}

/**
 * sipmap_filtering_name - a filtering behaviour in RFC 4787's words
 * @filtering: one of enum sipmap_filtering
 *
 * Return: the words; "unknown" for a number that is not known.
 */
const char *sipmap_filtering_name(u32 filtering)
{
	static const char *const names[] = {
		[SIPMAP_FILTERING_UNKNOWN] = "unknown",
		[SIPMAP_FILTERING_ENDPOINT_INDEPENDENT] =
			"endpoint-independent",
		[SIPMAP_FILTERING_ADDRESS_DEPENDENT] = "address-dependent",
		[SIPMAP_FILTERING_ADDRESS_AND_PORT_DEPENDENT] =
			"address-and-port-dependent",
	};

	return pick(names, ARRAY_SIZE(names), filtering);
}

/**
 * sipmap_finding_name - what a test has shown, in a word
 * @finding: one of enum sipmap_finding
 *
 * Return: the word; "unknown" for a number that is not known.
 */
const char *sipmap_finding_name(u32 finding)
{
	static const char *const names[] = {
		[SIPMAP_FINDING_UNKNOWN] = "unknown",
		[SIPMAP_FINDING_NO] = "no",
		[SIPMAP_FINDING_YES] = "yes",
	};

	return pick(names, ARRAY_SIZE(names), finding);
}

/**
 * sipmap_call_state_name - how far a call is, in a word
 * @state: one of enum sipmap_call_state
 *
 * Return: the word; "unknown" for a number that is not known.
 */
const char *sipmap_call_state_name(u32 state)
{
	static const char *const names[] = {
		[SIPMAP_CALL_EARLY] = "early",
		[SIPMAP_CALL_CONFIRMED] = "confirmed",
		[SIPMAP_CALL_ENDED] = "ended",
	};

	return pick(names, ARRAY_SIZE(names), state);
}
