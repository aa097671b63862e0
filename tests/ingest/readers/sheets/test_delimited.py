from __future__ import annotations

import pytest

from ingest.documents import Document, DoubtKind, Source, Span
from ingest.places import place_name
from ingest.readers.extraction import Extraction
from ingest.readers.sheets import delimited
from ingest.readers.sheets.delimited import read_delimited


def text_of(source: str) -> str:
    return read_delimited(source.encode()).text


def columns(source: str) -> tuple[str, ...]:
    return read_delimited(source.encode()).tables[0].columns


ROWS = "Heating;900,00;1.234,56\nWater;310,50;298,00\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_seen_from_the_lines(delimiter: str) -> None:
    source = "Item,Place,May\nHeating,hall,912.40\nWater,yard,298.00\n".replace(",", delimiter)

    assert text_of(source) == "Item | Place | May\nHeating | hall | 912.40\nWater | yard | 298.00"
    assert columns(source) == ("Item", "Place", "May")


def test_decimal_commas_stand_as_they_are() -> None:
    assert (
        text_of("Item;Plan;May\n" + ROWS) == "Item | Plan | May\nHeating | 900,00 | 1.234,56\nWater | 310,50 | 298,00"
    )
    assert read_delimited(ROWS.encode()).tables[0].columns == ("", "", "")


def test_quoted_cells_hold_delimiters_quotes_and_lines() -> None:
    source = 'Item,Remark\n"Oak, old","said ""fine"""\n"Elm","one\ntwo"\n'

    assert text_of(source) == 'Item | Remark\nOak, old | said "fine"\nElm | one two'


def test_escaped_quotes_and_blanks_before_quotes_are_understood() -> None:
    assert text_of('Item, Remark, Sum\n1, "Oak, old", 3\n2, "Elm", 4\n').splitlines()[1] == "1 | Oak, old | 3"
    assert text_of('Item,Remark\n1,"said \\"fine\\", then"\n2,"x"\n').splitlines()[1] == '1 | said "fine", then'


def test_a_quotation_that_is_never_closed_takes_no_other_rows_away() -> None:
    source = 'Item,Sum\n"Oak,3\n' + "".join(f"Elm {number},{number}\n" for number in range(1000))

    assert text_of(source).splitlines()[500] == "Elm 498 | 498"


def test_quotes_that_are_inches_part_no_rows() -> None:
    source = 'Pipe\tSum\n"5 wide\t3\nthin\t4\n"6 wide\t5\n'

    assert text_of(source) == 'Pipe | Sum\n"5 wide | 3\nthin | 4\n"6 wide | 5'


def test_the_line_that_names_the_delimiter_is_no_row() -> None:
    assert text_of("sep=;\nItem;Sum, net\nOak;3\nElm;4\n") == "Item | Sum, net\nOak | 3\nElm | 4"


def test_what_stands_above_and_below_the_table_is_text_of_its_own() -> None:
    source = (
        "Levels of the mill pond, read daily\n# made by the keeper\nStation;North\n\n"
        "Day;Level;Rain\n2026-05-01;3,2;0\n2026-05-02;3,4;12\n\nSource: keeper's book, page 3\n"
    )

    extraction = read_delimited(source.encode())

    assert extraction.tables[0].columns == ("Day", "Level", "Rain")
    assert len(extraction.tables[0].rows) == 2
    assert [(block.kind.value, extraction.text[block.start : block.end]) for block in extraction.blocks] == [
        ("paragraph", "Levels of the mill pond, read daily"),
        ("paragraph", "made by the keeper"),
        ("field", "Station: North"),
        ("row", "Day | Level | Rain"),
        ("row", "2026-05-01 | 3,2 | 0"),
        ("row", "2026-05-02 | 3,4 | 12"),
        ("paragraph", "Source: keeper's book, page 3"),
    ]


def test_two_tables_in_a_file_stay_apart() -> None:
    source = "Item,Sum\nOak,3\nElm,4\n\nTown,Houses,Mills\nAlm,12,1\nBirk,9,0\n"

    assert [table.columns for table in read_delimited(source.encode()).tables] == [
        ("Item", "Sum"),
        ("Town", "Houses", "Mills"),
    ]


def test_a_sentence_with_as_many_commas_as_a_row_is_none() -> None:
    extraction = read_delimited(b"Item,Sum\nOak,3\nElm,4\n\nNote: net of tax, rounded\n")

    assert extraction.text.endswith("Elm | 4\n\nNote: net of tax, rounded")


def test_a_blank_line_ends_no_table_whose_rows_go_on() -> None:
    assert len(read_delimited(b"Item,Sum\nOak,3\n\nElm,4\n").tables) == 1


def test_one_column_stays_one_column_whatever_commas_it_holds() -> None:
    assert text_of("Keeper\nLindqvist, Ada\nHolm, Bo\n") == "Keeper\nLindqvist, Ada\nHolm, Bo"


def test_ragged_rows_keep_their_cells() -> None:
    extraction = read_delimited(b"Item,Sum,Remark\nOak,3\nElm,4,tall\nAsh,5,,late\n")

    assert extraction.text == "Item | Sum | Remark\nOak | 3\nElm | 4 | tall\nAsh | 5 | | late"
    assert extraction.tables[0].columns == ("Item", "Sum", "Remark", "")


def test_leading_noughts_and_marks_for_nothing_stay() -> None:
    assert text_of("Code,Name\n007,NA\n010,None\n") == "Code | Name\n007 | NA\n010 | None"


def test_rows_that_stand_as_in_the_file_have_their_lines_as_places() -> None:
    extraction = read_delimited(b"sep=;\nItem;Sum\nOak;3\nElm;4\n")
    document = Document(Source("file:///a.csv", "f"), "a", extraction.text, places=extraction.places)
    elm = extraction.text.index("Elm")

    assert place_name(document, Span(elm, elm + 3)) == "line 4"
    assert read_delimited(b'Item,Sum\n"Oak\ntall",3\n').places == ()


def test_the_encoding_may_be_declared_and_doubts_of_it_are_kept() -> None:
    assert read_delimited("Ort;Höhe\nAlm;3\nBirk;4\n".encode("utf-16")).text.startswith("Ort | Höhe")
    assert [doubt.kind for doubt in read_delimited(b"Ort;Hoehe\nGr\xc3\xbcn;3\nBl\xc3\xa4u;4\nRo\xff;5\n").doubts] == [
        DoubtKind.REPLACED
    ]


def test_a_file_beyond_the_bound_is_read_so_far_and_the_doubt_names_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MOST_CELLS", 6)

    extraction: Extraction = read_delimited(b"Item,Sum\nOak,3\nElm,4\nAsh,5\n")

    assert extraction.text == "Item | Sum\nOak | 3\nElm | 4"
    assert "up to line 3 of 5" in extraction.doubts[0].message


def test_an_empty_file_is_an_empty_reading() -> None:
    assert read_delimited(b"").text == ""
    assert read_delimited(b"\n\n;;\n").text == ""


def test_a_second_table_under_its_own_title_is_one() -> None:
    extraction = read_delimited(
        b"Sales\nRegion;Q1;Q2\nNorth;1,5;2\nSouth;3;4\n\nReturns\nRegion;Items\nNorth;3\nSouth;7\n\nSo far.\n"
    )

    assert [(table.caption, table.columns) for table in extraction.tables] == [
        ("Sales", ("Region", "Q1", "Q2")),
        ("Returns", ("Region", "Items")),
    ]
    assert extraction.text.endswith("So far.")


def test_rows_of_different_widths_are_parted_all_the_same() -> None:
    assert (
        read_delimited(b"name,phone\nAda,123\nBen,456,night\nCy\n").text
        == "name | phone\nAda | 123\nBen | 456 | night\n\nCy"
    )


@pytest.mark.parametrize("end", [",", ",,", ", "])
def test_delimiters_at_the_end_of_lines_make_no_column(end: str) -> None:
    extraction = read_delimited(f"Item,Place\nHeating,hall{end}\nWater,yard{end}\nLight,roof{end}\n".encode())

    assert extraction.tables[0].columns == ("Item", "Place")
    assert extraction.text == "Item | Place\nHeating | hall\nWater | yard\nLight | roof"


def test_comments_above_a_table_of_two_columns_are_no_rows() -> None:
    extraction = read_delimited(b"# written by the kiln\n# 4 March 2026\nminute,heat\n1,999\n2,1222\n")

    assert extraction.tables[0].columns == ("minute", "heat")
    assert extraction.tables[0].caption == "4 March 2026"
