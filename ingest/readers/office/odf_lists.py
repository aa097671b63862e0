"""Lists of OpenDocument files: their items with the numbers that they show, counted as the format says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from ingest.readers.office.odf import TEXT
from ingest.readers.office.odf_styles import OdfLevel, OdfStyles, label_of

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_DEEPEST = 20


@dataclass(slots=True)
class OdfItem:
    """An item while its children are read: its level from 1, and its number, which its first paragraph takes."""

    level: int
    label: str = ""
    is_first: bool = True
    taken: bool = False

    def take_label(self) -> str:
        """Return the number, once."""
        self.is_first = not self.taken
        self.taken = True
        label, self.label = self.label, ""
        return label


class OdfLists:
    """Counts the items of one list after another; a list may go on from one before."""

    def __init__(self, styles: OdfStyles) -> None:
        self._styles = styles
        self._by_id: dict[str, dict[int, int]] = {}
        self._by_style: dict[str, dict[int, int]] = {}

    def forget(self) -> None:
        """Let no list that comes go on from one before: each shape of a slide counts for itself."""
        self._by_id.clear()
        self._by_style.clear()

    def items(self, element: etree._Element) -> Iterator[tuple[OdfItem, etree._Element]]:
        """Yield what the items of a list hold, nested lists taken apart, each with its item."""
        style = element.get(f"{TEXT}style-name") or self._paragraph_style(element)
        counts = self._counts(element, style)
        yield from self._inside(element, 1, style, counts)

    def _counts(self, element: etree._Element, style: str) -> dict[int, int]:
        before = element.get(f"{TEXT}continue-list")
        known = self._by_id.get(before) if before else None
        if known is None and element.get(f"{TEXT}continue-numbering") == "true":
            known = self._by_style.get(style)
        counts: dict[int, int] = {} if known is None else known
        if element.get(_XML_ID):
            self._by_id[element.get(_XML_ID) or ""] = counts
        self._by_style[style] = counts
        return counts

    def _inside(
        self, element: etree._Element, level: int, style: str, counts: dict[int, int]
    ) -> Iterator[tuple[OdfItem, etree._Element]]:
        levels = self._styles.levels(style)
        for entry in element:
            if entry.tag not in {f"{TEXT}list-item", f"{TEXT}list-header"}:
                continue
            item = OdfItem(level)
            if entry.tag == f"{TEXT}list-item" and _begins_with_words(entry):
                item.label = _count(entry, level, levels, counts)
            for child in entry:
                if child.tag == f"{TEXT}list" and level < _DEEPEST:
                    inner = child.get(f"{TEXT}style-name") or style
                    if child.get(f"{TEXT}continue-numbering") != "true":
                        counts.pop(level + 1, None)
                    yield from self._inside(child, level + 1, inner, counts)
                elif isinstance(child.tag, str):
                    yield item, child

    def _paragraph_style(self, element: etree._Element) -> str:
        """Return the list style that the first paragraph of a list names."""
        first = next(element.iter(f"{TEXT}p", f"{TEXT}h"), None)
        return "" if first is None else self._styles.look("paragraph", first.get(f"{TEXT}style-name", "")).list_style


def _begins_with_words(entry: etree._Element) -> bool:
    first = next((child for child in entry if isinstance(child.tag, str) and child.tag != f"{TEXT}number"), None)
    return first is not None and first.tag != f"{TEXT}list"


def _count(entry: etree._Element, level: int, levels: Mapping[int, OdfLevel], counts: dict[int, int]) -> str:
    start = entry.get(f"{TEXT}start-value") or ""
    own = levels.get(level)
    if start.isdecimal():
        counts[level] = int(start)
    else:
        counts[level] = counts[level] + 1 if level in counts else own.start if own else 1
    for deeper in [one for one in counts if one > level]:
        del counts[deeper]
    return label_of(levels, level, counts)
