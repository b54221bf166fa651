# SPDX-License-Identifier: GPL-2.0-or-later
"""Test Anything Protocol, for checks whose failure is a list of places."""

import sys


class Tap:
    """Prints one line a rule, and below it where the rule is broken."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def check(self, rule, places):
        """Report a rule; places are lines of text, none if it is kept."""
        self.count += 1
        places = list(places)
        if places:
            self.failed += 1
        print(f"{'not ok' if places else 'ok'} {self.count} - {rule}")
        for place in places:
            print(f"# {place}")

    def skip(self, rule, reason):
        """Report a rule that cannot be checked here, and why."""
        self.count += 1
        print(f"ok {self.count} - {rule} # SKIP {reason}")

    def finish(self):
        """Print the plan and end with status 1 if a rule is broken."""
        print(f"1..{self.count}")
        sys.exit(1 if self.failed or not self.count else 0)
