from __future__ import annotations

import pytest

from vectorstore.vocabulary import may_be_misspelt, nearest_word

TERMS = {"receipt": 3, "warranti": 2, "kettl": 5, "hen": 1, "henri": 1, "major": 4, "martin": 1, "marten": 1}
TEXTS = {
    "receipt": "The Receipts. Keep each receipt.",
    "warranti": "Our warranty, and warranties",
    "kettl": "A kettle; kettles",
    "martin": "Martin",
    "marten": "Marten",
}


def meant(word: str) -> str | None:
    return nearest_word(word, TERMS, lambda term: TEXTS.get(term, term))


@pytest.mark.parametrize(
    ("written", "expected"),
    [("recipt", "receipt"), ("waranty", "warranty"), ("kettel", "kettle"), ("Recipt", "receipt"), ("zebra", None)],
)
def test_a_misspelt_word_is_led_to_the_form_that_the_library_has(written: str, expected: str | None) -> None:
    assert meant(written) == expected


def test_between_two_words_that_are_as_near_none_is_meant() -> None:
    assert meant("martyn") is None


@pytest.mark.parametrize("word", ["mayor", "abc", "K3", "it's"])
def test_english_words_codes_and_short_words_are_no_misspellings(word: str) -> None:
    assert not may_be_misspelt(word)


def test_letters_that_are_no_english_word_may_be_one() -> None:
    assert may_be_misspelt("recipt")
