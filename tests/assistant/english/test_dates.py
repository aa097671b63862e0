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


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("am 3. Mai 2027", (2027, 5, 3)),
        ("3 мая 2027 г.", (2027, 5, 3)),
        ("2027-yil 3-mayda", (2027, 5, 3)),
        ("3-may kuni", (None, 5, 3)),
        ("3 de mayo de 2027", (2027, 5, 3)),
        ("le 1er août 2027", (2027, 8, 1)),
        ("3 Mayıs 2027'de", (2027, 5, 3)),
        ("1 ianuarie 2027", (2027, 1, 1)),
        ("3 Μαΐου 2027", (2027, 5, 3)),
        ("३ मई २०२७", (2027, 5, 3)),
        ("٣ مايو ٢٠٢٧", (2027, 5, 3)),
        ("ngày 3 tháng 5 năm 2027", (2027, 5, 3)),
        ("3 พฤษภาคม 2570", (2027, 5, 3)),
        ("2027年5月3日", (2027, 5, 3)),
        ("2027年", (2027, None, None)),
        ("5月3日", (None, 5, 3)),
        ("2027년 5월 3일", (2027, 5, 3)),
        ("в мае 2027 года", (2027, 5, None)),
        ("03.05.2027", (2027, 5, 3)),
    ],
)
def test_dates_in_the_forms_of_other_languages_are_the_same_dates(
    text: str, parts: tuple[int | None, int | None, int | None]
) -> None:
    assert [date.parts for date in dates_of(text)] == [parts]


@pytest.mark.parametrize("text", ["Of these 3 may be one", "See section 3. May we go on?"])
def test_a_verb_behind_a_number_is_no_month(text: str) -> None:
    assert dates_of(text) == ()
