// SPDX-License-Identifier: GPL-2.0-only
/* Ask for bindings, and note what is to be replaced. */
#include "cursor.h"
#include "number.h"
#include "rewrite.h"

/**
 * sipmap_lookup - whose signalling endpoint is it
 * @view: the bindings
 * @from: an endpoint as it stands in the message, port filled in
 * @to: what to write instead, if it is the phone's
 * @written: IN: what the phone wrote (enum sipmap_written)
 *
 * IN, an endpoint of another phone of this router is foreign too: whoever
 * wrote it must be able to read it again.
 *
 * Return: one of enum sipmap_owner.
 */
enum sipmap_owner sipmap_lookup(const struct sipmap_view *view,
				const struct sipmap_endpoint *from,
				struct sipmap_endpoint *to, u8 *written)
{
	bool own = view->direction == SIPMAP_OUT &&
		   sipmap_endpoint_same_address(from, &view->inside);

	*written = 0;
	if (!sipmap_endpoint_is_unicast(from))
		return SIPMAP_FOREIGN;
	*to = (struct sipmap_endpoint){ 0 };
	if (!view->find(view, SIPMAP_KIND_SIGNALLING, from, to, written))
		return own ? SIPMAP_OWN_UNKNOWN : SIPMAP_FOREIGN;
	*written |= view->written;
	if (view->direction == SIPMAP_IN &&
	    !sipmap_endpoint_same_address(to, &view->inside))
		return SIPMAP_FOREIGN;
	return SIPMAP_OWN;
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
	    !memcmp(rewrite->message->data + old.offset, text, length))
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
	struct sipmap_endpoint shown = *endpoint;
	char text[SIPMAP_ENDPOINT_TEXT_MAX];

	if (!port)
		shown.port = 0;
	sipmap_replace(rewrite, old->span, text,
		       sipmap_endpoint_print(&shown, text));
}
