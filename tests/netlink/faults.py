# SPDX-License-Identifier: GPL-2.0-or-later
"""Every way in which a request can be malformed, made from the specification:
(what is wrong, the attributes) of a request that is sound but for that."""

import struct

import message
from message import NESTED, attribute

ADDRESS, PORT = 1, 2
# longer than any string or payload may be
LONG = 600


def sound(kind, name):
    """Some data of the right form for an attribute."""
    size = message.SIZES.get(kind.type(name))
    if size:
        return (1).to_bytes(size, "little")
    if kind.type(name) == "nest":
        return message.endpoint("192.0.2.77", 5077)
    return {"string": b"sound\0", "flag": b""}.get(kind.type(name), bytes(4))


def numbers(name, spec):
    """Numbers that are none of an enumeration's, or no number of anything."""
    for enum in message.SPEC["definitions"]:
        if enum["name"] == spec.get("enum"):
            yield len(enum["entries"])
            yield 0xffffffff
    if name in ("ifindex", "id", "binding"):
        yield from (0, 0x7fffffff, 0xffffffff)


def endpoints():
    """What can be wrong in an endpoint."""
    address = attribute(ADDRESS, bytes([192, 0, 2, 77]))
    port = attribute(PORT, b"\x13\xd5")
    yield "an endpoint of nothing", b""
    yield "no port", address
    yield "no address", port
    yield "port 0", address + attribute(PORT, bytes(2))
    yield "an address of zeros", attribute(ADDRESS, bytes(4)) + port
    for size in (0, 1, 3, 5, 15, 17, 300):
        yield f"an address of {size} bytes", \
            attribute(ADDRESS, b"\1" * size) + port
    for size in (0, 1, 3, 4):
        yield f"a port of {size} bytes", \
            address + attribute(PORT, b"\1" * size)
    for kind in (0, 3, 200):
        yield f"attribute {kind} in an endpoint", \
            address + port + attribute(kind, b"\1\2")
    yield "an address that says it is a nest", \
        attribute(ADDRESS | NESTED, bytes([192, 0, 2, 77])) + port
    yield "an endpoint in an endpoint", attribute(
        ADDRESS | NESTED, address + port) + port
    yield "an attribute longer than its nest", \
        address + attribute(PORT, b"\x13\xd5", length=200)
    yield "an attribute shorter than its own head in a nest", \
        address + attribute(PORT, b"\x13\xd5", length=3)
    yield "bytes behind an endpoint", address + port + b"\1\2"


def of_string():
    yield "an empty string", b""
    yield "a string without end", b"x" * 5
    yield "a long string", b"x" * LONG + b"\0"


def of_binary(spec):
    least = spec["checks"].get("min-len", 0)
    for size in range(1, least):
        yield f"{size} bytes", b"\1" * size
    if least:
        yield "neither 4 nor 16 bytes", b"\1" * 5
    yield "too many bytes", b"\1" * (spec["checks"]["max-len"] + 1)


def of_number(name, spec, size):
    for other in (*range(size), size + 1, size + 60):
        yield f"a number of {other} bytes", b"\1" * other
    for number in numbers(name, spec):
        yield f"number {number}", number.to_bytes(4, "little")


def of_value(kind, name):
    """(what is wrong, the data of an attribute)"""
    spec = kind.specs[name]
    if spec["type"] in message.SIZES:
        yield from of_number(name, spec, message.SIZES[spec["type"]])
    elif spec["type"] == "string":
        yield from of_string()
    elif spec["type"] == "nest":
        yield from endpoints()
    elif spec["type"] == "flag":
        yield "a flag with a value", b"\1"
    else:
        yield from of_binary(spec)


def of_attribute(kind, name, base):
    """Faults of one attribute that an operation takes."""
    number, data = kind.numbers[name], sound(kind, name)
    nested = NESTED if kind.type(name) == "nest" else 0
    for wrong, value in of_value(kind, name):
        # whether a name or an id is somebody's can only be told by itself
        rest = {} if name in ("id", "inside", "outside", "ifindex") else base
        bad = attribute(number | nested, value)
        yield f"{name}: {wrong}", without(kind, rest, name) + bad
        if wrong.startswith(("a number", "a flag")):
            yield f"{name}: {wrong}, and a sound one", \
                without(kind, base, name) + bad + \
                attribute(number | nested, data)
    yield f"{name}: nested as it is not to be", without(kind, base, name) + \
        attribute(number | (NESTED - nested), data)


def without(kind, base, name):
    return kind.packed(**{n: v for n, v in base.items() if n != name})


def of_stretch(kind, base):
    """Faults of the stretch of attributes as a whole."""
    good = kind.packed(**base)
    highest = len(kind.numbers)
    for number in (0, highest + 1, highest + 300, 0x3fff):
        yield f"unknown attribute {number}", good + attribute(number, b"\1\2")
    for length in range(4):
        yield f"an attribute of length {length}", \
            good + struct.pack("=HH", length, 1)
    yield "an attribute longer than the message", \
        good + attribute(1, bytes(4), length=2000)
    for rest in (1, 2, 3):
        yield f"{rest} bytes behind the last attribute", good + b"\1" * rest


def of_operation(name, base, needed):
    """All of them for an operation: (what is wrong, the attributes)."""
    kind, taken = message.set_of(name), message.allowed(name)
    yield from of_stretch(kind, base)
    for one in taken:
        yield from of_attribute(kind, one, base)
    for one in kind.numbers:
        if one not in taken:
            yield f"{one}, which is not of this operation", \
                kind.packed(**base) + attribute(
                    kind.numbers[one] |
                    (NESTED if kind.type(one) == "nest" else 0),
                    sound(kind, one))
    for one in needed:
        yield f"no {one}", without(kind, base, one)
