from __future__ import annotations

import pytest

from assistant.english.expectation import expect
from assistant.reader.features import FEATURE_NAMES, measure, sentences_of
from assistant.reader.matching import MatchingReader, Regression
from tests.assistant.fakes import WordEmbedder, passage_in

READER = MatchingReader(WordEmbedder(), Regression.load())


def test_the_sentence_that_answers_is_first() -> None:
    passage = passage_in("The shop sells green tea and bread.", "The shop opens at nine.", "Ada leads the choir.")

    readings = READER.read("When does the shop open?", [passage])

    assert readings[0].text == "The shop opens at nine."


def test_probabilities_are_probabilities_in_falling_order() -> None:
    readings = READER.read("Who leads the choir?", [passage_in("Ada leads the choir.", "Tea is green.")])

    probabilities = [reading.probability for reading in readings]
    assert probabilities == sorted(probabilities, reverse=True)
    assert all(0 <= probability <= 1 for probability in probabilities)


def test_words_that_fit_what_is_asked_are_highlighted() -> None:
    passage = passage_in("The projects are worth over $12 billion.")

    (reading,) = READER.read("How much are the projects worth?", [passage])

    assert [passage.chunk.text[one.start : one.end] for one in reading.highlights] == ["over $12 billion"]


def test_a_title_or_the_question_itself_is_no_answer() -> None:
    passage = passage_in("Opening hours", "When does the shop open?", title="Opening hours")

    assert READER.read("When does the shop open?", [passage]) == ()


def test_the_number_of_a_heading_says_nothing() -> None:
    passage = passage_in("2. New office.", "The new office opens in May.")

    readings = READER.read("When does the new office open?", [passage])

    assert [reading.text for reading in readings] == ["The new office opens in May."]


@pytest.mark.parametrize("heading", ["3. Crane.", "(2) Winter storage", "1.4. Any other business."])
def test_a_numbered_heading_among_sentences_is_no_answer(heading: str) -> None:
    passage = passage_in("Birgit Nowak voted against.", heading, "It will be inspected in May.")

    readings = READER.read("What did Birgit Nowak vote against?", [passage])

    assert [reading.text for reading in readings] == ["It will be inspected in May."]


@pytest.mark.parametrize(
    "sentences",
    [
        ("The steward sells:", "1. Rope.", "2. Ice.", "Ask at the desk."),
        ("The race took place in May.", "1. Ada Lind was first."),
        ("3. Mai 2024", "Hafen Nord"),
        ("1. Rope.",),
    ],
)
def test_an_item_of_a_list_a_numbered_sentence_and_a_date_may_answer(sentences: tuple[str, ...]) -> None:
    readings = READER.read("What about the harbour?", [passage_in(*sentences)])

    assert {reading.text for reading in readings} == set(sentences)


def test_a_sentence_in_two_overlapping_passages_is_read_once() -> None:
    passage = passage_in("The shop opens at nine.")

    assert len(READER.read("When does it open?", [passage, passage])) == 1


@pytest.mark.parametrize("question", ["", "?", "when", "\x00"])
def test_no_question_is_a_reason_to_fail(question: str) -> None:
    assert isinstance(READER.read(question, [passage_in("The shop opens at nine.")]), tuple)


def test_nothing_to_read_gives_no_readings() -> None:
    assert READER.read("When?", []) == ()


def test_weights_cover_every_feature_and_a_threshold() -> None:
    weights = Regression.load()

    assert set(weights.features) == set(FEATURE_NAMES)
    assert 0 < weights.threshold < 1


def test_a_sentence_that_shares_all_words_is_wholly_covered() -> None:
    sentences = sentences_of([passage_in("Ada leads the choir.", "Tea is green.")])

    features, _ = measure(expect("Who leads the choir?"), sentences, [0.9, 0.1])

    covered = features[:, FEATURE_NAMES.index("covered")]
    assert covered.tolist() == [1.0, 0.0]
