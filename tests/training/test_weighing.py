from __future__ import annotations

from assistant.computing.weighing import Weighable
from training.table_questions import TableQuestion
from training.weighing import Worked, fit, fit_trust, folds


def _worked(table: str, *, right: int) -> Worked:
    proposals = (Weighable({"a": 1.0}, ("x",), "count"), Weighable({"b": 1.0}, ("y",), "lookup"))
    return Worked(table, TableQuestion("q", "?", ("x",)), proposals, tuple(number == right for number in range(2)))


def test_marks_of_right_proposals_weigh_more() -> None:
    weights = fit([_worked(f"t{n}", right=0) for n in range(4)])

    assert weights["a"] > 0 > weights["b"]


def test_marks_met_too_rarely_have_no_weight() -> None:
    assert fit([_worked("t", right=0)]) == {}


def test_trust_follows_what_was_right() -> None:
    rows = [{"bias": 1.0, "share": 2.0}] * 10 + [{"bias": 1.0, "share": -2.0}] * 10

    weights = fit_trust(rows, [True] * 10 + [False] * 10)

    assert weights["share"] > 0.5


def test_all_questions_of_a_table_are_of_one_fold() -> None:
    assert folds(["a", "b", "a"]) == folds(["b", "a"])
