# SPDX-License-Identifier: GPL-2.0-or-later
"""The part "loop": what a router pays for SIP, with and without helpers.

Routers without a helper, with the in-tree SIP helper and with sipmap see the
same messages: 64 of each kind, each of another call.
"""

import messages
import module
import packet
import router
import stats

CALLS = 64
LANES = ("none", "helper", "sipmap")
# the pace of answers: what comes in answers what went out before
ORDER = ("register_out", "register_answer_in", "options_out", "options_in",
         "invite_out", "answer_in", "invite_in", "answer_out", "new_call_out",
         "whole_call")
KINDS = ORDER[:-2]
SHOWN = ("options_out", "options_in", "register_out", "register_answer_in",
         "invite_out", "invite_in", "answer_out", "answer_in", "new_call_out",
         "whole_call")


def is_out(kind):
    return kind.endswith("_out")


def own(lane):
    """What those outside take for the phone's endpoint."""
    return {"none": router.text(router.PHONE),
            "helper": router.text(router.OUTSIDE),
            "sipmap": router.text(router.PUBLIC)}[lane]


# no call takes a port of media from another one: that is a change each time
PORTS = {"invite_out": 20000, "answer_out": 22000, "new_call_out": 24000,
         "whole_call": 26000}


def texts(lane, kind, call):
    """The messages of a kind, each of another call."""
    make = getattr(messages, kind)
    for number in range(CALLS):
        media = (router.PHONE[0], PORTS.get(call, 0) + 2 * number)
        writer = router.text(router.PHONE) if is_out(kind) else own(lane)
        yield make(writer, media, number)


def packets(lane, kind, call=None):
    """The same in packets; the call is the kind itself if none is named."""
    ways = (router.PHONE, router.PEER) if is_out(kind) else \
        (router.PEER, router.OUTSIDE)
    for text in texts(lane, kind, call or kind):
        yield packet.udp(*ways, text)


def interface(kind):
    """Where it comes in."""
    return "lan0" if is_out(kind) else "wan0"


def load(lane):
    """All kinds of messages, and such of calls that were never seen."""
    for kind in KINDS:
        module.add(lane, kind, interface(kind), packets(lane, kind))
    module.add(lane, "new_call_out", "lan0",
               packets(lane, "invite_out", "new_call_out"), stamped=True)
    for call in zip(*(packets(lane, kind, "whole_call")
                       for kind in messages.CALL)):
        for kind, message in zip(messages.CALL, call):
            module.add(lane, "whole_call", interface(kind), [message],
                       stamped=True)


def check(lane, kind):
    """All messages must leave, and say what this router is to make of it."""
    if kind == "whole_call":
        module.show(lane, kind, CALLS * len(messages.CALL))
        return
    text = packet.udp_parts(module.show(lane, kind, CALLS))[2].decode()
    inside = router.text(router.PHONE)
    wrong = None
    if is_out(kind) and own(lane) not in text:
        wrong = f"without {own(lane)}"
    elif is_out(kind) and lane != "none" and inside in text:
        wrong = f"with {inside}"
    elif not is_out(kind) and lane != "none" and \
            own(lane) in text.replace("received=" + own(lane), ""):
        wrong = f"with {own(lane)}"
    if wrong:
        raise SystemExit(f"loop: {kind} leaves the router of {lane} {wrong}:"
                         f"\n{text}")


def set_up():
    """Routers, flows, registrations and calls, as they will be measured."""
    for lane in LANES:
        router.up(lane, helper=lane == "helper", sipmap=lane == "sipmap")
        load(lane)
    for kind in ORDER:
        for lane in LANES:
            module.show(lane, kind, CALLS)
    router.helper_settle("helper")
    for kind in ORDER:
        for lane in LANES:
            check(lane, kind)
    module.run(20, CALLS)


def report(times, kind):
    none, helper, sipmap = (times[kind, lane] for lane in LANES)
    by_helper = [b - a for a, b in zip(none, helper)]
    by_sipmap = [b - a for a, b in zip(none, sipmap)]
    stats.figure("loop", kind, "ns", none=stats.spread(none),
                 helper_added=stats.spread(by_helper),
                 sipmap_added=stats.spread(by_sipmap),
                 ratio=stats.ratios(by_sipmap, by_helper),
                 limit=0.2, goal=0.1)


def measure(quick):
    """Measure and write the figures."""
    set_up()
    times = module.run(20 if quick else 500, CALLS)
    for kind in SHOWN:
        report(times, kind)
