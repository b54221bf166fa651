// SPDX-License-Identifier: GPL-2.0-or-later
/* The report in the text format of Prometheus. */
#include <errno.h>

#include "compat.h"
#include "report.h"
#include "../common/names.h"

#ifndef SIPMAP_VERSION
#define SIPMAP_VERSION "0.1.0"
#endif

#define KINDS (SIPMAP_BINDING_RTCP + 1)
#define STATES (SIPMAP_STATE_FAILED + 1)
#define MAPPINGS (SIPMAP_MAPPING_ADDRESS_AND_PORT_DEPENDENT + 1)

/* where to, and whether all of it got there */
struct writer {
	struct mbuf *to;
	int err;
};

static void head(struct writer *writer, const char *name, const char *type,
		 const char *help)
{
	writer->err |= mbuf_printf(writer->to,
				   "# HELP %s %s\n# TYPE %s %s\n", name, help,
				   name, type);
}

static void value(struct writer *writer, const char *name, u64 number)
{
	writer->err |= mbuf_printf(writer->to, "%s %llu\n", name,
				   (unsigned long long)number);
}

/* the label's value is a word of ours, or a name of an interface */
static void labelled(struct writer *writer, const char *name,
		     const char *label, const char *text, u64 number)
{
	writer->err |= mbuf_printf(writer->to, "%s{%s=\"%s\"} %llu\n", name,
				   label, text, (unsigned long long)number);
}

static void gauge(struct writer *writer, const char *name, const char *help,
		  u64 number)
{
	head(writer, name, "gauge", help);
	value(writer, name, number);
}

static void counter(struct writer *writer, const char *name, const char *help,
		    u64 number)
{
	head(writer, name, "counter", help);
	value(writer, name, number);
}

static void write_module(struct writer *writer,
			 const struct sipmap_report *report)
{
	const struct sipmap_knl_status *status = &report->state.status;

	head(writer, "sipmap_build_info", "gauge",
	     "Version of the agent; always 1.");
	labelled(writer, "sipmap_build_info", "version", SIPMAP_VERSION, 1);
	gauge(writer, "sipmap_up",
	      "Whether the module is loaded and enabled.",
	      report->attached && status->enabled);
	gauge(writer, "sipmap_healthy",
	      "Whether nothing is found to be wrong.",
	      !sipmap_symptoms_count(&report->findings, SIPMAP_WARNING));
	gauge(writer, "sipmap_bindings", "Bindings.", status->bindings);
	gauge(writer, "sipmap_bindings_max", "The most bindings there may be.",
	      status->bindings_max);
	gauge(writer, "sipmap_calls_max", "The most calls there may be.",
	      status->calls_max);
	gauge(writer, "sipmap_warm_pairs",
	      "Pairs of media ports that wait for a call.", status->warm);
	gauge(writer, "sipmap_stun_servers",
	      "Known addresses of STUN servers.", report->servers);
	gauge(writer, "sipmap_stun_servers_failing",
	      "STUN servers that did not answer when last asked.",
	      report->failing);
}

static void write_phones(struct writer *writer,
			 const struct sipmap_state *state)
{
	u64 count[STATES] = { 0 };
	u64 registered = 0;
	u32 i;

	for (i = 0; i < state->phones; i++) {
		if (state->phone[i].state < STATES)
			count[state->phone[i].state]++;
		registered += sipmap_state_registered(&state->phone[i]);
	}
	head(writer, "sipmap_phones", "gauge",
	     "Phones, by what is known of their public endpoint.");
	for (i = SIPMAP_STATE_PENDING; i < STATES; i++)
		labelled(writer, "sipmap_phones", "state",
			 sipmap_state_name(i), count[i]);
	gauge(writer, "sipmap_phones_registered",
	      "Phones that are registered.", registered);
	gauge(writer, "sipmap_media_without_public_endpoint",
	      "Media ports whose public endpoint could not be found.",
	      state->media_failed);
}

static void write_calls(struct writer *writer,
			const struct sipmap_state *state)
{
	head(writer, "sipmap_calls", "gauge", "Calls, by how far they are.");
	labelled(writer, "sipmap_calls", "state",
		 sipmap_call_state_name(SIPMAP_CALL_EARLY),
		 state->calls_early);
	labelled(writer, "sipmap_calls", "state",
		 sipmap_call_state_name(SIPMAP_CALL_CONFIRMED),
		 state->calls_confirmed);
}

/* a name of an interface may hold any byte but '/' and white space */
static void escape(char *to, const char *from)
{
	for (; *from; from++) {
		if (*from == '"' || *from == '\\')
			*to++ = '\\';
		*to++ = *from;
	}
	*to = '\0';
}

static void write_nat(struct writer *writer, const struct sipmap_state *state)
{
	char name[2 * IF_NAMESIZE];
	size_t i;
	u32 m;

	head(writer, "sipmap_nat", "gauge",
	     "How the NAT of each outside interface maps: 1 for what it does.");
	for (i = 0; i < state->realms; i++) {
		escape(name, state->realm[i].name);
		for (m = 0; m < MAPPINGS; m++)
			writer->err |= mbuf_printf(writer->to,
				"sipmap_nat{interface=\"%s\",mapping=\"%s\"} %u\n",
				name, sipmap_mapping_name(m),
				state->realm[i].mapping == m);
	}
	head(writer, "sipmap_nat_lifetime_seconds", "gauge",
	     "How long an idle mapping of the NAT lives; 0: not known.");
	for (i = 0; i < state->realms; i++) {
		escape(name, state->realm[i].name);
		labelled(writer, "sipmap_nat_lifetime_seconds", "interface",
			 name, state->realm[i].lifetime);
	}
}

static void write_events(struct writer *writer,
			 const struct sipmap_state *state)
{
	size_t i;

	head(writer, "sipmap_events_total", "counter",
	     "What happened to messages, by reason; see sipmap(7).");
	for (i = 0; i < state->counters; i++)
		labelled(writer, "sipmap_events_total", "reason",
			 state->counter[i].name, state->counter[i].value);
}

static void write_delays(struct writer *writer,
			 const struct sipmap_tally *tally)
{
	static const unsigned int bounds[] = SIPMAP_TALLY_BOUNDS;
	u64 count = 0;
	size_t i;

	head(writer, "sipmap_hold_seconds", "histogram",
	     "How long messages waited for their public endpoints.");
	for (i = 0; i < ARRAY_SIZE(bounds); i++) {
		count += tally->bucket[i];
		writer->err |= mbuf_printf(writer->to,
			"sipmap_hold_seconds_bucket{le=\"%u.%03u\"} %llu\n",
			bounds[i] / 1000, bounds[i] % 1000,
			(unsigned long long)count);
	}
	count += tally->bucket[SIPMAP_TALLY_BUCKETS - 1];
	labelled(writer, "sipmap_hold_seconds_bucket", "le", "+Inf", count);
	writer->err |= mbuf_printf(writer->to,
				   "sipmap_hold_seconds_sum %llu.%03u\n",
				   (unsigned long long)tally->waited / 1000,
				   (unsigned int)(tally->waited % 1000));
	value(writer, "sipmap_hold_seconds_count", count);
}

/**
 * sipmap_report_metrics - write the report for Prometheus
 * @to: appended to
 * @report: the report
 *
 * Return: 0 or -ENOMEM.
 */
int sipmap_report_metrics(struct mbuf *to, const struct sipmap_report *report)
{
	const struct sipmap_tally *tally = &report->tally;
	struct writer writer = { .to = to };

	write_module(&writer, report);
	write_phones(&writer, &report->state);
	write_calls(&writer, &report->state);
	write_nat(&writer, &report->state);
	write_events(&writer, &report->state);
	gauge(&writer, "sipmap_held_messages",
	      "Messages that wait for their public endpoints.", tally->holds);
	write_delays(&writer, tally);
	counter(&writer, "sipmap_keepalives_total",
		"Keep-alives sent to peers.", tally->keepalives);
	counter(&writer, "sipmap_stun_requests_total", "STUN requests sent.",
		tally->requests);
	counter(&writer, "sipmap_stun_replies_total",
		"STUN answers received.", tally->replies);
	return writer.err ? -ENOMEM : 0;
}
