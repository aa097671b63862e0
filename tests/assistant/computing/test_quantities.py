from __future__ import annotations

import pytest

from assistant.computing.quantities import Sort, is_blank, quantities_in, writes_decimal_comma


@pytest.mark.parametrize(
    ("text", "value", "unit", "sort"),
    [
        ("$355,511", 355511, "$", Sort.MONEY),
        ("1.250,00 €", 1250, "€", Sort.MONEY),
        ("(992)", -992, "", Sort.PLAIN),
        ("$(1.5) million", -1_500_000, "$", Sort.MONEY),
        ("1 420 436", 1420436, "", Sort.PLAIN),
        ("14,505 ft", 14505, "ft", Sort.PLAIN),
        ("30m", 30, "m", Sort.PLAIN),
        ("$12m", 12_000_000, "$", Sort.MONEY),
        ("0.62%", 0.62, "%", Sort.SHARE),
        ("(0.4)%", -0.4, "%", Sort.SHARE),
        ("T-3", 3, "", Sort.PLAIN),
        ("1st", 1, "", Sort.RANK),
        ("1:31:33.736", 5493.736, "s", Sort.DURATION),
        ("−58°", -58, "°", Sort.PLAIN),
        ("CHF 1'200.50", 1200.5, "CHF", Sort.MONEY),
    ],
)
def test_a_cell_is_worth_what_it_writes(text: str, value: float, unit: str, sort: Sort) -> None:
    first = quantities_in(text)[0]

    assert first.value == pytest.approx(value)
    assert (first.unit, first.sort) == (unit, sort)


def test_both_numbers_of_a_score_are_read_and_the_dash_is_no_minus() -> None:
    assert [one.value for one in quantities_in("W 48–17")] == [48, 17]
    assert [one.value for one in quantities_in("1980 - 1990")] == [1980, 1990]


def test_one_mark_before_three_digits_is_read_as_the_column_writes_its_fractions() -> None:
    assert quantities_in("1.234")[0].value == pytest.approx(1.234)
    assert quantities_in("1.234", decimal_comma=True)[0].value == 1234
    assert quantities_in("1,234")[0].value == 1234


def test_a_column_tells_its_convention_by_its_fractions() -> None:
    assert writes_decimal_comma(["1.234", "17,50"])
    assert not writes_decimal_comma(["1,234", "17.50"])


@pytest.mark.parametrize("text", ["", " ", "—", "n/a", "-", "$ -", "TBD"])
def test_marks_for_nothing_are_blank(text: str) -> None:
    assert is_blank(text)
