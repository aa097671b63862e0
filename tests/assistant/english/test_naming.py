from __future__ import annotations

import pytest

from assistant.english.naming import names_of
from assistant.english.words import split_words


@pytest.mark.parametrize(
    ("word", "name", "has", "means"),
    [
        ("owns", "Owner", True, True),
        ("planted", "planting plan", True, True),
        ("heavy", "Weight", True, True),
        ("kids", "children", False, True),
        ("yard", "Stoneyard", False, True),
        ("repaired", "bought on", False, False),
        ("12", "12", True, True),
        ("12", "120", False, False),
    ],
)
def test_a_word_names_by_its_kin_and_means_by_its_sense(word: str, name: str, *, has: bool, means: bool) -> None:
    (asked,) = split_words(word)

    assert names_of(name).has(asked) is has
    assert names_of(name).means(asked) is means


def test_words_that_are_meant_are_counted() -> None:
    assert names_of("Price of the ticket").count(split_words("cost ticket colour")) == 2
