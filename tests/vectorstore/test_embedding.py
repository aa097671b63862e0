from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
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


def test_the_default_model_is_known_by_its_name_and_its_weights(embedder: SentenceEmbedder) -> None:
    assert embedder.name == "all-MiniLM-L6-v2"
    assert embedder.weights_hash.startswith("53aa5117")


def test_vectors_stand_in_the_order_of_the_texts_whatever_their_length(embedder: SentenceEmbedder) -> None:
    texts = [f"{'word ' * (number * 7 % 23)}number {number}" for number in range(30)]

    together = embedder.embed(texts)

    alone = np.vstack([embedder.embed([text]) for text in texts])
    assert (together * alone).sum(axis=1) == pytest.approx(np.ones(30), abs=1e-4)


def test_what_the_model_does_not_read_changes_nothing(embedder: SentenceEmbedder) -> None:
    read, longer = embedder.embed(["tea " * 254, "tea " * 254 + "and then something else"])

    assert float(read @ longer) > 0.9999


def test_several_threads_may_embed_at_once(embedder: SentenceEmbedder) -> None:
    expected = embedder.embed(["Tea at nine."])[0]

    with ThreadPoolExecutor(4) as pool:
        vectors = list(pool.map(lambda _: embedder.embed(["Tea at nine."])[0], range(8)))

    assert all(float(vector @ expected) > 0.9999 for vector in vectors)


def test_a_model_that_was_loaded_is_opened_by_its_first_text_and_kept(embedder: SentenceEmbedder) -> None:
    cache = platformdirs.user_cache_path("sourcechat")
    loaded = SentenceEmbedder.load(cache=cache)

    before = loaded._opened
    loaded.embed(["Tea."])
    opened = loaded._opened
    loaded.embed(["Moor."])

    assert before is None
    assert opened is not None
    assert loaded._opened is opened
    assert loaded.weights_hash == embedder.weights_hash
