// SPDX-License-Identifier: GPL-2.0-only
/* Ask for bindings, and note what is to be replaced. */
#include "cursor.h"
#include "number.h"
#include "rewrite.h"

static enum sipmap_owner sipmap_look(const struct sipmap_view *view,
				     const struct sipmap_endpoint *from,
				     struct sipmap_endpoint *to, u8 *written)
{
	bool own = view->direction == SIPMAP_OUT &&
		   sipmap_endpoint_same_address(from, &view->inside);

	if (!view->find(view, SIPMAP_KIND_SIGNALLING, from, to, written))
		return own ? SIPMAP_OWN_UNKNOWN : SIPMAP_FOREIGN;
	*written |= view->written;
	if (view->direction == SIPMAP_IN &&
	    !sipmap_endpoint_same_address(to, &view->inside))
		return SIPMAP_FOREIGN;
	return SIPMAP_OWN;
}

/**
 * sipmap_lookup - whose signalling endpoint is it
 * @rewrite: the plan in the making
 * @from: an endpoint as it stands in the message, port filled in
 * @to: what to write instead, if it is the phone's
 * @written: IN: what the phone wrote (enum sipmap_written)
 *
 * IN, an endpoint of another phone of this router is foreign too: whoever
 * wrote it must be able to read it again. Most messages name one endpoint
 * several times, which is looked up once.
 *
 * Return: one of enum sipmap_owner.
 */
enum sipmap_owner sipmap_lookup(struct sipmap_rewrite *rewrite,
				const struct sipmap_endpoint *from,
				struct sipmap_endpoint *to, u8 *written)
{
	struct sipmap_looked_up *last = &rewrite->looked_up;

	*written = 0;
	if (!sipmap_endpoint_is_unicast(from))
		return SIPMAP_FOREIGN;
	if (!sipmap_endpoint_equal(from, &last->from)) {
		last->from = *from;
		last->to = (struct sipmap_endpoint){ 0 };
		last->written = 0;
		last->owner = (u8)sipmap_look(rewrite->view, from, &last->to,
					      &last->written);
	}
	*to = last->to;
	*written = last->written;
	return (enum sipmap_owner)last->owner;
}

/**
 * sipmap_lookup_media - is there a binding for a media endpoint
 * @view: the bindings
 * @kind: SIPMAP_KIND_RTP or SIPMAP_KIND_RTCP
 * @from: an endpoint as it stands in the message
 * @to: what to write instead
 *
 * Return: true if there is one.
 */
bool sipmap_lookup_media(const struct sipmap_view *view,
			 enum sipmap_kind kind,
			 const struct sipmap_endpoint *from,
			 struct sipmap_endpoint *to)
{
	u8 written;

	*to = (struct sipmap_endpoint){ 0 };
	if (!sipmap_endpoint_is_unicast(from) || !from->port)
		return false;
	return view->find(view, kind, from, to, &written);
}

/**
 * sipmap_replace - note a replacement, unless it would change nothing
 * @rewrite: the plan in the making
 * @old: what is replaced
 * @text: the new text
 * @length: bytes of @text
 */
void sipmap_replace(struct sipmap_rewrite *rewrite, struct sipmap_span old,
		    const char *text, size_t length)
{
	if (old.length == length &&
	    sipmap_bytes_equal(rewrite->message->data + old.offset, text,
			       length))
		return;
	sipmap_edits_add(&rewrite->plan->edits, old.offset, old.length, text,
			 (u16)length);
}

/**
 * sipmap_replace_number - note a replacement by a number
 * @rewrite: the plan in the making
 * @old: what is replaced
 * @number: the new number
 */
void sipmap_replace_number(struct sipmap_rewrite *rewrite,
			   struct sipmap_span old, u32 number)
{
	char text[SIPMAP_NUMBER_TEXT_MAX];

	sipmap_replace(rewrite, old, text, sipmap_number_print(number, text));
}

/* Its text, with the port if it matters. */
static const struct sipmap_shown *
sipmap_show(struct sipmap_rewrite *rewrite,
	    const struct sipmap_endpoint *endpoint, bool port)
{
	struct sipmap_shown *shown = &rewrite->shown;
	char *text = shown->text;
	size_t length;

	if (sipmap_endpoint_same_address(&shown->endpoint, endpoint) &&
	    (!port || shown->endpoint.port == endpoint->port))
		return shown;
	shown->endpoint = *endpoint;
	length = sipmap_endpoint_print_address(endpoint, true, text);
	shown->host_length = (u8)length;
	if (length && endpoint->port) {
		text[length++] = ':';
		length += sipmap_number_print(endpoint->port, text + length);
	}
	shown->length = (u8)length;
	return shown;
}

/**
 * sipmap_replace_address - note a replacement by an address
 * @rewrite: the plan in the making
 * @old: what is replaced
 * @endpoint: the new address
 * @reference: put an IPv6 address in brackets, as URIs and Via want it
 */
void sipmap_replace_address(struct sipmap_rewrite *rewrite,
			    struct sipmap_span old,
			    const struct sipmap_endpoint *endpoint,
			    bool reference)
{
	const struct sipmap_shown *shown = sipmap_show(rewrite, endpoint,
						       false);

	if (reference || endpoint->family != SIPMAP_FAMILY_IPV6)
		sipmap_replace(rewrite, old, shown->text, shown->host_length);
	else
		sipmap_replace(rewrite, old, shown->text + 1,
			       shown->host_length - 2);
}

/**
 * sipmap_replace_host_port - note a replacement by an address and port
 * @rewrite: the plan in the making
 * @old: what is replaced
 * @endpoint: the new address and port
 * @port: write the port
 */
void sipmap_replace_host_port(struct sipmap_rewrite *rewrite,
			      const struct sipmap_host_port *old,
			      const struct sipmap_endpoint *endpoint,
			      bool port)
{
	const struct sipmap_shown *shown = sipmap_show(rewrite, endpoint, port);

	sipmap_replace(rewrite, old->span, shown->text,
		       port ? shown->length : shown->host_length);
}
