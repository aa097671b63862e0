from __future__ import annotations

import pytest

from assistant.english.paraphrases import Keys, is_derived, key_of, keys_of, parts_of
from assistant.english.words import split_words


def key(word: str) -> str:
    return key_of(split_words(word)[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("govern", "government"),
        ("approve", "approval"),
        ("admittance", "admitted"),
        ("Uzbek", "Uzbekistan"),
        ("strength", "strengthen"),
        ("investor", "investment"),
    ],
)
def test_words_that_differ_by_endings_are_of_one_derivation(one: str, other: str) -> None:
    assert is_derived(key(one), key(other))
    assert is_derived(key(other), key(one))


@pytest.mark.parametrize(
    ("one", "other"), [("communication", "community"), ("station", "state"), ("part", "party"), ("reason", "treason")]
)
def test_words_that_only_begin_alike_are_not(one: str, other: str) -> None:
    assert not is_derived(key(one), key(other))


@pytest.mark.parametrize(("short", "long"), [("bldg", "building"), ("apt", "apartment"), ("dept", "department")])
def test_an_abbreviation_may_stand_for_its_word(short: str, long: str) -> None:
    assert keys_of(f"It is at {short}. 12.").has_sense(key(long))


def test_a_word_of_one_sense_may_stand_for_another_whatever_its_form() -> None:
    told = keys_of("The board bought the mill.")

    assert told.has_sense(key("acquires"))
    assert not told.has_sense(key("sells"))


def test_what_is_spelt_without_its_marks_is_the_same_name() -> None:
    assert key("Kraków") == key("Krakow")


def test_the_parts_of_a_word_with_a_hyphen_count_and_so_do_initials() -> None:
    told = keys_of("A state-funded school in the United Kingdom")

    assert told.has("fund")
    assert told.has("uk")
    assert parts_of(split_words("state-funded")[0]) == ("state", "fund")
    assert parts_of(split_words("school")[0]) == ()


def test_keys_are_found_by_their_derivation_too() -> None:
    assert Keys.of(["investor", "mill"]).has("investment")
    assert sorted(Keys.of(["b", "a"])) == ["a", "b"]
