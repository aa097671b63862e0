from __future__ import annotations

import numpy as np
import pytest

from assistant.reader.network import Sighting
from assistant.reader.spans import best_span, in_sentences
from ingest.documents import Span

# Two sentences of three pieces: "Anna came home . Berit left ." without blanks before the stops.
TEXT = "Anna came home. Berit left."
OFFSETS = [(0, 4), (5, 9), (10, 14), (16, 21), (22, 26)]
SENTENCES = [Span(0, 15), Span(16, 27)]


def sighting(starts: list[float], ends: list[float], none: float = 0.0) -> Sighting:
    return Sighting(
        0.0, none, np.array(starts, np.float32), np.array(ends, np.float32), np.array(OFFSETS), np.zeros(3, np.float32)
    )


def test_the_best_span_begins_before_it_ends() -> None:
    # The best start alone is the last piece, the best end alone the first: together they are no span.
    seen = sighting([1, 0, 0, 0, 3], [3, 0, 0, 0, 1])

    assert best_span(seen, SENTENCES) == Span(0, 4)


def test_the_best_span_stands_in_the_sentence_that_has_most_of_the_probability() -> None:
    # One span of the first sentence is the likeliest, but those of the second have more together.
    seen = sighting([4, 0, 0, 3.5, 3.5], [4, 0, 0, 3.5, 3.5])

    first, second = in_sentences(seen, SENTENCES)

    assert first.over_none > second.over_none
    assert best_span(seen, SENTENCES) == second.span


def test_each_sentence_has_its_share_and_its_own_span() -> None:
    seen = sighting([0, 0, 0, 9, 0], [0, 0, 0, 0, 9], none=4.0)

    first, second = in_sentences(seen, SENTENCES)

    assert second.span == Span(16, 26)
    assert second.over_none == pytest.approx(14.0)
    assert np.exp(second.share) > 0.99
    assert np.exp(first.share) < 0.01


def test_shares_of_all_sentences_are_at_most_one_together() -> None:
    seen = sighting([0, 0, 0, 0, 0], [0, 0, 0, 0, 0])

    # 15 spans in all; 6 lie in the first sentence, 3 in the second, and 6 run across.
    assert [np.exp(one.share) for one in in_sentences(seen, SENTENCES)] == pytest.approx([6 / 15, 3 / 15], abs=1e-6)


def test_nothing_is_seen_in_a_passage_without_pieces() -> None:
    seen = Sighting(
        0.0, 0.0, np.zeros(0, np.float32), np.zeros(0, np.float32), np.zeros((0, 2), int), np.zeros(3, np.float32)
    )

    assert best_span(seen, [Span(0, 0)]) is None
    assert best_span(seen, []) is None
    assert in_sentences(seen, [Span(0, 0)])[0].span == Span(0, 0)


def test_nothing_is_seen_in_a_sentence_that_no_piece_touches() -> None:
    (sight,) = in_sentences(sighting([0] * 5, [0] * 5), [Span(30, 40)])

    assert sight.share == pytest.approx(-20.0, abs=0.01)
    assert sight.span == Span(30, 30)


def test_no_span_runs_back_into_an_earlier_window() -> None:
    # Two windows saw the same five pieces: the second's begin again where the first's did.
    once = sighting([0, 0, 0, 0, 10], [0, 0, 0, 0, 0])
    twice = Sighting(
        0.0,
        0.0,
        np.concatenate([once.starts, once.starts]),
        np.concatenate([[0, 0, 0, 0, 0], [9, 0, 0, 0, 0]]).astype(np.float32),
        np.concatenate([once.offsets, once.offsets]),
        once.support,
    )

    assert best_span(twice, SENTENCES) == Span(22, 26)


def test_a_passage_as_long_as_a_book_is_seen_in_little_memory() -> None:
    pieces = 60_000
    at = np.arange(pieces)
    starts, ends = np.zeros(pieces, np.float32), np.zeros(pieces, np.float32)
    starts[50_000] = ends[50_003] = 30.0
    seen = Sighting(0.0, 0.0, starts, ends, np.stack([at * 2, at * 2 + 1], axis=1), np.zeros(3, np.float32))

    (sight,) = in_sentences(seen, [Span(99_990, 100_100)])

    assert best_span(seen, [Span(0, 120_000)]) == sight.span == Span(100_000, 100_007)
    assert np.exp(sight.share) > 0.99
