from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from assistant.evaluation.comparison import compare
from assistant.evaluation.figures import METRICS
from assistant.evaluation.judges import Dissent
from assistant.evaluation.run_json import to_object
from assistant.evaluation.sweep import Point
from tests.assistant.evaluation.reports import report

PAGE = (Path(__file__).parents[3] / "docs" / "evaluation.md").read_text("utf-8")


def test_every_figure_is_documented() -> None:
    missing = [name for name in METRICS if f"`{name}`" not in PAGE]

    assert missing == ["recall@3", "recall@5"]  # "`recall@1` to `recall@10`"


def test_every_name_of_the_report_is_documented() -> None:
    scores = report().run.scores
    full = replace(
        report(),
        comparison=compare(scores, [replace(one, values={"correct": 0.0}) for one in scores]),
        sweep=(Point({"retrieval.top_k": "4"}, report().figures, 0.2),),
        disagreement=Dissent("told:model", 4, 1, 0, (("claim", "passage"),)),
    )

    missing = {name for name in _names(to_object(full)) if f"`{name}`" not in PAGE and f'`"{name}"' not in PAGE}

    assert missing - BY_NAME == {"recall@3", "recall@5"}
    assert '`"version": 1`' in PAGE


BY_NAME = {"retrieval.top_k", "read", "answer", "verify", "rewrite", "retrieve"}  # settings and stages


def _names(value: object) -> Iterator[str]:
    """Every name in a report, those of settings, slices and stages too."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            if name != "slices":
                yield from _names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _names(inner)
