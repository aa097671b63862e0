"""Spans: where in a sentence the network sees the answer, and how much of what it sees lies there.

Knows logits of word pieces, never words or weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from assistant.reader.network import Sighting
from ingest.documents import Span
from ingest.sentences import split_sentences

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
        return tuple(_unseen(one) for one in sentences)
    scores = _scores(sighting)
    total = float(np.logaddexp.reduce(scores, axis=None))
    return tuple(_in_sentence(sighting, one, scores, total) for one in sentences)


def best_span(sighting: Sighting, sentences: Sequence[Span]) -> Span | None:
    """Return the likeliest span of the sentence that most likely holds the answer; None if there is nothing to see.

    Many spans that say nearly the same share their probability: the likeliest of all may stand in the wrong sentence.
    """
    best = max(in_sentences(sighting, sentences), key=lambda sight: sight.share, default=None)
    return best.span if best and best.span.start < best.span.end else None


def answer_of(passage: str, sighting: Sighting) -> str:
    """Return the words of the passage that the network points at, "" for none."""
    span = best_span(sighting, split_sentences(passage))
    return passage[span.start : span.end] if span else ""


def sentence_of(sighting: Sighting, sentences: Sequence[Span]) -> Span:
    """Return the one of `sentences` that most likely holds the answer."""
    shares = [sight.share for sight in in_sentences(sighting, sentences)]
    return sentences[int(np.argmax(shares))]


def _scores(sighting: Sighting) -> NDArray[np.float64]:
    """Return the logit of every span, shape (pieces, LONGEST_ANSWER): row its first piece, column how many follow."""
    ends = np.pad(sighting.ends.astype(np.float64), (0, LONGEST_ANSWER - 1), constant_values=-np.inf)
    scores = sighting.starts.astype(np.float64)[:, None] + sliding_window_view(ends, LONGEST_ANSWER)
    # Where windows overlap, a span may not run from the end of one into the other, earlier one.
    reached = sighting.offsets[_lasts(len(scores)), 1]
    scores[reached <= sighting.offsets[:, :1]] = -np.inf
    return scores


def _lasts(pieces: int) -> NDArray[np.int64]:
    """Return the last piece of each span of `_scores`; of those that run over the end, the very last."""
    lasts: NDArray[np.int64] = np.minimum(np.arange(pieces)[:, None] + np.arange(LONGEST_ANSWER), pieces - 1)
    return lasts


def _in_sentence(sighting: Sighting, sentence: Span, scores: NDArray[np.float64], total: float) -> SentenceSight:
    inside = (sighting.offsets[:, 0] >= sentence.start) & (sighting.offsets[:, 1] <= sentence.end)
    rows = np.flatnonzero(inside)
    if not rows.size:
        return _unseen(sentence)
    own = np.where(inside[_lasts(len(scores))[rows]], scores[rows], -np.inf)
    first, more = np.unravel_index(int(own.argmax()), own.shape)
    share = float(np.logaddexp(np.logaddexp.reduce(own, axis=None) - total, _NOTHING))
    return SentenceSight(
        share, float(own.max()) - sighting.none, _span(sighting, int(rows[first]), int(rows[first] + more))
    )


def _unseen(sentence: Span) -> SentenceSight:
    return SentenceSight(_NOTHING, _NOTHING, Span(sentence.start, sentence.start))


def _span(sighting: Sighting, first: int, last: int) -> Span:
    return Span(int(sighting.offsets[first][0]), int(sighting.offsets[last][1]))
