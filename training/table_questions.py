"""Questions on tables with known answers, split by table into a half to build with and a half that is kept.

Reads WikiTableQuestions and TAT-QA as they lie in the data folder; knows how an answer is held against theirs.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.computing.linking import fold
from assistant.computing.quantities import quantities_in
from ingest.documents import Document, Source, Table
from ingest.readers.tables import CellGrid, table_of

SEED = 16
SETS = ("wikitables", "tatqa")


@dataclass(frozen=True, slots=True)
class TableQuestion:
    """A question with its accepted answers; `scale` is that of a number ("million", "percent", "").

    `about` says what it needs, as its data set has it: "table", "table-text", "text".
    """

    id: str
    text: str
    answers: tuple[str, ...]
    scale: str = ""
    about: str = "table"
    kind: str = ""


@dataclass(frozen=True, slots=True)
class QuestionedTable:
    """A document with one table, and the questions on it."""

    name: str
    document: Document
    table: Table
    questions: tuple[TableQuestion, ...]


def load(folder: Path, name: str) -> tuple[tuple[QuestionedTable, ...], tuple[QuestionedTable, ...]]:
    """Return the build half and the kept half of a data set, by tables, drawn with SEED."""
    path = folder / "tables" / f"{name}_dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    names = sorted(row["table"] for row in rows)
    random.Random(SEED).shuffle(names)  # noqa: S311 - a draw that the seed repeats
    build = frozenset(names[: len(names) // 2])
    found = [(row["table"] in build, _questioned(row, titled=name == "wikitables")) for row in rows]
    halves = [tuple(one for inside, one in found if one is not None and inside is wanted) for wanted in (True, False)]
    return halves[0], halves[1]


def _questioned(row: dict[str, list[list[str]]], *, titled: bool) -> QuestionedTable | None:
    paragraphs = "".join(f"{one}\n\n" for one in row.get("paragraphs", ()))
    grid = CellGrid.of_texts(row["rows"], header_rows=1 if titled else None)
    written = table_of(grid, start=len(paragraphs))
    if written is None or written.table is None:
        return None
    name = str(row["table"])
    document = Document(Source(f"file:///{name}", name), name, paragraphs + written.text, tables=(written.table,))
    return QuestionedTable(name, document, written.table, tuple(map(_question, row["questions"])))


def _question(row: object) -> TableQuestion:
    if not isinstance(row, dict):
        raise TypeError("a question is an object")
    answers = tuple(str(answer) for answer in row["answers"])
    return TableQuestion(
        str(row["id"]),
        str(row["question"]),
        answers,
        str(row.get("scale", "")),
        str(row.get("from", "table")),
        str(row.get("type", "")),
    )


# -- right or wrong ------------------------------------------------------------------------------------------------

_TOLERANCE = 0.006  # answers of arithmetic are rounded to two places


@dataclass(frozen=True, slots=True)
class Given:
    """A result held against accepted answers: its words, or its number with the scale that it is in."""

    words: tuple[str, ...]
    number: float | None
    scale: str = ""
    unit: str = ""


def is_right(given: Given, question: TableQuestion) -> bool:
    """Tell whether a result is the accepted answer: the same words in any order, or the same number.

    As the data sets' own measures have it: case, accents, quotation marks and brackets at the end do not count.
    """
    if len(given.words) > 1 or len(question.answers) > 1:
        return sorted(map(_bare, given.words)) == sorted(map(_bare, question.answers)) or _all_equal(
            given.words, question.answers
        )
    if given.words and _same(given.words[0], question.answers[0]):
        return True
    return given.number is not None and _is_number(given.number, question.answers[0])


def is_right_with_scale(given: Given, question: TableQuestion) -> bool:
    """Tell whether a result is right, its scale too, as TAT-QA counts."""
    return is_right(given, question) and (given.scale == question.scale or not _numeric(question.answers))


def _numeric(answers: Sequence[str]) -> bool:
    return all(len(quantities_in(answer)) == 1 and len(answer) < 25 for answer in answers)  # noqa: PLR2004


@lru_cache(maxsize=100_000)
def _bare(text: str) -> str:
    folded = re.sub(r"[‘’´`]", "'", re.sub(r"[“”«»]", '"', fold(text)))
    folded = re.sub(r"[‐‑‒–—−]", "-", folded)
    while True:
        before = folded
        folded = re.sub(r"((?<!^)\[[^\]]*\]|\[\d+\]|[•♦†‡*#+])*$", "", folded.strip())
        folded = re.sub(r"(?<!^)( \([^)]*\))*$", "", folded.strip())
        folded = re.sub(r'^"([^"]*)"$', r"\1", folded.strip())
        if folded == before:
            break
    return re.sub(r"\s+", " ", folded.removesuffix(".")).strip()


def _all_equal(words: Sequence[str], answers: Sequence[str]) -> bool:
    left = list(answers)
    for word in words:
        same = next((answer for answer in left if _same(word, answer)), None)
        if same is None:
            return False
        left.remove(same)
    return not left


def _same(word: str, answer: str) -> bool:
    return _bare(word) == _bare(answer) or _worth(word) == _worth(answer) is not None


@lru_cache(maxsize=100_000)
def _worth(text: str) -> float | None:
    bare = text.strip().strip("$€£% ")
    match = re.fullmatch(r"\(?-?[\d,]*\.?\d+\)?", bare)
    if match is None:
        return None
    value = float(re.sub(r"[(),]", "", bare))
    return -value if bare.startswith("(") else value


def _is_number(number: float, answer: str) -> bool:
    worth = _worth(answer)
    if worth is None:
        found = quantities_in(answer)
        if len(found) != 1 or len(answer) > 14:  # noqa: PLR2004 - a number and its unit
            return False
        worth = found[0].value
    return abs(worth - number) <= max(_TOLERANCE, abs(worth) * 1e-6)
