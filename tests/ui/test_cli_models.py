"""`ask` with a chat model at the command line: the real program against a real server, whatever that server does."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.stub_server import MODEL, Reply, stub

pytestmark = pytest.mark.model

KEY = "sk-test-0123456789abcdef"
QUESTION = "When does the tea shop open?"
WRITTEN = "The tea shop opens at nine o'clock. [1]"
OWN_WORDS = "The tea shop opens at nine o'clock. [1]"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a library of one note."""
    folder = tmp_path_factory.mktemp("work")
    (folder / "shop.txt").write_text("The tea shop\n\nThe tea shop opens at nine o'clock. It was founded in 1987.\n")
    assert sourcechat("ingest", "shop.txt", folder=folder).returncode == 0
    return folder


def sourcechat(*arguments: str, folder: Path, key: str = KEY) -> subprocess.CompletedProcess[str]:
    """Run the program in `folder`, with its library there and a key in the environment."""
    known = {name: value for name, value in os.environ.items() if not name.endswith("_API_KEY")}
    environment = known | {"SOURCECHAT_LIBRARY": str(folder / "library"), "PYTHONPATH": str(Path.cwd())}
    return subprocess.run(
        [sys.executable, "-m", "ui", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env=environment | ({"OPENAI_API_KEY": key} if key else {}),
    )


def ask_at(url: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return sourcechat("ask", "--model", MODEL, "--model-url", url, *arguments, QUESTION, folder=folder)


def assert_no_key(folder: Path, done: subprocess.CompletedProcess[str]) -> None:
    """The key stands in nothing that was printed, nor in any file of the library."""
    assert KEY not in done.stdout + done.stderr
    assert all(KEY.encode() not in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def test_a_model_at_a_url_writes_and_its_sentence_is_cited(folder: Path) -> None:
    with stub(WRITTEN) as server:
        done = ask_at(server.openai_url, folder=folder)

        assert server.asked[0].headers["authorization"] == f"Bearer {KEY}"

    assert (done.returncode, done.stderr) == (0, "")
    assert WRITTEN in done.stdout
    assert "[1] The tea shop" in done.stdout
    assert_no_key(folder, done)


def test_a_model_by_its_provider_is_asked_at_the_url_in_its_own_protocol(folder: Path) -> None:
    with stub(WRITTEN) as server:
        done = sourcechat(
            "ask", "--json", "--model", f"ollama:{MODEL}", "--model-url", server.url, QUESTION, folder=folder
        )

        assert [one.path for one in server.asked] == ["/api/chat"]

    assert json.loads(done.stdout)["model"] == f"ollama:{MODEL}"


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Reply(status=401, error=f"Incorrect API key provided: {KEY}"), "refused the key (401); check OPENAI_API_KEY"),
        (Reply(status=404), "no such model (404); check the name and the URL"),
        (Reply(status=429, headers={"retry-after": "600"}), "no more requests for now (429); it asks to wait 600 s"),
        (Reply(status=500), "its server reports an error (500)"),
        (Reply("The tea shop opens at ten and", cut=3), "the connection ended in the middle"),
        (Reply("The tea shop opens at ten and", cut=3, broken=True), "the connection ended in the middle"),
        (Reply(""), "the model said nothing"),
        (Reply("so on and " * 500), "repeats itself without end"),
    ],
    ids=["401", "404", "429", "500", "cut", "broken", "empty", "endless"],
)
def test_a_failing_model_is_named_and_the_documents_own_words_are_given(
    folder: Path, reply: Reply, message: str
) -> None:
    with stub(reply) as server:
        done = ask_at(server.openai_url, folder=folder)

    assert_falls_back(folder, done, message)


def test_a_refused_connection_is_named_and_the_documents_own_words_are_given(folder: Path) -> None:
    url = f"http://127.0.0.1:{free_port()}/v1"

    assert_falls_back(folder, ask_at(url, folder=folder), f"nothing answers at {url}; start it, or name its URL")


def assert_falls_back(folder: Path, done: subprocess.CompletedProcess[str], message: str) -> None:
    said = " ".join(done.stdout.split())
    assert done.returncode == 0
    assert message in " ".join(done.stderr.split())
    assert len(done.stderr.splitlines()) == 1
    assert "The model gave no answer:" in said
    assert "This one is in the documents' own words." in said
    assert OWN_WORDS in said
    assert "at ten" not in said
    assert_no_key(folder, done)


def test_a_busy_model_is_asked_again_after_the_time_that_it_names(folder: Path) -> None:
    with stub(Reply(status=429, headers={"retry-after": "1"}), WRITTEN) as server:
        done = ask_at(server.openai_url, "--json", folder=folder)

        assert len(server.asked) == 2

    assert json.loads(done.stdout)["model"] == MODEL
    assert done.stderr == ""


def test_the_json_of_a_fallback_says_who_answered_and_why(folder: Path) -> None:
    with stub(Reply(status=404)) as server:
        answer = json.loads(ask_at(server.openai_url, "--json", folder=folder).stdout)

    assert answer["model"] == "extractive"
    assert answer["answer"].startswith(OWN_WORDS)
    assert "no such model (404)" in " ".join(answer["notes"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--model", "openai:gpt-5-mini"), "put it into the environment as OPENAI_API_KEY"),
        (("--model", "gpt-5-mini"), "name a model as PROVIDER:MODEL"),
        (("--model", "groq:llama"), "langchain-groq"),
    ],
    ids=["no key", "no provider", "no package"],
)
def test_a_model_that_cannot_be_asked_at_all_is_a_person_s_error(
    folder: Path, arguments: tuple[str, ...], message: str
) -> None:
    done = sourcechat("ask", *arguments, QUESTION, folder=folder, key="")

    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert message in done.stderr


def test_why_a_passage_was_not_found_is_told_stage_by_stage(folder: Path) -> None:
    done = sourcechat("ask", "--explain", "--passage", "founded in 1987", QUESTION, folder=folder)

    said = done.stdout.lower()
    assert done.returncode == 0
    assert all(stage in said for stage in ("keywords", "vectors", "fusion", "reading"))


def test_a_passage_that_no_document_holds_is_said_so(folder: Path) -> None:
    done = sourcechat("ask", "--explain", "--passage", "penguins of the harbour", QUESTION, folder=folder)

    assert done.returncode == 0
    assert "no passage" in done.stdout.lower()


@pytest.mark.parametrize("extra", [(), ("--json", "--explain"), ("--batch", "rows.jsonl", "--explain")])
def test_a_passage_without_explain_or_with_several_answers_is_wrong_usage(folder: Path, extra: tuple[str, ...]) -> None:
    question = () if "--batch" in extra else (QUESTION,)

    assert sourcechat("ask", "--passage", "x", *extra, *question, folder=folder).returncode == 2
