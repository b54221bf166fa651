# SPDX-License-Identifier: GPL-2.0-or-later
"""The status page at a socket that is a file: who may connect, whose it is."""

import os
import socket
import stat
import tempfile
from contextlib import contextmanager
from pathlib import Path

from answer import PATHS, Answer
from server import WAIT, case, serving, start


@contextmanager
def folder():
    """For a socket; anybody may look into it."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        yield Path(name)


def ends_badly(place):
    """What is said of a server that must not start."""
    server = start(place, "good")
    told = server.communicate(timeout=WAIT)
    assert server.returncode == 3, (server.returncode, told)


@case
def file_serves():
    """a socket serves what a port does, and goes with the agent."""
    with folder() as where:
        place = where / "status.sock"
        with serving("good", place):
            for path in PATHS:
                assert Answer(place, path).status == 200, path
            assert b"sipmap_up 1" in Answer(place, "/metrics").body
            assert Answer(place, host="evil.example").status == 403
            got = Answer(place, method="POST", body=b"a=b")
            assert got.status == 405, got
            mode = place.lstat().st_mode
            assert stat.S_ISSOCK(mode) and stat.S_IMODE(mode) == 0o660, \
                oct(mode)
        assert not list(where.iterdir()), list(where.iterdir())


def connects(place, user, group):
    """Whether a process of that user and group may."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    status = 1
    try:
        os.setgroups([])
        os.setgid(group)
        os.setuid(user)
        with socket.socket(socket.AF_UNIX) as one:
            one.connect(str(place))
        status = 0
    except PermissionError:
        status = 7
    finally:
        os._exit(status)


@case
def file_group():
    """the socket's group may connect, and others may not."""
    if os.getuid():
        return "other users are root's to try"
    with folder() as where:
        place = where / "status.sock"
        server = start(place, "good", 65534)
        assert server.stdout.readline() == b"ready\n", server.communicate()
        try:
            assert place.stat().st_gid == 65534, place.stat()
            assert connects(place, 65533, 65534), "the group may not"
            assert not connects(place, 65533, 65533), "others may"
        finally:
            server.terminate()
            server.communicate(timeout=WAIT)
    return None


@case
def file_stale():
    """the socket of an agent that was killed is replaced."""
    with folder() as where:
        place = where / "status.sock"
        server = start(place, "good")
        assert server.stdout.readline() == b"ready\n", server.communicate()
        server.kill()
        server.communicate(timeout=WAIT)
        assert stat.S_ISSOCK(place.lstat().st_mode), "no socket is left"
        with serving("good", place):
            assert Answer(place).status == 200


@case
def file_taken():
    """the socket of an agent that runs is left to it, and so is any file."""
    with folder() as where:
        place = where / "status.sock"
        with serving("good", place):
            before = place.lstat().st_ino
            ends_badly(place)
            assert place.lstat().st_ino == before, "another socket"
            assert Answer(place).status == 200
        place.write_text("somebody's")
        ends_badly(place)
        assert place.read_text() == "somebody's"
        place.unlink()
        with serving("good", place):
            assert Answer(place).status == 200
            place.unlink()
            place.write_text("somebody's")
        assert place.read_text() == "somebody's"
        ends_badly(where / "nowhere" / "status.sock")
