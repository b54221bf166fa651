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


def datagrams(path):
    """UDP datagrams over IPv4, put together where they were fragmented."""
    parts = {}
    for time, frame in frames(path):
        if frame[12:14] != b"\x08\x00":
            continue
        ip = frame[14:]
        header = (ip[0] & 15) * 4
        total, ident, fragment = struct.unpack_from("!HHH", ip, 2)
        if ip[9] != 17:
            continue
        payload = ip[header:total]
        if fragment & 0x3fff:
            key = (ip[12:20], ident)
            parts.setdefault(key, {})[(fragment & 0x1fff) * 8] = payload
            if not fragment & 0x2000:
                parts[key]["end"] = (fragment & 0x1fff) * 8 + len(payload)
            payload = joined(parts[key])
            if payload is None:
                continue
            del parts[key]
        source, destination, length = struct.unpack_from("!HHH", payload, 0)
        yield Datagram(time, (socket.inet_ntoa(ip[12:16]), source),
                       (socket.inet_ntoa(ip[16:20]), destination),
                       payload[8:length])


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
