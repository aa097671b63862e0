"""Styles of an OpenDocument file: headings' and captions' names, hidden and struck-out words, lists' numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.readers.office.item_numbers import numeral
from ingest.readers.office.odf import PRESENTATION, STYLE, TEXT

_FORMS = {"1": "decimal", "a": "lowerAlphabet", "A": "upperAlphabet", "i": "lowerRoman", "I": "upperRoman"}
_SYNCHRONOUS = {"a": "lowerLetter", "A": "upperLetter"}  # aa, bb instead of aa, ab
_BY_FIRST = {
    "①": "decimalEnclosedCircle", "一": "japaneseCounting", "ア": "aiueo", "イ": "iroha", "가": "ganada",
    "ㄱ": "chosung", "壹": "ideographLegalTraditional", "甲": "ideographTraditional", "子": "ideographZodiac",
    "일": "koreanCounting",
    "А": "russianUpper", "а": "russianLower", "Α": "upperGreek", "α": "lowerGreek", "א": "hebrew2", "١": "arabicDigits",
    "ก": "thaiLetters", "१": "hindiNumbers", "๑": "thaiNumbers",
}  # fmt: skip
_NAMED_LEVEL = re.compile(r"%(\d{1,2})%")
_HIDDEN = "none"


@dataclass(frozen=True, slots=True)
class OdfLevel:
    """How a level of a list is numbered; `form` is "" for bullets and levels without numbers.

    `pattern` is “%1%.%2%)”, "" where the number stands between prefix and suffix with `shown` levels above it.
    """

    form: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What a style says, with those it comes from. `names` are its own and theirs."""

    names: tuple[str, ...] = ()
    hidden: bool = False
    struck: bool = False
    raised: bool = False
    list_style: str = ""
    outline: int = 0


@dataclass(slots=True)
class OdfStyles:
    """The styles of a file, by family and name, and its styles of lists. Made by `styles_of`."""

    _elements: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    _looks: dict[tuple[str, str], Look] = field(default_factory=dict)
    _lists: dict[str, Mapping[int, OdfLevel]] = field(default_factory=dict)
    outline: Mapping[int, OdfLevel] = field(default_factory=dict)

    def look(self, family: str, name: str) -> Look:
        """Return what a style says; nothing where there is none."""
        key = family, name
        if key not in self._looks:
            self._looks[key] = Look()  # ends a circle of styles that come from each other
            self._looks[key] = self._resolve(family, name)
        return self._looks[key]

    def levels(self, name: str) -> Mapping[int, OdfLevel]:
        """Return the levels of a list style, by their numbers from 1."""
        return self._lists.get(name, {})

    def is_hidden_page(self, name: str) -> bool:
        """Return whether a slide's style hides it."""
        element = self._elements.get(("drawing-page", name))
        properties = None if element is None else element.find(f"{STYLE}drawing-page-properties")
        return properties is not None and properties.get(f"{PRESENTATION}visibility") == "hidden"

    def add(self, root: etree._Element) -> None:
        """Add the styles of a part."""
        for element in root.iter(f"{STYLE}style"):
            self._elements[element.get(f"{STYLE}family", ""), element.get(f"{STYLE}name", "")] = element
        for element in root.iter(f"{TEXT}list-style"):
            self._lists[element.get(f"{STYLE}name", "")] = _levels(element)
        for element in root.iter(f"{TEXT}outline-style"):
            self.outline = _levels(element)

    def _resolve(self, family: str, name: str) -> Look:
        element = self._elements.get((family, name))
        if element is None:
            return Look((_plain(name),))
        parent = element.get(f"{STYLE}parent-style-name")
        base = self.look(family, parent) if parent else Look()
        look = replace(
            base,
            names=(_plain(element.get(f"{STYLE}display-name") or name), *base.names),
            list_style=element.get(f"{STYLE}list-style-name", base.list_style),
            outline=_number(element.get(f"{STYLE}default-outline-level"), base.outline),
        )
        properties = element.find(f"{STYLE}text-properties")
        return look if properties is None else _with_text(look, properties)


def styles_of(*roots: etree._Element | None) -> OdfStyles:
    """Return the styles of parts; later ones go before earlier ones."""
    styles = OdfStyles()
    for root in roots:
        if root is not None:
            styles.add(root)
    return styles


def label_of(levels: Mapping[int, OdfLevel], level: int, counts: Mapping[int, int]) -> str:
    """Return the number that an item shows, "" for a bullet. `counts` are the numbers of its level and those above."""
    own = levels.get(level)
    if own is None or not own.form:
        return ""

    def written(which: int) -> str:
        style = levels.get(which, OdfLevel())
        return numeral(counts.get(which, style.start), style.form) if style.form else ""

    if own.pattern:
        return " ".join(_NAMED_LEVEL.sub(lambda match: written(int(match.group(1))), own.pattern).split())
    parts = (written(which) for which in range(max(level - own.shown + 1, 1), level + 1))
    return " ".join(f"{own.prefix}{'.'.join(part for part in parts if part)}{own.suffix}".split())


def _with_text(look: Look, properties: etree._Element) -> Look:
    line = properties.get(f"{STYLE}text-line-through-style")
    kind = properties.get(f"{STYLE}text-line-through-type")
    display = properties.get(f"{TEXT}display")
    position = properties.get(f"{STYLE}text-position")
    return replace(
        look,
        struck=look.struck if line is None and kind is None else (line or kind) != "none",
        hidden=look.hidden if display is None else display == _HIDDEN,
        raised=look.raised if position is None else _is_raised(position),
    )


def _is_raised(position: str) -> bool:
    first = position.split(" ", maxsplit=1)[0]
    return first == "super" or (first.rstrip("%").isdecimal() and int(first.rstrip("%")) > 0)


def _levels(element: etree._Element) -> dict[int, OdfLevel]:
    return {_number(one.get(f"{TEXT}level"), 0): _level(one) for one in element if one.get(f"{TEXT}level")}


def _level(element: etree._Element) -> OdfLevel:
    pattern = next((value for name, value in element.attrib.items() if str(name).endswith("}num-list-format")), "")
    return OdfLevel(
        _form(element),
        element.get(f"{STYLE}num-prefix", ""),
        element.get(f"{STYLE}num-suffix", ""),
        _number(element.get(f"{TEXT}start-value"), 1),
        _number(element.get(f"{TEXT}display-levels"), 1),
        str(pattern),
    )


def _form(element: etree._Element) -> str:
    form = element.get(f"{STYLE}num-format", "")
    if not form or element.tag.endswith("bullet"):
        return ""
    if element.get(f"{STYLE}num-letter-sync") == "true" and form in _SYNCHRONOUS:
        return _SYNCHRONOUS[form]
    return _FORMS.get(form) or _BY_FIRST.get(form[0], "decimal")


def _plain(name: str) -> str:
    """Return a style's name in small letters, its coded blanks (_20_) read."""
    return re.sub(r"_([0-9a-f]{2})_", lambda match: chr(int(match.group(1), 16)), name).lower()


def _number(value: str | None, otherwise: int) -> int:
    return int(value) if value and value.isdecimal() else otherwise
