"""A model of words: every word is a direction, so that texts that share words are near. Others are slow, or mortal."""

from __future__ import annotations

import os
import signal
import time
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.documents import Document, Source


class WordModel:
    """Embeds by counting words; notes what it was asked to embed."""

    dimension = 256

    def __init__(self, name: str = "words", weights_hash: str = "w1") -> None:
        self.name = name
        self.weights_hash = weights_hash
        self.embedded: list[str] = []

    def count_tokens(self, text: str) -> int:
        return len(text.split()) + 2

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded.extend(texts)
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            vectors[row, 0] = 0.01  # a text without words is somewhere too
            for word in text.lower().split():
                vectors[row, zlib.crc32(word.strip(".,?!").encode("utf-8", "replace")) % self.dimension] += 1
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit

    def embed_questions(self, questions: Sequence[str]) -> NDArray[np.float32]:
        return self.embed(questions)

    def to_similarity(self, cosines: NDArray[np.float32]) -> NDArray[np.float32]:
        return cosines


def note(name: str, text: str) -> Document:
    """A document of one file."""
    return Document(Source(f"file:///notes/{name}.txt", f"bytes of {text}"), name, text)


class MortalModel(WordModel):
    """Kills its process, or sleeps for good, when it first embeds; so many do, and each leaves a file in a folder."""

    def __init__(self, folder: Path, *, lives: int, sleeps: bool = False) -> None:
        super().__init__()
        self._folder = folder
        self._lives = lives
        self._sleeps = sleeps

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        died = len(list(self._folder.iterdir()))
        if died < self._lives:
            (self._folder / str(died)).touch()
            if self._sleeps:
                time.sleep(3_600)
            os.kill(os.getpid(), signal.SIGKILL)
        return super().embed(texts)


class SlowModel(WordModel):
    """A model of words that takes its time."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        time.sleep(0.05)
        return super().embed(texts)
