// SPDX-License-Identifier: GPL-2.0-or-later
/* The kinds of messages: what a stranger could fill 64 kB with. */
#include "input.h"

#define TYPE "Content-Type: "
#define SDP TYPE "application/sdp\r\n\r\n" \
	"v=0\r\no=- 1 1 IN IP4 %H\r\ns=-\r\nc=IN IP4 %H\r\nt=0 0\r\n"
#define MEDIA "m=audio %M RTP/AVP 0\r\n"
#define BOUNDARY \
	"boundaryboundaryboundaryboundaryboundaryboundaryboundaryboundarybound"
#define PARTS TYPE "multipart/mixed;boundary=" BOUNDARY "\r\n\r\n"

#define LONG "boundaryboundaryboundaryboundaryboundaryboundaryboundarybound"
#define NESTED(outer, inner) "--" LONG outer "\r\n" \
	TYPE "multipart/mixed;boundary=" LONG inner "\r\n\r\n"

#define SHAPE(name, before, repeated, after) \
	{ name, NULL, before, repeated, after }

const struct input_shape input_shapes[] = {
	/* lines */
	{ "line ends before the message", "\r\n", "", "", "\r\n" },
	SHAPE("folding", "Subject: a", "\r\n ", "\r\n\r\n"),
	SHAPE("folding in Contact", "Contact: <sip:a@%H:%P>", "\r\n ",
	      "\r\n\r\n"),
	SHAPE("folding in Via", "Via: SIP/2.0/UDP", "\r\n ", "%H\r\n\r\n"),
	SHAPE("white space", "Contact:", " ", "<sip:a@%H:%P>\r\n\r\n"),
	SHAPE("white space before a colon", "Contact", " ", ": *\r\n\r\n"),
	SHAPE("no end of a line", "Subject: ", "a", ""),
	SHAPE("no end of the header fields", "", "Subject: a\r\n", ""),
	SHAPE("the shortest lines", "", "a:\n", "\r\n"),
	SHAPE("lines without a colon", "", "contact contact\r\n", "\r\n"),
	SHAPE("names that begin like others", "", "Contact-Token: a\r\n",
	      "\r\n"),
	SHAPE("a long name", "", "contact", ": a\r\n\r\n"),
	SHAPE("a name of bytes that are no text", "", "\xff", ": a\r\n\r\n"),

	/* addresses */
	SHAPE("commas", "Contact: ", ",", "\r\n\r\n"),
	SHAPE("Contacts in a line", "Contact: ", "<sip:a@%H:%P>,", "\r\n\r\n"),
	SHAPE("Contacts without brackets", "Contact: ", "sip:a@%H:%P,",
	      "\r\n\r\n"),
	SHAPE("Contact lines", "", "Contact: <sip:a@%H:%P>\r\n", "\r\n"),
	SHAPE("routes", "Route: ", "<sip:%H:%P;lr>,", "\r\n\r\n"),
	SHAPE("From lines", "", "From: <sip:a@%H:%P>;tag=a\r\n", "\r\n"),
	SHAPE("opening brackets", "Contact: ", "<", "\r\n\r\n"),
	SHAPE("addresses that do not end", "Contact: ", "<sip:a@%H,",
	      "\r\n\r\n"),
	SHAPE("a quoted name that does not end", "Contact: \"", "a,",
	      "\r\n\r\n"),
	SHAPE("quotation marks", "Contact: ", "\"", "\r\n\r\n"),
	SHAPE("quoted commas", "Contact: ", "\"\\\",", "\"\r\n\r\n"),
	SHAPE("quoted commas without brackets", "Contact: ", "a\"\\\",",
	      "\"\r\n\r\n"),
	SHAPE("quoted brackets", "Contact: ", "\"<\",", "\r\n\r\n"),
	SHAPE("at signs", "Contact: <sip:", "a@", "%H:%P>\r\n\r\n"),
	SHAPE("hosts", "Contact: <sip:a", "@%H", ":%P>\r\n\r\n"),
	SHAPE("a user part that does not end", "Contact: <sip:", "a;",
	      ":b:c>\r\n\r\n"),
	SHAPE("a long host", "Contact: <sip:a@", "a.", ":%P>\r\n\r\n"),
	SHAPE("a long IPv6 reference", "Contact: <sip:a@[", "1:",
	      "]:%P>\r\n\r\n"),
	SHAPE("a long port", "Contact: <sip:a@%H:", "0", "%P>\r\n\r\n"),

	/* parameters */
	SHAPE("parameters", "Contact: <sip:a@%H:%P>", ";a=b", "\r\n\r\n"),
	SHAPE("semicolons", "Contact: <sip:a@%H:%P>", ";", "\r\n\r\n"),
	SHAPE("parameters of a URI", "Contact: <sip:a@%H:%P", ";a=b",
	      ">\r\n\r\n"),
	SHAPE("parameters whose quotes do not end", "Contact: <sip:a@%H:%P>",
	      ";a=\"", "\r\n\r\n"),
	SHAPE("expires", "Contact: <sip:a@%H:%P>", ";expires=1", "\r\n\r\n"),
	SHAPE("parameters of Via", "Via: SIP/2.0/UDP %H:%P", ";rport=1",
	      "\r\n\r\n"),
	SHAPE("parameters of From", "From: <sip:a@%H:%P>", ";a=b",
	      ";tag=a\r\n\r\n"),
	SHAPE("Via lines", "", "Via: SIP/2.0/UDP %H:%P\r\n", "\r\n"),
	SHAPE("a list of Vias", "Via: SIP/2.0/UDP %H:%P",
	      ",SIP/2.0/UDP %H:%P", "\r\n\r\n"),
	SHAPE("credentials", "Authorization: Digest a=b", ",a=\"b\"",
	      "\r\n" SDP),
	SHAPE("credentials without a value", "Authorization: Digest ", "qop ",
	      "\r\n" SDP),
	SHAPE("a long Content-Length", "Content-Length: ", "0", "\r\n\r\n"),
	SHAPE("Content-Length lines", "", "Content-Length: 0\r\n", "\r\n"),
	SHAPE("a long CSeq", "CSeq: ", "1", " INVITE\r\n\r\n"),
	SHAPE("Content-Type lines", "", TYPE "multipart/mixed;a;a;a;a;a\r\n",
	      "\r\nbody"),

	/* session descriptions */
	SHAPE("empty lines in SDP", SDP, "\n", ""),
	SHAPE("short lines in SDP", SDP, "a\n", ""),
	SHAPE("attributes", SDP MEDIA, "a=\r\n", ""),
	SHAPE("session attributes", SDP, "a=sendrecv\r\n", MEDIA),
	SHAPE("media", SDP, MEDIA, ""),
	SHAPE("media with an address each", SDP, MEDIA "c=IN IP4 %H\r\n", ""),
	SHAPE("declined media", SDP, "m=audio 0 RTP/AVP 0\r\n", ""),
	SHAPE("media over TCP", SDP, "m=a %M TCP/MSRP *\r\n", ""),
	SHAPE("short media lines", SDP, "m=\n", ""),
	SHAPE("a long media line", SDP "m=audio %M RTP/AVP", " 0", "\r\n"),
	SHAPE("a long protocol", SDP "m=audio %M UDP", "/a", "/RTP 0\r\n"),
	SHAPE("a long port of media", SDP "m=audio ", "0", "%M RTP/AVP 0\r\n"),
	SHAPE("connection lines", SDP MEDIA, "c=IN IP4 %H\r\n", ""),
	SHAPE("origin lines", TYPE "application/sdp\r\n\r\n",
	      "o=- 1 1 IN IP4 %H\r\n", MEDIA),
	SHAPE("titles", SDP MEDIA, "i=\r\n", ""),
	SHAPE("a=rtcp lines", SDP MEDIA, "a=rtcp:%M IN IP4 %H\r\n", ""),
	SHAPE("candidates", SDP MEDIA,
	      "a=candidate:1 1 UDP 1 %H %M typ host\r\n", ""),
	SHAPE("media with a candidate each", SDP,
	      MEDIA "a=candidate:1 1 UDP 1 %H %M typ host\r\n", ""),
	SHAPE("alternative addresses", SDP MEDIA, "a=altc:1 IP4 %H %M\r\n",
	      ""),
	SHAPE("source filters", SDP MEDIA,
	      "a=source-filter: incl IN IP4 * %H\r\n", ""),
	SHAPE("a long source filter", SDP MEDIA
	      "a=source-filter: incl IN IP4 *", " %H", "\r\n"),
	SHAPE("a long group", SDP "a=group:BUNDLE", " 1",
	      "\r\n" MEDIA "a=mid:1\r\n" MEDIA "a=mid:2\r\n"),
	SHAPE("a group of many", SDP "a=group:BUNDLE 1 2 3\r\n",
	      MEDIA "a=mid:1\r\n", ""),
	SHAPE("groups", SDP, "a=group:BUNDLE 1 2\r\n",
	      MEDIA "a=mid:1\r\n" MEDIA "a=mid:2\r\n"),

	/* parts */
	SHAPE("lines that are nearly delimiters", PARTS,
	      "--" BOUNDARY "!\r\n", "--" BOUNDARY "--\r\n"),
	SHAPE("short lines among parts", PARTS, "--\r\n", ""),
	SHAPE("delimiters", PARTS, "--" BOUNDARY "\r\n", ""),
	SHAPE("header fields of a part", PARTS "--" BOUNDARY "\r\n",
	      TYPE "application/sdp\r\n", "--" BOUNDARY "--\r\n"),
	SHAPE("parts with a session description",
	      TYPE "multipart/mixed;boundary=b\r\n\r\n",
	      "--b\r\n" SDP MEDIA, "--b--\r\n"),
	SHAPE("parts of parts", TYPE "multipart/mixed;boundary=b\r\n\r\n",
	      "--b\r\n" TYPE "multipart/mixed;boundary=b\r\n\r\n",
	      "--b--\r\n"),
	SHAPE("lines that are nearly delimiters of four levels",
	      TYPE "multipart/mixed;boundary=" LONG "1\r\n\r\n"
	      NESTED("1", "2") NESTED("2", "3") NESTED("3", "4"),
	      "--" LONG "!\r\n", "--" LONG "1--\r\n"),
	SHAPE("a body that nobody opens", TYPE "text/plain\r\n\r\n",
	      "Contact: <sip:a@%H:%P>\r\n", ""),
};

const unsigned int input_shape_count = ARRAY_SIZE(input_shapes);
