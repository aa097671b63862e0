"""The multilingual reader: finds answers by embeddings that know many languages, and by words where there is but one.

Its weights are fitted by `training.multilingual`; it is for an embedder of many languages only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

import numpy as np

from assistant.english.expectation import Expectation, Kind, expect
from assistant.english.language import may_be_another, may_be_english, share_language
from assistant.reader.beginnings import beginnings_of, has_blanks, shared
from assistant.reader.features import SentenceInContext
from assistant.reader.interaction import Floats, Interaction, mean_of_anything
from assistant.reader.matching import SENTENCE_ENDS, MatchingReader, Regression, TextEmbedder
from assistant.reader.named_rows import CELLS, NamedRows, UnderstandsPieces
from assistant.reader.readings import Reader, Reading
from ingest.documents import Span
from ingest.patterns import lazy_pattern
from vectorstore.passages import Passage

WITHIN, ACROSS = "within.json", "across.json"
"""Weights for passages in the question's language, and for those in another."""

Alike = Callable[[str, Sequence[str]], Sequence[float]]


class Understanding(TextEmbedder, UnderstandsPieces, Protocol):
    """An embedder that also tells what the words of texts mean. `MultilingualEmbedder` does."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a question texts are: by what `joined` says of its pieces and theirs, and a little as a whole.

    Questions in some languages are nearer to every sentence than those in others: half of what one has in common with
    English sentences on anything, whose mean is `anything`, says nothing of an answer and is taken off.
    """

    embedder: Understanding
    joined: Callable[[Floats, Floats], float]
    anything: Floats

    @classmethod
    def load(cls, embedder: Understanding, *, plainly: float) -> Likeness:
        """Read what comes with the package; `plainly` is of the interaction."""
        return cls(embedder, Interaction.load(plainly=plainly), mean_of_anything())

    def __call__(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """Return the likeness of each text, on no scale but its own."""
        (asked,) = self.embedder.understand_questions([question])
        leaning = float(asked.vector @ self.anything)
        return [
            _SPREAD
            * (self.joined(asked.pieces, said.pieces) + _WHOLE * float(said.vector @ asked.vector) - _LEANING * leaning)
            for said in self.embedder.understand(texts)
        ]


# Shares of 0, 0.3 and 0.6, of 0, 0.5 and 1 were tried on `training/across.jsonl`: with these the right sentence comes
# first for 0.88, and the area under the curve of questions with and without an answer is 0.93 (0.84, 0.88 without
# words).
_WHOLE, _LEANING = 0.3, 0.5
# Of the interaction. Across languages, with 0, 1, 2 and 4, the right sentence comes first for 0.79, 0.87, 0.90, 0.90 of
# `training/across.jsonl`, and for 0.79, 0.78, 0.78 and 0.77 of German questions among the sentences of XQuAD's English
# paragraph; within German for 0.81, 0.78, 0.78 and 0.78.
PLAINLY_WITHIN, PLAINLY_ACROSS = 0.0, 6.0
_SPREAD = 10.0  # what is near and what is not differ by a tenth; a regression shuns the weights that this would need


class MultilingualReader:
    """A `Reader` of questions and passages in any language, and across them.

    `alike_within` and `alike_across` say how like texts are; by default their vectors alone do. `rows`, where there is
    one, reads tables that have no word of the question.
    """

    def __init__(
        self,
        embedder: TextEmbedder,
        within: Regression,
        across: Regression,
        alike_within: Alike | None = None,
        alike_across: Alike | None = None,
        rows: NamedRows | None = None,
    ) -> None:
        self._rows = rows
        self._within = MatchingReader(embedder, within, alike=alike_within, anchor=anchored_within)
        self._across = MatchingReader(
            embedder, across, expected=expect_without_words, alike=alike_across, anchor=anchored_rows
        )

    @property
    def threshold(self) -> float:
        """The probability below which a reading is no answer: that of passages in the question's own language."""
        return self._within.threshold

    def read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        """Return a reading of every sentence that says something, once each, the likeliest answer first."""
        shared_language = share_language(question, [_body(passage) for passage in passages])
        alike = [one or _names_a_row(question, passage) for one, passage in zip(shared_language, passages, strict=True)]
        within = [passage for passage, one in zip(passages, alike, strict=True) if one]
        across = [passage for passage, one in zip(passages, alike, strict=True) if not one]
        if _tells_no_language(question, within):
            across += within
        own = self._within.read(question, within)
        read = (*self._across.read(question, across), *self._named_rows(question, across))
        others_read = tuple(stretch(read, self._across.threshold, self.threshold))
        rest = _behind(own, others_read, is_told=is_told_of(question, within))
        return _likeliest((*own, *rest))

    def _named_rows(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        return () if self._rows is None else self._rows.read(question, passages)


def _tells_no_language(question: str, passages: Sequence[Passage]) -> bool:
    """Whether a question has few words, likelier of another language than English, none of which stands there."""
    asked = beginnings_of(question)
    return may_be_another(question) and not any(asked & _told_in(passage) for passage in passages)


def _likeliest(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return readings in their order, of a sentence that was read twice the likelier one."""
    first: dict[tuple[str, Span], Reading] = {}
    for one in sorted(readings, key=lambda reading: -reading.probability):
        first.setdefault((one.passage.chunk.id, one.sentence), one)
    return tuple(first.values())


def is_told_of(question: str, passages: Sequence[Passage]) -> bool:
    """Whether a passage in a question's own language tells of what it asks about: has enough of its words.

    Of meaning alone every language has something near, of another thing: who keeps another lighthouse.
    """
    asked = beginnings_of(question)
    told = max((shared(asked, _told_in(passage)) for passage in passages), default=0.0)
    return bool(asked) and told >= (_TOLD if len(asked) > 1 else 1.0)


def anchored_rows(question: str) -> Callable[[SentenceInContext], bool]:
    """Return what keeps a table's row that names nothing of a question, and its header, from being read for it.

    Nor is a line of a mail's head read, or one that says nothing: a greeting, a name alone; and for a telephone number
    nothing without a long number.
    """
    asked = beginnings_of(question) | frozenset(_NUMBER.findall(question))
    calls = _TELEPHONE.search(question) is not None

    def holds(sentence: SentenceInContext) -> bool:
        if calls and not _LONG_NUMBER.search(sentence.text):
            return False
        if _HEADER in sentence.text or _MAIL_HEAD.match(sentence.text) or _says_nothing(sentence.text):
            return False
        said = beginnings_of(sentence.text) | frozenset(_NUMBER.findall(sentence.text))
        return CELLS not in sentence.text or bool(asked & said)

    return holds


def _body(passage: Passage) -> str:
    """Return what tells the language of a passage: a mail without its head, whose labels and addresses are in none."""
    text = passage.chunk.text
    if not _MAIL_HEAD.match(text):
        return text
    return "\n".join(line for line in text.splitlines() if not _MAIL_HEAD.match(line)) or text


def _says_nothing(text: str) -> bool:
    """Whether a line greets, or is a name or a word alone: without a figure, and too short for a sentence."""
    bare = text.strip()
    if _NUMBER.search(bare) or bare.endswith(SENTENCE_ENDS):
        return False
    words = bare.split()
    named = len(words) <= _LONGEST_NAME and all(word[0].isupper() for word in words)
    return named or len(bare) < _SHORTEST or bare.endswith((",", "،", "，"))


# As our own reader of mails writes them.
_MAIL_HEAD = lazy_pattern(r"(?:From|To|Cc|Bcc|Date|Subject|Sent|Attachments): ")
_SHORTEST = 8  # characters
_LONGEST_NAME = 3  # words


def anchored_within(question: str) -> Callable[[SentenceInContext], bool]:
    """Return what keeps passages in a question's own language that lack most of its words from being read for it.

    How many there are of a thing is only told where the thing is named.
    """
    rows = anchored_rows(question)
    asked = beginnings_of(question)
    least = (_LEAST if has_blanks(question) else _LEAST_OF_RUNS) if len(asked) > _FEW else 0.0
    counted = beginnings_of(found[1] or found[2]) - _PRICES if (found := _HOW_MANY.search(question)) else frozenset()

    def holds(sentence: SentenceInContext) -> bool:
        if not rows(sentence):
            return False
        told = _told_in(sentence.passage)
        return shared(asked, told) >= least and (not counted or bool(counted & told))

    return holds


def _told_in(passage: Passage) -> frozenset[str]:
    chunk = passage.chunk
    return _beginnings(f"{chunk.title} {chunk.heading} {chunk.text}")


_beginnings = lru_cache(maxsize=512)(beginnings_of)
_HEADER = " | "  # as a table's header is told
_NUMBER = lazy_pattern(r"\d+")
# Of questions of XQuAD in German, Spanish, Russian and Turkish, 3 to 9 of 100 share less with their own paragraph.
_LEAST, _LEAST_OF_RUNS, _FEW, _TOLD = 0.34, 0.02, 2, 0.3
_ASKING_NUMBERS = (
    "wie viele|combien d['’e]|cuánt[oa]s|quant[ie]|сколько|kaç|câ(?:te|ți)|nechta|πόσ(?:α|ες|οι|ους)|कितन[ेी]|كم عدد"
    "|多少(?!钱|錢|元|块|人民币|欧元|美元|日元)[名位个個张張条台间家]?"
)
# What is counted stands behind the word that asks, in Korean before it, with a particle at its end.
_HOW_MANY = lazy_pattern(rf"(?:{_ASKING_NUMBERS})\s*([^\W\d_][^\s?？]*)|([^\W\d_]\S+\S) 몇 ", re.IGNORECASE)
# How much something costs is told by a sign as well, or by a number alone.
_PRICES = beginnings_of(
    "euro euros dollar dollars dólares dollari pfund livres libras franken francs franchi rubel рублей стоит стоят "
    "стоила lira liraya kronen kroner kronor couronnes coronas corone zlotys złotych forint pesos rupien rupias rupie "
    "roupies yuan dinar dirham гривен тенге долларов евро иен ευρώ δολάρια रुपये रुपए डॉलर يورو دولار ريال درهم دينار"
)
_TELEPHONE = lazy_pattern(
    "telefon|phone number|telephone|téléphone|teléfono|телефон|電話番号|电话|전화번호|هاتف|τηλέφων|फ़ोन|फोन|โทรศัพท์"
    "|เบอร์โทร|điện thoại",
    re.IGNORECASE,
)
_LONG_NUMBER = lazy_pattern(r"(?<![\d.,])\d(?:[\s()/.-]?\d){5,}")  # "1,250.00" is none


def _names_a_row(question: str, passage: Passage) -> bool:
    """Whether a passage is of rows, whose few words hardly tell a language, and has words of the question."""
    return CELLS in passage.chunk.text and bool(beginnings_of(question) & _told_in(passage))


def _behind(own: Sequence[Reading], others: Sequence[Reading], *, is_told: bool) -> tuple[Reading, ...]:
    """Keep readings across languages behind those of the question's own where one of these is sure, or tells of it.

    Of meaning alone much is near that is of something else: "What does it cost?" of every price in any language.
    """
    best = own[0].probability if own else 0.0
    if best < _SURE and not is_told:
        return tuple(others)
    return tuple(replace(one, probability=min(one.probability, best * _LESS)) for one in others)


# Probability of a sentence in the question's own language from which those in others are not said before or beside it,
# and how much less likely they are then: chosen by judgement, not calibrated.
_SURE, _LESS = 0.3, 0.5


def expect_without_words(question: str) -> Expectation:
    """Take a question apart whose words are not those of the passages, but for its figures.

    Nor is the form of its answer: how another language writes a date, a sum or a name is not known here.
    """
    whole = expect(question)
    figures = tuple(word for word in whole.words if word.form[0].isdigit())
    return replace(whole, kind=Kind.OTHER, words=figures, focus=frozenset(), identity=False)


class MixedReader:
    """A `Reader` of questions in English: `main` reads what is in English, `other` the rest."""

    def __init__(self, main: Reader, other: Reader) -> None:
        self._main = main
        self._other = other

    @property
    def threshold(self) -> float:
        """The probability below which a reading is no answer."""
        return self._main.threshold

    def read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        """Return a reading of every sentence that says something, once each, the likeliest answer first."""
        english = [may_be_english(_body(passage)) for passage in passages]
        own = [passage for passage, one in zip(passages, english, strict=True) if one]
        rest = [passage for passage, one in zip(passages, english, strict=True) if not one]
        readings = self._main.read(question, own) if own else ()
        if _tells_no_language(question, own):
            rest += own
        others = self._other.read(question, rest) if rest else ()
        stretched = stretch(others, self._other.threshold, self.threshold)
        return _likeliest((*readings, *stretched))


def stretch(readings: Sequence[Reading], threshold: float, to: float) -> Iterator[Reading]:
    """Yield readings with their probabilities stretched so that what was sure enough at `threshold` is so at `to`."""
    for reading in readings:
        probability = float(np.interp(reading.probability, (0.0, threshold, 1.0), (0.0, to, 1.0)))
        yield replace(reading, probability=probability)
