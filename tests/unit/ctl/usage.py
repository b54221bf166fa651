# SPDX-License-Identifier: GPL-2.0-or-later
"""Wrong command lines, and help."""

from case import Run, case

COMMANDS = ("status", "doctor", "bindings", "calls", "nat", "counters",
            "monitor", "set", "unset", "flush", "rewrite")
BIND = "--bind=192.168.1.10:5060=203.0.113.7:40123"


def wrong(*arguments, says):
    run = Run(*arguments).ends(2)
    assert says in run.err, f"expected {says!r}\n{run}"
    assert len(run.err.splitlines()) == 1, f"more than a line\n{run}"
    assert not run.out, run


@case
def help_for_each():
    """--help: every subcommand has one, and fits 80 columns."""
    general = Run("--help").ends(0)
    for command in COMMANDS:
        run = Run(command, "--help").ends(0)
        assert run.text().startswith(f"Usage: sipmapctl {command}"), run
        assert f"\n  {command} " in general.text(), general
        for line in (run.text() + general.text()).splitlines():
            assert len(line) <= 80, line


@case
def version():
    """--version says which."""
    words = Run("--version").ends(0).text().split()
    assert words[0] == "sipmapctl" and words[1][0].isdigit(), words


@case
def no_command():
    """a missing or unknown subcommand."""
    wrong(says="no command given")
    wrong("frobnicate", says="frobnicate")


@case
def options():
    """unknown options, and values missing or too many."""
    for command in COMMANDS:
        wrong(command, "--nonsense", says="--nonsense")
    wrong("bindings", "-x", says="-x")
    wrong("bindings", "extra", says="extra")
    wrong("rewrite", "--bind", says="needs a value")
    wrong("rewrite", "--out=3", says="no value")
    wrong("rewrite", BIND, "--json", "--diff", says="exclude")
    wrong("rewrite", BIND, "--explain", "--diff", says="exclude")
    wrong("rewrite", BIND, "a", "b", says="one message")


@case
def endpoints():
    """endpoints that are none."""
    for text in ("", "x", "192.168.1.10", "192.168.1.10:", "1.2.3.4:0",
                 "1.2.3.4:65536", "1.2.3.4:5060x", "1.2.3:5060",
                 "2001:db8::1:5060", "[2001:db8::1]", "[1.2.3.4]:5060",
                 "[2001:db8::1:5060", "1.2.3.4:+5", "1.2.3.4: 5"):
        wrong("rewrite", f"--bind={text}=203.0.113.7:1", says="write")
        wrong("rewrite", "--inside", text, says="write")


@case
def pairs():
    """pairs that are none."""
    wrong("rewrite", "--bind=192.168.1.10:5060", says="no pair")
    wrong("rewrite", "--bind=192.168.1.10:5060=[2001:db8::1]:5060",
          says="family")
    wrong("rewrite", BIND, BIND, says="already")
    wrong("rewrite", says="--bind")


@case
def words():
    """--written and --via know certain words."""
    wrong("rewrite", BIND, "--written=via-port,shoe", says="shoe")
    for value in ("3", "-1", "x", ""):
        wrong("rewrite", BIND, f"--via={value}", says="--via")
    for value in ("2", "x", ""):
        wrong("rewrite", BIND, f"--ice={value}", says="--ice")
    for value in ("", "x" * 161):
        wrong("rewrite", BIND, f"--warning={value}", says="--warning")


@case
def set_operands():
    """set and unset say what is wrong with an operand."""
    wrong("set", says="nothing to set")
    wrong("unset", says="nothing to unset")
    wrong("set", "wan0", says="INTERFACE=ADDRESS")
    wrong("set", "wan0=203.0.113.7:5060", says="without a port")
    wrong("set", "wan0=0.0.0.0", says="unset")
    wrong("set", "=203.0.113.7", says="interface")
    wrong("set", "averylonginterfacename=203.0.113.7", says="interface")
    wrong("set", "192.168.1.10=203.0.113.7", says="no port")
    wrong("set", "192.168.1.10:5060=203.0.113.7", says="no port")
    wrong("unset", "wan0=203.0.113.7", says="without the sign")
