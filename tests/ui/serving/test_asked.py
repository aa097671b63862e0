from __future__ import annotations

from assistant.conversation.question import Turn
from ui.serving.asked import ChatRequest, Message, Part, question_in


def test_a_message_in_parts_is_read_as_its_texts() -> None:
    message = Message(role="user", content=[Part(text="One."), Part(type="image_url"), Part(text="Two?")])

    assert message.text == "One.\nTwo?"


def test_turns_pair_questions_with_all_that_was_answered_to_them() -> None:
    said = [
        ("assistant", "Hello."),
        ("user", "A?"),
        ("assistant", "1"),
        ("assistant", "2"),
        ("user", "B?"),
        ("user", "C?"),
    ]
    messages = [Message(role=role, content=text) for role, text in said]

    question = question_in(messages, [], param="messages")

    assert question.text == "C?"
    assert question.history == (Turn("A?", "1\n2"), Turn("B?", ""))


def test_what_a_model_could_be_told_otherwise_is_ignored() -> None:
    body = {"model": "x", "messages": [{"role": "user", "content": "Q?", "name": "n"}], "temperature": 2, "tools": []}

    assert ChatRequest.model_validate(body).question().text == "Q?"
