from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path

from ingest.documents import Span
from training.open_data import (
    Claimed,
    is_kept_aside,
    measured_texts,
    read_asked,
    read_claimed,
    sampled_by_source,
)


def write(path: Path, *rows: Mapping[str, object]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    return path


QUESTION = {
    "src": "wiki",
    "question": "Who?",
    "context": "Anna came.",
    "answers": [{"text": "Anna", "start": 0}, {"text": "Anna", "start": 0}],
    "impossible": False,
}
CLAIM = {"src": "news", "premise": "Anna came.", "hypothesis": "She came.", "label": "partially_supported"}


def test_a_question_has_each_accepted_span_once(tmp_path: Path) -> None:
    (row,) = read_asked(write(tmp_path / "rows.jsonl.gz", QUESTION))

    assert row.answers == (Span(0, 4),)
    assert row.texts == ("Anna",)


def test_a_question_marked_impossible_has_no_answers(tmp_path: Path) -> None:
    (row,) = read_asked(write(tmp_path / "rows.jsonl.gz", QUESTION | {"impossible": True}))

    assert row.answers == ()


def test_what_supports_in_part_does_not_support(tmp_path: Path) -> None:
    rows = read_claimed(
        write(
            tmp_path / "rows.jsonl.gz",
            *(CLAIM | {"label": label} for label in ("supported", "partially_supported", "not_supported", "refuted")),
        )
    )

    assert [row.label for row in rows] == [0, 1, 1, 2]


def test_all_texts_of_measured_files_are_named(tmp_path: Path) -> None:
    write(tmp_path / "reader_dev.jsonl.gz", QUESTION)
    write(tmp_path / "support_dev.jsonl.gz", CLAIM)
    write(tmp_path / "sentence_ranking.jsonl.gz", {"question": "Which?", "passages": [{"text": "This.", "label": 1}]})
    write(tmp_path / "multihop_rag/facts.jsonl.gz", {"fact_id": 1, "fact": "It is so."})
    write(tmp_path / "multihop_rag/queries.jsonl.gz", {"question": "Is it?", "answer": ["yes"]})

    assert set(measured_texts(tmp_path)) == {
        "Who?", "Anna came.", "She came.", "Which?", "This.", "It is so.", "Is it?",
    }  # fmt: skip


def test_about_one_text_in_sixteen_is_kept_aside_and_always_the_same() -> None:
    kept = [is_kept_aside(f"context {index}") for index in range(3200)]

    assert 150 < sum(kept) < 250
    assert kept == [is_kept_aside(f"context {index}") for index in range(3200)]


def test_a_sample_is_the_same_every_time_and_of_every_source() -> None:
    rows = [Claimed(source, f"Claim {at}.", "Text.", 0) for source in ("other", "notes") for at in range(20)]

    assert sampled_by_source(rows, 3) == sampled_by_source(rows, 3)
    assert [row.source for row in sampled_by_source(rows, 1)] == ["notes", "other"]
    assert len(sampled_by_source(rows, 100)) == len(rows)
