from __future__ import annotations

import pytest

from assistant.english.discrepancies import compare


@pytest.mark.parametrize(
    ("claim", "passage", "numbers"),
    [
        ("It cost 1,000 euros.", "The price was 1000 euros.", 0.0),
        ("Twelve people came.", "There were 12 people.", 0.0),
        ("It cost $3.50.", "It cost 3.5 dollars.", 0.0),
        ("It cost 40 euros in 2020.", "In 2020 it cost 30 euros.", 0.5),
        ("One of them left.", "Somebody left.", 0.0),  # "one" is no number here
        ("Nobody came.", "There were 12 people.", 0.0),
    ],
)
def test_numbers_are_compared_in_one_spelling(claim: str, passage: str, numbers: float) -> None:
    assert compare(claim, passage).numbers == numbers


def test_a_name_that_the_passage_does_not_hold_is_missed() -> None:
    lacking = compare("It was signed by Anna Berg in Oslo.", "Anna Berg signed it in Bergen.")

    assert lacking.names == pytest.approx(1 / 3)
    assert lacking.numbers == 0.0


@pytest.mark.parametrize(
    ("claim", "negation"),
    [
        ("The museum is open on Mondays.", 0.0),
        ("The museum is not open on Mondays.", 1.0),
        ("The museum isn't open on Mondays.", 1.0),
    ],
)
def test_a_denial_is_held_against_the_nearest_sentence(claim: str, negation: float) -> None:
    passage = "The museum is open on Mondays. The café never closes."

    assert compare(claim, passage).negation == negation


def test_a_sentence_lacks_nothing_of_itself() -> None:
    sentence = "In 2021 Anna Berg did not sell 12,000 copies."

    assert compare(sentence, sentence).values() == (0.0, 0.0, 0.0, 0.0)


def test_a_name_may_be_spelt_without_the_marks_of_its_letters() -> None:
    assert compare("It is in Krakow.", "The office in Kraków is new.").names == 0


def test_an_empty_passage_lacks_everything() -> None:
    lacking = compare("In 2021 Anna Berg sold 12 copies.", "")

    assert (lacking.numbers, lacking.names, lacking.words) == (1.0, 1.0, 1.0)
