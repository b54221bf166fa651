# SPDX-License-Identifier: GPL-2.0-or-later
"""checkpatch's findings without lines that are long for a good reason.

A message to the user is one literal, also where arguments follow it on the
line; and a licence's name is as long as it is.
"""

import re
import sys

sys.dont_write_bytecode = True

import tree     # noqa: E402

LIMIT = 80


def excused(finding):
    match = re.match(r"([^:]+):(\d+): CHECK:LONG_LINE", finding)
    if not match:
        return False
    line = tree.text(match.group(1)).splitlines()[int(match.group(2)) - 1]
    if "SPDX-License-Identifier" in line:
        return True
    short = re.sub(r'"(\\.|[^"\\])*"', '""', line)
    return len(short.expandtabs(8)) <= LIMIT and short != line


for found in sys.stdin:
    if not excused(found):
        print(found, end="")
