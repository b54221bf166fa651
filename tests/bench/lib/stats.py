# SPDX-License-Identifier: GPL-2.0-or-later
"""Medians and quartiles, and how a figure is written down."""

import json
import statistics
import sys


def spread(values):
    """First quartile, median and third quartile."""
    values = list(values)
    if not values:
        raise SystemExit("no round was quiet enough to measure in: let the "
                         "machine do less, and try again")
    if len(values) == 1:
        return values * 3
    return statistics.quantiles(values, n=4, method="inclusive")


def ratios(dividends, divisors):
    """The same of ratios, round by round.

    A round in which something else had the processor may have a divisor that
    is no cost at all; it is left out.
    """
    return spread(a / b for a, b in zip(dividends, divisors) if b > 0)


def figure(part, name, unit, **values):
    """Write one figure of the benchmark, an object on a line."""
    json.dump({"part": part, "name": name, "unit": unit, **values},
              sys.stdout)
    print(flush=True)
