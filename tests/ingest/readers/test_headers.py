from __future__ import annotations

import pytest

from ingest.readers.headers import CellKind, count_headers, kind_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", CellKind.NOTHING),
        ("—", CellKind.NOTHING),
        ("n/a", CellKind.NOTHING),
        ("2019", CellKind.YEAR),
        ("FY19**", CellKind.YEAR),
        ("2018/19", CellKind.YEAR),
        ("1,234.56", CellKind.NUMBER),
        ("1.234,56 €", CellKind.NUMBER),
        ("$ (42.7)", CellKind.NUMBER),
        ("54.43 m", CellKind.NUMBER),
        ("12 %", CellKind.NUMBER),
        ("3 May 2026", CellKind.DATE),
        ("2026-05-03", CellKind.DATE),
        ("3. Mai 2026", CellKind.DATE),
        ("14:30", CellKind.DATE),
        ("AB-1203", CellKind.CODE),
        ("ada@example.org", CellKind.CODE),
        ("yes", CellKind.CHOICE),
        ("Heating", CellKind.TEXT),
        ("2011 rank", CellKind.TEXT),
        ("£'000", CellKind.TEXT),
    ],
)
def test_a_cell_is_known_by_its_looks(text: str, kind: CellKind) -> None:
    assert kind_of(text) is kind


def test_names_above_numbers_are_a_header() -> None:
    assert count_headers([["Item", "Budget"], ["Heating", "900"], ["Water", "310"]]) == 1


def test_years_above_amounts_are_a_header() -> None:
    assert count_headers([["", "2019", "2018"], ["Wool", "1,200", "1,150"], ["Felt", "310", "290"]]) == 1


def test_names_above_names_of_another_length_are_a_header() -> None:
    rows = [["Room", "Keeper"], *([f"The {name} room", f"{name} Lindqvist"] for name in "Ada Bo Cy Di Eve".split() * 4)]

    assert count_headers(rows) == 1


def test_a_first_row_like_the_others_is_none() -> None:
    rows = [["Heating", "900", "3 May 2026"], ["Water", "310", "4 May 2026"], ["Rent", "1,200", "5 May 2026"]]

    assert count_headers(rows) == 0


def test_several_rows_of_names_are_all_headers() -> None:
    rows = [
        ["", "2026", "", "2025", ""],
        ["", "Budget", "Spent", "Budget", "Spent"],
        ["", "€", "€", "€", "€"],
        ["Heating", "900", "912.40", "850", "861.15"],
        ["Water", "310", "298.00", "300", "305.70"],
    ]

    assert count_headers(rows) == 3


def test_a_section_under_the_header_belongs_to_the_rows() -> None:
    rows = [["", "2026", "2025"], ["Outside:", "", ""], ["Path", "40", "35"], ["Hedge", "12", "11"]]

    assert count_headers(rows) == 1


def test_labels_and_their_values_have_no_header() -> None:
    assert count_headers([["Plot", "37"], ["Keeper", "Ada"], ["Since", "3 May 2019"]]) == 0
    assert count_headers([["Plot:", "north"], ["Keeper:", "Ada"]]) == 0


def test_words_that_forms_are_made_of_head_a_list_of_two_columns() -> None:
    assert count_headers([["Name", "Role"], ["Ada Holm", "Chair"], ["Bo Berg", "Clerk"]]) == 1
    assert count_headers([["Name", "Ada Holm"], ["Role", "Chair"], ["Town", "Alm"]]) == 0


def test_bold_rows_are_the_header_whatever_they_hold() -> None:
    rows = [["Ada", "Bo"], ["Cy", "Di"], ["Eve", "Flo"]]

    assert count_headers(rows, [True, False, False]) == 1
    assert count_headers(rows, [True, True, True]) == count_headers(rows)


def test_a_single_row_is_no_header() -> None:
    assert count_headers([["Item", "Budget"]]) == 0
