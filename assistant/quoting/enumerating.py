"""Enumerating: lists and tables that a question in or across other languages than English names, told whole or counted.

Of all that the documents found are called by, the list must be nearest to the question, well ahead of the next, and be
called by what is asked for: of "Welche Farbe hat das Boot?" the boat's equipment is no answer. Asked last: where a
sentence tells the number, that is told. Knows documents with tables and blocks; never what a name means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from assistant.answers import Answer, Statement, Support, Verdict
from assistant.english.language import language_of, may_be_english
from assistant.english.other_languages import TOTALS, asked_for, asks_for_list, is_permitted
from assistant.messages.message import joined, quoted, say_of
from assistant.proving.citations import Citations
from assistant.quoting.listing import heading_at, lists_of, whole_of
from assistant.quoting.wholes import asks_number
from assistant.reader.beginnings import beginnings_of
from assistant.reader.named_rows import is_name
from assistant.reader.readings import quote
from assistant.ways import Asked
from ingest.documents import Document, Span, Table
from ingest.patterns import lazy_pattern
from vectorstore.errors import UnknownDocument
from vectorstore.passages import Passage
from vectorstore.views import SearchedLibrary

Nearness = Callable[[str, Sequence[str]], Sequence[float]]
"""How near each of some names is to a question, held against the others."""

_READ = 8  # passages whose documents are looked through
_MOST = 200  # items cited
_FEWEST = 3  # names, of which one can be ahead of others
_AHEAD = 0.1  # of the next name: chosen by judgement, not calibrated
_SYLLABLES = 2  # of a word of Vietnamese, which blanks part
_CONFIDENCE = 0.85
_SUPPORT = Support(Verdict.SUPPORTED, _CONFIDENCE)
_TOTAL = lazy_pattern(rf"\W*(?:total|sum|{TOTALS})(?![^\W\d_]).*")


@dataclass(frozen=True, slots=True)
class _Named:
    """What is called by a name: the items of a list, the rows of a table, or nothing that can be counted."""

    name: str
    passage: Passage
    items: tuple[Span, ...] = ()
    is_table: bool = False


class Enumerator:
    """A `Way` of questions in other languages for the items of a list or a table, or for how many there are."""

    name = "list"

    def __init__(self, library: SearchedLibrary, near: Nearness) -> None:
        self._library = library
        self._near = near

    def answer(self, asked: Asked) -> Answer | None:
        """Return the number or the items, each cited; None where no list or table is surely the one that is meant."""
        question = asked.standalone
        counts = asks_number(question)
        if is_permitted(question) if counts else not asks_for_list(question):
            return None
        passages = self._library.search(question, limit=_READ, documents=asked.documents)
        named = [one for passage in passages for one in self._named(passage)]
        meant = self._meant(question, list({(one.name, one.passage.source): one for one in named}.values()))
        if meant is None or not meant.items or (may_be_english(question) and may_be_english(meant.passage.chunk.text)):
            return None
        citations = Citations()
        statements = (_counted(meant, citations),) if counts else _told(meant, citations)
        if not statements:
            return None
        return Answer("", "", statements, citations.made(), passages, confidence=_CONFIDENCE)

    def _meant(self, question: str, named: Sequence[_Named]) -> _Named | None:
        if len(named) < _FEWEST:
            return None
        near = self._near(question, [one.name for one in named])
        order = sorted(range(len(named)), key=lambda at: -near[at])
        first, second = order[:2]
        is_ahead = near[first] - near[second] >= _AHEAD
        return named[first] if is_ahead and self._is_called(first, question, [one.name for one in named]) else None

    def _is_called(self, place: int, question: str, names: Sequence[str]) -> bool:
        """Tell whether a list is called by what is asked for, and not only by what that is of: the boat's colour."""
        words = asked_for(question).split()
        first = next((at for at, word in enumerate(words) if beginnings_of(word)), len(words))
        thing = words[first : first + (_SYLLABLES if language_of(question) == "vi" else 1)]
        near = self._near(" ".join(thing) or question, names)
        return near[place] - median(near) >= _AHEAD

    def _named(self, passage: Passage) -> Iterator[_Named]:
        """Yield what a passage's document is called by, as a whole, in its parts, its lists and its tables."""
        try:
            document = self._library.document(passage.chunk.document_id, passage.revision)
        except UnknownDocument:  # removed since it was found
            return
        whole = whole_of(passage, document)
        listed = [(" ".join(name.split()), items) for name, items in lists_of(document)]
        tables = [(_called(document, table), _rows(document, table)) for table in document.tables]
        for is_table, found in ((False, listed), (True, tables)):
            yield from (_Named(name, whole, items, is_table) for name, items in found if len(items) > 1)
        headings = (document.text[one.start : one.end].strip() for one in document.headings)
        for title in dict.fromkeys((*headings, document.title)):
            if not any(title in name for name, _ in (*listed, *tables)):
                yield _Named(title, whole)


def _counted(meant: _Named, citations: Citations) -> Statement:
    """Say how many there are, with what they are called."""
    count = len(meant.items)
    titled = quoted(meant.passage.chunk.title if meant.is_table else meant.name)
    rows = say_of(count, "{count} row of {table}", "{count} rows of {table}", table=titled)
    text = joined([str(count), rows if meant.is_table else titled], between=" – ")
    numbers = tuple(citations.cite(meant.passage, span) for span in meant.items[:_MOST])
    return Statement(text, numbers, _SUPPORT, (Span(0, len(str(count))),), concluded=True)


def _told(meant: _Named, citations: Citations) -> tuple[Statement, ...]:
    """Say each item; of a table what its first column says, unless that is dates or figures."""
    said = [quote(meant.passage, span) for span in meant.items]
    if meant.is_table and 2 * sum(is_name(one) for one in said) < len(said):
        return ()
    return tuple(
        Statement(quote(meant.passage, span), (citations.cite(meant.passage, span),), _SUPPORT)
        for span in meant.items[:_MOST]
    )


def _called(document: Document, table: Table) -> str:
    """Return what the rows of a table are: its first column's name, with what the table is called."""
    name = next((column for column in table.columns if column), "")
    around = table.caption or heading_at(document, table.start) or document.title
    return " ".join(f"{name} {around}".split())


def _rows(document: Document, table: Table) -> tuple[Span, ...]:
    """Return the first cells of the rows that stand for themselves: neither hidden, nor the sum of others."""
    filled = [[cell for cell in row.cells if cell.end > cell.start] for row in table.rows if not row.hidden]
    first = [Span(cells[0].start, cells[0].end) for cells in filled if cells]
    return tuple(span for span in first if not _TOTAL.match(document.text[span.start : span.end].casefold()))
