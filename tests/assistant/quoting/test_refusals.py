from __future__ import annotations

import pytest

from assistant.quoting.refusals import refuse
from tests.assistant.fakes import passage_in

SHOP = passage_in("The shop sells green tea.", "Ada runs it with her brother.")


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("When does the shop open?", "do not say when"),
        ("How many people work in the shop?", "do not give this number"),
        ("Where is the shop?", "do not name this place"),
        ("What else does the shop sell?", "are near the subject but do not answer this"),
    ],
)
def test_a_refusal_says_what_the_nearest_passages_lack(question: str, reason: str) -> None:
    assert refuse(question, [SHOP]).reason == f"Not in your documents: the closest passages {reason}."


def test_a_name_that_no_passage_has_is_named() -> None:
    assert "do not mention “Samarkand”" in refuse("When did the shop come to Samarkand?", [SHOP]).reason


def test_a_question_in_another_language_is_told_so() -> None:
    assert "does not seem to be in English" in refuse("Quand est-ce que le magasin ouvre ses portes?", [SHOP]).reason


def test_the_nearest_passages_come_with_it() -> None:
    passages = [passage_in(f"Text number {number}.", title=f"Notes {number}") for number in range(5)]

    nearest = refuse("When does the shop open?", passages).nearest

    assert [citation.title for citation in nearest] == ["Notes 0", "Notes 1", "Notes 2"]


def test_nothing_is_near_where_nothing_was_found() -> None:
    assert refuse("When does the shop open?", []).nearest == ()
