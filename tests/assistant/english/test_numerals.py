from __future__ import annotations

import pytest

from assistant.english.numerals import (
    COUNTS,
    NUMBER_WORDS,
    ORDINALS,
    SCALE_LETTERS,
    SCALE_NAMES,
    SCALES,
    VAGUE,
    plain_digits,
    ungrouped,
)


@pytest.mark.parametrize(
    ("word", "value"), [("zero", 0), ("twelve", 12), ("nineteen", 19), ("twenty", 20), ("ninety", 90)]
)
def test_a_count_has_its_value(word: str, value: int) -> None:
    assert COUNTS[word] == value


def test_a_scale_has_its_value() -> None:
    assert (SCALES["dozen"], SCALES["thousand"], SCALES["billion"]) == (12, 1_000, 1_000_000_000)


def test_every_word_of_a_table_is_a_number_word() -> None:
    assert {*COUNTS, *SCALES, *VAGUE} < NUMBER_WORDS


def test_digits_of_every_script_are_plain_and_stay_in_their_places() -> None:
    assert plain_digits("٢٠٢٧, २०२७, ２０２７ and 2²") == "2027, 2027, 2027 and 2²"


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1 234,50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("1.234.567", "1234567"),
        ("12,5", "12.5"),
        ("1,234", "1234"),
        ("1.234", "1.234"),
    ],
)
def test_thousands_are_put_together(written: str, plain: str) -> None:
    assert ungrouped(written) == plain


def test_scales_cut_short_are_worth_what_they_stand_for() -> None:
    assert [SCALES[SCALE_NAMES[short]] for short in ("k", "mio", "mrd")] == [1_000, 1_000_000, 1_000_000_000]
    assert SCALE_LETTERS["bn"] == 1_000_000_000


def test_a_place_in_a_row_has_its_number() -> None:
    assert (ORDINALS["first"], ORDINALS["twelfth"]) == (1, 12)
