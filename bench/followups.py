"""Follow-ups over the example documents: what is found for a follow-up as asked, as we write it out, and by hand.

Printed by `python -m bench.rewriting`. Knows questions and passages; never answers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import platformdirs

from assistant.conversation.question import Question, Turn
from assistant.conversation.turns import stand_alone
from ingest.formats import READERS
from ingest.reading import read
from ingest.sources import find_sources, load
from vectorstore.embedding import SentenceEmbedder
from vectorstore.library import Library
from vectorstore.passages import Passage

WORDINGS = ("as asked", "ours", "by hand")
_WITHIN = (1, 5)
_BY_HAND = Path(__file__).with_name("conversations_by_hand.jsonl")


class Searchable(Protocol):
    """What finds passages. `Library` is one."""

    def search(self, query: str, *, limit: int) -> Sequence[Passage]:
        """Return the best passages first."""
        ...


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The last question of a conversation in each of the wordings, and words of the passage that answers it."""

    wordings: tuple[str, str, str]
    evidence: tuple[str, ...]


def follow_ups(examples: Path, by_hand: Path = _BY_HAND) -> tuple[FollowUp, ...]:
    """Return the answerable follow-ups of `examples`, a file of conversations.

    Raises KeyError where one is not worded by hand.
    """
    hands = {row["id"]: row["standalone"] for row in _rows(by_hand)}
    return tuple(
        FollowUp((row["question"], stand_alone(_question(row)), hands[row["id"]]), tuple(row["evidence"]))
        for row in _rows(examples)
        if row["answerable"]
    )


def found(library: Searchable, asked: Sequence[FollowUp], wording: int, within: int) -> int:
    """Return for how many follow-ups the evidence stands in one of the first `within` passages."""
    return sum(_finds(library, one.wordings[wording], one.evidence, within) for one in asked)


def report(examples: Path) -> None:
    """Print recall of the evidence over a library of the example documents."""
    asked = follow_ups(examples / "conversations.jsonl")
    embedder = SentenceEmbedder.load(cache=platformdirs.user_cache_path("sourcechat"))
    with TemporaryDirectory() as folder, Library.open(Path(folder), embedder, write=True) as library:
        for located in find_sources([str(examples / "documents")], suffixes=READERS).located:
            library.put(read(load(located)))
        print(f"conversations over the example documents, {len(asked)} follow-ups: evidence found")
        for place, wording in enumerate(WORDINGS):
            shares = (f"recall@{within} {found(library, asked, place, within) / len(asked):.2f}" for within in _WITHIN)
            print(f"  {wording:<10}{'  '.join(shares)}")


def _question(row: Mapping[str, Any]) -> Question:
    turns = (Turn(one) if isinstance(one, str) else Turn(one["question"], one["answer"]) for one in row["history"])
    return Question(row["question"], tuple(turns))


def _finds(library: Searchable, question: str, evidence: Sequence[str], within: int) -> bool:
    texts = [_flat(passage.chunk.text) for passage in library.search(question, limit=within)]
    return any(_flat(words) in text for words in evidence for text in texts)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
