from __future__ import annotations

import pytest

from assistant.reader.beginnings import beginnings_of, has_blanks, shared


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Wer wohnt im Turme?", "Der Turm ist alt."),
        ("Müzenin bahçesi", "Müzede bahçe var."),
        ("в библиотеке", "Библиотеку закрыли."),
        ("المكتبة", "مكتبة صغيرة"),
        ("图书馆在哪里", "这个图书馆很大。"),
        ("도서관은", "도서관에"),
    ],
)
def test_words_are_known_by_their_beginnings_whatever_their_endings(asked: str, said: str) -> None:
    assert beginnings_of(asked) & beginnings_of(said)


@pytest.mark.parametrize(
    "asked", ["Wie viele sind es?", "Когда это было?", "¿Cuándo es?", "Ποιος είναι;", "谁?", "कौन?"]
)
def test_what_is_asked_with_tells_nothing(asked: str) -> None:
    assert beginnings_of(asked) == frozenset()


def test_what_is_shared_is_a_share_of_what_is_asked() -> None:
    assert shared(frozenset({"turm", "glok"}), frozenset({"turm", "dach"})) == 0.5
    assert shared(frozenset(), frozenset({"turm"})) == 0.0


def test_some_scripts_have_no_blanks_between_words() -> None:
    assert has_blanks("Der Turm")
    assert has_blanks("도서관은 큽니다")
    assert not has_blanks("图书馆")
