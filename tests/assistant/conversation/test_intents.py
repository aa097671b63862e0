from __future__ import annotations

import pytest

from assistant.conversation.intents import LONGEST_QUESTION, Intent, intent_of


@pytest.mark.parametrize(
    ("message", "intent"),
    [
        ("Hello!", Intent.GREETING),
        ("hi there", Intent.GREETING),
        ("good morning", Intent.GREETING),
        ("How are you?", Intent.GREETING),
        ("thanks a lot!", Intent.THANKS),
        ("Thank you so much", Intent.THANKS),
        ("bye", Intent.FAREWELL),
        ("What can you do?", Intent.HELP),
        ("help", Intent.HELP),
        ("How does it work?", Intent.HELP),
        ("How do you work?", Intent.HELP),
        ("Summarise my documents.", Intent.SUMMARY),
        ("What is this about?", Intent.SUMMARY),
        ("What does the policy cover?", Intent.SUMMARY),
        ("What does the policy not cover?", Intent.ANSWER),
        ("Give me an overview", Intent.SUMMARY),
        ("What does the letter of the bank say?", Intent.ANSWER),
        ("What does Ada's last letter say?", Intent.SUMMARY),
        ("What did the tax letter say?", Intent.SUMMARY),
        ("What does the contract say about pets?", Intent.ANSWER),
        ("", Intent.EMPTY),
        ("  ?! ", Intent.EMPTY),
        ("🙂", Intent.EMPTY),
        ("x" * (LONGEST_QUESTION + 1), Intent.TOO_LONG),
        ("Hello Kitty was designed by whom?", Intent.ANSWER),
        ("Who wrote the thank you letter?", Intent.ANSWER),
        ("What did he do in Oslo?", Intent.ANSWER),
    ],
)
def test_what_a_message_asks_for_is_told_from_its_form(message: str, intent: Intent) -> None:
    assert intent_of(message) is intent


@pytest.mark.parametrize("message", ["How does it work?", "how does this work", "How do you do?", "How do you work?"])
def test_after_a_question_how_it_works_asks_more_of_what_that_was_about(message: str) -> None:
    of_documents = "you" not in message

    assert (intent_of(message, follows=True) is Intent.ANSWER) is of_documents


@pytest.mark.parametrize(
    ("message", "intent"),
    [
        ("Hallo!", Intent.GREETING),
        ("Спасибо", Intent.THANKS),
        ("Ko'rishguncha", Intent.FAREWELL),
        ("使い方", Intent.HELP),
        ("Was kannst du?", Intent.HELP),
        ("Fasse den Vertrag zusammen.", Intent.SUMMARY),
        ("When does the meeting resume?", Intent.ANSWER),
        ("Wann endet der Vertrag?", Intent.ANSWER),
    ],
)
def test_phrases_are_known_in_other_languages(message: str, intent: Intent) -> None:
    assert intent_of(message) is intent
