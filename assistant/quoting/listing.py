"""Listing: the whole of a list that a question names: a table's column, or the items under what introduces them.

Lists of several documents are merged, each item cited. Knows documents with their tables and blocks, never a model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assistant.answers import Answer, Statement, Support, Verdict
from assistant.english.words import content_stems, split_words
from assistant.proving.citations import Citations
from assistant.ways import Asked
from ingest.documents import Block, BlockKind, Document, Span, Table
from vectorstore.passages import Passage
from vectorstore.views import SearchedLibrary

_READ = 8  # passages whose documents are looked through
_MOST = 200  # items shown
_SUPPORT = Support(Verdict.SUPPORTED, 0.85)
_FEWEST = 2  # items of a list
_LONGEST_INTRODUCTION = 12  # words


@dataclass(frozen=True, slots=True)
class Listed:
    """What is to be listed, as stems, and of what: the suppliers (of the café)."""

    what: frozenset[str]
    of: frozenset[str]


def listed_in(question: str) -> Listed | None:
    """Return what a question wants listed; None for one that wants no list by name."""
    bare = _POLITE.sub("", question.strip()).rstrip(" ?.!")
    match = next((found for form in _FORMS if (found := form.fullmatch(bare))), None)
    if match is None:
        return None
    what = content_stems(split_words(match.group("what")))
    return Listed(what, content_stems(split_words(match.group("of") or ""))) if what else None


_POLITE = re.compile(r"^(?:(?:please|can you|could you|would you|tell me|show me|give me)[\s,]+)+", re.IGNORECASE)
_OF = r"(?: (?:of|in|at|for|from|on) (?P<of>.+))?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:list|name|enumerate)(?: me)?(?: all| every| each)?(?: of)?(?: the| our| my)? (?P<what>[\w' -]+?){_OF}",
        rf"(?:what|which|who) (?:are|were) (?:all )?(?:of )?(?:the|our|my) (?P<what>[\w'-]+(?: [\w'-]+)?){_OF}",
        rf"all (?:of )?(?:the|our|my) (?P<what>[\w' -]+?){_OF}",
    )
)


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

    def _items(self, listed: Listed, passage: Passage) -> Iterator[tuple[Passage, Span, str]]:
        """Yield the items that a document has, each as a span of it, with what they are introduced by."""
        document = self._library.document(passage.chunk.document_id, passage.revision)
        whole = _whole(passage, document)
        for span in items_of(listed, document):
            yield whole, span, document.text[span.start : span.end]


def _first_of_each(passages: Sequence[Passage]) -> list[Passage]:
    return list({one.chunk.document_id: one for one in reversed(passages)}.values())[::-1]


def _whole(passage: Passage, document: Document) -> Passage:
    """Return a passage that spans its whole document, whose any words can be cited."""
    chunk = replace(passage.chunk, start=0, end=len(document.text), text=document.text, sentences=(), stand_alone=())
    return replace(passage, chunk=chunk)


def items_of(listed: Listed, document: Document) -> tuple[Span, ...]:
    """Return the spans of the items of the list that is called so in a document, () for none."""
    title = _stems(document.title)
    for table in document.tables:
        column = _column(listed, table, document, title)
        if column is not None:
            cells = [row.cells[column] for row in table.rows if not row.hidden]
            return tuple(Span(cell.start, cell.end) for cell in cells if cell.end > cell.start)
    for introduction, items in _lists(document):
        named = _stems(introduction)
        if listed.what <= named and listed.of <= named | title and len(items) >= _FEWEST:
            return tuple(Span(item.start, item.end) for item in items)
    return ()


def _column(listed: Listed, table: Table, document: Document, title: frozenset[str]) -> int | None:
    """Return which column of a table is called so, where the table is of what is asked for."""
    columns = [_stems(column) for column in table.columns]
    if listed.what not in columns or len(table.rows) < _FEWEST:
        return None
    heading = _heading(document, table.start)
    around = title.union(_stems(table.caption), _stems(heading), *columns)
    return columns.index(listed.what) if listed.of <= around else None


def _lists(document: Document) -> Iterator[tuple[str, list[Block]]]:
    """Yield each run of items with what introduces it: its heading, and the line before it where that is short."""
    blocks = [block for block in document.blocks if not block.hidden]
    for is_item, run in groupby(blocks, key=lambda block: block.kind is BlockKind.ITEM):
        items = list(run)
        if not is_item:
            continue
        line = document.text[: items[0].start].rstrip().rsplit("\n", 1)[-1]
        short = line if len(line.split()) <= _LONGEST_INTRODUCTION else ""
        yield f"{_heading(document, items[0].start)} {short}", items


def _heading(document: Document, place: int) -> str:
    before = [block for block in document.headings if block.start < place]
    return document.text[before[-1].start : before[-1].end] if before else ""


def _stems(text: str) -> frozenset[str]:
    return content_stems(split_words(text))
