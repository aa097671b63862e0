"""Neighbours: the chunks nearest to a vector, by the catalogue's own vectors and their signs, or by an index.

Keeps the index after the catalogue, by the catalogue's outbox. Knows when the index is to be believed; neither SQL nor
Chroma.
"""

from __future__ import annotations

import logging
import threading
import zlib
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import chain

import numpy as np

from ingest.chunking import ChunkId
from ingest.documents import DocumentId
from vectorstore.engines import AnyCatalogue, AnyIndex, describe
from vectorstore.errors import IndexAway, IndexDamaged
from vectorstore.exact import ExactIndex, Vectors
from vectorstore.folder import LibraryFolder
from vectorstore.locking import index_lock, is_being_written
from vectorstore.probing import Probed, probe_any
from vectorstore.signs import Signs, likeliest, narrowed

logger = logging.getLogger(__name__)

# Chunks: up to so many no index is kept. Of a million the signs take 50 MB where Chroma's graph takes 2,300 and 49
# minutes to be made, and find 98 of 100 of the nearest where that finds 87. But all signs are looked at: a search takes
# 60 ms of the processor a million, and beyond this more than twice the 100 that it is to take. See `bench.engines`.
EXACT_MOST = 3_000_000
_ONE_BY_ONE = 2_000  # chunks of some documents that are all looked at, which takes ten milliseconds
# Chunks that are likely the nearest, by their signs: so many at least, and a thousandth of all, since of more vectors
# more are about as near. Of a million drawn ones 98 of 100 of the nearest ten are among a thousand, 86 among 400.
LOOKED_AT = 400
_LOOKED_AT_SHARE = 1 / 1_000
BATCH = 1_000  # chunks that the index is given at once: a call of Chroma costs as much as some hundred vectors
_MOST_PENDING = 5_000  # chunks: with more outstanding, the index says too little to be asked
_HAIR = 3e-4  # a vector's length: as far as the index's vectors are moved, less than what a probe takes for another one

OnFollowing = Callable[[int, int], None]
"""Told how many of how many chunks the index has followed."""


class _Kept:
    """The signs of volumes, each with its first number, and the vectors of the chunks that are in none."""

    def __init__(self, catalogue: AnyCatalogue, model: str) -> None:
        self._catalogue = catalogue
        self._model = model
        self.signs = tuple((first, signs) for first, _, signs in catalogue.signs(model))

    @cached_property
    def others(self) -> ExactIndex:
        """The vectors, read when they are first asked for: who searches within documents needs few of them."""
        volumes = [(first, first + signs.size) for first, signs in self.signs]
        edges = [1, *(edge for volume in volumes for edge in volume), None]
        gaps = [(first, after) for first, after in zip(edges[::2], edges[1::2], strict=True) if first != after]
        rows = (self._catalogue.vectors_between(first or 1, after, self._model) for first, after in gaps)
        return ExactIndex.of(chain.from_iterable(rows))


class Neighbours:
    """The nearest-neighbour search of one library."""

    def __init__(self, folder: LibraryFolder, catalogue: AnyCatalogue, index: AnyIndex, model: str) -> None:
        self._folder = folder
        self._catalogue = catalogue
        self._index = index
        self._model = model
        self._size = (-1, 0)  # the generation whose chunks were counted, and their number
        self._stamp = ""  # of the index that is loaded, or was found wanting
        self._is_right = False
        self._is_away = False  # and it was said
        self._vectors: tuple[int, _Kept | None] = (-1, None)
        self._guard = threading.RLock()

    @property
    def is_large(self) -> bool:
        """Whether the library has more chunks than are searched one by one."""
        generation = self._catalogue.generation
        if self._size[0] != generation:
            self._size = (generation, self._catalogue.count_chunks())
        return self._size[1] > (EXACT_MOST if self._index.most_exact is None else self._index.most_exact)

    @property
    def has_index(self) -> bool:
        """Whether an index is kept, that is as the catalogue says."""
        return self.is_large and self._catalogue.outbox.stamp() is not None

    # -- searching ----------------------------------------------------------------------------------------------------

    def nearest(self, vector: Vectors, *, limit: int, documents: Sequence[DocumentId] = ()) -> tuple[ChunkId, ...]:
        """Return the ids of the chunks nearest to `vector`, shape (dimension,), from `documents` where any are given.

        Where an index finds within documents slowly, the catalogue's vectors do.
        """
        is_asked = self.is_large and (self._index.finds_within or not documents)
        by_index = self._by_index(vector, limit, documents) if is_asked else None
        if by_index is not None:
            return by_index
        near = self._likely_within(vector, limit, documents) if documents else self._likely(vector, limit)
        return near.nearest(vector, limit=limit)

    def exact(self, documents: Sequence[DocumentId] = ()) -> ExactIndex:
        """Return the catalogue's own vectors, of some documents or of all."""
        return ExactIndex.of(self._catalogue.vectors(self._model, documents=documents))

    def cosines(self, vector: Vectors, ids: Sequence[ChunkId]) -> dict[ChunkId, float]:
        """Return the cosines of a vector, shape (dimension,), and these chunks, without those that are gone."""
        vectors = self._catalogue.vectors_of(ids, self._model)
        return {one: float(np.frombuffer(vectors[one], np.float32) @ vector) for one in ids if one in vectors}

    def _by_index(self, vector: Vectors, limit: int, documents: Sequence[DocumentId]) -> tuple[ChunkId, ...] | None:
        """Ask the index, and the catalogue for what the index has not followed yet. None where it cannot be asked."""
        notes = self._catalogue.outbox.notes()
        if notes.stamp is None or len(notes.pending) > _MOST_PENDING or not self._is_of_this_model():
            return None
        most = limit + min(len(notes.pending), BATCH)
        try:
            if not self._loaded(notes.stamp):
                return None
            with self._guard:
                found = self._index.nearest(vector, limit=most, documents=documents)
        except (IndexAway, IndexDamaged) as error:
            logger.warning("the index failed, and the catalogue is searched instead: %s", error)
            return None
        if not notes.pending:
            return found
        pending = self._of(notes.pending, documents)
        gone = set(notes.pending)
        cosines = self.cosines(vector, [*(one for one in found if one not in gone), *pending])
        return tuple(sorted(cosines, key=lambda one: -cosines[one])[:limit])

    def _of(self, ids: Sequence[ChunkId], documents: Sequence[DocumentId]) -> Sequence[ChunkId]:
        """Return those of these chunks that are of some documents, or all where none are given."""
        if not documents:
            return ids
        wanted = set(documents)
        return [one for one, document in self._catalogue.document_of(ids).items() if document in wanted]

    def _is_of_this_model(self) -> bool:
        """Whether the index holds the vectors of this model: another process may have given the library another one."""
        return self._catalogue.facts().get("model_hash") == self._model

    def _loaded(self, stamp: str) -> bool:
        """Load the index where the catalogue says that it has changed; return whether it is as it was left."""
        with self._guard:
            if stamp == self._stamp:
                return self._is_right
            self._index.close()
            self._is_right = self._is_as_left(stamp)
            self._stamp = stamp
            if self._is_right:
                self._vectors = (-1, None)
            elif not is_being_written(self._folder):
                logger.warning(
                    "%s: the index is not as it was left; the catalogue is searched instead, more slowly;"
                    " run `sourcechat library rebuild`, or let the next ingest put it right",
                    describe(self._folder),
                )
            return self._is_right

    def _is_as_left(self, stamp: str) -> bool:
        try:
            return self._index.stamp() == stamp
        except IndexDamaged:
            return False

    def _likely(self, vector: Vectors, limit: int) -> ExactIndex:
        """Return the chunks that are likely the nearest by their signs, and all that have none."""
        kept = self._kept()
        numbers = likeliest(kept.signs, vector, _most_looked_at(kept.signs, limit))
        with self._guard:
            others = kept.others
        near = others.with_(self._catalogue.vectors_at(numbers, self._model).items())
        if len(near.ids) < limit and kept.signs:  # so many are gone that there may be others
            return self.exact()
        return near

    def _likely_within(self, vector: Vectors, limit: int, documents: Sequence[DocumentId]) -> ExactIndex:
        """Return the same of some documents: all of their chunks where these are few, or none has signs."""
        numbers = self._catalogue.numbers_of(documents)
        signs = self._kept().signs if len(numbers) > _ONE_BY_ONE else ()
        if not signs:
            return self.exact(documents)
        volumes = narrowed(signs, numbers)
        is_looked_at = np.ones(len(numbers), np.bool_)
        for start, some in volumes:
            is_looked_at[start : start + some.size] = False
        is_looked_at[likeliest(volumes, vector, _most_looked_at(volumes, limit))] = True
        near = ExactIndex.of(self._catalogue.vectors_at(numbers[is_looked_at].tolist(), self._model).items())
        return near if len(near.ids) >= limit else self.exact(documents)

    def _kept(self) -> _Kept:
        """Return what the catalogue keeps of vectors, held in memory until any process changes a document."""
        with self._guard:
            generation = self._catalogue.generation
            known, kept = self._vectors
            if kept is None or known != generation:
                self._vectors = (-1, None)  # the old ones go before the new ones come
                kept = _Kept(self._catalogue, self._model)
                self._vectors = (generation, kept)
            return kept

    # -- keeping the index in step, for whoever has the writer's lock --------------------------------------------------

    def follow(self, *, at_least: int = 1, on_progress: OnFollowing | None = None) -> None:
        """Bring the index after the catalogue, where so many chunks are outstanding.

        Where its server is away that is said, and they stay outstanding: search finds them, and the next writer brings
        them in. So they do where LibraryUnwritable is raised.
        """
        try:
            self._follow(at_least, on_progress)
        except IndexAway as error:
            if not self._is_away:  # else it would be said after every document
                logger.warning("%s; nothing is lost: the catalogue is searched, and the next writer goes on", error)
            self._is_away = True

    def _follow(self, at_least: int, on_progress: OnFollowing | None) -> None:
        outbox = self._catalogue.outbox
        total = outbox.count()
        if total < at_least:
            return
        if not self.is_large:
            self._keep_none()
            return
        if outbox.stamp() is None:
            self._begin_anew()
            total = outbox.count()
        try:
            self._empty_outbox(total, on_progress)
        except IndexDamaged:
            logger.warning("the index could not follow a change; making it anew")
            self._begin_anew()
            self._empty_outbox(outbox.count(), on_progress)

    def heal(self) -> None:
        """Look whether the index is as the catalogue says, put right what is not, and bring it in step.

        Where its server is away that is said, and the next writer looks. So are passages that have no vector.
        """
        lacking = self._catalogue.count_chunks() - self._catalogue.count_vectors(self._model)
        if lacking:
            logger.warning("%d passages have no vector; run `sourcechat library repair`", lacking)
        try:
            self._heal()
        except IndexAway as error:
            logger.warning("%s; nothing is lost: the catalogue is searched, and the next writer looks", error)

    def _heal(self) -> None:
        if not self.is_large:
            self._keep_none()
            return
        notes = self._catalogue.outbox.notes()
        if notes.stamp is None or not self._is_as_left(notes.stamp) or not self._lists_what_it_should(notes.pending):
            self._examine()
        self._follow(1, None)

    def repair(self) -> None:
        """Look at every passage of the index, whatever its files say, and put right what is wrong. Raises IndexAway."""
        if self.has_index:
            self._examine()
        self._heal()

    def rebuild(self, on_progress: OnFollowing | None = None) -> None:
        """Make the index anew from the catalogue's vectors; where it is broken off, the next writer goes on.

        Raises IndexAway.
        """
        if self.is_large:
            self._begin_anew()
        self._follow(1, on_progress)

    def probed(self) -> Probed:
        """Look at every passage of the index, and return what is wrong. Raises IndexAway."""
        return probe_any(self._folder, self._catalogue, self._index, self._model)

    def problems(self) -> tuple[str, ...]:
        """Return what is wrong with the index at a glance: with its files, and with what it lists."""
        try:
            return self._problems()
        except IndexAway as error:
            return (f"{error}; until then the catalogue is searched, more slowly",)

    def _problems(self) -> tuple[str, ...]:
        notes = self._catalogue.outbox.notes()
        if not self.is_large or notes.stamp is None:
            return ()
        if not self._is_as_left(notes.stamp):
            return ("the index is not as it was left; run `sourcechat library rebuild`",)
        if not self._lists_what_it_should(notes.pending):
            return ("the index does not list the passages that it should; run `sourcechat library rebuild`",)
        return ()

    def _keep_none(self) -> None:
        was_kept = self._catalogue.outbox.stamp() is not None
        self._catalogue.outbox.drop()
        if (was_kept or self._index.is_local) and self._index.exists:
            self._index.clear()

    def _begin_anew(self) -> None:
        self._catalogue.outbox.add_all()
        self._index.clear()

    def _empty_outbox(self, total: int, on_progress: OnFollowing | None) -> None:
        done = 0
        while ids := self._catalogue.outbox.next(BATCH):
            with index_lock(self._folder):
                self._apply(ids)
                self._index.settle()
                stamp = self._index.stamp()
            self._catalogue.outbox.settle(ids, stamp)
            self._stamp, self._is_right, self._is_away = stamp, True, False
            done += len(ids)
            if on_progress is not None:
                on_progress(done, max(total, done))

    def _apply(self, ids: Sequence[ChunkId]) -> None:
        kept = ExactIndex.of(self._catalogue.vectors_of(ids, self._model).items())
        there = set(kept.ids)
        gone = [one for one in ids if one not in there]
        if gone:
            self._index.remove(gone)
        if kept.ids:
            documents = self._catalogue.document_of(kept.ids)
            self._index.put(kept.ids, _apart(kept), [documents[one] for one in kept.ids])

    def _lists_what_it_should(self, pending: Sequence[ChunkId]) -> bool:
        outstanding = set(pending)
        try:
            listed = _sum_of(one for one in self._index.ids() if one not in outstanding)
        except IndexDamaged:
            return False
        return listed == _sum_of(self._catalogue.ids_in_index(self._model))

    def _examine(self) -> None:
        """Find out, in a process of its own, which chunks the index has wrong, and note them."""
        found = self.probed() if self._index.exists else None
        if found is None or found.broken:
            logger.info("the index cannot be used (%s); making it anew", found.broken if found else "there is none")
            self._begin_anew()
        else:
            self._catalogue.outbox.add(found.wrong)
            self._index.settle()
            self._catalogue.outbox.settle((), self._index.stamp())


def _apart(kept: ExactIndex) -> Vectors:
    """Return the vectors, each moved by a hair to a place of its own.

    A graph links each vector to the nearest, and hundreds of copies of one (the same words in many documents) to copies
    only: whoever comes to them on the way to others stays there, and finds none of those.
    """
    draw = np.random.default_rng(zlib.crc32(kept.ids[0].encode()))
    hairs = draw.standard_normal(kept.vectors.shape, np.float32)
    return kept.vectors + hairs * np.float32(_HAIR / kept.vectors.shape[1] ** 0.5)


def _most_looked_at(volumes: Sequence[tuple[int, Signs]], limit: int) -> int:
    return max(LOOKED_AT, 2 * limit, int(sum(signs.size for _, signs in volumes) * _LOOKED_AT_SHARE))


def _sum_of(ids: Iterable[ChunkId]) -> tuple[int, int]:
    """Return a number and a sum that are equal for the same ids in any order, and else hardly ever."""
    number = total = 0
    for one in ids:
        number += 1
        total += zlib.crc32(one.encode()) << 32 | zlib.adler32(one.encode())
    return number, total
