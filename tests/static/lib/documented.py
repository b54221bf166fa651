# SPDX-License-Identifier: GPL-2.0-or-later
"""Print functions and structures that ought to be documented and are not."""

import re
import sys

sys.dont_write_bytecode = True

import tree     # noqa: E402

PRODUCT = ("kmod/", "userspace/")


def undocumented_functions(name, lines):
    for function, signature, first, _ in tree.functions(name):
        if re.search(r"\bstatic\b", signature) or function == "main":
            continue
        if re.match(r"[A-Z_]+$", function):     # made by a macro
            continue
        above = lines[first - 2].strip() if first > 1 else ""
        if above != "*/":
            yield f"{name}:{first}: {function}()"


def undocumented_structures(name, lines):
    for number, line in enumerate(lines, 1):
        match = re.match(r"(struct|enum) (\w+) \{", line)
        if match and (number < 2 or lines[number - 2].strip() != "*/"):
            yield f"{name}:{number}: {match.group(1)} {match.group(2)}"


def main():
    found = []
    for name in tree.c_files():
        if not name.startswith(PRODUCT):
            continue
        lines = tree.text(name).splitlines()
        if name.endswith(".c"):
            found += undocumented_functions(name, lines)
        else:
            found += undocumented_structures(name, lines)
    print("\n".join(found), end="\n" if found else "")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
