from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answers import Answer, Refusal, Statement
from assistant.messages.message import in_language, say
from assistant.proving.citations import to_citation
from assistant.translating import place_message, translated
from ingest.documents import Span
from tests.assistant.fakes import passage_in

CITED = replace(to_citation(passage_in("Es regnet."), Span(0, 10), number=1), place="page 3")


def test_what_is_ours_is_translated_and_the_documents_words_are_not() -> None:
    answer = Answer(
        "q", "q", (Statement(say("Yes."), (1,)), Statement("Yes.", (1,))), (CITED,), notes=(say("Sources"),)
    )

    said = translated(answer, "de")

    assert [statement.text for statement in said.statements] == ["Ja.", "Yes."]
    assert said.citations[0].place == "Seite 3"
    assert said.citations[0].quote == CITED.quote
    assert (said.notes, said.language) == (("Quellen",), "de")


def test_a_refusal_and_what_is_nearest_are_translated() -> None:
    said = translated(Answer("q", "q", refusal=Refusal(say("No."), (CITED,))), "ru")

    assert said.refusal is not None
    assert said.refusal.reason == "Нет."
    assert said.refusal.nearest[0].place == "страница 3"


def test_in_a_language_that_is_not_spoken_it_is_said_in_english() -> None:
    said = translated(Answer("q", "q", (Statement(say("Yes.")),)), "el")

    assert (said.statements[0].text, said.language) == ("Yes.", "en")
    assert type(said.statements[0].text) is str


@pytest.mark.parametrize(
    ("place", "german"),
    [
        ("page 3", "Seite 3"),
        ("pages 3–4", "Seiten 3–4"),
        ("sheet Budget, cells A7:C7", "Blatt Budget, Zellen A7:C7"),
        ("slide 4, hidden", "Folie 4, ausgeblendet"),
        ("The Mill", "The Mill"),
        ("", ""),
    ],
)
def test_a_place_is_named_in_other_languages(place: str, german: str) -> None:
    message = place_message(place)

    assert message == place
    assert in_language(message, "de") == german
