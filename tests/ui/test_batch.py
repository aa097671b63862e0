from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.conversation.history import EarlierTurn
from assistant.evaluation.questions import read_questions
from ui.batch import BadBatch, read_batch


def test_rows_have_an_id_a_question_and_earlier_turns(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(
        '{"id": "a", "question": "Who?"}\n\n'
        '{"question": "When?", "history": ["Who?", {"question": "What?", "answer": "Tea."}]}\n'
    )

    first, second = read_batch(path)

    assert (first.id, first.question, first.history) == ("a", "Who?", ())
    assert second.history == (EarlierTurn("Who?", None), EarlierTurn("What?", "Tea."))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "rows.jsonl:1: not JSON"),
        ("[]", "no question"),
        ('{"question": 3}', "no question"),
        ('{"question": "Q", "history": "Q"}', '"history" is not a list'),
        ('{"question": "Q", "history": {}}', '"history" is not a list'),
        ('{"question": "Q", "history": [{"question": "W", "answer": 5}]}', "an earlier turn is"),
        ('{"question": "Q", "history": [3]}', "an earlier turn is"),
    ],
)
def test_a_bad_row_is_named_by_its_line(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(line)

    with pytest.raises(BadBatch, match=message):
        read_batch(path)


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
def test_a_separator_that_json_leaves_as_it_is_ends_no_row(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "rows.jsonl"
    row = {"id": "a", "question": f"Who{separator}is it?", "answerable": True}
    path.write_text(json.dumps(row, ensure_ascii=False) + "\r\n", "utf-8")

    assert [one.question for one in read_batch(path)] == [row["question"]]
    assert [one.question for one in read_questions(path)] == [row["question"]]


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadBatch, match="cannot be read"):
        read_batch(tmp_path / "missing.jsonl")


def test_a_file_without_a_question_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("\n")

    with pytest.raises(BadBatch, match="holds no questions"):
        read_batch(path)
