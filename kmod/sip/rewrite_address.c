// SPDX-License-Identifier: GPL-2.0-only
/* Contact, Route and their like, From and To. */
#include "address.h"
#include "explain.h"
#include "param.h"

/* OUT: what the phone wrote in its own Contact, the first one if several */
static void sipmap_contact_facts(struct sipmap_rewrite *rewrite,
				 const struct sipmap_address *address,
				 const struct sipmap_uri *uri,
				 enum sipmap_owner owner)
{
	const u8 bits = SIPMAP_WROTE_CONTACT_PORT | SIPMAP_WROTE_CONTACT_PUBLIC;
	struct sipmap_facts *facts = &rewrite->plan->facts;
	const struct sipmap_view *view = rewrite->view;
	bool public_endpoint;

	if (view->direction != SIPMAP_OUT || (facts->written_known & bits))
		return;
	public_endpoint = owner == SIPMAP_FOREIGN &&
			  sipmap_endpoint_equal(&uri->host_port.endpoint,
						&view->public_endpoint);
	if (owner == SIPMAP_FOREIGN && !public_endpoint)
		return;
	facts->written_known |= bits;
	if (facts->method == SIPMAP_METHOD_REGISTER)
		facts->instance =
			sipmap_registration_instance(rewrite->message->data,
						     address);
	if (uri->host_port.has_port)
		facts->written |= SIPMAP_WROTE_CONTACT_PORT;
	if (public_endpoint)
		facts->written |= SIPMAP_WROTE_CONTACT_PUBLIC;
}

/* One address of a value */
static enum sipmap_owner
sipmap_rewrite_address(struct sipmap_rewrite *rewrite,
		       const struct sipmap_address *address,
		       struct sipmap_span value, enum sipmap_shape shape,
		       struct sipmap_uri *uri)
{
	if (address->uri.length)
		return sipmap_rewrite_uri(rewrite, address->uri, shape, uri);
	*uri = (struct sipmap_uri){ 0 };
	sipmap_explain(rewrite, rewrite->rule, shape == SIPMAP_SHAPE_CONTACT ?
		       SIPMAP_OUTCOME_LEFT_CONTACT : SIPMAP_OUTCOME_LEFT_URI,
		       value);
	return SIPMAP_FOREIGN;
}

/**
 * sipmap_rewrite_contact - rewrite the own addresses of a Contact header field
 * @rewrite: the plan in the making
 * @value: its value; any number of addresses, or "*"
 *
 * RFC 3261 sections 8.1.1.8, 10.2.1 and 12.1.
 */
void sipmap_rewrite_contact(struct sipmap_rewrite *rewrite,
			    struct sipmap_span value)
{
	struct sipmap_cursor cursor = sipmap_cursor_in(rewrite->message->data,
						       value);
	bool lease = rewrite->view->direction == SIPMAP_IN &&
		     rewrite->message->method == SIPMAP_METHOD_REGISTER;
	struct sipmap_address address;
	struct sipmap_uri uri;

	rewrite->registration.contact = true;
	while (sipmap_address_next(&cursor, &address)) {
		enum sipmap_owner owner;

		owner = sipmap_rewrite_address(rewrite, &address, value,
					       SIPMAP_SHAPE_CONTACT, &uri);
		if (owner == SIPMAP_OWN_UNKNOWN)
			rewrite->unknown = true;
		sipmap_contact_facts(rewrite, &address, &uri, owner);
		if (lease)
			sipmap_registration_lease(rewrite, &address, &uri,
						  owner == SIPMAP_OWN);
	}
}

/*
 * Most values name hosts by name: they are seen not to hold an address before
 * anything is parsed.
 */
static bool sipmap_may_be_own(struct sipmap_rewrite *rewrite,
			      struct sipmap_span value)
{
	if (sipmap_endpoint_may_be_in(rewrite->message->data, value))
		return true;
	sipmap_explain(rewrite, rewrite->rule, SIPMAP_OUTCOME_NAMES, value);
	return false;
}

/**
 * sipmap_rewrite_route - rewrite the own addresses of a list of addresses
 * @rewrite: the plan in the making
 * @value: the header field's value
 *
 * Of a value that the phone only repeats, as in Route, most are foreign.
 */
void sipmap_rewrite_route(struct sipmap_rewrite *rewrite,
			  struct sipmap_span value)
{
	struct sipmap_cursor cursor = sipmap_cursor_in(rewrite->message->data,
						       value);
	struct sipmap_address address;
	struct sipmap_uri uri;

	if (!sipmap_may_be_own(rewrite, value))
		return;
	while (sipmap_address_next(&cursor, &address))
		sipmap_rewrite_address(rewrite, &address, value,
				       SIPMAP_SHAPE_ROUTE, &uri);
}

/* OUT: did the phone name itself with a port? */
static void sipmap_identity_facts(struct sipmap_rewrite *rewrite,
				  const struct sipmap_uri *uri)
{
	struct sipmap_facts *facts = &rewrite->plan->facts;

	if (rewrite->view->direction != SIPMAP_OUT ||
	    rewrite->message->status ||
	    !sipmap_endpoint_same_address(&uri->host_port.endpoint,
					  &rewrite->view->inside))
		return;
	facts->written_known |= SIPMAP_WROTE_IDENTITY_PORT;
	if (uri->host_port.has_port)
		facts->written |= SIPMAP_WROTE_IDENTITY_PORT;
}

/**
 * sipmap_rewrite_identity - rewrite an own address in From or To
 * @rewrite: the plan in the making
 * @value: the header field's value
 * @from: it is From, where the phone names itself
 */
void sipmap_rewrite_identity(struct sipmap_rewrite *rewrite,
			     struct sipmap_span value, bool from)
{
	const char *data = rewrite->message->data;
	struct sipmap_cursor cursor = sipmap_cursor_in(data, value);
	struct sipmap_address address;
	struct sipmap_uri uri;

	if (!sipmap_may_be_own(rewrite, value) ||
	    !sipmap_address_next(&cursor, &address))
		return;
	if (!rewrite->view->settings.identity) {
		sipmap_explain(rewrite, rewrite->rule,
			       SIPMAP_OUTCOME_IDENTITY_OFF, address.uri);
		return;
	}
	sipmap_rewrite_address(rewrite, &address, value, SIPMAP_SHAPE_IDENTITY,
			       &uri);
	if (from)
		sipmap_identity_facts(rewrite, &uri);
}
