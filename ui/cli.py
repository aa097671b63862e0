"""The command line. Commands import what they need when they run, so that --help is instant."""

from __future__ import annotations

import atexit
import gc
import json
import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui import library_commands, mirroring_commands, serving_commands, upkeep_commands
from ui.options import (
    DebugOption,
    JsonOption,
    LibraryOption,
    ModelOption,
    ModelUrlOption,
    StrictnessOption,
    find_document,
    flags_of,
    lasting,
    reading,
    reported,
    required,
)

if TYPE_CHECKING:
    from assistant.answers import Answer
    from assistant.assembly import Assistant
    from ingest.documents import DocumentId
    from ui.batch import BatchQuestion
    from ui.evaluating import Files, RunPlan

_BELOW_A_GATE = 3
_SECONDS_BETWEEN_LINES = 3.0  # of progress, where no bar can be drawn

app = typer.Typer(
    name="sourcechat",
    help="Ask your own documents, and get answers with the exact words that prove them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich, with its Markdown, would double the time of --help
    context_settings={"help_option_names": ["-h", "--help"]},
)
library_app = typer.Typer(help="Look at the library and keep it in order.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(library_app, name="library")

QuestionsArgument = Annotated[
    Path | None, typer.Argument(metavar="QUESTIONS.jsonl", help="What to ask, and what is right.", show_default=False)
]
GenerateOption = Annotated[
    int | None,
    typer.Option("--generate", min=1, metavar="N", help="Print N questions made from the library; ask none."),
]
ReviewOption = Annotated[
    Path | None,
    typer.Option("--review", metavar="FILE", help="Open a page to keep, edit or drop the questions of a file."),
]
ReportOption = Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Keep the report as JSON.")]
PageOption = Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Keep it as a page.")]
MarkdownOption = Annotated[Path | None, typer.Option("--markdown", metavar="FILE", help="Keep it as Markdown.")]
BaselineOption = Annotated[
    Path | None, typer.Option("--baseline", metavar="FILE", help="Compare with an earlier --json report.")
]
GateOption = Annotated[
    list[str] | None,
    typer.Option("--fail-under", metavar="METRIC=VALUE", help="End with status 3 below this; may be repeated."),
]
SweepOption = Annotated[
    list[str] | None,
    typer.Option("--sweep", metavar="SETTING=A,B,C", help="Run with each value too; may be repeated."),
]
JudgeOption = Annotated[
    str | None, typer.Option("--judge", metavar="MODEL", help="Let a chat model judge citations, as PROVIDER:MODEL.")
]
JudgeUrlOption = Annotated[
    str | None, typer.Option("--judge-url", metavar="URL", help="URL of an OpenAI-compatible server for the judge.")
]


def main() -> None:
    """Run `sourcechat`. Exit status: 0 fine, 1 a person's error, 2 wrong usage, 3 a `--fail-under` not reached."""
    atexit.register(gc.freeze)  # else all that was loaded is looked through once more at the end
    app(prog_name="sourcechat")


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - typer's signature
    if wanted:
        from importlib.metadata import version

        typer.echo(f"sourcechat {version('sourcechat')}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="What you want to know.", show_default=False)] = None,
    library: LibraryOption = None,
    batch: Annotated[Path | None, typer.Option("--batch", help="Ask every row of a JSONL file.")] = None,
    document: Annotated[
        list[str] | None, typer.Option("--document", help="Look in this document only (id or name).")
    ] = None,
    strictness: StrictnessOption = None,
    model: ModelOption = None,
    model_url: ModelUrlOption = None,
    as_json: JsonOption = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show the passages considered.")] = False,
    passage: Annotated[
        str | None, typer.Option("--passage", help="With --explain: say what became of the passage with this text.")
    ] = None,
    debug: DebugOption = False,
) -> None:
    """Ask one question, or with --batch many."""
    if (question is None) == (batch is None):
        raise typer.BadParameter("give one question, or --batch FILE")
    if passage is not None and (not explain or batch is not None or as_json):
        raise typer.BadParameter("--passage goes with --explain and one question")
    with reported(debug=debug), lasting() if batch is None else nullcontext():
        rows = _rows_of(question, batch)
        with reading(library, flags_of(strictness, model, model_url)) as assistant:
            documents = tuple(find_document(assistant.library.documents(), prefix).id for prefix in document or ())
            for row in rows:
                is_shown = batch is None and not as_json
                answer = (_watched if is_shown else _answer)(assistant, row, documents)
                if batch is not None:
                    typer.echo(json.dumps({"id": row.id, **_object(answer)}, ensure_ascii=False))
                elif as_json:
                    typer.echo(json.dumps(_object(answer), ensure_ascii=False))
                else:
                    _print_answer(answer, explain=explain)
                if passage is not None:
                    _print_trace(assistant, answer, passage, documents)


@app.command()
def evaluate(
    questions: QuestionsArgument = None,
    library: LibraryOption = None,
    generate: GenerateOption = None,
    review: ReviewOption = None,
    json_file: ReportOption = None,
    html_file: PageOption = None,
    markdown_file: MarkdownOption = None,
    baseline: BaselineOption = None,
    fail_under: GateOption = None,
    sweep: SweepOption = None,
    judge: JudgeOption = None,
    judge_url: JudgeUrlOption = None,
    strictness: StrictnessOption = None,
    model: ModelOption = None,
    model_url: ModelUrlOption = None,
    debug: DebugOption = False,
) -> None:
    """Measure answers against sources: retrieval, answers, refusals, citations, time."""
    if sum(one is not None for one in (questions, generate, review)) != 1:
        raise typer.BadParameter("give one of a file of questions, --generate N and --review FILE")
    of_a_run = (json_file, html_file, markdown_file, baseline, fail_under, sweep, judge, judge_url)
    if questions is None and any(of_a_run):
        raise typer.BadParameter("reports, baselines, gates, sweeps and judges go with a file of questions")
    if judge_url and not judge:
        raise typer.BadParameter("--judge-url goes with --judge MODEL, the model that the server is to use")
    flags = flags_of(strictness, model, model_url)
    with reported(debug=debug):
        if review is not None:
            _review(review, library)
        elif questions is None:
            _print_questions(library, generate or 0, flags)
        else:
            from ui.evaluating import Files, NamedJudge, RunPlan

            files = Files(json_file, html_file, markdown_file)
            files.check(questions)
            named = NamedJudge(judge, judge_url or "") if judge else None
            plan = RunPlan.read(questions, baseline=baseline, gates=fail_under or (), sweeps=sweep or (), judge=named)
            _measure(plan, files, library, flags)


@app.command()
def settings(library: LibraryOption = None, as_json: JsonOption = False, debug: DebugOption = False) -> None:
    """Print every setting, its value and where it came from."""
    with reported(debug=debug):
        from assistant.settings import load_settings

        rows = list(load_settings({"library": library}).rows())
        if as_json:
            typer.echo(json.dumps({name: {"value": value, "origin": origin} for name, value, origin in rows}, indent=2))
            return
        width = max(len(name) for name, _, _ in rows)
        for name, value, origin in rows:
            shown = "not set" if value in {"", str(None)} else value
            typer.echo(f"{name:<{width}}  {shown}  ({origin})")


mirroring_commands.add_commands(app)
serving_commands.add_commands(app)
library_commands.add_commands(library_app)
upkeep_commands.add_commands(library_app)


def _measure(plan: RunPlan, files: Files, library: Path | None, flags: dict[str, object]) -> None:
    """Run a plan, keep and print its report; end with the status of a gate where it missed one."""
    from ui.evaluating import failed_gates, run_plan
    from ui.report_text import to_lines

    with reading(library, flags) as assistant:
        report = run_plan(plan, assistant, library=library, flags=flags, watch=_counted)
    files.write(report)
    for line in to_lines(report):
        typer.echo(line)
    missed = failed_gates(plan, report)
    for message in missed:
        typer.echo(f"sourcechat: below a gate: {message}", err=True)
    if missed:
        raise typer.Exit(_BELOW_A_GATE)


def _review(path: Path, library: Path | None) -> None:
    from assistant.evaluation.review import ReviewedFile
    from assistant.settings import load_settings
    from ui.listening import take_address

    file = ReviewedFile.open(path)
    web = load_settings({"library": library}).settings.web
    with reading(library) as assistant, take_address(web.host, web.port) as address:
        from ui.server import serve_review

        said = f"{path} is reviewed at http://{web.host}:{web.port}; stop with Ctrl+C"
        serve_review(file, assistant.library, address, host=web.host, announce=lambda: typer.echo(said, err=True))


def _print_questions(library: Path | None, number: int, flags: dict[str, object]) -> None:
    from assistant.evaluation.questions import to_row
    from ui.evaluating import make_questions

    required(library)
    made = make_questions(number, library=library, flags=flags, on_progress=_counted({}))
    for question in made.questions:
        typer.echo(json.dumps(to_row(question), ensure_ascii=False))
    total = len(made.questions)
    if total < number:
        typer.echo(f"The library is good for {total} questions, not {number}.", err=True)
    if made.count or made.reasons:
        why = ", ".join(f"{reason} ({count})" for reason, count in made.reasons.items())
        stayed = f"; ours stayed for {total - made.count}: {why}" if why else ""
        typer.echo(f"The model words {made.count} of {total} questions{stayed}.", err=True)


# -- the assistant -----------------------------------------------------------------------------------------------------


def _rows_of(question: str | None, batch: Path | None) -> tuple[BatchQuestion, ...]:
    from ui.batch import BatchQuestion, read_batch

    return read_batch(batch) if batch is not None else (BatchQuestion(None, question or "", ()),)


def _watched(assistant: Assistant, row: BatchQuestion, documents: tuple[DocumentId, ...]) -> Answer:
    """Answer one question, and show the answer while it grows."""
    from rich.console import Console

    from assistant.conversation.question import Question
    from ui.terminal import watch

    return watch(Console(highlight=False), assistant.pipeline.stream(Question(row.question, (), documents)))


def _answer(assistant: Assistant, row: BatchQuestion, documents: tuple[DocumentId, ...]) -> Answer:
    from assistant.conversation.history import turns_of
    from assistant.conversation.question import Question

    history = turns_of(assistant.pipeline.answer, row.history, documents)
    return assistant.pipeline.answer(Question(row.question, history, documents))


# -- printing ----------------------------------------------------------------------------------------------------------


def _counted(chosen: Mapping[str, str]) -> Callable[[int, int], None]:
    """Return what says on stderr how many questions are done, and under which settings of a sweep.

    On a terminal it says so all the time, elsewhere at every tenth of them.
    """
    shown = sys.stderr.isatty()
    under = f" with {', '.join(f'{name}={value}' for name, value in chosen.items())}" if chosen else ""

    def advance(done: int, total: int) -> None:
        if shown:
            typer.echo(f"\r{done} of {total} questions{under} ", err=True, nl=done == total)
        elif done * 10 // total > (done - 1) * 10 // total:
            typer.echo(f"{done} of {total} questions{under}", err=True)

    return advance


def _print_answer(answer: Answer, *, explain: bool) -> None:
    from rich.console import Console

    from ui.terminal import print_answer, print_notes, print_passages

    console = Console(highlight=False)
    print_answer(console, answer)
    if explain:
        print_notes(console, answer.notes)
        print_passages(console, answer.passages)


def _print_trace(assistant: Assistant, answer: Answer, text: str, documents: tuple[DocumentId, ...]) -> None:
    from rich.console import Console

    from ui.terminal import print_trace

    print_trace(Console(highlight=False), assistant.explainer.explain(answer, text, documents))


def _object(answer: Answer) -> dict[str, object]:
    from assistant.answer_json import to_object

    return to_object(answer)
