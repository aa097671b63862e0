"""Contacts: what the edges of a web page say that a person looks for there: an address, a telephone, opening hours.

Knows what such facts look like, in any language; never what is main content.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from ingest.documents import BlockKind
from ingest.readers.web.flow import Part

_PHONE = re.compile(
    r"(?<![\w/.])(?!\d\d?[./-]\d\d?[./-](?:19|20)?\d\d\b)(?:\+\d[\d\s()/.-]{6,}\d|\(?0\d{1,5}\)?[\s/.-]{1,3}\d[\d\s/.-]{3,}\d|\(\d{3}\)\s?\d{3}[\s.-]\d{4}"
    r"|\d{3}[.-]\d{3}[.-]\d{4})(?!\w)"
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CLOCK = r"\d{1,2}(?:[:.h]\d\d)"
_HOURS = re.compile(
    rf"(?<![\d.]){_CLOCK}\s*(?:[ap]\.?m\.?|h|Uhr)?\s*(?:[-–—]|\b[^\W\d_]{{1,5}}\b)\s*{_CLOCK}(?![\d.])"
    r"|\b\d{1,2}\s*[ap]\.?m\.?\s*(?:[-–—]|to|until|till)\s*\d{1,2}(?::\d\d)?\s*[ap]\.?m\b"
    r"|\b\d{1,2}\s*[-–—]\s*\d{1,2}\s*(?:[ap]\.?m\b|Uhr\b|h\b|óra\b|ч\b)",
    re.IGNORECASE,
)
_POSTAL = re.compile(
    r"(?<![\d.,])(?:[A-Z]{1,2}-)?(?:\d{5}|(?!19|20)\d{4}|\d{3} \d{2}|\d{2}-\d{3})(?:\s?[A-Z]{2})?,?\s+[^\W\d_]{2,}"
    r"|\b[A-Z]{2},?\s+\d{5}(?:-\d{4})?\b|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b|〒\s?\d{3}"
)
_FACTS = (_PHONE, _MAIL, _HOURS, _POSTAL)
_RIGHTS = re.compile(r"[©®]|\(c\)\s*(?:19|20)\d\d|copyright", re.IGNORECASE)
_EDGE_TAGS = frozenset(("footer", "header", "aside", "address"))
_EDGE_ROLES = frozenset(("contentinfo", "banner", "complementary"))
_EDGE = re.compile(
    r"(?:^|[\s_-])(?:(?:site|page)?-?(?:footer|header)|side-?bar|widgets?|widget-?area|masthead|top-?bar|contacts?"
    r"|address)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PAGE_TAGS = frozenset(("html", "body", "main", "article"))
_HIGHEST = 12  # elements around a part that are looked at: pages nest thousands deep
_LARGEST = 600  # characters of a block that holds an address, its hours and what they are of
_LINKED = 0.5  # of a part's characters, above which it leads elsewhere
_ALSO_LINKED = ("tel:", "mailto:")  # addresses of links that are themselves what is looked for


def contacts_among(parts: Sequence[Part], kept: Iterable[Part]) -> list[Part]:
    """Return those of the parts that were not kept and tell how to reach somebody, with what they are of, in order."""
    chosen = {id(part) for part in kept}
    said = {part.words for part in parts if id(part) in chosen}
    edges = _Edges()
    left = [(part, edge) for part in parts if id(part) not in chosen and (edge := edges.of(part.element)) is not None]
    blocks = _Blocks.of([part for part, _ in left])
    wanted = {id(one) for part, edge in left if _tells(part) for one in blocks.around(part, edge)}
    return [part for part, _ in left if id(part) in wanted and part.words not in said]


def _tells(part: Part) -> bool:
    words = part.words
    if len(words) > _LARGEST or part.kind is BlockKind.HEADING:
        return False
    return not _leads_on(part) and _tells_how(words)


def _tells_how(words: str) -> bool:
    """Whether words tell how to reach somebody."""
    return any(fact.search(words) for fact in _FACTS)


def _leads_on(part: Part) -> bool:
    """Whether a part is links to other pages, or says whose the page is and not how to reach them."""
    if _RIGHTS.search(part.words) and not _tells_how(part.words):
        return True
    if part.linked <= _LINKED * len(part.words):
        return False
    links = [link.get("href") or "" for link in part.element.iter("a")]
    return not links or not all(link.startswith(_ALSO_LINKED) for link in links)


@dataclass(slots=True)
class _Edges:
    """Finds the outermost edge of the page that an element lies in."""

    _known: dict[etree._Element, etree._Element | None] = field(default_factory=dict)

    def of(self, element: etree._Element) -> etree._Element | None:
        """Return the edge, None for what lies in none."""
        line: list[etree._Element] = []
        for one in _line(element):
            if one in self._known:
                break
            line.append(one)
        above = line[-1].getparent() if line else element
        edge = self._known.get(above) if above is not None else None
        for one in reversed(line):
            edge = edge if edge is not None else one if _is_edge(one) else None
            self._known[one] = edge
        return self._known[element]


def _is_edge(element: etree._Element) -> bool:
    if element.tag in _EDGE_TAGS or (element.get("role") or "").lower() in _EDGE_ROLES:
        return True
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag not in _PAGE_TAGS and bool(_EDGE.search(named))


@dataclass(frozen=True, slots=True)
class _Blocks:
    """The parts that each element holds."""

    held: Mapping[etree._Element, Sequence[Part]]

    @classmethod
    def of(cls, parts: Iterable[Part]) -> _Blocks:
        held: dict[etree._Element, list[Part]] = defaultdict(list)
        for part in parts:
            for element in islice(_line(part.element), _HIGHEST):
                held[element].append(part)
        return cls(held)

    def around(self, part: Part, edge: etree._Element) -> list[Part]:
        """Return a part that tells something, with what it stands under in the smallest block with a heading."""
        own = list(self.held[part.element])
        for element in islice(_line(part.element), _HIGHEST):
            beside = self.held[element]
            if sum(len(one.words) for one in beside) > _LARGEST:
                break
            if element.tag == "address" or any(one.kind is BlockKind.HEADING for one in beside):
                own = list(beside)
                break
            if element is edge:
                break
        return [one for one in own if one is part or not _leads_on(one)]


def _line(element: etree._Element) -> Iterator[etree._Element]:
    """Yield an element and all that it lies in."""
    yield element
    yield from element.iterancestors()
