# SPDX-License-Identifier: GPL-2.0-or-later
"""IPv4 packets, from the bytes up."""

import socket
import struct


def checksum(data):
    """The Internet checksum (RFC 1071)."""
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


def ip(source, destination, protocol, segment):
    """An IPv4 packet around a segment; addresses as text."""
    addresses = socket.inet_aton(source) + socket.inet_aton(destination)
    header = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(segment), 1, 0, 64,
                         protocol, 0) + addresses
    total = checksum(header)
    return header[:10] + struct.pack("!H", total) + header[12:] + segment


def pseudo(source, destination, protocol, length):
    """What a checksum covers besides the segment itself."""
    return socket.inet_aton(source) + socket.inet_aton(destination) + \
        struct.pack("!HH", protocol, length)


def udp(source, destination, payload):
    """A UDP packet; endpoints are pairs of address and port."""
    length = 8 + len(payload)
    ports = struct.pack("!HHH", source[1], destination[1], length)
    total = checksum(pseudo(source[0], destination[0], 17, length) + ports +
                     b"\0\0" + payload)
    return ip(source[0], destination[0], 17,
              ports + struct.pack("!H", total or 0xffff) + payload)


def tcp(source, destination, sequence, acknowledged, flags, payload=b""):
    """A TCP segment without options."""
    head = struct.pack("!HHIIBBH", source[1], destination[1], sequence,
                       acknowledged, 0x50, flags, 65000)
    total = checksum(pseudo(source[0], destination[0], 6,
                            len(head) + 4 + len(payload)) +
                     head + b"\0\0\0\0" + payload)
    return ip(source[0], destination[0], 6,
              head + struct.pack("!HH", total, 0) + payload)


def udp_parts(packet):
    """Source, destination and payload of a UDP packet."""
    source = socket.inet_ntoa(packet[12:16])
    destination = socket.inet_ntoa(packet[16:20])
    start = (packet[0] & 15) * 4
    ports = struct.unpack("!HH", packet[start:start + 4])
    return (source, ports[0]), (destination, ports[1]), packet[start + 8:]
