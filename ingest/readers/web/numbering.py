"""Numbering: the numbers of list items, as a page counts them: from where, backwards, in letters or Roman figures."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 3999
_LETTERS = 26
_STYLES = {
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "decimal": "1",
}


@dataclass(slots=True)
class Numbering:
    """The numbers of one list's items, in order; a list of bullets has none."""

    _style: str = ""
    _number: int = 1
    _step: int = 1

    @classmethod
    def of(cls, element: etree._Element) -> Numbering:
        """Return the numbering of a list element."""
        if element.tag != "ol":
            return cls()
        backwards = element.get("reversed") is not None
        first = len(element.findall("li")) if backwards else 1
        return cls(_style(element), _number(element.get("start"), first), -1 if backwards else 1)

    def marker(self, item: etree._Element) -> str:
        """Return the marker of the next item (“3.”, “c.”, “iv.”), "" in a list of bullets, and count on."""
        if not self._style:
            return ""
        number = _number(item.get("value"), self._number)
        self._number = number + self._step
        return f"{_written(number, item.get('type') or self._style)}."


def _style(element: etree._Element) -> str:
    """Return "1", "a", "A", "i" or "I"; "" where a style sheet in the element itself takes the numbers away."""
    css = (element.get("style") or "").lower().replace(" ", "")
    for name, style in _STYLES.items():
        if f"list-style-type:{name}" in css or f"list-style:{name}" in css:
            return style
    if "list-style:none" in css or "list-style-type:none" in css:
        return ""
    return element.get("type") or "1"


def _number(written: str | None, otherwise: int) -> int:
    try:
        return int(written) if written else otherwise
    except ValueError:
        return otherwise


def _written(number: int, style: str) -> str:
    if style in ("a", "A") and number > 0:
        letters = _in_letters(number)
        return letters.upper() if style == "A" else letters
    if style in ("i", "I") and 0 < number <= _LARGEST_ROMAN:
        figures = _in_roman(number)
        return figures.upper() if style == "I" else figures
    return str(number)


def _in_letters(number: int) -> str:
    letters = ""
    while number > 0:
        number, place = divmod(number - 1, _LETTERS)
        letters = chr(ord("a") + place) + letters
    return letters


def _in_roman(number: int) -> str:
    figures = ""
    for value, figure in _ROMAN:
        count, number = divmod(number, value)
        figures += figure * count
    return figures
