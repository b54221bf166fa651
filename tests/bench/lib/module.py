# SPDX-License-Identifier: GPL-2.0-or-later
"""The bench module, by its files in debugfs."""

import os

import messages
import router

FOLDER = "/sys/kernel/debug/sipmap_bench/"


def write(name, data):
    """Write one record."""
    handle = os.open(FOLDER + name, os.O_WRONLY)
    try:
        os.write(handle, data if isinstance(data, bytes) else data.encode())
    finally:
        os.close(handle)


def read(name):
    """Read all there is."""
    with open(FOLDER + name, "rb") as file:
        return file.read()


def stamp_of(packet):
    """Where the digits are that make another call of a message."""
    return packet.index(messages.STAMP.encode(), packet.index(b"Call-ID: "))


def add(lane, kind, interface, packets, stamped=False):
    """Give the module the packets of a kind of traffic in a lane.

    With stamped they are of a call that was never seen, each time; each
    INVITE begins one.
    """
    router.enter(lane)
    for packet in packets:
        stamp = stamp_of(packet) if stamped else 0
        first = int(stamped and b"INVITE sip:" in packet)
        head = f"{router.number(lane)} {kind} {interface} {stamp} {first}\n"
        write("packet", head.encode() + packet)


def show(lane, kind, count=1):
    """Let packets through and return the last one as it leaves.

    The in-tree helper drops an INVITE now and then, which is no fault of this
    bench: it may try again. None of the others may.
    """
    tries = 5 if lane == "helper" else 1
    while tries:
        tries -= 1
        try:
            write("show", f"{router.number(lane)} {kind} {count}")
            break
        except OSError as error:
            if not tries:
                raise SystemExit(f"not all of {kind} leaves the router of "
                                 f"{lane}: {error.strerror}") from error
    return read("show")


def run(rounds, batch):
    """Run all of it, and return {(kind, lane): [ns a packet, by round]}."""
    write("run", f"{rounds} {batch}")
    times = {}
    for line in read("samples").decode().splitlines():
        kind, lane, _, packets, nanoseconds = line.split()
        times.setdefault((kind, router.lanes[int(lane)]), []).append(
            int(nanoseconds) / int(packets))
    return times


def offer(lane, kind, rate, milliseconds):
    """Let packets come in at a rate, so many a second.

    Return how many came, how many were lost, and the nanoseconds that the
    others took: half of them at most, 90 %, 99 %, 99.9 % and all of them.
    """
    write("offer", f"{router.number(lane)} {kind} {rate} {milliseconds}")
    return [int(word) for word in read("offer").split()]


def cores(lane, milliseconds, *kinds):
    """Packets a second of each processor; "-" where it has nothing to do."""
    write("cores", f"{router.number(lane)} {milliseconds} {' '.join(kinds)}")
    rates = []
    for line in read("cores").decode().splitlines():
        packets, nanoseconds = map(int, line.split())
        rates.append(packets * 1e9 / nanoseconds if nanoseconds else 0)
    return rates


def profile(lane, kind, count):
    """Run a kind of traffic and return [(function, caller)], as seen."""
    write("profile", f"{router.number(lane)} {kind} {count}")
    return [tuple(place.split("+")[0].strip()
                  for place in line.split("\t"))
            for line in read("profile").decode().splitlines()]
