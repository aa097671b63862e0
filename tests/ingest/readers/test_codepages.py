from __future__ import annotations

import unicodedata
from collections import Counter

import pytest

from ingest.readers.codepages import Guess, guess, wider
from tests.ingest.readers.code_pages import Sample, samples


def is_right(sample: Sample, found: Guess) -> bool:
    read = unicodedata.normalize("NFC", sample.data.decode(found.encoding, "replace"))
    return read == unicodedata.normalize("NFC", sample.text)


@pytest.fixture(scope="module")
def guesses() -> dict[Sample, Guess]:
    """What is guessed of 77 pairs of a language and a code page, each in three lengths."""
    return {sample: guess(sample.data) for sample in samples()}


def test_nearly_all_code_pages_are_told_by_their_language(guesses: dict[Sample, Guess]) -> None:
    right = Counter(sample.length for sample, found in guesses.items() if is_right(sample, found))

    assert len(guesses) == 3 * 77
    assert right["long"] == 77
    assert right["medium"] >= 76
    assert right["short"] >= 75


def test_what_is_guessed_wrong_is_not_sure(guesses: dict[Sample, Guess]) -> None:
    assert not any(found.sure for sample, found in guesses.items() if not is_right(sample, found))


def test_most_of_what_is_guessed_right_is_sure(guesses: dict[Sample, Guess]) -> None:
    assert sum(found.sure for found in guesses.values()) >= 195


@pytest.mark.parametrize("text", ["Café – 5 €", "don’t", "“Yes”, she said.", "20 °C", "Straße", "Hôtel à Paris"])
def test_a_few_western_letters_or_signs_are_taken_for_the_commonest_code_page(text: str) -> None:
    assert text.encode("cp1252").decode(guess(text.encode("cp1252")).encoding) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Москва, ул. Мира 5", "cp1251"),
        ("東京", "shift_jis"),
        ("한국어", "euc_kr"),
        ("臺北市", "big5"),
        ("שלום", "cp1255"),
    ],
)
def test_a_word_or_two_are_enough_where_the_letters_are_its_own(text: str, encoding: str) -> None:
    assert text.encode(encoding).decode(guess(text.encode(encoding)).encoding) == text


def test_letters_far_down_in_a_long_file_are_seen() -> None:
    text = "Only plain words here.\n" * 5_000 + "Библиотека открыта по будням с восьми до пяти часов.\n"

    assert guess(text.encode("koi8-r")).encoding == "koi8-r"


def test_a_narrow_name_stands_for_the_wider_encoding_that_programs_write() -> None:
    assert [wider("gb2312"), wider("iso8859-1"), wider("koi8-r")] == ["gb18030", "cp1252", "koi8-r"]
