from __future__ import annotations

import math
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from assistant.errors import JudgeFailed
from assistant.evaluation.ragas import RagasFigure, evaluate_with_ragas, ragas_rows
from assistant.evaluation.run import Run
from tests.assistant.evaluation.reports import report


def ragas_saying(*scores: dict[str, object]) -> ModuleType:
    """A module in the place of ragas, whose metrics give these scores; it notes what it was handed."""
    module: Any = ModuleType("ragas")
    module.EvaluationDataset = SimpleNamespace(from_list=lambda rows: rows)

    def evaluate(dataset: object, **options: object) -> SimpleNamespace:
        module.handed = (dataset, options)
        return SimpleNamespace(scores=list(scores))

    module.evaluate = evaluate
    return module  # type: ignore[no-any-return]


def test_answered_questions_are_rows_and_refusals_are_not() -> None:
    rows = ragas_rows(report().run)

    assert len(rows) == 2
    assert rows[0] == {
        "user_input": "Q?",
        "response": "The shop opens at nine.",
        "retrieved_contexts": ["The shop opens at nine. It sells green tea."],
        "reference": "nine",
        "reference_contexts": ["opens at nine"],
    }


def test_scores_come_back_as_figures_and_those_that_are_nan_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ragas_saying({"faithfulness": 1.0, "other": math.nan}, {"faithfulness": math.nan, "other": None})
    monkeypatch.setitem(sys.modules, "ragas", module)

    figures = evaluate_with_ragas(report().run, ["faithfulness", "other"], llm="a model")

    faithfulness = figures["faithfulness"]
    assert (faithfulness.count, faithfulness.unread) == (1, 1)
    assert faithfulness.interval is not None
    assert faithfulness.interval.value == 1.0
    assert figures["other"] == RagasFigure("other", 0, 2, None)
    assert module.handed[1]["llm"] == "a model"


def test_without_ragas_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ragas", None)

    with pytest.raises(JudgeFailed, match=r"pip install 'sourcechat\[ragas\]'"):
        evaluate_with_ragas(report().run, [])


def test_a_ragas_that_lacks_something_is_told_from_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "ragas.py").write_text("import langchain_community_that_is_not_there\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "ragas", raising=False)

    with pytest.raises(JudgeFailed, match=r"something it needs is not .*langchain_community_that_is_not_there"):
        evaluate_with_ragas(report().run, [])


def test_a_run_without_answers_cannot_be_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ragas", ragas_saying())

    with pytest.raises(JudgeFailed, match="no question was answered"):
        evaluate_with_ragas(Run(()), [])
