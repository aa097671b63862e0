"""Compound files, as small as they can be, for the tests of Outlook's messages."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import UTC, datetime

_SECTOR = 512
_LONGEST_SMALL = 4096  # bytes: shorter streams would lie in a stream of their own, so all are filled up to it
_FREE, _END, _TABLE, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF

Tree = Mapping[str, "bytes | Tree"]


def compound_file(tree: Tree) -> bytes:
    """Return a compound file of the streams (bytes) and storages in `tree`."""
    names = ["Root Entry"]
    entries = [[5, _NONE, _NONE, _END, 0]]  # kind, next, child, sector, size
    sectors: list[bytes] = []
    chains: list[int] = []

    def add(children: Tree) -> int:
        first = before = _NONE
        for name, value in children.items():
            number = len(entries)
            names.append(name)
            entries.append([2 if isinstance(value, bytes) else 1, _NONE, _NONE, _END, 0])
            if before == _NONE:
                first = number
            else:
                entries[before][1] = number
            before = number
            if isinstance(value, bytes):
                stream = value.ljust(_LONGEST_SMALL, b"\0")
                pieces = [stream[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(stream), _SECTOR)]
                entries[number][3:] = [len(sectors), len(stream)]
                chains.extend(range(len(sectors) + 1, len(sectors) + len(pieces)))
                chains.append(_END)
                sectors.extend(pieces)
            else:
                entries[number][2] = add(value)
        return first

    entries[0][2] = add(tree)
    directory = b"".join(_entry(name, *entry) for name, entry in zip(names, entries, strict=True))
    count = -(-len(directory) // _SECTOR)
    start = len(sectors)
    chains += [*range(start + 1, start + count), _END]
    sectors += [directory[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(directory), _SECTOR)]
    tables = next(number for number in range(1, 100) if number * 128 >= len(sectors) + number)
    chains += [_TABLE] * tables
    chains += [_FREE] * (tables * 128 - len(chains))
    where = list(range(len(sectors), len(sectors) + tables))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, tables, start, 0, _LONGEST_SMALL, _END, 0, _END, 0)
    head += b"".join(struct.pack("<I", number) for number in [*where, *[_FREE] * (109 - tables)])
    return head + b"".join(sectors) + struct.pack(f"<{len(chains)}I", *chains)


def _entry(name: str, kind: int, following: int, child: int, sector: int, size: int) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    head = written.ljust(64, b"\0") + struct.pack("<HBBIII", len(written), kind, 1, _NONE, following, child)
    return head + bytes(36) + struct.pack("<IQ", sector, size)


def texts(**values: str) -> dict[str, bytes]:
    """Return streams of Unicode properties by their tags, such as t0037."""
    return {f"__substg1.0_{tag[1:]}001F": value.encode("utf-16-le") for tag, value in values.items()}


def properties(head: int, *, longs: Mapping[int, int] | None = None, sent: datetime | None = None) -> dict[str, bytes]:
    """Return the stream of fixed properties, after a head of so many bytes."""
    entries = b"".join(struct.pack("<HHIQ", 3, tag, 6, value) for tag, value in (longs or {}).items())
    if sent:
        ticks = int((sent - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds() * 10_000_000)
        entries += struct.pack("<HHIQ", 0x40, 0x0039, 6, ticks)
    return {"__properties_version1.0": bytes(head) + entries}
