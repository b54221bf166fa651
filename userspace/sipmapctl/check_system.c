// SPDX-License-Identifier: GPL-2.0-or-later
/* Settings of the router that SIP depends on, and that are not sipmap's. */
#include <stdio.h>
#include <string.h>

#include "argument.h"
#include "check.h"
#include "kernel.h"
#include "system.h"

#define NEARLY_FULL 90
/* the agent keeps bindings alive every 15 s unless it is told otherwise */
#define UDP_TIMEOUT_LEAST 20
#define UDP_STREAM_LEAST 60
/* PPPoE and the usual tunnels leave more than this, in bytes */
#define MTU_LEAST 1400
/* a router that believes in an earlier day has a clock that was never set */
#define EARLIEST 1767225600	/* 2026-01-01 */
#define STRICT 1

static void check_forwarding(struct sipmap_symptoms *findings)
{
	static const struct sipmap_symptom off = {
		SIPMAP_FAULT, "forwarding", NULL,
		"sysctl -w net.ipv4.ip_forward=1; for good in /etc/sysctl.d",
	};
	unsigned long value;

	if (sipmap_system_number("net/ipv4/ip_forward", &value) && !value)
		sipmap_symptom_add(findings, &off,
				   "this machine forwards no packets: it is no router");
}

static void check_conntrack(struct sipmap_symptoms *findings)
{
	static const struct sipmap_symptom full = {
		SIPMAP_WARNING, "conntrack", NULL,
		"raise sysctl net.netfilter.nf_conntrack_max, or find out who makes so many flows (conntrack -L)",
	};
	unsigned long count;
	unsigned long max;

	if (sipmap_system_number("net/netfilter/nf_conntrack_count", &count) &&
	    sipmap_system_number("net/netfilter/nf_conntrack_max", &max) &&
	    max && count >= max * NEARLY_FULL / 100)
		sipmap_symptom_add(findings, &full,
				   "conntrack is nearly full, new calls will be dropped: %lu of at most %lu flows",
				   count, max);
}

static void check_timeout(struct sipmap_symptoms *findings, const char *name,
			  unsigned long least, const char *remedy)
{
	struct sipmap_symptom brief = {
		SIPMAP_WARNING, "udp-timeout", NULL, remedy,
	};
	unsigned long value;
	char path[64];

	snprintf(path, sizeof(path), "net/netfilter/%s", name);
	if (sipmap_system_number(path, &value) && value < least)
		sipmap_symptom_add(findings, &brief,
				   "conntrack forgets UDP flows before they are kept alive: %s is %lu s",
				   name, value);
}

static void check_assigned(struct sipmap_symptoms *findings)
{
	static const struct sipmap_symptom assigned = {
		SIPMAP_WARNING, "helper", NULL,
		"sysctl -w net.netfilter.nf_conntrack_helper=0, or rmmod nf_nat_sip nf_conntrack_sip",
	};
	unsigned long value;

	if (sipmap_system_number("net/netfilter/nf_conntrack_helper", &value) &&
	    value && sipmap_system_has_module("nf_conntrack_sip"))
		sipmap_symptom_add(findings, &assigned,
				   "the kernel gives SIP flows its own helper, and sipmap leaves those alone");
}

static void check_clock(struct sipmap_symptoms *findings)
{
	static const struct sipmap_symptom unset = {
		SIPMAP_WARNING, "clock", NULL,
		"set the clock, and have NTP keep it right (timedatectl set-ntp true)",
	};
	time_t now = sipmap_system_time();
	struct tm date;

	if (now >= EARLIEST || !gmtime_r(&now, &date))
		return;
	sipmap_symptom_add(findings, &unset,
			   "the clock has not been set, it says %04d-%02d-%02d: times in logs mislead, and certificates seem not to be valid",
			   date.tm_year + 1900, date.tm_mon + 1, date.tm_mday);
}

/**
 * sipmap_check_system() - forwarding, conntrack, the clock
 * @findings: the list
 */
void sipmap_check_system(struct sipmap_symptoms *findings)
{
	check_forwarding(findings);
	check_conntrack(findings);
	check_timeout(findings, "nf_conntrack_udp_timeout", UDP_TIMEOUT_LEAST,
		      "sysctl -w net.netfilter.nf_conntrack_udp_timeout=30");
	check_timeout(findings, "nf_conntrack_udp_timeout_stream",
		      UDP_STREAM_LEAST,
		      "sysctl -w net.netfilter.nf_conntrack_udp_timeout_stream=120");
	check_assigned(findings);
	check_clock(findings);
}

static const struct sipmap_knl_realm *
realm_of(const struct sipmap_state *state,
	 const struct sipmap_knl_binding *phone)
{
	size_t i;

	for (i = 0; i < state->realms; i++)
		if (state->realm[i].ifindex == phone->ifindex)
			return &state->realm[i];
	return NULL;
}

/* the stricter one of the two counts, as in the kernel */
static bool is_strict(const char *interface)
{
	unsigned long all = 0;
	unsigned long own = 0;
	char path[64];

	snprintf(path, sizeof(path), "net/ipv4/conf/%s/rp_filter", interface);
	sipmap_system_number("net/ipv4/conf/all/rp_filter", &all);
	sipmap_system_number(path, &own);
	return (all > own ? all : own) == STRICT;
}

/* packets of the peer come in where packets to it would not leave */
static bool check_return(struct sipmap_symptoms *findings,
			 const struct sipmap_knl_realm *realm,
			 const struct sipmap_knl_binding *phone)
{
	static const struct sipmap_symptom strict = {
		SIPMAP_WARNING, "rp-filter", NULL,
		"set rp_filter of the outside interface to 2 (sysctl net.ipv4.conf.INTERFACE.rp_filter=2), or correct the route",
	};
	char text[SIPMAP_ARGUMENT_TEXT_MAX];
	char leaves[IF_NAMESIZE];

	if (!is_strict(realm->name) ||
	    !sipmap_system_route(&phone->peer, &realm->address, leaves) ||
	    !strcmp(leaves, realm->name))
		return false;
	sipmap_symptom_add(findings, &strict,
			   "packets from %s are dropped at %s: the route to it is through %s, and rp_filter is strict",
			   sipmap_argument_address_text(&phone->peer, text),
			   realm->name, leaves);
	return true;
}

static bool check_mtu(struct sipmap_symptoms *findings,
		      const struct sipmap_knl_realm *realm,
		      const struct sipmap_knl_binding *phone)
{
	static const struct sipmap_symptom narrow = {
		SIPMAP_WARNING, "mtu", NULL,
		"raise the outside MTU if the line allows it, or let the phones offer fewer codecs",
	};
	unsigned int outside = sipmap_system_mtu(realm->name);
	char lan[IF_NAMESIZE];
	unsigned int inside;

	if (!sipmap_system_route(&phone->inside, NULL, lan))
		return false;
	inside = sipmap_system_mtu(lan);
	if (!outside || outside >= inside || outside >= MTU_LEAST)
		return false;
	sipmap_symptom_add(findings, &narrow,
			   "%s takes packets of %u bytes, %s of %u: long SIP messages leave in fragments, which many NATs drop",
			   realm->name, outside, lan, inside);
	return true;
}

/**
 * sipmap_check_lines() - can packets of phones and peers take their way?
 * @findings: the list
 * @state: the module's tables
 *
 * Each fault is told once, not for each phone.
 */
void sipmap_check_lines(struct sipmap_symptoms *findings,
			const struct sipmap_state *state)
{
	bool dropped = false;
	bool narrow = false;
	size_t i;

	for (i = 0; i < state->phones; i++) {
		const struct sipmap_knl_binding *phone = &state->phone[i];
		const struct sipmap_knl_realm *realm = realm_of(state, phone);

		if (!realm)
			continue;
		if (!dropped)
			dropped = check_return(findings, realm, phone);
		if (!narrow)
			narrow = check_mtu(findings, realm, phone);
	}
}
