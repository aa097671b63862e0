from __future__ import annotations

import json
import random
from pathlib import Path

from bench.several import Tally, _drawn, _halves


def test_what_became_of_questions_is_told_in_a_line() -> None:
    tally = Tally([1.0, 2.0, 3.0], lost=["Where?"], again=2, asked=["When?", "When?", "Who?", "Where?"])

    assert tally.line() == (
        "3 answers to 3 different questions: p50 2.00 s, p95 2.90 s, 3.00 s at most; sent again 2, lost 1"
    )


def test_the_one_and_the_many_ask_different_questions_and_none_that_goes_on_from_another(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [{"question": text} for text in ("A?", "B?", "C?", "D?")]
    rows.insert(1, {"question": "And then?", "history": ["A?"]})
    (tmp_path / "questions.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")

    assert _halves(tmp_path / "questions.jsonl") == (["A?", "C?"], ["B?", "D?"])


def test_the_first_question_is_asked_twice_as_often_as_the_second() -> None:
    drawn = _drawn(random.Random(1), ["A?", "B?"], 3_000)

    assert 1_900 < drawn.count("A?") < 2_100
