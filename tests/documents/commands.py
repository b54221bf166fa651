# SPDX-License-Identifier: GPL-2.0-or-later
"""What the documents tell a reader to type or to load."""

import re
from dataclasses import dataclass
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^\s*```(\w*)\s*$")
# what is a command, or a file of the tree, where it stands in a sentence;
# others are names, values, words
SPOKEN = (r"(?:make|sipmapctl|sipmapd|sysctl|modprobe|systemctl|journalctl|ssh|"
          r"(?:docs|include|kmod|packaging|tests|userspace)/[\w./*-]*)(?: {})?")
SPAN = re.compile("`(" + SPOKEN.format("[^`]*") + ")`")
MANUAL_SPAN = re.compile(r"\.B (" + SPOKEN.format(".*") + r")$|"
                         r'\.[A-Z]+ .*"(' + SPOKEN.format('[^"]*') + ')"')


@dataclass(frozen=True)
class Piece:
    """A command, or a block that is loaded as a whole; form says which."""
    place: str
    form: str
    text: str


def documents():
    return sorted([TOP / "README.md", TOP / "CONTRIBUTING.md",
                   *(TOP / "docs").glob("*.md")])


def manuals():
    return sorted((TOP / "docs/man").glob("*.[578]"))


def uncomment(line):
    return re.sub(r"(^|\s)#.*", "", line).strip()


def parts(line):
    """The commands of a line, between && that stand outside quotes."""
    return [p.strip() for p in re.split(
        r"&&(?=(?:[^'\"]*['\"][^'\"]*['\"])*[^'\"]*$)", uncomment(line))
        if p.strip()]


def of_block(place, form, lines):
    """The pieces of one block of code."""
    text = "\n".join(lines) + "\n"
    if form == "indented":
        if text.startswith("#!"):
            yield Piece(place, "script", text)
            return
        if re.search(r"--\+|\+--", text):
            return          # a drawing
        form = "sh"
    if form != "sh":
        if form:
            yield Piece(place, form, text)
        return              # without a language it is a drawing, or a layout
    for line in text.replace("\\\n", " ").splitlines():
        for command in parts(line):
            yield Piece(place, "sh", re.sub(r"\s+", " ", command))


def of_document(path):
    """All pieces of a document, with file and line."""
    name = path.relative_to(TOP)
    lines = path.read_text(encoding="utf-8").splitlines()
    at = 0
    listed = False
    while at < len(lines):
        fence = FENCE.match(lines[at])
        place = f"{name}:{at + 1}"
        block = []
        if fence:
            at += 1
            while at < len(lines) and not FENCE.match(lines[at]):
                block.append(lines[at])
                at += 1
            at += 1
            yield from of_block(place, fence.group(1), block)
            continue
        if re.match(r"[-*\d]", lines[at]):
            listed = True
        elif lines[at] and not lines[at].startswith(" "):
            listed = False
        if lines[at].startswith("    ") and not listed and \
                not lines[at - 1].strip():
            while at < len(lines) and (lines[at].startswith("    ") or
                                       not lines[at].strip()):
                block.append(lines[at][4:])
                at += 1
            yield from of_block(place, "indented", block)
            continue
        for match in SPAN.finditer(lines[at]):
            yield Piece(place, "span", match.group(1))
        at += 1


def of_manual(path):
    """The same of a manual page. What .EX begins is what a command prints; a
    synopsis has brackets, and tests/static/manual holds it against the source."""
    name = path.relative_to(TOP)
    lines = path.read_text(encoding="utf-8").replace(
        "\\-", "-").replace("\\e\n", "\\\n").splitlines()
    section = ""
    block = None
    for number, line in enumerate(lines, 1):
        if line.startswith(".SH "):
            section = line[4:]
        if line == ".nf" and section != "SYNOPSIS":
            block, place = [], f"{name}:{number}"
        elif line == ".fi" and block is not None:
            yield from of_block(place, "conf" if path.suffix == ".5" else "sh",
                                block)
            block = None
        elif block is not None:
            block.append(line)
        elif match := MANUAL_SPAN.match(line):
            yield Piece(f"{name}:{number}", "span",
                        match.group(1) or match.group(2))


def pieces():
    return [piece for path in documents() for piece in of_document(path)] + \
        [piece for path in manuals() for piece in of_manual(path)]


def wrong_pieces():
    """Of a document whose every command is wrong."""
    return list(of_document(TOP / "tests/documents/wrong.md"))
