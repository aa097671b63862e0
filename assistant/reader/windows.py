"""Windows: a question or a claim and a stretch of a passage, as word pieces that the network reads at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from vectorstore.graphs import WordPieces, open_word_pieces

LONGEST = 320  # word pieces of a window: a whole chunk of 256 beside a question of 61
STRIDE = 96  # word pieces that two windows of one passage share
_LONGEST_QUERY = 80
_REMEMBERED = 256  # texts: some 5 kB each
_MARKS = 3  # [CLS] query [SEP] passage [SEP]
_BEGIN, _PART = 101, 102  # [CLS] and [SEP] of BERT's vocabulary


@dataclass(frozen=True, slots=True)
class Window:
    """Word pieces of one forward pass.

    `ids` has shape (tokens,); the passage's pieces are `ids[first:-1]`, and `offsets`, shape (pieces, 2), tells
    where each begins and ends in the passage's text.
    """

    ids: NDArray[np.int64]
    first: int
    offsets: NDArray[np.int64]

    def __len__(self) -> int:
        """How many word pieces it holds, marks included."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of about one length, padded: `ids`, `mask` and `types` of shape (windows, tokens).

    `types` is 1 on the passage and the mark after it.
    """

    ids: NDArray[np.int64]
    mask: NDArray[np.int64]
    types: NDArray[np.int64]


class WindowMaker:
    """Cuts pairs of texts into windows; remembers the pieces of texts that come again."""

    def __init__(self, pieces: WordPieces) -> None:
        self._split = lru_cache(maxsize=_REMEMBERED)(pieces.split)

    @classmethod
    def load(cls) -> WindowMaker:
        """With the vocabulary of the embedding model, which the network grew from."""
        return cls(open_word_pieces())

    def cut(self, query: str, passage: str) -> tuple[Window, ...]:
        """Return windows that cover the passage; one that is empty has one window without a piece."""
        asked = self._split(query).ids[:_LONGEST_QUERY]
        read = self._split(passage)
        head = np.array([_BEGIN, *asked, _PART], np.int64)
        room = LONGEST - _MARKS - len(asked)
        return tuple(
            Window(
                np.concatenate([head, read.ids[start : start + room], [_PART]]),
                len(head),
                read.offsets[start : start + room],
            )
            for start in _starts(len(read.ids), room)
        )


def _starts(pieces: int, room: int) -> Iterator[int]:
    start = 0
    while True:
        yield start
        if start + room >= pieces:
            return
        start += room - STRIDE


def pad(windows: Sequence[Window], *, multiple: int = 1) -> Batch:
    """Return the windows as one batch, as long as the longest of them, up to a multiple of so many word pieces."""
    longest = -(-max(len(window) for window in windows) // multiple) * multiple
    ids, mask, types = (np.zeros((len(windows), longest), np.int64) for _ in range(3))
    for row, window in enumerate(windows):
        ids[row, : len(window)] = window.ids
        mask[row, : len(window)] = 1
        types[row, window.first : len(window)] = 1
    return Batch(ids, mask, types)
