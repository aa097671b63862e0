"""Weights of `assistant.computing.weighing`, fitted on made tables: the public sets are there to measure with alone.

`python -m training.weighing` writes `assistant/computing/weights.json`: a log-linear model of the belief in right
results, whatever form gives them (Pasupat and Liang 2015), and a logistic of how far to trust its first one, fitted on
readings of tables that the model had not seen.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from assistant.computing.library_tables import held_of
from assistant.computing.understanding import computed_of
from assistant.computing.weighing import (
    Computed,
    Interpretation,
    ProposalWeights,
    Weighable,
    readings,
    trust_marks,
    weighable,
)
from ingest.documents import Document
from training.made_reports import contests, statements
from training.made_tables import libraries
from training.table_questions import Given, TableQuestion, is_right

WEIGHTS = Path(__file__).parent.parent / "assistant" / "computing" / "weights.json"
FOLDS = 4
LIBRARIES, STATEMENTS, CONTESTS = 15, 36, 36  # tables of each
SMOOTHING = 1.5
TRUST_SMOOTHING = 0.5
_LEAST_MET = 3  # questions that a mark must occur in
_DIGITS = 4
_SEED = 1

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Worked:
    """A question with its proposals computed, and whether the result of each is right."""

    table: str
    question: TableQuestion
    proposals: tuple[Weighable, ...]
    right: tuple[bool, ...]


def given(one: Computed) -> Given:
    """Return what a proposal gives, to be held against an answer."""
    return Given(one.outcome.words, one.outcome.number)


@dataclass(frozen=True, slots=True)
class Task:
    """Documents with the questions that are asked of their tables."""

    name: str
    documents: tuple[Document, ...]
    questions: tuple[TableQuestion, ...]


def tasks() -> Iterator[Task]:
    """Yield the made libraries, with what is asked of them."""
    for library in libraries(LIBRARIES):
        yield Task(library.name, library.documents, library.questions)
    for document, questions in (*statements(STATEMENTS), *contests(CONTESTS)):
        yield Task(document.title, (document,), questions)


def work(task: Task) -> list[Worked]:
    """Return the questions of a task with their proposals computed."""
    tables = [held for document in task.documents for held in held_of(document)]
    worked = []
    for question in task.questions:
        found = computed_of(question.text, tables)
        right = tuple(is_right(given(one), question) for one in found)
        worked.append(Worked(task.name, question, tuple(map(weighable, found)), right))
    return worked


# -- the weights of marks ------------------------------------------------------------------------------------------


def fit(worked: Sequence[Worked], smoothing: float = SMOOTHING) -> dict[str, float]:
    """Return the weights under which right results have most of the belief."""
    usable = [one for one in worked if any(one.right) and not all(one.right)]
    met = Counter(name for one in usable for name in {name for proposal in one.proposals for name in proposal.marks})
    names = sorted(name for name, count in met.items() if count >= _LEAST_MET)
    matrix = _matrix([proposal.marks for one in usable for proposal in one.proposals], names)
    right = np.array([flag for one in usable for flag in one.right])
    sizes = [len(one.proposals) for one in usable]
    starts = np.cumsum([0, *sizes])[:-1]
    owner = np.repeat(np.arange(len(usable)), sizes)

    def loss(weights: Vector) -> tuple[float, Vector]:
        scores = matrix @ weights
        raised = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        whole = np.add.reduceat(raised, starts)
        good = np.bincount(owner[right], raised[right], len(usable)) + np.finfo(float).tiny
        wanted = np.where(right, raised / good[owner], 0.0)
        slope = matrix.T @ (raised / whole[owner] - wanted) + smoothing * weights
        return float(np.sum(np.log(whole) - np.log(good)) + smoothing / 2 * weights @ weights), slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return {name: round(float(weight), _DIGITS) for name, weight in zip(names, found.x, strict=True)}


def _matrix(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> csr_matrix:
    column = {name: number for number, name in enumerate(names)}
    cells = [
        (n, column[name], value) for n, marks in enumerate(rows) for name, value in marks.items() if name in column
    ]
    where = ([row for row, _, _ in cells], [at for _, at, _ in cells])
    return csr_matrix(([value for _, _, value in cells], where), shape=(len(rows), len(names)))


# -- trust ---------------------------------------------------------------------------------------------------------


def fit_trust(rows: Sequence[Mapping[str, float]], right: Sequence[bool]) -> dict[str, float]:
    """Return the weights of a logistic from marks of trust to whether a reading is right."""
    names = sorted({name for marks in rows for name in marks})
    matrix = _matrix(rows, names)
    target = np.array(right, dtype=float)
    smoothing = np.array([0.0 if name == "bias" else TRUST_SMOOTHING for name in names])

    def loss(weights: Vector) -> tuple[float, Vector]:
        scores = matrix @ weights
        likelihood = np.sum(np.logaddexp(0, scores) - target * scores)
        slope = matrix.T @ (1 / (1 + np.exp(-scores)) - target) + smoothing * weights
        return float(likelihood + np.sum(smoothing * weights**2) / 2), slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return {name: round(float(weight), _DIGITS) for name, weight in zip(names, found.x, strict=True)}


def folds(tables: Iterable[str]) -> Mapping[str, int]:
    """Return the fold of each table."""
    names = sorted(set(tables))
    random.Random(_SEED).shuffle(names)  # noqa: S311 - a draw that the seed repeats
    return {name: number % FOLDS for number, name in enumerate(names)}


def unseen(worked: Sequence[Worked]) -> Iterator[tuple[Worked, tuple[Interpretation, ...]]]:
    """Yield each question with its readings by weights that were fitted without its table."""
    fold = folds(one.table for one in worked)
    for number in range(FOLDS):
        weights = ProposalWeights(fit([one for one in worked if fold[one.table] != number]))
        for one in worked:
            if fold[one.table] == number:
                yield one, readings(one.proposals, weights)


def main() -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    with Pool() as pool:
        worked = [one for some in pool.imap(work, tasks(), chunksize=2) for one in some]
    rows, right = [], []
    for one, found in unseen(worked):
        if found:
            rows.append(trust_marks(found, one.proposals))
            right.append(one.right[found[0].number])
    weights = {"marks": fit(worked), "trust": fit_trust(rows, right)}
    options.write.write_text(json.dumps(weights, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
