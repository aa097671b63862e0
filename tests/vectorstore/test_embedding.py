from __future__ import annotations

import hashlib
import os
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import platformdirs
import pytest

from vectorstore.embedding import (
    _PROBES,
    MINILM,
    SentenceEmbedder,
    _check_weights,
    _compare,
    _find_weights,
    _quiet,
    facts_of,
)
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


# -- what is done once, for a model


def weights_in(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())
    return folder


def test_of_a_folder_the_weights_at_its_top_are_taken_before_those_further_in(tmp_path: Path) -> None:
    deep = weights_in(tmp_path / "deep", "0_Transformer/model.safetensors")
    flat = weights_in(tmp_path / "flat", "0_Transformer/model.safetensors", "zz.safetensors")

    assert _find_weights(str(deep)).parent.name == "0_Transformer"
    assert _find_weights(str(flat)).name == "zz.safetensors"


def test_weights_that_are_not_the_default_models_are_refused_under_its_name_only(tmp_path: Path) -> None:
    weights = weights_in(tmp_path, "model.safetensors") / "model.safetensors"

    with pytest.raises(EmbeddingModelNotFound, match=r"not the expected ones; reinstall the package gt-all"):
        _check_weights(MINILM, weights)

    assert _check_weights("mine", weights) == hashlib.sha256(b"model.safetensors").hexdigest()


def test_a_name_that_nobody_knows_is_an_error_with_what_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def offline(*_: object, **__: object) -> str:
        raise OSError

    monkeypatch.setattr("huggingface_hub.snapshot_download", offline)

    with pytest.raises(
        EmbeddingModelNotFound, match=r"never/was: .*multilingual, all-MiniLM-L6-v2, a folder, or go on"
    ):
        SentenceEmbedder.load("never/was", cache=Path("unused"))


def test_a_graph_that_says_otherwise_than_its_model_is_refused(embedder: SentenceEmbedder) -> None:
    told = embedder.embed(_PROBES)
    other = told.copy()
    other[2] = told[0]

    _compare(embedder._folder, told, 256)
    with pytest.raises(EmbeddingModelNotFound, match=r"differs from the model \(cosine [\d.]+\); please report"):
        _compare(embedder._folder, other, 256)


def _fail_loudly() -> None:
    warnings.warn("of the exporter's own", DeprecationWarning, stacklevel=1)
    raise KeyError(os.environ["TQDM_DISABLE"], os.environ["HF_HUB_DISABLE_PROGRESS_BARS"])


def test_what_silences_the_exporter_is_as_it_was_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TQDM_DISABLE", "0")
    monkeypatch.delenv("HF_HUB_DISABLE_PROGRESS_BARS", raising=False)

    with pytest.raises(KeyError, match="1"), _quiet():
        _fail_loudly()

    assert os.environ["TQDM_DISABLE"] == "0"
    assert "HF_HUB_DISABLE_PROGRESS_BARS" not in os.environ


def test_a_library_remembers_of_its_model_what_tells_it_from_others(embedder: SentenceEmbedder) -> None:
    assert facts_of(embedder) == {
        "model": "all-MiniLM-L6-v2",
        "model_hash": embedder.weights_hash,
        "dimension": "384",
    }


def test_questions_are_embedded_as_other_texts_and_cosines_stay_as_they_are(embedder: SentenceEmbedder) -> None:
    asked = embedder.embed_questions(["When does it open?"])

    assert float((asked * embedder.embed(["When does it open?"])).sum()) > 0.9999
    assert embedder.to_similarity(asked) is asked
