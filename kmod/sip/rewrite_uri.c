// SPDX-License-Identifier: GPL-2.0-only
/* The host and port of one URI. */
#include "cursor.h"
#include "explain.h"
#include "number.h"

/*
 * A person's address has no port, whatever port the phone uses, so an absent
 * one stands for the flow's.
 */
static enum sipmap_owner
sipmap_uri_lookup(struct sipmap_rewrite *rewrite,
		  const struct sipmap_host_port *host_port,
		  enum sipmap_shape shape, struct sipmap_endpoint *to,
		  u8 *written)
{
	const struct sipmap_view *view = rewrite->view;
	enum sipmap_owner owner;

	owner = sipmap_lookup(rewrite, &host_port->endpoint, to, written);
	if (owner != SIPMAP_OWN_UNKNOWN || host_port->has_port ||
	    shape != SIPMAP_SHAPE_IDENTITY || !view->public_endpoint.family)
		return owner;
	*to = view->public_endpoint;
	return SIPMAP_OWN;
}

/*
 * OUT, the port is always written, but for a person's address where it says
 * nothing. IN, it is written if the phone wrote it, or if leaving it out would
 * name another endpoint.
 */
static bool sipmap_uri_wants_port(const struct sipmap_rewrite *rewrite,
				  const struct sipmap_uri *uri,
				  enum sipmap_shape shape,
				  const struct sipmap_endpoint *to, u8 written)
{
	bool identity = shape == SIPMAP_SHAPE_IDENTITY;

	if (rewrite->view->direction == SIPMAP_OUT)
		return !identity || uri->host_port.has_port ||
		       to->port != uri->default_port;
	if (identity)
		return written & SIPMAP_WROTE_IDENTITY_PORT;
	return (written & SIPMAP_WROTE_CONTACT_PORT) ||
	       to->port != uri->default_port;
}

/* An endpoint that stays as it is: why? */
static void sipmap_uri_declined(struct sipmap_rewrite *rewrite,
				enum sipmap_owner owner, u8 written,
				enum sipmap_shape shape,
				struct sipmap_span span)
{
	enum sipmap_outcome outcome = SIPMAP_OUTCOME_SAME;

	if (owner == SIPMAP_FOREIGN)
		outcome = SIPMAP_OUTCOME_FOREIGN;
	else if (owner == SIPMAP_OWN_UNKNOWN)
		outcome = shape == SIPMAP_SHAPE_CONTACT ?
			  SIPMAP_OUTCOME_NO_PUBLIC :
			  SIPMAP_OUTCOME_LEFT_UNBOUND;
	else if (written & SIPMAP_WROTE_CONTACT_PUBLIC)
		outcome = SIPMAP_OUTCOME_BY_PHONE;
	sipmap_explain(rewrite, rewrite->rule, outcome, span);
}

/* One that sipmap_uri_parse() does not take: is that our fault? */
static void sipmap_uri_strange(struct sipmap_rewrite *rewrite,
			       struct sipmap_span span,
			       enum sipmap_shape shape)
{
	enum sipmap_outcome outcome = shape == SIPMAP_SHAPE_CONTACT ?
				      SIPMAP_OUTCOME_LEFT_CONTACT :
				      SIPMAP_OUTCOME_LEFT_URI;
	struct sipmap_span scheme = { span.offset, 0 };
	const char *data = rewrite->message->data;

	while (scheme.length < span.length &&
	       sipmap_is_alpha((u8)data[span.offset + scheme.length]))
		scheme.length++;
	if (SIPMAP_SPAN_IS(data, span, "*"))
		outcome = SIPMAP_OUTCOME_ALL_CONTACTS;
	else if (scheme.length && scheme.length < span.length &&
		 data[span.offset + scheme.length] == ':' &&
		 !SIPMAP_SPAN_IS(data, scheme, "sip") &&
		 !SIPMAP_SPAN_IS(data, scheme, "sips"))
		outcome = SIPMAP_OUTCOME_SCHEME;
	sipmap_explain(rewrite, rewrite->rule, outcome, span);
}

/* TCP and its like are another endpoint, even at the same address and port. */
static void sipmap_uri_other_transport(struct sipmap_rewrite *rewrite,
				       const struct sipmap_uri *uri)
{
	const struct sipmap_host_port *host_port = &uri->host_port;
	struct sipmap_endpoint maddr;
	struct sipmap_endpoint to;
	u8 written;

	if (sipmap_endpoint_from_host(&maddr, rewrite->message->data +
				      uri->maddr.offset, uri->maddr.length))
		maddr.port = host_port->endpoint.port;
	if (sipmap_lookup(rewrite, &host_port->endpoint, &to, &written) ==
	    SIPMAP_FOREIGN &&
	    sipmap_lookup(rewrite, &maddr, &to, &written) ==
	    SIPMAP_FOREIGN)
		sipmap_explain(rewrite, rewrite->rule, SIPMAP_OUTCOME_FOREIGN,
			       host_port->span);
	else
		sipmap_explain(rewrite, rewrite->rule,
			       SIPMAP_OUTCOME_LEFT_TRANSPORT, host_port->span);
}

/* ";maddr=" says where to send, so host or name stay; the port goes along. */
static enum sipmap_owner
sipmap_rewrite_maddr(struct sipmap_rewrite *rewrite,
		     const struct sipmap_uri *uri, enum sipmap_shape shape)
{
	const struct sipmap_host_port *host_port = &uri->host_port;
	char text[SIPMAP_ENDPOINT_TEXT_MAX] = ":";
	struct sipmap_endpoint from;
	struct sipmap_endpoint to;
	enum sipmap_owner owner;
	struct sipmap_span tail;
	size_t length = 0;
	u8 written;

	if (!sipmap_endpoint_from_host(&from, rewrite->message->data +
				       uri->maddr.offset, uri->maddr.length))
		return SIPMAP_FOREIGN;
	from.port = host_port->endpoint.port;
	owner = sipmap_lookup(rewrite, &from, &to, &written);
	if (owner != SIPMAP_OWN || (written & SIPMAP_WROTE_CONTACT_PUBLIC) ||
	    sipmap_endpoint_equal(&from, &to)) {
		sipmap_uri_declined(rewrite, owner, written, shape,
				    uri->maddr);
		return owner;
	}
	sipmap_explain(rewrite, rewrite->rule, SIPMAP_OUTCOME_OWN, uri->maddr);
	tail.offset = host_port->host.offset + host_port->host.length;
	tail.length = host_port->span.length - host_port->host.length;
	if (sipmap_uri_wants_port(rewrite, uri, shape, &to, written))
		length = 1 + sipmap_number_print(to.port, text + 1);
	if (!sipmap_endpoint_is_unicast(&host_port->endpoint))
		sipmap_replace(rewrite, tail, text, length);
	sipmap_replace_address(rewrite, uri->maddr, &to, true);
	return owner;
}

/**
 * sipmap_rewrite_uri - put the right host and port into one URI
 * @rewrite: the plan in the making
 * @span: the URI, without brackets
 * @shape: where it stands (enum sipmap_shape)
 * @uri: its parts, where it is one that can be understood; else no family
 *
 * User part, parameters and embedded headers stay as they are. So does a URI
 * with another transport than UDP, which names another endpoint.
 *
 * Return: whose endpoint the URI names.
 */
enum sipmap_owner sipmap_rewrite_uri(struct sipmap_rewrite *rewrite,
				     struct sipmap_span span,
				     enum sipmap_shape shape,
				     struct sipmap_uri *uri)
{
	const struct sipmap_view *view = rewrite->view;
	enum sipmap_owner maddr = SIPMAP_FOREIGN;
	struct sipmap_endpoint to;
	enum sipmap_owner owner;
	u8 written = 0;

	if (!sipmap_uri_parse(uri, rewrite->message->data, span,
			      rewrite->known)) {
		sipmap_uri_strange(rewrite, span, shape);
		return SIPMAP_FOREIGN;
	}
	if (uri->other_transport) {
		sipmap_uri_other_transport(rewrite, uri);
		return SIPMAP_FOREIGN;
	}
	if (uri->maddr.length) {
		maddr = sipmap_rewrite_maddr(rewrite, uri, shape);
		if (maddr == SIPMAP_OWN_UNKNOWN)
			return maddr;
	}
	owner = sipmap_uri_lookup(rewrite, &uri->host_port, shape, &to,
				  &written);
	if (view->direction == SIPMAP_OUT)
		written = 0;
	if (owner != SIPMAP_OWN || (written & SIPMAP_WROTE_CONTACT_PUBLIC) ||
	    sipmap_endpoint_equal(&uri->host_port.endpoint, &to)) {
		sipmap_uri_declined(rewrite, owner, written, shape,
				    uri->host_port.span);
		if (owner == SIPMAP_FOREIGN)
			return maddr;
		return owner;
	}
	sipmap_explain(rewrite, rewrite->rule, SIPMAP_OUTCOME_OWN,
		       uri->host_port.span);
	sipmap_replace_host_port(rewrite, &uri->host_port, &to,
				 sipmap_uri_wants_port(rewrite, uri, shape,
						       &to, written));
	return owner;
}
