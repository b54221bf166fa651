# SPDX-License-Identifier: GPL-2.0-or-later
"""The part "load": how many messages a second, until some are lost.

Messages come whether the router is ready or not, with random gaps as if many
phones sent them, into the ring of a network card. A rate counts as borne if
none finds it full; the highest one is searched for by halving. Another
program that takes the processor for a while loses messages too: of three
tries two decide.
"""

import module
import sip
import stats

# what a message is part of, and how many messages that takes
KINDS = {"messages": 1, "registrations": 2, "calls": 7}
SETS = {"messages": "options_out", "registrations": "registration",
        "calls": "whole_call"}
STEPS = 6
# no router bears so many messages a second
TOO_MUCH = 3000000


def add_registrations(lane):
    """REGISTER and its answer, in turns."""
    for pair in zip(sip.packets(lane, "register_out"),
                    sip.packets(lane, "register_answer_in")):
        module.add(lane, "registration", "lan0", pair[:1])
        module.add(lane, "registration", "wan0", pair[1:])


def set_up():
    """Routers as in the part "loop", with registrations besides."""
    sip.set_up()
    for lane in sip.LANES:
        add_registrations(lane)
        module.show(lane, "registration", 2 * sip.CALLS)
    # what a run of all sets needs not take
    for kind in sip.ORDER:
        if kind not in SETS.values():
            module.write("forget", kind)


def bears(lane, kind, rate, milliseconds):
    """Is nothing lost at a rate?"""
    losses = 0
    for tries in range(1, 4):
        lost = module.offer(lane, SETS[kind], rate, milliseconds)[1]
        losses += lost > 0
        if losses == 2 or tries - losses == 2:
            break
    return losses < 2


def until_loss(lane, kind, milliseconds):
    """The highest rate, in messages a second, at which none is lost."""
    came, lost, *_ = module.offer(lane, SETS[kind], TOO_MUCH, milliseconds)
    guess = (came - lost) * 1000 / milliseconds
    low, high = 0.5 * guess, 1.2 * guess
    while not bears(lane, kind, int(low), milliseconds):
        low, high = low / 2, low
    for _ in range(STEPS):
        middle = (low + high) / 2
        if bears(lane, kind, int(middle), milliseconds):
            low = middle
        else:
            high = middle
    return low


def rates(rounds, milliseconds):
    """{(kind, lane): [messages a second, by round]}; lanes take turns."""
    found = {}
    for turn in range(rounds):
        for kind in KINDS:
            for place in range(len(sip.LANES)):
                lane = sip.LANES[(place + turn) % len(sip.LANES)]
                found.setdefault((kind, lane), []).append(
                    until_loss(lane, kind, milliseconds))
    return found


def measure(quick):
    """Measure and write the figures."""
    set_up()
    found = rates(*(2, 20) if quick else (9, 100))
    for kind, messages in KINDS.items():
        none, helper, sipmap = (
            [rate / messages for rate in found[kind, lane]]
            for lane in sip.LANES)
        stats.figure("load", kind, "1/s", none=stats.spread(none),
                     helper=stats.spread(helper),
                     sipmap=stats.spread(sipmap),
                     of_none=stats.ratios(sipmap, none),
                     ratio=stats.ratios(sipmap, helper), least=1)
