from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from assistant.answers import Verdict
from tests.ui.answers import HOSTILE, answer_of, refusal_of, uncited
from ui.exchanges import Exchange
from ui.serving.conversations import Conversation, Summary
from ui.serving.exporting import FORMS, export
from ui.serving.languages import speak

WHEN = datetime(2026, 5, 4, tzinfo=UTC)
SPOKEN = Conversation(
    Summary("c1", "The shop", WHEN, WHEN, 3),
    (
        Exchange("When does it open?", answer_of("It opens at nine.")),
        Exchange("Who is the mayor?", refusal_of("They do not say.", "The shop has no mayor.")),
        Exchange("And?", message="It failed."),
    ),
)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    speak("en")


def link(path: str) -> str:
    return f"http://here{path}"


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_holds_questions_answers_and_citations_with_words_place_and_revision(form: str) -> None:
    text = export(SPOKEN, form, link).text

    for told in (
        "The shop",
        "When does it open?",
        "It opens at nine.",
        "They do not say.",
        "The shop has no mayor.",
        "It failed.",
        "n.txt",
        "r1",
    ):
        assert told in text


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_what_came_closest_to_a_refused_question_is_not_shown_as_proof(form: str) -> None:
    answered, refused = export(SPOKEN, form, link).text.split("Who is the mayor?")

    assert ("Sources" in answered, "Closest I found" in answered) == (True, False)
    assert ("Sources" in refused, "Closest I found" in refused) == (False, True)


@pytest.mark.parametrize(("form", "struck"), [("html", "<s>It never opens.</s>"), ("markdown", "~~It never opens.~~")])
def test_what_no_source_supports_is_struck_through_and_flagged(form: str, struck: str) -> None:
    doubted = uncited(answer_of("It never opens.", verdict=Verdict.UNSUPPORTED))

    text = export(Conversation(SPOKEN.summary, (Exchange("When?", doubted),)), form, link).text

    assert struck in text
    assert "(not found in the documents)" in text


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_our_own_words_in_it_are_in_the_language_of_the_page(form: str) -> None:
    nameless = Conversation(Summary("c1", "", WHEN, WHEN, 3), SPOKEN.exchanges)
    speak("de")

    text = export(nameless, form, link).text

    assert [word for word in ("Gespräch", "Quellen", "Am nächsten kommt", "Fassung r1") if word not in text] == []
    assert ("revision" in text, 'lang="en"' in text) == (False, False)


def test_json_can_be_read_back() -> None:
    told = json.loads(export(SPOKEN, "json", link).text)

    (cited,) = told["exchanges"][0]["answer"]["citations"]
    assert (cited["quote"], cited["start"], cited["end"], cited["revision"]) == ("It opens at nine.", 0, 17, "r1")
    assert told["exchanges"][2] == {"question": "And?", "answer": None, "message": "It failed."}


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_no_text_of_a_document_or_a_person_is_markup(form: str) -> None:
    hostile = Conversation(
        Summary("c1", HOSTILE, WHEN, WHEN, 1), (Exchange(HOSTILE, answer_of(HOSTILE, title=HOSTILE)),)
    )

    text = export(hostile, form, link).text.replace("\\<", "")

    assert "<script" not in text
    assert "<img" not in text


def test_another_form_is_no_form() -> None:
    with pytest.raises(KeyError):
        export(SPOKEN, "pdf", link)
