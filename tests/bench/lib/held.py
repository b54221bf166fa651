# SPDX-License-Identifier: GPL-2.0-or-later
"""The part "held": 100,000 phones are registered, and 10,000 of them call.

All of it is done by messages. One address has not so many ports, so the router
has sixteen outside interfaces, with phones of their own. Router "none" has the
same flows without sipmap, router "few" has sipmap and few phones.
"""

import json
import os
import subprocess
import time

import growth
import messages
import module
import packet
import router
import stats

CHUNK = 500
LANES = ("none", "few", "held")
OUTSIDES = 16
PHONES = 16
CROWD = 4000
BATCH = 128
# phones that nobody has seen, in batches
NEW = 20
VOICE = b"\x80\x00" + b"\x55" * 170
KINDS = ("options_out", "options_in", "voice_out", "voice_in")
TIMEOUTS = ("nf_conntrack_udp_timeout", "nf_conntrack_udp_timeout_stream")


def phone(number):
    """The inside endpoint of a phone, each on a host of its own."""
    host = number // OUTSIDES
    return (f"10.{number % OUTSIDES}.{host >> 8}.{host & 255}", 5060)


def media(number):
    """The media endpoint of a phone."""
    return (phone(number)[0], 20000)


def gate(number):
    """The outside interface of a phone."""
    return f"wan{number % OUTSIDES}"


def outward(make, number):
    """A message of a phone."""
    own = phone(number)
    return packet.udp(own, router.PEER,
                      make(router.text(own), media(number), number))


def inward(make, number, seen):
    """A message to a phone; seen has its outside and its public endpoint."""
    outside, public = seen[router.text(phone(number))]
    return packet.udp(router.PEER, outside, make(public, None, number))


def voice(number):
    """RTP of a phone."""
    return packet.udp(media(number), messages.PEER_MEDIA, VOICE)


def pass_out(lane, packets):
    """Let packets of phones leave, and return the last one as it does."""
    packets = list(packets)
    module.add(lane, "once", "lan0", packets)
    last = module.show(lane, "once", len(packets))
    module.write("forget", "once")
    return last


def pass_in(lane, numbers, packets):
    """Let packets come in, each through its phone's interface."""
    for number, data in zip(numbers, packets):
        module.add(lane, "once", gate(number), [data])
    module.show(lane, "once", len(numbers))
    module.write("forget", "once")


def listed(lane, table):
    """A table, as the command tells it."""
    text = subprocess.run(
        ["ip", "netns", "exec", router.namespace(lane),
         os.environ["SIPMAPCTL"], table, "--json"],
        check=True, stdout=subprocess.PIPE).stdout
    return json.loads(text)[table]


def endpoints(lane):
    """{inside: (outside, public)} of all bindings that are in use."""
    found = {}
    for row in listed(lane, "bindings"):
        if "outside" not in row:
            continue
        address, port = row["outside"].split(":")
        found[row["inside"]] = ((address, int(port)), row["public"])
    return found


def make_router(lane):
    """A router with many outside interfaces, and a route to each."""
    router.up(lane, sipmap=lane != "none")
    lines = ["route add 10.0.0.0/8 via 192.168.1.10"]
    for number in range(OUTSIDES):
        name, table = gate(number), 100 + number
        if number:
            lines += [f"link add {name} type dummy",
                      f"address add 100.64.{number}.2/24 dev {name}",
                      f"link set {name} up"]
        lines += [f"route add default dev {name} table {table}",
                  f"rule add from 10.{number}.0.0/16 table {table}"]
    router.batch(router.namespace(lane), "\n".join(lines) + "\n")
    router.within(lane, "nft", "-f", "-", text="flush ruleset\n" +
                  router.RULES.replace('"wan0"', '"wan*"'))
    router.within(lane, "sysctl", "-q", "-w", *(
        f"net.netfilter.{name}=3600" for name in TIMEOUTS))
    if lane != "none":
        router.sipmapctl(lane, "set", *(
            f"{gate(number)}=203.0.113.{100 + number}"
            for number in range(OUTSIDES)))


def chunks(numbers):
    """Some at a time, so that not all of them are in memory at once."""
    numbers = list(numbers)
    for first in range(0, len(numbers), CHUNK):
        yield numbers[first:first + CHUNK]


def all_out(lane, make, numbers):
    for chunk in chunks(numbers):
        pass_out(lane, (outward(make, number) for number in chunk))


def all_in(lane, make, numbers):
    seen = endpoints(lane)
    for chunk in chunks(numbers):
        pass_in(lane, chunk, (inward(make, number, seen)
                              for number in chunk))


def register(lane, numbers):
    """REGISTER of each phone, and what its registrar answers."""
    all_out(lane, messages.register_out, numbers)
    if lane != "none":
        all_in(lane, messages.register_answer_in, numbers)


def call(lane, numbers):
    """A call of each phone, and its first RTP."""
    all_out(lane, messages.invite_out, numbers)
    if lane != "none":
        all_in(lane, messages.answer_in, numbers)
        all_out(lane, messages.ack_out, numbers)
    for chunk in chunks(numbers):
        pass_out(lane, map(voice, chunk))


def expect(lane, count, calls):
    """All registrations and calls must be there at once."""
    rows = listed(lane, "bindings")
    have = (sum("lease" in row for row in rows),
            sum(row["kind"] == "rtp" for row in rows),
            sum(row["state"] == "confirmed" for row in listed(lane, "calls")))
    if have != (count, calls, calls):
        raise SystemExit(f"held: router {lane} has not {count} phones and "
                         f"{calls} calls, but registrations, media and calls "
                         f"{have}")


def fill(lane, numbers, callers):
    """Return the memory that the phones, and then their calls, have taken."""
    make_router(lane)
    empty = growth.memory()
    register(lane, numbers)
    registered = growth.memory()
    call(lane, callers)
    in_call = growth.memory()
    if lane != "none":
        expect(lane, len(numbers), len(callers))
    return registered - empty, in_call - registered


def learn(lane, numbers):
    """OPTIONS and RTP of a few phones, both ways."""
    for number in numbers:
        left = pass_out(lane, [outward(messages.options_out, number)])
        outside, _, text = packet.udp_parts(left)
        seen = text.decode().partition("Contact: <sip:alice@")[2]
        asked = messages.options_in(seen.partition(">")[0], None, number)
        module.add(lane, "options_out", "lan0",
                   [outward(messages.options_out, number)])
        module.add(lane, "options_in", gate(number),
                   [packet.udp(router.PEER, outside, asked)])
        outside = packet.udp_parts(pass_out(lane, [voice(number)]))[0]
        module.add(lane, "voice_out", "lan0", [voice(number)])
        module.add(lane, "voice_in", gate(number),
                   [packet.udp(messages.PEER_MEDIA, outside, VOICE)])
    for kind in KINDS:
        text = packet.udp_parts(module.show(lane, kind, len(numbers)))[2]
        if lane != "none" and kind == "options_out" and b"@10." in text:
            raise SystemExit(f"held: {kind} leaves router {lane} as it was:\n"
                             f"{text.decode()}")


def new_phones(count):
    """Phones that nobody has seen register: {lane: [ns a message]}."""
    for lane in LANES:
        module.add(lane, "new", "lan0",
                   [outward(messages.register_out, count + number)
                    for number in range(NEW * BATCH)])
    times = module.run(NEW, BATCH)
    module.write("forget", "new")
    return {lane: times["new", lane] for lane in LANES}


def seconds(lane, *words):
    """How long the command takes."""
    begin = time.monotonic()
    subprocess.run(["ip", "netns", "exec", router.namespace(lane),
                    os.environ["SIPMAPCTL"], *words],
                   check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - begin


def report_messages(times, new):
    """What a message costs."""
    for kind in KINDS + ("new_phone",):
        none, few, held = (new[lane] if kind == "new_phone" else
                           times[kind, lane] for lane in LANES)
        by_few, by_held = ([a - b for a, b in zip(some, none)]
                           for some in (few, held))
        stats.figure("held", kind, "ns", none=stats.spread(none),
                     few_added=stats.spread(by_few),
                     held_added=stats.spread(by_held),
                     whole=stats.ratios(held, few))
    stats.figure("held", "each_another_phone", "ns",
                 none=stats.spread(times["crowd", "none"]),
                 held_added=stats.spread(
                     a - b for a, b in zip(times["crowd", "held"],
                                           times["crowd", "none"])))


def measure(quick):
    """Measure and write the figures."""
    count, calls = (4000, 400) if quick else (100000, 10000)
    router.call("sysctl", "-q", "-w", "net.netfilter.nf_conntrack_max=2000000",
                "net.netfilter.nf_conntrack_buckets=262144")
    some = growth.spread_over(count, PHONES)
    # those that are measured are in a call
    callers = range(0, count, count // calls)
    flows = fill("none", range(count), callers)
    fill("few", some, some)
    taken = fill("held", range(count), callers)
    for lane in LANES:
        learn(lane, some)
        if lane != "few":
            module.add(lane, "crowd", "lan0",
                       [outward(messages.options_out, number) for number in
                        growth.spread_over(count, min(CROWD, count))])
    times = module.run(20 if quick else 200, BATCH)
    report_messages(times, new_phones(count))
    stats.figure("memory", "of_a_phone_that_is_held", "bytes",
                 with_all_indexes=(taken[0] - flows[0]) / count)
    stats.figure("memory", "of_its_call", "bytes",
                 with_all_indexes=(taken[1] - flows[1]) / calls)
    stats.figure("tables", "bindings", "s",
                 listed=seconds("held", "bindings", "--json"))
    stats.figure("tables", "calls", "s",
                 listed=seconds("held", "calls", "--json"))
    stats.figure("tables", "all", "s", flushed=seconds("held", "flush"))
    if listed("held", "bindings") or listed("held", "calls"):
        raise SystemExit("held: flush leaves something")
