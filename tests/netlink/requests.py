# SPDX-License-Identifier: GPL-2.0-or-later
"""Requests without end to the family: sound ones, and mutants of them and of
the seeds of tests/fuzz."""

import struct

import faults
import message

# a dump that nobody reads to its end is one of the things that happen
LEFT_OPEN = 8
ADDRESSES = ("192.168.1.10", "192.168.1.11", "100.64.0.2", "203.0.113.7",
             "0.0.0.0", "127.0.0.1", "255.255.255.255", "224.0.0.1")


class Requests:
    """What is asked for, and of what there is."""

    def __init__(self, maker, seeds):
        self.maker = maker
        self.random = maker.random
        self.names = sorted(set(message.requests("do") +
                                message.requests("dump")))
        # behind their netlink and family headers there are attributes
        self.stretches = [seed[20:] for seed in seeds if len(seed) > 24]
        self.ids = [1]

    def value(self, kind, name):
        """Data of an attribute, such as somebody might mean."""
        if name in ("id", "binding", "pair"):
            return struct.pack("=I", self.random.choice(self.ids))
        if name == "ifindex":
            return struct.pack("=I", self.random.choice((1, 1, 2, 3, 4, 77)))
        if kind.type(name) == "nest":
            return message.endpoint(
                self.random.choice(ADDRESSES),
                self.random.choice((5060, 5061, 20000, 0, 65535)))
        if name == "payload":
            # a STUN request now and then
            return b"\0\1\0\0\x21\x12\xa4\x42" + self.random.randbytes(12) \
                if self.random.random() < 0.5 else self.random.randbytes(99)
        size = message.SIZES.get(kind.type(name))
        if size:
            return self.random.randrange(6).to_bytes(size, "little")
        return faults.sound(kind, name)

    def attributes(self, name):
        """Some of an operation's attributes, most of them of those it takes."""
        operation = message.OPERATIONS[name][1]
        taken = message.allowed(name) if "do" in operation else []
        kind = message.set_of(name)
        data = b""
        for one in kind.numbers:
            if self.random.random() < (0.6 if one in taken else 0.02):
                nested = message.NESTED if kind.type(one) == "nest" else 0
                data += message.attribute(kind.numbers[one] | nested,
                                          self.value(kind, one))
        return data

    def next(self):
        """Command, flags and attributes."""
        name = self.random.choice(self.names)
        # an empty table has nothing to trip over
        if name == "flush" and self.random.random() < 0.9:
            name = "binding-new"
        command = message.command(name)
        if self.random.random() < 0.02:
            command = self.random.randrange(256)
        flags = self.random.choice((message.ACK, message.ACK, message.DUMP,
                                    message.DUMP | message.ACK))
        data = self.random.choice(self.stretches) \
            if self.random.random() < 0.05 else self.attributes(name)
        if self.random.random() < 0.6:
            data = self.maker.mutant(data)
        return command, flags, data

    def learn(self, speaker):
        """Ids of what there is."""
        found = [struct.unpack("=I", binding["id"])[0]
                 for binding in speaker.dump("binding-get")]
        self.ids = found[-40:] + [1, 0xffffffff]


def storm(maker, seeds, goes_on):
    """Ask for it all as long as it is to go on; how many went and came."""
    asked = Requests(maker, seeds)
    speaker, left_open = message.Speaker(), []
    sent = came = 0
    while goes_on():
        if sent % 500 == 0:
            asked.learn(speaker)
        command, flags, data = asked.next()
        sent += 1
        if sent % 50 == 0:
            # it goes with the dump that it has begun
            left_open.append(message.Speaker())
            left_open[-1].ask_only(command, data, message.DUMP)
            if len(left_open) > LEFT_OPEN:
                left_open.pop(0).close()
            continue
        try:
            came += len(speaker.ask(command, data, flags))
        except message.Refused:
            came += 1
    return sent, came
