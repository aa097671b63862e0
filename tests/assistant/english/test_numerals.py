from __future__ import annotations

import pytest

from assistant.english.numerals import COUNTS, NUMBER_WORDS, SCALES, VAGUE


@pytest.mark.parametrize(
    ("word", "value"), [("zero", 0), ("twelve", 12), ("nineteen", 19), ("twenty", 20), ("ninety", 90)]
)
def test_a_count_has_its_value(word: str, value: int) -> None:
    assert COUNTS[word] == value


def test_a_scale_has_its_value() -> None:
    assert (SCALES["dozen"], SCALES["thousand"], SCALES["billion"]) == (12, 1_000, 1_000_000_000)


def test_every_word_of_a_table_is_a_number_word() -> None:
    assert {*COUNTS, *SCALES, *VAGUE} < NUMBER_WORDS
