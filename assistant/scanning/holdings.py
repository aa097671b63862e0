"""Holdings: questions about the library itself: what it holds, how much, what is new in it, what could not be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from assistant.answers import Answer, Statement, Support, Verdict
from assistant.english.calendar import WEEK, WEEKDAYS
from assistant.english.courtesies import without_courtesies
from assistant.english.numerals import COUNTS
from assistant.messages.message import Message, say, say_of
from assistant.scanning.requests import documents_called
from assistant.scanning.shelves import Citer, called, documents_of, opening_of, texts_of
from assistant.ways import Asked
from ingest.patterns import lazy_pattern
from vectorstore.views import Record, SearchedLibrary

_MOST_SHOWN = 200  # documents
_FEWEST_COUNTED = 2  # documents that are called by a word which may as well be for what stands in one of them
_KNOWN = Support(Verdict.SUPPORTED, 1.0)


@dataclass(frozen=True, slots=True)
class Since:
    """A time from which on something is new, and how it is called: "this week"."""

    start: datetime
    words: str


class Holdings:
    """A `Way` of questions about the library itself. `now` tells the time, with its zone."""

    name = "library"

    def __init__(self, library: SearchedLibrary, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._library = library
        self._now = now

    def answer(self, asked: Asked) -> Answer | None:
        """Return what the library is known to hold; None for a question of another kind."""
        bare = without_courtesies(asked.standalone)
        if _UNREAD.fullmatch(bare):
            return self._unread()
        changed = _CHANGED.fullmatch(bare)
        if changed is not None:
            return self._changed(asked, changed)
        held = next((match for pattern in _HELD if (match := pattern.fullmatch(bare))), None)
        kind = documents_called(held.group("kind")) if held is not None else None
        if held is None or kind is None:
            return None
        records = documents_of(self._library, asked.documents, kind)
        counted = _COUNTS.match(bare) is not None
        if kind and not _IS_FORMAT.search(kind) and len(records) < (_FEWEST_COUNTED if counted else 1):
            return None
        lead = say("{documents} in your library.", documents=_count(len(records), kind))
        return self._counted(lead, records) if counted else self._of(lead, records, dated=False)

    def _changed(self, asked: Asked, match: re.Match[str]) -> Answer | None:
        since = since_of(match.group("since") or match.group("when") or "recently", self._now())
        if since is None:
            return None
        records = documents_of(self._library, asked.documents)
        new = [record for record in records if max(record.added, record.updated) >= since.start]
        new.sort(key=lambda record: max(record.added, record.updated), reverse=True)
        lead = say_of(
            len(new),
            "{count} document was added or changed {since}.",
            "{count} documents were added or changed {since}.",
            since=since.words,
        )
        return self._of(lead, new, dated=True)

    def _of(self, lead: str, records: Sequence[Record], *, dated: bool) -> Answer:
        citer = Citer()
        items = [
            Statement(
                _line(record, dated=dated), (citer.cite(record, text, opening_of(text)).number,), _KNOWN, concluded=True
            )
            for record, text in texts_of(self._library, records[:_MOST_SHOWN])
        ]
        left = len(records) - _MOST_SHOWN
        more = (
            [Statement(say_of(left, "{count} more is not shown.", "{count} more are not shown."))] if left > 0 else []
        )
        return Answer("", "", statements=(Statement(lead), *items, *more), citations=tuple(citer.made))

    def _counted(self, lead: str, records: Sequence[Record]) -> Answer:
        """Return the count alone, proved by the opening words of each document."""
        citer = Citer()
        texts = texts_of(self._library, records[:_MOST_SHOWN])
        numbers = tuple(citer.cite(record, text, opening_of(text)).number for record, text in texts)
        counted = Statement(lead, numbers, _KNOWN, concluded=True) if numbers else Statement(lead)
        return Answer("", "", statements=(counted,), citations=tuple(citer.made))

    def _unread(self) -> Answer:
        failures = self._library.failures()
        lead = say_of(
            len(failures),
            "{count} source could not be read when last tried.",
            "{count} sources could not be read when last tried.",
        )
        items = [Statement(f"{one.name}: {one.messages[0]}") for one in failures[:_MOST_SHOWN]]
        return Answer("", "", statements=(Statement(lead), *items))


def _item(number: int, line: str) -> Statement:
    return Statement(line, (number,), _KNOWN, concluded=True)


def since_of(words: str, now: datetime) -> Since | None:
    """Return from when on something is new that is so "this week", "since Monday", "in the last three days"."""
    said = re.sub(r"\s+", " ", words.strip().lower())
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if said in _DAYS_BACK:
        return Since(today - timedelta(days=_DAYS_BACK[said]), said if said != "recently" else "in the last seven days")
    week = today - timedelta(days=today.weekday())
    starts = {"this week": week, "this month": today.replace(day=1), "this year": today.replace(day=1, month=1)}
    if said in starts:
        return Since(starts[said], said)
    weekday = re.fullmatch(r"since (?:last )?(\w+day)", said)
    if weekday and weekday.group(1) in WEEKDAYS:
        back = (today.weekday() - WEEK.index(weekday.group(1))) % 7
        return Since(today - timedelta(days=back), said)
    last = re.fullmatch(r"(?:in|within|over|during) the (?:last|past) (?:(\w+) )?(day|week|month)s?", said)
    if last is None:
        return None
    count = _number(last.group(1) or "one")
    return None if count is None else Since(now - timedelta(days=count * _DAYS[last.group(2)]), said)


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else COUNTS.get(word)


_DAYS = {"day": 1, "week": 7, "month": 30}
_DAYS_BACK = {"today": 0, "since yesterday": 1, "yesterday": 1, "recently": 7, "lately": 7, "last week": 7, "latest": 7}
_OURS = r"(?:the|my|our|this|your) (?:library|collection|folder|archive|documents?|files?)"
_PLACE = rf"(?: (?:in|of|from|inside|within) (?:{_OURS}|here|there|total|all|it))"
_KIND = r"(?P<kind>[\w-]+(?: (?!do\b|are\b|have\b|did\b)[\w-]+)?)"
_FORMAT = (
    "(?:pdf|word|excel|powerpoint|html|web|markdown|text|csv|json|calendar|image|picture|scanned|e-?mail|spreadsheet"
    "|office|e-?book|log)"
)
_DOCUMENT = (
    rf"(?:(?:{_FORMAT}[ -])?(?:documents?|docs?|files?|texts?|sources?|papers?|pages?|presentations?)|library"
    r"|collection|pdfs?|spreadsheets?|e-?mails?|e-?books?|workbooks?|pictures?|images?|logs?)"
)
_NUMBER = (
    r"(?:how many|(?:what(?:['’]s| is) )?(?:the )?(?:total )?(?:number|count) of"
    r"|count(?: all| up)?(?: of)?(?: the| my| our)?)"
)
_ASKED = rf"(?:what|which|{_NUMBER})"
_KEPT = "(?:have|hold|know|got|upload(?:ed)?|add(?:ed)?|ingest(?:ed)?|store)(?: got)?"
_THERE = "(?:there|here|available|stored|known|kept|included|held)"
_ALL_OF = "(?: all| every)?(?: of)?(?: the| my| our| your)?"
_LIST = "(?:list|show|name|display|find|get)(?: me)?"
_HELD_FORMS = (
    rf"{_ASKED} {_KIND} (?:do|did|have) (?:i|we|you) {_KEPT}(?:{_PLACE}| here| stored| available| so far)?",
    rf"{_ASKED} (?P<kind>{_DOCUMENT}) (?:are|is) {_THERE}(?:{_PLACE}| here)?",
    rf"{_ASKED} (?P<kind>{_DOCUMENT}) (?:are|is){_PLACE}",
    rf"{_NUMBER} (?P<kind>{_DOCUMENT})(?: (?:are|is) there)?{_PLACE}?",
    rf"{_LIST}{_ALL_OF} (?P<kind>{_DOCUMENT}){_PLACE}?(?: (?:that )?(?:i|you|we) have)?",
    rf"{_ALL_OF} ?(?P<kind>{_DOCUMENT}){_PLACE}? (?:that )?(?:i|you|we) have",
    rf"(?:all|every)(?: of)?(?: the| my| our| your)? (?P<kind>{_DOCUMENT}){_PLACE}?",
    r"what(?:['’]s| is) in (?:the|my|our|this|your) (?P<kind>library|collection|documents?|files?)",
    rf"what do (?:i|we|you) have{_PLACE}(?P<kind>)",
)
_HELD = tuple(lazy_pattern(form, re.IGNORECASE) for form in _HELD_FORMS)
_COUNTS = lazy_pattern(_NUMBER, re.IGNORECASE)
_NEW = "(?:new|(?:newly )?added|changed|updated|ingested|uploaded)"
_WHEN = (
    r"(?: (?P<when>today|yesterday|this (?:week|month|year)|last week|recently|lately"
    r"|(?:in|within|over|during) the (?:last|past) [\w ]+)| (?P<since>since [\w ]+))?"
)
_CHANGED = lazy_pattern(
    r"(?:what(?:['’]s| is| has| have)? (?:new|changed|been (?:added|changed|updated))(?: in (?:the|my) library)?"
    rf"|{_ASKED}(?: of)?(?: my| the)? {_DOCUMENT} (?:(?:were|was|are|have been|has been|i) )?{_NEW}(?: or {_NEW})?)"
    rf"{_WHEN}",
    re.IGNORECASE,
)
_UNREAD = lazy_pattern(
    rf"(?:what|which) (?:of my )?(?:{_DOCUMENT} )?(?:could not|couldn['’]t|cannot|can['’]t|did not|failed to) "
    r"(?:be |get )?(?:read|opened|ingested)|(?:what|which (?:files|documents)) failed",
    re.IGNORECASE,
)
_IS_FORMAT = lazy_pattern(
    rf"\b(?:{_FORMAT}|pdfs?|spreadsheets?|e-?mails?|mails?|presentations?|books?)\b", re.IGNORECASE
)


def _count(count: int, kind: str) -> Message:
    if not kind:
        return say_of(count, "{count} document", "{count} documents")
    return say("{count} {kind}", count=count, kind=kind.removesuffix("s") if count == 1 else kind)


def _line(record: Record, *, dated: bool) -> str:
    if not dated:
        return called(record)
    day = f"{record.updated.day} {record.updated:%B %Y}"
    if record.added >= record.updated:
        return say("{document}, added on {day}", document=called(record), day=day)
    return say("{document}, changed on {day}", document=called(record), day=day)
