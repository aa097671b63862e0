"""Listing: the whole of a list that a question names: a table's column, or the items under what introduces them.

Lists of several documents are merged, each item cited. Knows documents with their tables and blocks, never a model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby, zip_longest
from urllib.parse import unquote

from assistant.answers import Answer, Statement, Support, Verdict
from assistant.english.courtesies import without_courtesies
from assistant.english.irregular import BASES
from assistant.english.naming import Names, names_of
from assistant.english.words import split_words, stems_of
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
    """How a list is asked for: by its name ("list the suppliers"), as steps, as what is to be done, or is forbidden.

    A WHOLE is what has to be there of something ("what must be on board of it"), a list with that in its heading;
    TO_DO is what still has to be done for it.
    MEMBERS are people under such a heading. A STATE is what is so of all items, or is not: "what is not covered by it".
    """

    NAME = "name"
    MEMBERS = "members"
    STATE = "state"
    WHOLE = "whole"
    TO_DO = "to do"
    STEPS = "steps"
    DEED = "deed"
    BAN = "ban"


@dataclass(frozen=True, slots=True)
class ListRequest:
    """What is to be listed, as stems, and of what: the suppliers (of the café).

    `by` tells what makes a list the right one: a list or a column that is called so, or what introduces steps. `order`
    are the words of `what` as they stand: the first is the deed of steps. `names` are those of `of` that the list must
    have: names, months and numbers. `denies` what is not so.
    """

    what: frozenset[str]
    of: frozenset[str]
    by: ListedBy
    order: tuple[str, ...] = field(default=(), compare=False)
    names: frozenset[str] = frozenset()
    denies: bool = False


def listed_in(question: str) -> ListRequest | None:
    """Return what a question wants listed; None for one that wants no list by name."""
    bare = _PASSIVE.sub(_as_deed, _STEP_BY_STEP.sub("", without_courtesies(question)))
    found = next(((by, match) for by, form in _FORMS if (match := form.fullmatch(bare))), None)
    if found is None:
        return None
    by, match = found
    what, of = stems_of(match.group("what") or ""), stems_of(match.group("of") or "")
    order = tuple(word.stem for word in split_words(match.group("what") or "") if word.is_content)
    named = f"{match.group('of') or ''} {match.groupdict().get('by') or ''}"
    names = frozenset(word.stem for word in split_words(named) if word.is_content and _ONLY_ONE.match(word.form))
    denies = _DENIED.search(match.group("what") or "") is not None
    is_named = what or (by in {ListedBy.WHOLE, ListedBy.TO_DO, ListedBy.MEMBERS} and of)
    return ListRequest(what, of, by, order, names, denies) if is_named else None


def _as_deed(match: re.Match[str]) -> str:
    """Return "how to give the drops" for "how should the drops be given"."""
    deed = match["deed"].lower()
    return f"how to {BASES.get(deed, deed)} {match['thing']}{match['rest'] or ''}"


_PASSIVE = lazy_pattern(
    r"^how (?:should|must|can|could|may|do|does) (?P<thing>(?:the|an?|my|our|your) [\w' -]+?) (?:be|get) (?P<deed>\w+)"
    r"(?P<rest> .+)?$",
    re.IGNORECASE,
)
_ONLY_ONE = lazy_pattern(r"[A-Z]|\d")
_DENIED = lazy_pattern(r"\b(?:not|never|no|isn['’]t|aren['’]t)\b", re.IGNORECASE)


_STEP_BY_STEP = lazy_pattern(r"[\s,:]+(?:step[ -]by[ -]step|in order|in detail|from start to finish)$", re.IGNORECASE)
_OF = r"(?: (?:of|in|at|for|from|on|until|by) (?P<of>.+))?"
_OF_STEPS = r"(?: (?:of|in|at|for|from|on|to|with) (?P<of>.+))?"
_HAS_TO = "(?:has to|have to|must|should|needs? to|ought to)(?: always)?"
_YOU = "(?:i|we|you|one|people|someone|somebody)"
_DO = rf"(?:what (?:must|should|do|shall|can) {_YOU} (?:have to |need to )?do|what to do|what {_HAS_TO} be done)"
_STEPS = (
    rf"(?:{_DO} (?:to|when|if|before|after|for|in case of)(?: {_YOU})?"
    rf"|what happens (?:if|when|after|in case of)(?: {_YOU}| my| our| your| the| an?)?"
    rf"|how (?:do|can|should|must|would|shall|am|are) {_YOU}|how to|how (?:is|are) the"
    r"|(?:what (?:are|is)|what['’]s)?(?: ?the)?"
    r" ?(?:steps|instructions|procedure|process|directions|sequence|recipe|way) (?:to|for|of|in|when)"
    r"|(?:walk|talk|guide|take|lead) (?:me|us) through"
    r"|(?:explain|describe|show|list)(?: me| us)? how (?:to|i|we|you|one))"
)
_STILL = (
    r"what(?: things?| tasks?)?(?: else)? (?:still )?(?:needs? to|has to|must|remains to|is (?:still )?to"
    r"|is (?:still )?left to) (?:still )?(?:be done|do)"
    rf"|what (?:do|must|should) {_YOU} still (?:have to |need to )?do|what is still (?:open|outstanding|to do)"
)
_MUST = "(?:do|does|must|should|can|shall)"
_ALL = r"(?: all| every| each)?(?: of)?(?: the| our| my)?"
_HAVE = "(?:have|need|own|use|offer|sell|keep|require|provide|carry|want|recommend)(?: with (?:him|her|it|them))?"
_THERE = "(?:there|needed|required|included|available|necessary|recommended|mentioned|listed)"
_BANNED = "(?:forbidden|prohibited|banned|not (?:allowed|permitted))"
_THERE_BE = (
    "(?:on board|aboard|in|inside|there|part|packed|taken|kept|carried|ready|available|provided|present|found|stored"
    "|on)"
)
_SHEET = "(?:lists?|agenda|menu|checklist|programme|program)"
_TOLD_BY_ONE = "(?:costs?|mean|say|weigh|measure|earn|charge|pay)"  # what something does that no list tells
_DOING_IT = r"(?!(?:during|according|regarding|concerning|any|some|every|no)(?:thing)?\b)\w{2,}ing"
_IN = "(?:of|on|in|at|for|with|aboard|to|inside)"
_WRITTEN_FORMS = (
    (ListedBy.BAN, rf"what(?: things)? (?:is|are) (?P<what>{_BANNED}) (?:in|at|on|for|during|when|while) (?P<of>.+)"),
    (ListedBy.NAME, rf"(?:list|name|enumerate)(?: me)?{_ALL} (?P<what>[\w' -]+?){_OF}"),
    (ListedBy.NAME, rf"(?:what|which|who) (?:are|were){_ALL} (?P<what>[\w'-]+(?: [\w'-]+)?){_OF}"),
    (ListedBy.NAME, rf"what(?:['’]s| is| are)(?: written)? (?:on|in) (?:the|our|my) (?P<what>[\w' -]*{_SHEET}){_OF}"),
    (ListedBy.NAME, rf"all (?:of )?(?:the|our|my) (?P<what>[\w' -]+?){_OF}"),
    (ListedBy.NAME, rf"(?:what|which) (?P<what>[\w'-]+(?: [\w'-]+)?) (?:do|does) (?P<of>[\w' .-]+?) {_HAVE}"),
    (ListedBy.NAME, rf"(?:what|which) (?P<what>[\w'-]+(?: [\w'-]+)?) (?:are|is) {_THERE}{_OF}"),
    (ListedBy.NAME, r"(?:the |all )?(?P<what>(?!\w*(?:ss|us|is|steps|instructions)\b)\w{4,}s) (?:of|for) (?P<of>.+)"),
    (ListedBy.STEPS, rf"{_STEPS} (?:to )?(?P<what>[\w' -]+?){_OF_STEPS}"),
    (ListedBy.STEPS, rf"(?P<what>{_DOING_IT} (?:the|an?|my|our|your) [\w' -]+?){_OF_STEPS}"),
    (ListedBy.TO_DO, rf"(?:{_STILL})(?P<what>) (?:for|before|on|with|about) (?P<of>.+)"),
    (ListedBy.WHOLE, rf"what(?: things?| items?)? {_HAS_TO} be(?: (?P<what>{_THERE_BE}))? {_IN} (?P<of>.+)"),
    (ListedBy.WHOLE, r"what (?P<what>belongs|goes|comes) (?:in|into|to|on|onto|with) (?P<of>.+)"),
    (
        ListedBy.MEMBERS,
        r"who(?: all)? (?:belongs|works|sits|plays|sings|is|are) (?:to|in|on|for|with|at) (?P<of>.+)(?P<what>)",
    ),
    (
        ListedBy.STATE,
        (
            r"what(?: things?| items?| damage| all)? (?:is|are) (?P<what>(?:not |never )?\w{2,}(?:ed|en|[^s]t))"
            r"(?: (?:by|in|under|with|from|of|at|for) (?P<of>.+))?"
        ),
    ),
    (
        ListedBy.STATE,
        r"what(?: things?)? (?:do|does) (?P<of>[\w' -]+?) (?P<what>(?:not|never) (?:cover|include|insure|allow))",
    ),
    (
        ListedBy.DEED,
        (
            rf"what {_MUST} (?!never|not)(?P<by>[\w' -]+?) (?:have to |need to )?(?P<what>(?!{_TOLD_BY_ONE}$)[\w'-]+)"
            rf"{_OF_STEPS}"
        ),
    ),
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
        rated = [(self._rated(listed, passage), passage) for passage in _first_of_each(passages)]
        best = max((one.rank for one, _ in rated if one is not None), default=())
        likeliest = [(one, passage) for one, passage in rated if one is not None and one.rank == best]
        if not likeliest:
            return None
        merged = likeliest if listed.by in _MERGED else likeliest[:1]
        found = [item for one, passage in merged for item in _cited(one, passage)]
        citations = Citations()
        statements = [Statement(text, (citations.cite(whole, span),), _SUPPORT) for whole, span, text in found[:_MOST]]
        return Answer("", "", tuple(statements), citations.made(), passages, confidence=0.85)

    def _rated(self, listed: ListRequest, passage: Passage) -> _Rated | None:
        """Return the items that the document of a passage has, None where it has no such list."""
        try:
            document = self._library.document(passage.chunk.document_id, passage.revision)
        except UnknownDocument:  # removed since it was found
            return None
        return _rated(listed, document)


@dataclass(frozen=True, slots=True)
class _Rated:
    """A list of a document: its items, and how well it is named, the first of several that are named alike."""

    document: Document
    items: tuple[Span, ...]
    rank: tuple[int, ...]


_MERGED = frozenset({ListedBy.NAME, ListedBy.BAN})  # lists of several documents of one name are one


def _cited(rated: _Rated, passage: Passage) -> Iterator[tuple[Passage, Span, str]]:
    """Yield the items of a list, each as a span of its document."""
    whole = whole_of(passage, rated.document)
    for span in rated.items:
        yield whole, span, rated.document.text[span.start : span.end]


def _first_of_each(passages: Sequence[Passage]) -> list[Passage]:
    return list({one.chunk.document_id: one for one in reversed(passages)}.values())[::-1]


def whole_of(passage: Passage, document: Document) -> Passage:
    """Return a passage that spans its whole document, whose any words can be cited."""
    chunk = replace(passage.chunk, start=0, end=len(document.text), text=document.text, sentences=(), stand_alone=())
    return replace(passage, chunk=chunk)


def items_of(listed: ListRequest, document: Document) -> tuple[Span, ...]:
    """Return the spans of the items of the list that is called so in a document, () for none."""
    rated = _rated(listed, document)
    return rated.items if rated is not None else ()


def _rated(listed: ListRequest, document: Document) -> _Rated | None:
    """Return the best list of a document that is called so; None for none."""
    if listed.by is ListedBy.BAN:
        bans = _bans(listed, document)
        return _Rated(document, bans, ()) if bans else None
    title = stems_of(_titled(document))
    for table in document.tables if listed.by is ListedBy.NAME else ():
        column = _column(listed, table, document, title)
        if column is not None:
            cells = [row.cells[column] for row in table.rows if not row.hidden]
            filled = [Span(cell.start, cell.end) for cell in cells if cell.end > cell.start]
            return _Rated(document, _distinct(filled, document), (_EXACT,))
    rows = (*_rows_under_headings(document), *_lines_of_paragraphs(document)) if listed.by is ListedBy.NAME else ()
    told = _sentences_under_headings(document) if listed.by is ListedBy.STATE and listed.what <= _COVERED else ()
    found = [
        _Rated(document, items, rank)
        for introduction, items in (*lists_of(document), *_lines_under_headings(document), *rows, *told)
        if len(items) >= _FEWEST and (rank := _rank(listed, introduction, items, document)) is not None
    ]
    return max(found, key=lambda one: one.rank, default=None)


_EXACT = 2


def _distinct(cells: Sequence[Span], document: Document) -> tuple[Span, ...]:
    """Return the first cell of each name: who is paid three times is one supplier, but two equal sums are two."""
    named: dict[tuple[str, int], Span] = {}
    for cell in cells:
        name = _text(document, cell).casefold()
        named.setdefault((name, cell.start if _FIGURE.search(name) else 0), cell)
    return tuple(named.values())


_FIGURE = lazy_pattern(r"\d")


def _titled(document: Document) -> str:
    """Return what a document is called: its title, and the names of its file and of the folder that it lies in."""
    place = " ".join(re.split(r"[/\\]", unquote(document.source.uri))[-2:])
    return " ".join((document.title, *re.split(r"[\W_]+", place)))


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


def _lines_of_paragraphs(document: Document) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Yield the lines of each paragraph with its first, where all are short and none ends as a sentence does.

    Plain text has lists so, as recipes: a name, and below it line by line what belongs to it.
    """
    for paragraph in _PARAGRAPH.finditer(document.text):
        first, *lines = _LINE.finditer(document.text, paragraph.start(), paragraph.end())
        is_list = len(lines) >= _FEWEST and len(first.group().split()) <= _LONGEST_INTRODUCTION
        if is_list and not any(_IN_PROSE.search(line.group()) for line in (first, *lines)):
            yield first.group(), tuple(Span(line.start(), line.start() + len(line.group().rstrip())) for line in lines)


_PARAGRAPH = lazy_pattern(r"[^\s][^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_IN_PROSE = lazy_pattern(r" \| |[.!?,;\u2026]\s*$|(?:\S+\s+){15}\S")  # or too long


def _sentences_under_headings(document: Document) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Yield the sentences under each heading, where they are few: contracts say so what they cover, and what not."""
    for heading, following in zip_longest(document.headings, document.headings[1:]):
        body = document.text[heading.end : following.start if following else len(document.text)]
        sentences = tuple(Span(one.start + heading.end, one.end + heading.end) for one in split_sentences(body))
        if len(sentences) <= _MOST_SENTENCES:
            yield _text(document, heading), sentences


_MOST_SENTENCES = 8
_LINE = lazy_pattern(r"[^\s][^\n]*")


def _rank(listed: ListRequest, introduction: str, items: Sequence[Span], document: Document) -> tuple[int, ...] | None:
    """Return how well a list is named by its introduction, None where it is not the one that is asked for.

    Of a list by its name every word stands there, or one of its sense; of steps the deed, with what it is done to
    there, in the title or, for less than half of it, anywhere in the document.
    """
    names, title = names_of(introduction), names_of(_titled(document))
    if listed.by is ListedBy.NAME:
        return _rank_by_name(listed, names, title, items, document)
    if listed.by in {ListedBy.WHOLE, ListedBy.TO_DO}:
        return (1,) if _has_to_be(listed, introduction, title) else None
    if listed.by is ListedBy.MEMBERS:
        people = all(_PERSON.match(_text(document, item)) for item in items)
        return (-len(names.stems),) if people and all(_has(stem, names) for stem in listed.of) else None
    if listed.by is ListedBy.STATE:
        excluded = listed.what <= _COVERED and _EXCLUDED.search(introduction) is not None
        is_so = excluded or all(_has(stem, names) for stem in listed.what)
        is_so = is_so and _denies(introduction) == (listed.denies or listed.what <= _LEFT_OUT)
        return (
            (-len(names.stems),)
            if is_so and all(_has(stem, names) or _has(stem, title) for stem in listed.of)
            else None
        )
    if listed.by is ListedBy.DEED:
        around = names_of(f"{document.title} {introduction}")
        deed = all(_means(stem, names) for stem in listed.what)
        is_of = all(_has(stem, around) for stem in listed.of | listed.names)
        return (int(listed.what <= names.stems),) if deed and is_of else None
    return _rank_of_steps(listed, introduction, title, items, document)


def _has_to_be(listed: ListRequest, introduction: str, title: Names) -> bool:
    """Tell whether a list is what has to be there of something by its introduction, or has to be done for it."""
    names = names_of(introduction)
    if listed.by is ListedBy.WHOLE:
        return all(_has(stem, names) for stem in listed.of)
    return _OPEN.search(introduction) is not None and all(_has(one, names) or _has(one, title) for one in listed.of)


def _rank_by_name(
    listed: ListRequest, names: Names, title: Names, items: Sequence[Span], document: Document
) -> tuple[int, ...] | None:
    had = {stem for stem in listed.of if _has(stem, names) or _has(stem, title)}
    is_of = not listed.of or (bool(had) and listed.names <= had)
    exact = listed.what <= names.stems
    if is_of and (exact or all(_means(stem, names) for stem in listed.what)):
        return (_EXACT if exact else 1,)
    return (0,) if _is_recipe(listed, names, items, document) else None


def _is_recipe(listed: ListRequest, names: Names, items: Sequence[Span], document: Document) -> bool:
    """Tell whether items are the ingredients of what stands above them, by its name: most have a quantity."""
    measured = sum(_QUANTITY.match(_text(document, item)) is not None for item in items)
    named = bool(listed.of) and all(_has(stem, names) for stem in listed.of)
    return listed.what <= _INGREDIENTS and named and 2 * measured > len(items)


_INGREDIENTS = stems_of("ingredients")
_QUANTITY = lazy_pattern(
    r"\W{0,3}(?:\d|[½¼¾]|(?:an?|one|two|three|four|half|some)\b)|[^\n]*\d ?(?:%|[a-z]{1,6})?\W*$", re.IGNORECASE
)
_PERSON = lazy_pattern(r"\W*(?:(?:Dr|Mr|Mrs|Ms|Miss|Prof|Sir)\.? )?[A-Z][\w'’-]+ (?:[a-z]{1,3} )?[A-Z][\w'’-]+\b")


def _denies(introduction: str) -> bool:
    return _DENIED.search(introduction) is not None or _EXCLUDED.search(introduction) is not None


_EXCLUDED = lazy_pattern(r"\bexclu", re.IGNORECASE)
_LEFT_OUT = stems_of("excluded exclude")
_COVERED = stems_of("covered included insured") | _LEFT_OUT


def _rows_under_headings(document: Document) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Yield the rows of each table with the heading that it stands under."""
    for table in document.tables:
        rows = [row.cells for row in table.rows if not row.hidden and row.cells]
        yield (
            f"{heading_at(document, table.start)} {table.caption}",
            tuple(Span(cells[0].start, cells[-1].end) for cells in rows),
        )


def _rank_of_steps(
    listed: ListRequest, introduction: str, title: Names, items: Sequence[Span], document: Document
) -> tuple[int, ...] | None:
    names = names_of(introduction)
    words = (listed.what | listed.of) - _DOING
    own = frozenset(stem for stem in words if _means(stem, names))
    near = own | frozenset(stem for stem in words if _has(stem, title))
    deed = [stem for stem in listed.order[:1] if stem not in _DOING]
    if not (own or _TO_DO.search(introduction)) or not all(stem in own for stem in deed) or 2 * len(near) < len(words):
        return None
    if words - near - stems_of(document.text):
        return None
    is_to_do = _TO_DO.search(introduction) is not None
    return int(_NUMBERED.match(document.text, items[0].start) is not None), len(own), len(near), int(is_to_do)


_OPEN = lazy_pattern(
    r"\bto[ -]?do\b|\bto be done\b|\bopen (?:points|items|tasks|questions)\b|\boutstanding\b|\bnext steps\b"
    r"|\bactions?\b|\btasks?\b|\bcheck ?list\b",
    re.IGNORECASE,
)
_TO_DO = lazy_pattern(r"\bto do\b|\bcheck ?list\b", re.IGNORECASE)
_DOING = stems_of(
    "get make do go take put use have ready prepare step proper properly correct correctly right thing need"
)


def _has(stem: str, names: Names) -> bool:
    return all(names.has(word) for word in split_words(stem))


def _means(stem: str, names: Names) -> bool:
    return all(names.means(word) for word in split_words(stem))


def _column(listed: ListRequest, table: Table, document: Document, title: frozenset[str]) -> int | None:
    """Return which column of a table is called so, where the table is of what is asked for."""
    columns = [stems_of(column) for column in table.columns]
    if listed.what not in columns or len(table.rows) < _FEWEST:
        return None
    heading = heading_at(document, table.start)
    around = title.union(stems_of(table.caption), stems_of(heading), *columns)
    return columns.index(listed.what) if listed.of <= around else None


def lists_of(document: Document) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Yield each run of items with what introduces it: its heading, and the line before it where that is short."""
    blocks = [block for block in document.blocks if not block.hidden]
    for is_item, run in groupby(blocks, key=lambda block: block.kind is BlockKind.ITEM):
        items = list(run)
        if not is_item:
            continue
        line = document.text[: items[0].start].rstrip().rsplit("\n", 1)[-1]
        short = line if len(line.split()) <= _LONGEST_INTRODUCTION else ""
        yield f"{heading_at(document, items[0].start)} {short}", tuple(Span(one.start, one.end) for one in items)


def heading_at(document: Document, place: int) -> str:
    """Return the heading of a place, behind the one that it lies under."""
    before = [block for block in document.headings if block.start < place]
    if not before:
        return ""
    above = next((block for block in reversed(before) if block.level < before[-1].level), before[-1])
    return " ".join(document.text[block.start : block.end] for block in dict.fromkeys((above, before[-1])))
