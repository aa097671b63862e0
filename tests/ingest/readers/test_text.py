from __future__ import annotations

from ingest.readers.text import join_wrapped, read_text


def test_lines_that_were_only_wrapped_are_joined() -> None:
    wrapped = b"The committee met on Monday and agreed\nthat the new hall should be open by the\nend of May."

    assert read_text(wrapped).text == (
        "The committee met on Monday and agreed that the new hall should be open by the end of May."
    )


def test_paragraphs_stay_apart() -> None:
    assert read_text(b"First.\n\nSecond.").text == "First.\n\nSecond."


def test_list_items_stay_on_lines_of_their_own() -> None:
    assert read_text(b"- tea\n- milk\n2) bread").text == "- tea\n- milk\n2) bread"


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
