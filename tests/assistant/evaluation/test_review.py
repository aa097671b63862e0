from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import BadQuestions
from assistant.evaluation.questions import read_questions
from assistant.evaluation.review import Excerpt, ReviewedFile, excerpts
from tests.assistant.evaluation.fakes import SHOP, archive, asked

LINES = (
    '{"id": 1, "question": "When does it open?", "answers": ["nine"], "answerable": true, "note": "mine"}',
    '{"id": "two", "question": "Who is the mayor?", "answerable": false, "made": "by rule"}',
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of two questions."""
    path = tmp_path / "questions.jsonl"
    path.write_text("\n\n".join(LINES), "utf-8")
    return path


def row(path: Path, place: int) -> Mapping[str, object]:
    """A row of the file as it is on the disk."""
    parsed: Mapping[str, object] = json.loads(path.read_text("utf-8").splitlines()[place])
    return parsed


def test_a_decision_is_in_the_file_at_once_and_the_rest_stays_as_it_was(path: Path) -> None:
    file = ReviewedFile.open(path)

    file.keep(0, file.questions[0])

    assert row(path, 0) == {**json.loads(LINES[0]), "review": "kept"}
    assert path.read_text("utf-8").splitlines()[1] == LINES[1]
    assert [name.name for name in path.parent.iterdir()] == ["questions.jsonl"]


def test_an_edit_is_told_from_a_mere_keep_and_remains_one(path: Path) -> None:
    file = ReviewedFile.open(path)

    file.keep(0, replace(file.questions[0], question="At what time does it open?"))
    file.keep(0, file.questions[0])

    assert row(path, 0)["question"] == "At what time does it open?"
    assert row(path, 0)["review"] == "edited"
    assert ReviewedFile.open(path).questions == file.questions


def test_what_is_dropped_is_not_asked_and_can_be_kept_again(path: Path) -> None:
    file = ReviewedFile.open(path)

    file.drop(0)
    dropped = [question.id for question in read_questions(path)]
    file.keep(0, file.questions[0])

    assert dropped == ["two"]
    assert [question.id for question in read_questions(path)] == ["1", "two"]
    assert file.count() == {"kept": 1, "": 1}


def test_an_edit_that_makes_no_question_is_refused_and_changes_nothing(path: Path) -> None:
    file = ReviewedFile.open(path)
    before = path.read_bytes()

    with pytest.raises(BadQuestions, match='no "question"'):
        file.keep(0, replace(file.questions[0], question=" "))
    with pytest.raises(BadQuestions, match='not answerable, and yet it has "answers"'):
        file.keep(1, replace(file.questions[1], answers=("Ada",)))

    assert path.read_bytes() == before
    assert file.questions == ReviewedFile.open(path).questions


def test_a_file_that_something_else_changed_is_not_overwritten(path: Path) -> None:
    file = ReviewedFile.open(path)
    path.write_text(LINES[1], "utf-8")

    with pytest.raises(BadQuestions, match="was changed by something else; start the review again"):
        file.drop(0)

    assert path.read_text("utf-8") == LINES[1]


def test_a_write_that_fails_leaves_the_old_file_whole(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = ReviewedFile.open(path)
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BadQuestions, match="cannot be written"):
        file.drop(0)

    assert path.read_bytes() == before
    assert [name.name for name in path.parent.iterdir()] == ["questions.jsonl"]
    assert file.questions[0].review == ""


def test_evidence_is_shown_where_it_stands_however_its_lines_are_broken() -> None:
    question = replace(asked(evidence=["opens  at\nnine."]), documents=(SHOP.id,))

    (excerpt,) = excerpts(question, archive())

    assert (excerpt.title, excerpt.before, excerpt.quote) == ("Shop", "The shop ", "opens at nine.")
    assert "green tea" in excerpt.after


def test_evidence_that_stands_nowhere_is_shown_without_a_document() -> None:
    assert excerpts(asked(evidence=["It opens at ten."]), archive()) == (Excerpt("", "", "It opens at ten.", ""),)
