"""Stamps: how a file looked when its bytes were taken, so that an unchanged one costs a glance. Knows no content."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

_GRAIN = 2 * 10**9  # nanoseconds: the coarsest clock that file systems in use keep (FAT)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Size in bytes, times in nanoseconds, inode and device of a file, and when it was looked at.

    `modified` is when its bytes changed, `changed` when anything of it did: what sets the former back shows in the
    latter.
    """

    size: int
    modified: int
    changed: int
    inode: int
    device: int
    looked: int

    @classmethod
    def of(cls, status: os.stat_result) -> Stamp:
        """Return the stamp of a file that was looked at just now."""
        return cls(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_dev, time.time_ns())

    @classmethod
    def take(cls, path: Path) -> Stamp:
        """Look at a file. Raises OSError."""
        return cls.of(path.stat())

    def is_same(self, earlier: Stamp) -> bool:
        """Whether the file surely has the bytes that it had when `earlier` was taken.

        A file that changed within a tick of the clock before it was looked at may have changed after, in the same
        tick: its bytes must be compared (what git calls racily clean).
        """
        looks_alike = (self.size, self.modified, self.changed, self.inode) == (
            earlier.size,
            earlier.modified,
            earlier.changed,
            earlier.inode,
        )
        return looks_alike and max(earlier.modified, earlier.changed) < earlier.looked - _GRAIN
