# SPDX-License-Identifier: GPL-2.0-or-later
"""Both ends of a call in one process: a phone inside, a peer on the Internet.

For what baresip cannot be made to do. Each socket is made in its end's network
namespace, so that a script can say what one end sends, and see at once what
the other one gets, and whether media arrive where SDP says.
"""
import ctypes
import os
import re
import select
import socket
import time

CLONE_NEWNET = 0x40000000
libc = ctypes.CDLL(None, use_errno=True)
PATIENCE = {"vm": 4, "uml": 3, "uml-debug": 3}.get(
    os.environ.get("SIPMAP_BED"), 1)
BUFFER = 1 << 20


class Fault(Exception):
    """What is not as it has to be."""


def enter(path):
    fd = os.open(path, os.O_RDONLY)
    try:
        if libc.setns(fd, CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "setns " + path)
    finally:
        os.close(fd)


def udp(namespace, address, port=0):
    """A socket of a network namespace."""
    home = os.open("/proc/self/ns/net", os.O_RDONLY)
    try:
        enter("/run/netns/" + namespace)
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
        sock.bind((address, port))
        return sock
    finally:
        libc.setns(home, CLONE_NEWNET)
        os.close(home)


class Message:
    """A SIP message that came, and from where."""

    def __init__(self, data, source=None):
        self.text = data.decode("utf-8", "replace")
        self.source = source
        head, _, self.body = self.text.partition("\r\n\r\n")
        self.start, *lines = head.split("\r\n")
        self.headers = [tuple(part.strip() for part in line.split(":", 1))
                        for line in lines]

    def all(self, name):
        return [value for key, value in self.headers
                if key.lower() == name.lower()]

    def get(self, name):
        return (self.all(name) or [""])[0]

    @property
    def status(self):
        return int(self.start.split()[1]) if self.start.startswith(
            "SIP/2.0 ") else 0

    @property
    def method(self):
        return self.get("CSeq").split()[-1]

    def tag(self, name):
        found = re.search(r";tag=([^;]*)", self.get(name))
        return found.group(1) if found else ""

    def contact(self):
        """Host and port of Contact."""
        found = re.search(r"sip:(?:[^@>]*@)?([0-9.]+):(\d+)",
                          self.get("Contact"))
        if not found:
            raise Fault("no host and port in Contact: " + self.text)
        return found.group(1), int(found.group(2))

    def media(self, number=0):
        """Where the RTP and the RTCP of a stream are to go, by SDP."""
        session, *streams = re.split(r"(?m)^(?=m=)", self.body)
        if len(streams) <= number:
            raise Fault("no media stream %d in: %s" % (number, self.text))
        stream = streams[number]
        line = r"(?m)^c=IN IP4 (\S+)"
        address = re.search(line, stream) or re.search(line, session)
        port = int(stream.split()[1].split("/")[0])
        rtp = address.group(1), port
        rtcp = re.search(r"(?m)^a=rtcp:(\d+)(?: IN IP4 (\S+))?", stream)
        if rtcp:
            return rtp, (rtcp.group(2) or rtp[0], int(rtcp.group(1).strip()))
        if "a=rtcp-mux" in stream:
            return rtp, rtp
        return rtp, (rtp[0], port + 1)


class End:
    """One SIP endpoint. It says nothing by itself."""

    def __init__(self, namespace, address, port=5060, name="end"):
        self.namespace = namespace
        self.address = address
        self.port = port
        self.name = name
        self.sock = udp(namespace, address, port)
        self.number = 0
        self.early = []

    def send(self, text, to):
        self.sock.sendto(text.encode(), to)

    def token(self, kind):
        self.number += 1
        return "%s%s%d.%d" % (kind, self.name, os.getpid(), self.number)

    def request(self, method, uri, headers, body="", kind="application/sdp"):
        """A request as this end writes it; headers is a list of lines."""
        lines = ["%s %s SIP/2.0" % (method, uri),
                 "Via: SIP/2.0/UDP %s:%d;branch=%s;rport" % (
                     self.address, self.port, self.token("z9hG4bK")),
                 "Max-Forwards: 70", *headers]
        return self.finish(lines, body, kind)

    def contact(self):
        return "Contact: <sip:%s@%s:%d>" % (self.name, self.address, self.port)

    def answer(self, request, status, tag="", body="", more=(), contact=True):
        """A response to a request as it came (RFC 3261 section 8.2.6)."""
        via = request.all("Via")
        source = ";received=%s;rport=%d" % request.source
        via[0] = re.sub(r";rport(?![=\w])", "", via[0]) + source
        to = request.get("To")
        if tag and ";tag=" not in to:
            to += ";tag=" + tag
        lines = ["SIP/2.0 %d Answer" % status]
        lines += ["Via: " + value for value in via]
        lines += ["From: " + request.get("From"), "To: " + to,
                  "Call-ID: " + request.get("Call-ID"),
                  "CSeq: " + request.get("CSeq")]
        if contact:
            lines.append(self.contact())
        return self.finish([*lines, *more], body, "application/sdp")

    @staticmethod
    def finish(lines, body, kind):
        if body:
            lines = [*lines, "Content-Type: " + kind]
        lines = [*lines, "Content-Length: %d" % len(body.encode())]
        return "\r\n".join(lines) + "\r\n\r\n" + body

    def receive(self, fits, what, seconds=8):
        """The first message that fits; others are kept for later."""
        end = time.monotonic() + seconds * PATIENCE
        seen = self.early
        self.early = []
        while True:
            for at, message in enumerate(seen):
                if fits(message):
                    self.early += seen[:at] + seen[at + 1:]
                    return message
            self.early += seen
            seen = []
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.sock], [], [], left)[0]:
                raise Fault("%s gets no %s; it has %s" % (
                    self.name, what, [m.start for m in self.early] or
                    "nothing"))
            data, source = self.sock.recvfrom(65535)
            if data.startswith((b"SIP/2.0 ", b"INVITE", b"ACK", b"BYE",
                                b"CANCEL", b"REGISTER", b"UPDATE", b"REFER",
                                b"NOTIFY", b"OPTIONS", b"PRACK", b"INFO")):
                seen = [Message(data, source)]

    def receive_request(self, method, call_id):
        return self.receive(
            lambda m: not m.status and m.method == method and
            m.get("Call-ID") == call_id, method)

    def receive_response(self, status, method, call_id):
        return self.receive(
            lambda m: m.status == status and m.method == method and
            m.get("Call-ID") == call_id, "%d to %s" % (status, method))


def transfer(one, to, other, text, expected=None, seconds=8):
    """Send until it arrives; fails unless it comes from where it is said."""
    end = time.monotonic() + seconds * PATIENCE
    elsewhere = ""
    while time.monotonic() < end:
        one.sendto(text, to)
        if not select.select([other], [], [], 0.2)[0]:
            continue
        data, source = other.recvfrom(65535)
        if data != text:
            continue
        if expected and source != expected:
            # what was on its way before the binding was, leaves elsewhere
            elsewhere = ", but from %s:%d" % source
            continue
        return source
    raise Fault("%r does not arrive from %s at %s:%d%s" % (
        text, expected or "anywhere", *to, elsewhere))


def sdp(address, streams, direction="", connection=None, version=1):
    """A session description: streams are (kind, port, lines)."""
    lines = ["v=0", "o=- 1 %d IN IP4 %s" % (version, address), "s=-",
             "c=IN IP4 " + (connection or address), "t=0 0"]
    for kind, port, more in streams:
        profile = "udptl t38" if kind == "image" else "RTP/AVP 0"
        lines.append("m=%s %d %s" % (kind, port, profile))
        lines += more
        if direction:
            lines.append("a=" + direction)
    return "\r\n".join(lines) + "\r\n"
