from __future__ import annotations

from ingest.documents import BlockKind
from ingest.readers.pdf.headings import Outline, with_levels
from ingest.readers.pdf.lines import Line, PlacedWord
from ingest.readers.pdf.paragraphs import Paragraph


def _paragraph(text: str, size: float, kind: BlockKind = BlockKind.HEADING) -> Paragraph:
    return Paragraph(kind, (Line((PlacedWord(text, 0, 0, 100, 10),), 0, 10, size),))


def test_larger_type_is_a_higher_level_and_small_differences_are_none() -> None:
    sizes = (18.0, 14.0, 13.8, 11.0)

    assert [one.level for one in with_levels([_paragraph("Words", size) for size in sizes], Outline({}))] == [
        1,
        2,
        2,
        3,
    ]


def test_bookmarks_say_the_level_with_or_without_the_number() -> None:
    outline = Outline({"themill": 2})

    assert with_levels([_paragraph("1.2 The Mill", 18)], outline)[0].level == 2


def test_a_line_that_is_a_bookmark_is_a_heading_in_any_type() -> None:
    outline = Outline({"themill": 1})

    marked = with_levels(
        [_paragraph("The mill", 10, BlockKind.PARAGRAPH), _paragraph("A mill", 10, BlockKind.PARAGRAPH)], outline
    )

    assert [one.kind for one in marked] == [BlockKind.HEADING, BlockKind.PARAGRAPH]
