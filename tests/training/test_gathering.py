from __future__ import annotations

from pathlib import Path

from tests.training.test_open_data import CLAIM, QUESTION, write
from training.gathering import clean_rows
from training.open_data import is_kept_aside

TEXTS = [f"Anna of house {number} came home at dusk and lit the lamp for all." for number in range(60)]
MEASURED = TEXTS[0]


def write_data(folder: Path) -> None:
    """Write rows to learn from, the first of which is measured as well, and whatever else is measured."""
    asked = [QUESTION | {"context": text, "question": f"Who was in house {place}?"} for place, text in enumerate(TEXTS)]
    write(folder / "reader_train.jsonl.gz", *asked)
    write(folder / "support_train.jsonl.gz", *(CLAIM | {"premise": text} for text in TEXTS))
    write(folder / "reader_dev.jsonl.gz", QUESTION | {"context": MEASURED, "question": "Who lit the lamp then?"})
    write(folder / "support_dev.jsonl.gz", CLAIM)
    write(folder / "sentence_ranking.jsonl.gz", {"question": "Who?", "passages": [{"text": "Nobody at all."}]})
    write(folder / "multihop_rag" / "facts.jsonl.gz")
    write(folder / "multihop_rag" / "queries.jsonl.gz")


def test_nothing_is_learnt_from_that_is_measured_or_kept_aside(tmp_path: Path) -> None:
    write_data(tmp_path)

    learnt, claims = clean_rows(tmp_path)

    free = {text for text in TEXTS[1:] if not is_kept_aside(text)}
    assert {row.context for row in learnt} == free
    assert {row.passage for row in claims} == free
    assert free < set(TEXTS[1:])
