from __future__ import annotations

import pytest

from assistant.conversation.phrases import ALL_DOCUMENTS, SUMMARY, wishes_summary
from assistant.messages.message import in_language, quoted, say
from assistant.messages.translations import languages


@pytest.mark.parametrize(
    "message",
    [
        "Fasse den Vertrag zusammen.",
        "Кратко изложи мои документы.",
        "Hujjatni qisqacha bayon qil",
        "要約してください",
        "Résume mes documents",
    ],
)
def test_a_wish_for_a_summary_is_known_in_other_languages(message: str) -> None:
    assert wishes_summary(message)


@pytest.mark.parametrize(
    "message", ["When does the meeting resume?", "Where is the resume of Ada?", "Wann endet der Vertrag?"]
)
def test_a_question_is_no_wish_for_a_summary(message: str) -> None:
    assert not wishes_summary(message)


@pytest.mark.parametrize(
    "message", ["Кратко изложи мои документы", "要約してください", "Hujjatlarimni qisqacha bayon qil"]
)
def test_what_stands_beside_the_wish_names_no_document(message: str) -> None:
    assert ALL_DOCUMENTS.sub("", SUMMARY.sub("", message)).strip() == ""


@pytest.mark.parametrize("language", languages()[1:])
def test_what_is_offered_is_understood_in_the_language_that_it_is_offered_in(language: str) -> None:
    offered = (say("What is {title} about?", title=quoted("Lenders")), say("Summarise my documents."))

    assert all(wishes_summary(in_language(question, language)) for question in offered)
