from __future__ import annotations

from ingest.readers.office.rtf_stories import CellEdge, RowFormat, RtfParagraph, RtfStory, RtfTable
from ingest.readers.office.runs import Losses, TextRun


def say(story: RtfStory, text: str, *, in_table: bool = False, heading: int = 0) -> None:
    """End a paragraph of one run."""
    story.runs.append(TextRun(text))
    story.end_paragraph(heading=heading, level=0, in_table=in_table)


def row(story: RtfStory, *cells: str, edges: tuple[CellEdge, ...] = (), header: bool = False) -> None:
    """End a row of cells."""
    for cell in cells:
        story.runs.append(TextRun(cell))
        story.end_cell()
    story.end_row(RowFormat(list(edges), header))


def grid(story: RtfStory) -> list[list[tuple[str, bool]]]:
    """The cells of the only table, and which go on from others."""
    story.close()
    (table,) = story.blocks
    assert isinstance(table, RtfTable)
    return [[(cell.text, cell.repeats) for cell in cells] for cells in table.grid.rows]


def test_a_paragraph_has_its_number_and_an_empty_one_is_none() -> None:
    story = RtfStory(Losses())
    story.label = "3.\t"
    say(story, "Oil.\nTea.")
    say(story, "")
    say(story, "Rules", heading=2)

    assert story.blocks == [
        RtfParagraph(["Oil.", "Tea."], level=1, label="3."),
        RtfParagraph(["Rules"], heading=2),
    ]
    assert list(story.lines()) == ["3. Oil.", "Tea.", "Rules"]


def test_a_bullet_makes_an_item_without_a_number() -> None:
    story = RtfStory(Losses())
    story.label = "•"
    say(story, "Oil")

    assert story.blocks == [RtfParagraph(["Oil"], level=1)]


def test_rows_are_a_table_until_a_paragraph_outside_it() -> None:
    story = RtfStory(Losses())
    row(story, "Item", "May", header=True)
    say(story, "Tea", in_table=True)
    row(story, "hot", "4")
    say(story, "After.")

    table, after = story.blocks
    assert isinstance(table, RtfTable)
    assert [[cell.text for cell in cells] for cells in table.grid.rows] == [["Item", "May"], ["Tea hot", "4"]]
    assert table.grid.header_rows == 1
    assert after == RtfParagraph(["After."])


def test_a_wide_cell_repeats_over_the_columns_that_it_covers_and_edges_may_differ_a_little() -> None:
    story = RtfStory(Losses())
    row(story, "a", "b", "c", edges=(CellEdge(1000), CellEdge(2000), CellEdge(3000)))
    row(story, "x", "wide", edges=(CellEdge(1030), CellEdge(2990)))

    assert grid(story)[1] == [("x", False), ("wide", False), ("wide", True)]


def test_a_cell_that_goes_on_from_above_or_beside_has_its_words() -> None:
    story = RtfStory(Losses())
    row(story, "Mill", "Hall", edges=(CellEdge(1000), CellEdge(2000)))
    row(story, "", "Attic", edges=(CellEdge(1000, below=True), CellEdge(2000)))
    row(story, "Both", "", edges=(CellEdge(1000), CellEdge(2000, beside=True)))

    assert grid(story)[1:] == [[("Mill", True), ("Attic", False)], [("Both", False), ("Both", True)]]


def test_a_table_that_the_file_does_not_end_is_ended() -> None:
    story = RtfStory(Losses())
    row(story, "Oil", "4")
    story.runs.append(TextRun("Tea"))
    story.end_cell()
    story.runs.append(TextRun("5"))

    assert [[text for text, _ in cells] for cells in grid(story)] == [["Oil", "4"], ["Tea", "5"]]
