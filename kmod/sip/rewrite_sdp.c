// SPDX-License-Identifier: GPL-2.0-only
/* A session description: who receives media where. */
#include "explain.h"
#include "number.h"
#include "rewrite_media.h"

/* "a=rtcp:65535 IN IP6 ", an address, and line ends before and behind */
#define SIPMAP_SDP_LINE_MAX (20 + 45 + 2 * SIPMAP_SDP_END_MAX)

/**
 * struct sipmap_sdp_rewrite - one session description in the making
 * @rewrite: the plan in the making
 * @session: the session-level part
 * @media: the media descriptions
 * @media_count: how many there are
 * @from: address that the phone uses for its first mapped media
 * @to: what becomes of it; family none: leave the session-level part
 * @last: the media description that was asked about last, its endpoint, what
 *        it is to become, and its fate
 * @moves: the session-level c= is rewritten
 */
struct sipmap_sdp_rewrite {
	struct sipmap_rewrite *rewrite;
	const struct sipmap_sdp_session *session;
	const struct sipmap_sdp_media *media;
	unsigned int media_count;
	struct sipmap_endpoint from;
	struct sipmap_endpoint to;
	struct {
		const struct sipmap_sdp_media *media;
		struct sipmap_endpoint from;
		struct sipmap_endpoint to;
		enum sipmap_outcome fate;
	} last;
	bool moves;
};

/* OUT: does it name the phone's own address? */
static bool sipmap_sdp_is_phone(const struct sipmap_view *view,
				const struct sipmap_endpoint *endpoint)
{
	return view->direction == SIPMAP_OUT &&
	       sipmap_endpoint_same_address(endpoint, &view->inside);
}

/* A description that is not for us: why? */
static enum sipmap_outcome
sipmap_sdp_misfit(const struct sipmap_view *view,
		  const struct sipmap_sdp_media *media,
		  const struct sipmap_endpoint *from)
{
	if (from->family == SIPMAP_FAMILY_NONE)
		return SIPMAP_OUTCOME_NOT_UNICAST;
	if (!sipmap_sdp_is_phone(view, from))
		return SIPMAP_OUTCOME_FOREIGN;
	if (!media->port && media->fault != SIPMAP_OUTCOME_LEFT_SDP)
		return SIPMAP_OUTCOME_PORT_ZERO;
	return media->udp ? SIPMAP_OUTCOME_LEFT_CONNECTIONS : media->fault;
}

static enum sipmap_outcome
sipmap_sdp_find_fate(const struct sipmap_sdp_rewrite *sdp,
		     const struct sipmap_sdp_media *media,
		     struct sipmap_endpoint *from, struct sipmap_endpoint *to)
{
	const struct sipmap_view *view = sdp->rewrite->view;

	if (!sipmap_sdp_rtp(sdp->session, media, from))
		return sipmap_sdp_misfit(view, media, from);
	if (media->ice && !view->settings.ice)
		return SIPMAP_OUTCOME_LEFT_ICE;
	if (sipmap_lookup_media(view, SIPMAP_KIND_RTP, from, to))
		return sipmap_sdp_ice_allows(sdp->rewrite, media, from, to) ?
		       SIPMAP_OUTCOME_OWN : SIPMAP_OUTCOME_LEFT_ICE;
	return sipmap_sdp_is_phone(view, from) ?
	       SIPMAP_OUTCOME_LEFT_MEDIA_UNBOUND : SIPMAP_OUTCOME_FOREIGN;
}

/*
 * What becomes of one media description; SIPMAP_OUTCOME_OWN: it is mapped. Most
 * sessions have one, which is asked about twice.
 */
static enum sipmap_outcome
sipmap_sdp_fate(struct sipmap_sdp_rewrite *sdp,
		const struct sipmap_sdp_media *media,
		struct sipmap_endpoint *from, struct sipmap_endpoint *to)
{
	if (sdp->last.media != media) {
		sdp->last.media = media;
		sdp->last.fate = sipmap_sdp_find_fate(sdp, media,
						      &sdp->last.from,
						      &sdp->last.to);
	}
	*from = sdp->last.from;
	*to = sdp->last.to;
	return sdp->last.fate;
}

/*
 * Which address the session-level lines get: that of the first mapped media
 * which relies on them, else of the first mapped media. Where the phone has
 * put all media on hold, it is the flow's, so that o= stays the same for the
 * whole dialog (RFC 3264 section 8).
 */
static void sipmap_sdp_survey(struct sipmap_sdp_rewrite *sdp)
{
	const struct sipmap_view *view = sdp->rewrite->view;
	struct sipmap_endpoint from;
	struct sipmap_endpoint to;
	bool other = false;
	unsigned int i;

	for (i = 0; i < sdp->media_count; i++) {
		bool relies = !sdp->media[i].connection.text.length;
		enum sipmap_outcome fate;

		fate = sipmap_sdp_fate(sdp, &sdp->media[i], &from, &to);
		other = other || fate == SIPMAP_OUTCOME_LEFT_ICE ||
			fate == SIPMAP_OUTCOME_LEFT_MEDIA_UNBOUND;
		if (fate != SIPMAP_OUTCOME_OWN)
			continue;
		if (relies || !sdp->to.family) {
			sdp->from = from;
			sdp->to = to;
		}
		if (relies) {
			sdp->moves = true;
			return;
		}
	}
	if (!sdp->to.family && !other && view->direction == SIPMAP_OUT) {
		sdp->from = view->inside;
		sdp->to = view->public_endpoint;
	}
}

/* Is it the phone's own address? */
static bool sipmap_sdp_own(const struct sipmap_sdp_rewrite *sdp,
			   const struct sipmap_sdp_address *address)
{
	return sipmap_endpoint_same_address(&address->endpoint, &sdp->from) ||
	       sipmap_endpoint_same_address(&address->endpoint,
					    &sdp->rewrite->view->inside);
}

static void sipmap_sdp_note(struct sipmap_rewrite *rewrite,
			    enum sipmap_rule rule,
			    const struct sipmap_sdp_address *address,
			    enum sipmap_outcome outcome)
{
	if (!SIPMAP_EXPLAINS || !address->text.length)
		return;
	if (!address->endpoint.family)
		outcome = SIPMAP_OUTCOME_NOT_UNICAST;
	sipmap_explain(rewrite, rule, outcome, address->text);
}

static void sipmap_sdp_rewrite_origin(struct sipmap_sdp_rewrite *sdp)
{
	const struct sipmap_sdp_address *origin = &sdp->session->origin;

	if (!sipmap_sdp_own(sdp, origin)) {
		sipmap_sdp_note(sdp->rewrite, SIPMAP_RULE_ORIGIN, origin,
				SIPMAP_OUTCOME_FOREIGN);
		return;
	}
	sipmap_sdp_note(sdp->rewrite, SIPMAP_RULE_ORIGIN, origin,
			SIPMAP_OUTCOME_OWN);
	sipmap_sdp_replace_address(sdp->rewrite, origin, &sdp->to);
}

/* IN, o= stays, and c= too unless mapped media rely on it. */
static void sipmap_sdp_rewrite_session(struct sipmap_sdp_rewrite *sdp)
{
	const struct sipmap_sdp_session *session = sdp->session;
	bool out = sdp->rewrite->view->direction == SIPMAP_OUT;

	if (!sdp->to.family || !out)
		sipmap_sdp_note(sdp->rewrite, SIPMAP_RULE_ORIGIN,
				&session->origin, out ?
				SIPMAP_OUTCOME_NO_MEDIA :
				SIPMAP_OUTCOME_DIRECTION);
	if (!sdp->to.family) {
		sipmap_sdp_note(sdp->rewrite, SIPMAP_RULE_CONNECTION,
				&session->connection, SIPMAP_OUTCOME_NO_MEDIA);
		return;
	}
	if (out) {
		sipmap_sdp_rewrite_origin(sdp);
		sdp->moves = sipmap_sdp_own(sdp, &session->connection);
	}
	sipmap_sdp_note(sdp->rewrite, SIPMAP_RULE_CONNECTION,
			&session->connection, sdp->moves ? SIPMAP_OUTCOME_OWN :
			SIPMAP_OUTCOME_FOREIGN);
	if (sdp->moves)
		sipmap_sdp_replace_address(sdp->rewrite, &session->connection,
					   &sdp->to);
}

static void sipmap_sdp_insert_connection(struct sipmap_rewrite *rewrite,
					 const struct sipmap_sdp_media *media,
					 const struct sipmap_endpoint *to)
{
	char text[SIPMAP_SDP_LINE_MAX] = "..c=";
	char *line = text + SIPMAP_SDP_END_MAX;
	size_t length = 2 + sipmap_sdp_print(to, line + 2);
	struct sipmap_span place = { media->behind_line, 0 };

	sipmap_explain(rewrite, SIPMAP_RULE_CONNECTION, SIPMAP_OUTCOME_ADDED,
		       place);
	sipmap_sdp_insert(rewrite, media, media->behind_line, text, length);
}

/* RFC 3605: needed as soon as RTCP is not at the next port. */
static void sipmap_sdp_insert_rtcp(struct sipmap_rewrite *rewrite,
				   const struct sipmap_sdp_media *media,
				   const struct sipmap_endpoint *rtp,
				   const struct sipmap_endpoint *rtcp)
{
	bool elsewhere = !sipmap_endpoint_same_address(rtp, rtcp);
	char text[SIPMAP_SDP_LINE_MAX] = "..a=rtcp:";
	struct sipmap_span place = { media->attributes, 0 };
	char *line = text + SIPMAP_SDP_END_MAX;
	size_t length = 7;

	if (!elsewhere && rtcp->port == rtp->port + 1)
		return;
	sipmap_explain(rewrite, SIPMAP_RULE_RTCP, SIPMAP_OUTCOME_ADDED, place);
	length += sipmap_number_print(rtcp->port, line + length);
	if (elsewhere) {
		line[length++] = ' ';
		length += sipmap_sdp_print(rtcp, line + length);
	}
	sipmap_sdp_insert(rewrite, media, media->attributes, text, length);
}

/* RTCP without a binding, whether it is written or understood */
static void sipmap_sdp_rtcp_unbound(struct sipmap_rewrite *rewrite,
				    const struct sipmap_sdp_media *media,
				    const struct sipmap_endpoint *rtcp)
{
	struct sipmap_span span = media->rtcp_text;

	if (!span.length)
		span = media->port_text;
	if (sipmap_sdp_is_phone(rewrite->view, rtcp))
		sipmap_explain(rewrite, SIPMAP_RULE_RTCP,
			       SIPMAP_OUTCOME_LEFT_MEDIA_UNBOUND, span);
	else
		sipmap_explain(rewrite, SIPMAP_RULE_RTCP,
			       SIPMAP_OUTCOME_FOREIGN, span);
}

static void sipmap_sdp_rewrite_rtcp(struct sipmap_rewrite *rewrite,
				    const struct sipmap_sdp_media *media,
				    const struct sipmap_endpoint *from,
				    const struct sipmap_endpoint *to)
{
	char text[SIPMAP_SDP_LINE_MAX] = " ";
	struct sipmap_endpoint rtcp_from;
	struct sipmap_endpoint rtcp_to = *to;
	struct sipmap_span behind;

	if (!media->rtp)
		return;
	if (sipmap_sdp_rtcp_endpoint(media, from, &rtcp_from)) {
		if (!sipmap_lookup_media(rewrite->view, SIPMAP_KIND_RTCP,
					 &rtcp_from, &rtcp_to)) {
			sipmap_sdp_rtcp_unbound(rewrite, media, &rtcp_from);
			return;
		}
	} else if (!media->rtcp_text.length ||
		   !sipmap_endpoint_equal(&rtcp_from, from)) {
		return;
	}
	if (!media->rtcp_text.length) {
		sipmap_sdp_insert_rtcp(rewrite, media, to, &rtcp_to);
		return;
	}
	sipmap_explain(rewrite, SIPMAP_RULE_RTCP, SIPMAP_OUTCOME_OWN,
		       media->rtcp_text);
	sipmap_replace_number(rewrite, media->rtcp_text, rtcp_to.port);
	behind.offset = media->rtcp_text.offset + media->rtcp_text.length;
	behind.length = 0;
	if (media->rtcp_address.text.length)
		sipmap_sdp_replace_address(rewrite, &media->rtcp_address,
					   &rtcp_to);
	else if (!sipmap_endpoint_same_address(&rtcp_to, to))
		sipmap_replace(rewrite, behind, text,
			       1 + sipmap_sdp_print(&rtcp_to, text + 1));
}

static void sipmap_sdp_rewrite_mapped(struct sipmap_sdp_rewrite *sdp,
				      const struct sipmap_sdp_media *media,
				      const struct sipmap_endpoint *from,
				      const struct sipmap_endpoint *to)
{
	struct sipmap_rewrite *rewrite = sdp->rewrite;
	const struct sipmap_endpoint *session;

	sipmap_replace_number(rewrite, media->port_text, to->port);
	session = sdp->moves ? &sdp->to : &sdp->session->connection.endpoint;
	sipmap_sdp_note(rewrite, SIPMAP_RULE_CONNECTION, &media->connection,
			SIPMAP_OUTCOME_OWN);
	if (media->connection.text.length)
		sipmap_sdp_replace_address(rewrite, &media->connection, to);
	else if (!sipmap_endpoint_same_address(session, to))
		sipmap_sdp_insert_connection(rewrite, media, to);
	sipmap_sdp_rewrite_rtcp(rewrite, media, from, to);
	sipmap_sdp_rewrite_attributes(rewrite, media, from, to);
	sipmap_sdp_add_candidates(rewrite, media, from, to);
}

/* Port 0, but with an address, which is the phone's own */
static void sipmap_sdp_rewrite_declined(struct sipmap_sdp_rewrite *sdp,
					const struct sipmap_sdp_media *media)
{
	sipmap_sdp_note(sdp->rewrite, SIPMAP_RULE_CONNECTION,
			&media->connection, SIPMAP_OUTCOME_OWN);
	sipmap_sdp_replace_address(sdp->rewrite, &media->connection, &sdp->to);
}

/* ICE of somebody else is no concern of ours. */
static void sipmap_sdp_explain_media(struct sipmap_rewrite *rewrite,
				     const struct sipmap_sdp_media *media,
				     const struct sipmap_endpoint *from,
				     enum sipmap_outcome fate)
{
	if (media->ice && (fate == SIPMAP_OUTCOME_LEFT_ICE ||
			   fate == SIPMAP_OUTCOME_FOREIGN))
		fate = sipmap_sdp_is_phone(rewrite->view, from) ||
		       sipmap_sdp_ice_is_phones(rewrite, media) ?
		       SIPMAP_OUTCOME_LEFT_ICE : SIPMAP_OUTCOME_FOREIGN;
	sipmap_explain(rewrite, SIPMAP_RULE_MEDIA, fate, media->port_text);
}

static void sipmap_sdp_rewrite_media(struct sipmap_sdp_rewrite *sdp,
				     const struct sipmap_sdp_media *media)
{
	const struct sipmap_endpoint *session =
		&sdp->session->connection.endpoint;
	struct sipmap_rewrite *rewrite = sdp->rewrite;
	bool out = rewrite->view->direction == SIPMAP_OUT;
	bool relies = !media->connection.text.length;
	struct sipmap_endpoint from;
	struct sipmap_endpoint to;
	enum sipmap_outcome fate;

	fate = sipmap_sdp_fate(sdp, media, &from, &to);
	sipmap_sdp_explain_media(rewrite, media, &from, fate);
	if (fate == SIPMAP_OUTCOME_OWN)
		sipmap_sdp_rewrite_mapped(sdp, media, &from, &to);
	else if (relies && sdp->moves && media->port &&
		 (fate == SIPMAP_OUTCOME_LEFT_ICE || !out))
		sipmap_sdp_insert_connection(rewrite, media, session);
	else if (out && !relies && media->udp && !media->port &&
		 sipmap_sdp_own(sdp, &media->connection) && sdp->to.family)
		sipmap_sdp_rewrite_declined(sdp, media);
}

/**
 * sipmap_rewrite_sdp - rewrite the media endpoints of a session description
 * @rewrite: the plan in the making
 * @description: the session description
 *
 * OUT, own endpoints become public. IN, public endpoints of other phones of
 * this router become inside ones, so that their media stay inside.
 */
void sipmap_rewrite_sdp(struct sipmap_rewrite *rewrite,
			const struct sipmap_sdp *description)
{
	struct sipmap_sdp_rewrite sdp SIPMAP_UNINITIALIZED;
	unsigned int i;

	if (rewrite->view->direction == SIPMAP_IN &&
	    !rewrite->view->settings.hairpin) {
		sipmap_explain(rewrite, SIPMAP_RULE_BODY,
			       SIPMAP_OUTCOME_HAIRPIN_OFF,
			       rewrite->message->body);
		return;
	}
	sdp.rewrite = rewrite;
	sdp.session = &description->session;
	sdp.media = &rewrite->message->media[description->media];
	sdp.media_count = description->media_count;
	sdp.from = (struct sipmap_endpoint){ 0 };
	sdp.to = (struct sipmap_endpoint){ 0 };
	sdp.last.media = NULL;
	sdp.moves = false;
	sipmap_sdp_survey(&sdp);
	sipmap_sdp_rewrite_session(&sdp);
	for (i = 0; i < sdp.media_count; i++)
		sipmap_sdp_rewrite_media(&sdp, &sdp.media[i]);
}
