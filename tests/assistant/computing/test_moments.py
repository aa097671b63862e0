from __future__ import annotations

import pytest

from assistant.computing.moments import moments_in, writes_month_first


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("4 May 1943", (1943, 5, 4)),
        ("September 17, 1999", (1999, 9, 17)),
        ("Sept 2012", (2012, 9, None)),
        ("2026-05-01", (2026, 5, 1)),
        ("05.01.2026", (2026, 1, 5)),
        ("3 Mär 2026", (2026, 3, 3)),
        ("2 May 26", (2026, 5, 2)),
        ("Saturday, 3 May", (None, 5, 3)),
        ("May-26", (2026, 5, None)),
        ("1998", (1998, None, None)),
        ("2027年4月5日", (2027, 4, 5)),
        ("2027년 4월 5일", (2027, 4, 5)),
        ("05/04/2570", (2027, 4, 5)),
        ("5 เมษายน 2570", (2027, 4, 5)),
        ("5 апреля 2027", (2027, 4, 5)),
        ("5 de abril de 2027", (2027, 4, 5)),
        ("2027-yil 5-aprel", (2027, 4, 5)),
    ],
)
def test_a_date_is_read_as_far_as_it_is_stated(text: str, parts: tuple[int | None, ...]) -> None:
    found = moments_in(text)[0]

    assert (found.year, found.month, found.day) == parts


def test_a_span_of_years_has_its_last_year() -> None:
    assert moments_in("1969–76")[0].end_year == 1976
    assert moments_in("1981/82")[0].end_year == 1982


def test_a_column_tells_its_order_of_day_and_month() -> None:
    assert writes_month_first(["03/04/2026", "12/31/2026"]) is True
    assert writes_month_first(["03/04/2026", "31/12/2026"]) is False
    assert writes_month_first(["03/04/2026"]) is None
    assert moments_in("03/04/2026", month_first=True)[0].month == 3


def test_a_number_is_no_date() -> None:
    assert moments_in("12,000") == ()
    assert moments_in("$1999") == ()
