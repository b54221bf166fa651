# SPDX-License-Identifier: GPL-2.0-or-later
"""The part "growth": does a message cost more where there are more bindings?

Routers with few, with more and with very many bindings see the messages of
the same ten phones, which stand all over the table. In the last rows each
message is another phone's, so that neither table nor flow is in a cache; what
the router without sipmap pays for that too is taken off.
"""

import functools

import messages
import module
import packet
import router
import stats

PHONES = 10
CROWD = 4096
BATCH = 120
# of one call of sipmapctl
OPERANDS = 1500


def inside(number):
    """The endpoint of a phone, each on a host of its own."""
    return (f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", 5060)


def public(number):
    """Its public endpoint."""
    return ("11" + inside(number)[0][2:], 40000 + number % 1000)


def fill(lane, count):
    """Make bindings, by the command as an operator would."""
    for first in range(0, count, OPERANDS):
        router.sipmapctl(lane, "set", *(
            f"{router.text(inside(n))}={router.text(public(n))}"
            for n in range(first, min(first + OPERANDS, count))))


def options(number):
    """OPTIONS of a phone."""
    here = router.text(inside(number))
    return packet.udp(inside(number), router.PEER,
                      messages.options_out(here, None, number))


def asked(lane, number):
    """OPTIONS to a phone, whose flow is there."""
    module.add(lane, "once", "lan0", [options(number)])
    outside = packet.udp_parts(module.show(lane, "once"))[0]
    module.write("forget", "once")
    own = inside(number) if lane == "none" else public(number)
    return packet.udp(router.PEER, outside,
                      messages.options_in(router.text(own), None, number))


def memory():
    """Bytes of memory in use, but for what is kept of files."""
    fields = {}
    with open("/proc/meminfo", encoding="ascii") as file:
        for line in file:
            name, value = line.split(":")
            fields[name] = int(value.split()[0]) * 1024
    return fields["MemTotal"] - fields["MemFree"] - fields["Buffers"] - \
        fields["Cached"] - fields["SReclaimable"]


def spread_over(count, phones):
    """Phones all over the table."""
    return [number * (count // phones) for number in range(phones)]


def set_up(sizes):
    """Return how much memory the largest table has taken."""
    used = 0
    for lane, size in sizes.items():
        router.up(lane, sipmap=lane != "none")
        router.within(lane, "ip", "route", "add", "10.0.0.0/8",
                      "via", "192.168.1.10")
        before = memory()
        if lane != "none":
            fill(lane, size)
        used = memory() - before
    crowd = min(CROWD, sizes["many"])
    for lane, size in sizes.items():
        few = spread_over(size, PHONES)
        module.add(lane, "options_out", "lan0", [options(n) for n in few])
        module.add(lane, "options_in", "wan0", [asked(lane, n) for n in few])
        if lane in ("none", "many"):
            module.add(lane, "crowd_out", "lan0", [
                options(n) for n in spread_over(size, crowd)])
        check(lane)
    module.run(2 * crowd // BATCH, BATCH)
    return used


def check(lane):
    """All messages must leave, rewritten where there is sipmap."""
    for kind in ("options_out", "options_in"):
        text = packet.udp_parts(module.show(lane, kind, PHONES))[2].decode()
        number = int(text.partition("CSeq: ")[2].partition(" ")[0])
        own = public if lane != "none" and kind == "options_out" else inside
        if router.text(own(number - 1)) not in text:
            raise SystemExit(f"growth: {kind} does not leave the router of "
                             f"{lane} as it is to:\n{text}")


def added(times, kind, lane):
    return [b - a for a, b in zip(times[kind, "none"], times[kind, lane])]


def measure(quick):
    """Measure and write the figures."""
    sizes = {"few": 10, "more": 1000, "many": 5000 if quick else 100000}
    used = set_up({"none": sizes["many"], **sizes})
    times = module.run(20 if quick else 400, BATCH)
    for kind in ("options_out", "options_in"):
        cost = functools.partial(added, times, kind)
        stats.figure(
            "growth", kind, "ns", none=stats.spread(times[kind, "none"]),
            **{f"{sizes[lane]:,}_bindings": stats.spread(cost(lane))
               for lane in sizes},
            ratio=stats.ratios(cost("many"), cost("few")), limit=1.2)
    stats.figure("growth", "each_another_phone", "ns",
                 none=stats.spread(times["crowd_out", "none"]),
                 **{f"{sizes['many']:,}_bindings":
                    stats.spread(added(times, "crowd_out", "many"))})
    stats.figure("memory", "in_User-Mode_Linux", "bytes",
                 with_all_indexes=used / sizes["many"])
