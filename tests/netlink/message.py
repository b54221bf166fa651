# SPDX-License-Identifier: GPL-2.0-or-later
"""Generic netlink by hand, so that a message may be as wrong as it likes; what
is right is taken from docs/netlink/sipmap.yaml."""

import errno
import os
import socket
import struct
from pathlib import Path

import yaml

TOP = Path(__file__).resolve().parents[2]
SPEC = yaml.safe_load((TOP / "docs/netlink/sipmap.yaml").read_text())

NETLINK_GENERIC = 16
SOL_NETLINK, NETLINK_EXT_ACK = 270, 11
REQUEST, ACK, DUMP, CAPPED, TLVS = 1, 4, 0x300, 0x100, 0x200
ERROR, DONE = 2, 3
CONTROL, GET_FAMILY, FAMILY_ID, FAMILY_NAME = 16, 3, 1, 2
NESTED = 0x8000
SIZES = {"u8": 1, "u16": 2, "u32": 4, "u64": 8}


def attribute(kind, data=b"", length=None):
    """An attribute; a length that is not its own may be said."""
    length = 4 + len(data) if length is None else length
    return struct.pack("=HH", length, kind) + data + b"\0" * (-len(data) % 4)


def attributes(data):
    """(type, bytes) of each attribute of a sound stretch of them."""
    while data:
        length, kind = struct.unpack_from("=HH", data)
        assert 4 <= length <= len(data), data
        yield kind & 0x3fff, data[4:length]
        data = data[(length + 3) & ~3:]


class Set:
    """An attribute set of the specification: names and numbers."""

    def __init__(self, spec):
        self.specs = {a["name"]: a for a in spec["attributes"]}
        self.numbers = {name: number for number, name in
                        enumerate(self.specs, 1)}
        self.names = {number: name for name, number in self.numbers.items()}

    def type(self, name):
        return self.specs[name]["type"]

    def packed(self, **values):
        """Attributes by name: integers, bytes, or endpoints."""
        return b"".join(self.one(name.replace("_", "-"), value)
                        for name, value in values.items())

    def one(self, name, value):
        kind = self.numbers[name]
        if self.type(name) == "nest":
            return attribute(kind | NESTED, endpoint(*value))
        if self.type(name) == "string":
            value = value.encode() + b"\0"
        elif not isinstance(value, bytes):
            value = value.to_bytes(SIZES[self.type(name)], "little")
        return attribute(kind, value)

    def unpacked(self, data):
        """{name: bytes} of a sound stretch of attributes."""
        return {self.names.get(kind, kind): value
                for kind, value in attributes(data)}


SETS = {spec["name"]: Set(spec) for spec in SPEC["attribute-sets"]}
OPERATIONS = {spec["name"]: (number, spec) for number, spec in
              enumerate(SPEC["operations"]["list"], 1)}


def endpoint(address, port):
    """What is in a nest for an endpoint."""
    packed = socket.inet_aton(address)
    return attribute(1, packed) + attribute(2, struct.pack(">H", port))


def requests(kind):
    """Names of the operations that are asked for so: do or dump."""
    return [name for name, (_, spec) in OPERATIONS.items() if kind in spec]


def command(name):
    return OPERATIONS[name][0]


def set_of(name):
    """The attribute set of an operation."""
    return SETS[OPERATIONS[name][1]["attribute-set"]]


def allowed(name):
    """The attributes that an operation takes when it is done."""
    return OPERATIONS[name][1]["do"].get("request", {}).get("attributes", [])


class Refused(Exception):
    """What the kernel answers to a message that it does not like."""

    def __init__(self, number, said):
        super().__init__(f"{errno.errorcode.get(number, number)}: {said}")
        self.number = number
        self.said = said


class Speaker:
    """A socket that speaks to the family."""

    def __init__(self):
        self.socket = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW,
                                    NETLINK_GENERIC)
        self.socket.bind((0, 0))
        self.socket.settimeout(20)
        self.socket.setsockopt(SOL_NETLINK, NETLINK_EXT_ACK, 1)
        self.sequence = 0
        self.family = CONTROL
        name = attribute(FAMILY_NAME, SPEC["name"].encode() + b"\0")
        for kind, value in attributes(self.ask(GET_FAMILY, name)[0]):
            if kind == FAMILY_ID:
                self.family = struct.unpack("=H", value)[0]

    def close(self):
        self.socket.close()

    def tell(self, content, flags):
        """Send what comes behind the netlink header, whatever it is."""
        self.sequence += 1
        self.socket.send(struct.pack(
            "=IHHII", 16 + len(content), self.family, flags | REQUEST,
            self.sequence, 0) + content)

    def answers(self):
        """What comes back for the last message, until its end; raises what
        the kernel says against it."""
        replies = []
        while True:
            data = self.socket.recv(1 << 17)
            while data:
                length, kind, flags, sequence = struct.unpack_from("=IHHI",
                                                                   data)
                part, data = data[16:length], data[(length + 3) & ~3:]
                if sequence != self.sequence:
                    continue
                if kind in (ERROR, DONE):
                    number = -struct.unpack_from("=i", part)[0]
                    if number > 0:
                        raise Refused(number, said(kind, flags, part))
                    return replies
                replies.append(part[4:])

    def ask_only(self, number, data=b"", flags=ACK):
        """Ask for a command, and do not listen."""
        self.tell(struct.pack("=BBH", number, 1, 0) + data, flags)

    def ask(self, number, data=b"", flags=ACK):
        """Ask for a command; the attributes of each answer."""
        self.ask_only(number, data, flags)
        return self.answers()

    def do(self, name, **values):
        """Do an operation as it is meant."""
        return self.ask(command(name), set_of(name).packed(**values))

    def dump(self, name):
        """All objects, each {name: bytes}."""
        return [set_of(name).unpacked(reply)
                for reply in self.ask(command(name), flags=DUMP)]


def said(kind, flags, part):
    """The kernel's own words of a refusal, or where the fault is."""
    if not flags & TLVS:
        return ""
    at = 4
    if kind == ERROR:
        at += 16 if flags & CAPPED else struct.unpack_from("=I", part, 4)[0]
    found = dict(attributes(part[(at + 3) & ~3:]))
    if 1 in found:
        return found[1].rstrip(b"\0").decode()
    return " ".join(f"{kind}:{value.hex()}" for kind, value in found.items())


def load():
    """The module, switched on in this network namespace."""
    if not Path("/sys/module/nf_sipmap").exists():
        os.spawnlp(os.P_WAIT, "modprobe", "modprobe", "-a", "nf_conntrack",
                   "nf_nat", "nf_defrag_ipv4")
        os.spawnlp(os.P_WAIT, "insmod", "insmod", os.environ["SIPMAP_KO"])
    Path("/proc/sys/net/sipmap/enabled").write_text("1\n", encoding="ascii")
