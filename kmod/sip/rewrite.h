/* SPDX-License-Identifier: GPL-2.0-only */
/* What the rules share while one plan is made. */
#ifndef SIPMAP_SIP_REWRITE_H
#define SIPMAP_SIP_REWRITE_H

#include "message.h"
#include "plan.h"
#include "uri.h"

/**
 * struct sipmap_granted - what a 2xx to REGISTER says about the lease
 * @longest: of the Contacts that match best, seconds
 * @expires: value of Expires, seconds
 * @expires_value: where it stands
 * @match: how well they match
 * @contact: there is a Contact
 * @own: there is one that matches
 * @own_expires: one that matches says how long
 * @own_bare: one that matches does not
 * @has_expires: @expires is set
 */
struct sipmap_granted {
	u32 longest;
	u32 expires;
	struct sipmap_span expires_value;
	u8 match;
	bool contact;
	bool own;
	bool own_expires;
	bool own_bare;
	bool has_expires;
};

/**
 * struct sipmap_shown - an endpoint, written
 * @endpoint: which one
 * @text: "192.0.2.1:5060", or "[2001:db8::1]:5060"; without the port if it is 0
 * @host_length: bytes of @text before the port's colon
 * @length: bytes of @text
 *
 * Most endpoints that are written into a message are the same one.
 */
struct sipmap_shown {
	struct sipmap_endpoint endpoint;
	char text[SIPMAP_ENDPOINT_TEXT_MAX];
	u8 host_length;
	u8 length;
};

/**
 * struct sipmap_looked_up - an endpoint, looked up
 * @from: which one; family none: none yet
 * @to: what to write instead
 * @written: what the phone wrote (enum sipmap_written)
 * @owner: whose it is (enum sipmap_owner)
 */
struct sipmap_looked_up {
	struct sipmap_endpoint from;
	struct sipmap_endpoint to;
	u8 written;
	u8 owner;
};

/**
 * struct sipmap_rewrite - one plan in the making
 * @message: the message
 * @view: bindings and settings
 * @plan: edits and facts
 * @registration: what a 2xx to REGISTER says about the lease
 * @shown: the endpoint that was written last
 * @looked_up: the signalling endpoint that was looked up last
 * @known: the text of the endpoint that the phone is known by at the end that
 *         the message comes from, and the one that was read last
 * @unknown: OUT: an own endpoint in the top Via or a Contact has no public
 *           endpoint, so the message must be left alone
 * @via_done: the topmost Via has been seen
 * @rule: which header field is being looked at (enum sipmap_rule), where
 *        somebody wants to hear of it
 */
struct sipmap_rewrite {
	const struct sipmap_message *message;
	const struct sipmap_view *view;
	struct sipmap_plan *plan;
	struct sipmap_granted registration;
	struct sipmap_shown shown;
	struct sipmap_looked_up looked_up;
	struct sipmap_known known[SIPMAP_KNOWN_MAX];
	bool unknown;
	bool via_done;
	u8 rule;
};

/**
 * enum sipmap_owner - whose endpoint it is
 * @SIPMAP_FOREIGN: not the phone's, or not an endpoint
 * @SIPMAP_OWN_UNKNOWN: the phone's, but there is no binding
 * @SIPMAP_OWN: the phone's
 */
enum sipmap_owner {
	SIPMAP_FOREIGN,
	SIPMAP_OWN_UNKNOWN,
	SIPMAP_OWN,
};

/* lookup.c */
enum sipmap_owner sipmap_lookup(struct sipmap_rewrite *rewrite,
				const struct sipmap_endpoint *from,
				struct sipmap_endpoint *to, u8 *written);
bool sipmap_lookup_media(const struct sipmap_view *view,
			 enum sipmap_kind kind,
			 const struct sipmap_endpoint *from,
			 struct sipmap_endpoint *to);
void sipmap_replace(struct sipmap_rewrite *rewrite, struct sipmap_span old,
		    const char *text, size_t length);
void sipmap_replace_number(struct sipmap_rewrite *rewrite,
			   struct sipmap_span old, u32 number);
void sipmap_replace_address(struct sipmap_rewrite *rewrite,
			    struct sipmap_span old,
			    const struct sipmap_endpoint *endpoint,
			    bool reference);
void sipmap_replace_host_port(struct sipmap_rewrite *rewrite,
			      const struct sipmap_host_port *old,
			      const struct sipmap_endpoint *endpoint,
			      bool port);

/* rewrite_via.c */
void sipmap_rewrite_via(struct sipmap_rewrite *rewrite,
			struct sipmap_span value);

/* rewrite_uri.c */
enum sipmap_owner sipmap_rewrite_uri(struct sipmap_rewrite *rewrite,
				     struct sipmap_span span,
				     enum sipmap_shape shape,
				     struct sipmap_uri *uri);

/* rewrite_address.c */
void sipmap_rewrite_contact(struct sipmap_rewrite *rewrite,
			    struct sipmap_span value);
void sipmap_rewrite_route(struct sipmap_rewrite *rewrite,
			  struct sipmap_span value);
void sipmap_rewrite_identity(struct sipmap_rewrite *rewrite,
			     struct sipmap_span value, bool from);

/* rewrite_warning.c */
void sipmap_rewrite_warning(struct sipmap_rewrite *rewrite);

/* registration.c */
struct sipmap_address;

u32 sipmap_registration_instance(const char *data,
				 const struct sipmap_address *address);
u32 sipmap_registration_record(const struct sipmap_message *message);
void sipmap_registration_lower(struct sipmap_rewrite *rewrite,
			       struct sipmap_span value, u32 seconds);
void sipmap_registration_lease(struct sipmap_rewrite *rewrite,
			       const struct sipmap_address *address,
			       const struct sipmap_uri *uri, bool own);

/* rewrite_sdp.c */
void sipmap_rewrite_sdp(struct sipmap_rewrite *rewrite,
			const struct sipmap_sdp *description);

#endif /* SIPMAP_SIP_REWRITE_H */
