"""The face: ten names, loaded one by one, and what README says of them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage
from langchain_core.runnables import Runnable

import sourcechat
from sourcechat import Answer, Assistant, LibraryRetriever, Question, SourcechatError, Turn

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = re.compile(r"```python\n(.*?)```", re.DOTALL)
ASKED = "How much is the portfolio of new cooperation projects worth?"


@pytest.mark.parametrize("name", sourcechat.__all__)
def test_every_name_is_that_of_its_home(name: str) -> None:
    assert getattr(sourcechat, name) is getattr(import_module(sourcechat._HOMES[name]), name)


def test_there_are_ten_names_and_no_others() -> None:
    assert dir(sourcechat) == sorted(sourcechat.__all__)
    assert len(sourcechat.__all__) == 10
    with pytest.raises(AttributeError, match="has no attribute 'assemble'; it has Answer, AnswerChain, Assistant"):
        sourcechat.assemble  # noqa: B018 - what is tested


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import sourcechat", "assistant vectorstore ingest numpy pydantic langchain_core onnxruntime chromadb"),
        ("from sourcechat import Question, Answer, SourcechatError", "langchain_core onnxruntime chromadb pydantic"),
        ("from sourcechat import Assistant", "langchain_core langsmith onnxruntime chromadb httpx trafilatura"),
        ("from sourcechat import AnswerChain, LibraryRetriever", "onnxruntime chromadb trafilatura pypdfium2 gradio"),
    ],
)
def test_a_name_loads_what_it_needs_and_no_more(statement: str, absent: str) -> None:
    code = f"import sys; {statement}; print(*[name for name in {absent.split()} if name in sys.modules])"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert done.stdout.strip() == ""


def test_a_setting_that_is_unknown_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(SourcechatError, match="unknown setting colour"):
        Assistant.open(tmp_path, colour="red")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the example documents."""
    folder = tmp_path_factory.mktemp("face") / "library"
    with Assistant.open(folder) as assistant:
        assistant.ingest([str(ROOT / "examples" / "documents")])
    return folder


@pytest.fixture
def assistant(library: Path) -> Iterator[Assistant]:
    with Assistant.open(library) as opened:
        yield opened


@pytest.mark.model
def test_a_text_a_question_and_the_chain_are_answered_alike(assistant: Assistant) -> None:
    answers = [
        assistant.ask(ASKED),
        assistant.ask(Question(ASKED)),
        assistant.chain.invoke(ASKED),
        assistant.chain.invoke(Question(ASKED)),
    ]

    assert len({answer.text for answer in answers}) == 1
    assert "$12 billion" in answers[0].text


@pytest.mark.model
def test_a_citation_is_the_exact_words_of_the_document(assistant: Assistant) -> None:
    (citation, *_) = assistant.ask(ASKED).citations

    text = assistant.library.text(citation.document_id, citation.revision)

    assert text[citation.start : citation.end] == citation.quote


@pytest.mark.model
def test_a_follow_up_is_asked_with_the_turns_before_it(assistant: Assistant) -> None:
    first = assistant.ask(ASKED)

    second = assistant.ask(Question("And when was it drawn up?", history=(Turn(ASKED, first.text),)))

    assert isinstance(second, Answer)
    assert "cooperation projects" in second.standalone_question


@pytest.mark.parametrize("asked", [None, 7, {"question": ASKED}, [ASKED]])
@pytest.mark.model
def test_what_is_no_question_is_an_error_that_says_what_is(assistant: Assistant, asked: object) -> None:
    with pytest.raises(TypeError, match="a question is a text or a Question, not"):
        assistant.ask(asked)  # type: ignore[arg-type]  # what is tested


@pytest.mark.model
def test_settings_go_by_their_names(library: Path) -> None:
    with Assistant.open(library, answer__max_statements=1, answer__strictness="lenient") as assistant:
        assert len(assistant.ask(ASKED).statements) == 1
        assert assistant.settings.answer.strictness == "lenient"


@pytest.mark.model
def test_the_library_is_a_langchain_retriever(assistant: Assistant) -> None:
    retriever = LibraryRetriever(library=assistant.library, limit=3)

    assert isinstance(retriever, Runnable)
    assert "cooperation" in " ".join(found.page_content for found in retriever.invoke(ASKED))


@pytest.mark.model
def test_the_examples_of_the_readme_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"model": GenericFakeChatModel(messages=iter([AIMessage("About $12 billion.")]))}

    blocks = EXAMPLE.findall((ROOT / "README.md").read_text("utf-8"))
    for block in blocks:
        exec(compile(block, "README.md", "exec"), names)  # noqa: S102 - our own examples

    printed = capsys.readouterr().out
    assert len(blocks) == 2
    assert "$12 billion. [1]" in printed
    assert "Uzbekistan and Japan: a brief on the summit talks, characters " in printed
    assert "About $12 billion." in printed
