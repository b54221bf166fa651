# SPDX-License-Identifier: GPL-2.0-or-later
"""Bytes that are nearly right: what a mutation does to a message, and what it
begins with, the seeds and words of tests/fuzz."""

import codecs
import random
import re
from pathlib import Path

FUZZ = Path(__file__).resolve().parents[2] / "fuzz"
NUMBERS = (b"0", b"1", b"-1", b"65535", b"65536", b"4294967295", b"4294967296",
           b"99999999999999999999", b"00000000000000000000005060")
LONGEST = 60000


def words(name):
    """The words of a dictionary of libFuzzer's."""
    text = (FUZZ / f"{name}.dict").read_text(encoding="ascii")
    return [codecs.escape_decode(word.encode())[0]
            for word in re.findall(r'^[^#\n]*?"(.*)"$', text, re.M)]


def seeds(folder, name):
    """What tests/fuzz/seeds has written, the longest at the end."""
    files = sorted((Path(folder) / name).iterdir())
    return [file.read_bytes() for file in files]


class Mutator:
    """Makes mutants; the same seed makes the same ones."""

    def __init__(self, seed, vocabulary):
        self.random = random.Random(seed)
        self.vocabulary = vocabulary
        self.ways = (self.flip, self.insert, self.take, self.repeat,
                     self.number, self.word, self.swap, self.cut)

    def place(self, data):
        return self.random.randrange(len(data) + 1)

    def stretch(self, data, longest=64):
        """Begin and end of some bytes."""
        first = self.place(data)
        return first, min(len(data), first + self.random.randint(1, longest))

    def flip(self, data):
        at = self.place(data[1:])
        return data[:at] + bytes([data[at] ^ 1 << self.random.randrange(8)]) \
            + data[at + 1:]

    def insert(self, data):
        at = self.place(data)
        piece = self.random.randbytes(self.random.randint(1, 8))
        return data[:at] + piece + data[at:]

    def take(self, data):
        first, last = self.stretch(data)
        return data[:first] + data[last:]

    def repeat(self, data):
        """A stretch again, now and then until the datagram is full."""
        first, last = self.stretch(data, 400)
        times = self.random.choice((1, 1, 1, 2, 16, 300))
        piece = data[first:last] * times
        return data[:last] + piece[:LONGEST - len(data)] + data[last:]

    def number(self, data):
        found = list(re.finditer(rb"\d+", data))
        if not found:
            return self.insert(data)
        one = self.random.choice(found)
        return data[:one.start()] + self.random.choice(NUMBERS) + \
            data[one.end():]

    def word(self, data):
        at = self.place(data)
        return data[:at] + self.random.choice(self.vocabulary) + data[at:]

    def swap(self, data):
        """Two lines in the other order."""
        lines = data.split(b"\r\n")
        one, two = (self.random.randrange(len(lines)) for _ in range(2))
        lines[one], lines[two] = lines[two], lines[one]
        return b"\r\n".join(lines)

    def cut(self, data):
        return data[:self.place(data)]

    def mutant(self, data):
        """Of every five one is whole; others suffer once or several times."""
        for _ in range(self.random.choice((0, 1, 1, 2, 6))):
            if data:
                data = self.random.choice(self.ways)(data)
        return data[:LONGEST]
