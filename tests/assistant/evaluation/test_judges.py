from __future__ import annotations

from assistant.evaluation.judges import VerbatimFirst
from tests.assistant.evaluation.fakes import ToldJudge


def test_words_that_stand_in_the_passage_prove_themselves_and_others_are_asked_of() -> None:
    inner = ToldJudge(("c2", "p2"))

    chances = VerbatimFirst(inner).judge([("It  is so.", "He said: It is\nso. Yes."), ("c2", "p2"), ("c3", "p3")])

    assert [one.supported for one in chances] == [1.0, 0.9, 0.1]
    assert inner.asked == [("c2", "p2"), ("c3", "p3")]


def test_nothing_is_asked_where_everything_is_verbatim() -> None:
    inner = ToldJudge()

    VerbatimFirst(inner).judge([("so", "so it is")])

    assert inner.asked == []
