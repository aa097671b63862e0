"""The lock of a library: one process writes at a time, and the others are told which. The only door to filelock."""

from __future__ import annotations

import json
import os
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from vectorstore.errors import LibraryLocked
from vectorstore.folder import LibraryFolder

if TYPE_CHECKING:
    from filelock import FileLock


def take_lock(folder: LibraryFolder) -> FileLock:
    """Take the lock, and leave word who has it. Raises LibraryLocked, which names whoever has it now."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - it imports asyncio, and whoever reads takes no lock

    lock = FileLock(str(folder.lock), timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise LibraryLocked(
            f"{folder.path}: {_holder(folder.writer)} is writing to it; wait until it is done, or end it"
        ) from error
    about = {
        "process": os.getpid(),
        "host": socket.gethostname(),
        "command": Path(sys.argv[0]).name,
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    folder.writer.write_text(json.dumps(about), "utf-8")
    return lock


def _holder(path: Path) -> str:
    try:
        about = json.loads(path.read_text("utf-8"))
        return f"process {about['process']} ({about['command']}, on {about['host']}, since {about['since']})"
    except (OSError, ValueError, KeyError):
        return "another process"
