from __future__ import annotations

from assistant.answers import Answer, Refusal, Statement


def test_the_text_of_an_answer_carries_its_markers() -> None:
    answer = Answer("Q?", "Q?", statements=(Statement("One.", (1, 2)), Statement("Two.")))

    assert answer.text == "One. [1] [2]\nTwo."


def test_the_text_of_a_refusal_is_its_reason() -> None:
    answer = Answer("Q?", "Q?", refusal=Refusal("Not in your documents."))

    assert answer.refused
    assert answer.text == "Not in your documents."
