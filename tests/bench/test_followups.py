from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.followups import FollowUp, follow_ups, found
from tests.assistant.fakes import library_of

EXAMPLES = Path(__file__).parents[2] / "examples" / "conversations.jsonl"
ASKED = FollowUp(("When was it founded?", "When was the bakery founded?", "When was the bakery founded?"), ("in 1999",))


def test_every_answerable_example_is_worded_in_three_ways() -> None:
    asked = follow_ups(EXAMPLES)

    assert len(asked) >= 30
    assert all(all(one.wordings) and one.evidence for one in asked)
    assert sum(one.wordings[0] != one.wordings[1] for one in asked) > len(asked) / 2


def test_evidence_is_found_in_the_first_passages_whatever_its_blanks() -> None:
    library = library_of("The bakery was founded\nin  1999.")

    assert found(library, [ASKED], 1, 5) == 1
    assert found(library, [FollowUp(ASKED.wordings, ("in 2001",))], 1, 5) == 0


def test_a_follow_up_that_nobody_worded_is_named(tmp_path: Path) -> None:
    (tmp_path / "c.jsonl").write_text(json.dumps({"id": "x1", "question": "Why?", "history": [], "answerable": True}))
    (tmp_path / "hand.jsonl").write_text("")

    with pytest.raises(KeyError, match="x1"):
        follow_ups(tmp_path / "c.jsonl", tmp_path / "hand.jsonl")
