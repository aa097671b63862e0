"""Kinds: which readings are said to a question of a kind, and what is concluded from them.

The one place that tells in which order kinds are looked for; each is told by its own module.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answers import Citation, Statement, Support, Verdict
from assistant.english.attributes import Attribute, attribute_of, speaks_of
from assistant.english.entities import EntityType, records_of
from assistant.english.expectation import Kind, expect
from assistant.english.language import may_be_english
from assistant.english.polarity import Polarity
from assistant.english.tellers import can_tell
from assistant.english.words import content_stems, split_words, stems_of
from assistant.messages.message import say
from assistant.quoting.affirming import affirmed
from assistant.quoting.covering import covering, of_names, on_subject, with_reasons
from assistant.quoting.deciding import Decision, decide, touching
from assistant.quoting.extractive import ExtractiveOptions, answer_sentences
from assistant.quoting.kindred import of_the_thing
from assistant.quoting.lengths import length_of
from assistant.quoting.lookups import look_up
from assistant.quoting.searching import is_bare, lacks_words, places_of_words
from assistant.quoting.wholes import is_row, names_columns, of_many
from assistant.reader.claims import Judge
from assistant.reader.readings import Reading, quote
from ingest.patterns import lazy_pattern
from vectorstore.passages import Passage

# What is no answer without one: other words beside a name are no telephone number.
_ADDRESSES = (
    (lazy_pattern(r"\b(?:tele)?phone numbers?\b|\bmobile number\b", re.IGNORECASE), EntityType.PHONE),
    (lazy_pattern(r"\be-?mail address", re.IGNORECASE), EntityType.MAIL),
)
# Who is paid earns: "is paid 21 pounds", "pays her £30", "monthly pay", "the pay is". Who pays an invoice does not.
_SUM = r"(?:about |around |at least |up to |only )?(?:[£€$]|\d)"
_MONEY = r"(?:[£€$]|\d[\d.,]* (?:pounds?|euros?|dollars?|francs?|an?|per)\b)"
_EARNED = (
    rf"\bpaid (?:{_SUM}|(?:hour|dai|week|fortnight|month|year|annual)ly\b|by the (?:hour|day|week|month|piece)\b)"
    rf"|\b(?:is|are|was|were|be|been|gets?|got) paid an? \w+ of {_SUM}"
    rf"|\bpa(?:ys?|id) (?:him|her|them|us|me|you|(?-i:[A-Z])[\w'’-]+(?: (?-i:[A-Z])[\w'’-]+)?) {_MONEY}"
    r"|(?:\w['’]s|his|her|their|my|your|our|basic|gross|net|hourly|weekly|monthly|annual|starting|sick|holiday|overtime"
    r"|home|of) pay\b"
    r"|\bpay(?: (?:is|was|rates?|scales?|grades?|bands?|per|of)\b|\W*[£€$\d])"
)
_PROPERTIES = (
    (
        lazy_pattern(r"\b(?:earn(?:s|ed|ings?)?|salar(?:y|ies)|wages?|incomes?)\b", re.IGNORECASE),
        lazy_pattern(rf"\b(?:earn|salar|wage|income|gross|remunerat|stipend|make|made)|{_EARNED}", re.IGNORECASE),
    ),
)
_WAYS_TO_REACH = (EntityType.PHONE, EntityType.MAIL, EntityType.LINK)
_REACHING = stems_of(
    "contact reach call write telephone phone tel mobile cell fax number e-mail email mail web website link"
)
_FIGURES = frozenset({Kind.COUNT, Kind.AMOUNT, Kind.DURATION, Kind.DATE})
_ANSWERED = 0.5  # a bare search of which a sentence is read so is taken for the question that it stands for
_WORDS = {Polarity.YES: say("Yes."), Polarity.NO: say("No.")}


@dataclass(frozen=True, slots=True)
class Said:
    """What is said: statements with their citations, and the probability that they answer."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Quoter:
    """Answers in the documents' words: `threshold` is the probability below which a reading is no answer."""

    threshold: float
    options: ExtractiveOptions
    judge: Judge | None = None

    def say(self, question: str, passages: Sequence[Passage], readings: Sequence[Reading]) -> Said:
        """Return what the readings of passages say to a question, nothing where none is likely enough."""
        decision = decide(question, passages, readings)
        if decision is not None:
            return self._decided(question, decision)
        length = length_of(question, passages, readings)
        if length is not None:
            return self._concluded(length.told, self._quoted(question, [length.reading]))
        readings = [one for one in readings if not names_columns(one)]
        readings = on_subject(question, touching(question, readings))
        readings = of_the_thing(question, passages, of_many(question, readings))
        named = of_the_thing(question, passages, of_many(question, look_up(question, passages, readings)))
        if named:
            return self._quoted(question, named)
        said = self._quoted(question, readings)
        if not said.statements:
            covered = self._quoted(question, of_many(question, covering(question, passages, readings)))
            said = covered if covered.statements else said
        if is_bare(question) and (said.confidence < _ANSWERED or lacks_words(question, readings)):
            return self._quoted(question, of_many(question, places_of_words(question, passages, readings)) or readings)
        return self._affirmed(question, said, readings)

    def _affirmed(self, question: str, said: Said, readings: Sequence[Reading]) -> Said:
        """Say yes or no before sentences in another language than English that all answer so for sure, if any does."""
        around = {one.text: f"{one.passage.chunk.title} {one.passage.chunk.heading}" for one in readings}
        words = {affirmed(question, one.text, around.get(one.text, "")) for one in said.statements} - {""}
        return self._concluded(words.pop(), said) if len(words) == 1 else said

    def _quoted(self, question: str, readings: Sequence[Reading]) -> Said:
        wanted = next((type_ for pattern, type_ in _ADDRESSES if pattern.search(question)), None)
        if wanted is not None:
            readings = [one for one in readings if records_of(one.text, wanted)]
        named = of_names(question, _of_property(question, readings))
        readings = _able_to_tell(question, named, keep=self.options.keep)
        readings = with_reasons(question, readings)
        if wanted is None and expect(question).kind in _FIGURES and not stems_of(question) & _REACHING:
            readings = [one for one in readings if not _only_reaches(one.text)]
        statements, citations = answer_sentences(
            question, readings, threshold=self.threshold, options=self.options, judge=self.judge
        )
        return Said(statements, citations, max((one.probability for one in readings), default=0.0))

    def _decided(self, question: str, decision: Decision) -> Said:
        """Say yes or no before the sentences that decide, where they do so without doubt."""
        said = self._quoted(question, decision.readings)
        return said if decision.polarity is None else self._concluded(_WORDS[decision.polarity], said)

    def _concluded(self, lead: str, said: Said) -> Said:
        """Say what is concluded before the sentences that it is concluded from."""
        if not said.statements:
            return said
        cited = tuple(one.number for one in said.citations)
        first = Statement(lead, cited, Support(Verdict.SUPPORTED, said.confidence), concluded=True)
        return Said((first, *said.statements), said.citations, said.confidence)


def _of_property(question: str, readings: Sequence[Reading]) -> Sequence[Reading]:
    """Return the sentences that speak of what is asked for, of what is told by words of its own: earnings, an age.

    How other languages tell them is not known here, so that theirs are all kept.
    """
    attribute = attribute_of(question)
    asked = [said for pattern, said in _PROPERTIES if pattern.search(question)]
    if attribute is None and not asked:
        return readings
    english = {text: may_be_english(text) for text in {one.passage.chunk.text for one in readings}}

    def tells(reading: Reading) -> bool:
        told = attribute is None or _tells(attribute, reading)
        return told and all(said.search(reading.text) for said in asked)

    return [one for one in readings if not english[one.passage.chunk.text] or tells(one)]


def _able_to_tell(question: str, readings: Sequence[Reading], *, keep: float) -> Sequence[Reading]:
    """Leave out the English sentences that have nobody where it is asked who, and no place where it is asked where.

    Where that is the likeliest, the others are told only if they would have been beside it: what is much less likely is
    most often said of something else.
    """
    expectation = expect(question)

    def is_able(reading: Reading) -> bool:
        told = is_row(reading) or ":" in reading.text or can_tell(expectation, reading.text, question)
        return told or not may_be_english(reading.passage.chunk.text)

    able = [one for one in readings if is_able(one)]
    if not able or able[0] is readings[0]:
        return able
    return [one for one in able if one.probability >= keep * readings[0].probability]


def _tells(attribute: Attribute, reading: Reading) -> bool:
    """Tell whether a sentence or what is around it speaks of an attribute; a row does by its columns, not by a cell."""
    if not is_row(reading):
        return speaks_of(attribute, _with_neighbours(reading))
    cells = [part.partition(": ") for part in reading.text.split(" · ")]
    names = [name for name, _, value in cells if value]
    first = [cells[0][2]] if len(cells) == _PROPERTY_AND_VALUE else []
    chunk = reading.passage.chunk
    return attribute.form.search(reading.text) is not None or speaks_of(
        attribute, "\n".join((chunk.title, chunk.heading, *names, *first))
    )


_PROPERTY_AND_VALUE = 2  # cells
_BEFORE, _BEHIND = 3, 1  # sentences in which the word for what is asked may stand


def _with_neighbours(reading: Reading) -> str:
    """Return a sentence with what it may be understood from: heading and title, some before it and one behind it."""
    chunk = reading.passage.chunk
    at = chunk.sentences.index(reading.sentence) if reading.sentence in chunk.sentences else 0
    near = [quote(reading.passage, span) for span in chunk.sentences[max(0, at - _BEFORE) : at + _BEHIND + 1]]
    return "\n".join((chunk.title, chunk.heading, reading.text, *near))


def _only_reaches(text: str) -> bool:
    """Whether a line tells how somebody is reached, and nothing else: its digits are no age, sum or date."""
    spans = [record.span for type_ in _WAYS_TO_REACH for record in records_of(text, type_)]
    words = [word for word in split_words(text) if not any(one.start <= word.start < one.end for one in spans)]
    return bool(spans) and content_stems(words) <= _REACHING
