"""The trained reader: what the network sees, joined with shared words and the form of what is asked.

The network tells "answers" from "is near"; similarity and words tell whether it is the subject at all. A logistic
regression over both, fitted on questions kept from training, gives the probability.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from assistant.english.expectation import Expectation, expect
from assistant.reader.features import FEATURE_NAMES, SentenceInContext, measure, sentences_of
from assistant.reader.matching import Regression, says_something
from assistant.reader.network import Network, Sighting
from assistant.reader.readings import Reading
from assistant.reader.spans import SentenceSight, in_sentences
from ingest.documents import Span
from vectorstore.passages import Passage

# Of the words' features those that add to what the network sees; sentence similarities added nothing, and cost a
# forward pass for every sentence.
WORD_NAMES = (
    "passage_similarity",
    "covered",
    "covered_in_context",
    "covered_in_passage",
    "names_missing",
    "names_missing_in_passage",
    "numbers_missing",
    "focus_missing",
    "figure_lacking",
    "identity_unnamed",
    "expansion",
    "asks",
)
SIGHT_NAMES = ("answerable", "share", "over_none")
TRAINED_NAMES = (*WORD_NAMES, *SIGHT_NAMES)
_WORD_COLUMNS = [FEATURE_NAMES.index(name) for name in WORD_NAMES]

# Scales that bring logits to about [-1, 1].
_ANSWERABLE_SCALE = 5.0
_SHARE_SCALE = 6.0
_OVER_NONE_SCALE = 10.0
_HIGHLIGHT_SHARE: Final = float(np.log(0.5))  # of the passage's answers: below it a span is as likely wrong as right

SightPair = tuple[Sighting, SentenceSight]


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How much is read: `first` passages, and the others only if none of those answers with a probability `enough`.

    A passage less similar than `near` to the question is left early where nothing in it seems to answer: questions of
    kinds that the network was not taught have an answer in passages which it takes for none, but those are near.
    """

    first: int = 6
    enough: float = 0.8
    near: float = 0.4


class TrainedReader:
    """A `Reader` with the network of the package."""

    def __init__(self, network: Network, weights: Regression, options: ReadingOptions | None = None) -> None:
        self._network = network
        self._weights = weights
        self._options = options or ReadingOptions()

    @classmethod
    def load_weights(cls) -> Regression:
        """Read the weights of the regression that come with the package."""
        return Regression.load("trained.json", TRAINED_NAMES)

    @property
    def threshold(self) -> float:
        """The probability below which a reading is no answer."""
        return self._weights.threshold

    def read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        """Return a reading of every sentence that says something, once each, the likeliest answer first.

        Sentences of passages left unread are not among them.
        """
        first = self._options.first
        sightings = self._look(question, passages[:first])
        readings = self._readings(question, passages[:first], sightings)
        if len(passages) <= first or (readings and readings[0].probability >= self._options.enough):
            return readings
        return self._readings(question, passages, (*sightings, *self._look(question, passages[first:])))

    def _look(self, question: str, passages: Sequence[Passage]) -> tuple[Sighting, ...]:
        near = [passage.similarity >= self._options.near for passage in passages]
        pairs = [(question, passage.chunk.text) for passage in passages]
        looked = iter(self._network.look([both for both, one in zip(pairs, near, strict=True) if one]))
        sought = iter(self._network.seek([both for both, one in zip(pairs, near, strict=True) if not one]))
        return tuple(next(looked if one else sought) for one in near)

    def _readings(
        self, question: str, passages: Sequence[Passage], sightings: Sequence[Sighting]
    ) -> tuple[Reading, ...]:
        expectation = expect(question)
        sentences = sentences_of(passages)
        sights = pair(sentences, passages, sightings)
        readings = [
            Reading(sentence.passage, sentence.span, probability, _highlights(sentence, sight))
            for sentence, probability, (_, sight) in zip(
                sentences, self._probabilities(expectation, sentences, sights), sights, strict=True
            )
            if says_something(expectation, sentence)
        ]
        return tuple(sorted(readings, key=lambda reading: -reading.probability))

    def answerable(self, question: str, passage: Passage, sighting: Sighting) -> float:
        """Return the probability that a passage, seen already, answers the question in any of its sentences."""
        sentences = sentences_of([passage])
        sights = pair(sentences, [passage], [sighting])
        return self._weights.whole_passage(join(measure(expect(question), sentences)[0], sights))

    def _probabilities(
        self, question: Expectation, sentences: Sequence[SentenceInContext], sights: Sequence[SightPair]
    ) -> list[float]:
        if not sentences:
            return []
        return [float(one) for one in self._weights.probabilities(join(measure(question, sentences)[0], sights))]


def pair(
    sentences: Sequence[SentenceInContext], passages: Sequence[Passage], sightings: Sequence[Sighting]
) -> tuple[SightPair, ...]:
    """Return, for each sentence, what is seen of its passage and in the sentence itself."""
    seen: dict[tuple[str, Span], SightPair] = {}
    for passage, sighting in zip(passages, sightings, strict=True):
        chunk = passage.chunk
        own = [sentence.span for sentence in sentences if sentence.passage.chunk.id == chunk.id]
        within = [Span(span.start - chunk.start, span.end - chunk.start) for span in own]
        for span, sight in zip(own, in_sentences(sighting, within), strict=True):
            seen[chunk.id, span] = (sighting, sight)
    return tuple(seen[one.passage.chunk.id, one.span] for one in sentences)


def join(features: NDArray[np.float64], sights: Sequence[SightPair]) -> NDArray[np.float64]:
    """Return features of shape (sentences, TRAINED_NAMES) from `measure`'s and what the network sees."""
    seen = [
        (
            sighting.answerable / _ANSWERABLE_SCALE,
            max(sight.share / _SHARE_SCALE, -1.0),
            float(np.clip(sight.over_none / _OVER_NONE_SCALE, -2.0, 2.0)),
        )
        for sighting, sight in sights
    ]
    return np.hstack([features[:, _WORD_COLUMNS], np.array(seen, np.float64).reshape(len(seen), len(SIGHT_NAMES))])


def _highlights(sentence: SentenceInContext, sight: SentenceSight) -> tuple[Span, ...]:
    if sight.share < _HIGHLIGHT_SHARE or sight.span.start == sight.span.end:
        return ()
    start = sentence.passage.chunk.start
    return (Span(start + sight.span.start, start + sight.span.end),)
