from __future__ import annotations

from pathlib import Path

import numpy as np
import platformdirs
import pytest

from vectorstore.embedding import SentenceEmbedder
from vectorstore.errors import EmbeddingModelNotFound

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def embedder() -> SentenceEmbedder:
    """The bundled model; exported once, then kept where the program keeps it."""
    return SentenceEmbedder.load(cache=platformdirs.user_cache_path("sourcechat"))


def test_vectors_have_length_one_and_the_dimension_that_is_told(embedder: SentenceEmbedder) -> None:
    vectors = embedder.embed(["One.", "A longer sentence about tea.", ""])

    assert vectors.shape == (3, embedder.dimension) == (3, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3), abs=1e-5)


def test_texts_that_mean_the_same_are_nearer_than_others(embedder: SentenceEmbedder) -> None:
    asked, same, other = embedder.embed(["How old is she?", "What is her age?", "The train leaves at noon."])

    assert asked @ same > asked @ other + 0.3


def test_a_text_has_the_same_vector_in_any_company(embedder: SentenceEmbedder) -> None:
    alone = embedder.embed(["Tea at nine."])[0]
    among = embedder.embed(["word " * 200, "Tea at nine.", "x"])[1]

    assert float(alone @ among) > 0.9999


def test_tokens_are_counted_beyond_what_the_model_reads(embedder: SentenceEmbedder) -> None:
    assert embedder.count_tokens("hello") == 3
    assert embedder.count_tokens("hello " * 600) == 602


def test_nothing_to_embed_is_no_vectors(embedder: SentenceEmbedder) -> None:
    assert embedder.embed([]).shape == (0, 384)


def test_a_folder_without_weights_is_an_error_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingModelNotFound, match=r"no \.safetensors weights"):
        SentenceEmbedder.load(str(tmp_path), cache=tmp_path)
