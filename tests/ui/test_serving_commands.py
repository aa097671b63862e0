from __future__ import annotations

import json
import socket
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.evaluation.questions import read_questions
from tests.ui.answers import answer_of
from tests.vectorstore.fakes import WordModel, note
from ui.cli import app
from ui.exchanges import Exchange
from ui.serving.conversations import TABLES, Conversations
from ui.serving.database import open_database
from ui.serving.ratings import Rating, Ratings
from vectorstore.folder import LibraryFolder
from vectorstore.library import Library


def test_a_port_that_is_in_use_ends_in_one_line_that_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        result = CliRunner().invoke(app, ["ui", "--library", "library", "--port", str(taken.getsockname()[1])])

    assert result.exit_code == 1
    assert "choose another with --port" in result.output


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A library with one note, in a folder where no settings are."""
    monkeypatch.chdir(tmp_path)
    with Library.open(tmp_path / "library", WordModel(), write=True) as library:
        library.put(note("tea", "Tea."))
    return "library"


def run(*arguments: str, said: str = "") -> Result:
    return CliRunner().invoke(app, list(arguments), input=said)


def test_users_are_added_listed_and_removed(library: str) -> None:
    added = run("user", "add", "ada", "--library", library, said="a long password\na long password\n")
    changed = run("user", "passwd", "ada", "--library", library, "--password-stdin", said="another password\n")
    listed = run("user", "list", "--library", library)
    removed = run("user", "remove", "ada", "--library", library)

    assert [one.exit_code for one in (added, changed, listed, removed)] == [0, 0, 0, 0]
    assert "Added ada." in added.output
    assert "a long password" not in added.output
    assert listed.output.startswith("ada  (since ")
    assert "There are no users" in run("user", "list", "--library", library).output


def test_a_key_is_printed_once_and_removed_by_its_end(library: str) -> None:
    run("user", "add", "ada", "--library", library, "--password-stdin", said="a long password\n")

    made = run("key", "add", "ada", "--label", "laptop", "--library", library)
    key = made.stdout.strip()
    listed = run("key", "list", "--library", library)

    assert key.startswith("sk-sourcechat-")
    assert key not in listed.output
    assert f"…{key[-4:]}  ada  laptop" in listed.output
    assert run("key", "remove", key[-4:], "--library", library).exit_code == 0
    assert "There are no keys" in run("key", "list", "--library", library).output


def test_what_a_person_does_wrong_is_one_line_with_the_remedy(library: str) -> None:
    short = run("user", "add", "ada", "--library", library, "--password-stdin", said="short\n")
    nobody = run("key", "add", "ada", "--library", library)
    nowhere = run("user", "list", "--library", "elsewhere")
    empty = run("ui", "--auth", "--library", library)
    open_ = run("ui", "--host", "0.0.0.0", "--library", library)  # noqa: S104 - it is refused

    assert [one.exit_code for one in (short, nobody, nowhere, empty, open_)] == [1] * 5
    assert "8 characters at least" in short.output
    assert "no such user" in nobody.output
    assert "no library at" in nowhere.output
    assert "sourcechat user add NAME" in empty.output
    assert "--open-to-everyone" in open_.output


def test_tools_are_served_of_a_library_that_there_is(library: str) -> None:
    nowhere = run("mcp", "--library", "elsewhere")
    nobody = run("mcp", "--http", "--auth", "--library", library)

    assert (nowhere.exit_code, nobody.exit_code) == (1, 1)
    assert "no library at" in nowhere.output
    assert "sourcechat user add NAME" in nobody.output


def test_rated_answers_are_printed_as_questions_or_written_to_a_file(library: str, tmp_path: Path) -> None:
    nothing = run("feedback", "--library", library)
    with closing(open_database(LibraryFolder(tmp_path / library), TABLES)) as kept:
        conversations = Conversations(kept)
        ratings = Ratings(kept, conversations)
        one = conversations.begin("ada")
        ratings.rate(
            "ada", one, conversations.add("ada", one, Exchange("Opens?", answer_of("At nine."))), Rating("good")
        )

    printed = run("feedback", "--library", library)
    written = run("feedback", "--library", library, "--out", "rated.jsonl")

    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert json.loads(printed.stdout)["evidence"] == ["At nine."]
    assert "Wrote 1 question to rated.jsonl." in written.output
    assert read_questions(tmp_path / "rated.jsonl")[0].question == "Opens?"
