# SPDX-License-Identifier: GPL-2.0-or-later
"""The part "plain": what a router pays for traffic that is no SIP.

The fourth router has a namespace in which sipmap is not enabled: it is
another one without a helper, and shows how well two that are equal can be
told apart.
"""

import messages
import module
import packet
import router
import sip
import stats

# the clock of User-Mode Linux ticks every 256 ns
BATCH = 256
LANES = ("none", "sipmap", "again")
VOICE = b"\x80\x00" + b"\x55" * 170
KINDS = ("udp_out", "udp_in", "tcp_out", "tcp_in", "rtp_out", "rtp_in")
PHONE_MEDIA = (router.PHONE[0], 20000)


def handshake(here, there, back):
    """A TCP connection until it is established; back: where answers go."""
    yield "lan0", packet.tcp(here, there, 1000, 0, 0x02)
    yield "wan0", packet.tcp(there, back, 5000, 1001, 0x12)
    yield "lan0", packet.tcp(here, there, 1001, 5001, 0x10)


def load(lane):
    """Flows in both directions, and a call in progress."""
    here, there = (router.PHONE[0], 15000), (router.PEER[0], 443)
    back = (router.OUTSIDE[0], 15000)

    for interface, opening in handshake(here, there, back):
        module.add(lane, "opening", interface, [opening])
        module.show(lane, "opening")
    data = b"x" * 512
    module.add(lane, "tcp_out", "lan0",
               [packet.tcp(here, there, 1001, 5001, 0x18, data)])
    module.add(lane, "tcp_in", "wan0",
               [packet.tcp(there, back, 5001, 1001, 0x18, data)])
    there = (router.PEER[0], 4500)
    module.add(lane, "udp_out", "lan0", [packet.udp(here, there, VOICE)])
    module.add(lane, "udp_in", "wan0", [packet.udp(there, back, VOICE)])

    for kind in ("register_out", "register_answer_in", "invite_out",
                 "answer_in"):
        module.add(lane, kind, "lan0" if sip.is_out(kind) else "wan0",
                   sip.packets("sipmap" if lane == "sipmap" else "none", kind))
        module.show(lane, kind, sip.CALLS)
    module.add(lane, "rtp_out", "lan0",
               [packet.udp(PHONE_MEDIA, messages.PEER_MEDIA, VOICE)])
    outside = packet.udp_parts(module.show(lane, "rtp_out"))[0]
    module.add(lane, "rtp_in", "wan0",
               [packet.udp(messages.PEER_MEDIA, outside, VOICE)])
    for kind in ("opening", "register_out", "register_answer_in",
                 "invite_out", "answer_in"):
        module.write("forget", kind)
    return outside


def set_up():
    for lane in LANES:
        router.up(lane, sipmap=lane == "sipmap")
        outside = load(lane)
        if lane == "sipmap" and outside == (router.OUTSIDE[0],
                                            PHONE_MEDIA[1]):
            raise SystemExit("plain: the media of the call are not pinned")
        for kind in KINDS:
            module.show(lane, kind)
    module.run(20, BATCH)


def measure(quick):
    """Measure and write the figures."""
    set_up()
    times = module.run(50 if quick else 1500, BATCH)
    for kind in KINDS:
        none, sipmap, again = (times[kind, lane] for lane in LANES)
        stats.figure(
            "plain", kind, "ns", none=stats.spread(none),
            sipmap_added=stats.spread(s - n for s, n in zip(sipmap, none)),
            equal_added=stats.spread(a - n for a, n in zip(again, none)),
            ratio=stats.ratios(sipmap, none), limit=1.01)
