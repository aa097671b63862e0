"""The work of `sourcechat evaluate`: from what a person asks for to a report and its files. Never prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from assistant.assembly import Assistant, assemble, chat_model
from assistant.errors import BadQuestions
from assistant.evaluation.comparison import check_common, compare
from assistant.evaluation.gates import Gate, failures, read_gate
from assistant.evaluation.generation import generate
from assistant.evaluation.judges import ChatJudge, ComparedJudge, VerbatimFirst
from assistant.evaluation.questions import EvaluationQuestion, read_questions, resolve_documents
from assistant.evaluation.rewording import Reworded, reword
from assistant.evaluation.run import Measuring, OnProgress, evaluate
from assistant.evaluation.run_json import About, Report, read_baseline, report_on, to_json
from assistant.evaluation.scores import Scores
from assistant.evaluation.sweep import Axis, Chosen, Make, Point, Subject, Watch, grid, read_axis, sweep
from assistant.reader.claims import Judge
from assistant.settings import LoadedSettings, Settings, load_settings, without_credentials
from ui.report_page import to_page
from ui.report_text import to_markdown

_EMBEDDING = "embedding."
_SETTINGS = (_EMBEDDING, "retrieval.", "answer.")  # those that change answers
_OF_A_MODEL = "model."  # those too, where one is named


@dataclass(frozen=True, slots=True)
class Files:
    """Where a report is kept, in each of its forms."""

    json: Path | None = None
    html: Path | None = None
    markdown: Path | None = None

    def check(self, questions: Path) -> None:
        """Raise BadQuestions, before anything is asked, for a place where nothing can be written, or that is taken."""
        taken = {questions.resolve(): "the questions"}
        for path, form in ((self.json, "the JSON"), (self.html, "the page"), (self.markdown, "the Markdown")):
            if path is None:
                continue
            if path.is_dir() or not path.parent.is_dir():
                raise BadQuestions(f"{path}: cannot be written; name a file in a folder that is there")
            if path.resolve() in taken:
                raise BadQuestions(f"{path}: {form} would overwrite {taken[path.resolve()]}; name another file")
            taken[path.resolve()] = form

    def write(self, report: Report) -> None:
        """Write the report in every form that has a place. Raises BadQuestions."""
        for path, form in ((self.json, to_json), (self.html, to_page), (self.markdown, to_markdown)):
            if path is not None:
                write_text(path, form(report))


@dataclass(frozen=True, slots=True)
class NamedJudge:
    """A chat model that is to judge, PROVIDER:MODEL, and the URL of its server, "" where it is the provider's own."""

    model: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class RunPlan:
    """What is to be run, read and found sound before an assistant is built."""

    path: Path
    questions: tuple[EvaluationQuestion, ...]
    baseline: tuple[Scores, ...] | None
    gates: tuple[Gate, ...]
    axes: tuple[Axis, ...]
    judge: ChatJudge | None

    @classmethod
    def read(
        cls, path: Path, *, baseline: Path | None, gates: Sequence[str], sweeps: Sequence[str], judge: NamedJudge | None
    ) -> RunPlan:
        """Read everything that is named; load the judge. Raises BadQuestions and JudgeFailed."""
        axes = tuple(map(read_axis, sweeps))
        for chosen in grid(axes) if axes else ():
            load_settings(chosen)
        for axis in axes:
            _check_can_be_swept(axis)
        questions = read_questions(path)
        earlier = None if baseline is None else read_baseline(baseline)
        if earlier is not None:
            check_common(earlier, questions)
        return cls(
            path,
            questions,
            earlier,
            tuple(map(read_gate, gates)),
            axes,
            None if judge is None else ChatJudge.load(judge.model, judge.url),
        )


def run_plan(
    plan: RunPlan,
    assistant: Assistant,
    *,
    library: Path | None,
    flags: Mapping[str, object],
    watch: Watch,
) -> Report:
    """Return the report of the plan, asked of the assistant; a sweep builds others. Raises AssistantError.

    `watch` is told of the run as the one of which no setting is chosen.
    """
    records = assistant.library.documents()
    if not records:
        raise _empty(assistant)
    questions = resolve_documents(plan.questions, records)
    for chosen in grid(plan.axes) if plan.axes else ():  # a model that is not there is told before anything is asked
        chat_model(load_settings({"library": library, **flags, **chosen}).settings)
    judge, compared = _judge(plan, assistant)
    measuring = Measuring(assistant.library, judge)
    make = _maker({"library": library, **flags}, judge)
    run = evaluate(assistant.chain, questions, measuring, on_progress=watch({}))
    report = report_on(run, _about(plan, assistant), {record.id: record.title for record in records})
    return replace(
        report,
        comparison=None if plan.baseline is None else compare(plan.baseline, run.scores),
        sweep=_sweep(plan, questions, make, watch),
        disagreement=None if compared is None else compared.disagreement(),
    )


def make_questions(
    number: int, *, library: Path | None, flags: Mapping[str, object], on_progress: OnProgress | None
) -> Reworded:
    """Return questions made from the library, in the words of the chat model that is named, if any, where they pass.

    What the wordings are checked with is the assistant without a model. Raises AssistantError.
    """
    model = chat_model(load_settings({"library": library, **flags}).settings)
    plain = load_settings({"library": library, "model.name": "", "model.url": ""}).settings
    with closing(assemble(plain)) as assistant:
        if not assistant.library.documents():
            raise _empty(assistant)
        questions = generate(assistant.library, number)
        if model is None:
            return Reworded(questions, 0)
        return reword(questions, model, assistant.chain, on_progress=on_progress)


def failed_gates(plan: RunPlan, report: Report) -> tuple[str, ...]:
    """Return what is said of each gate that the report does not reach."""
    return failures(plan.gates, report.figures)


def write_text(path: Path, text: str) -> None:
    """Write a file. Raises BadQuestions."""
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise BadQuestions(f"{path}: cannot be written ({error})") from error


def _check_can_be_swept(axis: Axis) -> None:
    if axis.name.startswith(_EMBEDDING):
        raise BadQuestions(
            f"{axis.name} cannot be swept: a library holds the vectors of one model; ingest into another library "
            "with the other model (`--library NEW`), and evaluate that"
        )
    if not axis.name.startswith((*_SETTINGS, _OF_A_MODEL)):
        raise BadQuestions(
            f"{axis.name} changes no answer; sweep a setting of retrieval, answer or model "
            "(`sourcechat settings` lists them)"
        )


def _empty(assistant: Assistant) -> BadQuestions:
    folder = assistant.settings.library
    return BadQuestions(
        f"the library in {folder} is empty; add documents with `sourcechat ingest --library {folder} PATH`, "
        "or name another with --library"
    )


def _judge(plan: RunPlan, assistant: Assistant) -> tuple[Judge, ComparedJudge | None]:
    default = VerbatimFirst(assistant.judge)
    if plan.judge is None:
        return default, None
    compared = ComparedJudge(plan.judge, default)
    return compared, compared


def _about(plan: RunPlan, assistant: Assistant) -> About:
    records = assistant.library.documents()
    return About(
        questions=plan.path.name,
        library=str(assistant.settings.library),
        documents=len(records),
        passages=sum(record.chunks for record in records),
        judge="the reader's support head" if plan.judge is None else plan.judge.name,
        version=version("sourcechat"),
        date=datetime.now(UTC).date().isoformat(),
        settings=_answer_settings(assistant.settings),
    )


def _answer_settings(settings: Settings) -> Mapping[str, str]:
    """Return what changes answers, by dotted name; of an address without its credentials."""
    has_model = bool(settings.model.name or settings.model.url)
    wanted = (*_SETTINGS, _OF_A_MODEL) if has_model else _SETTINGS
    rows = LoadedSettings(settings, {}).rows()
    return {name: value for name, value, _ in rows if name.startswith(wanted) and value not in {"", str(None)}}


def _maker(flags: Mapping[str, object], judge: Judge) -> Make:
    """Return what builds the assistant under other settings, held against the same judge."""

    @contextmanager
    def make(chosen: Chosen) -> Iterator[Subject]:
        with closing(assemble(load_settings({**flags, **chosen}).settings)) as assistant:
            yield assistant.chain, Measuring(assistant.library, judge)

    return make


def _sweep(
    plan: RunPlan,
    questions: Sequence[EvaluationQuestion],
    make: Make,
    watch: Watch,
) -> tuple[Point, ...]:
    """Return what the run is worth under each of the settings."""
    if not plan.axes:
        return ()
    points = sweep(plan.axes, questions, make, watch=lambda chosen: watch(_shown(chosen)))
    return tuple(replace(point, chosen=_shown(point.chosen)) for point in points)


def _shown(chosen: Chosen) -> Chosen:
    return {name: without_credentials(value) for name, value in chosen.items()}
