# SPDX-License-Identifier: GPL-2.0-or-later
"""The kernel's own style checker, taken from Debian's source archive, once.

Debian's headers leave it out. It is kept in the cache, outside the tree.
"""

import os
import re
import subprocess
import tempfile
from pathlib import Path

NEEDED = ("checkpatch.pl", "spelling.txt", "const_structs.checkpatch")


def cache():
    """$SIPMAP_CACHE, else the user's cache folder."""
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(os.environ.get("SIPMAP_CACHE") or home + "/sipmap")


def newest_archive():
    """Debian's newest source archive, or None."""
    def version(path):
        return [int(n) for n in re.findall(r"\d+", path.name)]

    archives = sorted(Path("/usr/src").glob("linux-source-*.tar.xz"),
                      key=version)
    return archives[-1] if archives else None


def get():
    """Where the checker is; None if there is no archive to take it from."""
    archive = newest_archive()
    if archive is None:
        return None
    version = archive.name[:-len(".tar.xz")]
    folder = cache() / "checkpatch" / version
    if not (folder / NEEDED[-1]).exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        new = tempfile.mkdtemp(prefix="new.", dir=folder.parent)
        subprocess.run(["tar", "-xJf", str(archive), "-C", new,
                        "--strip-components=2", "--occurrence=1",
                        *(f"{version}/scripts/{name}" for name in NEEDED)],
                       check=True)
        try:
            os.rename(new, folder)
        except OSError:     # somebody else was quicker
            subprocess.run(["rm", "-rf", new], check=True)
    return folder / NEEDED[0]
