"""Damages: what disks and other programs do to the files of a library."""

from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path


def pages_of(catalogue: Path, table: str) -> list[int]:
    """The pages of a table's leaves, without its root."""
    connection = sqlite3.connect(catalogue)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    rows = connection.execute("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'", (table,)).fetchall()
    connection.close()
    return [number for (number,) in rows]


def zero_a_page(catalogue: Path, table: str, *, which: int = -1) -> None:
    """Overwrite one page of a table with zeros."""
    _zero(catalogue, [pages_of(catalogue, table)[which]])


def zero_every_page(catalogue: Path, table: str) -> None:
    """Overwrite all the pages of a table's leaves with zeros."""
    _zero(catalogue, pages_of(catalogue, table))


def change_text(catalogue: Path, old: str, new: str) -> int:
    """Change words in the texts of revisions behind the catalogue's back; return in how many."""
    connection = sqlite3.connect(catalogue)
    changed = [
        (zlib.compress(text.replace(old, new).encode()), number)
        for number, packed in connection.execute("SELECT number, packed FROM texts")
        if old in (text := zlib.decompress(packed).decode())
    ]
    connection.executemany("UPDATE texts SET packed = ? WHERE number = ?", changed)
    connection.commit()
    connection.close()
    return len(changed)


def _zero(catalogue: Path, pages: list[int]) -> None:
    with catalogue.open("r+b") as file:
        file.seek(16)
        size = int.from_bytes(file.read(2), "big")
        for number in pages:
            file.seek((number - 1) * size)
            file.write(b"\x00" * size)
