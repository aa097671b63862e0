"""The nearest-neighbour index in a Chroma server, which several machines may share. Derived; never the truth.

What Chroma in a folder does, without its files. Chroma's server knows no passwords: keep it to a network of your own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ingest.chunking import ChunkId
from vectorstore.chroma import VectorIndex
from vectorstore.errors import IndexAway, IndexDamaged

if TYPE_CHECKING:
    from pathlib import Path

    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

_PAGE = 10_000  # ids asked for at once
_PORTS = {"http": 80, "https": 443}


class ServedIndex(VectorIndex):
    """One library's index in the server at `url`, in a collection called `name`."""

    is_local = False

    most_exact: int | None = 2_000  # as of pgvector: who names a server means it to be asked

    def __init__(self, url: str, name: str, folder: Path) -> None:
        super().__init__(folder)
        self._url = url
        self._name = name

    @property
    def exists(self) -> bool:
        """Whether the server has the collection. Raises IndexAway."""
        from chromadb.errors import NotFoundError  # noqa: PLC0415 - a second

        with self._translated():
            try:
                self._connected().get_collection(self._name, embedding_function=None)
            except NotFoundError:
                return False
        return True

    def settle(self) -> None:
        """Nothing is to be done: the server keeps its files itself."""

    def ids(self) -> Iterator[ChunkId]:
        """Yield the ids that the index lists. Raises IndexDamaged and IndexAway."""
        at = 0
        while True:
            with self._translated():
                page = self._opened().get(limit=_PAGE, offset=at, include=[])["ids"]
            yield from map(ChunkId, page)
            if len(page) < _PAGE:
                return
            at += len(page)

    def stamp(self) -> str:
        """Return what tells whether it is still the collection that it was. Raises IndexDamaged and IndexAway."""
        if not self.exists:
            raise IndexDamaged(f"{self._url}: no collection {self._name}; run `sourcechat library rebuild`")
        with self._translated():
            return f"chroma {self._opened().id}"

    def clear(self) -> None:
        """Start anew with an empty index. Raises IndexAway."""
        there = self.exists
        with self._translated():
            if there:
                self._connected().delete_collection(self._name)
        self.close()

    def close(self) -> None:
        """Let go of the connection; the next call makes another."""
        self._client = self._collection = None

    def _connected(self) -> ClientAPI:
        if self._client is None:
            import chromadb  # noqa: PLC0415 - a second
            from chromadb.config import Settings  # noqa: PLC0415

            parts = urlsplit(self._url)
            self._client = chromadb.HttpClient(
                host=parts.hostname or "localhost",
                port=parts.port or _PORTS[parts.scheme],
                ssl=parts.scheme == "https",
                settings=Settings(anonymized_telemetry=False),
            )
        return self._client

    def _opened(self) -> Collection:
        if self._collection is None:
            self._collection = self._connected().get_or_create_collection(
                self._name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
            )
        return self._collection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Turn Chroma's errors into ours; that the server is away is told by what its client cannot say itself."""
        from httpx import HTTPError  # noqa: PLC0415 - Chroma's own client

        try:
            with super()._translated():
                yield
        except HTTPError as error:
            raise self._away(error) from error
        except IndexDamaged as error:
            causes = [one for one in _behind(error) if isinstance(one, OSError | HTTPError)]
            if causes or "could not connect" in str(error).lower():
                raise self._away(causes[-1] if causes else ConnectionError()) from error
            raise

    def _away(self, error: Exception) -> IndexAway:
        self.close()
        return IndexAway(f"{self._url}: the Chroma server does not answer ({type(error).__name__}); see that it runs")


def _behind(error: BaseException) -> Iterator[BaseException]:
    """Yield what an error came of: Chroma's client makes a ValueError of a connection that is cut while it is made."""
    while cause := error.__cause__ or error.__context__:
        yield cause
        error = cause
