"""The cache: folders that are made once, and anew where the file that they were made of has changed.

Knows files, never what is in them.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

_ORIGIN = "origin.json"


def kept(cache: Path, origin: Path, make: Callable[[Path], None], *, maker: str) -> Path:
    """Return a folder below `cache` with what `make` writes of `origin`, anew where that or `maker` is another.

    It is made beside its place and moved there in one step: a process that dies half way leaves nothing, and of two
    that make it at once either's will do. What was made of files that are gone goes then: an installation that was
    taken away leaves some hundred megabytes. Raises what `make` raises, and OSError where nothing can be kept.
    """
    state = _state(origin, maker)
    folder = cache / hashlib.sha256(str(origin.resolve()).encode()).hexdigest()[:16]
    if _read(folder / _ORIGIN) == state:
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as scratch:
        made = Path(scratch) / "made"
        made.mkdir()
        make(made)
        (made / _ORIGIN).write_text(json.dumps(state), "utf-8")
        _move(made, folder)
    _drop_orphans(cache)
    return folder


def _drop_orphans(cache: Path) -> None:
    """Remove the folders whose origin is no more; one that another process removes at once is none of ours."""
    for folder in cache.iterdir():
        state = _read(folder / _ORIGIN)
        if isinstance(state, dict) and not Path(str(state.get("origin", folder))).exists():
            shutil.rmtree(folder, ignore_errors=True)


def _state(origin: Path, maker: str) -> dict[str, object]:
    status = origin.stat()
    return {"origin": str(origin.resolve()), "size": status.st_size, "changed": status.st_mtime_ns, "maker": maker}


def _read(path: Path) -> object:
    try:
        return json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None


def _move(made: Path, folder: Path) -> None:
    """Put what was made in place of what is outdated."""
    if folder.exists():
        folder.replace(made.parent / "outdated")
    try:
        made.replace(folder)
    except OSError:
        if not (folder / _ORIGIN).exists():
            raise
