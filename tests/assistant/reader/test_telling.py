from __future__ import annotations

from collections.abc import Sequence

from assistant.reader.readings import Reading, said
from assistant.reader.telling import read_told, tell
from ingest.chunking import ChunkingOptions, chunk_document
from ingest.documents import Document, Source, Span
from ingest.readers.extraction import Builder
from ingest.readers.tables import CellGrid
from vectorstore.passages import Passage


def passages() -> tuple[Passage, ...]:
    builder = Builder()
    builder.paragraph("The house costs this much. It is old.")
    rows = [("Item", "Budget", "May"), ("Heating", "900", "912.40"), ("Water", "300", "")]
    builder.table(CellGrid.of_texts(rows, header_rows=1))
    extraction = builder.extraction()
    document = Document(
        Source("file:///b.txt", "0"), "Budget", extraction.text, extraction.blocks, tables=extraction.tables
    )
    chunks = chunk_document(document, count_tokens=lambda text: len(text.split()), options=ChunkingOptions(60))
    return tuple(Passage(chunk, document.source.uri, document.revision, 1.0, 0.5, 1, 1) for chunk in chunks)


class Finder:
    """Finds the sentences with a word, and the word in them."""

    threshold = 0.5

    def __init__(self, word: str) -> None:
        self._word = word

    def read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        del question
        return tuple(
            Reading(passage, span, 0.9, (Span(at, at + len(self._word)),))
            for passage in passages
            for span in passage.chunk.sentences
            if (at := passage.chunk.text.find(self._word, span.start - passage.chunk.start, span.end)) >= 0
        )


def test_a_passage_is_told_with_the_names_of_its_columns() -> None:
    (passage,) = passages()

    chunk = tell(passage).chunk

    assert chunk.text.splitlines()[-1] == "Item: Water · Budget: 300"
    assert [chunk.text[span.start : span.end] for span in chunk.sentences] == chunk.text.splitlines()


def test_a_passage_without_rows_is_told_as_it_is() -> None:
    passage = tell(passages()[0])

    assert tell(passage) is passage


def test_what_is_found_is_led_back_to_where_it_stands() -> None:
    (passage,) = passages()

    (reading,) = read_told(Finder("912.40"), "?", [passage])

    text = passage.chunk.text
    assert text[reading.sentence.start : reading.sentence.end] == "Heating | 900 | 912.40"
    assert [text[one.start : one.end] for one in reading.highlights] == ["912.40"]
    assert reading.text == said(passage, reading.sentence) == "Item: Heating · Budget: 900 · May: 912.40"


def test_a_word_that_only_the_telling_has_is_not_highlighted_where_it_does_not_stand() -> None:
    readings = read_told(Finder("May"), "?", passages())

    assert [one.highlights for one in readings if one.text.startswith("Item: Heating")] == [()]


def test_a_row_in_two_passages_is_read_once() -> None:
    (passage,) = passages()

    assert len(read_told(Finder("912.40"), "?", [passage, passage])) == 1
