from __future__ import annotations

import numpy as np
import pytest

from assistant.english.expectation import expect
from assistant.reader.features import FEATURE_NAMES, measure, sentences_of
from tests.assistant.fakes import passage_in

PASSAGE = passage_in("The shop opens at nine.", "It sells green tea.", "Adela runs the shop.", title="Shops")


def measured(question: str, name: str) -> list[float]:
    features, _ = measure(expect(question), sentences_of([PASSAGE]))
    return [float(value) for value in features[:, FEATURE_NAMES.index(name)]]


def test_every_sentence_has_a_row_and_its_candidates() -> None:
    features, candidates = measure(expect("Who runs the shop?"), sentences_of([PASSAGE]), [0.1, 0.2, 0.9])

    assert features.shape == (3, len(FEATURE_NAMES))
    assert [bool(found) for found in candidates] == [False, False, True]
    assert np.isfinite(features).all()


def test_a_sentence_knows_the_one_before_it_and_its_title_but_not_the_one_behind() -> None:
    first, second, _ = sentences_of([PASSAGE])

    assert first.around == {"shop"}
    assert {"shop", "open", "nine"} <= second.around
    assert "adela" not in second.around


def test_a_sentence_of_two_passages_is_measured_once() -> None:
    assert len(sentences_of([PASSAGE, PASSAGE])) == 3


def test_similarities_are_told_beside_the_best_one() -> None:
    features, _ = measure(expect("Who?"), sentences_of([PASSAGE]), [0.25, 0.5, 0.75])

    assert [float(value) for value in features[:, FEATURE_NAMES.index("best_similarity")]] == [-0.5, -0.25, 0.0]


@pytest.mark.parametrize(
    ("question", "name", "values"),
    [
        ("How many shops are there?", "candidate_lacking", [0.0, 1.0, 1.0]),  # "nine" is of the first
        ("What of Samarkand?", "names_missing", [1.0, 1.0, 1.0]),
        ("What of Adela?", "names_missing", [1.0, 1.0, 0.0]),
        ("What of the 7 shops?", "numbers_missing", [1.0, 1.0, 1.0]),
        ("Does the shop sell tea?", "asks", [0.0, 0.0, 0.0]),
    ],
)
def test_what_a_sentence_lacks_is_told(question: str, name: str, values: list[float]) -> None:
    assert measured(question, name) == values


def test_no_sentences_have_no_rows() -> None:
    features, candidates = measure(expect("Who?"), ())

    assert (features.shape, candidates) == ((0, len(FEATURE_NAMES)), ())
