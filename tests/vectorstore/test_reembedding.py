from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.vectorstore.fakes import WordModel, note
from vectorstore.errors import LibraryLocked, OtherEmbeddingModel
from vectorstore.library import Library
from vectorstore.reembedding import reembed

NOTES = {"tea": "Tea is served at nine.", "bees": "The bees are fed in autumn.", "boats": "The boat leaves at noon."}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library of three notes, of the model "words"."""
    with Library.open(tmp_path, WordModel(), write=True) as library:
        for name, text in NOTES.items():
            library.put(note(name, text))
    return tmp_path


class BreakingModel(WordModel):
    """Breaks down after so many texts."""

    def __init__(self, after: int) -> None:
        super().__init__("other", "o1")
        self._after = after

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if len(self.embedded) + len(texts) > self._after:
            raise KeyboardInterrupt
        return super().embed(texts)


def test_a_library_becomes_that_of_another_model(folder: Path) -> None:
    other = WordModel("other", "o1")

    assert reembed(folder, other) == len(NOTES)

    with Library.open(folder, other) as library:
        assert library.search("When are the bees fed?")[0].chunk.title == "bees"
        assert not library.check().problems
    with pytest.raises(OtherEmbeddingModel):
        Library.open(folder, WordModel())


def test_what_was_broken_off_goes_on_and_the_old_model_answers_meanwhile(folder: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        reembed(folder, BreakingModel(after=2))

    with Library.open(folder, WordModel()) as library:
        assert library.search("When are the bees fed?")[0].chunk.title == "bees"
    assert reembed(folder, WordModel("other", "o1")) == 1


def test_a_second_time_embeds_nothing(folder: Path) -> None:
    reembed(folder, WordModel("other", "o1"))

    assert reembed(folder, WordModel("other", "o1")) == 0


def test_progress_is_told_in_texts(folder: Path) -> None:
    told: list[tuple[int, int]] = []

    reembed(folder, WordModel("other", "o1"), on_progress=lambda done, total: told.append((done, total)))

    assert told[-1] == (3, 3)


def test_a_library_that_is_being_written_is_left_alone(folder: Path) -> None:
    with Library.open(folder, WordModel(), write=True), pytest.raises(LibraryLocked):
        reembed(folder, WordModel("other", "o1"))
