"""Word and PowerPoint files of before 2007: refused with the remedy, since no light, well-kept library reads them.

Newer files under such a name are known by their bytes before this reader is asked.
"""

from __future__ import annotations

from typing import NoReturn

from ingest.readers.extraction import CannotRead, Hints
from ingest.readers.packages import what_else


def read_legacy(content: bytes, _hints: Hints = Hints()) -> NoReturn:
    """Raise CannotRead, which says what the file is and what to do."""
    raise CannotRead(what_else(content) if content.strip() else "empty; there is nothing to read")
