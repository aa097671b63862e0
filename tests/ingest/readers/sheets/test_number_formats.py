from __future__ import annotations

import pytest

from ingest.readers.sheets.number_formats import built_in, general, hides_all, is_date, show_number, show_text


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1234.5, "#,##0.00", "1,234.50"),
        (1234567, "#,##0", "1,234,567"),
        (7, "00000", "00007"),
        (0.125, "0%", "13%"),
        (0.125, "0.0%", "12.5%"),
        (-5, "0;(0)", "(5)"),
        (-5.5, "#,##0.00_);(#,##0.00)", "(5.50)"),
        (-3, "0.00", "-3.00"),
        (-0.001, "0.00", "0.00"),
        (12.3, "0.##", "12.3"),
        (0.5, ".00", ".50"),
        (1.005, "0.00", "1.01"),
        (1234567, '#,##0,"k"', "1,235k"),
        (1234567, '0.0,,"M"', "1.2M"),
        (0, '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', "-"),
        (1234.5, "[$€-407] #,##0.00", "€ 1,234.50"),
        (12, "#,##0.00 [$USD]", "12.00 USD"),
        (-19.99, '"£"#,##0.00;[Red]\\-"£"#,##0.00', "-£19.99"),
        (3, '0 "items"', "3 items"),
        (5551234567, "(000) 000-0000", "(555) 123-4567"),
        (0.000123, "0.00E+00", "1.23E-04"),
        (12000, "##0.0E+0", "12.0E+3"),
        (2.25, "# ?/?", "2 1/4"),
        (0.5, "?/8", "4/8"),
        (1, '[=1]"yes";[=0]"no";0', "yes"),
        (1500, '[>=1000]0.0,"k";0', "1.5k"),
        (5, ";;;", ""),
        (-12.5, "[Red][<0]-#,##0.00;#,##0.00", "-12.50"),
        (42, "@", "42"),
    ],
)
def test_figures_are_shown_as_the_code_says(value: float, code: str, shown: str) -> None:
    assert show_number(value, code) == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (45000, "yyyy-mm-dd", "2023-03-15"),
        (45000.75, "dd.mm.yyyy hh:mm", "15.03.2023 18:00"),
        (45000.75, "d/m/yy h:mm AM/PM", "15/3/23 6:00 PM"),
        (45000, "dddd, mmmm d, yyyy", "Wednesday, March 15, 2023"),
        (45000, "[$-407]d. mmmm yyyy", "15. März 2023"),
        (45000, "mmm-yy", "Mar-23"),
        (45000, 'yyyy"年"m"月"d"日"', "2023年3月15日"),
        (45000.5104, "hh:mm:ss.000", "12:14:58.560"),
        (0.0423611, "mm:ss", "01:00"),
        (1.5, "[h]:mm:ss", "36:00:00"),
        (59, "yyyy-mm-dd", "1900-02-28"),
        (61, "d mmm yyyy", "1 Mar 1900"),
        (45000, "mm-dd-yy", "2023-03-15"),
        (-1, "yyyy-mm-dd", "-1"),
    ],
)
def test_dates_and_times_are_shown_as_the_code_says(value: float, code: str, shown: str) -> None:
    assert show_number(value, code) == shown


def test_days_may_be_counted_from_1904() -> None:
    assert show_number(0, "yyyy-mm-dd", since_1904=True) == "1904-01-01"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(912.40, "912.4"), (0.1 + 0.2, "0.3"), (1 / 3, "0.3333333333"), (123456789012, "123456789012"), (1e20, "1E+20")],
)
def test_without_a_format_a_number_is_shown_as_in_a_wide_column(value: float, shown: str) -> None:
    assert general(value) == shown


def test_codes_that_files_name_by_number() -> None:
    assert (built_in(10), built_in(9999)) == ("0.00%", "General")
    assert is_date(built_in(14))
    assert not is_date(built_in(4))


def test_a_code_may_put_words_around_a_text() -> None:
    assert show_text("Ada", '"Dr. "@') == "Dr. Ada"
    assert show_text("Ada", "0.00") == "Ada"


def test_a_code_with_an_empty_section_for_every_number_hides_all() -> None:
    assert [code for code in (";;;", ";;", "0;;", ";", "General", "") if hides_all(code)] == [";;;", ";;"]
