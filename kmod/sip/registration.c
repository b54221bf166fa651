// SPDX-License-Identifier: GPL-2.0-only
/* What a 2xx to REGISTER says about the lease (RFC 3261 section 10.3). */
#include "address.h"
#include "explain.h"
#include "number.h"
#include "param.h"
#include "rewrite.h"

/**
 * enum sipmap_match - how sure it is that a listed Contact is the phone's
 * @SIPMAP_MATCH_NONE: it is somebody else's
 * @SIPMAP_MATCH_HOST: it names another own endpoint of the phone
 * @SIPMAP_MATCH_FLOW: it names the flow's own endpoint
 * @SIPMAP_MATCH_INSTANCE: it has the phone's instance and registration, as some
 *                         registrars list it under an address of theirs
 */
enum sipmap_match {
	SIPMAP_MATCH_NONE,
	SIPMAP_MATCH_HOST,
	SIPMAP_MATCH_FLOW,
	SIPMAP_MATCH_INSTANCE,
};

/*
 * The numbers of FNV-1a, but a word at a time: a multiplication for each byte
 * is a wait for each byte.
 */
#define SIPMAP_REGISTRATION_SEED 14695981039346656037ULL
#define SIPMAP_REGISTRATION_PRIME 1099511628211ULL

static u64 sipmap_registration_mix(u64 hash, u64 word)
{
	hash = (hash ^ word) * SIPMAP_REGISTRATION_PRIME;
	return hash ^ hash >> 32;
}

/* The last word may overlap the one before; the length tells them apart. */
static u64 sipmap_registration_hash(u64 hash, const char *data,
				    struct sipmap_span span)
{
	const char *text = data + span.offset;
	const char *end = text + span.length;

	hash = sipmap_registration_mix(hash, span.length);
	if (span.length < sizeof(u64)) {
		while (text < end)
			hash = sipmap_registration_mix(hash, (u8)*text++);
		return hash;
	}
	for (; end - text > 8; text += 8)
		hash = sipmap_registration_mix(hash, sipmap_word(text));
	return sipmap_registration_mix(hash, sipmap_word(end - 8));
}

/**
 * sipmap_registration_instance - which registration a Contact is about
 * @data: start of the message
 * @address: the Contact
 *
 * RFC 5626 section 4.2: a phone keeps its +sip.instance for ever, and each of
 * its registrations its reg-id.
 *
 * Return: a number made of both; 0 without +sip.instance.
 */
u32 sipmap_registration_instance(const char *data,
				 const struct sipmap_address *address)
{
	struct sipmap_cursor cursor = sipmap_cursor_in(data, address->params);
	struct sipmap_span instance = { 0, 0 };
	struct sipmap_span reg_id = { 0, 0 };
	struct sipmap_param param;
	u64 hash;

	while (sipmap_param_next(&cursor, &param)) {
		if (!instance.length &&
		    SIPMAP_SPAN_IS(data, param.name, "+sip.instance"))
			instance = param.value;
		else if (!reg_id.length &&
			 SIPMAP_SPAN_IS(data, param.name, "reg-id"))
			reg_id = param.value;
	}
	if (!instance.length)
		return 0;
	hash = sipmap_registration_hash(SIPMAP_REGISTRATION_SEED, data,
					instance);
	hash = sipmap_registration_hash(hash, data, reg_id);
	return (u32)hash ? (u32)hash : 1;
}

/**
 * sipmap_registration_record - which address of record a REGISTER is about
 * @message: the message
 *
 * Return: a number made of the URI of its To (RFC 3261 section 10.2).
 */
u32 sipmap_registration_record(const struct sipmap_message *message)
{
	struct sipmap_address address;
	struct sipmap_cursor cursor;
	unsigned int i;

	for (i = 0; i < message->header_count; i++) {
		if (message->header[i].id != SIPMAP_HEADER_TO)
			continue;
		cursor = sipmap_cursor_in(message->data,
					  message->header[i].value);
		if (!sipmap_address_next(&cursor, &address))
			break;
		return (u32)sipmap_registration_hash(SIPMAP_REGISTRATION_SEED,
						     message->data,
						     address.uri);
	}
	return 0;
}

static enum sipmap_match
sipmap_registration_match(const struct sipmap_rewrite *rewrite,
			  const struct sipmap_address *address,
			  const struct sipmap_uri *uri, bool own)
{
	const struct sipmap_view *view = rewrite->view;

	if (view->instance && view->instance ==
	    sipmap_registration_instance(rewrite->message->data, address))
		return SIPMAP_MATCH_INSTANCE;
	if (!own)
		return SIPMAP_MATCH_NONE;
	if (sipmap_endpoint_equal(&uri->host_port.endpoint,
				  &view->public_endpoint))
		return SIPMAP_MATCH_FLOW;
	return SIPMAP_MATCH_HOST;
}

static bool sipmap_registration_is_granted(const struct sipmap_rewrite *rewrite)
{
	u16 status = rewrite->message->status;

	return status >= 200 && status < 300;
}

/**
 * sipmap_registration_lower - tell the phone of a shorter lease than granted
 * @rewrite: the plan in the making
 * @value: where the seconds stand
 * @seconds: what the registrar granted
 *
 * The phone comes back sooner, with whatever P is then; the registrar keeps the
 * longer lease.
 */
void sipmap_registration_lower(struct sipmap_rewrite *rewrite,
			       struct sipmap_span value, u32 seconds)
{
	u32 most = rewrite->view->settings.register_max;

	if (!most || seconds <= most ||
	    !sipmap_registration_is_granted(rewrite))
		return;
	sipmap_explain(rewrite, SIPMAP_RULE_EXPIRES, SIPMAP_OUTCOME_LOWERED,
		       value);
	sipmap_replace_number(rewrite, value, most);
}

/**
 * sipmap_registration_lease - how long the registrar keeps one Contact
 * @rewrite: the plan in the making
 * @address: a Contact of a 2xx to REGISTER
 * @uri: the parts of its URI
 * @own: it names an own endpoint
 *
 * A phone may keep several registrations, all of which are listed: those that
 * match best count, and of them the longest.
 */
void sipmap_registration_lease(struct sipmap_rewrite *rewrite,
			       const struct sipmap_address *address,
			       const struct sipmap_uri *uri, bool own)
{
	enum sipmap_match match = sipmap_registration_match(rewrite, address,
							    uri, own);
	struct sipmap_param expires;
	u32 seconds;
	bool bare;

	if (match == SIPMAP_MATCH_NONE)
		return;
	bare = !SIPMAP_PARAM_FIND(rewrite->message->data, address->params,
				  "expires", &expires) ||
	       !sipmap_number_parse(rewrite->message->data, expires.value,
				    &seconds);
	if (!bare)
		sipmap_registration_lower(rewrite, expires.value, seconds);
	if (match < rewrite->registration.match)
		return;
	if (match > rewrite->registration.match) {
		rewrite->registration.match = (u8)match;
		rewrite->registration.longest = 0;
		rewrite->registration.own_expires = false;
		rewrite->registration.own_bare = false;
	}
	rewrite->registration.own = true;
	if (bare) {
		rewrite->registration.own_bare = true;
		return;
	}
	rewrite->registration.own_expires = true;
	if (seconds > rewrite->registration.longest)
		rewrite->registration.longest = seconds;
}
