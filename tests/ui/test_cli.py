from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("torch", "gradio", "chromadb", "langchain", "langchain_core", "sentence_transformers", "onnxruntime", "numpy")


def sourcechat(*arguments: object, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the program in `folder`, with its library there, as a person would."""
    return subprocess.run(
        [sys.executable, "-m", "ui", *map(str, arguments)], capture_output=True, text=True, check=False, cwd=folder
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with settings that keep the library in it, and two notes already taken in."""
    folder = tmp_path_factory.mktemp("work")
    (folder / "sourcechat.toml").write_text('library = "library"\n')
    (folder / "notes").mkdir()
    (folder / "notes" / "shop.txt").write_text("The tea shop\n\nThe tea shop opens at nine o'clock.\n")
    (folder / "notes" / "moor.md").write_text("# Moor\n\nCurlews nest on the moor in April.\n")
    assert sourcechat("ingest", "notes", folder=folder).returncode == 0
    return folder


def test_starting_loads_nothing_heavy() -> None:
    code = f"import sys, ui.cli; print(*[name for name in {HEAVY} if name in sys.modules])"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == ""


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["library", "--help"], ["--version"]])
def test_help_and_version_are_there(tmp_path: Path, arguments: list[str]) -> None:
    done = sourcechat(*arguments, folder=tmp_path)

    assert done.returncode == 0
    assert "sourcechat" in done.stdout


@pytest.mark.model
def test_ingesting_again_changes_nothing(folder: Path) -> None:
    report = json.loads(sourcechat("ingest", "--json", "notes", folder=folder).stdout)

    assert (report["added"], report["unchanged"], report["embedded"]) == ([], ["moor.md", "shop.txt"], 0)


@pytest.mark.model
def test_a_dry_run_says_what_it_would_do(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("One note is about bread.\n")

    done = sourcechat("ingest", "--dry-run", tmp_path, folder=folder)

    assert done.stdout == "Would add 1, update 0, keep 0, remove 0, fail to read 0, skip 0.\n"
    assert "one" not in sourcechat("library", "list", folder=folder).stdout


@pytest.mark.model
def test_a_dry_run_makes_no_library(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("One note is about bread.\n")

    done = sourcechat("ingest", "--dry-run", "--library", tmp_path / "new", tmp_path / "one.txt", folder=folder)

    assert done.stdout.startswith("Would add 1, ")
    assert not (tmp_path / "new").exists()


@pytest.mark.model
def test_one_passage_is_no_plural(folder: Path) -> None:
    listed = sourcechat("library", "list", folder=folder).stdout

    assert "(1 passage, " in listed
    assert "1 passages" not in listed


@pytest.mark.model
def test_an_answer_is_printed_with_its_source(folder: Path) -> None:
    done = sourcechat("ask", "When does the tea shop open?", folder=folder)

    assert "The tea shop opens at nine o'clock. [1]" in done.stdout
    assert "Sources" in done.stdout
    assert done.stderr == ""


@pytest.mark.model
def test_a_refusal_is_no_error(folder: Path) -> None:
    done = sourcechat("ask", "--json", "How many people live in Atlantis?", folder=folder)

    assert done.returncode == 0
    assert json.loads(done.stdout)["refused"] is True


@pytest.mark.model
def test_a_batch_answers_every_row_in_order_with_its_history(folder: Path) -> None:
    (folder / "rows.jsonl").write_text(
        '{"id": 1, "question": "When does the tea shop open?"}\n'
        '{"id": 2, "question": "When?", "history": ["Where do curlews nest?"]}\n'
    )

    lines = sourcechat("ask", "--batch", "rows.jsonl", folder=folder).stdout.splitlines()

    first, second = map(json.loads, lines)
    assert (first["id"], second["id"]) == (1, 2)
    assert "curlews" in second["standalone_question"]
    assert "April" in second["answer"]


@pytest.mark.model
def test_a_document_is_listed_shown_searched_alone_and_removed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "extra.txt").write_text("The extra note\n\nThe extra note is about bread.\n")
    sourcechat("ingest", tmp_path / "extra.txt", folder=folder)
    listed = {one["title"]: one for one in json.loads(sourcechat("library", "list", "--json", folder=folder).stdout)}
    extra = listed["The extra note"]["id"]

    shown = sourcechat("library", "show", extra, folder=folder).stdout
    alone = json.loads(sourcechat("ask", "--json", "--document", extra, "What about tea?", folder=folder).stdout)
    removed = sourcechat("library", "remove", extra, folder=folder)

    assert "about bread" in shown
    assert {passage["document_id"] for passage in alone["passages"]} == {extra}
    assert removed.stdout == "Removed The extra note.\n"
    assert "extra" not in sourcechat("library", "list", folder=folder).stdout
    assert sourcechat("library", "check", folder=folder).stdout.startswith("2 documents")


@pytest.mark.model
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ingest", "missing.txt"], "missing.txt: no such file or folder"),
        (["ask", "--batch", "missing.jsonl"], "cannot be read"),
        (["library", "show", "zzz"], "no document with an id that begins so"),
        (["library", "show", ""], "the id of a document is empty"),
        (["ask", "--document", "zzz", "Q?"], "no document with an id"),
    ],
)
def test_a_person_s_error_is_one_line_with_the_remedy(folder: Path, arguments: list[str], message: str) -> None:
    done = sourcechat(*arguments, folder=folder)

    assert done.returncode == 1
    assert message in done.stderr
    assert done.stderr.startswith("sourcechat: error: ")
    assert len(done.stderr.splitlines()) == 1


READING = (
    ["ask", "Q?"],
    ["library", "list"],
    ["library", "show", "x"],
    ["library", "check"],
    ["evaluate", "--generate", "3"],
)


@pytest.mark.parametrize("arguments", READING)
def test_a_command_that_only_reads_makes_no_library(tmp_path: Path, arguments: list[str]) -> None:
    done = sourcechat(*arguments, "--library", "none", folder=tmp_path)

    assert done.returncode == 1
    assert done.stderr == "sourcechat: error: no library at none; run `sourcechat ingest --library none FOLDER`\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [["library", "list"], ["ingest", "."]])
def test_a_file_named_as_the_library_is_an_error_with_the_remedy(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "news.md").write_text("News.")

    done = sourcechat(*arguments, "--library", "news.md", folder=tmp_path)

    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "sourcechat: error: news.md: " in done.stderr
    assert "with --library" in done.stderr


@pytest.mark.model
def test_debug_shows_the_traceback(folder: Path) -> None:
    assert "Traceback" in sourcechat("ingest", "--debug", "missing.txt", folder=folder).stderr


@pytest.mark.parametrize("arguments", [["ask"], ["ask", "Q?", "--batch", "x"], ["fly"], ["ask", "--wrong", "Q?"]])
def test_wrong_usage_has_a_status_of_its_own(tmp_path: Path, arguments: list[str]) -> None:
    assert sourcechat(*arguments, folder=tmp_path).returncode == 2


def test_settings_are_listed_with_their_origin(folder: Path) -> None:
    table = json.loads(sourcechat("settings", "--json", folder=folder).stdout)

    assert table["library"]["origin"].endswith("sourcechat.toml")
    assert table["web.port"] == {"value": "7860", "origin": "default"}
    assert "web.port" in sourcechat("settings", folder=folder).stdout


def test_a_setting_without_a_value_is_said_to_be_not_set(folder: Path) -> None:
    rows = {line.split()[0]: line for line in sourcechat("settings", folder=folder).stdout.splitlines()}

    for name in ("answer.threshold", "model.name"):
        assert rows[name].split(maxsplit=1)[1] == "not set  (default)"


def test_a_wrong_setting_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "sourcechat.toml").write_text("colour = 'red'\n")

    done = sourcechat("settings", folder=tmp_path)

    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "unknown setting colour" in done.stderr


@pytest.mark.parametrize("arguments", [["ui"], ["evaluate", "--review", "questions.jsonl"]])
def test_a_used_port_is_an_error_before_anything_is_said_or_loaded(folder: Path, arguments: list[str]) -> None:
    (folder / "questions.jsonl").write_text(
        '{"id": "a", "question": "When?", "answers": ["nine"], "answerable": true}\n'
    )
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        (folder / "sourcechat.toml").write_text(f'library = "library"\nweb.port = {port}\n')

        done = sourcechat(*arguments, folder=folder)

    (folder / "sourcechat.toml").write_text('library = "library"\n')
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        f"sourcechat: error: 127.0.0.1:{port} is in use; choose another with --port, or SOURCECHAT_WEB__PORT\n"
    )
