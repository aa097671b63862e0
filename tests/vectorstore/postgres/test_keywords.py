from __future__ import annotations

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

    assert first.key == second.key == hash(first)
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
