from __future__ import annotations

import pytest

from assistant.english.verbs import main_verb
from assistant.english.words import Word, split_words
from assistant.proving.predicates import exchanged, moved


def lost(claim: str, sentence: str) -> list[str]:
    words = split_words(claim)
    starts = moved(words, main_verb(words), sentence, places(claim, sentence))
    return [word.form for word in words if word.start in starts]


def places(claim: str, sentence: str) -> dict[int, list[Word]]:
    own = split_words(sentence)
    found = {word.start: [other for other in own if other.stem == word.stem] for word in split_words(claim)}
    return {start: others for start, others in found.items() if others and others[0].is_content}


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The board approved a mill.", "The board approved a mill in Morpeth."),
        ("A mill was approved by the board.", "The board approved a mill."),
        ("The board approved a mill.", "A mill was approved by the board."),
        ("The board approved a mill.", "The board met in May, and it approved a mill."),
        ("The owners backed a plan.", "The owners - including Ada and Tom - backed a plan."),
        ("Falk explained the rise.", "Ada Falk explained the rise."),
        ("Rye seats twelve.", "Room | Rye | seats twelve"),
        ("Ada requested a review.", "The board approved Ada's request for a review."),
    ],
)
def test_the_same_subject_and_object_of_a_verb_are_where_they_were(claim: str, sentence: str) -> None:
    assert lost(claim, sentence) == []


@pytest.mark.parametrize(
    ("claim", "sentence", "words"),
    [
        ("A mill approved the board.", "The board approved a mill.", ["mill", "board"]),
        ("The board was approved by a mill.", "The board approved a mill.", ["board", "mill"]),
        ("The bakery approved a mill.", "The bakery sells bread, and the board approved a mill.", ["bakery"]),
        (
            "The police requested a review.",
            "The board approved Ada's request that the police hold a review.",
            ["police"],
        ),
    ],
)
def test_another_subject_or_object_of_the_verb_is_moved(claim: str, sentence: str, words: list[str]) -> None:
    assert lost(claim, sentence) == words


@pytest.mark.parametrize(
    ("claim", "numbers"),
    [
        ("Rye seats 12 and Oat 30.", ["12", "30"]),
        ("Rye seats 30 and Oat 12.", []),
        ("Oat seats 12 and Rye 30.", []),
    ],
)
def test_numbers_stand_by_what_they_are_of(claim: str, numbers: list[str]) -> None:
    words = split_words(claim)
    starts = exchanged(words, places(claim, "Rye seats 30 and Oat 12."))

    assert [word.form for word in words if word.start in starts] == numbers
