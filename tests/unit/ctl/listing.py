# SPDX-License-Identifier: GPL-2.0-or-later
"""What sipmapctl shows of the tables, and what it asks the module to do."""

import json
import re

from case import Run, case


def narrow(run):
    for line in run.text().splitlines():
        assert len(line) <= 80, f"{len(line)} columns: {line}\n{run}"
        assert line == line.rstrip(), f"blanks at the end: {line!r}"


@case
def bindings_fit():
    """bindings: the longest IPv4 endpoints fit 80 columns."""
    run = Run("bindings").ends(0)
    narrow(run)
    head, row = run.text().splitlines()
    assert head.split()[:2] == ["KIND", "STATE"], run
    assert "192.168.100.100:65535" in row, run
    assert row.index("192.168") == head.index("INSIDE"), run


@case
def bindings_wide():
    """bindings --wide: every column."""
    head, row = Run("bindings", "--wide").ends(0).text().splitlines()
    assert head.split() == [
        "ID", "KIND", "STATE", "INSIDE", "OUTSIDE", "PUBLIC", "SOURCE",
        "EXPIRES", "LEASE", "CALL", "PAIR", "INTERFACE", "PEER"], head
    assert len(row.split()) == 13, row
    assert row.index("7 ") == head.index("ID") + 1, "ID is not to the right"
    assert row.index("4294967") == head.index("EXPIRES"), row


@case
def bindings_six():
    """bindings: IPv6 endpoints, too long for a row, get a line each."""
    run = Run("bindings", fake="six").ends(0)
    narrow(run)
    assert re.search(r"^INSIDE +\[2001:db8:1111:[0-9a-f:]+\]:65535$",
                     run.text(), re.M), run


@case
def bindings_json():
    """bindings --json: everything that the module said, and no more."""
    got = Run("bindings", "--json").ends(0).json()["bindings"]
    assert len(got) == 1, got
    assert got[0]["id"] == 7 and got[0]["state"] == "ready", got
    assert got[0]["inside"] == "192.168.100.100:65535", got
    assert "lease" not in got[0], got


@case
def nothing_to_list():
    """an empty table is a line of titles, or an empty array."""
    assert len(Run("bindings", fake="empty").ends(0).text()
               .splitlines()) == 1
    got = Run("calls", "--json", fake="empty").ends(0).json()
    assert got == {"calls": []}, got


@case
def calls_escape():
    """calls: a Call-ID cannot send commands to the terminal."""
    run = Run("calls", "--wide").ends(0)
    assert b"\x1b" not in run.out and b"a?[2J" in run.out, run
    got = Run("calls", "--json").ends(0).json()["calls"][0]
    assert got["call_id"] == "a\x1b[2J\\xff\\x00b", got


@case
def calls_media():
    """calls: media endpoints of a call are listed with it."""
    got = Run("calls", "--json", fake="media").ends(0).json()["calls"][0]
    assert got["media"] == [{"kind": "rtp",
                             "inside": "192.168.100.100:65535",
                             "outside": "100.127.255.250:65534",
                             "public": "100.127.255.250:65534"}], got
    run = Run("calls", fake="media").ends(0)
    narrow(run)
    assert re.search(r"^ +3 +rtp +192.168.100.100:65535 .* - +-$",
                     run.text(), re.M), run
    assert Run("calls", "--json").ends(0).json()["calls"][0]["media"] == []
    assert "rtp" not in Run("calls").ends(0).text()


@case
def calls_fit():
    """calls: the table fits 80 columns."""
    narrow(Run("calls").ends(0))


@case
def nat_sentence():
    """nat: verdict, mapping behaviour, outside and public address."""
    text = Run("nat").ends(0).text()
    assert text.splitlines()[0] == 'wan0: one NAT, "friendly"', text
    assert re.search(r"^  mapping +endpoint-independent$", text, re.M), text
    assert re.search(r"^  outside address +100\.64\.0\.2$", text, re.M), text
    assert re.search(r"^  public address +203\.0\.113\.7$", text, re.M), text
    got = Run("nat", "--json").ends(0).json()["realms"][0]
    assert got["verdict"] == 'one NAT, "friendly"', got
    assert got["public_address"] == "203.0.113.7", got


@case
def nat_findings():
    """nat: filtering, hairpinning, ports, lifetime, type and advice."""
    text = Run("nat").ends(0).text()
    for title, words in (("type", "Port Restricted Cone NAT"),
                         ("filtering", "address-and-port-dependent"),
                         ("hairpinning", "no"),
                         ("ports kept", "yes"),
                         ("SIP rewriter", "unknown"),
                         ("idle mapping", "90 s"),
                         ("carrier NAT", "one NAT or more.*"),
                         ("STUN servers", "answer"),
                         ("advice", "nothing to do: .*")):
        assert re.search(f"^  {title} +{words}$", text, re.M), (title, text)
    got = Run("nat", "--json").ends(0).json()["realms"][0]
    assert got["type"] == "Port Restricted Cone NAT", got
    assert got["filtering"] == "address-and-port-dependent", got
    assert got["hairpinning"] == "no" and got["ports_kept"] == "yes", got
    assert got["mapping_lifetime"] == 90, got
    assert got["carrier_nat"] is True, got
    assert got["stun_answers"] == "yes", got


@case
def nat_stun_lost():
    """nat: STUN servers that answer no more, and what to do."""
    text = Run("nat", fake="lost").ends(0).text()
    assert text.splitlines()[0] == 'wan0: one NAT, "friendly"', text
    assert re.search("^  STUN servers +do not answer at this time$", text,
                     re.M), text
    advice = re.findall("^  advice +(.*)$", text, re.M)
    assert len(advice) == 2 and "stun_server" in advice[1], text
    got = Run("nat", "--json", fake="lost").ends(0).json()["realms"][0]
    assert got["stun_answers"] == "no", got
    for fake in ("lost silent", "lost static"):
        text = Run("nat", fake=fake).ends(0).text()
        assert len(re.findall("^  advice ", text, re.M)) == 1, text


@case
def nat_test():
    """nat --test: asks the agent, prints each test, then the verdict."""
    run = Run("nat", "--test", fake="testing").ends(0)
    assert "realm-set has=10002 " in run.err, run
    lines = run.text().splitlines()
    assert lines[1] == "  filtering, from another port: no answer", run
    assert lines[2] == 'wan0: one NAT, "friendly"', run
    got = Run("nat", "--test", "--json", fake="testing").ends(0).json()
    assert got["realms"][0]["hairpinning"] == "no", got


@case
def nat_test_without_agent():
    """nat --test: without an agent it says so."""
    run = Run("nat", "--test").ends(1)
    assert "no agent" in run.err and "sipmapd" in run.err, run
    run = Run("nat", "--test", fake="deaf").ends(1)
    assert "unloaded" in run.err, run


@case
def counters():
    """counters: names and 64-bit values."""
    text = Run("counters").ends(0).text()
    assert re.search(r"^rewritten +5000000000$", text, re.M), text
    got = Run("counters", "--json").ends(0).json()
    assert got == {"rewritten": 5000000000}, got


@case
def monitor():
    """monitor: a line an event, with its time, until the module has gone."""
    run = Run("monitor").ends(1)
    lines = run.text().splitlines()
    assert len(lines) == 3, run
    stamp = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00 "
    for line, event in zip(lines, ("realm", "binding", "call-gone")):
        assert re.match(stamp + event + " ", line), line
    assert "unloaded" in run.err, run


@case
def monitor_json():
    """monitor --json: an object a line."""
    run = Run("monitor", "--json").ends(1)
    events = [json.loads(line)["event"] for line in run.text().splitlines()]
    assert events == ["realm", "binding", "call-gone"], run


@case
def set_endpoint():
    """set INSIDE=PUBLIC asks for a static binding."""
    run = Run("set", "192.168.1.10:5060=203.0.113.7:40123").ends(0)
    assert run.err == ("binding-set has=b0 static 192.168.1.10:5060 "
                       "203.0.113.7:40123\n"), run


@case
def set_realm():
    """set INTERFACE=ADDRESS gives a realm a static public address."""
    run = Run("set", "wan0=203.0.113.7").ends(0)
    assert run.err == "realm-set has=14 wan0 203.0.113.7\n", run


@case
def unset_both():
    """unset takes back an endpoint's mapping and an interface's address."""
    run = Run("unset", "192.168.1.10:5060", "wan0").ends(0)
    assert run.err == ("binding-del has=30 static 192.168.1.10:5060 \n"
                       "realm-set has=14 wan0 0.0.0.0\n"), run


@case
def set_all_or_nothing():
    """set: with one wrong operand nothing is changed."""
    run = Run("set", "wan0=203.0.113.7", "wan1=nonsense").ends(2)
    assert "realm-set" not in run.err, run


@case
def flush():
    """flush: everything, or what belongs to an interface."""
    assert Run("flush").ends(0).err == "flush 0\n"
    assert Run("flush", "lo").ends(0).err == "flush 1\n"
    assert "nosuch0" in Run("flush", "nosuch0").ends(1).err


@case
def absent_and_denied():
    """without module or privilege: one line, status 1, no output."""
    for command in ("status", "bindings", "calls", "nat", "counters",
                    "monitor", "flush"):
        for fake, words in (("absent", "no module"),
                            ("denied", "root")):
            run = Run(command, fake=fake).ends(1)
            assert words in run.err and not run.out, run
        run = Run(command, "--json", fake="absent").ends(1)
        assert not run.out, run
