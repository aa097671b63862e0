from __future__ import annotations

import math

import numpy as np
import pytest

from vectorstore.postings import WEIGHTS, Postings, bm25, idf, joined, number_of, pack_lengths, unpack_lengths, unpacked


def as_pairs(postings: Postings) -> list[tuple[int, float]]:
    """Offsets with their weights."""
    return list(zip(postings.offsets.tolist(), postings.weights.tolist(), strict=True))


def test_packed_postings_are_three_bytes_each_and_come_back() -> None:
    packed = Postings.of({65_535: 1.0, 3: 4.5}).pack()

    assert (len(packed), number_of(packed)) == (6, 2)
    assert as_pairs(Postings.unpack(packed)) == [(3, 4.5), (65_535, 1.0)]


def test_the_postings_of_several_words_are_packed_as_those_of_each() -> None:
    several = [Postings.of({1: 2.0, 70: 1.5}), Postings.of({}), Postings.of({3: 1.0})]

    parts = joined([(0, one) for one in several]).pack_parts([2, 2, 3])

    assert parts == [one.pack() for one in several]
    assert Postings.of({}).pack_parts([]) == []


def test_a_word_that_stands_very_often_is_kept_as_one_that_stands_often() -> None:
    assert as_pairs(Postings.unpack(Postings.of({0: 900.0}).pack())) == [(0, 127.5)]


def test_what_was_not_packed_is_an_error() -> None:
    with pytest.raises(ValueError, match="4 bytes are no postings"):
        Postings.unpack(b"1234")


def test_postings_of_some_chunks_can_be_left_out() -> None:
    assert as_pairs(Postings.of({1: 1.0, 2: 2.0, 9: 3.0}).without([2, 9, 70])) == [(1, 1.0)]


def test_joined_postings_have_their_offsets_moved() -> None:
    assert as_pairs(joined([(0, Postings.of({1: 1.0})), (100, Postings.of({1: 2.0}))])) == [(1, 1.0), (101, 2.0)]


def test_postings_of_several_volumes_are_unpacked_as_they_are_joined() -> None:
    parts = [(0, Postings.of({1: 1.0, 7: 2.5})), (100, Postings.of({})), (300, Postings.of({65_535: 1.5}))]

    several = unpacked([(shift, one.pack()) for shift, one in parts])

    assert as_pairs(several) == as_pairs(joined(parts)) == [(1, 1.0), (7, 2.5), (65_835, 1.5)]
    assert as_pairs(unpacked([])) == []
    with pytest.raises(ValueError, match="4 bytes are no postings"):
        unpacked([(0, parts[0][1].pack()), (9, b"1234")])


def test_lengths_come_back_and_the_longest_are_alike() -> None:
    assert unpack_lengths(pack_lengths(np.array([0, 7, 99_999]))).tolist() == [0, 7, 65_535]


def test_a_rarer_word_tells_more_and_the_commonest_next_to_nothing() -> None:
    assert idf(10, 1) == pytest.approx(math.log(9.5 / 1.5))
    assert idf(10, 9) == 1e-6


def test_a_score_is_what_the_formula_says() -> None:
    scores = bm25(np.array([4, 8, 0]), 6.0, [(2.0, Postings.of({0: 1.0}))])

    # By hand: 2 * 1 * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 4 / 6)).
    assert scores.tolist() == [pytest.approx(4.4 / 1.9), 0.0, 0.0]


def test_no_postings_are_no_bytes_and_come_back() -> None:
    assert Postings.of({}).pack() == b""
    assert as_pairs(Postings.unpack(b"")) == []


@pytest.mark.parametrize("weight", WEIGHTS.values())
def test_the_weight_of_a_word_by_where_it_stands_is_kept_exactly(weight: float) -> None:
    assert as_pairs(Postings.unpack(Postings.of({4: weight}).pack())) == [(4, weight)]


def test_offsets_stand_ascending_whatever_order_they_were_met_in() -> None:
    assert Postings.of({9: 1.0, 2: 1.0, 5: 1.0}).offsets.tolist() == [2, 5, 9]


def test_the_words_of_a_question_add_up() -> None:
    lengths = np.array([6, 6])
    tea, moor = (2.0, Postings.of({0: 1.0})), (1.0, Postings.of({0: 1.0, 1: 1.0}))

    both = bm25(lengths, 6.0, [tea, moor])

    assert both.tolist() == (bm25(lengths, 6.0, [tea]) + bm25(lengths, 6.0, [moor])).tolist()
    assert both[0] > both[1] > 0


def test_a_word_says_less_in_a_longer_chunk_and_ever_less_the_oftener_it_stands() -> None:
    scores = bm25(np.array([6, 60, 6, 6]), 6.0, [(1.0, Postings.of({0: 1.0, 1: 1.0, 2: 2.0, 3: 3.0}))])

    assert scores[1] < scores[0] < scores[2] < scores[3]
    assert scores[3] - scores[2] < scores[2] - scores[0]
