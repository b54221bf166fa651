# SPDX-License-Identifier: GPL-2.0-or-later
"""How a case of the command's tests runs it and looks at what came."""

import json
import os
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
COMMAND = HERE.parents[2] / "build/unit/ctl/sipmapctl"
CASES = []


def case(function):
    """Decorator: the docstring is the rule that the case is about."""
    CASES.append(function)
    return function


def run_all():
    """Run every case that is registered; print TAP; return a status."""
    failed = 0
    for number, function in enumerate(CASES, 1):
        name = function.__doc__.strip().rstrip(".")
        try:
            function()
            print(f"ok {number} - {name}", flush=True)
        except (AssertionError, OSError, subprocess.SubprocessError) as fault:
            failed += 1
            print(f"not ok {number} - {name}")
            for line in str(fault).splitlines():
                print(f"# {line}", flush=True)
    print(f"1..{len(CASES)}")
    return 1 if failed or not CASES else 0


class Run:
    """One run of the command: status, out and err."""

    def __init__(self, *arguments, stdin=b"", fake=None, system=None):
        environment = dict(os.environ, TZ="UTC", LC_ALL="C")
        environment.pop("SIPMAP_FAKE", None)
        environment.pop("SIPMAP_FAKE_SYSTEM", None)
        if fake:
            environment["SIPMAP_FAKE"] = fake
        if system:
            environment["SIPMAP_FAKE_SYSTEM"] = system
        done = subprocess.run([str(COMMAND), *arguments], input=stdin,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              env=environment, timeout=20)
        self.arguments = arguments
        self.status = done.returncode
        self.out = done.stdout
        self.err = done.stderr.decode(errors="replace")

    def __str__(self):
        shown = self.out.decode(errors="backslashreplace")
        return (f"sipmapctl {' '.join(self.arguments)}\nstatus {self.status}"
                f"\nstdout:\n{shown}\nstderr:\n{self.err}")

    def text(self):
        """Standard output as text."""
        return self.out.decode()

    def json(self):
        """Standard output as JSON."""
        try:
            return json.loads(self.out)
        except ValueError as fault:
            raise AssertionError(f"no JSON: {fault}\n{self}") from fault

    def ends(self, status):
        """Check the exit status, and that each fault is told in a line."""
        assert self.status == status, f"expected status {status}\n{self}"
        if status:
            lines = self.err.splitlines()
            assert lines and lines[-1].startswith("sipmapctl"), \
                f"no fault told\n{self}"
        return self


def same(expected, got, before=b""):
    """Compare two messages byte for byte."""
    if expected == got:
        return

    def show(message):
        return message.decode(errors="backslashreplace").replace("\r", "\\r")

    raise AssertionError(f"before:\n{show(before)}\nexpected:\n"
                         f"{show(expected)}\ngot:\n{show(got)}")
