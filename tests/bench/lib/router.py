# SPDX-License-Identifier: GPL-2.0-or-later
"""Routers to measure: one network namespace for each way to set one up."""

import ctypes
import os
import subprocess

PHONE = ("192.168.1.10", 5060)
OUTSIDE = ("100.64.0.2", 5060)
PUBLIC = ("203.0.113.7", 45060)
GATEWAY = "192.168.1.1"
PEER = ("203.0.113.20", 5060)

CLONE_NEWNET = 0x40000000
LIMITS = ("max_bindings", "max_bindings_per_host", "max_calls")
lanes = []
extra = []

RULES = """
table ip router {
	chain forward {
		type filter hook forward priority filter; policy drop;
		ct state established,related accept
		iifname "lan0" oifname "wan0" accept
		iifname "wan0" ct status dnat accept
	}
	chain postrouting {
		type nat hook postrouting priority srcnat; policy accept;
		oifname "wan0" masquerade
	}
}
"""

HELPER = """
table ip helper {
	ct helper sip {
		type "sip" protocol udp
	}
	chain prerouting {
		type filter hook prerouting priority filter; policy accept;
		udp dport 5060 ct helper set "sip"
	}
}
"""


def call(*words, text=None):
    """Run a program; its failure is ours."""
    subprocess.run(words, input=text, text=True, check=True)


def namespace(lane):
    """The name of a lane's network namespace."""
    return f"bench-{lane}"


def within(lane, *words, text=None):
    """Run a program in a lane's namespace."""
    call("ip", "netns", "exec", namespace(lane), *words, text=text)


def enter(lane):
    """Go into a lane's namespace, with all of this process."""
    libc = ctypes.CDLL(None, use_errno=True)
    handle = os.open(f"/run/netns/{namespace(lane)}", os.O_RDONLY)
    try:
        if libc.setns(handle, CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "setns")
    finally:
        os.close(handle)


def plug(lane):
    """Two interfaces that lose what is sent through them."""
    batch(namespace(lane), """
link add lan0 type dummy
link add wan0 type dummy
""")


def join(lane):
    """A phone and its peer, on the two interfaces of the router."""
    name = namespace(lane)
    for side in ("phone", "peer"):
        call("ip", "netns", "add", f"{name}-{side}")
        extra.append(f"{name}-{side}")
    batch(name, f"""
link add lan0 type veth peer name eth0 netns {name}-phone
link add wan0 type veth peer name eth0 netns {name}-peer
""")
    batch(f"{name}-phone", f"""
address add {PHONE[0]}/24 dev eth0
link set eth0 up
route add default via {GATEWAY}
""")
    batch(f"{name}-peer", f"""
address add 100.64.0.1/24 dev eth0
address add {PEER[0]}/32 dev eth0
link set eth0 up
""")


def batch(name, text):
    """Several commands of ip in a namespace."""
    call("ip", "-n", name, "-batch", "-", text=text)


def addresses(lane):
    """What all routers have in common."""
    batch(namespace(lane), f"""
link set lo up
address add {GATEWAY}/24 dev lan0
address add {OUTSIDE[0]}/24 dev wan0
link set lan0 up
link set wan0 up
route add default via 100.64.0.1 dev wan0
""")
    within(lane, "sysctl", "-q", "-w", "net.ipv4.ip_forward=1",
           "net.ipv4.conf.all.rp_filter=0",
           "net.ipv4.conf.default.rp_filter=0")


def text(endpoint):
    """An endpoint as SIP writes it."""
    return f"{endpoint[0]}:{endpoint[1]}"


def up(lane, helper=False, sipmap=False, joined=False):
    """Set a router up, in a namespace that is called after its lane."""
    lanes.append(lane)
    call("ip", "netns", "add", namespace(lane))
    if joined:
        join(lane)
    else:
        plug(lane)
    addresses(lane)
    within(lane, "nft", "-f", "-", text=RULES)
    if helper:
        within(lane, "nft", "-f", "-", text=HELPER)
    if sipmap:
        within(lane, "sysctl", "-q", "-w", "net.sipmap.enabled=1",
               *(f"net.sipmap.{name}=4000000" for name in LIMITS))
        sipmapctl(lane, "set", f"wan0={PUBLIC[0]}",
                  f"{text(PHONE)}={text(PUBLIC)}")


def sipmapctl(lane, *words):
    """The command, in a lane."""
    within(lane, os.environ["SIPMAPCTL"], *words)


def helper_settle(lane):
    """Take the rule away that gave the flow its helper.

    The flow keeps the helper; other flows, and packets, pay nothing for the
    rule, which is the helper's best case.
    """
    within(lane, "nft", "delete", "chain", "ip", "helper", "prerouting")


def number(lane):
    """The bench module's number of a lane."""
    return lanes.index(lane)


def down():
    """Take all lanes down."""
    while extra:
        call("ip", "netns", "delete", extra.pop())
    while lanes:
        call("ip", "netns", "delete", namespace(lanes.pop()))
