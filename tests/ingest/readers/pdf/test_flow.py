from __future__ import annotations

from ingest.documents import BlockKind
from ingest.readers.pdf.flow import joined
from ingest.readers.pdf.lines import Line, PlacedWord
from ingest.readers.pdf.paragraphs import Paragraph


def _paragraph(
    *lines: str,
    page: int = 0,
    kind: BlockKind = BlockKind.PARAGRAPH,
    size: float = 10,
    full: bool = True,
    width: float = 200,
) -> Paragraph:
    drawn = tuple(
        Line((PlacedWord(line, 0, 12 * row, width, 12 * row + 7),), page, 12 * row + 7, size)
        for row, line in enumerate(lines)
    )
    return Paragraph(kind, drawn, full=full)


def _texts(*columns: list[Paragraph]) -> list[str]:
    return [paragraph.text for paragraph in joined(columns)]


def test_a_sentence_goes_on_in_the_next_column_over_a_caption() -> None:
    caption = _paragraph("Figure 1: Boats.", kind=BlockKind.CAPTION, size=8)

    texts = _texts([_paragraph("The boats", "lay at the")], [caption, _paragraph("pier all night.")])

    assert texts == ["Figure 1: Boats.", "The boats lay at the pier all night."]


def test_a_whole_sentence_does_not_go_on() -> None:
    assert len(_texts([_paragraph("The boats", "lay there.")], [_paragraph("at night they", "left.")])) == 2


def test_a_heading_is_crossed_only_by_a_small_letter() -> None:
    heading = _paragraph("The mill", kind=BlockKind.HEADING, size=14, page=1)
    before = _paragraph("They came", "by the")

    small = _texts([before], [heading, _paragraph("road from", "the north.", page=1)])
    large = _texts([before], [heading, _paragraph("Rye was", "ground here.", page=1)])

    assert small == ["The mill", "They came by the road from the north."]
    assert large == ["They came by the", "The mill", "Rye was ground here."]


def test_a_name_may_go_on_a_sentence_of_several_lines() -> None:
    assert _texts([_paragraph("He was met by", "the brother of")], [_paragraph("Ada Berg", "and left.", page=1)]) == [
        "He was met by the brother of Ada Berg and left."
    ]


def test_a_line_that_ends_early_is_not_gone_on_with() -> None:
    assert len(_texts([_paragraph("Yours", "Ada", full=False)], [_paragraph("The second", "letter.", page=1)])) == 2


def test_text_in_other_type_is_another_text() -> None:
    assert len(_texts([_paragraph("They came", "by the")], [_paragraph("road from there", size=7, page=1)])) == 2


def test_a_line_of_an_address_does_not_go_on_in_the_letter() -> None:
    address = [_paragraph("Quay Boats Ltd"), _paragraph("4 Pier Road", width=80)]

    letter = _paragraph("we are glad to", "offer you a berth.", page=1)
    texts = _texts(address, [_paragraph("3 May 2026", width=60)], [letter])

    assert texts == ["Quay Boats Ltd", "4 Pier Road", "3 May 2026", "we are glad to offer you a berth."]


def test_a_word_in_bold_at_the_beginning_of_a_line_goes_on_in_it() -> None:
    texts = _texts([_paragraph("Copyright:-", width=40)], [_paragraph("the boats", "and the pier.")])

    assert texts == ["Copyright:- the boats and the pier."]


def test_an_address_in_small_letters_goes_on_with_nothing() -> None:
    item = _paragraph("2. Paint the boards by", kind=BlockKind.ITEM)
    mail, words = _paragraph("petra@example.org"), _paragraph("the end of June.")

    assert len(joined([[item], [mail]])) == 2
    assert len(joined([[item], [words]])) == 1
