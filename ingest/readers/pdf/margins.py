"""Running heads and page numbers: lines at the edges of pages that repeat word for word while only a number counts up.

Knows the edges of pages; never what a line means. A number that does not count with the pages is data and stays. Words
that repeat with no number, such as a letterhead, stay where they stand first: they may be said nowhere else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.readers.pdf.lines import Line, PdfPage

_DEPTH = 4  # lines at each edge of a page that may be running heads
_OUTERMOST = 2  # lines at each edge, where words that repeat may be a running head
_SENTENCE = re.compile(r"[.!?;,:]$|(?:\S+\s+){12}\S")
_SAME_PLACE = 5.0  # points
_REPEATED = 0.5  # of the pages: heads of chapters that are rarer must stand apart
_SURE = 3  # pages that show the same
_APART = 1.1  # of the type size: the gap between a running head and the text
_LARGER = 1.15  # than the text: a title, which is kept
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"[ivxlc]{1,7}|[IVXLC]{1,7}")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_PAGE_WORDS = re.compile(
    r"\W*(?:(?:p|pp|pg|page|seite|s|página|pagina|pag|strona|sida|side|стр|страница)\.?)?\W*", re.IGNORECASE
)
_SPOKEN = re.compile(r"[^\W\d_]{3,}")
_PAGE_WORD = re.compile(r"\S+://\S+|\b(?:page|pag|seite|página|pagina|strona|sida|side|стр|страница|von)\b")
_OF_PAGES = re.compile(r"\s*(?:/|of|von|de|di|sur|van|av|z|из)\s*#\W*", re.IGNORECASE)
_RULE = re.compile(r"\s+[|·•—–/]\s+|[|·•—–]")


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at the edge of a page: its words with "#" for each number, and the numbers.

    It is `apart` when it or the lines further in are parted from the text by a gap, `detached` when that gap comes
    within the outermost lines; `depth` counts the lines outside it.
    """

    page: int
    line: Line
    words: str
    numbers: tuple[int, ...]
    apart: bool
    depth: int
    detached: bool


def without_running_heads(sheets: Sequence[PdfPage], body_size: float) -> tuple[PdfPage, ...]:
    """Return the pages without the lines that only say which document and which page this is."""
    running = {id(edge.line) for edge in _running(sheets, body_size)}
    return tuple(
        replace(sheet, lines=tuple(line for line in sheet.lines if id(line) not in running)) for sheet in sheets
    )


def said_nowhere_else(sheets: Sequence[PdfPage], kept: Sequence[PdfPage]) -> tuple[str, ...]:
    """Return the lines that were left out although the pages as kept do not hold all their words, each once."""
    left = {id(line) for sheet in kept for line in sheet.lines}
    dropped = {
        _NUMBER.sub("#", line.text): line.text
        for sheet in reversed(sheets)
        for line in sheet.lines
        if id(line) not in left
    }
    if not dropped:
        return ()
    text = " ".join(line.text for sheet in kept for line in sheet.lines).casefold()
    return tuple(line for line in reversed(dropped.values()) if any(word not in text for word in _words(line)))


def _words(line: str) -> list[str]:
    return _SPOKEN.findall(_PAGE_WORD.sub(" ", line.casefold()))


def _running(sheets: Sequence[PdfPage], body_size: float) -> Iterator[_Edge]:
    alike: dict[str, list[_Edge]] = defaultdict(list)
    for sheet in sheets:
        for edge in _edges(sheet):
            if edge.line.size <= _LARGER * body_size:
                alike[edge.words].append(edge)
    filled = sum(bool(sheet.lines) for sheet in sheets)
    families = [
        family for edges in alike.values() for group in _at_one_place(edges) for family in _families(group, filled)
    ]
    numbered = [edge for family in families if _counts(family) for edge in family]
    yield from numbered
    pages = {edge.page for edge in numbered}
    for family in families:
        if not _counts(family):
            yield from _repetitions(family, filled, is_numbered=all(edge.page in pages for edge in family))


def _edges(sheet: PdfPage) -> Iterator[_Edge]:
    """Yield the outermost lines of a page, top and bottom, as most of its text stands."""
    turns = [line.turn for line in sheet.lines]
    usual = max(set(turns), key=turns.count, default=0)
    lines = [line for line in sheet.lines if line.turn == usual and not line.askew]
    downwards = sorted(lines, key=lambda line: line.top)
    upwards = sorted(lines, key=lambda line: -line.bottom)
    seen: set[int] = set()
    for ordered in (downwards, upwards):
        for index, line in enumerate(ordered[:_DEPTH]):
            if id(line) not in seen:
                seen.add(id(line))
                yield _edge(sheet.number, line, ordered, index)


def _gap(ordered: Sequence[Line], index: int) -> int | None:
    """Return how many lines lie outside the first wide gap at or inside the line of this index; None without one."""
    for place, (one, further) in enumerate(zip(ordered[index:], ordered[index + 1 : _DEPTH + 2], strict=False), index):
        if max(further.top - one.bottom, one.top - further.bottom) > _APART * one.size:
            return place + 1
    return len(ordered) if len(ordered) == index + 1 else None


def _edge(page: int, line: Line, ordered: Sequence[Line], index: int) -> _Edge:
    gap = _gap(ordered, index)
    apart, detached = gap is not None, gap is not None and gap <= _OUTERMOST
    text = line.text
    if _ROMAN.fullmatch(text.strip(" -–—")):
        return _Edge(page, line, "#", (_roman(text.strip(" -–—").lower()),), apart, index, detached)
    numbers = tuple(int(number) for number in _NUMBER.findall(text))
    return _Edge(page, line, _NUMBER.sub("#", text), numbers, apart, index, detached)


def _roman(text: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(
        -value if any(later > value for later in values[index + 1 :]) else value for index, value in enumerate(values)
    )


def _at_one_place(edges: Sequence[_Edge]) -> Iterator[list[_Edge]]:
    """Part lines with the same words by where they stand. Bare numbers also by side, which may change with the leaf."""
    groups: list[list[_Edge]] = []
    for edge in edges:
        home = next((group for group in groups if _same_place(group[-1], edge)), None)
        if home is None:
            groups.append([edge])
        else:
            home.append(edge)
    yield from groups


def _same_place(one: _Edge, other: _Edge) -> bool:
    if one.page == other.page or abs(one.line.baseline - other.line.baseline) > _SAME_PLACE:
        return False
    if any(character.isalpha() for character in one.words):
        return True
    a, b = one.line, other.line
    shifts = (a.left - b.left, a.right - b.right, (a.left + a.right - b.left - b.right) / 2)
    return min(abs(shift) for shift in shifts) <= _SAME_PLACE


def _families(group: Sequence[_Edge], pages: int) -> Iterator[list[_Edge]]:
    """Yield the families of a group, whose numbers all stay or count up with the pages, that are on enough pages."""
    for family in _in_step(group):
        apart = all(edge.apart for edge in family)
        enough = len(family) >= _SURE and (apart or len(family) >= _REPEATED * pages)
        if not enough and not (len(family) > 1 and apart and len(family) >= _REPEATED * pages):
            continue
        if len(family[0].line.cells) > 1 and not apart:
            continue  # a table's header, repeated
        yield family


def _counts(family: Sequence[_Edge]) -> bool:
    """Whether the lines of a family say which page this is."""
    return len({edge.numbers for edge in family}) > 1 and all(_numbers_a_page(edge, family) for edge in family)


def _repetitions(family: Sequence[_Edge], pages: int, *, is_numbered: bool) -> Iterator[_Edge]:
    """Yield the lines that say what other pages say too, where they can be nothing but a running head.

    Text repeats as well: in letters of one mailing, in invoices, in forms. So a head must be outermost and no sentence;
    and where no page has a number, it must stand apart on most pages, and stays where it stands first.
    """
    if len({edge.numbers for edge in family}) > 1:
        return
    if any(edge.depth >= _OUTERMOST or _SENTENCE.search(edge.words) for edge in family):
        return
    if is_numbered:
        yield from family
    elif len(family) >= _SURE and len(family) >= _REPEATED * pages and all(edge.detached for edge in family):
        yield from family[1:]


def _in_step(group: Sequence[_Edge]) -> list[list[_Edge]]:
    """Part a group into families in which every number stays the same, or grows by one from page to page."""
    families: list[list[_Edge]] = []
    for edge in group:
        home = next((family for family in families if _fits(family, edge)), None)
        if home is None:
            families.append([edge])
        else:
            home.append(edge)
    return families


def _fits(family: Sequence[_Edge], edge: _Edge) -> bool:
    first, last = family[0], family[-1]
    for at_first, at_last, now in zip(first.numbers, last.numbers, edge.numbers, strict=True):
        stays = now == at_first and (len(family) == 1 or at_last == at_first)
        counts = now - edge.page == at_first - first.page and at_last - last.page == at_first - first.page
        if not stays and not counts:
            return False
    return True


def _numbers_a_page(edge: _Edge, family: Sequence[_Edge]) -> bool:
    """Whether the number that counts stands alone, beside a word for “page”, or parted from the other words."""
    changing = [index for index in range(len(edge.numbers)) if len({one.numbers[index] for one in family}) > 1]
    if len(changing) != 1:
        return False
    parts = edge.words.split("#")
    before, after = "#".join(parts[: changing[0] + 1]), "#".join(parts[changing[0] + 1 :])
    if _PAGE_WORDS.fullmatch(before) and (not after.strip(" -–—.") or _OF_PAGES.fullmatch(after)):
        return True
    return _parted_off(edge, before, after)


def _parted_off(edge: _Edge, before: str, after: str) -> bool:
    cells = [" ".join(word.text for word in cell) for cell in edge.line.cells]
    outer = {_NUMBER.sub("#", cells[0]), _NUMBER.sub("#", cells[-1])} if len(cells) > 1 else set()
    if any(cell.count("#") and _PAGE_WORDS.fullmatch(cell.replace("#", "", 1)) for cell in outer):
        return True
    at_end, at_start = not after.strip(" -–—."), not before.strip(" -–—.")
    rule_before = re.search(r"[|·•—–]\s*(?:\w{1,6}\.?\s*)?$", before)
    rule_after = re.match(r"\s*[|·•—–]", after)
    return bool((at_end and rule_before) or (at_start and rule_after))
