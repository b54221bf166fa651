# SPDX-License-Identifier: GPL-2.0-or-later
"""Medians and quartiles, and how a figure is written down."""

import json
import statistics
import sys


def spread(values):
    """First quartile, median and third quartile."""
    values = list(values)
    if len(values) < 2:
        return values * 3
    return statistics.quantiles(values, n=4, method="inclusive")


def median(values):
    """The median alone."""
    return spread(values)[1]


def figure(part, name, unit, **values):
    """Write one figure of the benchmark, an object on a line."""
    json.dump({"part": part, "name": name, "unit": unit, **values},
              sys.stdout)
    print(flush=True)
