"""Intake: sources on their way into a library, several at once, each prepared by a crew and kept as one change.

Knows what waits for what. What becomes of a source the taker says, one after another: one process writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from typing import cast

from ingest.errors import IngestError, ReaderKilled
from ingest.locations import Location
from ingest.sources import Content
from vectorstore.crews import Crew, Worker
from vectorstore.embedding import Vectors
from vectorstore.errors import WorkerLost
from vectorstore.ledger import Known
from vectorstore.library import Library
from vectorstore.plans import Pending
from vectorstore.preparing import Prepared
from vectorstore.taking import Taker

_AT_ONCE = 64  # texts that one worker embeds in one go, so that a book is shared by all
_MOST_BYTES = 2**28  # of all sources that are on their way, but for one


@dataclass(slots=True, eq=False)
class _Underway:
    """A source on its way: what was read of it, what of its texts is embedded, and how much of that is awaited.

    `here` is whether it is done without the crew, of which nothing is awaited for it any more.
    """

    content: Content
    known: Known | None
    prepared: Prepared | None = None
    vectors: dict[str, bytes] = field(default_factory=dict)
    awaited: int = 0
    here: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    """Tells whose reading a future is."""

    one: _Underway


@dataclass(frozen=True, slots=True)
class _Embedding:
    """Tells of which texts, by their hashes, a future brings the vectors."""

    one: _Underway
    hashes: tuple[str, ...]


class Intake:
    """Takes sources in as a crew has room for them; what its workers were lost over, `own` reads, here and at once.

    They are kept as they are there, or `in_order`, where what becomes of one depends on those before it. In a dry run
    nothing is embedded.
    """

    def __init__(
        self,
        library: Library,
        taker: Taker,
        crew: Crew,
        own: Worker,
        *,
        in_order: bool = False,
        dry_run: bool = False,
    ) -> None:
        self._library = library
        self._taker = taker
        self._crew = crew
        self._own = own
        self._in_order = in_order
        self._dry_run = dry_run
        self._awaited: dict[Future[Prepared | Vectors], _Reading | _Embedding] = {}
        self._underway: list[_Underway] = []
        self._held: list[_Underway] = []  # until another of the same address or the same bytes is there

    def take_file(self, pending: Pending) -> Iterator[str]:
        """Take a file in, and yield the names of the sources that are done meanwhile: it, or others."""
        content = self._taker.load(pending)
        if content is None:
            yield pending.located.name
        else:
            yield from self._take(content, pending.known)

    def take_content(self, content: Content) -> Iterator[str]:
        """Take in what is no file, and yield the names of the sources that are done meanwhile."""
        yield from self._take(content, self._taker.known_at(content.source.uri))

    def take_pages(self, place: Location) -> Iterator[str]:
        """Take in the pages at an address, and yield the names of the sources that are done meanwhile."""
        for uri, content in self._taker.pages(place):
            if content is None:
                yield uri
            else:
                yield from self.take_content(content)

    def finish(self) -> Iterator[str]:
        """Wait for all that are on their way, and yield their names as they are done."""
        while self._underway:
            yield from self._some_done()

    def _take(self, content: Content, known: Known | None) -> Iterator[str]:
        one = _Underway(content, known)
        if self._has_to_wait(one):
            self._held.append(one)
        else:
            yield from self._begin(one)
        while self._is_full():
            yield from self._some_done()

    def _is_full(self) -> bool:
        waiting = [*self._underway, *self._held]
        many = sum(len(one.content.data) for one in waiting) > _MOST_BYTES and len(waiting) > 1
        return bool(self._underway) and (many or len(waiting) >= self._crew.room)

    def _has_to_wait(self, one: _Underway) -> bool:
        """Whether a source is the same as one on its way: what becomes of it is known when that one is there."""
        return any(
            one.content.source.uri == other.content.source.uri
            or one.content.source.fingerprint == other.content.source.fingerprint
            for other in self._underway
        )

    def _begin(self, one: _Underway) -> Iterator[str]:
        if self._taker.is_to_be_read(one.content, one.known):
            self._underway.append(one)
            self._await(self._crew.read(one.content), _Reading(one))
        else:
            yield one.content.name

    def _await(self, future: Future[Prepared] | Future[Vectors], what: _Reading | _Embedding) -> None:
        self._awaited[cast("Future[Prepared | Vectors]", future)] = what

    def _some_done(self) -> Iterator[str]:
        """Wait for something to arrive, and yield the names of the sources that are done with it."""
        arrived, _ = wait(self._awaited, return_when=FIRST_COMPLETED)
        for future in arrived:
            awaited = self._awaited.pop(future)
            if awaited.one.here or awaited.one not in self._underway:  # done otherwise meanwhile
                continue
            try:
                self._note(awaited, future.result())
            except (ReaderKilled, WorkerLost):
                yield from self._done_here(awaited.one)
            except IngestError as error:
                yield from self._refused(awaited.one, error)
        yield from self._kept()

    def _note(self, awaited: _Reading | _Embedding, made: Prepared | Vectors) -> None:
        one = awaited.one
        if isinstance(made, Prepared):
            one.prepared = made
            self._begin_to_embed(one, made)
        elif isinstance(awaited, _Embedding):
            one.vectors.update((each, row.tobytes()) for each, row in zip(awaited.hashes, made, strict=True))
            one.awaited -= 1

    def _begin_to_embed(self, one: _Underway, prepared: Prepared) -> None:
        """Have the texts embedded of which no vector is known."""
        texts = {} if self._dry_run else self._library.without_vectors(prepared.chunks)
        hashes = tuple(texts)
        for start in range(0, len(hashes), _AT_ONCE):
            some = hashes[start : start + _AT_ONCE]
            self._await(self._crew.embed([texts[each] for each in some]), _Embedding(one, some))
            one.awaited += 1

    def _kept(self) -> Iterator[str]:
        """Keep the sources of which all has arrived."""
        for one in tuple(self._underway):
            if one.prepared is not None and not one.awaited:
                self._taker.keep(one.content, one.known, one.prepared, one.vectors)
                yield from self._left(one)
            elif self._in_order:
                return

    def _done_here(self, one: _Underway) -> Iterator[str]:
        """Read a source in the writer's own process, which embeds what of it is missing when it is kept."""
        one.here, one.awaited = True, 0
        try:
            one.prepared = one.prepared or self._own.read(one.content)
        except ReaderKilled as error:
            self._taker.put_off(one.content, str(error))
            yield from self._left(one)
        except IngestError as error:
            yield from self._refused(one, error)

    def _refused(self, one: _Underway, error: IngestError) -> Iterator[str]:
        self._taker.refuse(one.content, one.known, error)
        yield from self._left(one)

    def _left(self, one: _Underway) -> Iterator[str]:
        """Yield the name of a source that is done, and begin with those that waited for it."""
        self._underway.remove(one)
        yield one.content.name
        held, self._held = self._held, []
        for other in held:
            if self._has_to_wait(other):
                self._held.append(other)
                continue
            if other.content.source.uri == one.content.source.uri:
                other.known = self._taker.known_at(one.content.source.uri)
            yield from self._begin(other)
