from __future__ import annotations

import pytest

from ingest import abbreviations

SETS = [
    "TITLES",
    "BEFORE_NUMBERS",
    "LAST",
    "HOURS",
    "CAPITALISED",
    "DEGREES",
    "WITHIN",
    "OPENERS",
    "DOTTED_MONTHS",
    "BEFORE_ORDINALS",
]


@pytest.mark.parametrize("name", SETS)
def test_words_are_in_lower_case_without_their_last_stop(name: str) -> None:
    words: frozenset[str] = getattr(abbreviations, name)

    assert words
    assert [word for word in words if word != word.lower() or word.endswith(".")] == []


def test_what_is_a_title_only_with_a_capital_is_a_title() -> None:
    assert abbreviations.CAPITALISED <= abbreviations.TITLES
    assert "dr" not in abbreviations.CAPITALISED


def test_what_a_number_follows_is_told_from_what_ends_a_sentence() -> None:
    assert {"dr", "вул", "bzw", "i.e"} <= abbreviations.TITLES
    assert {"etc", "usw", "kg"} <= abbreviations.LAST
    assert abbreviations.TITLES.isdisjoint(abbreviations.HOURS)


def test_months_are_those_that_german_writes_after_a_day() -> None:
    assert {"mai", "dez", "jänner"} <= abbreviations.DOTTED_MONTHS
    assert "may" not in abbreviations.DOTTED_MONTHS


@pytest.mark.parametrize("unit", ["mm", "hr"])
def test_a_title_that_is_a_unit_in_small_letters_needs_its_capital(unit: str) -> None:
    assert unit in abbreviations.CAPITALISED & (abbreviations.LAST | abbreviations.WITHIN)
