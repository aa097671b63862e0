"""Generative answers: a chat model writes from numbered passages, and every sentence is proved before it counts.

Knows passages, a model and a judge; never a store or a screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from langchain_core.runnables import Runnable, RunnableConfig, RunnableLambda

from assistant.answers import CHECKING, NO_CLAIM, Citation, Statement, Support, Verdict
from assistant.english.instructions import addresses_assistant
from assistant.errors import ContextOverflow
from assistant.messages.message import Message, quoted, say, say_of
from assistant.proving.citations import Citations, to_citation
from assistant.proving.credit import Credit, is_trusted
from assistant.proving.proof import Proof, Prover, is_copied
from assistant.reader.claims import Judge
from assistant.reader.readings import Reading
from assistant.settings import Unsupported
from assistant.writing.context import PackedPassage, estimate_tokens, pack
from assistant.writing.drafting import Drafting, DraftSentence
from assistant.writing.models import ChatModel
from assistant.writing.prompts import NOT_FOUND, NumberedText, answer_prompt
from assistant.writing.silences import Silence, names_documents, parts_of, silence_of
from ingest.documents import Span
from ingest.patterns import lazy_pattern
from vectorstore.passages import Passage


@dataclass(frozen=True, slots=True)
class GenerativeOptions:
    """What becomes of sentences without support."""

    unsupported: Unsupported = Unsupported.STRIKE


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as far as it has come."""

    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()


class Writer:
    """Writes answers with a chat model."""

    def __init__(self, model: ChatModel, judge: Judge, options: GenerativeOptions | None = None) -> None:
        self._model = model
        self._judge = judge
        self._options = options or GenerativeOptions()
        self._credit = Credit()

    @property
    def model(self) -> ChatModel:
        """The model that writes."""
        return self._model

    def write(
        self,
        question: str,
        passages: Sequence[Passage],
        readings: Sequence[Reading],
        config: RunnableConfig | None = None,
        *,
        threshold: float = 1.0,
    ) -> Iterator[Written]:
        """Yield the answer as it grows, token by token; the last one is whole and proved. Raises ModelError.

        A reading from `threshold` on speaks against a model that says that the documents do not say.
        """
        room = self._room(question)
        asked = _Asked(question, tuple(_answering(readings, threshold)))
        for tries_left in (2, 1, 0):
            packed = pack(passages, readings, room=room)
            begun = False
            try:
                for written in self._write(asked, packed, config):
                    begun = True
                    yield written
            except ContextOverflow:
                if begun or not tries_left or not packed:
                    raise
                room //= 2
            else:
                return

    def _room(self, question: str) -> int:
        """Return how many tokens are left for passages."""
        prompt = answer_prompt(question, ())
        return self._model.context - self._model.answer_tokens - estimate_tokens(prompt.system + prompt.user)

    def _write(
        self, asked: _Asked, packed: Sequence[PackedPassage], config: RunnableConfig | None
    ) -> Iterator[Written]:
        prompt = answer_prompt(asked.question, [_numbered(one) for one in packed])
        page = _Page(asked, packed, self._judge, self._options.unsupported, self._credit.chances)
        drafting = Drafting(range(1, len(packed) + 1))
        for text in self._model.stream(prompt, config):
            for sentence in drafting.feed(text):
                yield page.growing(sentence)
                page.add(sentence, config)
            yield page.growing(drafting.begun)
        for sentence in drafting.close():
            yield page.growing(sentence)
            page.add(sentence, config)
        whole = page.whole(drafting.dropped, _withheld(packed))
        self._credit.take(page.chances)
        yield whole


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, and the sentences that the reader finds to answer it, the likeliest first."""

    question: str
    answering: tuple[Reading, ...] = ()


def _answering(readings: Sequence[Reading], threshold: float) -> list[Reading]:
    found = [one for one in readings if one.probability >= threshold and not addresses_assistant(one.text)]
    return sorted(found, key=lambda one: -one.probability)


def _withheld(packed: Sequence[PackedPassage]) -> tuple[str, ...]:
    """Return the titles of documents with sentences that were kept from the model."""
    return tuple(dict.fromkeys(one.passage.chunk.title for one in packed if one.withholds))


def _numbered(packed: PackedPassage) -> NumberedText:
    return NumberedText(packed.number, packed.passage.chunk.title, packed.text)


# -- the answer as it grows --------------------------------------------------------------------------------------

_ADDRESS = lazy_pattern(r"(?:https?://|www\.|\b(?:data|javascript|vbscript|file|ftp):)[^\s)\]>\"']+|!\[", re.IGNORECASE)


@dataclass(slots=True)
class _Tally:
    """What happened to the model's sentences."""

    struck: int = 0
    removed: int = 0
    recited: int = 0
    doubted: int = 0
    in_own_words: int = 0


class _Page:
    """The statements proved so far. `prove` is named so that whoever traces the chain sees each proof.

    A sentence on what the documents do not say is being checked until the whole answer is there to hold it against, as
    is one with words of the model's own until the rest tells whether it is believed with them.
    """

    def __init__(
        self,
        asked: _Asked,
        packed: Sequence[PackedPassage],
        judge: Judge,
        unsupported: Unsupported,
        before: Sequence[float] = (),
    ) -> None:
        self._asked = asked
        self._passages = {one.number: one.passage for one in packed}
        self._unsupported = unsupported
        self._citations = Citations()
        self._statements: list[Statement] = []
        self._silences: dict[int, Silence] = {}  # by the places of their statements
        self._owning: dict[int, tuple[Proof, int]] = {}  # likewise, each with its place among the chances
        self._before = before
        self._chances: list[float] = []
        self._tally = _Tally()
        prover = Prover(self._passages, judge, asked.question)
        self._prove: Runnable[DraftSentence, Proof] = RunnableLambda(
            lambda sentence: prover.prove(sentence.text, sentence.numbers), name="prove"
        )

    @property
    def chances(self) -> tuple[float, ...]:
        """How likely each sentence in the model's own words is supported."""
        return tuple(self._chances)

    def add(self, sentence: DraftSentence, config: RunnableConfig | None) -> None:
        """Prove a sentence and take it in, or leave it out; each part alone, where one says what is not said."""
        if _declines(sentence.text):
            return
        for text in parts_of(sentence.text):
            self._add(DraftSentence(text, sentence.numbers), config)

    def _add(self, sentence: DraftSentence, config: RunnableConfig | None) -> None:
        proof = self._prove.invoke(sentence, config)
        verdict = proof.support.verdict
        silence = silence_of(sentence.text)
        if silence is not None and self._claims_no_more(silence, proof, sentence.numbers, config):
            self._silences[len(self._statements)] = silence
            self._statements.append(Statement(sentence.text, (), CHECKING))
            return
        if proof.support.probability is not None and not is_copied(sentence.text, proof):
            self._chances.append(proof.support.probability)
        if _leads_away(sentence.text, proof) or (
            verdict is Verdict.UNSUPPORTED and self._unsupported is Unsupported.REMOVE
        ):
            self._tally.removed += 1
            return
        self._tally.struck += verdict is Verdict.UNSUPPORTED
        self._tally.recited += proof.recited
        proved = () if verdict is Verdict.UNSUPPORTED else proof.evidence
        numbers = [self._citations.cite(one.passage, span) for one in proved for span in one.spans]
        if proof.own:
            self._owning[len(self._statements)] = proof, len(self._chances) - 1
        support = CHECKING if proof.own else proof.support
        self._statements.append(Statement(sentence.text, tuple(dict.fromkeys(numbers)), support))

    def _claims_no_more(
        self, silence: Silence, proof: Proof, numbers: tuple[int, ...], config: RunnableConfig | None
    ) -> bool:
        """Whether a sentence only says that the documents do not say what was asked, or more of what is proved.

        A source may itself say that "the documents do not say": then it is a claim, and the source proves it.
        """
        if proof.support.verdict is Verdict.SUPPORTED and any(names_documents(one.text) for one in proof.evidence):
            return False
        if silence.keeps_to(self._asked.question):
            return True
        presumed = DraftSentence(silence.presumed, numbers)
        return bool(presumed.text) and self._prove.invoke(presumed, config).support.verdict is Verdict.SUPPORTED

    def growing(self, sentence: DraftSentence | None) -> Written:
        """Return the answer with a sentence that has yet to be proved, citing whole passages for now."""
        made = self._citations.made()
        if sentence is None or NOT_FOUND.startswith(sentence.text[: len(NOT_FOUND)].upper()):
            return Written(tuple(self._statements), made)
        provisional = tuple(
            to_citation(passage, Span(passage.chunk.start, passage.chunk.end), number=number)
            for number, passage in enumerate((self._passages[one] for one in sentence.numbers), start=len(made) + 1)
        )
        checking = Statement(sentence.text, tuple(one.number for one in provisional), CHECKING)
        return Written((*self._statements, checking), (*made, *provisional))

    def whole(self, dropped: int, withheld: Sequence[str]) -> Written:
        """Return the answer once the model has ended; of silences alone nothing is left, as of one that declines."""
        statements = tuple(self._settled())
        return Written(statements, self._citations.made(), tuple(_notes(self._tally, dropped, withheld)))

    def _settled(self) -> Iterator[Statement]:
        """Yield the statements, those on what the documents do not say held against what the reader found."""
        is_answer = any(statement.citations for statement in self._statements)
        cited = self._citations.made()
        for place, statement in enumerate(self._statements):
            silence = self._silences.get(place)
            if place in self._owning:
                yield replace(statement, support=self._believed(*self._owning[place]))
            elif silence is None:
                yield statement
            elif is_answer:
                yield from self._held(statement, self._answer_to(silence, cited))

    def _believed(self, proof: Proof, place: int) -> Support:
        """Return the verdict on a sentence by what all others of the model tell of its words."""
        others = (*self._before, *self._chances[:place], *self._chances[place + 1 :])
        if is_trusted(others):
            return proof.support
        self._tally.in_own_words += 1
        return proof.doubting_writer()

    def _answer_to(self, silence: Silence, cited: Sequence[Citation]) -> Reading | None:
        """Return a sentence that answers the question, where a model says that nothing does.

        What the answer cites of them answers half of a question, and the model misses the other half.
        """
        is_of_all = silence.is_of_all(self._asked.question)
        return next((one for one in self._asked.answering if is_of_all or not _is_among(one, cited)), None)

    def _held(self, statement: Statement, told: Reading | None) -> Iterator[Statement]:
        if told is None:
            yield replace(statement, support=NO_CLAIM)
        elif self._unsupported is Unsupported.REMOVE:
            self._tally.removed += 1
        else:
            self._tally.doubted += 1
            number = self._citations.cite(told.passage, told.sentence)
            yield Statement(statement.text, (number,), Support(Verdict.UNSUPPORTED, 1 - told.probability))


def _is_among(reading: Reading, cited: Sequence[Citation]) -> bool:
    document, span = reading.passage.chunk.document_id, reading.sentence
    return any(one.document_id == document and one.start <= span.start and span.end <= one.end for one in cited)


def _declines(text: str) -> bool:
    return text.strip(" .*\"'“”[]").upper().startswith(NOT_FOUND)


def _leads_away(text: str, proof: Proof) -> bool:
    """Whether a sentence holds an address or an image that does not stand in what proves it: it is never shown."""
    source = "\n".join(one.text for one in proof.evidence)
    return any(address.rstrip(".,;") not in source for address in _ADDRESS.findall(text))


def _notes(tally: _Tally, dropped: int, withheld: Sequence[str]) -> Iterator[Message]:
    if tally.struck:
        yield say_of(
            tally.struck,
            "{count} sentence of the model is not found in the documents.",
            "{count} sentences of the model are not found in the documents.",
        )
    if tally.doubted:
        yield say_of(
            tally.doubted,
            "{count} sentence of the model on what the documents do not say: a passage may say it, and is cited.",
            "{count} sentences of the model on what the documents do not say: a passage may say it, and is cited.",
        )
    if tally.in_own_words:
        yield say(
            "What the model says to happen in words of its own is proved only if most of what it writes is found in the"
            " documents."
        )
    if tally.removed:
        yield say_of(
            tally.removed,
            "{count} sentence of the model that the documents do not support: left out.",
            "{count} sentences of the model that the documents do not support: left out.",
        )
    if tally.recited:
        yield say_of(
            tally.recited,
            "{count} wrong citation of the model: put right.",
            "{count} wrong citations of the model: put right.",
        )
    if dropped:
        yield say_of(
            dropped,
            "{count} citation of passages that there are not: dropped.",
            "{count} citations of passages that there are not: dropped.",
        )
    for title in withheld:
        yield say(
            "{title} holds sentences that give orders to an assistant; they were kept from the model.",
            title=quoted(title),
        )
