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


def test_of_two_words_that_are_as_near_the_one_that_more_chunks_have_is_meant() -> None:
    terms = {"marten": 4, "martin": 1}

    assert nearest_word("martyn", terms, lambda term: term) == "marten"


def test_fewer_wrong_letters_count_more_than_more_chunks() -> None:
    terms = {"receipts": 1, "recitals": 90}

    assert nearest_word("receipst", terms, lambda term: term) == "receipts"


@pytest.mark.parametrize(("written", "expected"), [("cettle", None), ("waranti", None), ("receeptt", "receipt")])
def test_the_first_letter_is_right_and_two_others_are_wrong_only_in_a_long_word(
    written: str, expected: str | None
) -> None:
    assert meant(written) == expected


def test_of_the_forms_of_a_word_the_one_that_is_written_small_is_meant() -> None:
    assert nearest_word("kettel", {"kettl": 1}, lambda _: "Kettle, kettle and KETTLE") == "kettle"


def test_a_name_keeps_its_capital() -> None:
    assert nearest_word("Henrry", {"henri": 1}, lambda _: "Old Henry grinds rye.") == "Henry"


def test_no_more_texts_are_read_than_a_person_waits_for() -> None:
    read: list[str] = []
    terms = {f"kettl{first}{second}": 1 for first in "abcdefghij" for second in "klmnopqrst"}

    def text_of(term: str) -> str:
        read.append(term)
        return term

    nearest_word("kettlaz", terms, text_of)

    assert 0 < len(read) <= 40


@pytest.mark.parametrize("word", ["Mayor", "MAYOR"])
def test_english_words_are_known_whatever_their_case(word: str) -> None:
    assert not may_be_misspelt(word)
