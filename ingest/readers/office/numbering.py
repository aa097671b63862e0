"""Numbering of a Word file: the number that each list item and numbered heading shows, counted as Word counts.

Knows definitions and counters; never what the paragraphs say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

from ingest.readers.office.item_numbers import numeral
from ingest.readers.office.styles import WORD, Styles, value_of

_LEVELS = 9
_PART = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list is numbered. `pattern` is “%1.%2”: the numbers of levels; `style` is bound to the level.

    `restart` is the level (from 1) after which it starts again: by default the one above, 0 for never.
    """

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    legal: bool = False
    restart: int | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class _List:
    """One w:num: whose counters it shares, its levels, and the starts that it gives some of them."""

    counters: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


class Numbering:
    """The lists of a file, and how far each has been counted."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is not None:
            self._define(root, styles)

    def level_of(self, number: str, style: str, level: int) -> int:
        """Return the level of a paragraph in a list: that to which its style is bound, else the one given."""
        found = self._lists.get(number)
        bound = [one for one, what in found.levels.items() if what.style and what.style == style] if found else []
        return bound[0] if bound else level

    def is_list(self, number: str) -> bool:
        """Return whether a numbering of this id is defined."""
        return number in self._lists

    def next_label(self, number: str, level: int) -> str:
        """Count one item and return its number as shown, “1.2)” or “iv.”; "" for a bullet or no number at all."""
        found = self._lists.get(number)
        if found is None or not 0 <= level < _LEVELS:
            return ""
        counts = self._counts.setdefault(found.counters, [None] * _LEVELS)
        self._count(found, number, level, counts)
        return _label(found, level, counts)

    def _count(self, found: _List, number: str, level: int, counts: list[int | None]) -> None:
        start = found.starts.get(level)
        if start is not None and (number, level) not in self._started:
            self._started.add((number, level))
            counts[level] = None
        now = counts[level]
        if now is None:
            counts[level] = start if start is not None else found.levels.get(level, Level()).start
        else:
            counts[level] = now + 1
        for above in range(level):
            if counts[above] is None:  # Word counts a level that was passed over
                counts[above] = found.levels.get(above, Level()).start
        for deeper in range(level + 1, _LEVELS):
            restart = found.levels.get(deeper, Level()).restart
            if restart is None or level < restart:
                counts[deeper] = None

    def _define(self, root: etree._Element, styles: Styles) -> None:
        abstract = {one.get(f"{WORD}abstractNumId", ""): one for one in root.iter(f"{WORD}abstractNum")}
        numbers = {one.get(f"{WORD}numId", ""): one for one in root.iter(f"{WORD}num")}
        for name, element in numbers.items():
            identity = _defining(value_of(element, "abstractNumId"), abstract, numbers, styles)
            levels = _levels(abstract.get(identity))
            starts: dict[int, int] = {}
            for override in element.iter(f"{WORD}lvlOverride"):
                level = _number(override.get(f"{WORD}ilvl"), 0)
                levels |= _levels(override)
                if override.find(f"{WORD}startOverride") is not None:
                    starts[level] = _number(value_of(override, "startOverride"), 1)
            self._lists[name] = _List(identity, levels, starts)


def _defining(
    identity: str, abstract: Mapping[str, etree._Element], numbers: Mapping[str, etree._Element], styles: Styles
) -> str:
    """Return the definition that holds the levels: one that links to a style is that of the style's own list."""
    element = abstract.get(identity)
    link = "" if element is None else value_of(element, "numStyleLink")
    number = numbers.get(styles.named(link).number) if link else None
    return identity if number is None else value_of(number, "abstractNumId")


def _levels(element: etree._Element | None) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for one in [] if element is None else element.iter(f"{WORD}lvl"):
        restart = value_of(one, "lvlRestart")
        level = Level(
            _number(value_of(one, "start"), 0),
            _form(one),
            value_of(one, "lvlText"),
            one.find(f"{WORD}isLgl") is not None,
            int(restart) if restart.isdecimal() else None,
            value_of(one, "pStyle"),
        )
        found[_number(one.get(f"{WORD}ilvl"), 0)] = level
    return found


def _form(level: etree._Element) -> str:
    """Return the form of a level's numbers; of one of Word's own making, the first of its row: “001, 002, …”."""
    own = value_of(level, "numFmt")
    if own:
        return own
    other = [one.get(f"{WORD}val") or "" for one in level.iter(f"{WORD}numFmt")]
    return other[-1] if other else "decimal"


def _label(found: _List, level: int, counts: list[int | None]) -> str:
    own = found.levels.get(level, Level())
    if own.form == "bullet" or not any(character == "%" or character.isalnum() for character in own.pattern):
        return ""

    def part(match: re.Match[str]) -> str:
        which = int(match.group(1)) - 1
        named = found.levels.get(which, Level())
        value = counts[which]
        shown = replace(named, form="decimal") if own.legal else named
        if shown.form in {"bullet", "none"}:
            return ""
        return numeral(named.start if value is None else value, shown.form)

    return " ".join(_PART.sub(part, own.pattern).split())


def _number(value: str | None, otherwise: int) -> int:
    return int(value) if value and value.isdecimal() else otherwise
