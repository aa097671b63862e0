from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from training.table_questions import Given, TableQuestion, is_right, is_right_with_scale, load


def _question(*answers: str, scale: str = "") -> TableQuestion:
    return TableQuestion("q", "?", answers, scale)


@pytest.mark.parametrize(
    ("given", "answers", "right"),
    [
        (Given(("Ada (GER)",), None), ("ada",), True),
        (Given(("b", "a"), None), ("A", "B"), True),
        (Given(("a",), None), ("a", "b"), False),
        (Given((), 397.0), ("397 ft",), True),
        (Given((), 5050000.0), ("5,050,000",), True),
        (Given((), 66.944), ("66.94",), True),
        (Given((), 66.95), ("66.94",), False),
        (Given((), 12.0), ("Cuba",), False),
    ],
)
def test_answers_are_equal_by_words_or_by_number(
    given: Given,
    answers: tuple[str, ...],
    right: bool,  # noqa: FBT001 - of a case
) -> None:
    assert is_right(given, _question(*answers)) is right


def test_a_number_has_its_scale_too() -> None:
    assert is_right_with_scale(Given((), 35.0, "million"), _question("35", scale="million"))
    assert not is_right_with_scale(Given((), 35.0), _question("35", scale="million"))


def test_tables_are_parted_in_halves_that_a_seed_repeats(tmp_path: Path) -> None:
    rows = [
        {
            "table": f"t{n}",
            "rows": [["A", "B"], ["a", "1"]],
            "questions": [{"id": n, "question": "?", "answers": ["a"]}],
        }
        for n in range(10)
    ]
    (tmp_path / "tables").mkdir()
    with gzip.open(tmp_path / "tables" / "wikitables_dev.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)

    build, kept = load(tmp_path, "wikitables")

    assert len(build) == len(kept) == 5
    assert not {one.name for one in build} & {one.name for one in kept}
    assert [one.name for one in load(tmp_path, "wikitables")[0]] == [one.name for one in build]
