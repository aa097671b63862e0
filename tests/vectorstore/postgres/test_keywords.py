from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from ingest.chunking import Chunk, ChunkId
from ingest.documents import DocumentId
from vectorstore.postgres.keywords import ChunkWords, Stems


def chunk(title: str, heading: str, text: str) -> Chunk:
    return Chunk(ChunkId("one"), DocumentId("d1"), 0, len(text), text, title, heading, None, ())


def weights(words: ChunkWords) -> dict[str, int]:
    return {term.text: weight for term, weight in words.weights.items()}


def test_forms_of_a_word_are_one_term_without_case_or_accents() -> None:
    stems = Stems()

    nests, nesting, cafe, plain = stems.of(["nests", "Nesting", "café", "CAFE"])

    assert [term.text for term in nests] == ["nest"]
    assert nests == nesting
    assert cafe == plain
    assert nests != cafe


def test_a_term_has_the_same_number_wherever_it_is_made() -> None:
    (first,), (second,) = Stems().of(["mill"])[0], Stems().of(["oats", "mills"])[1]

    assert first == second
    assert -(2**63) <= first.key < 2**63


def test_words_of_the_title_weigh_twice_those_of_the_text_and_headings_between() -> None:
    words = Stems().of_chunk(chunk("Mill", "Oats", "River mill, oats and oats"))

    assert weights(words) == {"mill": 4 + 2, "oat": 3 + 2 + 2, "river": 2, "and": 2}
    assert words.length == 7


def test_each_chunk_has_its_own_words() -> None:
    first, second = Stems().of_chunks([chunk("", "", "Tea"), chunk("", "", "Tea tea")])

    assert (weights(first), first.length) == ({"tea": 2}, 1)
    assert (weights(second), second.length) == ({"tea": 4}, 2)


def test_a_weight_is_never_more_than_its_column_holds() -> None:
    words = Stems().of_chunk(chunk("", "", "tea " * 20_000))

    assert weights(words) == {"tea": 32_767}
    assert words.length == 20_000


def test_one_word_of_a_script_with_marks_may_be_several_terms_and_blanks_are_none() -> None:
    (paired,), (nothing,) = Stems().of(["会议室"]), Stems().of(["—"])

    assert len(paired) == 1
    assert nothing == ()


def test_what_is_forgotten_for_want_of_room_is_learnt_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vectorstore.postgres.keywords._MOST_KNOWN", 2)
    stems = Stems()
    before = stems.of(["mills", "oats", "rivers"])

    after = stems.of(["oats", "rivers", "mills"])

    assert after == [before[1], before[2], before[0]]


def test_several_threads_may_ask_at_once() -> None:
    stems = Stems()
    words = [f"word{number}s" for number in range(200)]

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda start: stems.of(words[start:] + words[:start]), range(0, 200, 20)))

    plain = stems.of(words)
    assert found == [plain[start:] + plain[:start] for start in range(0, 200, 20)]
