"""The scanner: answers questions over the whole library by reading all of it, not the best passages.

Every document is matched from its first character to its last; each item is cited; what was searched is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answers import Answer, Citation, Statement, Support, Verdict
from assistant.english.entities import EntityType, records_of
from assistant.messages.message import Message, all_of, any_of, say, say_of
from assistant.scanning.requests import EVERYWHERE, EntityScan, MentionScan, Wanted, request_of
from assistant.scanning.shelves import Citer, called, documents_of, opening_of, sentence_around, texts_of
from assistant.scanning.terms import Find, Term, finds
from assistant.ways import Asked
from ingest.documents import Span
from vectorstore.views import Record, Texts

MOST_SHOWN = 200
"""Items that are shown, each with its citation; more are counted."""

OnDocument = Callable[[int, int], None]
"""Told after each document how many of how many have been searched."""

# Of the items found by words more than this are right (`python -m bench.news_scans`); by rules, it is a judgement.
_BY_WORDS = Support(Verdict.SUPPORTED, 0.95)
_BY_RULES = Support(Verdict.SUPPORTED, 0.85)


@dataclass(frozen=True, slots=True)
class _Item:
    """What is listed: a place in a document, and what it is called."""

    record: Record
    text: str
    span: Span
    name: str = ""


class Scanner:
    """A `Way` of questions over the whole library."""

    name = "scan"

    def __init__(self, texts: Texts, *, on_document: OnDocument | None = None) -> None:
        self._texts = texts
        self._on_document = on_document or _silent

    def answer(self, asked: Asked) -> Answer | None:
        """Return what a scan finds; None for a question of another kind."""
        request = request_of(asked.standalone)
        if request is None:
            return None
        records = documents_of(self._texts, asked.documents, request.kind)
        if not records:
            return None
        if isinstance(request, MentionScan):
            return self._mentions(request, records)
        return self._records(request, records)

    def _read(self, records: Sequence[Record]) -> Iterator[tuple[Record, str]]:
        for place, (record, text) in enumerate(texts_of(self._texts, records), start=1):
            yield record, text
            self._on_document(place, len(records))

    # -- what mentions something -----------------------------------------------------------------------------------

    def _mentions(self, request: MentionScan, records: Sequence[Record]) -> Answer:
        terms = [Term.of(words) for words in request.terms]
        without = [Term.of(words) for words in request.without]
        sure: list[_Item] = []
        doubtful: list[_Item] = []
        silent: list[_Item] = []
        times = 0
        for record, text in self._read(records):
            lowered = text.lower()
            found = _found([term for term in terms if term.may_be_in(lowered)], text)
            found = found[:1] if request.any_of else found * (len(found) == len(terms))
            if request.wanted is Wanted.TIMES and found:
                times += sum(one.sure for term in terms for one in finds(term, text))
            if any(term.may_be_in(lowered) and next(finds(term, text), None) for term in without):
                continue
            if not found:
                silent.append(_Item(record, text, opening_of(text), called(record)))
            else:
                chosen = sure if all(one.sure for one in found) else doubtful
                chosen.append(_Item(record, text, sentence_around(text, found[0].span.start)))
        if request.never:
            return _listed(_never_lead(request, silent, records), silent, doubtful, records)
        return _listed(_mention_lead(request, sure, records, times), sure, doubtful, records)

    # -- records of a type -----------------------------------------------------------------------------------------

    def _records(self, request: EntityScan, records: Sequence[Record]) -> Answer | None:
        found: dict[str, list[_Item]] = defaultdict(list)
        for record, text in self._read(records):
            for type_ in request.types:
                for one in records_of(text, type_):
                    if not request.unit or one.unit == request.unit:
                        found[one.key].append(_Item(record, text, one.span, text[one.span.start : one.span.end]))
        least = min(request.least, len(records)) if request.least == EVERYWHERE else request.least
        kept = {key: items for key, items in found.items() if len({item.record.id for item in items}) >= least}
        lead = _record_lead(request, len(kept), least, records)
        if least > 1:
            return _in_many(lead, _by_documents(kept), records)
        return _listed(lead, [items[0] for items in kept.values()], [], records, support=_BY_RULES, whole=True)


def _silent(done: int, of: int) -> None:
    """Tell nobody."""
    del done, of


def _found(terms: Sequence[Term], text: str) -> list[Find]:
    """Return the first find of each of the terms that are there, a sure one where there is one; the sure ones first."""
    each = [max(finds(term, text), key=lambda one: (one.sure, -one.span.start), default=None) for term in terms]
    return sorted((one for one in each if one is not None), key=lambda one: not one.sure)


# -- in words ----------------------------------------------------------------------------------------------------------


def _named(request: MentionScan) -> Message:
    terms = [str(term) for term in request.terms]
    named = any_of(terms) if request.any_of else all_of(terms)
    if not request.without:
        return named
    return say("{names}, but not {others}", names=named, others=any_of([str(term) for term in request.without]))


def _documents(count: int) -> Message:
    return say_of(count, "{count} document", "{count} documents")


def _of(count: int, of: int) -> Message:
    return say_of(of, "{some} of {count} document", "{some} of {count} documents", some=count)


def _mention_lead(request: MentionScan, items: Sequence[_Item], records: Sequence[Record], times: int) -> Message:
    of = _of(len(items), len(records))
    if request.wanted is Wanted.TIMES:
        return say_of(
            times,
            "{names}: {count} time, in {documents}.",
            "{names}: {count} times, in {documents}.",
            names=_named(request),
            documents=of,
        )
    return say_of(
        len(items),
        "{documents} mentions {names}.",
        "{documents} mention {names}.",
        documents=of,
        names=_named(request),
    )


def _never_lead(request: MentionScan, items: Sequence[_Item], records: Sequence[Record]) -> Message:
    return say_of(
        len(items),
        "{documents} never mentions {names}.",
        "{documents} never mention {names}.",
        documents=_of(len(items), len(records)),
        names=_named(request),
    )


_CALLED: Mapping[EntityType, Callable[[int], Message]] = {
    EntityType.AMOUNT: lambda count: say_of(count, "{count} amount", "{count} amounts"),
    EntityType.DATE: lambda count: say_of(count, "{count} date", "{count} dates"),
    EntityType.PERCENTAGE: lambda count: say_of(count, "{count} percentage", "{count} percentages"),
    EntityType.PERSON: lambda count: say_of(count, "{count} person", "{count} people"),
    EntityType.MAIL: lambda count: say_of(count, "{count} e-mail address", "{count} e-mail addresses"),
    EntityType.ORGANISATION: lambda count: say_of(count, "{count} organisation", "{count} organisations"),
    EntityType.PHONE: lambda count: say_of(count, "{count} telephone number", "{count} telephone numbers"),
    EntityType.LINK: lambda count: say_of(count, "{count} web address", "{count} web addresses"),
    EntityType.ABBREVIATION: lambda count: say_of(count, "{count} abbreviation", "{count} abbreviations"),
}


def _record_lead(request: EntityScan, count: int, least: int, records: Sequence[Record]) -> Message:
    found = _CALLED[request.types[0]](count)
    if request.unit:
        found = say("{records} in {unit}", records=found, unit=request.unit)
    if least > 1:
        return say("{records} found in {least} documents or more.", records=found, least=least)
    return say("{records} found in {documents}.", records=found, documents=_documents(len(records)))


def _searched(records: Sequence[Record], shown: int, items: int, doubtful: int) -> Message:
    passages = sum(record.chunks for record in records)
    said = say_of(
        passages,
        "{documents}, all {count} passage searched",
        "{documents}, all {count} passages searched",
        documents=_documents(len(records)),
    )
    if doubtful:
        said = say("{searched}; {doubtful} doubtful, shown apart", searched=said, doubtful=doubtful)
    if shown < items:
        said = say("{searched}; the first {shown} of {items} are shown", searched=said, shown=shown, items=items)
    return say("{searched}.", searched=said)


# -- as an answer ------------------------------------------------------------------------------------------------------


# By `python -m bench.scanning`, 28 November 2026: items found 1.000, right 0.999; counts exact in 59 of 60.
_MEASURED = say(
    "In a test of {scans} such scans over {articles} articles every mention was found, and one count was off by one.",
    scans=60,
    articles=2000,
)


def _listed(
    lead: str,
    items: Sequence[_Item],
    doubtful: Sequence[_Item],
    records: Sequence[Record],
    *,
    support: Support = _BY_WORDS,
    whole: bool = False,
) -> Answer:
    """Return an answer that counts and lists, each item with its place; `whole` cites the sentences round records."""
    citer = Citer()
    shown = items[:MOST_SHOWN]
    statements = [_statement(item, citer, support, whole=whole) for item in shown]
    numbers = tuple(dict.fromkeys(number for one in statements for number in one.citations))
    first = Statement(lead, numbers, support, concluded=True) if numbers else Statement(lead)
    apart = [_statement(item, citer, support, whole=whole) for item in doubtful[:MOST_SHOWN]]
    doubted = [Statement(say("Doubtful, as the words may mean something else:")), *apart] if apart else []
    last = Statement(_searched(records, len(shown), len(items), len(doubtful)))
    answer = _answer([first, *statements, *doubted, last], citer.made, support)
    return replace(answer, notes=(_MEASURED,)) if support is _BY_WORDS else answer


def _statement(item: _Item, citer: Citer, support: Support, *, whole: bool) -> Statement:
    span = sentence_around(item.text, item.span.start) if whole else item.span
    citation = citer.cite(item.record, item.text, span)
    said = item.name or called(item.record)
    told = said if item.name or citation.quote == item.record.title else f"{said}: {citation.quote}"
    return Statement(told, (citation.number,), support, concluded=True)


def _by_documents(kept: Mapping[str, Sequence[_Item]]) -> list[list[_Item]]:
    """Return the places of each record, one in each document, those in most documents first."""
    each = [list({item.record.id: item for item in reversed(items)}.values())[::-1] for items in kept.values()]
    return sorted(each, key=lambda items: -len(items))


def _in_many(lead: str, named: Sequence[Sequence[_Item]], records: Sequence[Record]) -> Answer:
    """Return an answer that lists records, each with its place in every document."""
    citer = Citer()
    statements = [
        Statement(
            say("{name}: {documents}", name=items[0].name, documents=_documents(len(items))),
            tuple(
                citer.cite(item.record, item.text, sentence_around(item.text, item.span.start)).number for item in items
            ),
            _BY_RULES,
            concluded=True,
        )
        for items in named[:MOST_SHOWN]
    ]
    numbers = tuple(dict.fromkeys(number for one in statements for number in one.citations))
    first = Statement(lead, numbers, _BY_RULES, concluded=True) if numbers else Statement(lead)
    last = Statement(_searched(records, len(statements), len(named), 0))
    return _answer([first, *statements, last], citer.made, _BY_RULES)


def _answer(statements: Sequence[Statement], citations: Sequence[Citation], support: Support) -> Answer:
    return Answer(
        question="",
        standalone_question="",
        statements=tuple(statements),
        citations=tuple(citations),
        confidence=support.probability or 0.0,
    )
