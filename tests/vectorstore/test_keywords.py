from __future__ import annotations

import pytest

from vectorstore.keywords import to_words


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
