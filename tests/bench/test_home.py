from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.home import Outcome, main, misses, read_home_questions, table
from bench.home_judging import HomeQuestion, Judged, Said, Verdict


def outcome(verdict: Verdict, *, answerable: bool = True, kind: str = "count") -> Outcome:
    row = {
        "id": "h1",
        "half": "build",
        "type": kind,
        "question": "How many?",
        "answerable": answerable,
        "answers": ["5"],
    }
    return Outcome(HomeQuestion.of(row), Said(("six",)), Judged(verdict, "does not say “5”"), 0.5)


def test_the_table_counts_by_kind_and_in_all() -> None:
    lines = list(
        table([outcome(Verdict.RIGHT), outcome(Verdict.WRONG, kind="sum"), outcome(Verdict.REFUSED, answerable=False)])
    )

    assert "| count | 1 | 1 | 0 | 0 | 0 | 1 | 1 |" in lines
    assert "| sum | 1 | 0 | 0 | 1 | 0 | 0 | 0 |" in lines
    assert "| all | 2 | 1 | 0 | 1 | 0 | 1 | 1 |" in lines
    assert "0.50 s a question" in lines


def test_a_miss_is_shown_with_what_was_said_and_wanted() -> None:
    shown = "\n".join(
        misses([outcome(Verdict.WRONG), outcome(Verdict.RIGHT), outcome(Verdict.REFUSED, answerable=False)])
    )

    assert shown.split("\n")[1:] == ["h1 count: How many?", "  wrong: does not say “5”", "  said: six", "  wanted: 5"]


def test_an_unknown_kind_is_told_with_those_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--kinds", "riddle"]) == 1
    assert "yes-no" in capsys.readouterr().err


def test_the_questions_are_read_in_order() -> None:
    assert [one.id for one in read_home_questions()][:2] == ["h001", "h002"]


@pytest.mark.model
def test_another_folder_is_asked_with_questions_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "choir"
    folder.mkdir()
    (folder / "rehearsals.txt").write_text("The choir rehearses on Mondays at 19:30 in the old school.\n", "utf-8")
    row = {
        "id": "c1",
        "type": "fact",
        "question": "When does the choir rehearse?",
        "answerable": True,
        "answers": ["Mondays at 19:30"],
        "documents": ["rehearsals.txt"],
    }
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps(row), "utf-8")

    status = main(["--documents", str(folder), "--questions", str(questions)])

    assert status == 0
    assert "right of the answerable 1.00 (1 of 1)" in capsys.readouterr().out
