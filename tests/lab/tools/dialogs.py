# SPDX-License-Identifier: GPL-2.0-or-later
"""Calls between a phone inside and a peer on the Internet, step by step."""
import errno
import json
import os
import subprocess
import time

from ends import PATIENCE, Fault, transfer, udp


def sipmapctl(table):
    """The rows of one of sipmapctl's tables at the router."""
    command = os.environ["LAB_TREE"] + "/build/userspace/sipmapctl"
    text = subprocess.run(
        ["ip", "netns", "exec", os.environ["NS_ROUTER"], command, table,
         "--json"], check=True, capture_output=True, text=True).stdout
    return json.loads(text)[table]


def sysctl(name, *value):
    """Read one of sipmap's settings at the router, or set it."""
    name = "net.sipmap." + name
    return subprocess.run(
        ["ip", "netns", "exec", os.environ["NS_ROUTER"], "sysctl", "-n",
         *(["-w"] if value else []), "=".join((name, *value))],
        check=True, capture_output=True, text=True).stdout.strip()


def state(call_id):
    """What the router says of a call: its row, or None."""
    rows = [row for row in sipmapctl("calls")
            if row.get("call_id") == call_id]
    return rows[0] if rows else None


def wait_state(call_id, fits, what, seconds=5):
    end = time.monotonic() + seconds * PATIENCE
    row = state(call_id)
    while not fits(row):
        if time.monotonic() > end:
            raise Fault("the call is not %s but %s" % (what, row))
        time.sleep(0.2)
        row = state(call_id)


def expect(one, other, what):
    if one != other:
        raise Fault("%s is %r, not %r" % (what, one, other))


def register(phone, registrar, expires=600):
    """The peer is the registrar: it says what it sees (RFC 3581)."""
    call_id = phone.token("r")
    text = phone.request(
        "REGISTER", "sip:" + registrar.address,
        ["From: <sip:%s@lab>;tag=%s" % (phone.name, call_id),
         "To: <sip:%s@lab>" % phone.name, "Call-ID: " + call_id,
         "CSeq: 1 REGISTER", phone.contact(), "Expires: %d" % expires])
    for _ in range(4):
        phone.send(text, (registrar.address, registrar.port))
        try:
            request = registrar.receive_request("REGISTER", call_id)
            break
        except Fault:
            continue
    else:
        raise Fault("no REGISTER arrives")
    contact = "Contact: %s;expires=%d" % (request.get("Contact"), expires)
    registrar.send(registrar.answer(request, 200, "reg", more=[contact],
                                    contact=False), request.source)
    return request, phone.receive_response(200, "REGISTER", call_id)


class Call:
    """A call, and what each end knows of it."""

    def __init__(self, phone, peer, inbound=None):
        self.phone, self.peer = phone, peer
        self.caller = peer if inbound else phone
        self.call_id = phone.token("c")
        self.tags = {phone: phone.token("t"), peer: peer.token("t")}
        self.cseq = {phone: 0, peer: 0}
        self.known = inbound is not None and bool(inbound)
        self.goal = {phone: (peer.address, peer.port), peer: inbound}
        self.uri = {phone: "sip:%s@%s:%d" % (peer.name, *self.goal[phone]),
                    peer: "sip:%s@%s:%d" % (phone.name, *(inbound or ("", 0)))}
        self.confirmed = False

    def other(self, end):
        return self.peer if end is self.phone else self.phone

    def headers(self, end, method, cseq, tag):
        other = self.other(end)
        to = "To: <sip:%s@lab>" % other.name
        if tag:
            to += ";tag=" + tag
        lines = ["From: <sip:%s@lab>;tag=%s" % (end.name, self.tags[end]), to,
                 "Call-ID: " + self.call_id, "CSeq: %d %s" % (cseq, method)]
        if method not in ("BYE", "CANCEL"):
            lines.append(end.contact())
        return lines

    def write(self, end, method, body="", more=(), tag=None, cseq=None):
        """A request of one end, without sending it."""
        if cseq is None:
            self.cseq[end] += 1
            cseq = self.cseq[end]
        if tag is None:
            tag = self.tags[self.other(end)] if self.confirmed else ""
        return end.request(method, self.uri[end],
                           [*self.headers(end, method, cseq, tag), *more],
                           body)

    def deliver(self, end, method, text):
        other = self.other(end)
        end.send(text, self.goal[end])
        request = other.receive_request(method, self.call_id)
        if other is self.peer:
            self.seen_outside(request)
        else:
            self.seen_inside(request)
        return request

    def ask(self, end, method, body="", more=(), tag=None, cseq=None):
        """A request of one end, as it comes to the other."""
        return self.deliver(end, method, self.write(end, method, body, more,
                                                    tag, cseq))

    def reply(self, request, status, body="", tag=None, more=()):
        """A response to a request, as it comes to who asked."""
        end = self.peer if request.source[0] != self.peer.address \
            else self.phone
        if tag is None:
            tag = self.tags[end]
        end.send(end.answer(request, status, tag, body, more), request.source)
        response = self.other(end).receive_response(
            status, request.method, self.call_id)
        if end is self.phone:
            if response.all("Contact"):
                expect(response.contact(), self.goal[self.peer],
                       "Contact of the phone's answer")
        elif not response.get("Via").startswith(
                "SIP/2.0/UDP %s:%d" % (self.phone.address, self.phone.port)):
            raise Fault("the phone's Via came back as " + response.get("Via"))
        return response

    def seen_outside(self, request):
        """What the phone says of itself is where it sends from."""
        if request.all("Contact"):
            expect(request.contact(), request.source, "Contact")
            self.goal[self.peer] = request.source
            self.uri[self.peer] = "sip:%s@%s:%d" % (self.phone.name,
                                                    *request.source)

    def seen_inside(self, request):
        """What comes in names the phone as it names itself."""
        own = "sip:%s@%s:%d" % (self.phone.name, self.phone.address,
                                self.phone.port)
        if own not in request.start:
            raise Fault("the Request-URI is no %s: %s" % (own, request.start))

    def acknowledge(self, end, tag=None, body="", cseq=None):
        return self.ask(end, "ACK", body, tag=tag,
                        cseq=self.cseq[end] if cseq is None else cseq)

    def hang_up(self, end, tag=None):
        bye = self.ask(end, "BYE", tag=tag)
        self.reply(bye, 200)


def udp_pair(phone, port, rtcp):
    """RTP and RTCP sockets; where any port will do, the next one may be taken."""
    for _ in range(100):
        sock = udp(phone.namespace, phone.address, port)
        chosen = sock.getsockname()[1]
        try:
            return sock, udp(phone.namespace, phone.address,
                             chosen + 1 if rtcp is None else rtcp)
        except OSError as error:
            sock.close()
            if port or error.errno != errno.EADDRINUSE:
                raise
    raise Fault("no two ports of %s side by side are free" % phone.address)


class Media:
    """RTP and RTCP sockets of both ends for one stream."""

    def __init__(self, call, port=0, rtcp=None, theirs=None):
        phone, peer = call.phone, call.peer
        self.mine, self.mine_rtcp = udp_pair(phone, port, rtcp)
        self.port = self.mine.getsockname()[1]
        self.own = [self.mine, self.mine_rtcp]
        if not theirs:
            theirs = [udp(peer.namespace, peer.address) for _ in range(2)]
            self.own += theirs
        self.theirs, self.theirs_rtcp = theirs

    def close(self):
        for sock in self.own:
            sock.close()

    def flows(self, said, what="media", mux=False):
        """Both ways, through what SDP said of the phone: (RTP, RTCP)."""
        pairs = [(self.mine, self.theirs, said[0])]
        if not mux:
            pairs.append((self.mine_rtcp, self.theirs_rtcp, said[1]))
        for number, (mine, theirs, public) in enumerate(pairs):
            text = b"\x80" + os.urandom(4)
            try:
                transfer(mine, theirs.getsockname(), theirs, b"o" + text,
                         public)
                transfer(theirs, public, mine, b"i" + text)
            except Fault as fault:
                raise Fault("%s, %s: %s" % (
                    what, "RTCP" if number else "RTP", fault)) from None
