"""Whether every sentence of ours is a message, and every message is in every catalogue."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import assistant
import ui
from assistant.messages.translations import entries_of, languages

_ASSISTANT, _UI = Path(assistant.__file__).parent, Path(ui.__file__).parent
_CATALOGUES = _ASSISTANT / "messages"
# What says nothing in an answer to a question in another language.
_SILENT = {
    "computing",  # accounts for its sums in English, but for what `reckoning` says
    "english",  # tells words of English
    "followups",  # puts English questions into full
    "evaluation",  # reports to who runs it
    "explaining.py",  # what `ask --explain` tells whoever looks for a cause, with names of settings
    "prompts.py",  # said to a model
    "models.py",  # names of settings and servers, in errors
    "settings.py",  # names of settings, in errors
    "errors.py",
    "standing.py",  # what `library verify` reports
    "__main__.py",
}
_SPEAKING_UI = [
    _UI / "flags.py",
    _UI / "terminal.py",
    *(_UI / "serving" / name for name in ("entering.py", "exporting.py")),
]
_NO_ANSWER = {"print_passages", "print_trace"}  # of the terminal: as `explaining`
_ASKED = {"What is the x?"}  # of the reader, not of a person
_CALLS = {"say": (0,), "marked": (0,), "say_of": (1, 2)}  # where the patterns of each stand
_SENTENCE = re.compile(r"[A-Z“{][^\n]*[a-z][^\n]* [^\n]*[.:?!]|[A-Z][a-z]+ [a-z]+ [a-z ]+")


def _modules() -> list[Path]:
    speaking = [path for path in _ASSISTANT.rglob("*.py") if not _SILENT & {*path.relative_to(_ASSISTANT).parts}]
    return [*sorted(speaking), _ASSISTANT / "computing" / "reckoning.py", *_SPEAKING_UI]


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLS:
            yield node


def _messages(path: Path) -> Iterator[str]:
    """Yield the messages of a module as a catalogue has them."""
    for call in _calls(ast.parse(path.read_text("utf-8"))):
        assert isinstance(call.func, ast.Name)
        patterns = [call.args[place] for place in _CALLS[call.func.id]]
        texts = [one.value for one in patterns if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if len(texts) == len(patterns):
            yield "\0".join(texts)
        else:
            assert path.name == "translating.py", f"{path.name}:{call.lineno}: a pattern that is not written out"


def _said(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of a module without what is no sentence of ours: messages, docstrings, errors, logs, patterns."""
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in {*_CALLS, "compile", "split", "debug", "info", "warning", "TypeVar", "RuntimeError"}:
            return
    if isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
        return
    if isinstance(node, ast.FunctionDef) and node.name in _NO_ANSWER:
        return
    yield node
    if isinstance(node, ast.JoinedStr):
        return
    for child in ast.iter_child_nodes(node):
        yield from _said(child)


def _unmarked(path: Path) -> Iterator[str]:
    for node in _said(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _SENTENCE.fullmatch(node.value):
            yield f"{path.name}:{node.lineno}: {node.value!r}"
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(one.value) if isinstance(one, ast.Constant) else "x" for one in node.values)
            if _SENTENCE.fullmatch(text) and text not in _ASKED:
                yield f"{path.name}:{node.lineno}: {text!r}"


def test_every_sentence_that_a_module_says_is_a_message() -> None:
    assert [found for path in _modules() for found in _unmarked(path)] == []


@pytest.mark.parametrize("language", languages()[1:])
def test_every_message_is_in_the_catalogue_and_nothing_else(language: str) -> None:
    said = {message for path in _modules() for message in _messages(path)}

    known = set(entries_of((_CATALOGUES / f"{language}.po").read_text("utf-8"))) - {""}

    assert known == said


@pytest.mark.parametrize("language", languages()[1:])
def test_a_translation_fills_in_what_its_message_does(language: str) -> None:
    entries = entries_of((_CATALOGUES / f"{language}.po").read_text("utf-8"))

    wrong = [
        key
        for key, value in entries.items()
        if key and any(_filled(key) != _filled(form) for form in value.split("\0"))
    ]

    assert wrong == []


def _filled(text: str) -> set[str]:
    return set(re.findall(r"{\w+}", text))
