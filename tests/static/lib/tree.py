# SPDX-License-Identifier: GPL-2.0-or-later
"""The files of the project, and what the checks want to know of C."""

import os
import re
import subprocess
from pathlib import Path

TOP = Path(__file__).resolve().parents[3]
BUILT = (".o", ".ko", ".mod", ".mod.c", ".cmd", ".a", ".d")


def _from_git():
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others",
         "--exclude-standard"],
        cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    return [name for name in listed.stdout.decode().split("\0") if name]


def _from_disk():
    names = []
    for folder, folders, files in os.walk(TOP):
        folders[:] = [f for f in folders if f not in (".git", "build")]
        names += [os.path.relpath(os.path.join(folder, f), TOP)
                  for f in files if not f.endswith(BUILT)]
    return names


def files():
    """All files of the project, by name relative to its top, sorted."""
    try:
        names = _from_git()
    except (OSError, subprocess.CalledProcessError):
        names = _from_disk()    # an unpacked archive has no history
    return sorted({n for n in names if (TOP / n).is_file()})


def c_files():
    """All C sources and headers."""
    return [n for n in files() if n.endswith((".c", ".h"))]


def text(name):
    """What a file says; bytes that are no UTF-8 become U+FFFD."""
    return (TOP / name).read_text(encoding="utf-8", errors="replace")


def code(name):
    """C without comments and strings, line numbers unchanged."""
    pattern = r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''

    def blank(match):
        return re.sub(r"[^\n]", " ", match.group(0))

    return re.sub(pattern, blank, text(name), flags=re.S)


def includes(name):
    """(line, form, file) of each #include; form is '<' or '"'."""
    pattern = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
    for number, line in enumerate(text(name).splitlines(), 1):
        match = pattern.match(line)
        if match:
            yield number, match.group(1), match.group(2)


def functions(name):
    """(name, signature, first line, last line) of each function.

    Kernel style is enough to find them: the brackets of a function's body,
    and nothing else, stand alone in the first column.
    """
    lines = code(name).splitlines()
    for number, line in enumerate(lines):
        if line.rstrip() != "{":
            continue
        first = number
        while first and lines[first - 1].strip() and \
                not lines[first - 1].startswith(("#", "}")) and \
                not lines[first - 1].rstrip().endswith(";"):
            first -= 1
        signature = " ".join(lines[first:number])
        match = re.search(r"(\w+)\s*\(", signature)
        last = number
        while last < len(lines) and lines[last].rstrip() != "}":
            last += 1
        if match:
            yield match.group(1), signature, first + 1, last + 1
