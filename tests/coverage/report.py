# SPDX-License-Identifier: GPL-2.0-or-later
"""What gcov says of objects and their counters, as a table."""
import gzip
import json
import subprocess
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]


def read(notes):
    """What gcov says of one object's source file: a list of lines."""
    folder = notes.parent
    subprocess.run(["gcov", "-b", "-j", notes.name], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    name = folder / (notes.stem + ".gcov.json.gz")
    if not name.exists():
        # data without functions
        return []
    with gzip.open(name) as file:
        said = json.load(file)
    name.unlink()
    for file in said["files"]:
        if file["file"].endswith("/" + notes.stem + ".c"):
            return file["lines"]
    return []


def row(name, lines):
    run = sum(line["count"] > 0 for line in lines)
    branches = [branch for line in lines for branch in line["branches"]]
    taken = sum(branch["count"] > 0 for branch in branches)
    return name, len(lines), run, len(branches), taken


def show(name, lines, run, branches, taken):
    print("%-28s %5d %6.1f %% %8d %6.1f %%" % (
        name, lines, 100 * run / max(lines, 1), branches,
        100 * taken / max(branches, 1)))


def gaps(name, lines):
    text = (TOP / name).read_text().splitlines()
    return [f"{name}:{line['line_number']}: "
            f"{text[line['line_number'] - 1].strip()}"
            for line in lines if not line["count"]]


def table(sources, with_gaps):
    """sources: of each file its name in the tree, and its object's notes."""
    rows, missing = [], []
    for name, notes in sources:
        lines = read(notes)
        if lines:
            rows.append(row(name, lines))
            missing += gaps(name, lines)
    print("%-28s %5s %8s %8s %8s" % ("file", "lines", "run", "branches",
                                     "taken"))
    for one in rows:
        show(*one)
    show("all", *(sum(one[i] for one in rows) for i in range(1, 5)))
    if with_gaps:
        print(*missing, sep="\n")
