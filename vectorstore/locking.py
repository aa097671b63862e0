"""The lock of a library: one process writes at a time, and the others are told which. The only door to filelock."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from vectorstore.errors import LibraryLocked, LibraryUnwritable
from vectorstore.folder import LibraryFolder
from vectorstore.scratch import is_running

if TYPE_CHECKING:
    from filelock import FileLock


_LOADING = 60.0  # seconds that whoever loads or writes the index may keep it from the others


def take_lock(folder: LibraryFolder) -> FileLock:
    """Take the lock, and leave word who has it.

    Raises LibraryLocked, which names whoever has it now, and LibraryUnwritable where no lock can be made.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - it imports asyncio, and whoever reads takes no lock

    lock = FileLock(str(folder.lock), timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise LibraryLocked(
            f"{folder.path}: {_holder(folder.writer)} is writing to it; wait until it is done, or end it"
        ) from error
    except OSError as error:
        raise unwritable(folder.path, error) from error
    about = {
        "process": os.getpid(),
        "host": socket.gethostname(),
        "command": Path(sys.argv[0]).name,
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    try:
        folder.writer.write_text(json.dumps(about), "utf-8")
    except OSError as error:
        lock.release()
        raise unwritable(folder.path, error) from error
    return lock


def is_being_written(folder: LibraryFolder) -> bool:
    """Whether the process of this machine that wrote last is still there."""
    try:
        about = json.loads(folder.writer.read_text("utf-8"))
        if about["host"] != socket.gethostname() or about["process"] == os.getpid():
            return False
        return is_running(about["process"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


@contextmanager
def index_lock(folder: LibraryFolder) -> Iterator[None]:
    """Keep the index to ourselves while it is loaded or written: half a file is worse than none.

    Raises LibraryLocked where another keeps it for a minute, and LibraryUnwritable where no lock can be made.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - as above

    try:
        with FileLock(str(folder.index_lock), timeout=_LOADING):
            yield
    except Timeout as error:
        raise LibraryLocked(f"{folder.path}: another process keeps its index; try again when it is done") from error
    except PermissionError as error:
        raise unwritable(folder.path, error) from error


def unwritable(path: Path, error: OSError) -> LibraryUnwritable:
    """Return the error for a folder that takes no files, with the remedy."""
    return LibraryUnwritable(
        f"{path}: nothing can be written there ({error.strerror}); free some space, or give yourself the right to, "
        "nothing is lost"
    )


def _holder(path: Path) -> str:
    try:
        about = json.loads(path.read_text("utf-8"))
        return f"process {about['process']} ({about['command']}, on {about['host']}, since {about['since']})"
    except (OSError, ValueError, KeyError):
        return "another process"
