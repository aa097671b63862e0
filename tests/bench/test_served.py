from __future__ import annotations

import argparse
import json
from pathlib import Path

from bench.served import _questions, _times


def test_times_are_told_in_a_line_also_of_a_single_answer() -> None:
    assert _times([1.0, 2.0, 3.0]) == "3 answers, p50 2.0 s, p95 2.9 s"
    assert _times([4.0]) == "1 answers, p50 4.0 s, p95 4.0 s"


def test_the_questions_of_a_file_are_asked_over_and_over(tmp_path: Path) -> None:
    rows = [json.dumps({"id": str(number), "question": text}) for number, text in enumerate(("When?", "Where?"))]
    (tmp_path / "questions.jsonl").write_text("\n".join(rows), "utf-8")
    asked = _questions(argparse.Namespace(questions=tmp_path / "questions.jsonl", data=tmp_path))

    assert [next(asked) for _ in range(3)] == ["When?", "Where?", "When?"]
