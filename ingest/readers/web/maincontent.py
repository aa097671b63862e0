"""Main content: which parts of a web page a person came for, and which only lead around the site.

Elements that say what they are (nav, a class “cookie-banner”) are believed first; for the rest, trafilatura's
judgement of the whole page and the share of links are weighed. It loses tables, lists and headings that stand beside
the paragraphs it finds: what lies among main content, and is no list of links, is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import trafilatura
from lxml import etree

from ingest.documents import BlockKind
from ingest.readers.web.contacts import contacts_among
from ingest.readers.web.flow import HEADINGS, Part

_SMALL_PAGE = 600  # characters: of so few every one counts
_MOST_JUDGED = 20_000  # parts of a page; of a whole book, or of a table of data, there is little to be told
_DEEPEST_JUDGED = 250  # levels: the parser of the judgement drops what lies deeper, and says nothing
_FOUND_ENOUGH = 0.25  # of the page's words outside links: with less found, the judgement is not worth much
_LINKED = 0.5  # of a block's characters: more lead elsewhere
_MOST_NOISE = 0.5  # of the page's unlinked words that an element said to be noise may hold
_PROVED = 0.6  # of an element's words that are found in the extract, against its name
_FEWEST_PROVED = 200  # characters of those
_HARDLY_LINKED = 0.2  # of a block's characters
_ALL = 0.9  # of a part's characters: it is nothing but links
_SHORTEST_TELLING = 12  # characters that are found again in an extract by no chance
_PIECE = 40  # characters of a longer part that are looked for
_FEWEST_MAIN = 150  # characters of main content that make an element a place of it

_NOISE_TAGS = frozenset(("nav", "search"))
_PAGE_TAGS = frozenset(("html", "body", "main", "article"))
_HOLDS_FOOTERS = frozenset(("main", "article", "blockquote", "figure", "section"))  # whose own a footer may be
_EDGE_TAGS = frozenset(("header", "footer", "aside"))
_HOLDS_EDGES = frozenset(("main", "article", "blockquote", "figure"))
_ROLES = frozenset("navigation banner search contentinfo menu menubar alertdialog".split())
_FIRM = re.compile(
    r"(?:^|[\s_-])(?:cookies?|cookie-?\w+|gdpr|consent"
    r"|comments?(?:-?(?:list|area|section|form|respond))?|respond|disqus\w*|sharedaddy|share|sharing|addthis\w*"
    r"|pagination|pager|skip-?(?:to-?\w*|links?)|catlinks|navbox|login|signup|advert(?:isement)?s?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LEADING = re.compile(  # what a restaurant's dishes, or a page's summary, may be called too
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|(?:sub|main|top)?-?menu|breadcrumbs?\d?|toc)(?:$|[\s_-])", re.IGNORECASE
)
_SOFT = re.compile(
    r"(?:^|[\s_-])(?:side-?bar|(?:site|page)?-?(?:footer|header)|masthead|social\w*|related\w*|recommend\w*|newsletter"
    r"|subscribe|promo\w*|pop-?up|modal|toolbar|widgets?|widget-?area|metadata|print-?footer|tag-?cloud|author-?box"
    r"|banner|ads?|copyright|licen[cs]e(?:-?area)?|legal|secondary|meta|byline|jp-\w+)(?:$|[\s_-])",
    re.IGNORECASE,
)
_EDGE = re.compile(
    r"(?:^|[\s_-])(?:side-?bar|(?:site|page)?-?footer|widgets?|related|newsletter|social|copyright)(?:$|[\s_-])",
    re.IGNORECASE,
)


def main_parts(parts: Sequence[Part], page: str) -> list[Part]:
    """Return the parts that are main content, in order; of a small page all but what says that it is none.

    How to reach those whose page it is, which stands at its edges, is content too.
    """
    main = _main(parts, page)
    wanted = {id(part) for part in (*main, *contacts_among(parts, main))}
    return [part for part in parts if id(part) in wanted]


def _main(parts: Sequence[Part], page: str) -> list[Part]:
    firm = _without_leading_links(_without_noise(parts))
    if _unlinked(firm) < _SMALL_PAGE:
        return _without_edges(firm) or list(parts)
    proved: list[Part] = []
    if len(firm) <= _MOST_JUDGED and not any(_is_deep(part.element) for part in firm):
        extract = _Extract.of(page)
        proved = [part for part in firm if extract.holds(part)]
    weights = _Weights(firm, proved)
    kept = [part for part in firm if not any(weights.is_soft_noise(one) for one in _line(part.element))]
    proved_ids = {id(part) for part in proved}
    main = [part for part in kept if id(part) in proved_ids]
    if not main or _unlinked(main) < _FOUND_ENOUGH * _unlinked(kept):
        return [part for part in kept if not weights.leads_elsewhere(part.element)] or kept
    return _with_what_lies_among(kept, main)


# -- elements that say what they are -----------------------------------------------------------------------------------


def _without_noise(parts: Sequence[Part]) -> list[Part]:
    weights = _Weights(parts, ())
    noise: dict[etree._Element, bool] = {}

    def judged(element: etree._Element) -> bool:
        if element not in noise:
            said = _is_firm_noise(element) or (_is_called(element, _LEADING) and not weights.is_told(element))
            noise[element] = said and weights.share(element) < _MOST_NOISE
        return noise[element]

    return [part for part in parts if not any(judged(one) for one in _line(part.element))]


def _without_leading_links(parts: list[Part]) -> list[Part]:
    """Take away the links that stand above the first heading."""
    first = next((number for number, part in enumerate(parts) if part.kind is BlockKind.HEADING), 0)
    return [part for number, part in enumerate(parts) if number >= first or part.linked < _ALL * len(part.words)]


def _without_edges(parts: list[Part]) -> list[Part]:
    """Take away side bars and footers, where a page is too small for more to be told."""
    weights = _Weights(parts, ())

    def is_edge(element: etree._Element) -> bool:
        return _is_called(element, _EDGE) and weights.share(element) < _MOST_NOISE

    return [part for part in parts if not any(is_edge(one) for one in _line(part.element))]


def _is_firm_noise(element: etree._Element) -> bool:
    if element.tag in _PAGE_TAGS:
        return False
    if element.tag == "footer" and not any(one.tag in _HOLDS_FOOTERS for one in element.iterancestors()):
        return True
    if element.tag in _NOISE_TAGS or (element.get("role") or "").lower() in _ROLES:
        return True
    return _is_called(element, _FIRM)


def _is_called(element: etree._Element, name: re.Pattern[str]) -> bool:
    """Whether an element of a page has a class or an id of such a name."""
    return element.tag not in _PAGE_TAGS and bool(
        name.search(f"{element.get('class') or ''} {element.get('id') or ''}")
    )


def _is_soft_noise(element: etree._Element) -> bool:
    if element.tag in _PAGE_TAGS:
        return False
    if element.tag in _EDGE_TAGS and not any(one.tag in _HOLDS_EDGES for one in element.iterancestors()):
        return True
    return _is_called(element, _SOFT)


class _Weights:
    """How many characters each element holds, outside links, inside them, and of those that the extract holds."""

    def __init__(self, parts: Iterable[Part], proved: Iterable[Part]) -> None:
        self._plain: Counter[etree._Element] = Counter()
        self._linked: Counter[etree._Element] = Counter()
        self._proved: Counter[etree._Element] = Counter()
        self._structured: set[etree._Element] = set()
        self._noise: dict[etree._Element, bool] = {}
        self._all = 0
        for part in parts:
            plain = _plain(part)
            if part.kind is BlockKind.HEADING or part.grid is not None or part.text[:1].isdigit():
                self._structured.update(_line(part.element))
            self._all += plain
            for element in _line(part.element):
                self._plain[element] += plain
                self._linked[element] += part.linked
        for part in proved:
            for element in _line(part.element):
                self._proved[element] += _plain(part)

    def share(self, element: etree._Element) -> float:
        """Return the element's share of the page's words outside links."""
        return self._plain[element] / max(self._all, 1)

    def main(self, element: etree._Element) -> int:
        """Return how many of the element's characters the extract holds."""
        return self._proved[element]

    def is_structured(self, element: etree._Element) -> bool:
        """Whether there is a heading, a table or a numbered item in the element."""
        return element in self._structured

    def is_told(self, element: etree._Element) -> bool:
        """Whether the element has structure of its own, and hardly a link."""
        plain, linked = self._plain[element], self._linked[element]
        return self.is_structured(element) and linked < _HARDLY_LINKED * (plain + linked)

    def leads_elsewhere(self, element: etree._Element) -> bool:
        """Whether most of the element is links."""
        return self._linked[element] > _LINKED * (self._plain[element] + self._linked[element])

    def is_soft_noise(self, element: etree._Element) -> bool:
        """Whether an element's name says that it is none of the content, and the extract does not say otherwise."""
        if element not in self._noise:
            proved = self._proved[element]
            is_proved = proved >= _FEWEST_PROVED and proved >= _PROVED * self._plain[element]
            self._noise[element] = not is_proved and self.share(element) < _MOST_NOISE and _is_soft_noise(element)
        return self._noise[element]


# -- what trafilatura finds --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Extract:
    """The letters and digits of the main content that was found, and its lines."""

    letters: str
    lines: frozenset[str]

    @classmethod
    def of(cls, page: str) -> _Extract:
        found = trafilatura.extract(page, include_comments=False, include_tables=True, fast=True) or ""
        return cls(_letters(found), frozenset(map(_letters, found.split("\n"))))

    def holds(self, part: Part) -> bool:
        """Whether the part's words are in the extract."""
        letters = _letters(part.words)
        if len(letters) < _SHORTEST_TELLING:
            return letters in self.lines
        if letters in self.letters:
            return True
        middle = len(letters) // 2
        pieces = [letters[:_PIECE], letters[middle : middle + _PIECE], letters[-_PIECE:]]
        return len(letters) > 2 * _PIECE and any(piece in self.letters for piece in pieces)


def _with_what_lies_among(kept: list[Part], main: list[Part]) -> list[Part]:
    weights = _Weights(kept, main)
    main_ids = {id(part) for part in main}
    numbers = [number for number, part in enumerate(kept) if id(part) in main_ids]
    first, last = numbers[0], numbers[-1]
    return [
        part
        for number, part in enumerate(kept)
        if id(part) in main_ids or _belongs(part, weights, inside=first < number < last)
    ]


def _belongs(part: Part, weights: _Weights, *, inside: bool) -> bool:
    """Whether a part that the extract lacks is content all the same, by the company it keeps."""
    branch = part.element
    for element in part.element.iterancestors():
        if weights.main(element) >= _FEWEST_MAIN:
            break
        branch = element
    else:
        return False
    if inside and (part.kind is BlockKind.CAPTION or branch.tag in ("li", "dd") or _goes_on_from_text(branch)):
        return True
    if weights.main(part.element) == 0 and (weights.leads_elsewhere(branch) or weights.leads_elsewhere(part.element)):
        return False
    if inside:
        return True
    place = branch.getparent()
    beside = any(weights.main(child) and child.tag in ("p", "ul", "ol", "table", "pre", "dl") for child in place)
    alike = any(_look(child) == _look(branch) and weights.main(child) >= _FEWEST_MAIN for child in place)
    return beside or part.kind is BlockKind.HEADING or (alike and weights.is_structured(branch))


def _look(element: etree._Element) -> tuple[str, str, bool]:
    """Return what sections of one kind have alike."""
    return element.tag, element.get("class") or "", element.get("id") is None


def _goes_on_from_text(branch: etree._Element) -> bool:
    """Whether a list or table, or an element of nothing but one, stands right after a paragraph or heading."""
    before = branch.getprevious()
    listed = branch[0] if branch.tag == "div" and len(branch) == 1 else branch
    if listed.tag not in ("ul", "ol", "dl", "table") or before is None:
        return False
    return before.tag in _TEXTS or (before.tag == "div" and len(before) > 0 and before[0].tag in HEADINGS)


_TEXTS = ("p", "h2", "h3", "h4", "h5", "h6")


def _line(element: etree._Element) -> Iterator[etree._Element]:
    """Yield an element and all that it lies in."""
    yield element
    yield from element.iterancestors()


def _is_deep(element: etree._Element) -> bool:
    return next(islice(element.iterancestors(), _DEEPEST_JUDGED, None), None) is not None


def _unlinked(parts: Iterable[Part]) -> int:
    return sum(map(_plain, parts))


def _plain(part: Part) -> int:
    return max(len(part.words) - part.linked, 0)


def _letters(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())
