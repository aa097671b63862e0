from __future__ import annotations

import pytest

from assistant.english.framing import speaks_of_texts, unframed


@pytest.mark.parametrize(
    "sentence",
    [
        "The passage about the mill is about the old mill.",
        "This document provides information on the mill.",
        "Passage 2 discusses mills and barns.",
        "The second text describes how flour is ground.",
        "These are the main points of the article on mills.",
        "In this document, the author explains the mill.",
        "This is a story about the mill.",
    ],
)
def test_a_sentence_on_what_a_text_is_about_says_nothing_of_the_world(sentence: str) -> None:
    assert speaks_of_texts(sentence)


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("The passage says that the mill is old.", "The mill is old."),
        ("According to the handbook, the mill is old.", "The mill is old."),
        ("As the first passage explains, the mill is old.", "The mill is old."),
        ("In this passage, the mill is old.", "The mill is old."),
        ("The passage that mentions the mill is: The mill is old.", "The mill is old."),
        ("1. The mill is old.", "The mill is old."),
        ("b) According to the text, the mill is old.", "The mill is old."),
        ("The passage 2 states: The mill is old.", "The mill is old."),
        ("The most important fact in this text is that the mill is old.", "The mill is old."),
        ("The main point of the article is that the mill is old.", "The mill is old."),
        ("The mill is old.", "The mill is old."),
    ],
)
def test_what_a_text_is_said_to_say_is_claimed(sentence: str, claim: str) -> None:
    assert unframed(sentence) == claim
    assert sentence.endswith(claim[1:])
    assert not speaks_of_texts(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["The mill is about a mile away.", "The source of the river is in the hills.", "The board discussed the mill."],
)
def test_a_sentence_on_the_world_is_left_as_it_is(sentence: str) -> None:
    assert not speaks_of_texts(sentence)
    assert unframed(sentence) == sentence
