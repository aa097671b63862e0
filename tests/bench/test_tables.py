from __future__ import annotations

from bench.tables import Tried, report
from training.table_questions import TableQuestion

QUESTION = TableQuestion("q", "?", ("x",))


def test_figures_are_of_the_answered_and_of_all() -> None:
    tried = [
        Tried(QUESTION, "x", 0.9, right=True, right_with_scale=True),
        Tried(QUESTION, "y", 0.8, right=False, right_with_scale=False),
        Tried(QUESTION, "x", 0.1, right=True, right_with_scale=True),
        Tried(QUESTION, "y", 0.1, right=False, right_with_scale=False),
    ]

    # two of four answered, one of them right
    shares = [cell.split(" ")[0] for cell in report(tried, 0.5).split("  ") if cell and "." in cell]
    assert shares == ["0.500", "0.500", "0.250", "0.250"]
