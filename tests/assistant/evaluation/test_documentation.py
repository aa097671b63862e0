from __future__ import annotations

from pathlib import Path

from assistant.evaluation.figures import METRICS
from assistant.evaluation.reports import to_object
from tests.assistant.evaluation.reports import report

PAGE = (Path(__file__).parents[3] / "docs" / "evaluation.md").read_text("utf-8")


def test_every_figure_is_documented() -> None:
    missing = [name for name in METRICS if f"`{name}`" not in PAGE]

    assert missing == ["recall@3", "recall@5"]  # "`recall@1` to `recall@10`"


def test_every_name_of_the_report_is_documented() -> None:
    assert [name for name in to_object(report()) if f"`{name}`" not in PAGE and f'`"{name}"' not in PAGE] == []
    assert '`"version": 1`' in PAGE
