from __future__ import annotations

import pytest

from ingest.readers.text.wrapping import Words, columns, field_of, is_item, join_wrapped, written_lines


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
    words = Words.of("The leader of the team spoke of cooperation.")

    assert words.keep_hyphen("team", "leader")
    assert not words.keep_hyphen("co", "operation")


def test_parts_that_a_line_end_made_do_not_count_as_words() -> None:
    assert "inaugu" not in Words.of("It was inaugu-\nrated today.").counted


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
