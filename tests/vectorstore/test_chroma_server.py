from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from tests.chroma_server import ChromaServer
from tests.vectorstore.contracts import EAST, HERE, UP, IndexContract, rows
from tests.vectorstore.fakes import WordModel, note
from vectorstore.chroma_server import ServedIndex
from vectorstore.errors import IndexAway
from vectorstore.folder import Engines, LibraryFolder
from vectorstore.library import Library
from vectorstore.neighbours import EXACT_MOST
from vectorstore.postgres.index import PgvectorIndex


@pytest.fixture
def opened(chroma_server: ChromaServer, tmp_path: Path) -> Iterator[Callable[[], ServedIndex]]:
    """What opens an index that no other test has."""
    name = f"test-{uuid4().hex}"
    made: list[ServedIndex] = []

    def again() -> ServedIndex:
        made.append(ServedIndex(chroma_server.url, name, tmp_path))
        return made[-1]

    yield again
    again().clear()


class TestServedIndex(IndexContract):
    """The index in a Chroma server is one."""

    @pytest.fixture
    def index(self, opened: Callable[[], ServedIndex]) -> ServedIndex:
        return opened()

    @pytest.fixture
    def opened_again(self, opened: Callable[[], ServedIndex]) -> Callable[[], ServedIndex]:
        return opened


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    index = ServedIndex("http://127.0.0.1:9", "chunks", tmp_path)

    with pytest.raises(IndexAway, match="the Chroma server does not answer"):
        index.nearest(rows(EAST)[0], limit=1)
    with pytest.raises(IndexAway, match="see that it runs"):
        index.put([UP], rows(UP), [HERE])


def test_a_server_that_dies_and_returns_loses_nothing_and_is_said(
    chroma_server: ChromaServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(ServedIndex, "most_exact", 3)
    monkeypatch.setattr("vectorstore.library.BATCH", 1)
    folder = LibraryFolder(tmp_path / "library", Engines(index_url=chroma_server.url))
    words = "osprey plover dunlin curlew lapwing snipe".split()
    with Library.open(folder, WordModel(), write=True) as library, Library.open(folder, WordModel()) as reader:
        for word in words[:4]:
            library.put(note(word, f"A {word} was seen."))
        with_server = [reader.search(word)[0].chunk.title for word in words[:4]]
        assert reader.check().pending == 0

        chroma_server.kill()
        with caplog.at_level(logging.WARNING):
            for word in words[4:]:
                library.put(note(word, f"A {word} was seen."))
            without = [reader.search(word)[0].chunk.title for word in words]
        pending = reader.check().pending
        chroma_server.start()
        library.remove(note(words[0], "").id)

        assert (with_server, without, pending) == (words[:4], words, 2)
        assert "does not answer" in caplog.text
        assert caplog.text.count("the next writer goes on") == 1
        assert "IndexDamaged" not in caplog.text
        assert "nothing is lost" in caplog.text
        assert reader.check().pending == 0
        assert reader.check().problems == ()
        assert [reader.search(word)[0].chunk.title for word in words[1:]] == words[1:]
    library._index.clear()


def test_a_server_that_is_named_is_asked_from_far_fewer_passages_on_than_a_folder() -> None:
    assert ServedIndex.most_exact == PgvectorIndex.most_exact == 2_000
    assert EXACT_MOST == 3_000_000


def test_its_stamp_tells_it_from_one_that_took_its_place(opened: Callable[[], ServedIndex]) -> None:
    index = opened()
    index.put([EAST], rows(EAST), [HERE])
    before = index.stamp()

    index.clear()
    index.put([EAST], rows(EAST), [HERE])

    assert index.stamp() != before


def test_a_connection_that_is_cut_while_it_is_made_is_said_as_a_server_that_is_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(**_: object) -> None:
        try:
            raise httpx.ReadError("[Errno 104] Connection reset by peer")
        except httpx.HTTPError as error:
            raise ValueError(str(error))  # noqa: B904 - as Chroma's client does

    monkeypatch.setattr("chromadb.HttpClient", cut)

    with pytest.raises(IndexAway, match="see that it runs"):
        ServedIndex("http://127.0.0.1:9", "chunks", tmp_path).put([UP], rows(UP), [HERE])
