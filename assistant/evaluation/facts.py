"""Facts: what single English sentences say of a date, a number, a name, a place, or what something is.

By their form alone, with rules that rather miss a fact than ask a question that nobody would; knows no library.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.english.auxiliaries import HELPING
from assistant.english.calendar import MONTH_NAMES, MONTHS, WEEKDAYS
from assistant.english.expectation import expect, find_candidates
from assistant.english.names import is_name
from assistant.english.numerals import NUMBER_WORDS, VAGUE
from assistant.english.units import TIMES
from assistant.english.words import split_words
from ingest.patterns import lazy_pattern


class FactKind(StrEnum):
    """What a fact is of."""

    DATE = "date"
    NUMBER = "number"
    PERSON = "person"
    PLACE = "place"
    DEFINITION = "definition"
    EXPANSION = "expansion"
    LIST = "list"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as a question in two wordings, with its answers and the sentence that states it.

    `subject` is what it is a fact of, as the questions call it; "" where they do not. `required` are a list's items.
    """

    kind: FactKind
    subject: str
    question: str
    paraphrase: str
    evidence: str
    answers: tuple[str, ...] = ()
    required: tuple[str, ...] = ()


_SUBJECT = r"(?P<subject>[A-Z][^,;:()“”\"?!]{2,70}?)"
_AUXILIARY = r"(?P<auxiliary>is|are|was|were|will|must|may|can|should)"
_CLAUSE = lazy_pattern(rf"^{_SUBJECT} {_AUXILIARY} (?P<rest>[^;:“”\"?!]{{3,160}}?)\.?$")
_NUMERAL = rf"(?:\d[\d,.]*\d|\d|{'|'.join(sorted(NUMBER_WORDS - VAGUE))})"
_ABOUT = r"(?:(?:about|around|nearly|almost|over|more than|at least|up to|only|exactly) )?"
_NOUN = r"(?P<noun>[a-z]{3,}s|people|children)"
_MONTH = "|".join(MONTH_NAMES)
_DAY = (
    rf"\d{{1,2}} (?:{_MONTH})(?: \d{{4}})?|(?:{_MONTH}) \d{{1,2}}(?:, \d{{4}})?(?!\d)|(?:{_MONTH})(?: \d{{4}})?|\d{{4}}"
)
_DAY_OF_MONTH = lazy_pattern(r"\b\d{1,2}\b")
_PERSON = r"(?:(?:Dr|Mr|Ms|Mrs|Prof)\. )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,3}"
_DONE = r"(?P<done>(?:[a-z]+ ){0,2}?[a-z]+(?:ed|en|un|de|lt|eld|nt|own|ght|led))"
_SMALL = r"(?:an?|per|each|and|or|for|to|in|on|of)\b"
_DATE = lazy_pattern(rf" (?:in|on) (?P<date>{_DAY})\b")
_HAS = lazy_pattern(
    rf"^{_SUBJECT} (?P<verb>has|have|had) {_ABOUT}(?P<number>{_NUMERAL}) {_NOUN}(?P<tail>[^,;:.?!“”\"]{{0,60}})"
)
_COUNTED = lazy_pattern(
    rf"^{_ABOUT}(?P<number>{_NUMERAL}) (?P<noun>(?:[a-z]+ ){{0,3}}?[a-z]+s|people) "
    r"(?P<auxiliary>are|were|have been|will be) (?P<rest>[^,;:?!“”\"]{4,100}?)\.?$",
    re.IGNORECASE,
)
_EXTENT = lazy_pattern(
    rf"^{_ABOUT}(?P<extent>{_NUMERAL} [a-z]+) (?P<adjective>long|wide|deep|high|tall|old|thick|heavy)\b"
)
_COSTS = lazy_pattern(rf"^{_SUBJECT} costs {_ABOUT}(?P<amount>[$€£]?{_NUMERAL}(?: (?!{_SMALL})[a-z]+){{0,2}})\b")
_LASTS = lazy_pattern(rf"^{_SUBJECT} (?P<verb>runs|lasts|takes) (?:for )?{_ABOUT}(?P<time>{_NUMERAL} (?:{TIMES}))\b")
_BY_PERSON = lazy_pattern(rf"^{_DONE} by (?P<name>{_PERSON})\b")
_IN_PLACE = lazy_pattern(rf"^{_DONE} in (?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){{0,2}})(?= |$)")
_ROLE = lazy_pattern(r"^(?P<role>the [a-z][\w’' -]{3,60}?)(?=,|$| who| and )")
_KIND_OF = lazy_pattern(r"^an? (?P<what>[a-z][\w’' -]{4,70}?)(?=,|$| that | which | who | where )")
_ANOTHER_CLAUSE = lazy_pattern(r" (?:and|but|or|which|that|who)\b")
_ROW = lazy_pattern(r"^(?P<label>[A-Z][\w ,’'()-]{3,50}?)(?: \| |: )(?P<value>[A-Z\d$€£][^|:?]*)$")
_HEAD = lazy_pattern(r"^[A-Z][^|\d]{2,40} \| (?P<named>[A-Z][a-z]+(?: [a-z]+){0,2}(?<!s))$")
_NAME = lazy_pattern(r"^(?:[A-Z][\w'’-]+ ){1,3}[A-Z][\w'’-]+$")
_ACRONYM = lazy_pattern(r"\(([A-Z]{3,6})\)")

_NO_SUBJECT = frozenset(
    "it this that these those they he she we you i there here such both each either neither none one another others "
    "some many most few in on at for with after before during from by to if as when while since until although "
    "because but and or so however then what which who how why where his her its their our my your not no all".split()
)
_NOT_INSIDE = HELPING | frozenset(
    "that which who whose whom if when while because although it they he she we you i said".split()
)
_NOT_LAST = frozenset("and or but nor also then only never always".split())
_LEANING = frozenset("here there this that these those above below former latter I me my we us our you your".split())
_ARTICLES = frozenset({"a", "an", "the"})
_DETERMINERS = frozenset("the a an every".split())
_FEWEST_ITEMS, _MOST_ITEMS, _LONGEST_ITEM = 3, 12, 12  # items of a list; words of an item
_CODE = lazy_pattern(r"[={}<>\\`#_]|--|\w\(|[a-z]{2}\.[a-z]{2}")  # in an item: lines of a program are no list
_LONGEST_VALUE = 10  # words in the second cell of a row
_LONGEST = 45  # words of a sentence

Finder = Callable[[str], Iterator[Fact]]


def facts_of(sentence: str, *, common: Container[str] = frozenset()) -> tuple[Fact, ...]:
    """Return the facts that a sentence states, none of which has its answer in its question.

    `common` are words known to be no names, in lower case: a capital letter at the beginning is taken from them.
    """
    line = " ".join(sentence.split())
    if len(line.split()) > _LONGEST:
        return ()
    found = [replace(fact, evidence=sentence.strip()) for finder in _FINDERS for fact in finder(line)]
    first = line.partition(" ")[0]
    if first.lower() in common and not first.isupper():
        found = [_uncapitalised(fact, first) for fact in found]
    return tuple(fact for fact in found if not _gives_itself_away(fact) and not _leans(fact))


def facts_of_list(introduction: str, items: Sequence[str]) -> tuple[Fact, ...]:
    """Return the fact that a list states: everything that its introduction announces."""
    opening = introduction.strip().rstrip(":").strip()
    things = tuple(item.strip(" .;,-*•–") for item in items)
    fits = _FEWEST_ITEMS <= len(things) <= _MOST_ITEMS and all(0 < len(one.split()) <= _LONGEST_ITEM for one in things)
    if not fits or not opening or len(opening.split()) > _LONGEST or any(map(_CODE.search, things)):
        return ()
    question, other = f"What is listed under “{opening}”?", f"Which items follow “{opening}”?"
    return (Fact(FactKind.LIST, "", question, other, items[0].strip(), required=things),)


def _uncapitalised(fact: Fact, first: str) -> Fact:
    """Return the fact with the first word of its sentence as it is written inside one."""
    if first.lower() in _DETERMINERS:  # "The Hague" keeps its capital
        return fact

    def inside(text: str) -> str:
        return re.sub(rf"\b{re.escape(first)}\b", first.lower(), text, count=1)

    return replace(
        fact, subject=inside(fact.subject), question=inside(fact.question), paraphrase=inside(fact.paraphrase)
    )


def facts_of_table(head: str, rows: Sequence[str]) -> tuple[Fact, ...]:
    """Return what the rows of a table of two columns give, asked for as its head calls it: `Item | Limit`."""
    match = _HEAD.match(head.strip())
    if match is None:
        return ()
    named = match["named"].lower()
    return tuple(
        replace(
            fact, question=f"What is the {named} for “{label}”?", paraphrase=f"Which {named} is given for “{label}”?"
        )
        for row in rows
        for fact in facts_of(row)
        if fact.kind is FactKind.ROW and (label := row.partition(" | ")[0].strip()) in fact.question
    )


# -- finders -----------------------------------------------------------------------------------------------------------


def _expansions(line: str) -> Iterator[Fact]:
    for match in _ACRONYM.finditer(line):
        short = match.group(1)
        question = f"What does {short} stand for?"
        candidates = find_candidates(expect(question), line, split_words(line))
        if candidates:
            best = max(candidates, key=lambda candidate: candidate.fit).span
            long = line[best.start : best.end].removesuffix("'s").removesuffix("’s")
            yield Fact(FactKind.EXPANSION, short, question, f"What is {short} short for?", line, (long,))


def _clauses(line: str) -> Iterator[Fact]:
    """Yield the facts of `SUBJECT is, was, will ... REST`."""
    match = _CLAUSE.match(line)
    if match is None or not _may_be_subject(match["subject"]):
        return
    subject, auxiliary, rest = _inside(match["subject"]), match["auxiliary"], match["rest"]
    for find in (_when, _by_whom, _where, _how_long, _what_or_who):
        yield from find(line, subject, auxiliary, rest)


def _when(line: str, subject: str, auxiliary: str, rest: str) -> Iterator[Fact]:
    match = _DATE.search(f" {rest}")
    dates = _DATE.findall(f" {rest}")
    if match is None or len(dates) != 1:
        return
    left = f"{f' {rest}'[: match.start()]}{f' {rest}'[match.end() :]}".strip(" ,.")
    if not left or "," in left or left.split()[0] in _ARTICLES:
        return
    date = match["date"]
    asked = "In what year" if date.isdigit() else "On what date" if _DAY_OF_MONTH.search(date) else "In which month"
    clause = f"{auxiliary} {subject} {left}?"
    yield Fact(FactKind.DATE, subject, f"When {clause}", f"{asked} {clause}", line, (date,))


def _by_whom(line: str, subject: str, auxiliary: str, rest: str) -> Iterator[Fact]:
    match = _BY_PERSON.match(rest)
    if match is not None:
        clause = f"{auxiliary} {subject} {match['done']}"
        yield Fact(FactKind.PERSON, subject, f"Who {clause} by?", f"By whom {clause}?", line, (match["name"].strip(),))


def _where(line: str, subject: str, auxiliary: str, rest: str) -> Iterator[Fact]:
    match = _IN_PLACE.match(rest)
    if match is None or match["place"].split()[0].lower() in MONTHS | WEEKDAYS:
        return
    clause = f"{auxiliary} {subject} {match['done']}?"
    yield Fact(FactKind.PLACE, subject, f"Where {clause}", f"In which place {clause}", line, (match["place"],))


def _how_long(line: str, subject: str, auxiliary: str, rest: str) -> Iterator[Fact]:
    match = _EXTENT.match(rest)
    if match is not None:
        question = f"How {match['adjective']} {auxiliary} {subject}?"
        other = f"What {_BEING_ONE.get(auxiliary, auxiliary)} the {_EXTENTS[match['adjective']]} of {subject}?"
        yield Fact(FactKind.NUMBER, subject, question, other, line, (match["extent"],))


def _what_or_who(line: str, subject: str, auxiliary: str, rest: str) -> Iterator[Fact]:
    role, kind = _ROLE.match(rest), _KIND_OF.match(rest)
    if auxiliary not in _BEING:
        return
    if role is not None and _NAME.match(subject) and len(role["role"].split()) > 1:
        question, other = f"Who {auxiliary} {role['role']}?", f"What is the name of {role['role']}?"
        yield Fact(FactKind.PERSON, role["role"], question, other, line, (subject,))
    elif kind is not None and names_something(subject) and not _NAME.match(subject):
        question, other = f"What {auxiliary} {subject}?", f"How is {subject} described?"
        yield Fact(FactKind.DEFINITION, subject, question, other, line, (kind["what"],))


def _having(line: str) -> Iterator[Fact]:
    match = _HAS.match(line)
    if match is None or not _may_be_subject(match["subject"]):
        return
    subject, noun = _inside(match["subject"]), match["noun"]
    tail = _ANOTHER_CLAUSE.split(match["tail"])[0].rstrip()
    if tail.startswith(" of "):
        noun, tail = f"{noun}{tail}", ""
    question = f"How many {noun} {_HELPING[match['verb']]} {subject} have{tail}?"
    other = f"What is the number of {noun} that {subject} {match['verb']}{tail}?"
    yield Fact(FactKind.NUMBER, subject, question, other, line, (match["number"],))


def _counting(line: str) -> Iterator[Fact]:
    match = _COUNTED.match(line)
    if match is None:
        return
    clause = f"{match['noun']} {match['auxiliary']} {match['rest']}?"
    yield Fact(
        FactKind.NUMBER,
        "",
        f"How many {clause}",
        f"What is the number of {match['noun']} that {match['auxiliary']} {match['rest']}?",
        line,
        (match["number"],),
    )


def _costing(line: str) -> Iterator[Fact]:
    match = _COSTS.match(line)
    if match is not None and _may_be_subject(match["subject"]):
        subject = _inside(match["subject"])
        question, other = f"How much does {subject} cost?", f"What is the price of {subject}?"
        yield Fact(FactKind.NUMBER, subject, question, other, line, (match["amount"],))


def _lasting(line: str) -> Iterator[Fact]:
    match = _LASTS.match(line)
    if match is not None and _may_be_subject(match["subject"]):
        subject, verb = _inside(match["subject"]), match["verb"].removesuffix("s")
        question, other = f"How long does {subject} {verb}?", f"For how long does {subject} {verb}?"
        yield Fact(FactKind.NUMBER, subject, question, other, line, (match["time"],))


def _rows(line: str) -> Iterator[Fact]:
    """Yield what a row of a table, or a line with a label, gives: `Hotel | 1,400 kronor`, `Date: 12 May`."""
    match = _ROW.match(line)
    if match is not None and re.search(r"\d", match["value"]) and len(match["value"].split()) <= _LONGEST_VALUE:
        label = match["label"].strip()
        question, other = f"What is given for “{label}”?", f"What do the documents say of “{label}”?"
        yield Fact(FactKind.ROW, "", question, other, line, (match["value"].strip(" .,;"),))


_FINDERS: tuple[Finder, ...] = (_expansions, _clauses, _having, _counting, _costing, _lasting, _rows)
_HELPING: Mapping[str, str] = {"has": "does", "have": "do", "had": "did"}
_BEING = frozenset({"is", "are", "was", "were"})
_BEING_ONE: Mapping[str, str] = {"are": "is", "were": "was"}
_EXTENTS: Mapping[str, str] = {
    "long": "length",
    "wide": "width",
    "deep": "depth",
    "high": "height",
    "tall": "height",
    "old": "age",
    "thick": "thickness",
    "heavy": "weight",
}


# -- what may be asked of ----------------------------------------------------------------------------------------------


def _may_be_subject(subject: str) -> bool:
    words = [word.lower for word in split_words(subject)]
    if not words or words[0] in _NO_SUBJECT or words[-1] in _NOT_LAST or set(words[1:]) & _NOT_INSIDE:
        return False
    return any(word.is_content for word in split_words(subject))


def names_something(subject: str) -> bool:
    """Whether there is a name in the subject, so that it means one thing in every document."""
    words = split_words(subject)
    return any(is_name(words, index) for index in range(len(words))) or (len(words) == 1 and words[0].is_capitalised)


def is_plural(subject: str) -> bool:
    """Whether the subject reads as more than one thing."""
    return subject.endswith("s") and not subject.endswith(("ss", "us", "is"))


def _inside(subject: str) -> str:
    """Return the subject as it is written inside a sentence."""
    first = subject.split(maxsplit=1)[0]
    return subject[0].lower() + subject[1:] if first.lower() in _DETERMINERS else subject


def _gives_itself_away(fact: Fact) -> bool:
    asked = {word.stem for word in split_words(fact.question) if word.is_content}
    return any(
        {word.stem for word in split_words(answer) if word.is_content} <= asked for answer in fact.answers if answer
    )


def _leans(fact: Fact) -> bool:
    """Whether the question points at what only a reader of the sentence sees: "discovered here", "by this firm"."""
    question = fact.question.partition("“")[0]  # a quoted label may say anything
    return any(word.form in _LEANING for word in split_words(question))
