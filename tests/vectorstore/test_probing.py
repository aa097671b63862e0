from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ingest.chunking import ChunkId
from tests.vectorstore.contracts import MODEL, MOOR, TEA, chunks_of, put
from tests.vectorstore.fakes import WordModel
from vectorstore.catalogue import Catalogue
from vectorstore.chroma import VectorIndex
from vectorstore.folder import LibraryFolder
from vectorstore.probing import Probed, probe

_TEXTS = {chunk.id: chunk.embedded_text for document in (TEA, MOOR) for chunk in chunks_of(document)}


@pytest.fixture
def folder(tmp_path: Path) -> LibraryFolder:
    """A library of two notes whose index is in step."""
    folder = LibraryFolder(tmp_path)
    catalogue, index = Catalogue.open(folder.catalogue), VectorIndex(folder.index)
    put(catalogue, TEA, MOOR)
    index.put(list(_TEXTS), WordModel().embed(list(_TEXTS.values())), [TEA.id] * len(_TEXTS))
    catalogue.outbox.settle(list(_TEXTS), index.stamp())
    index.close()
    catalogue.close()
    return folder


def test_a_sound_index_has_nothing_wrong(folder: LibraryFolder) -> None:
    assert probe(folder, MODEL) == Probed()


def test_what_is_lacking_otherwise_or_too_much_is_named(folder: LibraryFolder) -> None:
    lacking, otherwise = list(_TEXTS)[:2]
    index = VectorIndex(folder.index)
    index.remove([lacking])
    index.put([otherwise], np.eye(1, 256, 200, dtype=np.float32), [TEA.id])
    surplus = ChunkId("surplus")
    index.put([surplus], np.eye(1, 256, 201, dtype=np.float32), [TEA.id])
    index.close()

    assert probe(folder, MODEL) == Probed(wrong=tuple(sorted([lacking, otherwise, surplus])))


def test_an_index_that_cannot_be_opened_is_told_with_the_reason(folder: LibraryFolder) -> None:
    (folder.index / "chroma.sqlite3").write_bytes(b"not a database" * 100)

    assert "not a database" in probe(folder, MODEL).broken
