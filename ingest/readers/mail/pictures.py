"""Pictures between the words of mails: which of one file's are looked at for words. Knows their bytes, never a mail."""

from __future__ import annotations

import hashlib
from enum import Enum, auto

_SMALLEST = 1_500  # bytes: a smaller one is a mark, such as counts who opened the mail, and has no room for words
_MOST = 30  # pictures of a file: each costs seconds


class Treatment(Enum):
    """What is done with a picture: it is read, passed over as nothing new to say, or named as too many."""

    READ = auto()
    PASS = auto()
    TOO_MANY = auto()


class Pictures:
    """The pictures of one file that were met so far: the letterhead of a hundred mails is read once."""

    def __init__(self) -> None:
        self._met: set[bytes] = set()

    def look(self, data: bytes) -> Treatment:
        """Return what to do with a picture, and know it from now on."""
        digest = hashlib.sha256(data).digest()
        if len(data) < _SMALLEST or digest in self._met:
            return Treatment.PASS
        self._met.add(digest)
        return Treatment.READ if len(self._met) <= _MOST else Treatment.TOO_MANY

    @property
    def most(self) -> int:
        """How many are read."""
        return _MOST
