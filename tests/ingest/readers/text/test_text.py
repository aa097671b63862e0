from __future__ import annotations

import pytest

from ingest.documents import BlockKind
from ingest.readers.extraction import Extraction
from ingest.readers.text.text import read_text
from ingest.readers.text.wrapping import join_wrapped


def read(text: str) -> Extraction:
    return read_text(text.encode())


def kinds(extraction: Extraction) -> list[tuple[BlockKind, str]]:
    return [(block.kind, extraction.text[block.start : block.end]) for block in extraction.blocks]


def test_lines_that_were_only_wrapped_are_joined() -> None:
    wrapped = b"The committee met on Monday and agreed\nthat the new hall should be open by the\nend of May."

    assert read_text(wrapped).text == (
        "The committee met on Monday and agreed that the new hall should be open by the end of May."
    )


def test_paragraphs_stay_apart() -> None:
    assert read_text(b"First.\n\nSecond.").text == "First.\n\nSecond."


def test_list_items_stay_on_lines_of_their_own_with_their_numbers_and_without_bullets() -> None:
    extraction = read("- tea\n- milk\n2) bread")

    assert extraction.text == "tea\nmilk\n2) bread"
    assert {block.kind for block in extraction.blocks} == {BlockKind.ITEM}


def test_items_below_items_are_deeper() -> None:
    extraction = read("1. Fruit\n   - apples\n   - pears\n2. Bread")

    assert [block.level for block in extraction.blocks] == [1, 2, 2, 1]


def test_an_item_goes_on_where_its_lines_hang() -> None:
    extraction = read("- a warm sleeping bag that is good for nights below\n  zero\n- boots")

    assert extraction.text == "a warm sleeping bag that is good for nights below zero\nboots"


def test_short_lines_are_not_joined() -> None:
    lines = ["Name: Ada", "A line that is as long as a full line of text can be here", "Town: Oslo", "Age: 36"]

    assert join_wrapped(lines)[0] == "Name: Ada"


def test_lines_as_long_as_paragraphs_are_paragraphs() -> None:
    lines = ["word " * 30, "other " * 30]

    assert len(join_wrapped(lines)) == 2


def test_a_word_parted_at_the_end_of_a_line_is_one_word_again() -> None:
    assert join_wrapped(["The new library was inaugu-", "rated in the spring of 2021"]) == [
        "The new library was inaugurated in the spring of 2021"
    ]


def test_a_short_first_line_alone_is_the_title() -> None:
    assert read_text(b"House rules\n\nNo smoking.").title == "House rules"


def test_a_first_sentence_is_no_title() -> None:
    assert read_text(b"No smoking.\n\nNo dogs.").title == ""


def test_form_feeds_part_paragraphs() -> None:
    assert read_text(b"One.\fTwo.").text == "One.\n\nTwo."


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["Gate code: 4417", "Wifi code: 8820", "Safe code: 1193"], id="codes of one length"),
        pytest.param(["Dr Henrik Olsen", "Harbour Street 14", "5003 Bergen"], id="an address"),
        pytest.param(["250 g flour, sifted", "1 tsp baking powder", "a little milk"], id="a recipe"),
        pytest.param(
            ["two cups of finely chopped fresh parsley", "a pinch of salt", "the juice of one large lemon"],
            id="a recipe in lower case",
        ),
        pytest.param(
            ["The wind came over the hill at night", "And rattled the shutters one by one,", "It sang of the ships."],
            id="a poem",
        ),
        pytest.param(
            [
                "2026-11-28 09:50:09 INFO starting the server on port 8080",
                "2026-11-28 09:50:10 WARN a slow query of 3 s",
            ],
            id="a log",
        ),
        pytest.param(["Ada: are you coming tonight?", "Ben: yes, around eight"], id="a chat"),
        pytest.param(
            ["Open the fuel tap and wait until the glass bowl has filled", "Pull out the choke", "Turn the key"],
            id="steps without numbers",
        ),
        pytest.param(["Monday to Friday 8:00-17:00", "Saturday 9:00-13:00", "Sunday closed"], id="hours"),
    ],
)
def test_lines_that_somebody_ended_stay_lines(lines: list[str]) -> None:
    assert read("\n".join(lines)).text.split("\n") == lines


@pytest.mark.parametrize(
    "wrapped",
    [
        pytest.param(
            "Die Mitgliederversammlung findet in diesem Jahr wieder im Gasthof\n"
            "Krone statt, weil der Saal im Rathaus noch immer renoviert wird. Der\n"
            "Vorstand bittet um Anmeldung.",
            id="lines that begin with capitals",
        ),
        pytest.param(
            "Our new office in the old harbour was opened on Friday by Mayor\nHenrik Olsen, who planted a tree.",
            id="two lines, the second of which begins with a name",
        ),
        pytest.param(
            "The bridge was built by the town council and opened to all traffic in May\n"
            "1911 and closed again in the winter of the following year after the great\n"
            "storm.",
            id="a line that begins with a number",
        ),
        pytest.param(
            "In the second year the group visited several of the larger towns in\n"
            "Norway: Oslo, Bergen and Trondheim, where they gave concerts and met with\n"
            "the local choirs.",
            id="a colon in a sentence",
        ),
    ],
)
def test_wrapped_prose_is_one_paragraph(wrapped: str) -> None:
    assert read(wrapped).text == wrapped.replace("\n", " ")


def test_the_width_of_the_whole_text_tells_a_short_line_from_a_full_one() -> None:
    prose = (
        "We met at the station in the early morning and walked along the river until\n"
        "the rain began, when we turned back and looked for a place to have breakfast."
    )

    assert read(f"{prose}\n\nThe old harbour\nHenrik Olsen").text.endswith("The old harbour\nHenrik Olsen")


def test_lines_without_letter_case_are_joined_where_they_are_full() -> None:
    assert "\n" not in read("四季书院使用说明，会议室在三楼，可以提前两天预约，打\n印服务每页收费五角。").text


def test_labels_with_values_are_fields() -> None:
    extraction = read("House codes\n\nGate code: 4417\nWifi code: 8820")

    assert kinds(extraction)[1:] == [(BlockKind.FIELD, "Gate code: 4417"), (BlockKind.FIELD, "Wifi code: 8820")]


def test_a_value_goes_on_where_its_lines_hang() -> None:
    extraction = read(
        "Name: Ada Berg\n"
        "Notes: she prefers to be called in the morning and is mostly at home on\n   Tuesdays\n"
        "Town: Oslo"
    )

    assert "mostly at home on Tuesdays\nTown: Oslo" in extraction.text


def test_a_sentence_with_a_colon_is_no_field() -> None:
    assert kinds(read("She said: “The gate is open.”"))[0][0] is BlockKind.PARAGRAPH


def test_underlined_words_are_headings_and_the_first_is_the_title() -> None:
    extraction = read("House rules\n===========\n\nNo smoking.\n\nKitchen\n-------\nWash up.")

    assert extraction.title == "House rules"
    assert [(extraction.text[one.start : one.end], one.level) for one in extraction.headings] == [
        ("House rules", 1),
        ("Kitchen", 2),
    ]


def test_numbered_lines_with_text_below_are_headings() -> None:
    extraction = read("1. Scope\n\nThis covers the works.\n\n2. Term\n\n2.1 Length\n\nTwo years.")

    assert [(extraction.text[one.start : one.end], one.level) for one in extraction.headings] == [
        ("1. Scope", 1),
        ("2. Term", 1),
    ]


def test_numbered_lines_that_stand_apart_are_a_list() -> None:
    assert not read("1. Butter\n\n2. Flour\n\n3. Salt").headings


def test_lines_in_capitals_with_text_below_are_headings() -> None:
    extraction = read("INTRODUCTION\n\nSome text here.\n\nMETHOD\n\nMore text.")

    assert [extraction.text[one.start : one.end] for one in extraction.headings] == ["INTRODUCTION", "METHOD"]


def test_columns_that_are_aligned_are_a_table() -> None:
    extraction = read("Name        Town       Age\nAda Berg    Oslo        36\nBen Lund    Bergen      41")

    assert extraction.text == "Name | Town | Age\nAda Berg | Oslo | 36\nBen Lund | Bergen | 41"
    assert extraction.tables[0].columns == ("Name", "Town", "Age")


def test_a_line_above_columns_is_none_of_their_table() -> None:
    extraction = read("Stand dryer Tempest 400\nPrice       349.00\nNoise       68 dB\nWarranty    2 years")

    assert extraction.text == "Stand dryer Tempest 400\n\nPrice | 349.00\nNoise | 68 dB\nWarranty | 2 years"


@pytest.mark.parametrize(
    "drawn",
    [
        " id | name\n----+------\n  1 | Ada\n  2 | Ben",
        "+----+------+\n| id | name |\n+----+------+\n| 1  | Ada  |\n| 2  | Ben  |\n+----+------+",
        "+----+------+\n| id | name |\n+====+======+\n| 1  | Ada  |\n+----+------+\n| 2  | Ben  |\n+----+------+",
        "id\tname\n1\tAda\n2\tBen",
    ],
)
def test_drawn_tables_are_tables(drawn: str) -> None:
    extraction = read(drawn)

    assert extraction.text == "id | name\n1 | Ada\n2 | Ben"
    assert extraction.tables[0].columns == ("id", "name")


def test_a_cell_on_two_lines_of_a_grid_is_one_cell() -> None:
    drawn = (
        "+---+------+\n| a | b    |\n+===+======+\n| 1 | Ada  |\n|   | Berg |\n+---+------+\n| 2 | Ben  |\n+---+------+"
    )

    assert "1 | Ada Berg\n2 | Ben" in read(drawn).text


def test_indented_commands_are_code() -> None:
    extraction = read("Run this:\n\n    $ pip install thing\n    $ thing  --help\n\nThen stop.")

    assert kinds(extraction)[1] == (BlockKind.CODE, "$ pip install thing\n$ thing  --help")


def test_paragraphs_that_are_told_by_their_indent_stay_apart() -> None:
    extraction = read(
        "   It was a dark night and the rain fell in torrents, except at occasional\n"
        "intervals, when it was checked by a violent gust of wind.\n"
        "   The second paragraph begins with an indent and goes on like the first one\n"
        "did, for a while."
    )

    assert [text[:9] for _, text in kinds(extraction)] == ["It was a ", "The secon"]


def test_a_soft_hyphen_at_the_end_of_a_line_joins_its_word() -> None:
    assert "inspection" in read("The inspec\u00ad\ntion is due.").text


def test_drawn_lines_are_no_words() -> None:
    assert read("One.\n\n-----\n\nTwo.").text == "One.\n\nTwo."


def test_a_label_beside_an_address_is_a_line_of_its_own() -> None:
    extraction = read_text(
        b"                INVOICE\nLang & Sons Ltd.           Invoice no.: 17\n12 Hill Road               Date: 4 May\n"
    )

    assert extraction.text.splitlines() == [
        "INVOICE",
        "Lang & Sons Ltd.",
        "Invoice no.: 17",
        "12 Hill Road",
        "Date: 4 May",
    ]


def test_a_line_drawn_above_a_sum_makes_no_header_of_what_is_above() -> None:
    extraction = read_text(
        b"Qty   Item      Amount\n  2   Kettle     79.80\n 10   Cups       45.00\n"
        b"                ------\n      Total:    124.80\n"
    )

    assert extraction.tables[0].columns == ("Qty", "Item", "Amount")
    assert len(extraction.tables[0].rows) == 3


def test_items_may_be_numbered_in_small_roman_numbers() -> None:
    found = read_text(b"Pay:\ni. by card\nii. by transfer\niii. in cash\n\nThanks.")

    assert [found.text[one.start : one.end] for one in found.blocks if one.kind is BlockKind.ITEM] == [
        "i. by card",
        "ii. by transfer",
        "iii. in cash",
    ]


def test_what_terminals_show_in_bold_or_in_colour_is_plain_text() -> None:
    assert read("N\bNA\bAM\bME\bE of the _\bt_\bo_\bo_\bl").text == "NAME of the tool"
    assert read("\x1b[1mready\x1b[0m at noon").text == "ready at noon"
