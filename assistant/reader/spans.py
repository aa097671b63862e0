"""Spans: where in a sentence the network sees the answer, and how much of what it sees lies there.

Knows logits of word pieces, never words or weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.reader.network import Sighting
from ingest.documents import Span

LONGEST_ANSWER = 40  # word pieces


@dataclass(frozen=True, slots=True)
class SentenceSight:
    """What the network sees in one sentence.

    `share` is the logarithm of the probability, within the passage, that the answer lies in the sentence;
    `over_none` is the logit of its best span less that of "no answer here"; `span` is that span, in the passage's
    text. A sentence without a word piece sees nothing: its span is empty.
    """

    share: float
    over_none: float
    span: Span


_NOTHING = -20.0


def in_sentences(sighting: Sighting, sentences: Sequence[Span]) -> tuple[SentenceSight, ...]:
    """Return what is seen in each of `sentences`, which are spans of the passage's text."""
    if not len(sighting.starts):
        return tuple(SentenceSight(_NOTHING, _NOTHING, Span(one.start, one.start)) for one in sentences)
    scores = _scores(sighting)
    top = float(scores.max())
    weights = np.exp(scores - top)
    total = float(weights.sum())
    return tuple(_in_sentence(sighting, one, scores, weights / total) for one in sentences)


def best_span(sighting: Sighting) -> Span | None:
    """Return the likeliest span of the whole passage; None if there is nothing to point at."""
    if not len(sighting.starts):
        return None
    scores = _scores(sighting)
    first, last = np.unravel_index(int(scores.argmax()), scores.shape)
    return Span(int(sighting.offsets[first][0]), int(sighting.offsets[last][1]))


def answer_of(passage: str, sighting: Sighting) -> str:
    """Return the words of the passage that the network points at, "" for none."""
    span = best_span(sighting)
    return passage[span.start : span.end] if span else ""


def sentence_of(sighting: Sighting, sentences: Sequence[Span]) -> Span:
    """Return the one of `sentences` that most likely holds the answer."""
    shares = [sight.share for sight in in_sentences(sighting, sentences)]
    return sentences[int(np.argmax(shares))]


def _scores(sighting: Sighting) -> NDArray[np.float64]:
    """Return the logit of every span, shape (pieces, pieces): row its first piece, column its last."""
    pieces = len(sighting.starts)
    scores = sighting.starts.astype(np.float64)[:, None] + sighting.ends[None, :]
    first, last = np.indices((pieces, pieces))
    scores[(last < first) | (last >= first + LONGEST_ANSWER)] = -np.inf
    # Where windows overlap, a span may not run from the end of one into the other, earlier one.
    backwards = sighting.offsets[None, :, 1] <= sighting.offsets[:, None, 0]
    scores[backwards] = -np.inf
    return scores


def _in_sentence(
    sighting: Sighting, sentence: Span, scores: NDArray[np.float64], weights: NDArray[np.float64]
) -> SentenceSight:
    inside = np.flatnonzero((sighting.offsets[:, 0] >= sentence.start) & (sighting.offsets[:, 1] <= sentence.end))
    if not inside.size:
        return SentenceSight(_NOTHING, _NOTHING, Span(sentence.start, sentence.start))
    grid = np.ix_(inside, inside)
    own = scores[grid]
    first, last = np.unravel_index(int(own.argmax()), own.shape)
    span = Span(int(sighting.offsets[inside[first]][0]), int(sighting.offsets[inside[last]][1]))
    share = float(np.log(weights[grid].sum() + np.exp(_NOTHING)))
    return SentenceSight(share, float(own.max()) - sighting.none, span)
