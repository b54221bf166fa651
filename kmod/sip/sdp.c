// SPDX-License-Identifier: GPL-2.0-only
/* Session descriptions (RFC 8866). */
#include "field.h"
#include "number.h"
#include "sdp.h"

/* A line, also a last one without a line end. */
static bool sipmap_sdp_line(struct sipmap_cursor *cursor,
			    struct sipmap_span *line)
{
	unsigned int from = cursor->at;

	if (cursor->at >= cursor->end)
		return false;
	if (!sipmap_field_line(cursor, line))
		*line = sipmap_cursor_span(cursor, from);
	return true;
}

/* The letter of "x=value", and where the value is; 0 for another line. */
static char sipmap_sdp_letter(const char *data, struct sipmap_span line,
			      struct sipmap_cursor *value)
{
	*value = sipmap_cursor_in(data, line);
	if (line.length < 2 || data[line.offset + 1] != '=')
		return 0;
	value->at += 2;
	return data[line.offset];
}

/* The letter of the line that begins here; 0 for one that is no "x=value". */
static char sipmap_sdp_peek(const struct sipmap_cursor *cursor)
{
	if (cursor->end - cursor->at < 2 ||
	    cursor->data[cursor->at + 1] != '=')
		return 0;
	return cursor->data[cursor->at];
}

static void sipmap_sdp_skip(struct sipmap_cursor *cursor)
{
	cursor->at = sipmap_find_line_feed(cursor->data, cursor->at,
					   cursor->end);
	cursor->at += cursor->at < cursor->end;
}

/* "alice 2890844526 2890844526 IN IP4 192.0.2.1" (section 5.2) */
static void sipmap_sdp_origin_parse(struct sipmap_cursor *value,
				    struct sipmap_sdp_address *origin)
{
	sipmap_sdp_word(value);
	sipmap_sdp_word(value);
	sipmap_sdp_word(value);
	sipmap_sdp_address_parse(value, origin);
}

/**
 * sipmap_sdp_session_parse - read what stands before the first m= line
 * @cursor: at the start of the description; moved to the first m= line
 * @session: where it goes
 *
 * Return: true if there is a media description.
 */
bool sipmap_sdp_session_parse(struct sipmap_cursor *cursor,
			      struct sipmap_sdp_session *session)
{
	*session = (struct sipmap_sdp_session){ 0 };
	while (cursor->at < cursor->end) {
		char letter = sipmap_sdp_peek(cursor);
		struct sipmap_cursor value;
		struct sipmap_span line;

		if (letter == 'm')
			return true;
		if (letter != 'o' && letter != 'c') {
			sipmap_sdp_skip(cursor);
			continue;
		}
		sipmap_sdp_line(cursor, &line);
		sipmap_sdp_letter(cursor->data, line, &value);
		if (letter == 'o')
			sipmap_sdp_origin_parse(&value, &session->origin);
		else
			sipmap_sdp_address_parse(&value, &session->connection);
	}
	return false;
}

/* Does the protocol run over UDP (RFC 8866 section 8.2.3)? */
static void sipmap_sdp_protocol(struct sipmap_sdp_media *media,
				const char *data, struct sipmap_span word)
{
	struct sipmap_cursor cursor = sipmap_cursor_in(data, word);
	struct sipmap_span first;

	/* as nearly all media do */
	if (word.length >= 4 &&
	    sipmap_half_word(data + word.offset) == sipmap_half_word("RTP/")) {
		media->rtp = true;
		media->udp = true;
		return;
	}
	sipmap_cursor_skip_to(&cursor, '/');
	first = sipmap_cursor_span(&cursor, word.offset);
	media->rtp = SIPMAP_SPAN_IS(data, first, "rtp");
	media->udp = media->rtp || SIPMAP_SPAN_IS(data, first, "udp") ||
		     SIPMAP_SPAN_IS(data, first, "udptl") ||
		     SIPMAP_SPAN_IS(data, first, "dtls");
	if (!media->udp)
		media->fault = SIPMAP_SPAN_IS(data, first, "tcp") ?
			       SIPMAP_OUTCOME_LEFT_TCP :
			       SIPMAP_OUTCOME_LEFT_PROTOCOL;
	/* UDP/TLS/RTP/SAVPF (RFC 5764 section 8) */
	while (media->udp && !media->rtp && cursor.at < cursor.end) {
		unsigned int from = ++cursor.at;

		sipmap_cursor_skip_to(&cursor, '/');
		media->rtp = SIPMAP_SPAN_IS(data,
					    sipmap_cursor_span(&cursor, from),
					    "rtp");
	}
}

/* "audio 49170 RTP/AVP 0", "video 49170/2 RTP/AVP 31" */
static void sipmap_sdp_media_line(struct sipmap_cursor *value,
				  struct sipmap_sdp_media *media)
{
	const char *data = value->data;
	bool one_port = true;

	sipmap_sdp_word(value);
	media->port_text = sipmap_cursor_skip_digits(value);
	if (sipmap_cursor_take(value, '/')) {
		struct sipmap_span count = sipmap_cursor_skip_digits(value);

		one_port = SIPMAP_SPAN_IS(data, count, "1");
	}
	one_port = one_port && sipmap_is_white(sipmap_cursor_peek(value));
	sipmap_cursor_skip_white(value);
	sipmap_sdp_protocol(media, data, sipmap_sdp_word(value));
	if (!sipmap_port_parse(data, media->port_text, &media->port)) {
		media->fault = SIPMAP_OUTCOME_LEFT_SDP;
		media->udp = false;
	} else if (!one_port && media->udp) {
		media->fault = SIPMAP_OUTCOME_LEFT_PORT_COUNT;
		media->udp = false;
	}
}

/* "rtcp:53020 IN IP4 126.16.64.4" (RFC 3605 section 2.1) */
static void sipmap_sdp_rtcp(struct sipmap_cursor *value,
			    struct sipmap_sdp_media *media)
{
	media->rtcp_text = sipmap_cursor_skip_digits(value);
	if (!sipmap_port_parse(value->data, media->rtcp_text,
			       &media->rtcp_port))
		media->rtcp_text.length = 0;
	sipmap_cursor_skip_white(value);
	sipmap_sdp_address_parse(value, &media->rtcp_address);
}

/* "name:value" or "name": the name; moved to the value */
static struct sipmap_span sipmap_sdp_attribute_name(struct sipmap_cursor *value)
{
	unsigned int from = value->at;
	struct sipmap_span name;

	while (value->at < value->end && value->data[value->at] != ':')
		value->at++;
	name = sipmap_span_trim(value->data, sipmap_cursor_span(value, from));
	value->at += value->at < value->end;
	sipmap_cursor_skip_white(value);
	return name;
}

/**
 * sipmap_sdp_attribute_next - read the next a= line
 * @cursor: where we are in a media description; moved behind the line
 * @name: its name
 * @value: a walk through its value
 *
 * Return: true if there is one.
 */
bool sipmap_sdp_attribute_next(struct sipmap_cursor *cursor,
			       struct sipmap_span *name,
			       struct sipmap_cursor *value)
{
	struct sipmap_span line;

	while (sipmap_sdp_line(cursor, &line)) {
		if (sipmap_sdp_letter(cursor->data, line, value) != 'a')
			continue;
		*name = sipmap_sdp_attribute_name(value);
		return true;
	}
	return false;
}

/*
 * Most attributes are about codecs: those that are about transport begin with
 * "rt", "re", "ca", "al" or "so", maybe behind white space.
 */
static bool sipmap_sdp_is_transport(const struct sipmap_cursor *line)
{
	const char *text = line->data + line->at + 2;

	if (line->end - line->at < 6)
		return false;
	switch (text[0] | 0x20) {
	case 'r':
		/* a=rtpmap is the most frequent of all */
		return (text[1] | 0x20) == 'e' || (text[2] | 0x20) != 'p';
	case 'c':
		return (text[1] | 0x20) == 'a';
	case 'a':
		return (text[1] | 0x20) == 'l';
	case 's':
		return (text[1] | 0x20) == 'o';
	default:
		return sipmap_is_white((u8)text[0]);
	}
}

static void sipmap_sdp_attribute(struct sipmap_cursor *value,
				 struct sipmap_sdp_media *media)
{
	struct sipmap_span name = sipmap_sdp_attribute_name(value);

	if (SIPMAP_SPAN_IS(value->data, name, "rtcp"))
		sipmap_sdp_rtcp(value, media);
	else if (SIPMAP_SPAN_IS(value->data, name, "rtcp-mux"))
		media->mux = true;
	else if (SIPMAP_SPAN_IS(value->data, name, "rtcp-mux-only"))
		media->mux_only = true;
	else if (SIPMAP_SPAN_IS(value->data, name, "candidate"))
		media->candidates = true;
	else if (SIPMAP_SPAN_IS(value->data, name, "remote-candidates"))
		media->remote_candidates = true;
	else if (SIPMAP_SPAN_IS(value->data, name, "altc") ||
		 SIPMAP_SPAN_IS(value->data, name, "source-filter"))
		media->addresses = true;
}

/* One line of a media description, behind its m= line. */
static void sipmap_sdp_media_detail(struct sipmap_cursor *value, char letter,
				    struct sipmap_span line, u16 behind,
				    struct sipmap_sdp_media *media)
{
	switch (letter) {
	case 'i':
		media->behind_line = behind;
		break;
	case 'c':
		if (media->connection.text.length) {
			media->several = true;
			break;
		}
		sipmap_sdp_address_parse(value, &media->connection);
		/* whatever it says, the session's does not hold any more */
		if (!media->connection.text.length)
			media->connection.text = line;
		break;
	case 'a':
		sipmap_sdp_attribute(value, media);
		break;
	default:
		break;
	}
}

/* Does any rule want to know what this line says? */
static bool sipmap_sdp_tells(const struct sipmap_cursor *line, char letter)
{
	return letter == 'c' || letter == 'i' ||
	       (letter == 'a' && sipmap_sdp_is_transport(line));
}

/* What stands behind an m= line, up to the next one. */
static void sipmap_sdp_media_details(struct sipmap_cursor *cursor,
				     struct sipmap_sdp_media *media)
{
	while (cursor->at < cursor->end) {
		char letter = sipmap_sdp_peek(cursor);
		unsigned int from = cursor->at;
		struct sipmap_cursor value;
		struct sipmap_span line;
		bool tells;

		if (letter == 'm')
			return;
		tells = sipmap_sdp_tells(cursor, letter);
		if (tells)
			sipmap_sdp_line(cursor, &line);
		else
			sipmap_sdp_skip(cursor);
		if (letter)
			media->end = (u16)cursor->at;
		if (letter == 'a' && !media->attributes)
			media->attributes = (u16)from;
		if (!tells)
			continue;
		sipmap_sdp_letter(cursor->data, line, &value);
		sipmap_sdp_media_detail(&value, letter, line, media->end,
					media);
	}
}

/**
 * sipmap_sdp_media_next - read one media description
 * @cursor: at its m= line; moved behind the description
 * @media: where it goes
 *
 * Return: true if there is one.
 */
bool sipmap_sdp_media_next(struct sipmap_cursor *cursor,
			   struct sipmap_sdp_media *media)
{
	struct sipmap_cursor value;
	struct sipmap_span line;

	*media = (struct sipmap_sdp_media){ 0 };
	if (!sipmap_sdp_line(cursor, &line))
		return false;
	sipmap_sdp_letter(cursor->data, line, &value);
	sipmap_sdp_media_line(&value, media);
	media->start = line.offset;
	media->behind_line = (u16)cursor->at;
	media->lf_only = cursor->at == (unsigned int)line.offset +
				       line.length + 1;
	media->end = (u16)cursor->at;
	sipmap_sdp_media_details(cursor, media);
	if (!media->attributes)
		media->attributes = media->end;
	media->ice = media->candidates || media->remote_candidates;
	return true;
}

/**
 * sipmap_sdp_rtp - where a media description wants its media
 * @session: what holds where the description says nothing
 * @media: the description
 * @rtp: where the endpoint goes
 *
 * Return: true if it is a single UDP port of a unicast literal, and not 0,
 * which declines the media (RFC 3264 section 6).
 */
bool sipmap_sdp_rtp(const struct sipmap_sdp_session *session,
		    const struct sipmap_sdp_media *media,
		    struct sipmap_endpoint *rtp)
{
	*rtp = media->connection.text.length ? media->connection.endpoint :
					       session->connection.endpoint;
	rtp->port = media->port;
	return media->udp && media->port && !media->several &&
	       rtp->family != SIPMAP_FAMILY_NONE;
}

/**
 * sipmap_sdp_rtcp_endpoint - where a media description wants its RTCP
 * @media: the description
 * @rtp: where it wants its RTP
 * @rtcp: where the endpoint goes
 *
 * Without a=rtcp it is the next port (RFC 3550 section 11), and where they are
 * multiplexed RTP's own (RFC 5761 section 5.1.1). An offer with both a=rtcp-mux
 * and a=rtcp has a place for RTCP where the answerer does not multiplex.
 *
 * Return: true if it has a port of its own.
 */
bool sipmap_sdp_rtcp_endpoint(const struct sipmap_sdp_media *media,
			      const struct sipmap_endpoint *rtp,
			      struct sipmap_endpoint *rtcp)
{
	*rtcp = *rtp;
	if (!media->rtp)
		return false;
	if (!media->rtcp_text.length) {
		rtcp->port = (u16)(rtp->port + 1);
		return !media->mux && rtcp->port;
	}
	if (media->rtcp_address.text.length)
		*rtcp = media->rtcp_address.endpoint;
	rtcp->port = media->rtcp_port;
	return rtcp->family != SIPMAP_FAMILY_NONE && rtcp->port &&
	       !sipmap_endpoint_equal(rtcp, rtp);
}
