from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from ingest.documents import Revision
from tests.vectorstore.contracts import TEA, chunks_of
from vectorstore.passages import Passage

PASSAGE = Passage(chunks_of(TEA)[0], TEA.source.uri, Revision("r1"), 0.8, 0.5, 1, None)


def test_a_passage_is_a_value() -> None:
    assert replace(PASSAGE) == PASSAGE
    assert hash(replace(PASSAGE)) == hash(PASSAGE)
    with pytest.raises(FrozenInstanceError):
        PASSAGE.score = 1.0  # type: ignore[misc]  # what is tested


def test_a_passage_that_a_list_did_not_hold_has_no_rank_there() -> None:
    assert (PASSAGE.dense_rank, PASSAGE.lexical_rank) == (1, None)


def test_a_passage_is_the_exact_words_of_its_document() -> None:
    assert TEA.text[PASSAGE.chunk.start : PASSAGE.chunk.end] == PASSAGE.chunk.text
