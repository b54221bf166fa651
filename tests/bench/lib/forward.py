# SPDX-License-Identifier: GPL-2.0-or-later
"""The part "forward": from socket to socket, through three namespaces.

Phone, router and outside are joined by virtual Ethernet; a program sends and
receives. That is what a user would measure, and it is noisy.
"""

import os
import subprocess

import router
import sip
import stats

BATCH = 64
PLAIN = ("udp_out", "udp_in")
KINDS = sip.SHOWN[:-2] + PLAIN
VOICE = b"\x80\x00" + b"\x55" * 170
PHONE_PLAIN = (router.PHONE[0], 30000)
PEER_PLAIN = (router.PEER[0], 4500)
OUTSIDE_PLAIN = (router.OUTSIDE[0], 30000)


def payloads(lane, kind):
    if kind in PLAIN:
        return [VOICE]
    return list(sip.texts(lane, kind, kind))


class Job:
    """What the sender is told."""

    def __init__(self):
        self.sockets = []
        self.text = b""

    def socket(self, name, endpoint):
        """The number of a socket, made where there is none yet."""
        key = f"socket {name} {endpoint[0]} {endpoint[1]}\n"
        if key not in self.sockets:
            self.sockets.append(key)
        return self.sockets.index(key)

    def add(self, lane, kind):
        """All messages of a kind in a lane."""
        plain = kind in PLAIN
        phone = self.socket(router.namespace(lane) + "-phone",
                            PHONE_PLAIN if plain else router.PHONE)
        peer = self.socket(router.namespace(lane) + "-peer",
                           PEER_PLAIN if plain else router.PEER)
        if sip.is_out(kind):
            ways = (phone, peer, PEER_PLAIN if plain else router.PEER)
        else:
            ways = (peer, phone, OUTSIDE_PLAIN if plain else router.OUTSIDE)
        self.text += (f"set {kind} {lane} {ways[0]} {ways[1]} {ways[2][0]} "
                      f"{ways[2][1]}\n").encode()
        for payload in payloads(lane, kind):
            self.text += b"message %d\n%s\n" % (len(payload), payload)

    def run(self, rounds):
        """Return {(kind, lane): [ns a message, by round]}."""
        done = subprocess.run(
            [os.environ["SENDER"], str(rounds), str(BATCH)], check=True,
            input="".join(self.sockets).encode() + self.text,
            stdout=subprocess.PIPE)
        times = {}
        for line in done.stdout.decode().splitlines():
            kind, lane, _, count, nanoseconds = line.split()
            times.setdefault((kind, lane), []).append(
                int(nanoseconds) / int(count))
        return times


def job(kinds):
    result = Job()
    for kind in kinds:
        for lane in sip.LANES:
            result.add(lane, kind)
    return result


def measure(quick):
    """Measure and write the figures."""
    for lane in sip.LANES:
        router.up(lane, helper=lane == "helper", sipmap=lane == "sipmap",
                  joined=True)
    job(sip.KINDS + PLAIN).run(2)
    router.helper_settle("helper")
    rounds = 5 if quick else 150
    if os.environ.get("SIPMAP_BED") == "vm":
        rounds //= 5
    times = job(sip.SHOWN[:-2]).run(rounds)
    # less is to be seen here, so it takes more to see it
    times.update(job(PLAIN).run(8 * rounds))
    for kind in KINDS:
        none, helper, sipmap = (
            [t / 1000 for t in times[kind, lane]] for lane in sip.LANES)
        ours = [s - n for s, n in zip(sipmap, none)]
        if kind in PLAIN:
            stats.figure("forward", kind, "us", none=stats.spread(none),
                         sipmap_added=stats.spread(ours),
                         ratio=stats.ratios(sipmap, none), limit=1.01)
            continue
        theirs = [h - n for h, n in zip(helper, none)]
        stats.figure("forward", kind, "us", none=stats.spread(none),
                     helper_added=stats.spread(theirs),
                     sipmap_added=stats.spread(ours),
                     ratio=stats.ratios(ours, theirs), limit=0.2,
                     goal=0.1)
