"""The matching reader: finds answers by embedding similarity, shared words and the form of what is asked.

Its weights are a logistic regression fitted by `training.fallback`; it needs no trained network.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.english.expectation import Candidate, Expectation, expect
from assistant.english.language import may_be_english
from assistant.english.words import stems_of
from assistant.reader.features import FEATURE_NAMES, SentenceInContext, measure, sentences_of
from assistant.reader.readings import CurvePoint, Reading, quote
from ingest.documents import Span
from ingest.patterns import lazy_pattern
from ingest.sentences import WIDE_STOPS
from vectorstore.passages import Passage

MATCHING = "matching.json"
_EMBEDDED = 48  # sentences embedded for one question: half a second on two cores; the rest share no word with it
_HIGHLIGHT_FIT = 0.7  # a candidate of lesser fit is as likely wrong as right, and is not shown in bold
_LIST_NUMBER = lazy_pattern(r"^\(?\d{1,3}[.)]\s")
# "3. Crane.", "2.1. Winter storage": a section's number and up to three words. A colon would announce something.
_NUMBERED_LABEL = lazy_pattern(r"\(?\d{1,3}(?:\.\d{1,3})*[.)]\s+[^\W\d]+(?:[\s/&-]+[^\W\d]+){0,2}\.?")


class TextEmbedder(Protocol):
    """Whatever turns texts into unit vectors."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return vectors of shape (texts, dimension), each of length 1."""
        ...

    def embed_questions(self, questions: Sequence[str]) -> NDArray[np.float32]:
        """Return vectors of questions, as `embed` does of what may answer them."""
        ...

    def to_similarity(self, cosines: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return cosines of questions and passages, of any shape, on one scale for all models."""
        ...


@dataclass(frozen=True, slots=True)
class Regression:
    """A logistic regression over named features, in their order, and the probability below which there is no answer.

    `curve` holds, for rising thresholds, how often the regression errs on the questions it was measured on; `whole`
    the slope and shift that turn the logit of a passage's best sentence into that of the passage.
    """

    bias: float
    features: Mapping[str, float]
    threshold: float
    curve: tuple[CurvePoint, ...] = ()
    whole: tuple[float, float] = (1.0, 0.0)

    @classmethod
    def load(cls, name: str = MATCHING, names: Sequence[str] = FEATURE_NAMES) -> Regression:
        """Read weights that come with the package, of the features `names`."""
        table = json.loads(files(__package__).joinpath(name).read_text("utf-8"))
        slope, shift = table.get("whole", (1.0, 0.0))
        return cls(
            bias=table["bias"],
            features={feature: table["features"][feature] for feature in names},
            threshold=table["threshold"],
            curve=tuple(CurvePoint(*point) for point in table.get("curve", ())),
            whole=(slope, shift),
        )

    def probabilities(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability that each row of `features`, shape (n, features), answers; shape (n,)."""
        return 1.0 / (1.0 + np.exp(-self.logits(features)))

    def logits(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the logit that each row of `features`, shape (n, features), answers; shape (n,)."""
        logits: NDArray[np.float64] = features @ np.array(list(self.features.values())) + self.bias
        return logits

    def whole_passage(self, features: NDArray[np.float64]) -> float:
        """Return the probability that a passage answers, from the features of its sentences; 0 if it has none."""
        if not len(features):
            return 0.0
        slope, shift = self.whole
        return float(1.0 / (1.0 + np.exp(-(slope * self.logits(features).max() + shift))))


class MatchingReader:
    """A `Reader` without a trained network.

    `expected` takes the question apart; `alike` says how like it texts are, by default by their vectors alone.
    `anchor` makes what a passage's sentences are held to for a question, before any is embedded.
    """

    def __init__(
        self,
        embedder: TextEmbedder,
        weights: Regression,
        *,
        expected: Callable[[str], Expectation] = expect,
        alike: Callable[[str, Sequence[str]], Sequence[float]] | None = None,
        anchor: Callable[[str], Callable[[SentenceInContext], bool]] = lambda _: lambda _: True,
    ) -> None:
        self._embedder = embedder
        self._weights = weights
        self._expected = expected
        self._alike = alike or self._near
        self._anchor = anchor

    @property
    def threshold(self) -> float:
        """The probability below which a reading is no answer, chosen on `reader_dev` by `fitting`."""
        return self._weights.threshold

    def read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        """Return a reading of every sentence that says something, once each, the likeliest answer first."""
        expectation = self._expected(question)
        holds = self._anchor(question)
        sentences = likeliest(expectation, [one for one in sentences_of(passages) if holds(one)])
        if not sentences:
            return ()
        features, candidates = measure(expectation, sentences, self._alike(question, [one.text for one in sentences]))
        probabilities = self._weights.probabilities(features)
        readings = [
            Reading(sentence.passage, sentence.span, float(probability), _highlights(sentence, found))
            for sentence, probability, found in zip(sentences, probabilities, candidates, strict=True)
            if says_something(expectation, sentence) or restates(question, sentence)
        ]
        return tuple(sorted(readings, key=lambda reading: -reading.probability))

    def _near(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        cosines = self._embedder.embed(texts) @ self._embedder.embed_questions([question])[0]
        similarities: list[float] = self._embedder.to_similarity(cosines).tolist()
        return similarities


def says_something(question: Expectation, sentence: SentenceInContext) -> bool:
    """Whether a sentence says more than the question does, and is no title or heading."""
    text = sentence.text.strip()
    labels = (sentence.passage.chunk.title, *sentence.passage.chunk.heading.split(" › "))
    said = stems_of(_LIST_NUMBER.sub("", text, count=1))
    return bool(said - question.stems) and text not in labels and not _is_numbered_heading(sentence)


def restates(question: str, sentence: SentenceInContext) -> bool:
    """Whether a whole sentence says in another language than English what is asked, as "Hunde sind nicht erlaubt" does.

    What it adds may be no word of content there, such as a denial.
    """
    return sentence.text.rstrip().endswith(SENTENCE_ENDS) and not may_be_english(question)


SENTENCE_ENDS = tuple(set(f".!{WIDE_STOPS}") - set("？؟"))
"""What whole sentences end with, in all scripts but Thai."""


def _is_numbered_heading(sentence: SentenceInContext) -> bool:
    """Whether a sentence is a numbered label with text around it; next to another number it is an item of a list."""
    if not _NUMBERED_LABEL.fullmatch(sentence.text.strip()):
        return False
    spans = sentence.passage.chunk.sentences
    index = spans.index(sentence.span)
    beside = (*spans[max(index - 1, 0) : index], *spans[index + 1 : index + 2])
    return bool(beside) and not any(_LIST_NUMBER.match(quote(sentence.passage, span)) for span in beside)


def likeliest(
    question: Expectation, sentences: Sequence[SentenceInContext], *, limit: int = _EMBEDDED
) -> tuple[SentenceInContext, ...]:
    """Return at most `limit` sentences worth embedding: those that share most words with the question.

    Among equals the better passage comes first, so that a paraphrase without a common word is still read.
    """
    order = sorted(
        range(len(sentences)),
        key=lambda index: (-len(question.stems & (sentences[index].stems | sentences[index].around)), index),
    )
    return tuple(sentences[index] for index in sorted(order[:limit]))


def _highlights(sentence: SentenceInContext, candidates: Sequence[Candidate]) -> tuple[Span, ...]:
    best = max((candidate.fit for candidate in candidates), default=0.0)
    start = sentence.span.start
    return tuple(
        Span(start + candidate.span.start, start + candidate.span.end)
        for candidate in candidates
        if candidate.fit == best >= _HIGHLIGHT_FIT
    )
