# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the time of a kind of message goes, as a clock has seen it."""

import collections
import os
import subprocess
from pathlib import Path

import module
import sip

ROWS = 40
BATCHES = 6000
# these put nothing on the stack, so that their caller is known
LEAVES = ("mem", "csum_partial", "strn", "__siphash", "rhashtable_jhash2")


def files():
    """{function: file of the module that has it}."""
    places = {}
    for path in sorted(Path(os.environ["SIPMAP_KO"]).parent.rglob("*.o")):
        if "kmod" not in path.parts:
            continue
        symbols = subprocess.run(["nm", path], text=True, check=True,
                                 stdout=subprocess.PIPE).stdout
        for line in symbols.splitlines():
            kind, name = line.split()[-2:]
            if kind in "tT":
                places[name] = path.stem + ".c"
    return places


def place(function, caller, places):
    """The file that a look is charged to."""
    for name in (function, caller):
        if name in places:
            return places[name]
        if not name.startswith(LEAVES):
            break
    return "the kernel"


def print_top(title, counts, total):
    print(title)
    for name, times in counts.most_common(ROWS):
        print(f"  {100 * times / total:5.1f} %  {name}")


def report(kind):
    """Print it for each router."""
    sip.set_up()
    places = files()
    for lane in sip.LANES:
        looks = module.profile(lane, kind, BATCHES)
        names = collections.Counter(
            f"{function} from {caller}" if function.startswith(LEAVES)
            else function for function, caller in looks)
        print_top(f"{kind}, {lane}: {len(looks)} looks", names, len(looks))
        if lane == "sipmap":
            print_top(f"{kind}, {lane}, by file", collections.Counter(
                place(*look, places) for look in looks), len(looks))
