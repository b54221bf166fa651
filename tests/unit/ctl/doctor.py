# SPDX-License-Identifier: GPL-2.0-or-later
"""What sipmapctl concludes: status and doctor."""

import re
import tempfile
from contextlib import contextmanager

from case import Run, case

NFT = """table inet router {
	chain input {
		type filter hook input priority filter; policy drop;
		ct state established,related accept
	}

	chain forward {
		type filter hook forward priority filter; policy drop;
		%s
		iifname "lan0" oifname "wan0" accept
	}

	chain postrouting {
		type nat hook postrouting priority srcnat; policy accept;
		oifname "wan0" masquerade
	}
}
"""
RELATED = "ct state established,related accept"
GOOD = NFT % RELATED
IPTABLES = """*nat
:POSTROUTING ACCEPT [0:0]
-A POSTROUTING -o wan0 -j MASQUERADE
COMMIT
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
%s
-A FORWARD -i lan0 -j ACCEPT
COMMIT
"""
TABLES_RELATED = "-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED " \
                 "-j ACCEPT"


@contextmanager
def rules(program, text):
    """The lines for a router whose ruleset this is."""
    with tempfile.NamedTemporaryFile("w", suffix=".rules") as file:
        file.write(text)
        file.flush()
        yield f"output {program} {file.name}\n"


def doctor(fake="good", system="", ruleset=GOOD, program="nft", bad=True):
    """Checks found, severity by check; the status must agree."""
    with rules(program, ruleset) as lines:
        run = Run("doctor", "--json", fake=fake, system=lines + system)
        text = Run("doctor", fake=fake, system=lines + system)
    run.ends(1 if bad else 0)
    text.ends(1 if bad else 0)
    got = run.json()
    assert got["healthy"] is not bad, run
    for finding in got["findings"]:
        assert finding["finding"] and finding["remedy"], run
    for line in text.text().splitlines():
        assert len(line) <= 80, f"{line}\n{text}"
    return {finding["check"]: finding["severity"]
            for finding in got["findings"]}


def same(got, **wanted):
    wanted = {key.replace("_", "-"): value for key, value in wanted.items()}
    assert got == wanted, f"expected {wanted}\ngot      {got}"


@case
def status_good():
    """status: that it works, for which phones, through what NAT."""
    text = Run("status", fake="good").ends(0).text()
    assert text.splitlines()[0] == "sipmap works", text
    assert re.search(r"^agent +connected$", text, re.M), text
    assert re.search(r'^NAT +wan0: one NAT, "friendly" \(Port Restricted Cone '
                     r'NAT\)$', text, re.M), text
    assert re.search(r"^phones +1, 1 registered$", text, re.M), text
    assert re.search(r"192\.168\.100\.100:65535 +as 100\.127\.255\.250:65534"
                     r" +registered for 3600 s$", text, re.M), text
    assert re.search(r"^calls +1 up, 0 ringing$", text, re.M), text
    assert "12 of at most 100 bindings" in text, text
    lines = text.splitlines()
    assert len(lines) <= 24 and all(len(line) <= 80 for line in lines), text
    got = Run("status", "--json", fake="good").ends(0).json()
    assert got["works"] == "yes" and got["findings"] == [], got
    assert got["phones"][0]["inside"] == "192.168.100.100:65535", got
    assert got["realms"][0]["interface"] == "wan0", got
    assert got["agent"] is True and got["bindings_max"] == 100, got


@case
def status_bad():
    """status: what does not work, and what to do."""
    for fake, works, words in (
            ("", "no", "systemctl start sipmapd"),
            ("good off", "no", "sysctl -w net.sipmap.enabled=1"),
            ("good symmetric", "partly", "ask the provider"),
            ("good silent", "partly", "stun_server"),
            ("good lost", "partly", "no STUN server answers at this time"),
            ("good lost", "partly", "see that UDP may leave"),
            ("good lost static", "yes", "set by hand"),
            ("good failed", "partly", "sipmapctl nat"),
            ("good full", "partly", "net.sipmap.max_bindings"),
            ("good empty", "no", "ip route show default"),
            ("good unjudged", "yes", "wait for some seconds"),
            ("static", "yes", "set by hand")):
        text = Run("status", fake=fake).ends(0).text()
        assert words in re.sub(r"\s+", " ", text), f"{fake}: {text}"
        got = Run("status", "--json", fake=fake).ends(0).json()
        assert got["works"] == works, f"{fake}: {got}"


@case
def doctor_good():
    """doctor: nothing is wrong with a good router, and the status says so."""
    same(doctor(bad=False))
    with rules("nft", GOOD) as lines:
        text = Run("doctor", fake="good", system=lines).ends(0).text()
    assert text == "Nothing is wrong.\n", text


@case
def doctor_module():
    """doctor: module, agent, NAT and tables."""
    same(doctor(fake="absent"), module="fault")
    same(doctor(fake=""), agent="fault", version="warning")
    same(doctor(fake="good off"), enabled="fault")
    same(doctor(fake="good symmetric"), nat="warning")
    same(doctor(fake="good silent"), stun="warning")
    same(doctor(fake="good lost"), stun="warning")
    same(doctor(fake="good lost silent"), stun="warning")
    same(doctor(fake="good lost symmetric"), stun="warning", nat="warning")
    same(doctor(fake="lost"), agent="fault", version="warning")
    same(doctor(fake="good alg"), alg="warning")
    same(doctor(fake="good failed"), phones="warning")
    same(doctor(fake="good full"), limits="warning")
    same(doctor(fake="good empty"), interface="fault", phones="note")
    same(doctor(fake="good helper", bad=False), counters="note")


@case
def doctor_denied():
    """doctor: without privilege one line, no findings."""
    run = Run("doctor", "--json", fake="denied").ends(1)
    assert "root" in run.err and not run.out, run


@case
def doctor_settings():
    """doctor: settings of the kernel, routes, MTU and clock."""
    conntrack = "net/netfilter/nf_conntrack_"
    strict = "net/ipv4/conf/all/rp_filter 1\n"
    for lines, check, severity in (
            ("net/ipv4/ip_forward 0\n", "forwarding", "fault"),
            (conntrack + "count 60000\n", "conntrack", "warning"),
            (conntrack + "udp_timeout 10\n", "udp-timeout", "warning"),
            (conntrack + "udp_timeout_stream 30\n", "udp-timeout", "warning"),
            (conntrack + "helper 1\nmodule nf_conntrack_sip 1\n", "helper",
             "warning"),
            (strict + "route 100.127.255.250 lan0\n", "rp-filter", "warning"),
            ("mtu wan0 1300\n", "mtu", "warning"),
            ("time 86400\n", "clock", "warning")):
        assert doctor(system=lines) == {check: severity}, lines
    for lines in (conntrack + "helper 1\n", strict, "mtu wan0 1492\n",
                  "mtu wan0 1300\nmtu lan0 1300\n",
                  "net/ipv4/conf/wan0/rp_filter 2\n" + strict +
                  "route 100.127.255.250 lan0\n"):
        assert doctor(system=lines, bad=False) == {}, lines


@case
def doctor_nft():
    """doctor: nft's rules that block, do not translate, or have a helper."""
    same(doctor(ruleset=NFT % ""), related="fault")
    for rule in ("ct state established accept",
                 "ct state related,established log",
                 "ct state != related,established drop",
                 "ct state != { established, related } accept"):
        same(doctor(ruleset=NFT % rule), related="fault")
    same(doctor(ruleset=GOOD.replace("masquerade", "accept")),
         masquerade="warning")
    helper = "\tct helper voice {\n\t\ttype \"sip\" protocol udp\n\t}\n"
    named = "udp dport 5060 ct helper set \"voice\"\n"
    helped = (NFT % (RELATED + "\n\t\t" + named)).replace(
        "\tchain input", helper + "\tchain input")
    same(doctor(ruleset=helped), helper="warning")
    for good in (GOOD.replace("policy drop", "policy accept"),
                 NFT % "ct state vmap { established : accept, "
                       "related : accept }",
                 NFT % "jump rest\n\t}\n\tchain rest {\n\t\t"
                       "ct state related,established counter packets 0 "
                       "bytes 0 accept",
                 GOOD.replace("masquerade", "snat to 100.64.0.2"),
                 helped.replace('"sip"', '"tftp"')):
        assert doctor(ruleset=good, bad=False) == {}, good
    closed = GOOD.replace("policy drop", "policy accept") \
        .replace(RELATED, "counter packets 3 bytes 9 drop")
    same(doctor(ruleset=closed), related="fault")


@case
def doctor_iptables():
    """doctor: the same of iptables."""
    good = IPTABLES % TABLES_RELATED
    same(doctor(ruleset=good, program="iptables-save", bad=False))
    same(doctor(ruleset=IPTABLES % "", program="iptables-save"),
         related="fault")
    helped = good + "*raw\n-A PREROUTING -p udp -j CT --helper sip\n"
    same(doctor(ruleset=helped, program="iptables-save"), helper="warning")
    with rules("iptables-legacy-save", IPTABLES % "") as legacy:
        same(doctor(system=legacy), related="fault")
    untranslated = good.replace("-j MASQUERADE", "-j ACCEPT")
    same(doctor(ruleset=untranslated, program="iptables-save"),
         masquerade="warning")


@case
def doctor_blind():
    """doctor: rules that cannot be read are told, and are no fault."""
    got = Run("doctor", "--json", fake="good").ends(0).json()
    assert [f["check"] for f in got["findings"]] == ["ruleset"], got
