"""Questions on the folder of a household and a small firm, and how many are answered rightly, by kind.

Run as `make evaluate-home` or `python -m bench.home [--half build|kept|all] [--kinds ...] [--misses] [--json FILE]`.
The library is made anew in a temporary folder, or kept in `--library`. Of another folder: `--documents FOLDER
--questions FILE`; questions that name no half are all asked.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.assembly import Assistant
from assistant.conversation.history import turns_of
from assistant.conversation.question import Question
from bench.home_judging import HomeQuestion, Judged, Said, Tally, Verdict, judge, polarity_of

FOLDER = Path(__file__).parents[1] / "examples" / "home"
DOCUMENTS = FOLDER / "documents"
QUESTIONS = FOLDER / "questions.jsonl"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, what was said to it and what that is worth."""

    question: HomeQuestion
    said: Said
    judged: Judged
    seconds: float


def read_home_questions(path: Path = QUESTIONS) -> tuple[HomeQuestion, ...]:
    """Return the questions of the file in order."""
    return tuple(HomeQuestion.of(json.loads(line)) for line in path.read_text("utf-8").splitlines())


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask, judge and print; return the exit status."""
    options = _parse(arguments)
    questions = [
        one for one in read_home_questions(options.questions) if options.half in {"all", one.half or options.half}
    ]
    if options.kinds:
        questions = [one for one in questions if one.kind in options.kinds]
    if not questions:
        print(f"no such kind; there are {', '.join(_kinds(read_home_questions(options.questions)))}", file=sys.stderr)
        return 1
    with (
        tempfile.TemporaryDirectory() as folder,
        Assistant.open(options.library or Path(folder) / "library") as assistant,
    ):
        report = assistant.ingest([str(options.documents)])
        for failure in report.failed:
            print(failure, file=sys.stderr)
        outcomes = list(_asked(assistant, questions))
    print("\n".join(table(outcomes)))
    if options.misses:
        print("\n".join(misses(outcomes)))
    if options.json:
        options.json.write_text(json.dumps([_row(one) for one in outcomes], ensure_ascii=False, indent=1), "utf-8")
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.home", description=__doc__)
    parser.add_argument("--half", choices=("build", "kept", "all"), default="build", help="which questions")
    parser.add_argument("--kinds", nargs="*", default=(), help="only these kinds of questions")
    parser.add_argument("--documents", type=Path, default=DOCUMENTS, help="another folder that is asked")
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="another file of questions on the folder")
    parser.add_argument("--misses", action="store_true", help="list what was not answered rightly, with what was said")
    parser.add_argument("--json", type=Path, help="keep every answer in this file")
    parser.add_argument("--library", type=Path, help="keep the library here; a second run then reads no file again")
    return parser.parse_args(arguments)


def _asked(assistant: Assistant, questions: Sequence[HomeQuestion]) -> Iterator[Outcome]:
    for question in questions:
        history = turns_of(assistant.ask, question.history)
        started = time.perf_counter()
        said = Said.of(assistant.ask(Question(question.question, history)))
        yield Outcome(question, said, judge(question, said), time.perf_counter() - started)


def _kinds(questions: Sequence[HomeQuestion]) -> list[str]:
    return list(dict.fromkeys(one.kind for one in questions))


# -- what is printed ---------------------------------------------------------------------------------------------------


def table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield the lines of a Markdown table: by kind, then of all, with the polarity of yes and no and the time."""
    yield "| kind | answerable | right | half | wrong | refused | unanswerable | refused of them |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for kind in _kinds([one.question for one in outcomes]):
        yield _line(kind, [one for one in outcomes if one.question.kind == kind])
    yield _line("all", outcomes)
    tally = _tally(outcomes)
    yield ""
    yield f"right of the answerable {_share(tally.right, tally.answerable)}"
    yield f"refused of the rest {_share(tally.silent, tally.unanswerable)}"
    yield from _polarity(outcomes)
    yield from _items(outcomes)
    yield f"{sum(one.seconds for one in outcomes) / len(outcomes):.2f} s a question"


def _line(name: str, outcomes: Sequence[Outcome]) -> str:
    tally = _tally(outcomes)
    cells = (tally.answerable, tally.right, tally.half, tally.wrong, tally.refused, tally.unanswerable, tally.silent)
    return f"| {name} | {' | '.join(map(str, cells))} |"


def _tally(outcomes: Sequence[Outcome]) -> Tally:
    return Tally.of((one.question, one.judged) for one in outcomes)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f} ({part} of {whole})" if whole else "-"


def _polarity(outcomes: Sequence[Outcome]) -> Iterator[str]:
    asked = [one for one in outcomes if one.question.polarity and not one.said.refused]
    told = [one for one in asked if polarity_of(one.said)]
    if asked:
        wrong = sum(one.judged.reason in {"says yes", "says no"} for one in told)
        yield f"yes or no: {len(told)} of {len(asked)} answers say which, {wrong} of them the wrong one"


def _items(outcomes: Sequence[Outcome]) -> Iterator[str]:
    lists = [one.judged for one in outcomes if one.question.items]
    found = sum(one.found for one in lists)
    given, wanted = sum(one.given for one in lists), sum(len(one.question.items) for one in outcomes)
    if lists:
        yield f"items of lists: precision {_share(found, given)}, recall {_share(found, wanted)}"


def misses(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield what was not answered rightly: the question, the verdict with its reason, and what was said."""
    for one in outcomes:
        question, judged = one.question, one.judged
        if judged.verdict is (Verdict.RIGHT if question.answerable else Verdict.REFUSED):
            continue
        earlier = "".join(f"{turn.question} > " for turn in question.history)
        yield f"\n{question.id} {question.kind}: {earlier}{question.question}"
        yield f"  {judged.verdict}: {judged.reason}"
        yield from (f"  said: {statement}" for statement in one.said.statements)
        wanted = (*question.answers[:1], *question.required, *(ways[0] for ways in question.items))
        if wanted or question.figure is not None:
            yield f"  wanted: {', '.join(wanted) or f'{question.figure:g}'}"


def _row(one: Outcome) -> dict[str, object]:
    return {
        "id": one.question.id,
        "type": one.question.kind,
        "half": one.question.half,
        "question": one.question.question,
        "answerable": one.question.answerable,
        "verdict": one.judged.verdict.value,
        "reason": one.judged.reason,
        "said": list(one.said.statements),
        "marked": list(one.said.marked),
        "quoted": list(one.said.quoted),
        "files": list(one.said.files),
        "seconds": round(one.seconds, 3),
    }


if __name__ == "__main__":
    sys.exit(main())
