from __future__ import annotations

import pytest

from assistant.english.kinship import kin
from assistant.english.words import split_words


def stem(word: str) -> str:
    return split_words(word)[0].stem


@pytest.mark.parametrize(
    ("one", "other"), [("owns", "owner"), ("long", "length"), ("supplies", "supplier"), ("pay", "payment")]
)
def test_a_word_is_kin_to_itself_in_another_part_of_speech(one: str, other: str) -> None:
    assert kin(stem(one), stem(other))


@pytest.mark.parametrize(("one", "other"), [("car", "carpet"), ("port", "portrait"), ("deep", "long")])
def test_words_that_only_begin_alike_are_none(one: str, other: str) -> None:
    assert not kin(stem(one), stem(other))
