from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.chunking import Chunk, ChunkingOptions, chunk_document
from ingest.documents import Block, BlockKind, Document, Place, PlaceKind, Source
from ingest.readers.extraction import Builder
from ingest.readers.tables import CellGrid

SOURCE = Source("file:///notes.txt", "0")
SMALL = ChunkingOptions(max_tokens=14, overlap_sentences=1)


def count_words(text: str) -> int:
    """Words, and two marks around them: as a model with a word for every piece would count."""
    return len(text.split()) + 2


def chunks_of(document: Document, options: ChunkingOptions = SMALL) -> tuple[Chunk, ...]:
    return chunk_document(document, count_tokens=count_words, options=options)


def heading(level: int, start: int, end: int) -> Block:
    return Block(BlockKind.HEADING, start, end, level)


def page(number: int, start: int, end: int) -> Place:
    return Place(PlaceKind.PAGE, str(number), start, end)


def note(text: str, *, headings: tuple[Block, ...] = (), pages: tuple[Place, ...] = ()) -> Document:
    return Document(SOURCE, "T", text, blocks=headings, places=pages)


def test_a_short_document_is_one_chunk() -> None:
    (chunk,) = chunks_of(note("One two. Three four."))

    assert chunk.text == "One two. Three four."
    assert [chunk.text[span.start : span.end] for span in chunk.sentences] == ["One two.", "Three four."]


def test_a_chunk_opens_with_the_sentence_that_ended_the_one_before() -> None:
    first, second = chunks_of(note("A one. B two. C three. D four."), ChunkingOptions(max_tokens=16))

    assert first.text == "A one. B two. C three."
    assert second.text == "C three. D four."


def test_without_overlap_no_sentence_is_repeated() -> None:
    options = ChunkingOptions(max_tokens=16, overlap_sentences=0)

    assert [chunk.text for chunk in chunks_of(note("A one. B two. C three. D four."), options)] == [
        "A one. B two. C three.",
        "D four.",
    ]


def test_a_heading_opens_a_chunk_and_names_it() -> None:
    text = "Fees\nThe fee is 40.\nHours\nIt opens at nine."
    document = note(text, headings=(heading(1, 0, 4), heading(1, 20, 25)))

    first, second = chunks_of(document)

    assert (first.heading, second.heading) == ("Fees", "Hours")
    assert second.text == "Hours\nIt opens at nine."
    assert second.embedded_text.splitlines()[0] == "T"


def test_headings_inside_headings_make_a_path() -> None:
    text = "Rules\nBe kind.\nFees\nPay."
    document = note(text, headings=(heading(1, 0, 5), heading(2, 15, 19)))

    assert [chunk.heading for chunk in chunks_of(document)] == ["Rules", "Rules › Fees"]


def test_a_heading_with_nothing_below_it_goes_with_the_next_section() -> None:
    text = "Part one\nFees\nPay."
    document = note(text, headings=(heading(1, 0, 8), heading(2, 9, 13)))

    assert [chunk.text for chunk in chunks_of(document, ChunkingOptions())] == ["Part one\nFees\nPay."]


def test_a_chunk_names_the_page_on_which_it_starts() -> None:
    text = "A one two three four five six. B one two three four five six."
    document = note(text, pages=(page(1, 0, 31), page(2, 31, len(text))))

    assert [chunk.page for chunk in chunks_of(document)] == [1, 2]


def test_a_sentence_too_long_for_the_model_is_parted_at_blanks() -> None:
    document = note(" ".join(f"word{number}" for number in range(50)))

    chunks = chunks_of(document)

    assert len(chunks) > 3
    assert all(count_words(chunk.embedded_text) <= SMALL.max_tokens for chunk in chunks)


def test_a_word_too_long_for_the_model_is_parted_inside() -> None:
    def count_letters(text: str) -> int:
        return len(text) + 2

    document = note("x" * 100)

    chunks = chunk_document(document, count_tokens=count_letters, options=ChunkingOptions(max_tokens=30))

    assert all(count_letters(chunk.embedded_text) <= 30 for chunk in chunks)
    assert sum(len(chunk.text) for chunk in chunks) == 100


def test_equal_texts_in_other_documents_have_other_ids() -> None:
    other = Document(Source("file:///copy.txt", "0"), "T", "One.")

    assert chunks_of(note("One."))[0].id != chunks_of(other)[0].id


TEXTS = st.text(alphabet=st.sampled_from("ab cde.\n!é漢 "), max_size=400)


def built(builder: Builder) -> Document:
    extraction = builder.extraction()
    return Document(SOURCE, "T", extraction.text, blocks=extraction.blocks, tables=extraction.tables)


def test_a_row_is_embedded_and_searched_with_the_names_of_its_columns_and_stands_as_it_is() -> None:
    builder = Builder()
    builder.table(CellGrid.of_texts([("Item", "Budget"), ("Heating", "900")], header_rows=1))

    (chunk,) = chunks_of(built(builder), ChunkingOptions(max_tokens=40))

    assert chunk.text == "Item | Budget\nHeating | 900"
    assert chunk.stand_alone == ("", "Item: Heating · Budget: 900")
    assert chunk.read_text == "Item | Budget\nItem: Heating · Budget: 900"
    assert chunk.embedded_text == "T\nItem | Budget\nItem: Heating · Budget: 900"


def test_a_chunk_far_below_the_head_of_a_table_names_its_caption() -> None:
    builder = Builder()
    rows = [("Cask", "Strength"), *((f"{number:03}", f"{number}.5") for number in range(20))]
    builder.table(CellGrid.of_texts(rows, header_rows=1), caption="Casks in the cellar")

    *_, last = chunks_of(built(builder), ChunkingOptions(max_tokens=40))

    assert last.heading == "Casks in the cellar"
    assert last.stand_alone[-1] == "Cask: 019 · Strength: 19.5"


def test_a_row_too_long_for_one_chunk_is_parted_between_its_cells() -> None:
    builder = Builder()
    cells = [f"{'word ' * 5}{name}" for name in ("one", "two", "three")]
    builder.table(CellGrid.of_texts([("A", "B", "C"), tuple(cells)], header_rows=1))

    chunks = chunks_of(built(builder), ChunkingOptions(max_tokens=14, overlap_sentences=0))

    parts = [part for chunk in chunks for part in chunk.stand_alone if part]
    assert parts == [
        f"{column}: word word word word word {name}" for column, name in (("A", "one"), ("B", "two"), ("C", "three"))
    ]


def test_items_of_a_list_that_goes_on_in_another_chunk_say_what_introduces_them() -> None:
    builder = Builder()
    builder.paragraph("To start the pump:")
    for number in range(1, 9):
        builder.line(f"{number}. Do the step that comes here now.")

    first, *others = chunks_of(built(builder), ChunkingOptions(max_tokens=30, overlap_sentences=0))

    assert first.text.startswith("To start the pump:\n")
    assert first.heading == ""
    assert {chunk.heading for chunk in others} == {"To start the pump:"}


def test_a_step_of_several_sentences_stays_whole() -> None:
    builder = Builder()
    builder.line("1. Open the valve with the key now.")
    builder.line("2. Turn the wheel. Wait for the bell. Go.")

    chunks = chunks_of(built(builder), ChunkingOptions(max_tokens=21, overlap_sentences=0))

    assert [chunk.text for chunk in chunks] == [
        "1. Open the valve with the key now.",
        "2. Turn the wheel. Wait for the bell. Go.",
    ]


def test_a_line_of_code_or_a_field_is_one_sentence_whatever_stands_in_it() -> None:
    builder = Builder()
    builder.line("Address: No. 4, Mill Lane. Ring twice!", BlockKind.FIELD)
    builder.code("def run(): pass. Then\n\n    stop()")

    (chunk,) = chunks_of(built(builder), ChunkingOptions(max_tokens=40))

    assert [chunk.sentence(index) for index in range(len(chunk.sentences))] == [
        "Address: No. 4, Mill Lane. Ring twice!",
        "def run(): pass. Then",
        "stop()",
    ]


TABLES = st.lists(st.lists(st.text(alphabet="ab |.1", max_size=12), min_size=1, max_size=4), max_size=6)


@st.composite
def structured(draw: st.DrawFn) -> Document:
    """A document of paragraphs, lists and tables, as readers build them."""
    builder = Builder()
    for _ in range(draw(st.integers(0, 5))):
        builder.paragraph(draw(TEXTS))
        for item in draw(st.lists(TEXTS, max_size=3)):
            builder.line(item)
        builder.table(CellGrid.of_texts(draw(TABLES)), caption=draw(st.sampled_from(["", "Some rows"])))
        builder.code(draw(TEXTS))
    return built(builder)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A text with some of its lines as headings."""
    text = draw(TEXTS)
    headings = []
    start = 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare and draw(st.booleans()):
            first = start + line.index(bare)
            headings.append(heading(draw(st.integers(1, 3)), first, first + len(bare)))
        start += len(line) + 1
    return note(text, headings=tuple(headings))


@given(documents() | structured())
def test_a_chunk_is_its_span_of_the_document(document: Document) -> None:
    for chunk in chunks_of(document):
        assert document.text[chunk.start : chunk.end] == chunk.text
        assert chunk.document_id == document.id
        assert (chunk.sentences[0].start, chunk.sentences[-1].end) == (chunk.start, chunk.end)


@given(documents() | structured())
def test_every_character_that_is_not_blank_is_in_some_chunk(document: Document) -> None:
    covered = {place for chunk in chunks_of(document) for place in range(chunk.start, chunk.end)}

    assert all(place in covered for place, character in enumerate(document.text) if not character.isspace())


@given(documents() | structured())
def test_chunking_is_deterministic_and_ids_are_unique(document: Document) -> None:
    chunks = chunks_of(document)

    assert chunks == chunks_of(document)
    assert len({chunk.id for chunk in chunks}) == len(chunks)


@given(documents() | structured(), st.integers(12, 60), st.integers(0, 3))
def test_a_chunk_fits_the_model(document: Document, max_tokens: int, overlap: int) -> None:
    options = ChunkingOptions(max_tokens=max_tokens, overlap_sentences=overlap)

    for chunk in chunks_of(document, options):
        # A word that alone is too long for the room left by the heading can be no smaller.
        assert count_words(chunk.embedded_text) <= max_tokens or len(chunk.text.split()) == 1


@pytest.mark.parametrize("text", ["", "   \n\n "])
def test_a_blank_document_has_no_chunks(text: str) -> None:
    assert chunks_of(note(text)) == ()
