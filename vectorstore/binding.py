"""Binding: the words of chunks made into volumes, looked up in them, and taken out again.

Every function changes or reads what one transaction sees. Knows SQL, words and postings, never a document.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from vectorstore.chunk_rows import searched_within
from vectorstore.postings import (
    MOST_OFFSETS,
    WEIGHTS,
    Postings,
    joined,
    number_of,
    pack_lengths,
    unpack_lengths,
    unpacked,
)
from vectorstore.volumes import Texts, count_latest, packed_to, stems_of

LATEST = 1_000
"""So many chunks become a volume."""
VOLUME = 16_384
"""So many chunks a volume grows to."""
SMALL_VOLUMES = 16
"""So many volumes that have not grown to that become one."""

_INSTANCES = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.instances USING fts5vocab ('main', 'keywords', 'instance')"


@dataclass(frozen=True, slots=True)
class Made:
    """What a volume consists of as it is kept: packed lengths, and packed postings by word; and what they count."""

    chunks: int
    words: int
    lengths: bytes
    postings: Mapping[str, bytes]


def are_enough(connection: sqlite3.Connection) -> bool:
    """Whether there are as many latest chunks as become a volume."""
    return count_latest(connection) >= LATEST


def bind_latest(connection: sqlite3.Connection) -> None:
    """Make volumes of the words of the latest chunks. Raises ValueError and TypeError for one that is damaged."""
    first = packed_to(connection)
    after = first + count_latest(connection)
    for start in range(first, after, VOLUME):
        end = min(start + VOLUME, after)
        keep(connection, start, end, make(connection, start, end, searched_within(connection, start, end)))
    connection.execute("INSERT INTO keywords (keywords) VALUES ('delete-all')")


def make(connection: sqlite3.Connection, first: int, after: int, chunks: Iterable[tuple[int, Texts]]) -> Made:
    """Return the volume that chunks make, given with their numbers in ascending order."""
    index: defaultdict[str, int] = defaultdict()
    index.default_factory = index.__len__
    words = array("q")
    runs: list[tuple[int, int, float]] = []  # so many words, of the chunk at this offset, with this weight
    number = 0
    for at, texts in chunks:
        number += 1
        for weight, text in zip(WEIGHTS.values(), texts, strict=True):
            before = len(words)
            words.extend(map(index.__getitem__, text.split()))
            runs.append((len(words) - before, at - first, weight))
    stems, which, places = _stemmed(connection, list(index), np.frombuffer(words, np.int64))
    times, offsets, weights = (np.array([run[part] for run in runs]) for part in range(3))
    offsets, weights = np.repeat(offsets, times)[places], np.repeat(weights, times)[places]
    lengths = np.bincount(offsets, minlength=after - first)
    return Made(number, len(offsets), pack_lengths(lengths), _packed(stems, which, offsets, weights))


def _stemmed(
    connection: sqlite3.Connection, words: list[str], said: NDArray[np.int64]
) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64]]:
    """Return the stems of words, which of them is at each place of a text, and of which of its words it is.

    `said` is the text, as places in `words`; most words have one stem, some none or several.
    """
    stems_of_each = stems_of(connection, words)
    stems = sorted({stem for several in stems_of_each.values() for stem in several})
    place = {stem: at for at, stem in enumerate(stems)}
    flat = np.array([place[stem] for word in words for stem in stems_of_each[word]], np.int64)
    numbers = np.array([len(stems_of_each[word]) for word in words], np.int64)
    starts = np.cumsum(numbers) - numbers
    repeated = numbers[said]
    places = np.repeat(np.arange(len(said)), repeated)
    within = np.arange(len(places)) - np.repeat(np.cumsum(repeated) - repeated, repeated)
    return stems, flat[starts[said[places]] + within], places


def _packed(
    stems: Sequence[str], which: NDArray[np.int64], offsets: NDArray[np.int64], weights: NDArray[np.float64]
) -> dict[str, bytes]:
    """Return the packed postings of stems that stand so, each with its weight, at these offsets."""
    order = np.argsort(which.astype(np.uint16) if len(stems) <= MOST_OFFSETS else which, kind="stable")
    pairs = which[order] * MOST_OFFSETS + offsets[order]  # ascending, since offsets are
    starts = np.flatnonzero(np.diff(pairs, prepend=-1))
    summed = np.add.reduceat(weights[order], starts) if len(starts) else weights
    pairs = pairs[starts]
    ends = np.searchsorted(pairs, np.arange(1, len(stems) + 1) * MOST_OFFSETS).tolist()
    return dict(zip(stems, Postings(pairs % MOST_OFFSETS, summed).pack_parts(ends), strict=True))


def keep(connection: sqlite3.Connection, first: int, after: int, made: Made) -> None:
    """Keep a volume."""
    values = (first, after, made.chunks, made.words, made.lengths)
    connection.execute("INSERT INTO volumes VALUES (?, ?, ?, ?, ?)", values)
    connection.executemany(
        "INSERT INTO postings VALUES (?, ?, ?, ?)",
        ((first, word, number_of(packed), packed) for word, packed in made.postings.items()),
    )


def kept(connection: sqlite3.Connection, first: int) -> Made:
    """Return a volume as it is kept."""
    chunks, words, lengths = connection.execute(
        "SELECT chunks, words, lengths FROM volumes WHERE first = ?", (first,)
    ).fetchone()
    rows = connection.execute("SELECT word, packed FROM postings WHERE first = ?", (first,))
    return Made(chunks, words, lengths, {row[0]: row[1] for row in rows})


def merge(connection: sqlite3.Connection) -> None:
    """Make one volume of the last small ones where they are many, or together large."""
    small: list[tuple[int, int]] = []
    for row in connection.execute("SELECT first, after FROM volumes ORDER BY first DESC"):
        if row[1] - row[0] >= VOLUME:
            break
        small.insert(0, (row[0], row[1]))
    if len(small) < 2 or (len(small) < SMALL_VOLUMES and small[-1][1] - small[0][0] < VOLUME):  # noqa: PLR2004 - two make one
        return
    first, after = small[0][0], small[-1][1]
    totals = connection.execute("SELECT sum(chunks), sum(words) FROM volumes WHERE first >= ?", (first,)).fetchone()
    lengths = b"".join(
        row[0] for row in connection.execute("SELECT lengths FROM volumes WHERE first >= ? ORDER BY first", (first,))
    )
    rows = connection.execute(
        "SELECT word, first, packed FROM postings WHERE first >= ? ORDER BY word, first", (first,)
    ).fetchall()
    merged = {
        word: unpacked([(row[1] - first, row[2]) for row in group]).pack()
        for word, group in groupby(rows, lambda row: row[0])
    }
    connection.execute("DELETE FROM volumes WHERE first >= ?", (first,))
    connection.execute("DELETE FROM postings WHERE first >= ?", (first,))
    keep(connection, first, after, Made(totals[0], totals[1], lengths, merged))


def forget(connection: sqlite3.Connection, chunks: Sequence[tuple[int, Texts]]) -> None:
    """Take chunks out of the volumes that they are in; of each its number is given, and its texts as they were kept."""
    spans = connection.execute("SELECT first, after FROM volumes").fetchall()
    for first, after in spans:
        within = [(number, texts) for number, texts in chunks if first <= number < after]
        if within:
            _forget_within(connection, first, make(connection, first, after, within))


def _forget_within(connection: sqlite3.Connection, first: int, leaving: Made) -> None:
    for word, packed in leaving.postings.items():
        key = (first, word)
        row = connection.execute("SELECT packed FROM postings WHERE first = ? AND word = ?", key).fetchone()
        left = Postings.unpack(row[0]).without(Postings.unpack(packed).offsets.tolist()) if row else None
        if left is None or not len(left.offsets):
            connection.execute("DELETE FROM postings WHERE first = ? AND word = ?", key)
        else:
            connection.execute(
                "UPDATE postings SET chunks = ?, packed = ? WHERE first = ? AND word = ?",
                (len(left.offsets), left.pack(), *key),
            )
    lengths = connection.execute("SELECT lengths FROM volumes WHERE first = ?", (first,)).fetchone()[0]
    others = unpack_lengths(lengths) - unpack_lengths(leaving.lengths)
    connection.execute(
        "UPDATE volumes SET chunks = chunks - ?, words = words - ?, lengths = ? WHERE first = ?",
        (leaving.chunks, leaving.words, pack_lengths(np.maximum(others, 0)), first),
    )


@dataclass(frozen=True, slots=True)
class Bound:
    """What is kept in mind of the words of all chunks while nothing changes.

    `lengths` are their numbers of words, from the number `first` on, 0 where no chunk is; those from `latest_from` on
    are in no volume. Of words that were asked for, `counts` are the chunks that have them, and `latest` their postings
    in the latest ones.
    """

    first: int
    latest_from: int
    chunks: int
    words: int
    lengths: NDArray[np.int64]
    counts: dict[str, int]
    latest: dict[str, Postings]


def spans_of(connection: sqlite3.Connection) -> tuple[tuple[int, int], ...]:
    """Return the first number of every volume and the one after its last: they change without any chunk changing."""
    return tuple((row[0], row[1]) for row in connection.execute("SELECT first, after FROM volumes ORDER BY first"))


def bound(connection: sqlite3.Connection) -> Bound:
    """Return what there is to be kept in mind, of no word as yet."""
    latest_from = packed_to(connection)
    sizes = {row[0]: _sum_of_numbers(row[1]) for row in connection.execute("SELECT id, sz FROM keywords_docsize")}
    volumes = connection.execute("SELECT first, chunks, words, lengths FROM volumes ORDER BY first").fetchall()
    first = min((row[0] for row in volumes), default=latest_from)
    lengths = np.zeros(max(sizes, default=latest_from - 1) + 1 - first, np.int64)
    for row in volumes:
        some = unpack_lengths(row[3])
        lengths[row[0] - first : row[0] - first + len(some)] = some
    for number, size in sizes.items():
        lengths[number - first] = size
    chunks, words = (sum(row[part] for row in volumes) for part in (1, 2))
    return Bound(first, latest_from, chunks + len(sizes), words + sum(sizes.values()), lengths, {}, {})


def count(connection: sqlite3.Connection, known: Bound, stems: Sequence[str]) -> dict[str, int]:
    """Return how many chunks have each of these words, 0 for none."""
    new = {stem: len(_latest(connection, known, stem).offsets) for stem in stems if stem not in known.counts}
    if new:
        rows = connection.execute(
            "SELECT p.word, p.chunks FROM volumes v CROSS JOIN json_each(?) j"
            " CROSS JOIN postings p ON p.first = v.first AND p.word = j.value",
            (json.dumps(list(new)),),
        )
        for row in rows:
            new[row[0]] += row[1]
        known.counts.update(new)
    return {stem: known.counts[stem] for stem in stems}


def postings_of(connection: sqlite3.Connection, known: Bound, stems: Sequence[str]) -> dict[str, Postings]:
    """Return the postings of each of these words in all chunks, by how far a chunk's number is from the first."""
    parts: defaultdict[str, list[tuple[int, bytes]]] = defaultdict(list)
    rows = connection.execute(
        "SELECT v.first, p.word, p.packed FROM volumes v CROSS JOIN json_each(?) j"
        " CROSS JOIN postings p ON p.first = v.first AND p.word = j.value ORDER BY v.first",
        (json.dumps(list(stems)),),
    )
    for row in rows:
        parts[row[1]].append((row[0] - known.first, row[2]))
    shift = known.latest_from - known.first
    return {
        stem: joined([(0, unpacked(parts[stem])), (shift, _latest(connection, known, stem))])
        for stem in dict.fromkeys(stems)
    }


def _latest(connection: sqlite3.Connection, known: Bound, stem: str) -> Postings:
    """Return the postings of a word in the latest chunks, which SQLite's own index takes long to tell."""
    postings = known.latest.get(stem)
    if postings is None:
        connection.execute(_INSTANCES)
        weights: dict[int, float] = {}
        for row in connection.execute("SELECT doc, col FROM temp.instances WHERE term = ?", (stem,)):
            offset = row[0] - known.latest_from
            weights[offset] = weights.get(offset, 0.0) + WEIGHTS[row[1]]
        postings = known.latest[stem] = Postings.of(weights)
    return postings


def _sum_of_numbers(packed: bytes) -> int:
    """Return the sum of numbers as SQLite packs them: seven bits a byte, all but the last with the eighth bit set."""
    total = number = 0
    for byte in packed:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004 - the eighth bit
            total, number = total + number, 0
    return total
