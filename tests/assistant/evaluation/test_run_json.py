from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import AssistantError, BadQuestions
from assistant.evaluation.comparison import compare
from assistant.evaluation.figures import Figure
from assistant.evaluation.judges import Dissent
from assistant.evaluation.run_json import SCHEMA, VERSION, read_baseline, to_json, to_object
from assistant.evaluation.sweep import Point
from tests.assistant.evaluation.reports import about, report


def test_a_report_has_its_schema_everything_that_was_run_and_every_row() -> None:
    table = to_object(report())

    assert (table["schema"], table["version"]) == (SCHEMA, VERSION) == ("sourcechat.evaluation", 1)
    assert set(table) == {
        "schema",
        "version",
        "about",
        "notes",
        "figures",
        "curve",
        "slices",
        "stages",
        "comparison",
        "sweep",
        "disagreement",
        "rows",
    }
    assert len(json.loads(to_json(report()))["rows"]) == 3


def test_a_figure_has_its_interval_and_an_absent_one_its_reason() -> None:
    figures = json.loads(to_json(report()))["figures"]

    assert figures["correct"]["value"] == pytest.approx(2 / 3, abs=1e-6)
    assert figures["correct"]["better"] == "higher"
    assert figures["false_answers"]["better"] == "lower"
    assert figures["all_of"] == {"value": None, "reason": 'no question gives "all"', "count": 0}


def test_a_row_has_what_was_asked_said_cited_and_found() -> None:
    row = json.loads(to_json(report()))["rows"][0]

    assert (row["id"], row["answers"], row["follow_up"]) == ("open", ["nine"], False)
    assert row["said"]["answer"] == "The shop opens at nine. [1]"
    assert row["said"]["citations"][0]["quote"] == "The shop opens at nine."
    assert row["values"]["recall@1"] == 1.0


def test_a_report_is_read_back_as_the_scores_of_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(to_json(report(failing=AssistantError("no"))), "utf-8")

    scores = read_baseline(path)

    assert [one.id for one in scores] == ["open", "mayor", "april"]
    assert scores[0].values["correct"] == 1.0
    assert scores[2].confidence is None
    assert not compare(scores, scores).flips


def test_comparison_sweep_and_disagreement_are_written_where_there_are_any() -> None:
    scores = report().run.scores
    full = replace(
        report(),
        comparison=compare(scores, scores),
        sweep=(
            Point({"retrieval.top_k": "4"}, {"correct": Figure("correct", 3, 0.5, 0.1, 0.9)}, 0.2, worth_having=True),
        ),
        disagreement=Dissent("told:model", 4, 1, 0, (("claim", "passage"),)),
    )

    table = json.loads(to_json(full))

    assert table["comparison"]["changes"]["correct"]["p_value"] == 1.0
    assert table["sweep"][0]["settings"] == {"retrieval.top_k": "4"}
    assert table["disagreement"]["share"] == 0.25


def _with_figure(value: str) -> str:
    row = (
        '{"id": "a", "question": "Q?", "answerable": true, "follow_up": false, "failure": "", "said": null, '
        f'"values": {{"correct": {value}}}}}'
    )
    return f'{{"schema": "sourcechat.evaluation", "version": 1, "rows": [{row}]}}'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "cannot be read as a report"),
        ("[]", "not a report of `sourcechat evaluate`"),
        ('{"schema": "other"}', "not a report"),
        ('{"schema": "sourcechat.evaluation", "version": 9}', "a report of version 9, not 1"),
        ('{"schema": "sourcechat.evaluation", "version": 1}', "a damaged report"),
        ('{"schema": "sourcechat.evaluation", "version": 1, "rows": [{"id": "a"}]}', "a damaged report"),
        *((_with_figure(value), "a damaged report") for value in ('"high"', "NaN", "null")),
        ("[" * 100_000, "cannot be read as a report"),
    ],
)
def test_a_baseline_that_is_no_report_is_an_error_with_the_remedy(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "report.json"
    path.write_text(text)

    with pytest.raises(BadQuestions, match=message):
        read_baseline(path)


def test_a_baseline_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadQuestions, match=r"missing.json: cannot be read"):
        read_baseline(tmp_path / "missing.json")


def test_what_was_run_is_told() -> None:
    assert to_object(report())["about"] == {
        "questions": "questions.jsonl",
        "library": "library",
        "documents": 2,
        "passages": 2,
        "judge": about().judge,
        "version": "0.1.0",
        "date": "2026-11-24",
        "settings": {"retrieval.top_k": "12"},
    }
