"""Questions on tables, no model: answered, right of the answered, right of all, with intervals.

WikiTableQuestions and TAT-QA, the half of the tables that the weights were fitted on and the half that was kept:

    python -m bench.tables --data ../shared/data [--guarded]
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pool
from pathlib import Path

from assistant.computing.calculator import CalculatorOptions, mixes_currencies
from assistant.computing.forms import Arithmetic, Count, Operation
from assistant.computing.grounding import is_grounded
from assistant.computing.library_tables import held_of
from assistant.computing.understanding import Interpreter, Result
from assistant.metrics import bootstrap
from training.table_questions import (
    SETS,
    Given,
    QuestionedTable,
    TableQuestion,
    is_right,
    is_right_with_scale,
    load,
)


@dataclass(frozen=True, slots=True)
class Tried:
    """A question with how it was answered; right "with scale" as TAT-QA counts."""

    question: TableQuestion
    said: str
    confidence: float
    right: bool
    right_with_scale: bool


def given_by(result: Result) -> Given:
    """Return what a result says, with the scale that its column gives it."""
    computed = result.computed
    outcome, form, grid = computed.outcome, computed.proposal.form, computed.view.grid
    scale = ""
    if isinstance(form, Arithmetic) and form.operation in {Operation.PERCENT_CHANGE, Operation.SHARE}:
        scale = "percent"
    elif not isinstance(form, Count) and outcome.columns:
        column = grid.columns[outcome.columns[-1]]
        scale = "percent" if column.unit == "%" else column.scale
    return Given(outcome.words, outcome.number, scale)


def _try(reader: Interpreter, questioned: QuestionedTable) -> list[Tried]:
    held = held_of(questioned.document)
    tried = []
    for question in questioned.questions:
        result = reader.read(question.text, held)
        if result is None:
            tried.append(Tried(question, "", 0.0, right=False, right_with_scale=False))
            continue
        given = given_by(result)
        said = "; ".join(given.words) if given.words else f"{given.number:g}"
        right = is_right(given, question)
        tried.append(Tried(question, said, result.confidence, right, right and is_right_with_scale(given, question)))
    return tried


def report(tried: Sequence[Tried], threshold: float) -> str:
    """Return a line of figures."""
    answered = [one for one in tried if one.confidence >= threshold]
    right = sum(one.right for one in answered)
    figures = ((len(answered), len(tried)), (right, len(answered)), (right, len(tried)))
    cells = [_share(*figure) for figure in figures]
    scaled = sum(one.right_with_scale for one in answered)
    return "  ".join((f"{len(tried):5}", *cells, f"{scaled / max(len(tried), 1):.3f}"))


def _share(count: int, whole: int) -> str:
    if not whole:
        return "    -              "
    return f"{bootstrap([1.0] * count + [0.0] * (whole - count))!s:19}"


def main() -> None:
    """Print the figures of both sets and both halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--threshold", type=float, default=CalculatorOptions().threshold)
    parser.add_argument("--half", choices=("build", "kept", "both"), default="both")
    parser.add_argument("--guarded", action="store_true", help="tell only what the product tells: is it on the table?")
    parser.add_argument("--wrong", action="store_true", help="show the wrong answers of the build half")
    options = parser.parse_args()
    print(f"{'':22}{'n':>5}  {'answered':19}  {'right of answered':19}  {'right of all':19}  with scale")
    reader = Interpreter(allowed=is_grounded, vetoed=mixes_currencies) if options.guarded else Interpreter()
    with Pool() as pool:
        for name in SETS:
            halves = zip(("build", "kept"), load(options.data, name), strict=True)
            for half, tables in halves:
                if options.half not in {half, "both"}:
                    continue
                tried = [one for some in pool.imap(partial(_try, reader), tables) for one in some]
                print(f"{name + ', ' + half:22}{report(tried, options.threshold)}", flush=True)
                if name == "tatqa":
                    about = [one for one in tried if one.question.about != "text"]
                    print(f"{'  on the table':22}{report(about, options.threshold)}")
                if options.wrong and half == "build":
                    _show_wrong(tried, options.threshold)


def _show_wrong(tried: Sequence[Tried], threshold: float) -> None:
    for one in tried:
        if one.confidence >= threshold and not one.right:
            accepted = "; ".join(one.question.answers)
            print(f"    {one.confidence:.2f} {one.question.text} => {one.said[:60]} | {accepted[:60]}")


if __name__ == "__main__":
    main()
