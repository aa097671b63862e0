from __future__ import annotations

from ingest.documents import BlockKind, DoubtKind
from ingest.readers.extraction import Builder, Extraction
from ingest.readers.hyphens import Hyphens
from ingest.readers.pdf.canonical_text import CanonicalWriter
from ingest.readers.pdf.lines import Frame, Line, PlacedWord
from ingest.readers.pdf.paragraphs import Paragraph

UPRIGHT = Frame(0, 0, 200, 300, 0)
LETTER = 5  # points: the width of each


def _words(text: str, top: float, left: float) -> list[PlacedWord]:
    words = []
    for word in text.split():
        right = left + LETTER * len(word)
        words.append(PlacedWord(word, left, top, right, top + 10))
        left = right + LETTER
    return words


def _line(text: str, *, row: int = 0, page: int = 0, left: float = 20, turn: int = 0) -> Line:
    """A line of a page 300 points high; the first stands 20 points below its upper edge."""
    top = -280.0 + 14 * row
    return Line(tuple(_words(text, top, left)), page, top + 10, 10, turn=turn)


def _paragraph(*lines: Line, kind: BlockKind = BlockKind.PARAGRAPH, level: int = 1, tight: bool = False) -> Paragraph:
    return Paragraph(kind, lines, level, tight=tight)


def _written(
    *paragraphs: Paragraph, frame: Frame = UPRIGHT, known: str = "", scans: dict[int, float] | None = None
) -> Extraction:
    builder = Builder()
    writer = CanonicalWriter(builder, dict.fromkeys(range(3), frame), Hyphens([known]))
    for paragraph in paragraphs:
        writer.write(paragraph)
    writer.finish(scans or {})
    return builder.extraction("")


def _boxed(extraction: Extraction) -> list[str]:
    return [extraction.text[box.start : box.end] for box in extraction.boxes]


def test_lines_of_a_paragraph_become_one_and_each_word_has_its_box() -> None:
    extraction = _written(_paragraph(_line("The mill"), _line("is closed.", row=1)))

    assert extraction.text == "The mill is closed."
    assert _boxed(extraction) == ["The", "mill", "is", "closed."]
    assert [tuple(box)[2:] for box in extraction.boxes[:3]] == [
        (1, 20, 20, 35, 30),
        (1, 40, 20, 60, 30),
        (1, 20, 34, 30, 44),
    ]


def test_a_word_that_a_line_end_parts_is_one_word_with_two_boxes() -> None:
    extraction = _written(_paragraph(_line("They grind buck-"), _line("wheat here.", row=1)), known="buckwheat")

    assert extraction.text == "They grind buckwheat here."
    assert _boxed(extraction)[2:4] == ["buckw", "wheat"]


def test_a_hyphen_that_belongs_to_the_word_is_kept() -> None:
    extraction = _written(_paragraph(_line("A self-"), _line("made man.", row=1)), known="It is made of rye.")

    assert extraction.text == "A self-made man."


def test_a_heading_stands_between_paragraphs_with_its_level() -> None:
    heading = _paragraph(_line("Rent", row=1), kind=BlockKind.HEADING, level=2)

    extraction = _written(_paragraph(_line("Before.")), heading, _paragraph(_line("Due in May.", row=2)))

    assert extraction.text == "Before.\n\nRent\n\nDue in May."
    assert [(block.kind, block.level) for block in extraction.headings] == [(BlockKind.HEADING, 2)]


def test_the_bullet_of_an_item_is_not_written_and_its_number_is() -> None:
    extraction = _written(
        _paragraph(_line("• Rye flour"), kind=BlockKind.ITEM),
        _paragraph(_line("2. Salt", row=1), kind=BlockKind.ITEM),
        _paragraph(_line("•", row=2), kind=BlockKind.ITEM),
    )

    assert extraction.text == "Rye flour\n2. Salt\n•"
    assert _boxed(extraction) == ["Rye", "flour", "2.", "Salt", "•"]


def test_code_keeps_its_lines_and_how_far_they_are_set_in() -> None:
    code = _paragraph(_line("for x:"), _line("grind(x)", row=1, left=20 + 4 * 6), kind=BlockKind.CODE)

    extraction = _written(code)

    assert extraction.text == "for x:\n    grind(x)"
    assert _boxed(extraction) == ["for", "x:", "grind(x)"]


def test_rows_become_a_table_and_words_that_are_alike_have_each_its_own_box() -> None:
    cells = [[_words(text, -280 + 14 * row, left) for text, left in line] for row, line in enumerate(TABLE)]
    lines = [Line(tuple(word for cell in row for word in cell), 0, -270 + 14 * at, 10) for at, row in enumerate(cells)]
    rows = tuple(tuple(tuple(cell) for cell in row) for row in cells)

    extraction = _written(Paragraph(BlockKind.ROW, tuple(lines), rows=rows))

    assert extraction.text.splitlines() == ["Month | Rent | Paid", "May | 900 | 900", "June | 900 | 450"]
    assert len(extraction.tables) == 1
    assert _boxed(extraction) == "Month Rent Paid May 900 900 June 900 450".split()
    assert [box.left for box in extraction.boxes] == [20, 80, 140] * 3


TABLE = [
    [("Month", 20), ("Rent", 80), ("Paid", 140)],
    [("May", 20), ("900", 80), ("900", 140)],
    [("June", 20), ("900", 80), ("450", 140)],
]


def test_a_paragraph_that_goes_on_over_a_page_is_parted_into_its_pages() -> None:
    extraction = _written(_paragraph(_line("The mill"), _line("is closed.", page=1)))

    places = [(place.name, extraction.text[place.start : place.end]) for place in extraction.places]
    assert places == [("1", "The mill "), ("2", "is closed.")]
    assert [box.page for box in extraction.boxes] == [1, 1, 2, 2]


def test_pages_that_were_recognised_are_in_doubt_and_only_they() -> None:
    extraction = _written(_paragraph(_line("Drawn.")), _paragraph(_line("Scanned.", page=1)), scans={1: 0.8, 2: 0.5})

    (doubt,) = extraction.doubts
    assert (doubt.kind, doubt.confidence) == (DoubtKind.RECOGNISED, 0.8)
    assert doubt.message == "page 2 is an image, read by OCR"
    assert extraction.text[doubt.start : doubt.end].strip() == "Scanned."


def test_words_on_a_turned_page_have_their_boxes_where_they_are_shown() -> None:
    upside_down = Frame(0, 0, 200, 300, 2)

    (box,) = _written(_paragraph(_line("Rent")), frame=upside_down).boxes

    # 20 to 40 points from the left and 20 to 30 from the top, seen from the other side of 200 by 300 points
    assert tuple(box)[2:] == (1, 160, 270, 180, 280)


def test_an_empty_page_and_a_page_of_comments_only_are_places_of_their_own() -> None:
    builder = Builder()
    writer = CanonicalWriter(builder, dict.fromkeys(range(3), UPRIGHT), Hyphens([]))

    writer.write(_paragraph(_line("Rent.")))
    writer.empty_page(1)
    writer.comments(["Is this page missing?"], 2)
    second = writer.start_of(1)
    beyond = writer.start_of(7)
    writer.finish({})
    extraction = builder.extraction("")

    assert extraction.text == "Rent.\n\nComment: Is this page missing?"
    assert extraction.blocks[-1].kind is BlockKind.NOTE
    assert extraction.places[-1].name == "3"
    assert second.start == second.end <= len(extraction.text)
    assert beyond.start >= len(extraction.text)
