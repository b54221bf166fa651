# SPDX-License-Identifier: GPL-2.0-or-later
"""Who attacks, who is attacked, and what they send."""
import os
import select
import socket
import struct
import time

from dialogs import Call, Media, register
from ends import CLONE_NEWNET, PATIENCE, End, enter, libc, sdp

PUBLIC = os.environ["ADDR_PUBLIC"]
STRANGER = "203.0.113.1"
LIE = ("203.0.113.66", 6666)
RAW = {}
# how long something is awaited that is not to come
NEVER = 0.3 * PATIENCE


def inside(namespace, make):
    """What make() makes in a network namespace."""
    home = os.open("/proc/self/ns/net", os.O_RDONLY)
    try:
        enter("/run/netns/" + namespace)
        return make()
    finally:
        libc.setns(home, CLONE_NEWNET)
        os.close(home)


def tcp():
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.settimeout(3 * PATIENCE)
    return sock


def reaches(listener, sender, targets):
    """Does anything that is sent to one of the targets come to the listener?"""
    text = b"\x80" + os.urandom(8)
    end = time.monotonic() + NEVER
    while time.monotonic() < end:
        for target in set(targets):
            sender.sendto(text, target)
        while select.select([listener], [], [], 0.1)[0]:
            if listener.recv(65535) == text:
                return True
    return False


def spoof(source, target, text, namespace=os.environ["NS_INTERNET"]):
    """One datagram from somebody who says that he is another."""
    data = text.encode()
    datagram = struct.pack("!HHHH", source[1], target[1], 8 + len(data), 0)
    header = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 28 + len(data), 0, 0, 64,
                         socket.IPPROTO_UDP, 0, socket.inet_aton(source[0]),
                         socket.inet_aton(target[0]))
    if namespace not in RAW:
        RAW[namespace] = inside(namespace, lambda: socket.socket(
            socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW))
    RAW[namespace].sendto(header + datagram + data, (target[0], 0))


def message(*lines):
    return "\r\n".join([*lines, "Content-Length: 0", "", ""])


def answer(via, method="OPTIONS", call_id="nobody-knows"):
    """A response that says that the phone was seen elsewhere."""
    return message(
        "SIP/2.0 200 OK",
        "Via: %s;received=%s;rport=%d" % (via, *LIE),
        "From: <sip:a@lab>;tag=1", "To: <sip:a@lab>;tag=2",
        "Call-ID: " + call_id, "CSeq: 9 " + method)


class Lab:
    """Who takes part."""

    def __init__(self):
        env = os.environ
        self.phone = End(env["NS_A"], env["ADDR_A"], name="a")
        self.server = End(env["NS_C"], env["ADDR_C"], name="c")
        self.stranger = End(env["NS_INTERNET"], STRANGER, name="s")
        self.b = env["NS_B"], env["ADDR_B"]
        self.public = self.register()[0].source
        self.port = 40000

    def register(self):
        return register(self.phone, self.server)

    def drain(self):
        for end in (self.phone, self.server, self.stranger):
            end.early = []
            while select.select([end.sock], [], [], 0)[0]:
                end.sock.recv(65535)

    def program(self):
        """A program on b that speaks SIP, from a port of its own."""
        self.port += 20
        return End(*self.b, self.port, name="b%d" % self.port)

    def call(self, media=True):
        call = Call(self.phone, self.server)
        streams = Media(call) if media else None
        invite = call.ask(self.phone, "INVITE", sdp(
            self.phone.address,
            [("audio", streams.port if media else 0, [])]))
        call.reply(invite, 200, sdp(self.server.address,
                                    [("audio", 4000, [])]))
        call.confirmed = True
        call.acknowledge(self.phone)
        return call, streams, invite.media()[0] if media else None


def opened(is_open):
    return "open" if is_open else "closed"


def form_register(address, port, transport):
    return message(
        "REGISTER sip:%s;transport=%s SIP/2.0" % (os.environ["ADDR_C"],
                                                  transport),
        "Via: SIP/2.0/%s %s:5060;branch=z9hG4bKpage" % (transport.upper(),
                                                        address),
        "Max-Forwards: 70", "From: <sip:b@lab>;tag=page", "To: <sip:b@lab>",
        "Call-ID: page", "CSeq: 1 REGISTER",
        "Contact: <sip:b@%s:%d;transport=%s>;expires=600" % (address, port,
                                                             transport),
        "Expires: 600")


def granted(text):
    """200 OK to a REGISTER, with what it says."""
    lines = text.split("\r\n")
    kept = [line for line in lines if line.startswith(
        ("Via:", "From:", "To:", "Call-ID:", "CSeq:", "Contact:"))]
    return message("SIP/2.0 200 OK", *kept, "Expires: 600")


def contact_port(text):
    """The port in a Contact as it left the router; 0 where there is none."""
    host = text.partition("Contact: <sip:b@")[2].partition(";")[0]
    port = host.partition(":")[2].rstrip(">")
    return int(port) if port.isdigit() else 0
