from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import numpy as np
import pytest

from ingest.chunking import chunk_document
from ingest.documents import Source
from ingest.errors import UnreadableFile
from ingest.sources import Content
from tests.vectorstore.fakes import WordModel
from vectorstore.preparing import Preparer

NOTE = Content(Source("file:///mill.txt", "0"), "mill.txt", ".txt", b"The mill is closed in March. It opens in May.")
EMPTY = Content(Source("file:///empty.txt", "1"), "empty.txt", ".txt", b"")


@pytest.fixture(scope="module")
def preparer() -> Iterator[Preparer]:
    with closing(Preparer(WordModel)) as one:
        yield one


def test_a_source_is_read_and_chunked_as_the_model_counts(preparer: Preparer) -> None:
    prepared = preparer.read(NOTE)

    assert prepared.document.text == "The mill is closed in March. It opens in May."
    assert prepared.chunks == tuple(chunk_document(prepared.document, count_tokens=WordModel().count_tokens))


def test_a_source_that_holds_nothing_is_an_error_of_its_reader(preparer: Preparer) -> None:
    with pytest.raises(UnreadableFile, match=r"empty\.txt: empty"):
        preparer.read(EMPTY)


def test_texts_become_vectors(preparer: Preparer) -> None:
    np.testing.assert_array_equal(preparer.embed(["rye", "meal"]), WordModel().embed(["rye", "meal"]))


def test_the_model_is_loaded_once_when_it_is_first_needed() -> None:
    loaded: list[WordModel] = []

    def load() -> WordModel:
        loaded.append(WordModel())
        return loaded[-1]

    preparer = Preparer(load)
    assert not loaded

    preparer.embed(["rye"])
    preparer.embed(["meal"])
    assert len(loaded) == 1
