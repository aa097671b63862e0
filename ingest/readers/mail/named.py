"""Named properties of Outlook's items: what makes a message an appointment, a task or a contact. Knows [MS-OXPROPS].

Such a property has no tag of its own; each file maps its name, a set with a number or a word, to one.
"""

from __future__ import annotations

import struct
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

_ENTRY = 8  # bytes of the list of names
_FIRST_TAG = 0x8000
_WELL_KNOWN = 3  # sets that are not listed: none, MAPI's own, public words
_PUBLIC = "public"
_APPOINTMENT = uuid.UUID("00062002-0000-0000-c000-000000000046").hex
_TASK = uuid.UUID("00062003-0000-0000-c000-000000000046").hex
_CONTACT = uuid.UUID("00062004-0000-0000-c000-000000000046").hex


@dataclass(frozen=True, slots=True)
class Label:
    """What a property is called to a person, and whether it is a moment."""

    words: str
    is_time: bool = False


LABELS: Mapping[tuple[str, int | str], Label] = {
    (_APPOINTMENT, 0x820D): Label("Start", is_time=True),
    (_APPOINTMENT, 0x820E): Label("End", is_time=True),
    (_APPOINTMENT, 0x8208): Label("Location"),
    (_APPOINTMENT, 0x8232): Label("Repeats"),
    (_APPOINTMENT, 0x8234): Label("Time zone"),
    (_TASK, 0x8104): Label("Start", is_time=True),
    (_TASK, 0x8105): Label("Due", is_time=True),
    (_TASK, 0x811F): Label("Owner"),
    (_CONTACT, 0x8083): Label("Email"),
    (_CONTACT, 0x8093): Label("Email"),
    (_CONTACT, 0x80A3): Label("Email"),
    (_CONTACT, 0x801B): Label("Address (work)"),
    (_CONTACT, 0x801A): Label("Address (home)"),
    (_CONTACT, 0x801C): Label("Address (other)"),
    (_PUBLIC, "Keywords"): Label("Categories"),
}
"""The properties that a person sees in the item, in the order in which they are shown."""

OF_CONTACTS: Mapping[int, Label] = {
    0x3A16: Label("Company"),
    0x3A17: Label("Title"),
    0x3A08: Label("Telephone (work)"),
    0x3A09: Label("Telephone (home)"),
    0x3A1C: Label("Telephone (mobile)"),
    0x3A24: Label("Fax"),
    0x3A51: Label("Web"),
    0x3A42: Label("Birthday", is_time=True),
}
"""Properties with tags of their own, which are shown of contacts."""


def labelled(stream: Callable[[str], bytes]) -> Iterator[tuple[int, Label]]:
    """Yield the tags of this file's properties with labels, in the order of the labels.

    `stream` returns a stream of the storage that lists the names, b"" where there is none.
    """
    tags = dict(_tags(stream("__substg1.0_00030102"), stream("__substg1.0_00020102"), stream("__substg1.0_00040102")))
    yield from ((tags[name], label) for name, label in LABELS.items() if name in tags)


def _tags(entries: bytes, sets: bytes, words: bytes) -> Iterator[tuple[tuple[str, int | str], int]]:
    for start in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        number, kind, index = struct.unpack_from("<IHH", entries, start)
        name = _word_at(words, number) if kind & 1 else number
        yield (_set_of(sets, kind >> 1), name), _FIRST_TAG + index


def _set_of(sets: bytes, index: int) -> str:
    if index < _WELL_KNOWN:
        return _PUBLIC if index == _WELL_KNOWN - 1 else ""
    start = (index - _WELL_KNOWN) * 16
    return uuid.UUID(bytes_le=sets[start : start + 16]).hex if start + 16 <= len(sets) else ""


def _word_at(words: bytes, offset: int) -> str:
    if offset + 4 > len(words):
        return ""
    (length,) = struct.unpack_from("<I", words, offset)
    return words[offset + 4 : offset + 4 + length].decode("utf-16-le", "replace")
