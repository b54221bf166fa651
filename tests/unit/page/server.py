# SPDX-License-Identifier: GPL-2.0-or-later
"""The agent's HTTP server with made-up tables, for tests."""

import socket
import subprocess
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[2]
SERVER = TOP / "build/tests/unit/page/server"
TRIES = 20
WAIT = 30
CASES = []


def build():
    """None, or why the server does not compile."""
    done = subprocess.run(["make", "-s", "-C", str(HERE), "-j2"],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          check=False)
    return done.stdout.decode() if done.returncode else None


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(place, kind, *group):
    """A server at a port or at a path, and maybe for a group."""
    return subprocess.Popen([str(SERVER), str(place), kind, *map(str, group)],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@contextmanager
def serving(kind, wanted=None):
    """The port of a server that has these tables; it must end well."""
    for _ in range(TRIES):
        port = wanted or free_port()
        server = start(port, kind)
        if server.stdout.readline() == b"ready\n":
            break
        server.communicate(timeout=WAIT)
    else:
        raise AssertionError("the server does not start")
    try:
        yield port
    finally:
        server.terminate()
        told = server.communicate(timeout=WAIT)[1].decode()
    assert server.returncode == 0, f"the server ended badly:\n{told}"


def case(function):
    """Decorator: the docstring is the rule that the case is about."""
    CASES.append(function)
    return function


def run_all():
    """Run every case that is registered; print TAP; return a status."""
    failed = 0
    fault = build()
    if fault:
        print("\n".join("# " + line for line in fault.splitlines()))
        print("Bail out! the server does not compile")
        return 1
    for number, function in enumerate(CASES, 1):
        name = function.__doc__.strip().rstrip(".")
        try:
            told = function()
            print(f"ok {number} - {name}" + (f" # SKIP {told}" if told
                                             else ""), flush=True)
        except (AssertionError, OSError, ValueError, KeyError,
                subprocess.SubprocessError) as what:
            failed += 1
            print(f"not ok {number} - {name}")
            for line in (str(what) or repr(what)).splitlines():
                print(f"# {line}", flush=True)
    print(f"1..{len(CASES)}")
    return 1 if failed else 0
