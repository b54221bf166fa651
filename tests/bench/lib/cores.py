# SPDX-License-Identifier: GPL-2.0-or-later
"""The part "cores": do two processors forward twice as many messages as one?

Each processor has phones of its own, hosts or ports of one host, and lets
their messages in. With "steered" one processor takes all of them from the
card, and the kernel shares them out by their flows (RPS). A router without
sipmap shows what the machine can do at most.
"""

import messages
import module
import packet
import router
import sip
import stats

PHONES = 8
MESSAGES = 16
CORES = (0, 1)
ONE_HOST = "192.168.1.200"
STEERING = "/sys/class/net/lan0/queues/rx-0/rps_cpus"


def own_host(number):
    """The endpoint of a phone on a host of its own."""
    return (f"192.168.1.{20 + number}", 5060)


def one_host(number):
    """The endpoint of a phone that has its host in common with others."""
    return (ONE_HOST, 5060 + number)


def options(phone):
    """So many messages of a phone that none is in memory as the last ones."""
    for number in range(MESSAGES):
        yield packet.udp(phone, router.PEER,
                         messages.options_out(router.text(phone), None,
                                              number))


def add_options(lane, name, place):
    """OPTIONS of each processor's phones, and of all of them together."""
    for core in CORES:
        for number in range(core * PHONES, (core + 1) * PHONES):
            module.add(lane, f"{name}.{core}", "lan0", options(place(number)))
    for number in range(len(CORES) * PHONES):
        module.add(lane, f"{name}.all", "lan0", options(place(number)))


def calls(lane, core):
    """Whole calls of a phone, each of them another one."""
    phone = own_host(100 + core)
    name = f"calls.{core}"
    module.add(lane, "once", "lan0", list(options(phone))[:1])
    left = module.show(lane, "once")
    module.write("forget", "once")
    outside, _, text = packet.udp_parts(left)
    public = text.decode().partition("Contact: <sip:alice@")[2]
    seen = public.partition(">")[0]
    for number in range(sip.CALLS):
        for kind in messages.CALL:
            out = sip.is_out(kind)
            media = (phone[0], 26000 + 2 * number)
            text = getattr(messages, kind)(
                router.text(phone) if out else seen, media, number)
            ways = (phone, router.PEER) if out else (router.PEER, outside)
            module.add(lane, name, sip.interface(kind),
                       [packet.udp(*ways, text)], stamped=True)


def set_up():
    """Routers, phones and flows."""
    for lane in sip.LANES:
        router.up(lane, helper=lane == "helper", sipmap=lane == "sipmap")
        add_options(lane, "own_hosts", own_host)
        add_options(lane, "one_host", one_host)
        for core in CORES:
            calls(lane, core)
        check(lane)
    router.helper_settle("helper")


def check(lane):
    """All messages must leave, rewritten where there is sipmap."""
    for name in ("own_hosts", "one_host"):
        count = len(CORES) * PHONES * MESSAGES
        text = packet.udp_parts(module.show(lane, f"{name}.all", count))[2]
        if lane == "sipmap" and b"sip:alice@192.168." in text:
            raise SystemExit(f"cores: {name} is not rewritten:\n"
                             f"{text.decode()}")
    for core in CORES:
        module.show(lane, f"calls.{core}", sip.CALLS * len(messages.CALL))


def steer(lane, processors):
    """Say which processors take part in what comes in."""
    router.within(lane, "sh", "-c", f"echo {processors:x} >{STEERING}")


def shared(lane, name, milliseconds):
    """Messages a second: with one processor, and with both."""
    sets = [f"{name}.{core}" for core in CORES]
    alone = [sum(module.cores(lane, milliseconds, *pair))
             for pair in ((sets[0], "-"), ("-", sets[1]))]
    return sum(alone) / 2, sum(module.cores(lane, milliseconds, *sets))


def steered(lane, milliseconds):
    """The same, where they come in on the first one alone."""
    rates = []
    for processors in (0, 3):
        steer(lane, processors)
        rates.append(sum(module.cores(lane, milliseconds, "own_hosts.all",
                                      "-")))
    steer(lane, 0)
    return rates


KINDS = {
    "own_hosts": lambda lane, time: shared(lane, "own_hosts", time),
    "one_host": lambda lane, time: shared(lane, "one_host", time),
    "calls": lambda lane, time: shared(lane, "calls", time),
    "steered": steered,
}


def measure(quick):
    """Measure and write the figures."""
    rounds, milliseconds = (3, 50) if quick else (15, 200)
    set_up()
    found = {}
    for turn in range(rounds):
        for kind, rates in KINDS.items():
            for place in range(len(sip.LANES)):
                lane = sip.LANES[(place + turn) % len(sip.LANES)]
                found.setdefault((kind, lane), []).append(
                    rates(lane, milliseconds))
    for kind in KINDS:
        gains = {lane: stats.spread(both / one
                                    for one, both in found[kind, lane])
                 for lane in sip.LANES}
        stats.figure("cores", kind, "1/s",
                     one=stats.spread(one for one, _ in found[kind, "sipmap"]),
                     both=stats.spread(both
                                       for _, both in found[kind, "sipmap"]),
                     none_gains=gains["none"], helper_gains=gains["helper"],
                     ratio=gains["sipmap"], least=1.8)
