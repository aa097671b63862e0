"""Listing: the whole of a list that a question names: a table's column, or the items under what introduces them.

Lists of several documents are merged, each item cited. Knows documents with their tables and blocks, never a model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, zip_longest

from assistant.answers import Answer, Statement, Support, Verdict
from assistant.english.courtesies import without_courtesies
from assistant.english.words import stems_of
from assistant.proving.citations import Citations
from assistant.ways import Asked
from ingest.documents import Block, BlockKind, Document, Span, Table
from ingest.patterns import lazy_pattern
from ingest.sentences import split_sentences
from vectorstore.errors import UnknownDocument
from vectorstore.passages import Passage
from vectorstore.views import SearchedLibrary

_READ = 8  # passages whose documents are looked through
_MOST = 200  # items shown
_SUPPORT = Support(Verdict.SUPPORTED, 0.85)
_FEWEST = 2  # items of a list
_LONGEST_INTRODUCTION = 12  # words


class ListedBy(StrEnum):
    """How a list is asked for: by its name ("list the suppliers"), as steps, as what is to be done, or is forbidden."""

    NAME = "name"
    STEPS = "steps"
    DEED = "deed"
    BAN = "ban"


@dataclass(frozen=True, slots=True)
class ListRequest:
    """What is to be listed, as stems, and of what: the suppliers (of the café).

    `by` tells what makes a list the right one: a list or a column that is called so, or what introduces steps.
    """

    what: frozenset[str]
    of: frozenset[str]
    by: ListedBy


def listed_in(question: str) -> ListRequest | None:
    """Return what a question wants listed; None for one that wants no list by name."""
    bare = without_courtesies(question)
    found = next(((by, match) for by, form in _FORMS if (match := form.fullmatch(bare))), None)
    if found is None:
        return None
    by, match = found
    what = stems_of(match.group("what"))
    return ListRequest(what, stems_of(match.group("of") or ""), by) if what else None


_OF = r"(?: (?:of|in|at|for|from|on|until|by) (?P<of>.+))?"
_OF_STEPS = r"(?: (?:of|in|at|for|from|on|to|with) (?P<of>.+))?"
_STEPS = (
    r"(?:what (?:must|should|do|shall) (?:i|we|you|one) (?:have to )?do to|how (?:do|can|should|must) (?:i|we|you|one)"
    r"|how to|(?:what are )?(?:the )?(?:steps|instructions) (?:to|for|of))"
)
_MUST = "(?:do|does|must|should|can|shall)"
_ALL = r"(?: all| every| each)?(?: of)?(?: the| our| my)?"
_HAVE = "(?:have|need|own|use|offer|sell|keep|require|provide|carry|want|recommend)(?: with (?:him|her|it|them))?"
_THERE = "(?:there|needed|required|included|available|necessary|recommended|mentioned|listed)"
_BANNED = "(?:forbidden|prohibited|banned|not (?:allowed|permitted))"
_WRITTEN_FORMS = (
    (ListedBy.BAN, rf"what(?: things)? (?:is|are) (?P<what>{_BANNED}) (?:in|at|on|for|during|when|while) (?P<of>.+)"),
    (ListedBy.NAME, rf"(?:list|name|enumerate)(?: me)?{_ALL} (?P<what>[\w' -]+?){_OF}"),
    (ListedBy.NAME, rf"(?:what|which|who) (?:are|were){_ALL} (?P<what>[\w'-]+(?: [\w'-]+)?){_OF}"),
    (ListedBy.NAME, rf"all (?:of )?(?:the|our|my) (?P<what>[\w' -]+?){_OF}"),
    (ListedBy.NAME, rf"(?:what|which) (?P<what>[\w'-]+(?: [\w'-]+)?) (?:do|does) (?P<of>[\w' .-]+?) {_HAVE}"),
    (ListedBy.NAME, rf"(?:what|which) (?P<what>[\w'-]+(?: [\w'-]+)?) (?:are|is) {_THERE}{_OF}"),
    (ListedBy.STEPS, rf"{_STEPS} (?:to )?(?P<what>[\w' -]+?){_OF_STEPS}"),
    (ListedBy.DEED, rf"what {_MUST} (?!never|not)[\w' -]+? (?:have to |need to )?(?P<what>[\w'-]+){_OF_STEPS}"),
)
_FORMS = tuple((by, lazy_pattern(form, re.IGNORECASE)) for by, form in _WRITTEN_FORMS)


class Lister:
    """A `Way` of questions for a list that a table or a document has as such."""

    name = "list"

    def __init__(self, library: SearchedLibrary) -> None:
        self._library = library

    def answer(self, asked: Asked) -> Answer | None:
        """Return every item, cited; None where nothing is wanted whole, or no list is called so."""
        listed = listed_in(asked.standalone)
        if listed is None:
            return None
        passages = self._library.search(asked.standalone, limit=_READ, documents=asked.documents)
        found = [item for passage in _first_of_each(passages) for item in self._items(listed, passage)]
        if not found:
            return None
        citations = Citations()
        statements = [Statement(text, (citations.cite(whole, span),), _SUPPORT) for whole, span, text in found[:_MOST]]
        return Answer("", "", tuple(statements), citations.made(), passages, confidence=0.85)

    def _items(self, listed: ListRequest, passage: Passage) -> Iterator[tuple[Passage, Span, str]]:
        """Yield the items that a document has, each as a span of it, with what they are introduced by."""
        try:
            document = self._library.document(passage.chunk.document_id, passage.revision)
        except UnknownDocument:  # removed since it was found
            return
        whole = _whole(passage, document)
        for span in items_of(listed, document):
            yield whole, span, document.text[span.start : span.end]


def _first_of_each(passages: Sequence[Passage]) -> list[Passage]:
    return list({one.chunk.document_id: one for one in reversed(passages)}.values())[::-1]


def _whole(passage: Passage, document: Document) -> Passage:
    """Return a passage that spans its whole document, whose any words can be cited."""
    chunk = replace(passage.chunk, start=0, end=len(document.text), text=document.text, sentences=(), stand_alone=())
    return replace(passage, chunk=chunk)


def items_of(listed: ListRequest, document: Document) -> tuple[Span, ...]:
    """Return the spans of the items of the list that is called so in a document, () for none."""
    if listed.by is ListedBy.BAN:
        return _bans(listed, document)
    title = stems_of(document.title)
    for table in document.tables if listed.by is ListedBy.NAME else ():
        column = _column(listed, table, document, title)
        if column is not None:
            cells = [row.cells[column] for row in table.rows if not row.hidden]
            return tuple(Span(cell.start, cell.end) for cell in cells if cell.end > cell.start)
    found = [
        items
        for introduction, items in (*_lists(document), *_lines_under_headings(document))
        if len(items) >= _FEWEST and _is_called(listed, stems_of(introduction), document)
    ]
    if listed.by is ListedBy.STEPS:
        found.sort(key=lambda items: not _NUMBERED.match(document.text, items[0].start))
    return found[0] if found else ()


def _bans(listed: ListRequest, document: Document) -> tuple[Span, ...]:
    """Return what is forbidden under the heading that names the place: items under a ban, or sentences that are one."""
    for heading, following in zip_longest(document.headings, document.headings[1:]):
        end = following.start if following else len(document.text)
        named = stems_of(document.text[heading.start : heading.end])
        if not listed.of <= named | stems_of(document.title) or not (named & listed.of or _is_ban(document, heading)):
            continue
        whole = _is_ban(document, heading)
        spans = (
            Span(one.start + heading.end, one.end + heading.end)
            for one in split_sentences(document.text[heading.end : end])
        )
        found = [one for one in spans if whole or _BAN.search(_text(document, one))]
        if found:
            return tuple(found)
    return ()


def _text(document: Document, span: Span | Block) -> str:
    return document.text[span.start : span.end]


def _is_ban(document: Document, heading: Block) -> bool:
    return re.search(_BANNED, _text(document, heading), re.IGNORECASE) is not None


_BAN = lazy_pattern(
    r"\b(?:must|may|shall|can|do|should) ?(?:not|never)\b|\bcannot\b|\bno \w+ing\b"
    r"|\b(?:forbidden|prohibited|banned|not (?:allowed|permitted)|never)\b",
    re.IGNORECASE,
)
_NUMBERED = lazy_pattern(r"\(?\d{1,2}[.)]\s")
_LONGEST_LINE = 15  # words


def _lines_under_headings(document: Document) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Yield the short lines under each heading, where all that stands there are such: slides have lists so."""
    for heading, following in zip_longest(document.headings, document.headings[1:]):
        end = following.start if following else len(document.text)
        lines = [match for match in _LINE.finditer(document.text, heading.end, end) if match.group().strip()]
        if lines and all(len(line.group().split()) <= _LONGEST_LINE and " | " not in line.group() for line in lines):
            yield (
                document.text[heading.start : heading.end],
                tuple(Span(line.start(), line.start() + len(line.group().rstrip())) for line in lines),
            )


_LINE = lazy_pattern(r"[^\s][^\n]*")


def _is_called(listed: ListRequest, introduction: frozenset[str], document: Document) -> bool:
    """Whether a list is the one asked for, by its introduction; what steps are of may stand anywhere."""
    if listed.by is ListedBy.NAME:
        known = introduction | stems_of(document.title)
        return listed.what <= introduction and (not listed.of or bool(listed.of & known))
    around = stems_of(document.title) if listed.by is ListedBy.DEED else stems_of(f"{document.title} {document.text}")
    return listed.what <= introduction and listed.of <= around | introduction


def _column(listed: ListRequest, table: Table, document: Document, title: frozenset[str]) -> int | None:
    """Return which column of a table is called so, where the table is of what is asked for."""
    columns = [stems_of(column) for column in table.columns]
    if listed.what not in columns or len(table.rows) < _FEWEST:
        return None
    heading = _heading(document, table.start)
    around = title.union(stems_of(table.caption), stems_of(heading), *columns)
    return columns.index(listed.what) if listed.of <= around else None


def _lists(document: Document) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Yield each run of items with what introduces it: its heading, and the line before it where that is short."""
    blocks = [block for block in document.blocks if not block.hidden]
    for is_item, run in groupby(blocks, key=lambda block: block.kind is BlockKind.ITEM):
        items = list(run)
        if not is_item:
            continue
        line = document.text[: items[0].start].rstrip().rsplit("\n", 1)[-1]
        short = line if len(line.split()) <= _LONGEST_INTRODUCTION else ""
        yield f"{_heading(document, items[0].start)} {short}", tuple(Span(one.start, one.end) for one in items)


def _heading(document: Document, place: int) -> str:
    """Return the heading of a place, behind the one that it lies under."""
    before = [block for block in document.headings if block.start < place]
    if not before:
        return ""
    above = next((block for block in reversed(before) if block.level < before[-1].level), before[-1])
    return " ".join(document.text[block.start : block.end] for block in dict.fromkeys((above, before[-1])))
