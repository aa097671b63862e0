from __future__ import annotations

import pytest

from assistant.english.dates import dates_of


@pytest.mark.parametrize("written", ["3 May 2021", "May 3, 2021", "2021-05-03", "3rd of May 2021"])
def test_a_date_has_one_form_however_it_is_written(written: str) -> None:
    assert [date.parts for date in dates_of(f"It opened on {written}.")] == [(2021, 5, 3)]


def test_a_date_states_what_it_says_and_no_more() -> None:
    (day,) = dates_of("on 3 May 2021")
    (year,) = dates_of("in 2021")

    assert day.states(year)
    assert not year.states(day)
    assert year.agrees(day)


@pytest.mark.parametrize("size", ["1800 grams", "1500 people", "2000 weeks", "1200%"])
def test_a_size_is_no_year(size: str) -> None:
    assert dates_of(f"It has {size}.") == ()


def test_a_year_before_what_only_looks_like_a_unit_is_one() -> None:
    assert [date.parts for date in dates_of("In 1987 bars were opened, in 1988 second ones.")] == [
        (1987, None, None),
        (1988, None, None),
    ]
