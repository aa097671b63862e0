from __future__ import annotations

from collections.abc import Sequence

from ingest.documents import BlockKind
from ingest.readers.ocr.layout import in_reading_order
from ingest.readers.ocr.lines import Fragment, RecognisedLine
from ingest.readers.ocr.paragraphs import in_paragraphs
from ingest.readers.ocr.rulings import Rulings
from tests.ingest.readers.ocr.drawing import column_of, fragment_of


def _blocks(fragments: Sequence[Fragment]) -> list[list[str]]:
    blocks: dict[int, list[str]] = {}
    for line in _lines(fragments):
        blocks.setdefault(line.block, []).append(line.text)
    return list(blocks.values())


def _lines(fragments: Sequence[Fragment]) -> tuple[RecognisedLine, ...]:
    return in_paragraphs(in_reading_order(fragments, Rulings()))


def test_a_line_ended_before_the_next_word_had_no_room_is_a_line_of_its_own() -> None:
    recipe = column_of(["four eggs", "flour, butter", "two cups of milk, salt, cinnamon and cloves"], 0)

    assert _blocks(recipe) == [["four eggs"], ["flour, butter"], ["two cups of milk, salt, cinnamon and cloves"]]


def test_lines_of_labels_and_values_stand_for_themselves_however_long() -> None:
    form = column_of(["Holder: Ada Berg of Halden", "Valid from: 3 May to 9 July", "Vehicle: a cart of two wheels"], 0)

    assert [len(block) for block in _blocks(form)] == [1, 1, 1]


def test_a_label_after_the_end_of_a_sentence_begins_a_line_of_its_own() -> None:
    card = column_of(["Vaccinated against rabies on 8 July.", "Next appointment: 12 January 2027"], 0)

    assert [len(block) for block in _blocks(card)] == [1, 1]


def test_wrapped_lines_are_one_paragraph_until_a_wider_gap() -> None:
    first = column_of(["The bridge was closed in spring because", "its planks had rotted over the winter."], 0)
    second = column_of(["It opened again in June after carpenters", "had laid new ones of oak from Halden."], 0, 75)

    assert [len(block) for block in _blocks([*first, *second])] == [2, 2]


def test_items_begin_blocks_and_keep_their_wrapped_lines() -> None:
    fragments = column_of(
        ["• Bring a coat and a pair of strong boots", "for the moor is wet.", "2. Take a map with you on the way"], 0
    )

    lines = _lines(fragments)

    assert [line.kind for line in lines] == [BlockKind.ITEM] * 3
    assert [line.block for line in lines] == [0, 0, 1]


def test_large_type_is_a_heading() -> None:
    heading = fragment_of("The mill", 0, 0, height=44, letter=20)
    text = column_of(["It stands at the old river and grinds the", "corn of three villages, as it always has."], 0, 70)

    lines = _lines([heading, *text])

    assert [(line.kind, line.level) for line in lines] == [
        (BlockKind.HEADING, 1), (BlockKind.PARAGRAPH, 1), (BlockKind.PARAGRAPH, 1),
    ]  # fmt: skip


def test_a_sentence_goes_on_in_the_next_column() -> None:
    left = column_of(
        ["The mill stands at the old river", "and grinds the corn of three big", "villages, which all send carts to"], 0
    )
    right = column_of(
        ["its yard in the autumn when the", "roads are dry and the harvest is", "in and the oxen are well rested."], 400
    )

    assert len(_blocks([*left, *right])) == 1


def test_two_short_lines_are_two() -> None:
    assert _blocks(column_of(["Card ending 4417", "Thank you"], 0)) == [["Card ending 4417"], ["Thank you"]]
