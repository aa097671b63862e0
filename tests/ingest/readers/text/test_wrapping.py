from __future__ import annotations

import textwrap

import pytest

from ingest.readers.text.wrapping import WrittenWords, columns, field_of, is_item, join_wrapped, written_lines


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["It is the most self-", "contained flat in the house."], "self-contained"),
        (["The plan is good for the long-", "term future of the town."], "long-term"),
        (["They are the best-read books of all, state-of-", "the-art and more."], "state-of-the-art"),
        (["It was written in the abbey by an Anglo-", "Saxon monk of the north."], "Anglo-Saxon"),
        (["The hall was inaugu-", "rated in the spring."], "inaugurated"),
        (["The buildings are all pre-", "and post-war, as we saw."], "pre- and post-war"),
    ],
)
def test_hyphens_at_the_ends_of_lines_stay_where_they_belong_to_the_word(lines: list[str], joined: str) -> None:
    assert joined in " ".join(join_wrapped(lines))


def test_what_the_text_writes_elsewhere_decides_on_a_hyphen() -> None:
    words = WrittenWords.of("The leader of the team spoke of cooperation.")

    assert words.keep_hyphen("team", "leader")
    assert not words.keep_hyphen("co", "operation")


def test_parts_that_a_line_end_made_do_not_count_as_words() -> None:
    assert "inaugu" not in WrittenWords.of("It was inaugu-\nrated today.").counted


def test_east_asian_characters_take_two_columns() -> None:
    assert columns("四季ab") == 6


@pytest.mark.parametrize("line", ["- tea", "* tea", "12. tea", "(a) tea", "3) tea", "1.2 Tea"])
def test_items_are_known_by_what_they_begin_with(line: str) -> None:
    assert is_item(line)


@pytest.mark.parametrize("line", ["-5 degrees", "1911 and later", "tea - milk", "*bold*"])
def test_numbers_and_dashes_in_words_are_no_items(line: str) -> None:
    assert not is_item(line)


def test_labels_are_short() -> None:
    assert field_of("Gate code: 4417")
    assert field_of("Öffnungszeiten: 8-12")
    assert not field_of("He came into the room and said at once: no")
    assert not field_of("http://127.0.0.1/x")


def test_lines_of_markup_are_one_paragraph() -> None:
    assert written_lines(["We met with", "Henrik Olsen to discuss the plan and", "finally agreed."]) == [
        "We met with Henrik Olsen to discuss the plan and finally agreed."
    ]


def test_labels_and_addresses_in_markup_stay_lines() -> None:
    assert len(written_lines(["Gate code: 4417", "Wifi code: 8820"])) == 2
    assert len(written_lines(["Henrik Olsen", "Harbour Street 14", "5003 Bergen"])) == 3


PROSE = {
    "en": "The board let the 14 rooms of the mill on 3 May for 350 euros a month, payable in advance. The contract "
    "runs until 2029, with a notice of 3. months as in section 4.2 of the rules. Between 8:00 and 22:00 on weekdays: "
    "nobody may use rooms 12 to 17. On 12.05.2026 from 9:30 the bridge is closed; call 0660 123 45 67, ask for no. 5.",
    "de": "Die Miete beträgt ab dem 1. Juli 2026 monatlich 720 Euro, zzgl. Nebenkosten von ca. 140 Euro. Der Vertrag "
    "läuft bis zum 30. Juni 2028. Die Schlüssel werden um 9:30 Uhr am 12. Mai übergeben, und zwar in der Wohnung Nr. 7 "
    "im 3. Stock. Herr Lang ist von 8:00 bis 12:00 Uhr unter 089 23 45 67 erreichbar.",
}


@pytest.mark.parametrize("language", PROSE)
def test_prose_is_one_wherever_it_was_wrapped(language: str) -> None:
    prose = PROSE[language]

    assert [width for width in range(40, 100) if join_wrapped(textwrap.wrap(prose, width)) != [prose]] == []


@pytest.mark.parametrize(
    "lines",
    [
        ["Take the following to the mill and leave it at", "1. the door", "2. the yard"],
        ["Agreed on a new lock, quotes to be had from two", "1. Lock and key"],
        ["10:00 The mill opens, and the wheel is set running", "12:30 Lunch in the yard, with bread from the oven."],
        ["Room: the large one above the gate, with a window", "Key: at the office, from eight until noon on Mondays."],
    ],
)
def test_items_times_and_labels_stay_lines(lines: list[str]) -> None:
    assert join_wrapped(lines) == lines


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["Present: Ada Brandt, Karl Moser,", "  Lea Nagy"], "Present: Ada Brandt, Karl Moser, Lea Nagy"),
        (
            ["The lease of the garden begins with the", "Michaelmas term"],
            "The lease of the garden begins with the Michaelmas term",
        ),
        (["Die Pacht des Gartens beginnt am", "1. Juli 2026"], "Die Pacht des Gartens beginnt am 1. Juli 2026"),
        (["Die Pacht des Gartens beträgt ca.", "140 Euro"], "Die Pacht des Gartens beträgt ca. 140 Euro"),
    ],
)
def test_a_line_that_cannot_be_all_goes_on(lines: list[str], joined: str) -> None:
    assert join_wrapped(lines) == [joined]


def test_a_step_that_hangs_under_its_number_is_whole_however_narrow() -> None:
    lines = [
        "  1. Mix flour",
        "     and water.",
        "  2. Knead it.",
        "     Let it rest for",
        "     an hour.",
        "  3. Bake.",
    ]

    assert join_wrapped(lines) == ["1. Mix flour and water.", "2. Knead it. Let it rest for an hour.", "3. Bake."]


def test_lines_under_a_number_that_are_no_sentence_stay_lines() -> None:
    lines = ["1. Ada Holm", "   director", "   512 33", "2. Ben Roe", "   clerk"]

    assert join_wrapped(lines) == ["1. Ada Holm", "director", "512 33", "2. Ben Roe", "clerk"]
