from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever

from tests.vectorstore.fakes import WordModel, note
from vectorstore.library import Library
from vectorstore.retriever import LibraryRetriever

TEA = note("tea", "The tea room opens at nine.")
MOOR = note("moor", "Curlews nest on the moor.")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", WordModel(), write=True) as opened:
        opened.put(TEA)
        opened.put(MOOR)
        yield opened


def test_it_is_a_retriever_of_langchain(library: Library) -> None:
    assert isinstance(LibraryRetriever(library=library), BaseRetriever)


def test_passages_come_best_first_and_no_more_than_the_limit(library: Library) -> None:
    found = LibraryRetriever(library=library, limit=1).invoke("When does the tea room open?")

    assert [document.page_content for document in found] == [TEA.text]


def test_the_metadata_name_the_place_that_a_citation_needs(library: Library) -> None:
    found = LibraryRetriever(library=library).invoke("tea room")[0]

    place = found.metadata
    assert (place["document_id"], place["revision"], place["source"]) == (TEA.id, TEA.revision, TEA.source.uri)
    assert library.text(place["document_id"], place["revision"])[place["start"] : place["end"]] == found.page_content
    assert found.id == library.chunks(TEA.id)[0].id


def test_scores_are_those_of_the_search(library: Library) -> None:
    found = LibraryRetriever(library=library).invoke("tea room")

    passages = library.search("tea room")
    assert [document.metadata["score"] for document in found] == [passage.score for passage in passages]
    assert [document.metadata["similarity"] for document in found] == [passage.similarity for passage in passages]


def test_it_composes_with_what_comes_after_it(library: Library) -> None:
    def first(found: list[LangChainDocument]) -> str:
        return str(found[0].metadata["title"])

    assert (LibraryRetriever(library=library) | first).invoke("curlews on the moor") == "moor"


def test_a_library_that_changes_is_searched_as_it_is(library: Library) -> None:
    retriever = LibraryRetriever(library=library, limit=1)
    library.put(note("bread", "Bread is baked at dawn."))

    assert retriever.invoke("bread")[0].metadata["title"] == "bread"
