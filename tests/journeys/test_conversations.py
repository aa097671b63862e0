"""Conversations over the example documents: what a resolved follow-up finds, refuses and cites."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import platformdirs
import pytest

from assistant.chain import AnswerChain
from assistant.conversation.question import Question, Turn
from assistant.conversation.turns import stand_alone
from assistant.pipeline import Pipeline
from assistant.reader.by_language import Readers
from ingest.documents import Document
from ingest.formats import READERS
from ingest.reading import read
from ingest.sources import find_sources, load
from tests.assistant.fakes import ToldReader, WordEmbedder, library_of
from vectorstore.embedding import SentenceEmbedder
from vectorstore.library import Library

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT / "examples" / "documents"
ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in (ROOT / "examples" / "conversations.jsonl").read_text("utf-8").splitlines()
]


def _documents() -> list[Document]:
    return [read(load(located)) for located in find_sources([str(DOCUMENTS)], suffixes=READERS).located]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of the example documents."""
    embedder = SentenceEmbedder.load(cache=platformdirs.user_cache_path("sourcechat"))
    with Library.open(tmp_path_factory.mktemp("library"), embedder, write=True) as library:
        for document in _documents():
            library.put(document)
        yield library


def test_there_are_conversations_of_every_kind() -> None:
    assert len(ROWS) >= 25
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert all(row["history"] for row in ROWS)
    assert sum(not row["answerable"] for row in ROWS) >= 4


def test_the_evidence_of_every_conversation_stands_in_a_document() -> None:
    texts = [document.text for document in _documents()]

    missing = [
        (row["id"], words)
        for row in ROWS
        for words in row.get("evidence", ())
        if not any(_flat(words) in _flat(text) for text in texts)
    ]

    assert missing == []
    assert all(bool(row.get("evidence")) == row["answerable"] for row in ROWS)


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row["id"] in {"c25", "c32", "c33", "c34"}], ids=lambda row: row["id"]
)
def test_a_change_of_subject_is_searched_as_it_is(row: dict[str, Any]) -> None:
    assert stand_alone(_question(row)) == row["question"]


@pytest.mark.model
# Measured: 28 and 33 of 34, where the questions as they were asked find 22 and 29. Nothing here is random.
@pytest.mark.parametrize(("within", "least"), [(1, 28), (3, 33)])
def test_a_resolved_follow_up_finds_the_evidence(library: Library, within: int, least: int) -> None:
    answerable = [row for row in ROWS if row["answerable"]]

    found = [_finds(library, stand_alone(_question(row)), row["evidence"], within) for row in answerable]
    raw = [_finds(library, row["question"], row["evidence"], within) for row in answerable]

    assert sum(found) >= least
    assert sum(found) > sum(raw)


def test_a_refusal_still_works_after_a_hit_and_shows_the_question_that_was_searched() -> None:
    chain = AnswerChain(
        Pipeline(library_of("Ada Lovelace leads the shop."), Readers(ToldReader("leads")), WordEmbedder())
    )
    hit = chain.invoke(Question("Who leads the shop?"))
    silent = AnswerChain(Pipeline(library_of("Ada Lovelace leads the shop."), Readers(ToldReader()), WordEmbedder()))

    answer = silent.invoke(Question("How old is she?", (Turn("Who leads the shop?", hit.text),)))

    assert not hit.refused
    assert answer.standalone_question == "How old is Ada Lovelace?"
    assert answer.refused
    assert answer.citations == ()


def test_nothing_of_an_earlier_turn_is_cited_unless_it_is_found_again() -> None:
    turns = (Turn("How deep is the peat?", "The peat lies up to 7.4 metres deep. [1]"),)
    chain = AnswerChain(
        Pipeline(library_of("The tank holds two litres."), Readers(ToldReader("litres")), WordEmbedder())
    )

    answer = chain.invoke(Question("How much does the tank hold?", turns))

    assert [citation.quote for citation in answer.citations] == ["The tank holds two litres."]


def _question(row: dict[str, Any]) -> Question:
    turns = (turn if isinstance(turn, dict) else {"question": turn, "answer": ""} for turn in row["history"])
    return Question(row["question"], tuple(Turn(turn["question"], turn["answer"]) for turn in turns))


def _finds(library: Library, question: str, evidence: list[str], within: int) -> bool:
    passages = library.search(question, limit=within)
    return any(_flat(words) in _flat(passage.chunk.text) for words in evidence for passage in passages)


def _flat(text: str) -> str:
    return " ".join(text.split())
