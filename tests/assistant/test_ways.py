from __future__ import annotations

from assistant.answers import Answer, Statement
from assistant.conversation.question import Question
from assistant.ways import Asked, Deferred
from ingest.documents import DocumentId
from tests.assistant.fakes import ToldWay


def test_a_way_is_told_the_documents_that_may_be_looked_in() -> None:
    asked = Asked(Question("How many?", documents=(DocumentId("d1"),)), "How many shops?")

    assert asked.documents == ("d1",)


def test_a_deferred_way_is_made_by_the_first_question_that_may_be_of_its_kind() -> None:
    made: list[ToldWay] = []

    def make() -> ToldWay:
        made.append(ToldWay("count", Answer("", "", statements=(Statement("Three."),))))
        return made[-1]

    way = Deferred("count", may_be=lambda text: text.startswith("How many"), make=make)

    assert way.answer(Asked(Question("Who?"), "Who leads it?")) is None
    assert not made
    answer = way.answer(Asked(Question("How many?"), "How many shops?"))
    assert answer is not None
    assert answer.text == "Three."
    way.answer(Asked(Question("How many?"), "How many mills?"))
    assert len(made) == 1
