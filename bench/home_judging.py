"""Verdicts on answers to the questions of examples/home: right, half, wrong or refused. Knows texts, never a library.

Strict: what must be said is looked for as whole words with figures compared by value; a rival of what is asked (a wrong
figure, an item that does not belong) makes an answer wrong, as does proof from another document only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from assistant.answers import Answer, Citation
from assistant.conversation.history import EarlierTurn, read_history
from assistant.english.calendar import MONTH_NAMES

Alternatives = tuple[str, ...]
"""Ways of saying one thing, any of which will do."""


class Verdict(StrEnum):
    """What an answer is worth. Of a question that has none, REFUSED is right and everything else WRONG."""

    RIGHT = "right"
    HALF = "half"
    WRONG = "wrong"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class HomeQuestion:
    """A question with what its answer is held against; the fields are told in examples/home/README.md."""

    id: str
    half: str
    kind: str
    question: str
    answerable: bool
    history: tuple[EarlierTurn, ...] = ()
    answers: Alternatives = ()
    required: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    polarity: str = ""
    figure: float | None = None
    items: tuple[Alternatives, ...] = ()
    others: tuple[str, ...] = ()
    ordered: bool = False
    pairs: tuple[tuple[Alternatives, float], ...] = ()
    points: tuple[Alternatives, ...] = ()
    computed: str = ""
    cites_all: bool = False
    documents: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> HomeQuestion:
        """Return the question of one row of the file."""
        return cls(
            id=row["id"],
            half=row.get("half", ""),
            kind=row["type"],
            question=row["question"],
            answerable=row["answerable"],
            history=read_history(row.get("history"), row["id"]),
            answers=tuple(row.get("answers", ())),
            required=tuple(row.get("all", ())),
            rivals=tuple(row.get("not", ())),
            polarity=row.get("polarity", ""),
            figure=row.get("figure"),
            items=tuple(map(_alternatives, row.get("items", ()))),
            others=tuple(row.get("others", ())),
            ordered=row.get("ordered", False),
            pairs=tuple((_alternatives(name), float(value)) for name, value in row.get("pairs", ())),
            points=tuple(map(_alternatives, row.get("points", ()))),
            computed=row.get("computed", ""),
            cites_all=row.get("cite") == "all",
            documents=tuple(row.get("documents", ())),
            evidence=tuple(row.get("evidence", ())),
        )


def _alternatives(value: str | Sequence[str]) -> Alternatives:
    return (value,) if isinstance(value, str) else tuple(value)


@dataclass(frozen=True, slots=True)
class Said:
    """What an answer says: statements, the words marked in each, what it quotes, and the files that is from.

    `sources` are the files that each statement cites.
    """

    statements: tuple[str, ...]
    marked: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    refused: bool = False
    sources: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(cls, answer: Answer) -> Said:
        """Return what an answer says. A refusal says nothing."""
        if answer.refused:
            return cls((), refused=True)
        return cls(
            statements=tuple(statement.text for statement in answer.statements),
            marked=tuple(
                " … ".join(statement.text[span.start : span.end] for span in statement.highlights)
                for statement in answer.statements
            ),
            quoted=tuple(text for one in answer.citations for text in (one.quote, one.told) if text),
            files=tuple(map(_file, answer.citations)),
            sources=tuple(
                tuple(_file(one) for one in answer.citations if one.number in statement.citations)
                for statement in answer.statements
            ),
        )

    @property
    def text(self) -> str:
        """All statements."""
        return "\n".join(self.statements)


def _file(citation: Citation) -> str:
    return citation.source.replace("\\", "/").rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with its reason; of lists, how many items were found, how many given, how many there are."""

    verdict: Verdict
    reason: str = ""
    found: int = 0
    given: int = 0
    wanted: int = 0


_ENOUGH = 0.5  # share of what must be said above which an answer without anything wrong is half right
_COVERED = 0.6  # share of the main points that a summary must hold
_TOUCHED = 0.3  # share of them that makes it half right


def judge(question: HomeQuestion, said: Said) -> Judged:
    """Return the verdict on what was said to the question."""
    if said.refused:
        return Judged(Verdict.REFUSED)
    if not question.answerable:
        return Judged(Verdict.WRONG, "answered, though the folder does not say it")
    judged = _content(question, said)
    if judged.verdict is Verdict.RIGHT:
        return _proof(question, said, judged)
    return judged


def _content(question: HomeQuestion, said: Said) -> Judged:
    if question.points:
        return _summary(question, said)
    if question.items:
        return _list(question, said)
    if question.pairs:
        return _groups(question, said)
    if question.figure is not None:
        return _figure(question, said)
    if question.polarity:
        return _yes_no(question, said)
    return _words(question, said)


def _proof(question: HomeQuestion, said: Said, judged: Judged) -> Judged:
    """Let an answer stand only if it cites where it is from: all the documents of a comparison, else one of them.

    A sentence that is only from other documents does not belong to what one document answers.
    """
    missing = [name for name in question.documents if name not in said.files]
    if missing and (question.cites_all or len(missing) == len(question.documents)):
        return Judged(Verdict.HALF, f"does not cite {', '.join(missing)}", judged.found, judged.given, judged.wanted)
    strange = [files[0] for files in said.sources if files and not set(files) & set(question.documents)]
    if question.documents and strange:
        return Judged(Verdict.HALF, f"adds words of {strange[0]}", judged.found, judged.given, judged.wanted)
    return judged


# -- kinds of answers --------------------------------------------------------------------------------------------------


def _words(question: HomeQuestion, said: Said) -> Judged:
    """Judge by words that must be said and rivals that must not, the latter in what is marked where something is."""
    text = said.text
    wanted = [*((one,) for one in question.required), *((question.answers,) if question.answers else ())]
    there = [ways for ways in wanted if says_any(text, ways)]
    rivals, beside = _rivals(question, said, wanted)
    if rivals:
        kind = Verdict.HALF if beside and len(there) == len(wanted) else Verdict.WRONG
        return Judged(kind, f"says “{rivals[0]}”")
    if len(there) == len(wanted):
        return Judged(Verdict.RIGHT)
    missing = next(ways for ways in wanted if ways not in there)
    half = Verdict.HALF if len(there) >= _ENOUGH * len(wanted) and there else Verdict.WRONG
    return Judged(half, f"does not say “{missing[0]}”")


def _rivals(question: HomeQuestion, said: Said, wanted: Sequence[Alternatives]) -> tuple[list[str], bool]:
    """Return the rivals that are given as the answer, and whether each stands in a sentence with the right one."""
    marked = said.marked or ("",) * len(said.statements)
    found: list[str] = []
    beside = True
    for text, words in zip(said.statements, marked, strict=True):
        here = [rival for rival in question.rivals if says_any(words or text, (rival,))]
        found += here
        beside = beside and (not here or any(says_any(text, ways) for ways in wanted))
    return found, beside


def _yes_no(question: HomeQuestion, said: Said) -> Judged:
    """Judge by the sentence that decides; a yes or no before it must be right, and may be left out."""
    told = polarity_of(said)
    decided = any(
        one in plain(part) for one in map(plain, question.evidence) for part in (*said.statements, *said.quoted)
    )
    condition = all(says_any(said.text, (one,)) for one in question.required)
    if question.polarity == "depends":
        if not condition:
            return Judged(Verdict.WRONG, "does not say on what it depends")
    elif told and told != question.polarity:
        return Judged(Verdict.WRONG, f"says {told}")
    if not decided:
        return Judged(Verdict.HALF if told else Verdict.WRONG, "does not show the sentence that decides")
    return Judged(Verdict.RIGHT)


def polarity_of(said: Said) -> str:
    """Return "yes" or "no" where the answer begins with it, else ""."""
    first = re.match(r"\W*(yes|no)\b", said.text, re.IGNORECASE)
    return first[1].lower() if first else ""


def _figure(question: HomeQuestion, said: Said) -> Judged:
    """Judge by what is said first: the figure, and none that is neither it, nor asked with, nor quoted, nor counts."""
    sought = Decimal(str(question.figure))
    if question.rivals and any(says_any(said.text, (rival,)) for rival in question.rivals):
        return Judged(Verdict.WRONG, "says a wrong figure")
    if not any(_near(one, sought) for one in figures(said.text)):
        return Judged(Verdict.WRONG, f"does not say {question.figure:g}")
    leading = "\n".join(said.statements[:_HEADLINE])
    asked = " ".join((question.question, *(turn.question for turn in question.history)))
    allowed = {*figures(asked), *figures(" ".join(said.quoted))}
    strange = [
        one
        for one in figures(_NAMED.sub(" ", _COUNTED.sub(" ", leading)))
        if not _near(one, sought) and one not in allowed
    ]
    if strange:
        return Judged(Verdict.WRONG, f"says {strange[0]} too")
    if not any(_near(one, sought) for one in figures(leading)):
        return Judged(Verdict.HALF, "says the figure late")
    return Judged(Verdict.RIGHT)


_HEADLINE = 2  # statements among which the figure that was asked for must be, below which rows or titles follow
_HUNDREDTH = Decimal("0.006")  # figures are told with two decimals
_NAMED = re.compile("“[^”]*”")  # titles of documents and values that rows were chosen by
_COUNTED = re.compile(
    r"\b\d+ (?:(?:of|out|the|all|these|those|other|more|further|\d+) )*"
    r"(?:cells?|columns?|documents?|entries|files?|lines?|pages?|passages?|records?|rows?|sheets?|tables?|values?)\b",
    re.IGNORECASE,
)


def _near(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) < _HUNDREDTH


def _list(question: HomeQuestion, said: Said) -> Judged:
    """Judge by which items are said, and which others; of steps also by their order."""
    found = [ways for ways in question.items if says_any(said.text, ways)]
    strangers = [one for one in question.others if says_any(said.text, (one,))]
    given, wanted = len(found) + len(strangers), len(question.items)
    if not found:
        return Judged(Verdict.WRONG, "says none of the items", 0, given, wanted)
    right = len(found) == wanted and not strangers
    if right and (not question.ordered or _in_order(said.text, found)):
        return Judged(Verdict.RIGHT, "", len(found), given, wanted)
    missing = [ways[0] for ways in question.items if ways not in found]
    reason = "; ".join(
        part
        for part in (
            f"lacks {', '.join(missing)}" if missing else "",
            f"adds {', '.join(strangers)}" if strangers else "",
            "not in order" if right else "",
        )
        if part
    )
    half = len(found) >= _ENOUGH * wanted and len(found) > _ENOUGH * given
    return Judged(Verdict.HALF if half else Verdict.WRONG, reason, len(found), given, wanted)


def _in_order(text: str, items: Iterable[Alternatives]) -> bool:
    places = [min(place for way in ways if (place := _place(text, way)) >= 0) for ways in items]
    return places == sorted(places)


def _groups(question: HomeQuestion, said: Said) -> Judged:
    """Judge by pairs of a name and its figure, the next that is said after the name."""
    text = plain(said.text)
    found = sum(_paired(text, names, Decimal(str(value))) for names, value in question.pairs)
    named = sum(says_any(text, names) for names, _ in question.pairs)
    wanted = len(question.pairs)
    if found == wanted:
        return Judged(Verdict.RIGHT, "", found, named, wanted)
    half = found >= _ENOUGH * wanted and found == named
    return Judged(Verdict.HALF if half else Verdict.WRONG, f"{found} of {wanted} figures right", found, named, wanted)


def _paired(text: str, names: Alternatives, value: Decimal) -> bool:
    ends = [place + len(plain(name)) for name in names if (place := _place(text, name)) >= 0]
    following = (next(iter(figures(text[end : end + _REACH])), None) for end in ends)
    return any(one is not None and _near(one, value) for one in following)


_REACH = 80  # characters after a name in which its figure must stand


def _summary(question: HomeQuestion, said: Said) -> Judged:
    rivals = [one for one in question.rivals if says_any(said.text, (one,))]
    if rivals:
        return Judged(Verdict.WRONG, f"says “{rivals[0]}”")
    found = sum(says_any(said.text, ways) for ways in question.points)
    wanted = len(question.points)
    verdict = Verdict.WRONG
    if found >= _TOUCHED * wanted:
        verdict = Verdict.RIGHT if found >= _COVERED * wanted else Verdict.HALF
    return Judged(verdict, f"{found} of {wanted} main points", found, found, wanted)


# -- words and figures -------------------------------------------------------------------------------------------------

_SMALL = {word: str(at) for at, word in enumerate("zero one two three four five six seven eight nine ten".split())}
_NUMBER = re.compile(r"(?<![\w.,:/-])[-−]?\d+(?:\.\d+)?(?![\w:/-]|[.,]\d)")
_DATE = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(name.lower() for name in MONTH_NAMES)})(?: \d{{4}})?\b")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?![\d]|,\d)")
_ROUND = re.compile(r"(?<=\d)\.0+(?!\d)|(?<=\d)(\.\d*[1-9])0+(?!\d)")
_SPACE = re.compile(r"\s+")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "‑": "-", "_": " "})


def plain(text: str) -> str:
    """Return the text in lower case with plain quotes and figures written in one way: 1,150.00 is 1150, seven is 7."""
    text = _SPACE.sub(" ", text.translate(_QUOTES)).lower()
    text = _THOUSANDS.sub(lambda match: re.sub(r"\D", "", match[0]), text)
    text = _ROUND.sub(lambda match: match[1] or "", text)
    return re.sub(r"\b[a-z]+\b", lambda match: _SMALL.get(match[0], match[0]), text).strip()


def says_any(text: str, ways: Iterable[str]) -> bool:
    """Whether one of the ways of saying a thing stands in the text, as whole words."""
    return any(_place(text, way) >= 0 for way in ways)


def _place(text: str, way: str) -> int:
    sought = re.escape(plain(way))
    match = re.search(rf"(?<![\w]){sought}(?![\w]|[.,]\d)", plain(text))
    return match.start() if match else -1


def figures(text: str) -> tuple[Decimal, ...]:
    """Return the numbers of a text that stand alone: no parts of dates, times, ranges or names."""
    return tuple(Decimal(one.replace("−", "-")) for one in _NUMBER.findall(_DATE.sub(" ", plain(text))))


@dataclass(frozen=True, slots=True)
class Tally:
    """Verdicts counted, of answerable questions and of the others."""

    right: int = 0
    half: int = 0
    wrong: int = 0
    refused: int = 0
    silent: int = 0
    unanswerable: int = 0

    @classmethod
    def of(cls, judged: Iterable[tuple[HomeQuestion, Judged]]) -> Tally:
        """Count the verdicts."""
        pairs = list(judged)
        asked = [one.verdict for question, one in pairs if question.answerable]
        vain = [one.verdict for question, one in pairs if not question.answerable]
        return cls(
            right=asked.count(Verdict.RIGHT),
            half=asked.count(Verdict.HALF),
            wrong=asked.count(Verdict.WRONG),
            refused=asked.count(Verdict.REFUSED),
            silent=vain.count(Verdict.REFUSED),
            unanswerable=len(vain),
        )

    @property
    def answerable(self) -> int:
        """How many of the questions have an answer."""
        return self.right + self.half + self.wrong + self.refused
