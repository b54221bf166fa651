# SPDX-License-Identifier: GPL-2.0-or-later
"""sipmapctl rewrite --explain: what each rule did or declined, and why."""

import re

from case import Run, case
from rewrite import BIND, MEDIA, OFFER, PRIVATE, PUBLIC, invite, message, \
    register, registered


def explain(before, *options, status=0):
    """Lines of the report about a message, without the message's own."""
    run = Run("rewrite", "--explain", *options, stdin=before).ends(status)
    return [line for line in run.text().splitlines()
            if not line.startswith("  ")], run


def said(before, wanted, *options, status=0):
    """Each wanted line is there, and in the order of the message."""
    lines, run = explain(before, *options, status=status)
    places = []
    for line in wanted:
        assert line in lines, f"not said: {line}\n{run}"
        places.append(lines.index(line))
    assert places == sorted(places), f"not in order\n{run}"
    numbers = [int(number) for number in
               re.findall(r"^line (\d+):", "\n".join(lines), re.M)]
    assert numbers == sorted(numbers), f"lines not in order\n{run}"
    return run


def offer(*media, session="c=IN IP4 192.168.1.10"):
    """An offer with these lines from the first m= line on."""
    head = [line for line in OFFER.split(b"\r\n\r\n")[0].decode().split("\r\n")
            if not line.startswith("Content-Length")]
    return message(*head, body=("v=0", "o=- 1 1 IN IP4 192.168.1.10", "s=-",
                                session, "t=0 0", *media))


def typed(before, kind, *headers):
    """The same message with another type of body, and more headers."""
    lines = "\r\n".join([f"Content-Type: {kind}", *headers])
    return before.replace(b"Content-Type: application/sdp", lines.encode())


@case
def out_register():
    """explain: what fires in an outbound REGISTER, with both lines."""
    run = said(PRIVATE, [
        "line 1: Request-URI declined: sip:example.com never changes in this "
        "direction",
        "line 2: Via sent-by 192.168.1.10:5060 -> 203.0.113.7:40123 "
        "(own endpoint)",
        "line 4: From declined: <sip:alice@example.com>;tag=a names no "
        "address",
        "line 8: Contact 192.168.1.10:5060 -> 203.0.113.7:40123 "
        "(own endpoint)",
        "verdict: rewritten"], BIND)
    lines = run.text().splitlines()
    at = lines.index("  - Contact: <sip:alice@192.168.1.10:5060>")
    assert lines[at + 1] == "  + Contact: <sip:alice@203.0.113.7:40123>", run


@case
def out_offer():
    """explain: what fires in an offer, the recomputed length included."""
    before = invite("192.168.1.10:5060", "192.168.1.10", 400, 401)
    said(before, [
        "line 10: Content-Length 104 -> 106 (recomputed)",
        "line 13: SDP o= 192.168.1.10 -> 203.0.113.7 (own endpoint)",
        "line 15: SDP c= 192.168.1.10 -> 203.0.113.7 (own endpoint)",
        "line 17: SDP m= 400 -> 50002 (own endpoint)",
        "line 18: SDP a=rtcp 401 -> 50003 (own endpoint)",
        "verdict: rewritten"], BIND,
         "--media=192.168.1.10:400=203.0.113.7:50002")


@case
def in_response():
    """explain --in: what a response gets back."""
    before = registered("203.0.113.7:40123", 40123, "203.0.113.7")
    said(before, [
        "line 2: Via sent-by 203.0.113.7:40123 -> 192.168.1.10:5060 "
        "(own endpoint)",
        "line 2: Via rport 40123 -> 5060 (own endpoint)",
        "line 2: Via received 203.0.113.7 -> 192.168.1.10 (own endpoint)",
        "line 7: Contact 203.0.113.7:40123 -> 192.168.1.10:5060 "
        "(own endpoint)",
        "verdict: rewritten"], "--in", BIND)
    said(before, [
        "line 2: Via rport ;rport=40123 removed (the phone wrote none)",
        "line 2: Via received ;received=203.0.113.7 removed "
        "(the phone wrote none)"], "--in", "--written=via-port", BIND)
    said(before, [
        "line 2: Via sent-by declined: 203.0.113.7:40123 is what the phone "
        "wrote itself",
        "line 7: Contact declined: 203.0.113.7:40123 is what the phone "
        "wrote itself"], "--in", "--written=via-public,contact-public", BIND)


@case
def in_request():
    """explain --in: the Request-URI of a request, and its Via, never."""
    before = PUBLIC.replace(b"REGISTER sip:example.com",
                            b"OPTIONS sip:alice@203.0.113.7:40123")
    before = before.replace(b"1 REGISTER", b"1 OPTIONS")
    said(before, [
        "line 1: Request-URI 203.0.113.7:40123 -> 192.168.1.10:5060 "
        "(own endpoint)",
        "line 2: Via sent-by declined: SIP/2.0/UDP 203.0.113.7:40123;"
        "branch=z9hG4bK1;rport never changes in this direction"],
         "--in", BIND)
    said(before.replace(b"alice@203.0.113.7:40123 SIP",
                        b"alice@198.51.100.9 SIP"), [
        "line 1: Request-URI declined: 198.51.100.9 is no own endpoint"],
         "--in", BIND)


@case
def in_offer():
    """explain --in: an offer of somebody else, and hairpin off."""
    before = invite("198.51.100.9:5060", "198.51.100.9", 4000, 4001)
    said(before, [
        "line 10: Content-Length declined: 106 stays, as the content keeps "
        "its length",
        "line 13: SDP o= declined: 198.51.100.9 never changes in this "
        "direction",
        "line 17: SDP m= declined: 4000 is no own endpoint",
        "verdict: unchanged"], "--in", BIND)
    said(before, ["line 12: body declined: stays, as hairpin is off"],
         "--in", "--no-hairpin", BIND)


@case
def in_hairpin():
    """explain --in: media of another phone inside are brought back."""
    said(invite("198.51.100.9:5060", "203.0.113.7", 50100, 50101), [
        "line 13: SDP o= declined: 203.0.113.7 never changes in this "
        "direction",
        "line 15: SDP c= 203.0.113.7 -> 192.168.1.11 (own endpoint)",
        "line 17: SDP m= 50100 -> 6000 (own endpoint)",
        "line 18: SDP a=rtcp 50101 -> 6001 (own endpoint)"], "--in", BIND,
         "--bind=192.168.1.11:5060=203.0.113.7:40200",
         "--media=192.168.1.11:6000=203.0.113.7:50100")


@case
def declined_headers():
    """explain: foreign endpoints, other schemes, "*", lower Vias."""
    before = register("192.168.1.10:5060").replace(
        b"Max-Forwards: 70\r\n",
        b"Via: SIP/2.0/UDP 198.51.100.9:5060;branch=z9hG4bK0\r\n"
        b"Contact: <sip:x@198.51.100.9:5060>, *, <tel:+4930>\r\n"
        b"Route: <sip:proxy.example.com;lr>\r\n")
    said(before, [
        "line 3: Via sent-by declined: SIP/2.0/UDP 198.51.100.9:5060;"
        "branch=z9hG4bK0 is not the topmost",
        "line 4: Contact declined: 198.51.100.9:5060 is no own endpoint",
        "line 4: Contact declined: * stands for all Contacts",
        "line 4: Contact declined: tel:+4930 is no SIP URI",
        "line 5: Route declined: <sip:proxy.example.com;lr> names no address"],
         BIND)


@case
def settings():
    """explain: settings that decline, and an rport that is added."""
    said(PRIVATE.replace(b"From: <sip:alice@example.com>",
                         b"From: <sip:alice@192.168.1.10>"),
         ["line 4: From declined: sip:alice@192.168.1.10 stays, as identity "
          "is off"], BIND, "--no-identity")
    said(PRIVATE.replace(b";rport", b""), [
        "line 2: Via sent-by declined: 192.168.1.10:5060 is left by the "
        "setting of Via",
        "line 2: Via rport added"], BIND, "--via=0")


@case
def left_headers():
    """explain: what is not understood in a header has its counter."""
    before = PRIVATE.replace(
        b"Max-Forwards: 70\r\n",
        b"Contact: <sip:alice@192.168.1.10:5060;transport=tcp>\r\n"
        b"Contact: <sip:alice@192.168.1.10:x>, <sip:broken\r\n"
        b"Route: <sip:192.168.1.10:99999>, <sip:192.168.1.10:5099>\r\n")
    said(before, [
        "line 3: Contact declined: 192.168.1.10:5060 names another "
        "transport than UDP [left-transport]",
        "line 4: Contact declined: <sip:alice@192.168.1.10:x>, <sip:broken "
        "cannot be understood [left-contact]",
        "line 4: Contact declined: sip:alice@192.168.1.10:x cannot be "
        "understood [left-contact]",
        "line 5: Route declined: sip:192.168.1.10:99999 cannot be "
        "understood [left-uri]",
        "line 5: Route declined: 192.168.1.10:5099 is an own endpoint "
        "without a binding [left-unbound]",
        "verdict: rewritten"], BIND)
    said(PRIVATE.replace(b"SIP/2.0/UDP 192", b"SIP/2.0/UDP [192"), [
        "line 2: Via sent-by declined: SIP/2.0/UDP [192.168.1.10:5060;"
        "branch=z9hG4bK1;rport cannot be understood [left-via]"], BIND)


@case
def left_media():
    """explain: media that are not rewritten say why."""
    before = offer("m=audio 4000 RTP/AVP 0", "m=video 4002/2 RTP/AVP 31",
                   "m=message 4004 TCP/MSRP *", "m=x 4006 SCTP 0",
                   "m=audio 4008 RTP/AVP 0", "m=audio 0 RTP/AVP 0",
                   "m=audio x RTP/AVP 0", "m=audio 4010 RTP/AVP 0",
                   "c=IN IP4 198.51.100.9", "m=audio 4012 RTP/AVP 0",
                   "c=IN IP4 0.0.0.0", "m=audio 4014 RTP/AVP 0",
                   "c=IN IP4 192.168.1.10", "c=IN IP4 192.168.1.10",
                   "m=audio 4016 RTP/AVP 0",
                   "a=candidate:1 1 UDP 1 192.168.1.10 4016 typ host")
    said(before, [
        "line 17: SDP m= 4000 -> 50002 (own endpoint)",
        "line 18: SDP m= declined: 4002 has several ports in a row (port/n) "
        "[left-port-count]",
        "line 19: SDP m= declined: 4004 is media over TCP [left-tcp]",
        "line 20: SDP m= declined: 4006 has a protocol that is not known "
        "[left-protocol]",
        "line 21: SDP m= declined: 4008 is an own media endpoint without a "
        "binding [left-media-unbound]",
        "line 22: SDP m= declined: 0 declines the media (port 0)",
        "line 23: SDP m= declined: cannot be understood [left-sdp]",
        "line 24: SDP m= declined: 4010 is no own endpoint",
        "line 26: SDP m= declined: 4012 is no unicast address",
        "line 28: SDP m= declined: 4014 has several c= lines "
        "[left-connections]",
        "line 31: SDP m= declined: 4016 does ICE by itself [left-ice]",
        "verdict: rewritten"], BIND, MEDIA)


@case
def media_added():
    """explain: lines that are added to a session description."""
    ice = offer("m=audio 4000 RTP/AVP 0",
                "a=candidate:1 1 UDP 1 192.168.1.10 4000 typ host")
    said(ice, ["line 18: SDP a=candidate added"], BIND, MEDIA, "--ice=1")
    run = said(offer("m=audio 4000 RTP/AVP 0"), ["line 17: SDP a=rtcp added"],
               BIND, MEDIA,
               "--media-rtcp=192.168.1.10:4001=203.0.113.7:61001")
    assert "  + a=rtcp:61001\n" in run.text(), run
    two = offer("m=audio 4000 RTP/AVP 0", "m=video 4002 RTP/AVP 31")
    run = said(two, ["line 18: SDP c= added"], BIND, MEDIA,
               "--media=192.168.1.10:4002=203.0.113.8:50010")
    assert "  + c=IN IP4 203.0.113.8\n" in run.text(), run


@case
def left_bodies():
    """explain: bodies that are not opened say why."""
    for before, words in (
            (typed(OFFER, "application/sdp", "Content-Encoding: gzip"),
             "line 10: body declined: gzip is encoded [left-encoded]"),
            (typed(OFFER, "multipart/signed;boundary=b"),
             "line 9: body declined: multipart/signed;boundary=b is signed "
             "or encrypted [left-signed]"),
            (typed(OFFER, "multipart/mixed"),
             "line 9: body declined: multipart/mixed has parts that cannot "
             "be told apart [left-multipart]"),
            (typed(OFFER, "application/sdp",
                   'Authorization: Digest qop="auth-int"'),
             'line 10: body declined: Digest qop="auth-int" is covered by a '
             "digest [left-digest]"),
            (typed(OFFER, "text/plain", "Content-Encoding: gzip"),
             "line 9: body declined: text/plain is no session description")):
        run = said(before, [words], BIND, MEDIA)
        assert "SDP" not in run.text(), run


@case
def parts():
    """explain: parts of a body, their lengths, and why some stay."""
    text = "v=0\r\no=- 1 1 IN IP4 192.168.1.10\r\ns=-\r\n" \
        "c=IN IP4 192.168.1.10\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n"
    sdp = text.rstrip().split("\r\n")
    head = [line for line in OFFER.split(b"\r\n\r\n")[0].decode().split("\r\n")
            if not line.startswith("Content-")]
    before = message(*head, "Content-Type: multipart/mixed;boundary=a", body=(
        "--a", "Content-Type: multipart/mixed;boundary=b", "", "--b",
        "Content-Type: application/sdp", f"Content-Length: {len(text) - 2}",
        "", *sdp, "--b--", "--a", "Content-Type: text/plain", "", "Hello",
        "--a", "", "Hello", "--a", "Content-Type: application/sdp",
        "Content-Length: 5", "", *sdp, "--a--"))
    said(before, [
        f"line 17: body part Content-Length {len(text) - 2} -> "
        f"{len(text) - 3} (recomputed)",
        "line 24: SDP m= 4000 -> 50002 (own endpoint)",
        "line 27: body part declined: text/plain is no session description",
        "line 31: body part declined: is no session description",
        "line 35: body part declined: 5 is a length that does not fit its "
        "part [left-part-length]"], BIND, MEDIA)


@case
def warning():
    """explain --warning: added to a REGISTER, and right the second time."""
    run = said(PRIVATE, ["line 9: Warning added"], BIND, "--warning=a NAT")
    assert '  + Warning: 399 sipmap "a NAT"\n' in run.text(), run
    said(PRIVATE.replace(b"Max-Forwards: 70\r\n",
                         b'Warning: 399 sipmap "a NAT"\r\n'), [
        'line 3: Warning declined: 399 sipmap "a NAT" is right already'],
         BIND, "--warning=a NAT")


@case
def not_done():
    """explain: a rule that fired in vain says so, with the verdict."""
    before = PRIVATE.replace(b"Max-Forwards: 70\r\n",
                             b"Contact: <sip:alice@192.168.1.10:5099>\r\n")
    run = said(before, [
        "line 2: Via sent-by 192.168.1.10:5060 stays (own endpoint, but the "
        "message is left as it is)",
        "line 3: Contact declined: 192.168.1.10:5099 has no public endpoint",
        "verdict: unknown-public"], BIND, status=1)
    assert "  + " not in run.text(), run


@case
def not_parsed():
    """explain: a message that is not understood has its verdict only."""
    run = Run("rewrite", "--explain", BIND, stdin=b"x" * 20).ends(1)
    assert run.text() == "verdict: not-sip\n", run


@case
def escaped():
    """explain: control characters do not reach the terminal."""
    before = PRIVATE.replace(b"<sip:alice@example.com>;tag=a",
                             b"<sip:\x1b[2J:alice>;tag=a")
    run = Run("rewrite", "--explain", BIND, stdin=before).ends(0)
    assert b"\x1b" not in run.out and b"\\x1b[2J" in run.out, run


@case
def as_json():
    """explain --json: the same as objects."""
    got = Run("rewrite", "--explain", "--json", BIND,
              stdin=OFFER).ends(0).json()
    by_rule = {note["rule"]: note for note in got["explanation"]}
    assert by_rule["Via sent-by"] == {
        "line": 2, "rule": "Via sent-by", "fired": True,
        "why": "own endpoint", "text": "192.168.1.10:5060",
        "becomes": "203.0.113.7:40123",
        "before":
            "Via: SIP/2.0/UDP 192.168.1.10:5060;branch=z9hG4bK2;rport\r\n",
        "after":
            "Via: SIP/2.0/UDP 203.0.113.7:40123;branch=z9hG4bK2;rport\r\n",
    }, by_rule["Via sent-by"]
    assert by_rule["SDP m="] == {
        "line": 17, "rule": "SDP m=", "fired": False,
        "why": "is an own media endpoint without a binding",
        "counter": "left-media-unbound", "text": "4000",
        "before": "m=audio 4000 RTP/AVP 0\r\n"}, by_rule["SDP m="]
    assert got["reason"] == "rewritten", got
    assert got["facts"]["left"] == ["left-media-unbound"], got
    plain = Run("rewrite", "--json", BIND, stdin=OFFER).ends(0).json()
    assert "explanation" not in plain, plain
