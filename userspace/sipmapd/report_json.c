// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The report as JSON, for the status page. libre's encoder takes care of
 * quotation marks and the like; what is no UTF-8 is dealt with here.
 */
#include <errno.h>
#include <string.h>

#include "compat.h"
#include "convert.h"
#include "report.h"
#include "../common/advice.h"
#include "../common/names.h"

#define BUCKETS 16
/* phones and calls beyond this are counted, not listed */
#define LISTED 100

/* a part of the document, and whether there was memory for all of it */
struct writer {
	struct odict *object;
	int *err;
};

static void add_text(struct writer to, const char *key, const char *text)
{
	*to.err |= odict_entry_add(to.object, key, ODICT_STRING, text);
}

static void add_number(struct writer to, const char *key, u64 number)
{
	*to.err |= odict_entry_add(to.object, key, ODICT_INT, number);
}

static void add_bool(struct writer to, const char *key, bool yes)
{
	*to.err |= odict_entry_add(to.object, key, ODICT_BOOL, (int)yes);
}

static struct writer add_part(struct writer to, const char *key,
			      enum odict_type type)
{
	struct writer part = { .err = to.err };

	if (odict_alloc(&part.object, BUCKETS)) {
		*to.err = ENOMEM;
		return part;
	}
	*to.err |= odict_entry_add(to.object, key, type, part.object);
	mem_deref(part.object);	/* its parent holds it from now on */
	return part;
}

/* bytes of strangers: what is not printable ASCII is shown as \xNN */
static void add_bytes(struct writer to, const char *key, const char *data,
		      size_t length)
{
	static const char digits[] = "0123456789abcdef";
	char text[4 * sizeof(((struct sipmap_knl_call *)0)->call_id) + 1];
	char *end = text;
	size_t i;

	for (i = 0; i < length && end < text + sizeof(text) - 4; i++) {
		u8 byte = data[i];

		if (byte >= 0x20 && byte < 0x7f) {
			*end++ = byte;
			continue;
		}
		*end++ = '\\';
		*end++ = 'x';
		*end++ = digits[byte >> 4];
		*end++ = digits[byte & 15];
	}
	*end = '\0';
	add_text(to, key, text);
}

static void add_endpoint(struct writer to, const char *key,
			 const struct sipmap_endpoint *endpoint)
{
	char text[SIPMAP_ENDPOINT_TEXT_MAX];
	size_t length = sipmap_endpoint_print(endpoint, text);

	if (length)
		add_bytes(to, key, text, length);
}

static void add_realm(struct writer to, const struct sipmap_knl_realm *realm)
{
	add_bytes(to, "interface", realm->name, strlen(realm->name));
	add_endpoint(to, "outside", &realm->address);
	add_endpoint(to, "public",
		     realm->static_address.family != SIPMAP_FAMILY_NONE ?
		     &realm->static_address : &realm->public_address);
	add_bool(to, "static",
		 realm->static_address.family != SIPMAP_FAMILY_NONE);
	add_bool(to, "translates", realm->translates);
	add_text(to, "mapping", sipmap_mapping_name(realm->mapping));
	add_bytes(to, "type", realm->type, strlen(realm->type));
	add_text(to, "filtering", sipmap_filtering_name(realm->filtering));
	add_number(to, "lifetime", realm->lifetime);
	add_number(to, "nats", realm->nats);
	add_text(to, "advice", sipmap_advice(realm));
	add_bytes(to, "verdict", realm->verdict, strlen(realm->verdict));
}

static void add_phone(struct writer to, const struct sipmap_knl_binding *phone)
{
	add_endpoint(to, "inside", &phone->inside);
	add_endpoint(to, "outside", &phone->outside);
	add_endpoint(to, "public", &phone->public_endpoint);
	add_endpoint(to, "peer", &phone->peer);
	add_text(to, "state", sipmap_state_name(phone->state));
	add_text(to, "source", sipmap_source_name(phone->source));
	if (sipmap_state_registered(phone))
		add_number(to, "lease", phone->lease);
}

/* all streams of a call together */
static void add_sound(struct writer to, const struct sipmap_report *report,
		      u32 call)
{
	struct sipmap_sound all = { .call = call };
	size_t i;

	if (!report->sound_known)
		return;
	for (i = 0; i < report->sound_count; i++) {
		const struct sipmap_sound *sound = &report->sounds[i];

		if (sound->call != call)
			continue;
		all.out |= sound->out;
		all.in |= sound->in;
		all.counted |= sound->counted;
		all.packets_out += sound->packets_out;
		all.packets_in += sound->packets_in;
	}
	add_text(to, "sound", all.out && all.in ? "both" :
		 all.out ? "out" : all.in ? "in" : "none");
	if (!all.counted)
		return;
	add_number(to, "packets_out", all.packets_out);
	add_number(to, "packets_in", all.packets_in);
}

static void add_call(struct writer to, const struct sipmap_report *report,
		     const struct sipmap_knl_call *call)
{
	add_sound(to, report, call->id);
	add_number(to, "id", call->id);
	add_bytes(to, "call_id", call->call_id, call->call_id_length);
	add_text(to, "state", sipmap_call_state_name(call->state));
	add_bool(to, "inbound", call->inbound);
	add_endpoint(to, "inside", &call->inside);
	add_endpoint(to, "peer", &call->peer);
	add_number(to, "age", call->age);
	add_number(to, "streams", call->streams);
}

static void add_finding(struct writer to, const struct sipmap_symptom *finding)
{
	add_text(to, "check", finding->check);
	add_text(to, "severity", sipmap_severity_name(finding->severity));
	add_bytes(to, "finding", finding->text, strlen(finding->text));
	add_text(to, "remedy", finding->remedy);
}

static void add_lists(struct writer to, const struct sipmap_report *report)
{
	const struct sipmap_state *state = &report->state;
	struct writer list;
	size_t i;

	list = add_part(to, "realms", ODICT_ARRAY);
	for (i = 0; !*to.err && i < state->realms; i++)
		add_realm(add_part(list, "", ODICT_OBJECT), &state->realm[i]);
	list = add_part(to, "phones", ODICT_ARRAY);
	for (i = 0; !*to.err && i < state->phones && i < LISTED; i++)
		add_phone(add_part(list, "", ODICT_OBJECT), &state->phone[i]);
	list = add_part(to, "calls", ODICT_ARRAY);
	for (i = 0; !*to.err && i < state->calls && i < LISTED; i++)
		add_call(add_part(list, "", ODICT_OBJECT), report,
			 &state->call[i]);
	list = add_part(to, "findings", ODICT_ARRAY);
	for (i = 0; !*to.err && i < report->findings.count; i++)
		add_finding(add_part(list, "", ODICT_OBJECT),
			    &report->findings.list[i]);
	list = add_part(to, "counters", ODICT_OBJECT);
	for (i = 0; !*to.err && i < state->counters; i++)
		add_number(list, state->counter[i].name,
			   state->counter[i].value);
}

static const char *works(const struct sipmap_symptoms *findings)
{
	if (sipmap_symptoms_count(findings, SIPMAP_FAULT))
		return "no";
	return sipmap_symptoms_count(findings, SIPMAP_WARNING) ? "partly" :
								 "yes";
}

/**
 * sipmap_report_json - write the report as one JSON object
 * @to: appended to
 * @report: the report
 *
 * Return: 0 or -ENOMEM.
 */
int sipmap_report_json(struct mbuf *to, const struct sipmap_report *report)
{
	int err = 0;
	struct writer whole = { .err = &err };

	if (odict_alloc(&whole.object, BUCKETS))
		return -ENOMEM;
	add_text(whole, "works", works(&report->findings));
	add_bool(whole, "attached", report->attached);
	add_bool(whole, "enabled", report->state.status.enabled);
	add_text(whole, "version", report->state.status.version);
	add_number(whole, "phones_total", report->state.phones);
	add_number(whole, "calls_total", report->state.calls);
	add_number(whole, "stun_servers", report->servers);
	add_number(whole, "stun_servers_failing", report->failing);
	add_number(whole, "keepalives", report->tally.keepalives);
	add_lists(whole, report);
	if (!err)
		err = mbuf_printf(to, "%H\n", json_encode_odict, whole.object);
	mem_deref(whole.object);
	return err ? -ENOMEM : 0;
}
