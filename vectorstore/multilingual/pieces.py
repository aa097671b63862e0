"""Pieces: texts cut into the word pieces of multilingual-e5-small. The only door to sentencepiece."""

from __future__ import annotations

import json
import struct
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vectorstore.multilingual.weights import Vocabulary

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

_MODEL, _CHARACTERS = "pieces.model", "characters.json"
_UNKNOWN, _CONTROL = 2, 3  # kinds of piece in sentencepiece's file; 1, an ordinary one, is not written
_UNIGRAM = 1  # kind of model


class Cutter:
    """Cuts texts as the model was taught to read them."""

    def __init__(self, processor: SentencePieceProcessor, characters: Mapping[int, str]) -> None:
        self._processor = processor
        self._characters = characters

    @classmethod
    def open(cls, folder: Path) -> Cutter:
        """Open what `write_pieces` has written."""
        from sentencepiece import SentencePieceProcessor  # noqa: PLC0415 - only for this model

        characters = json.loads((folder / _CHARACTERS).read_text("utf-8"))
        return cls(
            SentencePieceProcessor(model_file=str(folder / _MODEL)),
            {int(one): said for one, said in characters.items()},
        )

    def cut(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the ids of the pieces of each text, without the marks of its beginning and end."""
        found: list[list[int]] = self._processor.encode([self._written(text) for text in texts])
        return found

    def _written(self, text: str) -> str:
        return unicodedata.normalize("NFC", text).translate(self._characters)


def write_pieces(vocabulary: Vocabulary, folder: Path) -> None:
    """Write the vocabulary as sentencepiece reads it, and how single characters are written before."""
    (folder / _MODEL).write_bytes(b"".join(_fields(vocabulary)))
    (folder / _CHARACTERS).write_text(json.dumps(vocabulary.characters), "utf-8")


# -- sentencepiece's file: a message of protocol buffers (sentencepiece_model.proto) ----------------------------------


def _fields(vocabulary: Vocabulary) -> Iterator[bytes]:
    control = {vocabulary.begins, vocabulary.pads, vocabulary.ends, len(vocabulary.pieces) - 1}  # the last is a mask
    for index, (piece, score) in enumerate(zip(vocabulary.pieces, vocabulary.scores, strict=True)):
        kind = _UNKNOWN if index == vocabulary.unknown else _CONTROL if index in control else 0
        entry = _message(1, piece.encode()) + _varint(2 << 3 | 5) + struct.pack("<f", score)
        yield _message(1, entry + (_integer(3, kind) if kind else b""))
    marks = (vocabulary.unknown, vocabulary.begins, vocabulary.ends, vocabulary.pads)
    yield _message(2, _integer(3, _UNIGRAM) + b"".join(_integer(40 + place, mark) for place, mark in enumerate(marks)))
    as_it_is = _message(1, b"identity") + b"".join(_integer(field, 1) for field in (3, 4, 5))  # blanks: one for many
    yield _message(3, as_it_is)


def _integer(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _message(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    written = bytearray()
    while value > 127:  # noqa: PLR2004 - seven bits a byte
        written.append(value & 127 | 128)
        value >>= 7
    return bytes([*written, value])
