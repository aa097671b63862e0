"""The multilingual reader: finds answers by embeddings that know many languages, and by words where there is but one.

Its weights are fitted by `training.multilingual`; it is for an embedder of many languages only.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from assistant.english.expectation import Expectation, Kind, expect
from assistant.english.language import may_be_english, share_language
from assistant.reader.matching import MatchingReader, Regression, TextEmbedder
from assistant.reader.readings import Reader, Reading
from vectorstore.passages import Passage

WITHIN, ACROSS = "within.json", "across.json"
"""Weights for passages in the question's language, and for those in another."""
BACKGROUND = "background.json"


@dataclass(frozen=True, slots=True)
class Background:
    """The mean vector of English sentences on anything, and how like it questions in other languages usually are.

    Questions in some languages are nearer to every English sentence than those in others: what one of them has more
    than is usual says nothing of an answer.
    """

    vector: NDArray[np.float32]
    usual: float

    @classmethod
    def load(cls) -> Background:
        """Read what comes with the package."""
        table = json.loads(files(__package__).joinpath(BACKGROUND).read_text("utf-8"))
        return cls(np.array(table["vector"], np.float32), table["usual"])

    def leaning(self, embedder: TextEmbedder, asked: NDArray[np.float32]) -> float:
        """Return how much liker a question's vector is to anything than is usual, on the scale of similarities."""
        return float(embedder.to_similarity(np.array([asked @ self.vector], np.float32))[0]) - self.usual


class MultilingualReader:
    """A `Reader` of questions and passages in any language, and across them."""

    def __init__(
        self, embedder: TextEmbedder, within: Regression, across: Regression, background: Background | None = None
    ) -> None:
        self._within = MatchingReader(embedder, within)
        self._across = self._to_english = MatchingReader(embedder, across, expected=expect_without_words)
        if background is not None:
            leaning = partial(background.leaning, embedder)
            self._to_english = MatchingReader(embedder, across, expected=expect_without_words, leaning=leaning)

    @property
    def threshold(self) -> float:
        """The probability below which a reading is no answer: that of passages in the question's own language."""
        return self._within.threshold

    def read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        """Return a reading of every sentence that says something, once each, the likeliest answer first."""
        alike = share_language(question, [passage.chunk.text for passage in passages])
        within = [passage for passage, one in zip(passages, alike, strict=True) if one]
        across = [passage for passage, one in zip(passages, alike, strict=True) if not one]
        own = self._within.read(question, within)
        english = [passage for passage in across if may_be_english(passage.chunk.text)]
        others = [passage for passage in across if passage not in english]
        read = (*self._to_english.read(question, english), *self._across.read(question, others))
        rest = _behind(own, tuple(stretch(read, self._across.threshold, self.threshold)))
        return tuple(sorted((*own, *rest), key=lambda reading: -reading.probability))


def _behind(own: Sequence[Reading], others: Sequence[Reading]) -> tuple[Reading, ...]:
    """Keep readings across languages behind those of the question's own where one of these is sure.

    Of meaning alone much is near that is of something else: "What does it cost?" of every price in any language.
    """
    best = own[0].probability if own else 0.0
    if best < _SURE:
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
        english = [may_be_english(passage.chunk.text) for passage in passages]
        own = [passage for passage, one in zip(passages, english, strict=True) if one]
        rest = [passage for passage, one in zip(passages, english, strict=True) if not one]
        readings = self._main.read(question, own) if own else ()
        others = self._other.read(question, rest) if rest else ()
        stretched = stretch(others, self._other.threshold, self.threshold)
        return tuple(sorted((*readings, *stretched), key=lambda reading: -reading.probability))


def stretch(readings: Sequence[Reading], threshold: float, to: float) -> Iterator[Reading]:
    """Yield readings with their probabilities stretched so that what was sure enough at `threshold` is so at `to`."""
    for reading in readings:
        probability = float(np.interp(reading.probability, (0.0, threshold, 1.0), (0.0, to, 1.0)))
        yield replace(reading, probability=probability)
