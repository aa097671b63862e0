"""Features: numbers that tell whether a sentence answers a question. Knows words and vectors, never weights."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from assistant.english.expectation import Candidate, Expectation, Kind, find_candidates
from assistant.english.words import Word, content_stems, split_words, stems_of
from ingest.documents import Span
from vectorstore.passages import Passage

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SentenceInContext:
    """A sentence of a passage with the sentence before it, taken apart into words.

    `span` is in the document's text, `stems` are those of its content words. `around` are the stems of the previous
    sentence, the heading and the title.
    """

    passage: Passage
    span: Span
    text: str
    words: tuple[Word, ...]
    stems: frozenset[str]
    around: frozenset[str]


@dataclass(frozen=True, slots=True)
class Features:
    """What is measured of a question and a sentence; each roughly in [-1, 1]."""

    similarity: float
    passage_similarity: float
    best_similarity: float
    covered: float
    covered_in_context: float
    covered_in_passage: float
    covered_squared: float
    names_missing: float
    names_missing_in_passage: float
    numbers_missing: float
    focus_missing: float
    candidate: float
    candidate_lacking: float
    figure_lacking: float
    candidate_and_covered: float
    candidate_near: float
    identity_unnamed: float
    expansion: float
    news: float
    length: float
    asks: float
    unfinished: float


FEATURE_NAMES = tuple(field.name for field in fields(Features))
_numbers_of = attrgetter(*FEATURE_NAMES)

_FORMLESS = frozenset({Kind.REASON, Kind.YES_NO, Kind.OTHER})
_FIGURES = frozenset({Kind.COUNT, Kind.AMOUNT, Kind.DURATION, Kind.DATE})
_ANY_FIT = 0.01
_LONG = 40.0  # words; sentences of news average about 25
_NEW_STEMS = 4.0  # so many new content words make a sentence informative


def sentences_of(passages: Sequence[Passage]) -> tuple[SentenceInContext, ...]:
    """Return every sentence of the passages once, in the order of the passages."""
    seen: set[tuple[str, Span]] = set()
    found: list[SentenceInContext] = []
    for passage in passages:
        header = stems_of(f"{passage.chunk.title} {passage.chunk.heading}")
        before: frozenset[str] = frozenset()
        for span in passage.chunk.sentences:
            text = passage.chunk.text[span.start - passage.chunk.start : span.end - passage.chunk.start]
            words = split_words(text)
            sentence = SentenceInContext(passage, span, text, words, content_stems(words), header | before)
            before = sentence.stems
            if (passage.chunk.document_id, span) not in seen:
                seen.add((passage.chunk.document_id, span))
                found.append(sentence)
    return tuple(found)


def measure(
    question: Expectation, sentences: Sequence[SentenceInContext], similarities: Sequence[float] | None = None
) -> tuple[NDArray[np.float64], tuple[tuple[Candidate, ...], ...]]:
    """Return features of shape (sentences, features), and the candidate answers in each sentence.

    `similarities` are the cosines of the question and each sentence, in [-1, 1]; without them they count as 0.
    """
    similarities = [0.0] * len(sentences) if similarities is None else similarities
    weights = _weights(question, sentences)
    best = max(similarities, default=0.0)
    passages = _stems_of_passages(sentences)
    candidates = tuple(find_candidates(question, one.text, one.words) for one in sentences)
    rows = [
        _numbers_of(_features(question, one, weights, passages[one.passage.chunk.id], (similarity, best), found))
        for one, similarity, found in zip(sentences, similarities, candidates, strict=True)
    ]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURE_NAMES)), candidates


def _features(
    question: Expectation,
    sentence: SentenceInContext,
    weights: Mapping[str, float],
    passage: frozenset[str],
    similarities: tuple[float, float],
    candidates: Sequence[Candidate],
) -> Features:
    own = sentence.stems
    context = own | sentence.around
    covered = _share(weights, own)
    in_context = _share(weights, context)
    fit = max((candidate.fit for candidate in candidates), default=0.0)
    has_form = question.kind not in _FORMLESS
    return Features(
        similarity=similarities[0],
        passage_similarity=sentence.passage.similarity,
        best_similarity=similarities[0] - similarities[1],
        covered=covered,
        covered_in_context=in_context,
        covered_in_passage=_share(weights, passage | context),
        covered_squared=in_context**2,
        names_missing=_missing(question.names, context),
        names_missing_in_passage=_missing(question.names, passage | context),
        numbers_missing=_missing(question.numbers, context),
        focus_missing=_missing(question.focus, context),
        candidate=fit,
        candidate_lacking=float(has_form and fit == 0.0),
        figure_lacking=float(question.kind in _FIGURES and fit < _least_fit(question)),
        candidate_and_covered=fit * in_context,
        candidate_near=_nearness(question, sentence.words, candidates),
        identity_unnamed=float(question.identity and fit < 1.0),
        expansion=fit if question.kind is Kind.EXPANSION else 0.0,
        news=min(len(own - question.stems) / _NEW_STEMS, 1.0),
        length=min(len(sentence.words) / _LONG, 1.0),
        asks=float(sentence.text.rstrip().endswith("?")),
        unfinished=float(sentence.text.rstrip()[-1:] not in tuple(".!?\"”'’)。！？")),
    )


def _least_fit(question: Expectation) -> float:
    """Return the fit that a figure needs: of the thing counted for "how many students", a measure for "how much"."""
    exact = question.kind is Kind.AMOUNT or (question.kind is Kind.COUNT and question.focus)
    return 1.0 if exact else _ANY_FIT


def _weights(question: Expectation, sentences: Sequence[SentenceInContext]) -> dict[str, float]:
    """Weigh each stem of the question by its rarity among the sentences: one that none holds weighs most."""
    frequencies = Counter(stem for sentence in sentences for stem in sentence.stems & question.stems)
    return {stem: math.log(1 + (len(sentences) + 1) / (frequencies[stem] + 0.5)) for stem in question.stems}


def _stems_of_passages(sentences: Sequence[SentenceInContext]) -> dict[str, frozenset[str]]:
    stems: dict[str, frozenset[str]] = {}
    for sentence in sentences:
        stems[sentence.passage.chunk.id] = stems.get(sentence.passage.chunk.id, frozenset()) | sentence.stems
    return stems


def _share(weights: Mapping[str, float], stems: frozenset[str]) -> float:
    total = sum(weights.values())
    return sum(weight for stem, weight in weights.items() if stem in stems) / total if total else 0.0


def _missing(wanted: frozenset[str], stems: frozenset[str]) -> float:
    return len(wanted - stems) / len(wanted) if wanted else 0.0


def _nearness(question: Expectation, words: Sequence[Word], candidates: Sequence[Candidate]) -> float:
    """How near the best candidate stands to the question's own words, in [0, 1], times its fit."""
    places = [word.start for word in words if word.stem in question.stems]
    if not places:
        return 0.0
    return max(
        (one.fit / (1 + min(_gap(one.span, place) for place in places) / _LONG) for one in candidates),
        default=0.0,
    )


def _gap(span: Span, place: int) -> int:
    return max(span.start - place, place - span.end, 0)
