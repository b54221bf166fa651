# SPDX-License-Identifier: GPL-2.0-or-later
"""Packets of a capture file: UDP datagrams, SIP messages, RTP streams."""
import collections
import re
import socket
import struct

Datagram = collections.namedtuple("Datagram", "time source destination data")

START = re.compile(rb"(SIP/2\.0 \d{3} |[A-Z]{2,20} \S+ SIP/2\.0\r?\n)")
LONG_NAMES = {"i": "call-id", "m": "contact", "v": "via", "f": "from",
              "t": "to", "l": "content-length", "c": "content-type"}


def frames(path):
    """Time and bytes of each frame; a last one cut short is left out."""
    with open(path, "rb") as file:
        data = file.read()
    if len(data) < 24:
        return
    magic = data[:4]
    order = "<" if magic in (b"\xd4\xc3\xb2\xa1", b"\x4d\x3c\xb2\xa1") else ">"
    fraction = 1e-9 if b"\x3c\xb2" in magic else 1e-6
    at = 24
    while at + 16 <= len(data):
        second, part, kept, _ = struct.unpack_from(order + "IIII", data, at)
        at += 16
        if at + kept > len(data):
            return
        yield second + part * fraction, data[at:at + kept]
        at += kept


Packet = collections.namedtuple(
    "Packet", "source destination ident offset more payload")


def packet_ipv4(ip):
    """A UDP packet over IPv4, or one that is a part of it; else None."""
    total, ident, fragment = struct.unpack_from("!HHH", ip, 2)
    if ip[9] != 17:
        return None
    return Packet(socket.inet_ntoa(ip[12:16]), socket.inet_ntoa(ip[16:20]),
                  ident, (fragment & 0x1fff) * 8, bool(fragment & 0x2000),
                  ip[(ip[0] & 15) * 4:total])


def packet_ipv6(ip):
    """The same over IPv6, without other extension headers."""
    source, destination = (socket.inet_ntop(socket.AF_INET6, ip[at:at + 16])
                           for at in (8, 24))
    payload = ip[40:40 + int.from_bytes(ip[4:6], "big")]
    if ip[6] == 17:
        return Packet(source, destination, 0, 0, False, payload)
    if ip[6] != 44 or payload[0] != 17:
        return None
    fragment, ident = struct.unpack_from("!HI", payload, 2)
    return Packet(source, destination, ident, fragment & 0xfff8,
                  bool(fragment & 1), payload[8:])


READERS = {b"\x08\x00": packet_ipv4, b"\x86\xdd": packet_ipv6}


def datagrams(path):
    """UDP datagrams, put together where they were fragmented."""
    parts = {}
    for time, frame in frames(path):
        reader = READERS.get(frame[12:14])
        packet = reader(frame[14:]) if reader else None
        if not packet:
            continue
        payload = packet.payload
        if packet.offset or packet.more:
            key = (packet.source, packet.destination, packet.ident)
            parts.setdefault(key, {})[packet.offset] = payload
            if not packet.more:
                parts[key]["end"] = packet.offset + len(payload)
            payload = joined(parts[key])
            if payload is None:
                continue
            del parts[key]
        source, destination, length = struct.unpack_from("!HHH", payload, 0)
        yield Datagram(time, (packet.source, source),
                       (packet.destination, destination), payload[8:length])


def joined(parts):
    whole = b""
    while "end" in parts and len(whole) in parts:
        piece = parts[len(whole)]
        whole += piece
        if len(whole) == parts["end"]:
            return whole
        if not piece:
            return None
    return None


class Message:
    """A SIP message of a capture."""

    def __init__(self, datagram):
        self.time = datagram.time
        self.source = datagram.source
        self.destination = datagram.destination
        self.text = datagram.data.decode("utf-8", "replace")
        head = self.text.replace("\r\n", "\n").partition("\n\n")[0]
        self.lines = head.split("\n")
        self.first = self.lines[0]
        self.headers = {}
        for line in self.lines[1:]:
            name, _, value = line.partition(":")
            name = name.strip().lower()
            name = LONG_NAMES.get(name, name)
            self.headers.setdefault(name, value.strip())

    @property
    def status(self):
        """Of a response; 0 for a request."""
        return int(self.first[8:11]) if self.first[:4] == "SIP/" else 0

    @property
    def method(self):
        """Of a request; of a response, that of its request."""
        return self.headers.get("cseq", "0 ?").split()[-1]

    @property
    def call_id(self):
        return self.headers.get("call-id", "")

    @property
    def key(self):
        """Equal for one message at two points of its way."""
        return (self.status, self.method, self.call_id,
                self.headers.get("cseq"), self.headers.get("to"))


def messages(path):
    for datagram in datagrams(path):
        if START.match(datagram.data.lstrip(b"\r\n")):
            yield Message(datagram)


def rtp(path):
    """Time, source, destination, SSRC, payload type of each RTP packet."""
    for datagram in datagrams(path):
        data = datagram.data
        if len(data) < 12 or data[0] >> 6 != 2:
            continue
        if 64 <= data[1] & 0x7f < 96:
            continue
        yield (datagram.time, datagram.source, datagram.destination,
               int.from_bytes(data[8:12], "big"), data[1] & 0x7f)
