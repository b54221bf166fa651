// SPDX-License-Identifier: GPL-2.0-only
/* ICE: one more candidate for what sipmap knows (RFC 8445, RFC 8839). */
#include "explain.h"
#include "number.h"
#include "rewrite_media.h"

/*
 * RFC 8445 section 5.1.2.1: type preference 100 for a server-reflexive
 * candidate, the highest local preference, component 1.
 */
#define SIPMAP_CANDIDATE_PRIORITY (100U << 24 | 65535U << 8 | (256 - 1))

/* Two addresses, two ports, the words between them, line ends */
#define SIPMAP_CANDIDATE_MAX (2 * 45 + 2 * 5 + 72 + 2 * SIPMAP_SDP_END_MAX)

/**
 * struct sipmap_candidate - one a=candidate line (RFC 8839 section 5.1)
 * @endpoint: its address and port; family none for a name
 * @component: 1 for RTP, 2 for RTCP
 * @host: it is a host candidate over UDP
 */
struct sipmap_candidate {
	struct sipmap_endpoint endpoint;
	u32 component;
	bool host;
};

/**
 * struct sipmap_candidates - what the candidates of a description say
 * @rtcp: the phone's candidate for RTCP; family none if there is none
 * @place: offset behind the last candidate
 * @base: the default endpoint is among the host candidates
 * @known: P is among the candidates: the phone has found it by itself
 */
struct sipmap_candidates {
	struct sipmap_endpoint rtcp;
	u16 place;
	bool base;
	bool known;
};

/* "1 1 UDP 2130706431 192.0.2.1 8998 typ host" */
static void sipmap_candidate_parse(struct sipmap_cursor *value,
				   struct sipmap_candidate *candidate)
{
	const char *data = value->data;
	struct sipmap_span component;
	struct sipmap_span transport;
	struct sipmap_span address;
	struct sipmap_span type;
	struct sipmap_span port;

	sipmap_sdp_word(value);
	component = sipmap_sdp_word(value);
	transport = sipmap_sdp_word(value);
	sipmap_sdp_word(value);
	address = sipmap_sdp_word(value);
	port = sipmap_sdp_word(value);
	sipmap_sdp_word(value);
	type = sipmap_sdp_word(value);
	if (!sipmap_number_parse(data, component, &candidate->component))
		candidate->component = 0;
	sipmap_endpoint_from_host(&candidate->endpoint, data + address.offset,
				  address.length);
	if (!sipmap_port_parse(data, port, &candidate->endpoint.port))
		candidate->endpoint.family = SIPMAP_FAMILY_NONE;
	candidate->host = SIPMAP_SPAN_IS(data, transport, "udp") &&
			  SIPMAP_SPAN_IS(data, type, "host");
}

static void sipmap_candidates_survey(const struct sipmap_rewrite *rewrite,
				     const struct sipmap_sdp_media *media,
				     const struct sipmap_endpoint *from,
				     const struct sipmap_endpoint *to,
				     struct sipmap_candidates *candidates)
{
	struct sipmap_cursor cursor = {
		rewrite->message->data, media->attributes, media->end
	};
	struct sipmap_candidate candidate;
	struct sipmap_cursor value;
	struct sipmap_span name;

	memset(candidates, 0, sizeof(*candidates));
	while (sipmap_sdp_attribute_next(&cursor, &name, &value)) {
		if (!SIPMAP_SPAN_IS(cursor.data, name, "candidate"))
			continue;
		candidates->place = (u16)cursor.at;
		sipmap_candidate_parse(&value, &candidate);
		if (sipmap_endpoint_equal(&candidate.endpoint, to))
			candidates->known = true;
		if (!candidate.host)
			continue;
		if (candidate.component == 1 &&
		    sipmap_endpoint_equal(&candidate.endpoint, from))
			candidates->base = true;
		if (candidate.component == 2 &&
		    sipmap_endpoint_same_address(&candidate.endpoint, from))
			candidates->rtcp = candidate.endpoint;
	}
}

/**
 * sipmap_sdp_ice_is_phones - are these the phone's own candidates?
 * @rewrite: the plan in the making
 * @media: a description with candidates
 *
 * A phone that knows its public endpoint writes that into c= and m=, and its
 * own address into a host candidate only.
 *
 * Return: true if one of them has the phone's address.
 */
bool sipmap_sdp_ice_is_phones(const struct sipmap_rewrite *rewrite,
			      const struct sipmap_sdp_media *media)
{
	struct sipmap_cursor cursor = {
		rewrite->message->data, media->attributes, media->end
	};
	struct sipmap_candidate candidate;
	struct sipmap_cursor value;
	struct sipmap_span name;

	if (rewrite->view->direction != SIPMAP_OUT)
		return false;
	while (sipmap_sdp_attribute_next(&cursor, &name, &value)) {
		if (!SIPMAP_SPAN_IS(cursor.data, name, "candidate"))
			continue;
		sipmap_candidate_parse(&value, &candidate);
		if (sipmap_endpoint_same_address(&candidate.endpoint,
						 &rewrite->view->inside))
			return true;
	}
	return false;
}

/**
 * sipmap_sdp_ice_allows - may the default endpoint of a description change
 * @rewrite: the plan in the making
 * @media: the description
 * @from: what the phone wrote in c= and m=
 * @to: what would become of it
 *
 * The default endpoint has to be one of the candidates (RFC 8839 section
 * 4.2.5), so it changes only where a candidate for it can be added.
 *
 * Return: true if it may, as it always may without ICE.
 */
bool sipmap_sdp_ice_allows(const struct sipmap_rewrite *rewrite,
			   const struct sipmap_sdp_media *media,
			   const struct sipmap_endpoint *from,
			   const struct sipmap_endpoint *to)
{
	struct sipmap_candidates candidates;
	struct sipmap_endpoint rtcp;

	if (!media->ice)
		return true;
	if (rewrite->view->direction != SIPMAP_OUT || media->remote_candidates)
		return false;
	sipmap_candidates_survey(rewrite, media, from, to, &candidates);
	if (!candidates.base || candidates.known)
		return false;
	return !candidates.rtcp.family ||
	       sipmap_lookup_media(rewrite->view, SIPMAP_KIND_RTCP,
				   &candidates.rtcp, &rtcp);
}

static size_t sipmap_candidate_put(char *text, const char *words)
{
	size_t length = 0;

	while (words[length]) {
		text[length] = words[length];
		length++;
	}
	return length;
}

static void sipmap_candidate_add(struct sipmap_rewrite *rewrite,
				 const struct sipmap_sdp_media *media,
				 u16 place, u32 component,
				 const struct sipmap_endpoint *from,
				 const struct sipmap_endpoint *to)
{
	char text[SIPMAP_CANDIDATE_MAX];
	char *line = text + SIPMAP_SDP_END_MAX;
	size_t length = sipmap_candidate_put(line, "a=candidate:sipmap ");
	struct sipmap_span where = { place, 0 };

	sipmap_explain(rewrite, SIPMAP_RULE_CANDIDATE, SIPMAP_OUTCOME_ADDED,
		       where);
	length += sipmap_number_print(component, line + length);
	length += sipmap_candidate_put(line + length, " UDP ");
	length += sipmap_number_print(SIPMAP_CANDIDATE_PRIORITY + 1 - component,
				      line + length);
	line[length++] = ' ';
	length += sipmap_endpoint_print_address(to, false, line + length);
	line[length++] = ' ';
	length += sipmap_number_print(to->port, line + length);
	length += sipmap_candidate_put(line + length, " typ srflx raddr ");
	length += sipmap_endpoint_print_address(from, false, line + length);
	length += sipmap_candidate_put(line + length, " rport ");
	length += sipmap_number_print(from->port, line + length);
	sipmap_sdp_insert(rewrite, media, place, text, length);
}

/**
 * sipmap_sdp_add_candidates - add server-reflexive candidates
 * @rewrite: the plan in the making
 * @media: a media description whose default endpoint is rewritten
 * @from: what the phone wrote
 * @to: what becomes of it
 *
 * RFC 8445 section 5.1.1.2: what a phone would have learned from STUN.
 */
void sipmap_sdp_add_candidates(struct sipmap_rewrite *rewrite,
			       const struct sipmap_sdp_media *media,
			       const struct sipmap_endpoint *from,
			       const struct sipmap_endpoint *to)
{
	struct sipmap_candidates candidates;
	struct sipmap_endpoint rtcp;

	if (!media->ice)
		return;
	sipmap_candidates_survey(rewrite, media, from, to, &candidates);
	sipmap_candidate_add(rewrite, media, candidates.place, 1, from, to);
	if (candidates.rtcp.family &&
	    sipmap_lookup_media(rewrite->view, SIPMAP_KIND_RTCP,
				&candidates.rtcp, &rtcp))
		sipmap_candidate_add(rewrite, media, candidates.place, 2,
				     &candidates.rtcp, &rtcp);
}
