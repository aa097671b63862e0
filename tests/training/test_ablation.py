from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from assistant.reader.windows import WindowMaker
from tests.training.fakes import tiny_network
from tests.training.test_examples import CLAIM, EMPTY, OTHER, ROW
from training import ablation
from training.examples import Lessons, Recipe
from training.model import ReaderNetwork


def question(source: str, number: int) -> dict[str, object]:
    context = f"Shop {number} is old and small. It opens at {number} in the morning. It sells green tea and bread."
    answer = f"at {number} in"
    return {
        "src": source,
        "question": f"When does shop {number} open?",
        "context": context,
        "answers": [{"text": answer, "start": context.index(answer)}],
        "impossible": False,
    }


def claim(source: str, number: int) -> dict[str, object]:
    label = "supported" if number % 2 else "refuted"
    return {"src": source, "premise": f"Shop {number} sells tea.", "hypothesis": "It sells tea.", "label": label}


def write(path: Path, rows: list[dict[str, object]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write(
        tmp_path / "reader_dev.jsonl.gz",
        [question(source, number) for source in ("xquad_en", "nq_open_oracle") for number in range(4)],
    )
    write(tmp_path / "support_dev.jsonl.gz", [claim("news", number) for number in range(4)])
    return tmp_path


@pytest.fixture(scope="module")
def lessons() -> Lessons:
    return Lessons.gather([ROW, EMPTY] * 2, [(OTHER,)] * 4, [CLAIM] * 2, Recipe(), WindowMaker.load())


def test_every_variant_is_run_once_and_stands_in_the_table(
    data: Path, lessons: Lessons, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ablation, "gather", lambda *_: lessons)
    monkeypatch.setattr(ReaderNetwork, "load", lambda dropout: tiny_network())  # noqa: ARG005 - the signature
    arguments = ["--data", str(data), "--out", str(data / "runs"), "--steps", "1"]

    ablation.main(arguments)
    table = capsys.readouterr().out
    monkeypatch.setattr(ReaderNetwork, "load", None)  # whoever trains again fails
    ablation.main(arguments)

    assert capsys.readouterr().out == table
    assert [line.split(" | ")[0].strip("| ") for line in table.splitlines()[2:]] == [
        variant.name for variant in ablation.VARIANTS
    ]


def test_each_variant_leaves_out_what_it_names(lessons: Lessons) -> None:
    changed = {variant.name: variant.change(lessons) for variant in ablation.VARIANTS}

    assert changed["the whole recipe"] == lessons
    assert changed["without mined contexts"].recipe.mined == 0.0
    assert changed["without altered contexts and questions"].recipe.without_answer == 0.0
    assert changed["without the order loss"].recipe.order == 0.0
    assert changed["without claims"].claimed == ()
    assert changed["without altered sentences as claims"].recipe.altered_claims == 0
