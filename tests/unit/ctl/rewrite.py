# SPDX-License-Identifier: GPL-2.0-or-later
"""sipmapctl rewrite."""

import tempfile

from case import Run, case, same

BIND = "--bind=192.168.1.10:5060=203.0.113.7:40123"
MEDIA = "--media=192.168.1.10:4000=203.0.113.7:50002"


def message(*lines, body=()):
    """A message of header lines and body lines."""
    text = "".join(line + "\r\n" for line in body)
    head = "".join(line + "\r\n" for line in lines)
    return f"{head}Content-Length: {len(text)}\r\n\r\n{text}".encode()


def register(host):
    return message("REGISTER sip:example.com SIP/2.0",
                   f"Via: SIP/2.0/UDP {host};branch=z9hG4bK1;rport",
                   "Max-Forwards: 70",
                   "From: <sip:alice@example.com>;tag=a",
                   "To: <sip:alice@example.com>",
                   "Call-ID: 1@192.168.1.10",
                   "CSeq: 1 REGISTER",
                   f"Contact: <sip:alice@{host}>")


def registered(host, port, address):
    return message("SIP/2.0 200 OK",
                   f"Via: SIP/2.0/UDP {host};branch=z9hG4bK1;"
                   f"rport={port};received={address}",
                   "From: <sip:alice@example.com>;tag=a",
                   "To: <sip:alice@example.com>;tag=b",
                   "Call-ID: 1@192.168.1.10",
                   "CSeq: 1 REGISTER",
                   f"Contact: <sip:alice@{host}>;expires=60")


def invite(host, address, rtp, rtcp):
    return message("INVITE sip:bob@example.com SIP/2.0",
                   f"Via: SIP/2.0/UDP {host};branch=z9hG4bK2;rport",
                   "Max-Forwards: 70",
                   "From: <sip:alice@example.com>;tag=a",
                   "To: <sip:bob@example.com>",
                   "Call-ID: 2@192.168.1.10",
                   "CSeq: 1 INVITE",
                   f"Contact: <sip:alice@{host}>",
                   "Content-Type: application/sdp",
                   body=("v=0", f"o=- 1 1 IN IP4 {address}", "s=-",
                         f"c=IN IP4 {address}", "t=0 0",
                         f"m=audio {rtp} RTP/AVP 0", f"a=rtcp:{rtcp}"))


PRIVATE = register("192.168.1.10:5060")
PUBLIC = register("203.0.113.7:40123")
OFFER = invite("192.168.1.10:5060", "192.168.1.10", 4000, 4001)


@case
def out_register():
    """rewrite: an outbound REGISTER gets the public endpoint."""
    run = Run("rewrite", BIND, stdin=PRIVATE).ends(0)
    same(PUBLIC, run.out, PRIVATE)
    assert not run.err, run


@case
def out_invite():
    """rewrite: an offer gets the public media endpoints, RTCP on the next."""
    run = Run("rewrite", BIND, MEDIA, stdin=OFFER).ends(0)
    same(invite("203.0.113.7:40123", "203.0.113.7", 50002, 50003), run.out,
         OFFER)


@case
def out_rtcp():
    """rewrite: --media-rtcp says where RTCP is."""
    run = Run("rewrite", BIND, MEDIA,
              "--media-rtcp=192.168.1.10:4001=203.0.113.7:61001",
              stdin=OFFER).ends(0)
    assert b"a=rtcp:61001" in run.out, run


@case
def out_media_unknown():
    """rewrite: media without --media stays, and that is said."""
    run = Run("rewrite", BIND, stdin=OFFER).ends(0)
    assert b"m=audio 4000 " in run.out, run
    assert "192.168.1.10:4000" in run.err and "--media" in run.err, run


@case
def in_response():
    """rewrite --in: a response gets the inside endpoint back."""
    before = registered("203.0.113.7:40123", 40123, "203.0.113.7")
    run = Run("rewrite", "--in", BIND, stdin=before).ends(0)
    same(registered("192.168.1.10:5060", 5060, "192.168.1.10"), run.out,
         before)


@case
def in_register_max():
    """rewrite --register-max: the phone is told of a shorter lease."""
    before = registered("203.0.113.7:40123", 40123, "203.0.113.7")
    run = Run("rewrite", "--in", "--register-max=45", BIND,
              stdin=before).ends(0)
    same(registered("192.168.1.10:5060", 5060, "192.168.1.10").replace(
        b"expires=60", b"expires=45"), run.out, before)
    run = Run("rewrite", "--in", "--register-max=1h", BIND,
              stdin=before).ends(2)
    assert "--register-max 1h" in run.err, run


@case
def in_written():
    """rewrite --written: ports that the phone did not write are not added."""
    before = registered("203.0.113.7:40123", 40123, "203.0.113.7")
    run = Run("rewrite", "--in", "--written=rport", BIND,
              stdin=before).ends(0)
    same(registered("192.168.1.10", 5060, "192.168.1.10"), run.out, before)


@case
def in_outside():
    """rewrite --outside: a request to the outside endpoint reaches the phone."""
    before = PUBLIC.replace(b"REGISTER sip:example.com",
                            b"OPTIONS sip:alice@100.64.0.2:5061")
    before = before.replace(b"1 REGISTER", b"1 OPTIONS")
    run = Run("rewrite", "--in", "--outside=100.64.0.2:5061", BIND,
              stdin=before).ends(0)
    assert run.out.startswith(b"OPTIONS sip:alice@192.168.1.10:5060 "), run


@case
def via_never():
    """rewrite --via 0: the top Via stays."""
    run = Run("rewrite", "--via", "0", BIND, stdin=PRIVATE).ends(0)
    assert b"Via: SIP/2.0/UDP 192.168.1.10:5060;" in run.out, run
    assert b"Contact: <sip:alice@203.0.113.7:40123>" in run.out, run


@case
def identity():
    """rewrite --no-identity: From stays."""
    before = PRIVATE.replace(b"From: <sip:alice@example.com>",
                             b"From: <sip:alice@192.168.1.10>")
    plain = Run("rewrite", BIND, stdin=before).ends(0)
    assert b"From: <sip:alice@192.168.1.10>" not in plain.out, plain
    kept = Run("rewrite", "--no-identity", BIND, stdin=before).ends(0)
    assert b"From: <sip:alice@192.168.1.10>" in kept.out, kept


@case
def ice():
    """rewrite --ice 1: media with candidates gets one more; without it, none."""
    candidate = b"a=candidate:1 1 UDP 2130706431 192.168.1.10 4000 typ host"
    body = OFFER.split(b"\r\n\r\n", 1)[1] + candidate + b"\r\n"
    head = OFFER.split(b"Content-Length", 1)[0]
    before = head + b"Content-Length: %d\r\n\r\n" % len(body) + body
    left = Run("rewrite", BIND, MEDIA, stdin=before).ends(0)
    assert left.out.endswith(body), left
    added = Run("rewrite", "--ice=1", BIND, MEDIA, stdin=before).ends(0)
    assert candidate in added.out and b" typ srflx " in added.out, added
    assert b"203.0.113.7 50002 typ srflx" in added.out, added


@case
def warning():
    """rewrite --warning: a REGISTER tells the registrar, once, quoted."""
    text = 'one NAT, "full cone" \\ no hairpin'
    run = Run("rewrite", BIND, f"--warning={text}", stdin=PRIVATE).ends(0)
    line = (b'Warning: 399 sipmap "one NAT, \\"full cone\\" \\\\ no hairpin"'
            b"\r\n")
    same(PUBLIC.replace(b"Content-Length", line + b"Content-Length"), run.out,
         PRIVATE)
    again = Run("rewrite", BIND, f"--warning={text}", stdin=run.out).ends(0)
    same(run.out, again.out, run.out)
    call = Run("rewrite", BIND, MEDIA, f"--warning={text}",
               stdin=OFFER).ends(0)
    assert b"Warning" not in call.out, call


@case
def unchanged():
    """rewrite: what names no own endpoint stays byte for byte."""
    before = register("198.51.100.9:5060")
    run = Run("rewrite", BIND, stdin=before).ends(0)
    same(before, run.out, before)


@case
def from_file():
    """rewrite FILE does what standard input does."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(PRIVATE)
        file.flush()
        run = Run("rewrite", BIND, file.name).ends(0)
    same(PUBLIC, run.out, PRIVATE)


@case
def diff():
    """rewrite --diff: changed lines are marked before and after, no others."""
    run = Run("rewrite", "--diff", BIND, stdin=PRIVATE).ends(0)
    lines = run.text().splitlines()
    marked = [line for line in lines if not line.startswith(" ")]
    assert marked == [
        "- Via: SIP/2.0/UDP 192.168.1.10:5060;branch=z9hG4bK1;rport",
        "+ Via: SIP/2.0/UDP 203.0.113.7:40123;branch=z9hG4bK1;rport",
        "- Contact: <sip:alice@192.168.1.10:5060>",
        "+ Contact: <sip:alice@203.0.113.7:40123>"], run
    assert "  Max-Forwards: 70" in lines, run


@case
def diff_escapes():
    """rewrite --diff: control characters do not reach the terminal."""
    before = PRIVATE.replace(b"tag=a", b"tag=a;x=\x1b[2J")
    run = Run("rewrite", "--diff", BIND, stdin=before).ends(0)
    assert b"\x1b" not in run.out and b"\\x1b[2J" in run.out, run


@case
def json_facts():
    """rewrite --json: facts, needs and replacements."""
    got = Run("rewrite", "--json", BIND, MEDIA, stdin=OFFER).ends(0).json()
    assert got["reason"] == "rewritten", got
    assert got["facts"]["method"] == "INVITE", got
    assert got["facts"]["call_id"] == "2@192.168.1.10", got
    assert got["needs"]["streams"] == [{"rtp": "192.168.1.10:4000",
                                        "rtcp": "192.168.1.10:4001"}], got
    after, moved = OFFER, 0
    for edit in got["edits"]:
        start = edit["offset"] + moved
        end = start + len(edit["before"])
        assert after[start:end].decode() == edit["before"], edit
        after = after[:start] + edit["after"].encode() + after[end:]
        moved += len(edit["after"]) - len(edit["before"])
    same(invite("203.0.113.7:40123", "203.0.113.7", 50002, 50003), after,
         OFFER)


@case
def json_learned():
    """rewrite --in --json: what the registrar saw, and the lease."""
    before = registered("203.0.113.7:40123", 40123, "203.0.113.7")
    facts = Run("rewrite", "--in", "--json", BIND,
                stdin=before).ends(0).json()["facts"]
    assert facts["observed"] == "203.0.113.7:40123", facts
    assert facts["lease"] == 60 and facts["status"] == 200, facts


@case
def json_bytes():
    """rewrite --json: bytes that are no UTF-8 are escaped, UTF-8 is not."""
    before = PRIVATE.replace(b"Call-ID: 1@", b"Call-ID: \xff\xc3\xa4@")
    facts = Run("rewrite", "--json", BIND, stdin=before).ends(0).json()
    assert facts["facts"]["call_id"] == "\\xff\u00e4@192.168.1.10", facts


@case
def unknown_public():
    """rewrite: an own endpoint without a mapping fails, message untouched."""
    run = Run("rewrite", "--inside=192.168.1.10:5060", stdin=PRIVATE).ends(1)
    same(PRIVATE, run.out, PRIVATE)
    assert "unknown-public" in run.err and "--bind" in run.err, run


@case
def not_sip():
    """rewrite: what is not SIP fails, untouched."""
    before = b"GET / HTTP/1.1\r\nHost: 192.168.1.10:5060\r\n\r\n"
    run = Run("rewrite", BIND, stdin=before).ends(1)
    same(before, run.out)


@case
def keep_alive():
    """rewrite: a keep-alive is no fault, and stays."""
    for before in (b"\r\n\r\n", b"\r\n", b"\0\1\0\0"):
        run = Run("rewrite", BIND, stdin=before).ends(0)
        same(before, run.out)


@case
def longest():
    """rewrite: a datagram may be as long as UDP allows, and no longer."""
    room = 65507 - len(PRIVATE)
    before = PRIVATE.replace(b"Max-Forwards: 70\r\n", b"Max-Forwards: 70\r\n"
                             b"X: " + b"x" * (room - 5) + b"\r\n")
    assert len(before) == 65507
    run = Run("rewrite", BIND, stdin=before).ends(0)
    assert len(run.out) == 65507 and b"203.0.113.7:40123" in run.out, run
    run = Run("rewrite", "--bind=192.168.1.10:5060=203.0.113.107:40123",
              stdin=before).ends(1)
    same(before, run.out)
    run = Run("rewrite", BIND, stdin=before + b"x").ends(1)
    assert "longer than a datagram" in run.err, run


@case
def nothing_to_read():
    """rewrite: an empty input and a missing file are told."""
    assert "empty" in Run("rewrite", BIND).ends(1).err
    run = Run("rewrite", BIND, "/nonexistent").ends(1)
    assert "/nonexistent" in run.err and not run.out, run
