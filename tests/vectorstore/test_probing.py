from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ingest.chunking import ChunkId
from ingest.documents import DocumentId
from tests.vectorstore.contracts import BREAD, MODEL, MOOR, TEA, chunks_of, put
from tests.vectorstore.fakes import WordModel
from vectorstore.catalogue import Catalogue
from vectorstore.chroma import VectorIndex
from vectorstore.exact import Vectors
from vectorstore.folder import LibraryFolder
from vectorstore.probing import Probed, _wrong, probe

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


def test_what_an_index_lacks_is_not_searched_for_in_it(folder: LibraryFolder) -> None:
    class Counting(VectorIndex):
        asked = 0

        def nearest_each(
            self, vectors: Vectors, *, limit: int, documents: Sequence[DocumentId] = ()
        ) -> tuple[tuple[ChunkId, ...], ...]:
            self.asked += len(vectors)
            return super().nearest_each(vectors, limit=limit, documents=documents)

    index = Counting(folder.index)
    index.remove(list(_TEXTS)[:2])

    wrong = _wrong(Catalogue.open(folder.catalogue), index, MODEL)

    assert wrong == {*list(_TEXTS)[:2]}
    assert index.asked == len(_TEXTS) - 2


def test_an_index_that_cannot_be_opened_is_told_with_the_reason(folder: LibraryFolder) -> None:
    (folder.index / "chroma.sqlite3").write_bytes(b"not a database" * 100)

    assert "not a database" in probe(folder, MODEL).broken


@pytest.fixture
def ending(folder: LibraryFolder, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Return what is told of an index whose opening does what a program says."""

    def told(program: str) -> str:
        monkeypatch.setattr("vectorstore.probing._PROGRAM", program)
        return probe(folder, MODEL).broken

    return told


@pytest.mark.parametrize(
    ("program", "said"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "whoever opens it is ended by signal 11"),
        ("raise SystemExit(3)", "whoever opens it ends with status 3"),
        ("raise ValueError('the graph is torn')", "ValueError: the graph is torn"),
        ("pass", "whoever opens it ends with status 0"),
    ],
)
def test_however_an_index_ends_the_process_that_opens_it_ours_goes_on(
    ending: Callable[[str], str], program: str, said: str
) -> None:
    assert ending(program) == said


def test_an_index_that_hangs_whoever_opens_it_is_given_up(
    ending: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.probing._SECONDS", (0.3, 0.0))

    assert ending("import time; time.sleep(60)") == "whoever opens it waits for more than 0 seconds"


def test_an_address_with_a_password_is_no_argument_that_others_can_read(
    folder: LibraryFolder, ending: Callable[[str], str]
) -> None:
    secret = LibraryFolder(folder.path, replace(folder.engines, index_url="http://me:secret@127.0.0.1:9"))
    program = (
        "import sys, json; engines = json.load(sys.stdin);"
        "raise SystemExit(str('secret' in str(sys.argv)) + engines['index_url'])"
    )
    ending(program)

    assert probe(secret, MODEL).broken == "Falsehttp://me:secret@127.0.0.1:9"


def test_what_is_outstanding_is_neither_lacking_nor_too_much(folder: LibraryFolder) -> None:
    catalogue = Catalogue.open(folder.catalogue)
    put(catalogue, BREAD)  # not in the index yet
    gone = catalogue.remove(TEA.id)  # still in it
    catalogue.close()

    assert gone
    assert probe(folder, MODEL) == Probed()
