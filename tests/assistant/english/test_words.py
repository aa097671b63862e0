from __future__ import annotations

import pytest

from assistant.english.words import content_stems, split_words, stems_of, without_marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It's $12.5 billion, or 40%.", ["It's", "$12.5", "billion", "or", "40%"]),
        ("the U.S. and R&D", ["the", "U.S", "and", "R&D"]),
        ("well-known names", ["well-known", "names"]),
        ("Ташкент 漢字", ["Ташкент", "漢字"]),
        ("", []),
    ],
)
def test_words_are_taken_whole(text: str, expected: list[str]) -> None:
    assert [word.form for word in split_words(text)] == expected


def test_words_know_their_place() -> None:
    text = "Two cups of tea."

    assert all(text[word.start : word.end] == word.form for word in split_words(text))


def test_forms_of_a_word_share_a_stem() -> None:
    assert content_stems(split_words("teaches teaching")) == content_stems(split_words("teach"))


def test_an_abbreviation_is_not_taken_for_the_short_word_it_looks_like() -> None:
    assert content_stems(split_words("IT")) != frozenset()
    assert content_stems(split_words("it")) == frozenset()


def test_words_of_scripts_without_blanks_are_pairs_of_characters_with_their_places() -> None:
    text = "会议室 in 三楼"

    assert [(word.form, text[word.start : word.end]) for word in split_words(text)] == [
        ("会议", "会议"),
        ("议室", "议室"),
        ("in", "in"),
        ("三楼", "三楼"),
    ]
    assert [word.form for word in split_words("人")] == ["人"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "STRASSE"),
        ("oʻzbek", "o'zbek"),
        ("o‘zbek", "o`zbek"),
        ("института", "институтом"),
        ("ＶＰＮ", "VPN"),
        ("cafe\u0301", "café"),
    ],
)
def test_one_word_in_two_forms_of_another_language_has_one_stem(one: str, other: str) -> None:
    assert [word.stem for word in split_words(one)] == [word.stem for word in split_words(other)]


def test_vowel_signs_belong_to_their_words() -> None:
    assert [word.form for word in split_words("संस्थान की स्थापना कब हुई?")] == ["संस्थान", "की", "स्थापना", "कब", "हुई"]


def test_a_stem_without_marks_is_spelt_with_plain_letters() -> None:
    assert without_marks("kraków") == "krakow"
    assert without_marks("mill") == "mill"


def test_stems_are_those_of_words_that_carry_content() -> None:
    assert stems_of("What are the bands of Ohio?") == {"band", "ohio"}
