"""Enumerating: a list or a table that a question in another language means is told whole, or counted."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.answers import Answer
from assistant.conversation.question import Question
from assistant.quoting.enumerating import Enumerator
from assistant.ways import Asked
from ingest.documents import Block, BlockKind, Cell, Document, Row, Source, Table
from tests.assistant.fakes import MemoryLibrary, passage_of

TEXT = "Shed\nTool | Price\nHoe | 2\nRake | 3\nTotal | 5\nRules\nClose the door.\nClean the tools.\n"


def span(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def cells(*words: str) -> Row:
    places = [span(word) for word in words]
    return Row(places[0][0], places[-1][1], tuple(Cell(*place) for place in places))


ROWS = (cells("Hoe", "2"), cells("Rake", "3"), cells("Total", "5"))
SHED = Document(
    Source("file:///shed.md", "0"),
    "Shed",
    TEXT,
    blocks=(
        Block(BlockKind.HEADING, *span("Shed"), level=1),
        Block(BlockKind.HEADING, *span("Rules"), level=2),
        *(Block(BlockKind.ITEM, *span(words)) for words in ("Close the door.", "Clean the tools.")),
    ),
    tables=(Table(*span("Tool | Price\nHoe | 2\nRake | 3\nTotal | 5"), ("Tool", "Price"), ROWS),),
)
NOTE = Document(Source("file:///note.md", "0"), "Note", "Anna comes.")
LIBRARY = MemoryLibrary(passage_of(SHED, "Hoe | 2"), passage_of(NOTE, "Anna comes."), documents=[SHED, NOTE])
KNOWN = {"werkzeug": "tool", "regeln": "rules"}


def near(question: str, names: Sequence[str]) -> Sequence[float]:
    """A dictionary's likeness: whether a name has a word that is asked for."""
    asked = {english for word, english in KNOWN.items() if word in question.lower()}
    return [float(bool(asked & set(name.lower().split()))) for name in names]


def answer(question: str) -> Answer | None:
    return Enumerator(LIBRARY, near).answer(Asked(Question(question), question))


def test_the_rows_that_are_called_so_are_counted_without_their_sum() -> None:
    said = answer("Wie viele Werkzeuge gibt es?")

    assert said is not None
    assert [one.text.partition(" ")[0] for one in said.statements] == ["2"]
    assert said.statements[0].concluded
    assert [one.quote for one in said.citations] == ["Hoe", "Rake"]


def test_a_list_that_is_called_so_is_told_whole() -> None:
    said = answer("Welche Regeln gelten?")

    assert said is not None
    assert [one.text for one in said.statements] == ["Close the door.", "Clean the tools."]


@pytest.mark.parametrize(
    "question",
    [
        "Wie viele Fenster gibt es?",  # nothing is called so
        "Wie viele Griffe haben die Werkzeuge?",  # what has them is called so
        "Welche Farbe haben die Werkzeuge?",
        "Wie viele Werkzeuge darf man leihen?",  # a rule, not a number of rows
        "Wann gelten die Regeln?",  # asks for no list
        "How many tools are there?",  # English, of which other ways know more
    ],
)
def test_nothing_is_told_of_what_is_not_surely_meant(question: str) -> None:
    assert answer(question) is None
