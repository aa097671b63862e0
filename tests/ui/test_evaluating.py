from __future__ import annotations

import json
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import assistant.assembly
import ui.evaluating
import ui.server
from assistant.assembly import Assistant
from assistant.errors import ModelBusy
from assistant.evaluation.judges import ChatJudge
from assistant.evaluation.review import ReviewedFile
from assistant.evaluation.run import Run
from assistant.evaluation.run import evaluate as run_questions
from assistant.explaining import Explainer
from assistant.pipeline import Pipeline, PipelineOptions
from assistant.reader.by_language import Readers
from assistant.settings import Settings
from tests.assistant.chat_models import ToldModel
from tests.assistant.evaluation.fakes import ToldJudge
from tests.assistant.fakes import ToldReader, WordEmbedder
from tests.stub_server import MODEL, stub
from tests.vectorstore.fakes import WordModel, note
from ui.cli import app
from vectorstore.library import Library

QUESTIONS = (
    '{"id": "open", "question": "When does the shop open?", "answers": ["nine"], "evidence": ["opens at nine"],'
    ' "documents": ["shop"], "answerable": true}\n'
    '{"id": "tea", "question": "Which tea does the shop sell?", "answers": ["green"], "evidence": ["green tea"],'
    ' "answerable": true}\n'
    '{"id": "mayor", "question": "What does the mayor collect?", "answerable": false}\n'
)


def assemble(settings: Settings) -> Assistant:
    """An assistant over the library of the settings, with readers that find "nine" and nothing else."""
    embedder = WordModel()
    library = Library.open(settings.library, embedder)
    options = PipelineOptions(top_k=settings.retrieval.top_k)
    readers = Readers(ToldReader("nine"))
    pipeline = Pipeline(library, readers, WordEmbedder(), options=options)
    explainer = Explainer(library, readers.reader_for, top_k=settings.retrieval.top_k)
    return Assistant(settings, library, pipeline, tuple, embedder, ToldJudge(), explainer)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a library of two notes and a question file, where the command line builds the assistant above."""
    with Library.open(tmp_path / "library", WordModel(), write=True) as library:
        library.put(note("shop", "The shop opens at nine. It sells green tea."))
        library.put(note("moor", "Curlews nest on the moor."))
    (tmp_path / "questions.jsonl").write_text(QUESTIONS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(assistant.assembly, "assemble", assemble)
    monkeypatch.setattr(ui.evaluating, "assemble", assemble)
    return tmp_path


def evaluate(*arguments: str) -> Result:
    """Run `sourcechat evaluate` with the library here."""
    return CliRunner().invoke(app, ["evaluate", "--library", "library", *arguments])


def test_the_figures_are_printed_and_progress_goes_to_stderr(folder: Path) -> None:
    done = evaluate("questions.jsonl")

    assert done.exit_code == 0
    assert "correct" in done.stdout
    assert "0.333" in done.stdout  # nine, whatever is asked
    assert "3 of 3 questions" in done.stderr
    assert "3 of 3 questions" not in done.stdout
    assert folder.exists()


def test_the_report_is_kept_in_each_form_that_is_asked_for(folder: Path) -> None:
    evaluate("questions.jsonl", "--json", "r.json", "--html", "r.html", "--markdown", "r.md")

    report = json.loads((folder / "r.json").read_text())
    assert report["about"]["documents"] == 2
    assert report["about"]["settings"]["retrieval.top_k"] == "12"
    assert report["rows"][0]["values"]["correct"] == 1.0
    assert (folder / "r.html").read_text().startswith("<!doctype html>")
    assert (folder / "r.md").read_text().startswith("# Evaluation")


def test_a_gate_that_is_reached_passes_and_one_that_is_not_ends_with_three(folder: Path) -> None:
    reached = evaluate("questions.jsonl", "--fail-under", "correct=0.3", "--fail-under", "false_answers=1")
    missed = evaluate("questions.jsonl", "--fail-under", "correct=0.9", "--json", "r.json")

    assert reached.exit_code == 0
    assert missed.exit_code == 3
    assert "below a gate: correct is 0.333333, less than 0.9" in missed.stderr
    assert (folder / "r.json").exists()


def test_a_run_is_compared_with_an_earlier_one(folder: Path) -> None:
    evaluate("questions.jsonl", "--json", "r.json")
    report = json.loads((folder / "r.json").read_text())
    report["rows"][0]["values"]["correct"] = 0.0
    (folder / "r.json").write_text(json.dumps(report))

    done = evaluate("questions.jsonl", "--baseline", "r.json")

    assert "gained open: When does the shop open?" in done.stdout
    assert "+0.333" in done.stdout


@pytest.mark.usefixtures("folder")
def test_a_sweep_runs_every_value_and_marks_the_front() -> None:
    done = evaluate("questions.jsonl", "--sweep", "retrieval.top_k=1,2")

    lines = [line.split() for line in done.stdout.splitlines() if line.startswith(("*  1", "*  2", "   1", "   2"))]
    assert len(lines) == 2


@pytest.mark.usefixtures("folder")
def test_the_progress_of_a_sweep_names_the_setting_without_credentials() -> None:
    model = ("--model", MODEL, "--model-url", "http://127.0.0.1:9/v1")
    values = ("--sweep", "retrieval.top_k=1,2", "--sweep", "model.url=http://me:secret@127.0.0.1:9/v1")

    done = evaluate("questions.jsonl", *model, *values)

    ends = [line for line in done.stderr.splitlines() if line.startswith("3 of 3")]
    assert ends == [
        "3 of 3 questions",
        "3 of 3 questions with retrieval.top_k=1, model.url=http://***@127.0.0.1:9/v1",
        "3 of 3 questions with retrieval.top_k=2, model.url=http://***@127.0.0.1:9/v1",
    ]


def test_progress_off_a_terminal_is_a_line_for_each_tenth(folder: Path) -> None:
    rows = (json.dumps({"id": one, "question": "When does it open?", "answerable": False}) for one in range(25))
    (folder / "questions.jsonl").write_text("\n".join(rows))

    done = evaluate("questions.jsonl")

    assert [line.split()[0] for line in done.stderr.splitlines()] == "3 5 8 10 13 15 18 20 23 25".split()


@pytest.mark.usefixtures("folder")
def test_a_sweep_builds_each_assistant_once_and_none_before_the_run_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[int] = []
    asked_before: list[int] = []

    def counting(settings: Settings) -> Assistant:
        built.append(settings.retrieval.top_k)
        return assemble(settings)

    def asking(*arguments: Any, **named: Any) -> Run:  # noqa: ANN401 - passed on as they come
        asked_before.append(len(built))
        return run_questions(*arguments, **named)

    monkeypatch.setattr(ui.evaluating, "assemble", counting)
    monkeypatch.setattr("ui.evaluating.evaluate", asking)

    evaluate("questions.jsonl", "--sweep", "retrieval.top_k=1,2")

    assert built == [1, 2]
    assert asked_before == [0]


@pytest.mark.usefixtures("folder")
def test_a_sweep_over_a_model_that_is_not_there_is_told_before_anything_is_asked() -> None:
    done = evaluate("questions.jsonl", "--sweep", "model.name=nonsense")

    assert done.exit_code == 1
    assert "nonsense: name a model as PROVIDER:MODEL" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_chat_model_judges_and_its_disagreement_is_shown(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ChatJudge, "load", lambda *_: ChatJudge(ToldModel("REFUTED")))

    done = evaluate("questions.jsonl", "--judge", "told:model", "--json", "r.json")

    assert "told:model and the default judge differ on 66.7% of 3 pairs" in done.stdout
    assert json.loads((folder / "r.json").read_text())["figures"]["citation_recall"]["value"] == 0.0


def test_a_judge_may_stand_behind_a_url(folder: Path) -> None:
    with stub("NOT_SUPPORTED") as server:
        done = evaluate("questions.jsonl", "--judge", MODEL, "--judge-url", server.openai_url, "--json", "r.json")

    assert f"{MODEL} and the default judge differ on 66.7% of 3 pairs" in done.stdout
    assert json.loads((folder / "r.json").read_text())["about"]["judge"] == MODEL


def test_a_sweep_is_judged_by_the_judge_that_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ChatJudge, "load", lambda *_: ChatJudge(ToldModel("REFUTED")))

    evaluate("questions.jsonl", "--judge", "told:model", "--sweep", "retrieval.top_k=1,2", "--json", "r.json")

    report = json.loads((folder / "r.json").read_text())
    assert [point["figures"]["citation_recall"]["value"] for point in report["sweep"]] == [0.0, 0.0]


def test_a_report_names_the_model_and_how_it_was_asked_without_credentials(folder: Path) -> None:
    address = "http://me:secret@127.0.0.1:9/v1?api_key=secret"

    evaluate(
        "questions.jsonl",
        *("--model", MODEL, "--model-url", address, "--sweep", f"model.url={address}"),
        *("--json", "r.json", "--html", "r.html", "--markdown", "r.md"),
    )

    settings = json.loads((folder / "r.json").read_text())["about"]["settings"]
    assert settings["model.name"] == MODEL
    assert settings["model.url"] == "http://***@127.0.0.1:9/v1?api_key=***"
    assert settings["model.timeout"] == "120.0"
    assert "model.context" not in settings
    assert not any("secret" in (folder / name).read_text() for name in ("r.json", "r.html", "r.md"))


def test_a_report_without_a_model_says_nothing_of_one(folder: Path) -> None:
    evaluate("questions.jsonl", "--json", "r.json")

    settings = json.loads((folder / "r.json").read_text())["about"]["settings"]
    assert not any(name.startswith("model.") for name in settings)


def test_a_judge_that_fails_on_the_way_loses_no_report(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    busy = ModelBusy("told:model: the provider takes no more requests for now (429)")
    monkeypatch.setattr(ChatJudge, "load", lambda *_: ChatJudge(ToldModel("REFUTED", busy)))

    done = evaluate("questions.jsonl", "--judge", "told:model", "--json", "r.json")

    report = json.loads((folder / "r.json").read_text())
    assert done.exit_code == 0
    assert "gave no verdict (the model failed: told:model: the provider takes no more requests" in done.stdout
    assert len(report["rows"]) == 3
    assert report["disagreement"]["undecided"] == 2


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.jsonl"], "missing.jsonl: cannot be read"),
        (["questions.jsonl", "--fail-under", "recall=1"], 'no metric "recall"; did you mean'),
        (["questions.jsonl", "--fail-under", "correct"], "not a gate; write METRIC=VALUE"),
        (["questions.jsonl", "--sweep", "retrieval.top_k"], "not a sweep; write SETTING=A,B,C"),
        (["questions.jsonl", "--sweep", "retrieval.topk=1"], "unknown setting retrieval.topk"),
        (["questions.jsonl", "--sweep", "retrieval.top_k=many"], "setting retrieval.top_k = 'many'"),
        (["questions.jsonl", "--sweep", "library=a,b"], "library changes no answer; sweep a setting of retrieval"),
        (["questions.jsonl", "--sweep", "embedding.model=a,b"], "ingest into another library with the other model"),
        (["questions.jsonl", "--sweep", "web.port=1,2"], "web.port changes no answer"),
        (["questions.jsonl", "--fail-under", "correct=90"], "correct lies between 0 and 1"),
        (["questions.jsonl", "--baseline", "questions.jsonl"], "cannot be read as a report"),
        (["questions.jsonl", "--json", "nowhere/r.json"], "cannot be written; name a file in a folder that is there"),
        (["questions.jsonl", "--json", "questions.jsonl"], "the JSON would overwrite the questions; name another file"),
        (["questions.jsonl", "--json", "r", "--html", "./r"], "the page would overwrite the JSON"),
        (["questions.jsonl", "--judge", "nonsense"], "--judge nonsense: name a model as PROVIDER:MODEL"),
    ],
)
def test_a_person_s_error_is_one_line_with_the_remedy(arguments: list[str], message: str) -> None:
    done = evaluate(*arguments)

    assert done.exit_code == 1
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_an_unknown_document_is_named(folder: Path) -> None:
    (folder / "questions.jsonl").write_text('{"id": 1, "question": "Q?", "documents": ["x"], "answerable": true}')

    assert 'questions.jsonl:1: no document "x" in the library' in evaluate("questions.jsonl").stderr


@pytest.mark.parametrize("arguments", [["questions.jsonl"], ["--generate", "3"], ["--review", "questions.jsonl"]])
def test_where_there_is_no_library_none_is_made(folder: Path, arguments: list[str]) -> None:
    done = CliRunner().invoke(app, ["evaluate", "--library", str(folder / "none"), *arguments])

    assert done.exit_code == 1
    assert f"no library at {folder / 'none'}" in done.stderr
    assert not (folder / "none").exists()


def test_an_empty_library_says_how_to_fill_it(folder: Path) -> None:
    new, nothing = folder / "new", folder / "nothing"
    nothing.mkdir()
    CliRunner().invoke(app, ["ingest", "--library", str(new), str(nothing)])

    for arguments in (["questions.jsonl"], ["--generate", "3"]):
        done = CliRunner().invoke(app, ["evaluate", "--library", str(new), *arguments])

        assert done.exit_code == 1
        assert f"the library in {new} is empty; add documents with `sourcechat ingest --library {new}" in done.stderr


def test_a_baseline_of_other_questions_is_refused_before_anything_is_asked(folder: Path) -> None:
    evaluate("questions.jsonl", "--json", "r.json")
    (folder / "others.jsonl").write_text('{"id": "other", "question": "Who?", "answerable": false}')

    done = evaluate("others.jsonl", "--baseline", "r.json")

    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        "sourcechat: error: the baseline has no question in common with this run; compare runs of one question file"
    ]


def test_a_question_set_is_made_from_the_library_and_can_be_run(folder: Path) -> None:
    with Library.open(folder / "library", WordModel(), write=True) as library:
        library.put(note("bench", "The boardwalk has 14 benches. The boardwalk was opened in 1987."))

    made = evaluate("--generate", "5")
    (folder / "made.jsonl").write_text(made.stdout)
    done = evaluate("made.jsonl")

    rows = [json.loads(line) for line in made.stdout.splitlines()]
    assert any(row["question"] == "How many benches does the boardwalk have?" for row in rows)
    assert len(rows) == 5
    assert done.exit_code == 0


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("arguments", [[], ["questions.jsonl", "--generate", "3"], ["--generate", "0"]])
def test_a_file_or_a_number_of_questions_is_wanted(arguments: list[str]) -> None:
    assert evaluate(*arguments).exit_code == 2


@pytest.mark.usefixtures("folder")
def test_a_library_that_states_no_fact_says_so() -> None:
    assert "the library states no fact" in evaluate("--generate", "3").stderr


@pytest.fixture
def bench(folder: Path) -> None:
    """A fact in the library."""
    with Library.open(folder / "library", WordModel(), write=True) as library:
        library.put(note("bench", "The boardwalk has 14 benches."))


@pytest.mark.usefixtures("bench")
def test_a_chat_model_words_what_was_made_and_its_share_is_said() -> None:
    better = "What is the number of benches along the boardwalk?"

    with stub(better) as server:
        made = evaluate("--generate", "1", "--model", MODEL, "--model-url", server.openai_url)

    question = json.loads(made.stdout)
    assert made.exit_code == 0
    assert question["question"] == better
    assert question["made"].endswith(f"; worded by {MODEL}")
    assert "The model words 1 of 1 questions." in made.stderr


@pytest.mark.usefixtures("bench")
def test_a_model_that_is_not_there_is_one_line_and_no_questions() -> None:
    made = evaluate("--generate", "2", "--model", MODEL, "--model-url", "http://127.0.0.1:9/v1")

    assert made.exit_code == 1
    assert made.stdout == ""
    assert "nothing answers at http://127.0.0.1:9/v1" in made.stderr


def test_a_file_of_questions_is_opened_for_review(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[tuple[str, int, str, int]] = []

    def serve(
        file: ReviewedFile, library: Library, address: socket.socket, *, host: str, announce: Callable[[], None]
    ) -> None:
        served.append((file.path.name, len(library.documents()), host, address.getsockname()[1]))
        announce()

    monkeypatch.setattr(ui.server, "serve_review", serve)
    done = evaluate("--review", "questions.jsonl")

    assert done.exit_code == 0
    assert served == [("questions.jsonl", 2, "127.0.0.1", 7860)]
    assert "questions.jsonl is reviewed at http://127.0.0.1:7860" in done.stderr
    assert folder.exists()


@pytest.mark.usefixtures("folder")
def test_what_is_to_be_done_is_named_once() -> None:
    assert evaluate("--review", "missing.jsonl").exit_code == 1
    assert evaluate("questions.jsonl", "--review", "questions.jsonl").exit_code == 2
    assert evaluate("--generate", "3", "--html", "r.html").exit_code == 2
    assert evaluate("questions.jsonl", "--judge-url", "http://127.0.0.1:9/v1").exit_code == 2
    assert evaluate().exit_code == 2
