"""Scratch files: written beside their place and then moved there, so that half of one is never found in it.

They are named for who writes them, so that what a process left that was killed can be told and cleared. Knows names and
processes, never what the files hold.
"""

from __future__ import annotations

import os
import re
import socket
import threading
from contextlib import suppress
from pathlib import Path

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file, by what its name ends in."""


def scratch_for(file: Path) -> Path:
    """Return a path beside `file` that no other thread, process or machine writes to."""
    return file.with_name(f".{file.name}.{socket.gethostname()}.{os.getpid()}.{threading.get_ident()}")


def move_where_nothing_is(file: Path, place: Path) -> None:
    """Move a file to a place at once and whole. Raises FileExistsError where there is something, and OSError."""
    try:
        os.link(file, place)
    except FileExistsError:
        raise
    except OSError:  # a disk that knows no links, as those of cameras and keys: who comes second may be last
        if place.exists():
            raise FileExistsError(place) from None
        file.replace(place)
    else:
        file.unlink()


def clear_scratch(file: Path) -> None:
    """Remove what processes of this machine that are gone have left beside `file`, as far as it can be removed."""
    host = re.escape(socket.gethostname())
    left = re.compile(rf"\.+{re.escape(file.name)}(?:\.{host}\.(\d+)\.\d+)+(?:{'|'.join(BESIDE)})?")  # also one of one
    for path in list(file.parent.iterdir()):
        match = left.fullmatch(path.name)
        if match and not is_running(int(match[1])):
            with suppress(OSError):
                path.unlink()


def remove_database(file: Path) -> None:
    """Remove a file with what SQLite keeps beside it, as far as it is there. Raises OSError."""
    for suffix in ("", *BESIDE):
        file.with_name(f"{file.name}{suffix}").unlink(missing_ok=True)


def is_running(process: int) -> bool:
    """Whether a process of this machine is there, whoever's it is."""
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return True
