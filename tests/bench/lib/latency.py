# SPDX-License-Identifier: GPL-2.0-or-later
"""The part "latency": how long messages are in a router that has work to do.

All routers get as many messages as are half of what the slowest one bears, in
the same random gaps. The time of a message is that in the ring and that in
the router.
"""

import load
import module
import sip
import stats

SHARES = ("half", "nine_of_ten", "99_of_100", "999_of_1000")


def offer(kind, rate, rounds, milliseconds):
    """{lane: [(microseconds of each share), by round]}; lanes take turns."""
    found = {lane: [] for lane in sip.LANES}
    for turn in range(rounds):
        for place in range(len(sip.LANES)):
            lane = sip.LANES[(place + turn) % len(sip.LANES)]
            times = module.offer(lane, load.SETS[kind], rate, milliseconds)[2:]
            found[lane].append([time / 1000 for time in times])
    return found


def measure(quick):
    """Measure and write the figures."""
    load.set_up()
    for kind in load.KINDS:
        rate = min(load.until_loss(lane, kind, 20) for lane in sip.LANES) // 2
        found = offer(kind, int(rate), *(4, 40) if quick else (15, 400))
        for number, share in enumerate(SHARES):
            none, helper, sipmap = ([times[number] for times in found[lane]]
                                    for lane in sip.LANES)
            stats.figure("latency", f"{kind}_{share}", "us",
                         none=stats.spread(none), helper=stats.spread(helper),
                         sipmap=stats.spread(sipmap),
                         of_none=stats.ratios(sipmap, none),
                         ratio=stats.ratios(sipmap, helper), limit=1)
