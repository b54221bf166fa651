# SPDX-License-Identifier: GPL-2.0-or-later
"""The SIP messages of the benchmark, as phones and registrars write them.

Each function takes what the writer believes to be the phone's endpoint (own)
and media endpoint, and the number of the call, of which Call-ID, branch, tag
and media port are made.
"""

PEER = "203.0.113.20:5060"
PEER_MEDIA = ("203.0.113.20", 40000)
DOMAIN = "example.org"
# the eight digits that the bench module replaces to make another call of it
STAMP = "0badcafe"


def message(start, headers, body=""):
    """Put start line, headers and body together."""
    headers = headers + [f"Content-Length: {len(body)}"]
    return "\r\n".join([start] + headers + ["", body]).encode()


def sdp(address, port):
    """An offer or answer with six codecs, as desk phones make it."""
    return "".join(f"{line}\r\n" for line in [
        "v=0", f"o=- 3842915642 1 IN IP4 {address}", "s=call",
        f"c=IN IP4 {address}", "t=0 0",
        f"m=audio {port} RTP/AVP 9 8 0 18 96 101",
        "a=rtpmap:9 G722/8000", "a=rtpmap:8 PCMA/8000",
        "a=rtpmap:0 PCMU/8000", "a=rtpmap:18 G729/8000",
        "a=fmtp:18 annexb=no", "a=rtpmap:96 opus/48000/2",
        "a=rtpmap:101 telephone-event/8000", "a=fmtp:101 0-15",
        f"a=rtcp:{port + 1} IN IP4 {address}",
        "a=ptime:20", "a=sendrecv"])


def dialog(number, kind):
    """Call-ID, branch and tag of a call."""
    return (f"{kind}{number:04d}-{STAMP}-4f1d@{DOMAIN}",
            f"z9hG4bK-{kind}{number:04d}-{STAMP}-81", f"{kind}{number:04d}a7")


def outward(start, method, number, own, extra, body=""):
    """A request of the phone."""
    call, branch, tag = dialog(number, "o")
    return message(start, [
        f"Via: SIP/2.0/UDP {own};branch={branch};rport",
        f"Contact: <sip:alice@{own}>",
        "Max-Forwards: 70",
        f'To: "Bob" <sip:bob@{DOMAIN}>',
        f'From: "Alice" <sip:alice@{DOMAIN}>;tag={tag}',
        f"Call-ID: {call}",
        f"CSeq: {number + 1} {method}",
        "User-Agent: desk phone 1.24.3"] + extra, body)


def inward(start, method, number, extra, body=""):
    """A request from outside; start names the phone."""
    call, branch, tag = dialog(number, "i")
    return message(start, [
        f"Via: SIP/2.0/UDP {PEER};branch={branch};rport=5060",
        f"Record-Route: <sip:{PEER};lr>",
        "Max-Forwards: 68",
        f'To: "Alice" <sip:alice@{DOMAIN}>',
        f'From: "Bob" <sip:bob@{DOMAIN}>;tag={tag}',
        f"Contact: <sip:bob@{PEER}>",
        f"Call-ID: {call}",
        f"CSeq: {number + 1} {method}",
        "User-Agent: proxy 5.6"] + extra, body)


ALLOW = ["Allow: INVITE,ACK,BYE,CANCEL,OPTIONS,NOTIFY,SUBSCRIBE,INFO,REFER",
         "Supported: replaces,outbound,path"]
SDP_TYPE = ["Content-Type: application/sdp"]


def options_out(own, _media, number):
    """The phone asks its registrar what it can do."""
    return outward(f"OPTIONS sip:{DOMAIN} SIP/2.0", "OPTIONS", number, own,
                   ["Accept: application/sdp"])


def options_in(own, _media, number):
    """The registrar keeps the phone's mapping alive."""
    return inward(f"OPTIONS sip:alice@{own} SIP/2.0", "OPTIONS", number,
                  ["Accept: application/sdp"])


def register_out(own, _media, number):
    """With credentials, as nearly all of them have."""
    return outward(
        f"REGISTER sip:{DOMAIN} SIP/2.0", "REGISTER", number, own,
        [f'Authorization: Digest username="alice", realm="{DOMAIN}", '
         'nonce="ZVQfMWVUHgW7uV3S+KzCG0Do3G3gAfRX", '
         f'uri="sip:{DOMAIN}", response="5fb2ab96d8f9c4ae03d4c2a0b6d2d4e1", '
         "algorithm=MD5", "Expires: 600"] + ALLOW)


def register_answer_in(own, _media, number):
    """200 to the REGISTER, with what the registrar has stored."""
    call, branch, tag = dialog(number, "o")
    address, port = own.split(":")
    return message("SIP/2.0 200 OK", [
        f"Via: SIP/2.0/UDP {own};branch={branch};rport={port};"
        f"received={address}",
        f'To: "Alice" <sip:alice@{DOMAIN}>;tag=b27e1a1d33761e85846fc98f5f3a7e58',
        f'From: "Alice" <sip:alice@{DOMAIN}>;tag={tag}',
        f"Call-ID: {call}",
        f"CSeq: {number + 1} REGISTER",
        f"Contact: <sip:alice@{own}>;expires=600",
        "Server: proxy 5.6"])


def invite_out(own, media, number):
    """The phone calls."""
    return outward(f"INVITE sip:bob@{DOMAIN} SIP/2.0", "INVITE", number, own,
                   ALLOW + SDP_TYPE, sdp(*media))


def invite_in(own, _media, number):
    """The phone is called."""
    return inward(f"INVITE sip:alice@{own} SIP/2.0", "INVITE", number,
                  ALLOW + SDP_TYPE, sdp(*PEER_MEDIA))


def answer_out(own, media, number):
    """200 to the INVITE from outside."""
    call, branch, tag = dialog(number, "i")
    return message("SIP/2.0 200 OK", [
        f"Via: SIP/2.0/UDP {PEER};branch={branch};rport=5060",
        f"Record-Route: <sip:{PEER};lr>",
        f"Contact: <sip:alice@{own}>",
        f'To: "Alice" <sip:alice@{DOMAIN}>;tag=1b5e7c43',
        f'From: "Bob" <sip:bob@{DOMAIN}>;tag={tag}',
        f"Call-ID: {call}",
        f"CSeq: {number + 1} INVITE"] + ALLOW + SDP_TYPE, sdp(*media))


def response(status, method, own, number, extra, body=""):
    """What comes back to a request of the phone in a call."""
    call, branch, tag = dialog(number, "o")
    address, port = own.split(":")
    return message(f"SIP/2.0 {status}", [
        f"Via: SIP/2.0/UDP {own};branch={branch};rport={port};"
        f"received={address}",
        f"Record-Route: <sip:{PEER};lr>",
        f'To: "Bob" <sip:bob@{DOMAIN}>;tag=99d1a0ce',
        f'From: "Alice" <sip:alice@{DOMAIN}>;tag={tag}',
        f"Call-ID: {call}",
        f"CSeq: {number + 1} {method}"] + extra, body)


def answer_in(own, _media, number):
    """200 to the phone's own INVITE."""
    return response("200 OK", "INVITE", own, number,
                    [f"Contact: <sip:bob@{PEER}>"] + ALLOW + SDP_TYPE,
                    sdp(*PEER_MEDIA))


def trying_in(own, _media, number):
    """100 to the INVITE."""
    return response("100 Trying", "INVITE", own, number, [])


def ringing_in(own, _media, number):
    """180 to the INVITE."""
    return response("180 Ringing", "INVITE", own, number,
                    [f"Contact: <sip:bob@{PEER}>"])


def ack_out(own, _media, number):
    """The phone has the answer."""
    return outward(f"ACK sip:bob@{PEER} SIP/2.0", "ACK", number, own,
                   [f"Route: <sip:{PEER};lr>"])


def bye_out(own, _media, number):
    """The phone hangs up."""
    return outward(f"BYE sip:bob@{PEER} SIP/2.0", "BYE", number, own,
                   [f"Route: <sip:{PEER};lr>"])


def bye_answer_in(own, _media, number):
    """200 to the BYE."""
    return response("200 OK", "BYE", own, number, [])


# a call of the phone, from beginning to end
CALL = ("invite_out", "trying_in", "ringing_in", "answer_in", "ack_out",
        "bye_out", "bye_answer_in")
