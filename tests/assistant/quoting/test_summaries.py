from __future__ import annotations

from assistant.quoting.summaries import documents_to_summarise, summarise
from tests.assistant.fakes import MemoryLibrary, WordEmbedder, document_of, passage_of

TEA = document_of(
    "Green tea grows on the hills of the south coast.",
    "The tea is picked by hand twice in every year.",
    "Tea from the hills is sold in the town market.",
    title="Tea growing",
)
MOOR = document_of("Curlews nest on the moor in April and in May.", title="Moor birds")
LIBRARY = MemoryLibrary(
    passage_of(TEA, *[f"{part}." for part in TEA.text.rstrip(".").split(". ")]), passage_of(MOOR), documents=[TEA, MOOR]
)


def test_a_summary_is_made_of_the_documents_own_sentences_each_cited() -> None:
    statements, citations = summarise(LIBRARY.documents(), LIBRARY, WordEmbedder())

    texts = {TEA.id: TEA.text, MOOR.id: MOOR.text}
    assert all(texts[one.document_id][one.start : one.end] == one.quote for one in citations)
    assert {one.document_id for one in citations} == {TEA.id, MOOR.id}
    assert all(statement.citations for statement in statements)


def test_a_document_that_is_named_is_the_one_summarised() -> None:
    chosen = documents_to_summarise("What is “Moor birds” about?", LIBRARY.documents(), ())

    assert [record.title for record in chosen] == ["Moor birds"]


def test_the_documents_that_are_ticked_are_the_ones_summarised() -> None:
    chosen = documents_to_summarise("Summarise this.", LIBRARY.documents(), (TEA.id,))

    assert [record.title for record in chosen] == ["Tea growing"]


def test_with_none_named_all_are_summarised() -> None:
    assert len(documents_to_summarise("Summarise my documents.", LIBRARY.documents(), ())) == 2
