from __future__ import annotations

from assistant.scanning.shelves import Citer, called, documents_of, opening_of, sentence_around, texts_of
from ingest.documents import Document, DocumentId, Revision, Span
from tests.assistant.fakes import MemoryLibrary, document_of
from vectorstore.errors import UnknownDocument

NOTES = document_of("It rains. The mill stands still.", title="Minutes of May")
LIST = document_of("", "Oats", "Rye", title="List", between="\n")
LIBRARY = MemoryLibrary(documents=[NOTES, LIST])


def test_documents_are_called_by_words_of_their_title_or_file() -> None:
    assert [one.title for one in documents_of(LIBRARY, (), "minutes")] == ["Minutes of May"]
    assert [one.title for one in documents_of(LIBRARY, (), "")] == ["Minutes of May", "List"]
    assert documents_of(LIBRARY, (), "invoices") == ()
    assert documents_of(LIBRARY, (NOTES.id,), "list") == ()
    assert called(LIBRARY.documents()[0]) == "Minutes of May"


def test_a_document_that_was_removed_is_left_out() -> None:
    class Emptied(MemoryLibrary):
        def text(self, document_id: DocumentId, revision: Revision) -> str:
            raise UnknownDocument(f"{document_id} {revision}")

    assert list(texts_of(Emptied(), LIBRARY.documents())) == []


def test_the_same_words_are_cited_once() -> None:
    citer, record = Citer(), LIBRARY.documents()[0]

    first = citer.cite(record, NOTES.text, Span(0, 9))

    assert (first.quote, first.number) == ("It rains.", 1)
    assert citer.cite(record, NOTES.text, Span(0, 9)) is first
    assert citer.cite(record, NOTES.text, Span(10, 32)).number == 2


def test_the_sentence_around_a_place_ends_with_its_line() -> None:
    def at(document: Document, place: int) -> str:
        span = sentence_around(document.text, place)
        return document.text[span.start : span.end]

    assert at(NOTES, 15) == "The mill stands still."
    assert at(LIST, LIST.text.index("Rye")) == "Rye"
    assert LIST.text[opening_of(LIST.text).start : opening_of(LIST.text).end] == "Oats"
    assert opening_of("\n ") == Span(0, 0)
