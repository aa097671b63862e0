from __future__ import annotations

import pytest

from assistant.conversation.phrases import ALL_DOCUMENTS, SUMMARY, wishes_summary


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
