from __future__ import annotations

import pytest

from assistant.computing.typed_tables import ColumnKind, grid_of, turned
from tests.assistant.computing.grids import EXPENSES, document_of, grid


def test_columns_are_typed_by_what_most_cells_hold() -> None:
    made = grid()

    assert [column.kind for column in made.columns] == [
        ColumnKind.DATE,
        ColumnKind.TEXT,
        ColumnKind.TEXT,
        ColumnKind.NUMBER,
    ]
    assert made.columns[3].unit == "€"
    assert made.columns[3].entries[0].key == 120.5


def test_every_cell_knows_its_words_in_the_text() -> None:
    document = document_of(EXPENSES)
    made = grid_of(document, document.tables[0])

    assert made is not None
    for column in made.columns:
        for entry in column.entries:
            assert document.text[entry.start : entry.end] == entry.text


def test_a_row_that_sums_others_up_is_marked() -> None:
    made = grid()

    assert [line.is_total for line in made.lines] == [False] * 5 + [True]
    assert made.items == (0, 1, 2, 3, 4)


@pytest.mark.parametrize("total", ["Итого", "合計", "Σύνολο", "Tổng cộng", "कुल", "Zwischensumme"])
def test_a_row_that_sums_others_up_is_marked_in_other_languages(total: str) -> None:
    made = grid((("A", "B"), ("x", "1"), ("y", "2"), (total, "3")))

    assert [line.is_total for line in made.lines] == [False, False, True]


def test_a_cell_that_is_no_number_stays_text_and_is_doubtful() -> None:
    made = grid((("Item", "Price"), ("a", "10"), ("b", "12"), ("c", "ask Ben")))

    assert made.columns[1].kind is ColumnKind.NUMBER
    assert made.columns[1].entries[2].key is None
    assert made.columns[1].doubtful == (2,)


def test_a_scale_is_taken_from_the_header() -> None:
    made = grid((("(in millions)", "2019", "2018"), ("Sales", "12", "10"), ("Costs", "7", "6")))

    assert made.columns[1].scale == "million"


def test_a_table_with_years_for_columns_reads_by_them_too() -> None:
    rows = (("", "2019", "2018"), ("Sales", "$12", "$10"), ("Costs", "7", "6"))
    document = document_of(rows)
    table = document.tables[0]
    made = grid_of(document, table)
    assert made is not None

    by_year = turned(made, (document.text[table.start : table.rows[0].start], table.start))

    assert by_year is not None
    assert [column.name for column in by_year.columns] == ["", "year", "Sales", "Costs"]
    assert [entry.key for entry in by_year.columns[1].entries] == [2019, 2018]
    assert [entry.key for entry in by_year.columns[2].entries] == [12, 10]


def test_rows_under_a_heading_row_carry_it() -> None:
    made = grid((("Item", "2019", "2018"), ("Assets:", "", ""), ("Cash", "5", "4"), ("Stock", "3", "2")))

    assert [entry.text for entry in made.columns[-1].entries] == ["Assets", "Assets"]
    assert len(made) == 2
