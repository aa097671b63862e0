from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.keywords import _PUNCTUATION, to_words, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mill's open at 9:30.", "the mill s open at 9 30"),
        ("会议室在三楼。", "会议 议室 室在 在三 三楼"),
        ("三", "三"),
        ("회의실은 3층에", "회의 의실 실은 3 층에"),
        ("ร้านปิด", "ร้ ้า าน นป ปิ ิด"),
        ("चक्की बंद है।", "चक्की बंद है"),
        ("Straße STRASSE", "strasse strasse"),
        ("ＡＢＣ １２", "abc 12"),
        ("oʻzbek o'zbek o‘zbek o`zbek", "ozbek ozbek ozbek ozbek"),
        ("IBM製のPC-98", "ibm 製の pc 98"),
        ("", ""),
        ("—!?", ""),
    ],
)
def test_a_text_is_given_as_the_words_that_are_searched(text: str, words: str) -> None:
    assert to_words(text) == words


def test_letters_and_their_marks_stay_one_word() -> None:
    assert to_words("cafe\u0301") == to_words("café") == "café"


@given(st.text())
def test_a_text_is_found_in_whichever_form_its_characters_are_kept(text: str) -> None:
    assert to_words(unicodedata.normalize("NFD", text)) == to_words(unicodedata.normalize("NFC", text))


@given(st.text(st.characters(max_codepoint=127)))
def test_words_of_plain_letters_are_the_same_in_any_company(text: str) -> None:
    assert words_of(f"{text} é") == [*words_of(text), "é"]


@given(st.text())
def test_no_word_holds_a_blank_or_is_empty(text: str) -> None:
    assert to_words(text).split() == words_of(text)


def test_a_mark_within_a_word_parts_it_but_between_uzbek_letters() -> None:
    assert words_of("don't rock'n'roll") == ["don", "t", "rock", "n", "roll"]
    assert words_of("go'zal") == ["gozal"]


def test_what_is_passed_over_at_once_is_no_part_of_a_word_in_any_script() -> None:
    characters = list(map(chr, range(sys.maxunicode + 1)))

    assert not any(unicodedata.category(one)[0] in "LMN" for one in _PUNCTUATION.findall("".join(characters)))
    assert all(unicodedata.category(one)[0] in "LN" for one in characters if one.isalnum())


@pytest.mark.parametrize("text", ["it’s ‘so’", "a‘b", "5€ or £6", "o’z o’Z ko’k, no’ y"])
def test_marks_beside_plain_letters_part_words_as_in_any_company(text: str) -> None:
    assert words_of(f"{text} é") == [*words_of(text), "é"]
