from __future__ import annotations

import pytest

from ingest.readers.extraction import CannotRead, Hints
from ingest.readers.office.rtf_reading import RtfReading
from ingest.readers.office.rtf_stories import RtfParagraph, RtfTable


def read(body: str, ending: str = "}") -> RtfReading:
    file = RtfReading()
    file.read((r"{\rtf1\ansi " + body + ending).encode("latin-1"), Hints())
    return file


def paragraphs(file: RtfReading) -> list[RtfParagraph]:
    return list(file.story.paragraphs())


def test_what_a_group_sets_ends_with_it() -> None:
    file = read(r"Rent {\deleted 900}{\v soon}950\par")

    assert [one.lines for one in paragraphs(file)] == [["Rent 950"]]
    assert (file.losses.deleted, file.losses.hidden) == (["900"], ["soon"])


def test_a_list_item_keeps_its_level_and_the_number_written_for_it() -> None:
    file = read(r"{\listtext 2.\tab}\ls1\ilvl1 Oil\par\pard Then rest\par")

    assert [(one.numbered, one.level) for one in paragraphs(file)] == [(["2. Oil"], 2), (["Then rest"], 0)]


def test_outline_levels_make_headings_and_the_tenth_is_body_text() -> None:
    file = read(r"\pard\outlinelevel0 Rules\par\pard\outlinelevel8 Deep\par\pard\outlinelevel9 Contents\par")

    assert [(one.lines, one.heading) for one in paragraphs(file)] == [(["Rules"], 1), (["Deep"], 9), (["Contents"], 0)]


def test_groups_that_are_optional_and_not_known_say_nothing() -> None:
    file = read(r"{\info{\title Log book}}One{\*\unheard word} two{\unheard  three}\par")

    assert [one.lines for one in paragraphs(file)] == [["One two three"]]
    assert file.title == "Log book"


def test_notes_hang_on_their_paragraph_and_headers_stand_by_themselves() -> None:
    file = read(r"{\header Draft\par}Tea{\footnote Green.}{\*\atnauthor Ada}{\annotation Why?} is free\par")

    anchored = [(kind, list(story.lines()), author) for kind, story, author in paragraphs(file)[0].anchored]
    assert paragraphs(file)[0].lines == ["Tea is free"]
    assert anchored == [("footnote", ["Green."], ""), ("comment", ["Why?"], "Ada")]
    assert [list(story.lines()) for story in file.repeated] == [["Draft"]]


def test_a_cell_marked_as_going_on_from_above_repeats_it() -> None:
    file = read(
        r"\trowd\cellx900\cellx1800\intbl Mill\cell Hall\cell\row"
        r"\trowd\clvmrg\cellx900\cellx1800\intbl \cell Attic\cell\row\pard"
    )

    (table,) = file.story.blocks
    assert isinstance(table, RtfTable)
    assert [[(cell.text, cell.repeats) for cell in row] for row in table.grid.rows] == [
        [("Mill", False), ("Hall", False)],
        [("Mill", True), ("Attic", False)],
    ]


def test_a_file_that_ends_inside_a_group_keeps_its_words_and_is_cut_short() -> None:
    cut, whole = read("Begun", ending=""), read("Begun")

    assert [one.lines for one in paragraphs(cut)] == [["Begun"]]
    assert (cut.cut_short, whole.cut_short) == (True, False)


def test_what_fills_a_file_up_after_its_end_is_no_text() -> None:
    file = read(r"Oil\par", ending="}\r\n\0\0")

    assert [one.lines for one in paragraphs(file)] == [["Oil"]]


def test_groups_nested_without_measure_are_refused() -> None:
    with pytest.raises(CannotRead, match="nested without measure"):
        read("{" * 10_001)
