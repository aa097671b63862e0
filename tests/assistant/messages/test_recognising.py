from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

import assistant
import ingest
import ui
import vectorstore
from assistant.messages.message import in_language, say
from assistant.messages.recognising import recognised
from assistant.messages.translations import errors_in, languages
from tests.assistant.messages.sentences import sentences_in

_INGEST, _VECTORSTORE = Path(ingest.__file__).parent, Path(vectorstore.__file__).parent
_ASSISTANT, _UI = Path(assistant.__file__).parent, Path(ui.__file__).parent
_SPEAKING = [
    *sorted(_INGEST.rglob("*.py")),
    *sorted(_VECTORSTORE.rglob("*.py")),
    *sorted((_UI / "serving").glob("*.py")),
    *sorted((_UI / "page").glob("*.py")),
    *(_ASSISTANT / name for name in ("explaining.py", "reader/network.py", "writing/models.py", "writing/streams.py")),
]
# What reaches no page: said to whoever runs a command, before anything is served, or to a program.
_SILENT = {
    "accounts.py",
    "actors.py",
    "addresses.py",  # of PostgreSQL
    "carrying.py",
    "embedding.py",
    "engines.py",
    "moving.py",
    "multilingual",
    "networks.py",
    "salvaging.py",
    "schema.py",
    "texts.py",  # has its own languages
    "tools.py",  # MCP
    "upkeep.py",
}


@cache
def _sentences() -> dict[str, str]:
    """Return what reaches a page, with a place of each."""
    speaking = [path for path in _SPEAKING if not _SILENT & {path.name, path.parent.name}]
    return {text: where for path in (*speaking, _INGEST / "addresses.py") for where, text in sentences_in(path)}


@pytest.mark.parametrize("language", languages()[1:])
def test_every_error_and_doubt_that_reaches_a_page_is_said_in_every_language(language: str) -> None:
    unknown = [
        f"{where}: {text}" for text, where in _sentences().items() if in_language(recognised(text), language) == text
    ]

    assert unknown == []


@pytest.mark.parametrize("language", languages()[1:])
def test_a_translation_fills_in_what_its_pattern_does(language: str) -> None:
    patterns = errors_in(language)

    assert patterns.keys() == errors_in("de").keys()
    assert [one for one, said in patterns.items() if one and _places(one) != _places(said)] == []


def test_what_is_said_of_a_thing_keeps_its_name_and_its_numbers_are_written_anew() -> None:
    told = recognised("minutes 2.txt: 1,234 bytes are no text in UTF-8, the first in line 7; “�” stands there instead")

    assert told == "minutes 2.txt: 1,234 bytes are no text in UTF-8, the first in line 7; “�” stands there instead"
    assert in_language(told, "de") == (
        "minutes 2.txt: 1.234 Bytes sind kein Text in UTF-8, das erste in Zeile 7; dort steht statt dessen „�“"
    )


def test_a_sentence_inside_another_is_said_in_its_language_too() -> None:
    told = recognised("old.zip: “a: b.pdf” could not be read: locked with a password; save a copy without one")

    assert in_language(told, "fr") == (
        "old.zip\u00a0: «\u00a0a: b.pdf\u00a0» n'a pas pu être lu\u00a0: "
        "verrouillé par un mot de passe\u00a0; enregistrez une copie sans"
    )


def test_what_a_program_says_in_brackets_stays_as_it_is() -> None:
    told = recognised("/library: the disk is full; free some space and run it again, nothing is lost (errno 28)")

    assert in_language(told, "ja").endswith("失われたものはありません（errno 28）")


@pytest.mark.parametrize("text", ["Minutes: a vote", "the index", "", "a: b: c: d: e: f", "x" * 5_000])
def test_any_other_text_is_the_same_in_every_language(text: str) -> None:
    assert {in_language(recognised(text), language) for language in languages()} == {text}


def test_a_message_stays_the_message_that_it_is() -> None:
    assert in_language(recognised(say("Yes.")), "de") == "Ja."


def _places(text: str) -> set[str]:
    return set(re.findall(r"{\w+}", text))
