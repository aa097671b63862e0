"""Where benchmarks keep what is slow to make, and where the measuring data is."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder to keep libraries in between runs, and the folder of the measuring data, which may be missing."""

    folder: Path
    data: Path

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of one file of the measuring data, none when it is not here."""
        path = self.data / name
        if not path.exists():
            return
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)
